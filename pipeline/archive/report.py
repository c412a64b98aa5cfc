"""An archive as one HTML page that needs nothing else: figures, each with its table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.charts import draw
from pipeline.archive.figures import Cell, figures_of
from pipeline.danish.dates import format_date

if TYPE_CHECKING:
    from pipeline.archive.database import Archive


def page_of(archive: Archive) -> str:
    """Return the page, in Danish. It loads nothing, and works with a keyboard and a reader."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["cell"] = _cell
    template = environment.from_string(
        Path(__file__).with_name("report.html.j2").read_text("utf-8")
    )
    (totals,) = archive.rows(
        "SELECT count(*) AS meetings, coalesce(sum(open_items), 0)::BIGINT AS opened, "
        "coalesce(sum(closed_items), 0)::BIGINT AS closed, count(DISTINCT body) AS bodies, "
        "min(date) AS first, max(date) AS last FROM meetings"
    )
    days = [format_date(totals[name]) for name in ("first", "last") if totals[name]]
    figures = [(one, draw(one)) for one in figures_of(archive)]
    return template.render(totals=totals, days=days, figures=figures)


def _cell(value: Cell) -> str:
    """Return a cell as Danes write it: 1.234,5."""
    if isinstance(value, int | float):
        return f"{value:,}".translate(str.maketrans(",.", ".,"))
    return "–" if value is None else value

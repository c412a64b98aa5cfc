"""Figures as SVG, drawn by matplotlib, the same bytes each time."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pipeline.archive.figures import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INK, _FAINT, _FIRST = "#1f2a37", "#c9d1da", "#1f5f8b"
# Of a figure with many columns the biggest are told apart, the rest are one.
_MOST = 6
# Apart in lightness too; hatched where the lightness comes near.
_FILLS = ("#0b3c5d", "#328cc1", "#d9b310", "#7a1f2b", "#8fbf8f", "#5b4b8a", "#d5dbe2")
_HATCHES = ("", "", "", "//", "..", "xx", "")


def draw(figure: Figure) -> str:
    """Return a figure as SVG for an HTML page; its label says where the numbers are.

    >>> one = Figure("a", "Møder", "", ("År", "Antal"), (("2024", 3),), "bars", (1,), "møder")
    >>> draw(one).startswith('<svg role="img" aria-label="Møder; tallene står i tabellen')
    True
    """
    from matplotlib import figure as drawing
    from matplotlib import rc_context

    across = figure.kind == "line"
    tall = 3.6 if across else 1.2 + 0.32 * len(figure.rows)
    paper = drawing.Figure(figsize=(8.4, tall), layout="constrained", facecolor="none")
    axes = paper.add_subplot(facecolor="none")
    for side, line in axes.spines.items():
        line.set_visible(side in ("left", "bottom"))
        line.set_color(_FAINT)
    axes.tick_params(colors=_INK, labelsize=9)
    (_line if across else _bars)(axes, figure)
    buffer = BytesIO()
    settings: Any = {"svg.hashsalt": figure.name, "svg.fonttype": "none"}
    with rc_context(settings):
        paper.savefig(buffer, format="svg", metadata={"Date": None, "Creator": "Referat"})
    return _in_page(figure, buffer.getvalue().decode())


def _line(axes: Axes, figure: Figure) -> None:
    names = [str(row[0]) for row in figure.rows]
    values = [_number(row[figure.shown[0]]) for row in figure.rows]
    axes.plot(names, values, "o-", color=_FIRST, linewidth=1.6, markersize=5)
    axes.set_ylim(0, max(values) * 1.15 or 1)
    axes.set_ylabel(figure.unit, color=_INK)
    if len(names) > _MOST:
        axes.set_xticks(range(len(names)), names, rotation=60)


def _bars(axes: Axes, figure: Figure) -> None:
    places = range(len(figure.rows))
    starts = [0.0] * len(figure.rows)
    for number, (name, values) in enumerate(_series(figure)):
        fill = _FILLS[number] if figure.kind == "stacked" else _FIRST
        hatch = _HATCHES[number] if figure.kind == "stacked" else ""
        axes.barh(
            places, values, left=starts, color=fill, hatch=hatch, edgecolor="#ffffff", label=name
        )
        starts = [start + value for start, value in zip(starts, values, strict=True)]
    axes.set_yticks(places, [str(row[0]) for row in figure.rows])
    axes.invert_yaxis()
    axes.set_xlabel(figure.unit, color=_INK)
    if figure.kind == "stacked":
        axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))


def _series(figure: Figure) -> list[tuple[str, list[float]]]:
    """Return the columns to draw, the biggest first, with the smallest of many put together."""
    columns = [
        (figure.columns[at], [_number(row[at]) for row in figure.rows]) for at in figure.shown
    ]
    columns.sort(key=lambda one: -sum(one[1]))
    rest = [values for _, values in columns[_MOST:]]
    if not rest:
        return columns
    return [*columns[:_MOST], ("De øvrige", [sum(row) for row in zip(*rest, strict=True)])]


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _in_page(figure: Figure, svg: str) -> str:
    """Return an SVG fit for a page with others: ids of its own, the width of its column."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'\b(id="|url\(#|href="#)', rf"\g<1>{figure.name}-", svg)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg [^>]*?) ?(?:width|height)="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg [^>]*?) ?(?:width|height)="[^"]*"', r"\1", svg, count=1)
    told = escape(f"{figure.title}; tallene står i tabellen nedenfor")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{told}" ', 1)

"""What an archive shows as a whole: each figure a question in SQL, its answer as a table.

Of closed items there is one number per meeting, and so one share a year and a body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pipeline.labels import Decision, Topic

if TYPE_CHECKING:
    from pipeline.archive.database import Archive

Kind = Literal["stacked", "bars", "line"]
Cell = str | int | float | None
_BODIES = 12
_UNSURE = 0.6


class Figure(NamedTuple):
    """A figure: what it shows and how, and the numbers, a row a bar or point.

    ``shown`` are the columns that are drawn (places in ``columns``; the first is the name of the
    row); ``unit`` is what they count. ``note`` says how the numbers were made.
    """

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Kind
    shown: tuple[int, ...]
    unit: str


def figures_of(archive: Archive) -> Iterator[Figure]:
    """Yield the figures of an archive; one without numbers is left out."""
    makers: tuple[Callable[[Archive], Figure], ...] = (
        _decisions_by_year,
        _topics_by_year,
        _decisions_by_body,
        _topics_by_body,
        _closed_by_year,
        _closed_by_body,
        _time_to_decision,
        _amounts,
        _unsure,
    )
    for make in makers:
        figure = make(archive)
        if figure.rows:
            yield figure


def _decisions_by_year(archive: Archive) -> Figure:
    note = "Åbne punkter efter deres første beslutning. År 0 er møder uden kendt dato."
    return _crossed(archive, "decision", "year", "Beslutninger over tid", note)


def _topics_by_year(archive: Archive) -> Figure:
    note = "Åbne punkter efter deres første emne. År 0 er møder uden kendt dato."
    return _crossed(archive, "topic", "year", "Emner over tid", note)


def _decisions_by_body(archive: Archive) -> Figure:
    note = f"De {_BODIES} organer med flest åbne punkter."
    return _crossed(archive, "decision", "body", "Beslutninger efter organ", note)


def _topics_by_body(archive: Archive) -> Figure:
    note = f"De {_BODIES} organer med flest åbne punkter."
    return _crossed(archive, "topic", "body", "Emner efter organ", note)


def _crossed(
    archive: Archive,
    label: Literal["decision", "topic"],
    by: Literal["year", "body"],
    title: str,
    note: str,
) -> Figure:
    """Return how many items have each label, by year or by body."""
    order = "year" if by == "year" else "total DESC, body LIMIT ?"
    found = archive.rows(
        # Names that stand in this module.
        f"SELECT {by} AS name, histogram({label}) AS counts, count(*) AS total FROM items "  # noqa: S608
        f"WHERE {by} IS NOT NULL GROUP BY {by} ORDER BY {order}",
        *([] if by == "year" else [_BODIES]),
    )
    known: Sequence[Decision | Topic] = list(Decision if label == "decision" else Topic)
    counted = [(row["name"], dict(row["counts"]), row["total"]) for row in found]
    there = [one for one in known if any(one.value in counts for _, counts, _ in counted)]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(name), *(int(counts.get(one.value, 0)) for one in there), int(total))
        for name, counts, total in counted
    )
    heading = "År" if by == "year" else "Organ"
    columns = (heading, *(one.danish for one in there), "I alt")
    shown = tuple(range(1, len(there) + 1))
    return Figure(f"{label}_by_{by}", title, note, columns, rows, "stacked", shown, "åbne punkter")


def _closed_by_year(archive: Archive) -> Figure:
    return _closed(archive, "year", "Andel lukkede punkter over tid", "line")


def _closed_by_body(archive: Archive) -> Figure:
    return _closed(archive, "body", "Andel lukkede punkter efter organ", "bars")


def _closed(archive: Archive, by: Literal["year", "body"], title: str, kind: Kind) -> Figure:
    order = "year" if by == "year" else "meetings DESC, body LIMIT ?"
    found = archive.rows(
        f"SELECT {by} AS name, count(*) AS meetings, sum(open_items)::BIGINT AS opened, "  # noqa: S608
        "sum(closed_items)::BIGINT AS closed FROM meetings "
        f"WHERE {by} IS NOT NULL GROUP BY {by} ORDER BY {order}",
        *([] if by == "year" else [_BODIES]),
    )
    rows = tuple(
        (
            str(row["name"]),
            row["meetings"],
            row["opened"],
            row["closed"],
            round(100 * row["closed"] / max(1, row["opened"] + row["closed"]), 1),
        )
        for row in found
    )
    heading = "År" if by == "year" else "Organ"
    columns = (heading, "Møder", "Åbne punkter", "Lukkede punkter", "Lukkede, procent")
    note = "Af lukkede punkter kendes kun antallet i hvert møde."
    return Figure(f"closed_by_{by}", title, note, columns, rows, kind, (4,), "procent")


def _time_to_decision(archive: Archive) -> Figure:
    found = archive.rows(
        """
        WITH keyed AS (
            SELECT collection, case_key(case_number) AS key, date, year, decision FROM items
            WHERE case_number IS NOT NULL AND NOT is_class(case_number) AND date IS NOT NULL),
        settled AS (
            SELECT * FROM keyed WHERE decision NOT IN
            ('anbefales', 'oversendt', 'udsat', 'droeftet', 'ingen_beslutning')),
        waited AS (
            SELECT one.year, min(settled.date) - one.date AS days
            FROM keyed AS one JOIN settled ON settled.collection = one.collection
                AND settled.key = one.key AND settled.date > one.date
            WHERE one.decision = 'anbefales'
            GROUP BY one.collection, one.key, one.date, one.year)
        SELECT year, count(*) AS cases, quantile_cont(days, [0.25, 0.5, 0.75]) AS quartiles
        FROM waited GROUP BY year ORDER BY year
        """
    )
    rows = tuple(
        (str(row["year"]), row["cases"], *(round(one) for one in row["quartiles"])) for row in found
    )
    columns = ("År", "Sager", "Nedre kvartil, dage", "Median, dage", "Øvre kvartil, dage")
    return Figure(
        "time_to_decision",
        "Tid fra anbefaling til afgørelse",
        "Dage fra en anbefaling til den første afgørelse under samme sagsnummer; året er "
        "anbefalingens. Sager, der endnu ikke er afgjort, er ikke med.",
        columns,
        rows,
        "line",
        (3,),
        "dage (median)",
    )


def _amounts(archive: Archive) -> Figure:
    found = archive.rows(
        """
        SELECT items.topic, count(*) AS amounts, median(amounts.value) AS middle,
            max(amounts.value) AS most
        FROM amounts JOIN items USING (document, position)
        WHERE amounts.section_kind = 'beslutning' AND starts_with(amounts.unit, 'kr')
        GROUP BY items.topic ORDER BY amounts DESC, items.topic
        """
    )
    rows = tuple(
        (Topic(row["topic"]).danish, row["amounts"], round(row["middle"]), round(row["most"]))
        for row in found
    )
    columns = ("Emne", "Beløb", "Median, kr.", "Største, kr.")
    return Figure(
        "amounts_by_topic",
        "Beløb i beslutninger efter emne",
        "Beløb i kroner, som de står i beslutningerne. De lægges ikke sammen, for det samme "
        "beløb kan stå flere steder.",
        columns,
        rows,
        "bars",
        (1,),
        "beløb",
    )


def _unsure(archive: Archive) -> Figure:
    """Return how many labels are by rule, by model or missing, and how many have a low score."""
    rows: list[tuple[Cell, ...]] = []
    named: tuple[tuple[str, str, type[Decision] | type[Topic]], ...] = (
        ("Beslutning", "decision", Decision),
        ("Emne", "topic", Topic),
    )
    for heading, label, known in named:
        found: list[dict[str, Any]] = archive.rows(
            f"SELECT {label} AS name, count(*) AS items, "  # noqa: S608
            f"count(*) FILTER ({label}_by = 'none') AS nothing, "
            f"count(*) FILTER ({label}_by <> 'none' AND {label}_score < ?) AS unsure "
            f"FROM items GROUP BY {label} ORDER BY unsure DESC, {label}",
            _UNSURE,
        )
        for row in found:
            share = round(100 * (row["unsure"] + row["nothing"]) / row["items"], 1)
            name = f"{heading}: {known(row['name']).danish}"
            rows.append((name, row["items"], row["unsure"], row["nothing"], share))
    columns = ("Mærkat", "Punkter", "Usikre", "Intet fundet", "Usikre eller intet, procent")
    return Figure(
        "unsure",
        "Hvad modellen var i tvivl om",
        f"Usikre er mærkater med en sikkerhed under {_UNSURE:.1f}.".replace("0.6", "0,6"),
        columns,
        tuple(rows),
        "bars",
        (4,),
        "procent",
    )

"""Minutes set as a table: an item a row, with its decision in a column of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from pipeline.danish.blocks import BULLETS
from pipeline.danish.sentences import split_sentences
from pipeline.labels import SectionKind
from pipeline.records import Span
from pipeline.splitting.closed import is_access_label, is_closed_line, is_closed_title
from pipeline.splitting.headings import Heading, kind_of_column
from pipeline.splitting.numbering import read_label
from pipeline.splitting.rows import Row

_EDGE = re.compile(r"\s*(?:\||\t)\s*")
# Columns that only blanks part, and what heads the one with the decisions of so many at least.
_BLANKS = re.compile(r"\s{2,}")
_OUTCOME = re.compile(r"beslutning|udfald|resultat|afgørelse|konklusion", re.IGNORECASE)
_COLUMNS = 3
# A place that is shut closes no item.
_OF_PLACE = re.compile(
    r"\b(?:holde[rt]?|have|med) lukket\b"
    r"|\blukket (?=(?:i|om|fra|hele) |(?:man|tirs|ons|tors|fre|lør|søn)dag)",
    re.IGNORECASE,
)
_BULLET = re.compile(rf"[{BULLETS}]")
_RULER = re.compile(r"[\s|:+=-]+")


class _Cell(NamedTuple):
    start: int
    end: int
    text: str


def split_tables(rows: Sequence[Row]) -> tuple[tuple[Row, ...], dict[int, Heading]]:
    """Return the rows with those of such tables cut into cells, and the headings of the cells.

    A table counts if a column is headed by a word for the decision. Its first columns, number
    and title, stay one row.

    >>> text = "Nr. | Sag | Beslutning"
    >>> line = "1 | Nye busser | Godkendt."
    >>> rows = [Row(0, 22, text, 0, None, True, False), Row(23, 49, line, 0, None, False, False)]
    >>> cut, headings = split_tables(rows)
    >>> [row.text for row in cut[1:]], [heading.kind.value for heading in headings.values()]
    (['1 | Nye busser', 'Godkendt.'], ['beslutning'])
    """
    kinds: list[SectionKind | None] | None = None
    cut: list[Row] = []
    headings: dict[int, Heading] = {}
    edge = _EDGE
    heads: Sequence[_Cell] = ()
    inside = _within_items(rows)
    for at, (row, below) in enumerate(zip_longest(rows, rows[1:])):
        if at in inside:
            cut.append(row)
            continue
        if below is not None and (head := _spaced(row, below)):
            kinds, edge, heads = head, _BLANKS, _cells(row, _BLANKS)
            cut.append(row)
            continue
        head = _columns(_cells(row, _EDGE)) if _has_edge(row) else None
        if head is not None:
            kinds, edge = head, _EDGE
            cut.append(row)
        elif kinds is None or _RULER.fullmatch(row.text):
            cut.append(row)
        elif len(cells := _whole(_cells(row, edge), row, kinds)) == len(kinds):
            _lay(row, _pieces(cells, kinds), cut, headings, first=True)
        elif edge is _BLANKS and row.indent > 0 and not row.after_blank:
            # Below its first line, what a cell goes on with stands further in.
            _lay(row, _below_heads(cells, row, heads, kinds), cut, headings, first=False)
        else:
            if row.after_blank or edge is _BLANKS:
                kinds, edge = None, _EDGE
            cut.append(row)
    return tuple(cut), headings


def shut_by_column(rows: Sequence[Row]) -> frozenset[int]:
    """Return where the rows of tables start of which a column says that they are closed.

    >>> lines = ["Nr. | Sag | Åben?", "1 | Veje | Ja", "2 | Køb af grund | Nej"]
    >>> rows = [Row(30 * i, 30 * i + len(t), t, 0, None, True, False) for i, t in enumerate(lines)]
    >>> shut_by_column(rows)
    frozenset({60})
    """
    shut: set[int] = set()
    heads: Sequence[_Cell] = ()
    for row in rows:
        parted = "  " in row.text or _has_edge(row)
        cells = _cells(row, _EDGE if _has_edge(row) else _BLANKS) if parted else []
        asks = any(is_access_label(cell.text, column=True) for cell in cells)
        # "2   LUKKET PUNKT   3" is an entry, with its number and its page.
        entry = parted and cells[0].text.strip(" .:").isdigit()
        if not parted or (asks and len(cells) >= _COLUMNS and not entry):
            heads = cells
        elif _tells_closed(heads, cells):
            # Cut into cells, a row starts behind the bar at its edge.
            shut |= {row.start, cells[0].start}
    return frozenset(shut)


def _tells_closed(heads: Sequence[_Cell], cells: Sequence[_Cell]) -> bool:
    """Whether a cell answers its column that not everybody may read what its row is about.

    A row may lack a cell: then its columns are told from the other end.
    """
    return any(
        is_access_label(head.text, column=True) and is_closed_line(f"{head.text}: {cell.text}")
        for way in (1, -1)
        for head, cell in zip(heads[::way], cells[::way], strict=False)
    )


def _within_items(rows: Sequence[Row]) -> frozenset[int]:
    """Return the rows of the tables that stand between an item's heading and the next one's.

    Their numbers are of the parts of that item. One that may hold a closed item is left out.
    """
    if not any(map(_has_edge, rows)):  # nearly always
        return frozenset()
    inside: set[int] = set()
    number, start = 0, 0
    for at, row in enumerate(rows):
        found = None if _has_edge(row) else _HEADED.match(row.text)
        if found is None:
            continue
        between = range(start + 1, at)
        if number and int(found["number"]) == number + 1:
            table = [one for one in between if _has_edge(rows[one])]
            if not any(_MAY_BE_CLOSED.search(rows[one].text) for one in between):
                inside |= {*table}
        number, start = int(found["number"]), at
    return frozenset(inside)


_HEADED = re.compile(
    r"\W*(?:(?:Punkt|Pkt\.?|Sag)(?: nr\.?)? ?)?(?P<number>\d{1,3})(?:[.):]| [-–])? +[A-ZÆØÅ]"
)
_MAY_BE_CLOSED = re.compile(r"luk|fortrolig|ikke.{0,3}offentlig|personsag", re.IGNORECASE)


def _has_edge(row: Row) -> bool:
    return "|" in row.text or "\t" in row.text


def _spaced(row: Row, below: Row) -> list[SectionKind | None] | None:
    """Return what each column holds of a table without lines, if these are its first rows."""
    if _has_edge(row) or not _BLANKS.search(row.text):
        return None
    heads = _cells(row, _BLANKS)
    named = len(heads) >= _COLUMNS and all(cell.text[:1].isupper() for cell in heads)
    if not named or _OUTCOME.fullmatch(heads[-1].text) is None:
        return None
    first = _cells(below, _BLANKS)
    # A row that begins with no number is a part of an item, see ``part_rows``.
    numbered = re.match(r"\W*\d{1,3}(?![\d/,])", first[0].text) is not None
    return _columns(heads) if numbered and len(first) == len(heads) else None


def _cells(row: Row, edges: re.Pattern[str]) -> list[_Cell]:
    """Return the cells of a line; the bars at its ends are no edges between cells."""
    text = row.text
    left = len(text) - len(text.lstrip("| \t"))
    right = len(text.rstrip(" \t"))
    right -= text[:right].endswith("|")
    cells, at = [], left
    for edge in [*edges.finditer(text, left, right), None]:
        stop = edge.start() if edge else right
        words = text[at:stop].rstrip()
        cells.append(_Cell(row.start + at, row.start + at + len(words), words))
        at = edge.end() if edge else right
    return cells


def _columns(cells: Sequence[_Cell]) -> list[SectionKind | None] | None:
    """Return what each column holds, if these are the heads of a table with decisions."""
    if len(cells) < 2 or any(len(cell.text) > 40 for cell in cells):
        return None
    if _RULER.fullmatch(re.sub(r"[\d.]", " ", cells[0].text)):
        return None  # "2    SAGER TIL BESLUTNING" heads a chapter
    if _BULLET.fullmatch(cells[0].text):
        return None  # a line of a list
    kinds = [kind_of_column(cell.text) for cell in cells]
    # The first column is the item's own.
    return kinds if SectionKind.BESLUTNING in kinds[1:] and kinds[0] is None else None


def _whole(
    cells: Sequence[_Cell], row: Row, kinds: Sequence[SectionKind | None]
) -> Sequence[_Cell]:
    """Return the cells of a line with the empty ones that end it, which a paste takes away."""
    cut = len(cells) > 1 and "\t" in row.text and "|" not in row.text
    missing = len(kinds) - len(cells) if cut else 0
    return [*cells, *[_Cell(row.end, row.end, "")] * missing]


def _titled(cell: _Cell) -> tuple[_Cell, _Cell | None]:
    """Return the title and the case of a cell that holds both: "Ny bro. Broen er fra 1962. …".

    Nothing is cut off that may close the item.
    """
    title, *told = split_sentences(cell.text) or (Span(0, 0),)
    case = cell.text[told[0].start :] if told else ""
    if not told or is_closed_title(_OF_PLACE.sub("", case)):
        return cell, None
    words = title.of(cell.text).rstrip(".")
    return (
        _Cell(cell.start, cell.start + len(words), words),
        _Cell(cell.start + told[0].start, cell.end, case),
    )


def _lay(
    row: Row,
    pieces: Iterable[tuple[_Cell, SectionKind | None]],
    cut: list[Row],
    headings: dict[int, Heading],
    *,
    first: bool,
) -> None:
    """Put the pieces of a line behind the rows *cut* so far, each under the heading of its kind."""
    for number, (piece, kind) in enumerate(pieces):
        if kind is not None:
            headings[len(cut)] = Heading(kind, Span(piece.start, piece.start))
        blank = first and number == 0
        cut.append(row._replace(
            start=piece.start, end=piece.end, text=piece.text, after_blank=blank, flat=True
        ))  # fmt: skip


def _below_heads(
    cells: Sequence[_Cell],
    row: Row,
    heads: Sequence[_Cell],
    kinds: Sequence[SectionKind | None],
) -> Iterator[tuple[_Cell, SectionKind | None]]:
    """Yield the cells of a line with what the column holds below whose head each of them stands."""
    for cell in cells:
        at = row.indent + cell.start - row.start
        column = sum(head.start - heads[0].start <= at for head in heads) - 1
        yield cell, kinds[column] or SectionKind.TEKST


def _pieces(
    cells: Sequence[_Cell], kinds: Sequence[SectionKind | None]
) -> Iterator[tuple[_Cell, SectionKind | None]]:
    first = next(index for index, kind in enumerate(kinds) if kind is not None)
    # A row without a number goes on with the case of the one above.
    numbered = read_label(cells[0].text) is not None
    title, told = _titled(cells[first - 1]) if numbered else (cells[first - 1], None)
    named = [*(cell.text for cell in cells[: first - 1]), title.text]
    yield _Cell(cells[0].start, title.end, " | ".join(named)), None
    if told is not None:
        yield told, SectionKind.SAGSFREMSTILLING
    for cell, kind in zip(cells[first:], kinds[first:], strict=True):
        if cell.text:
            yield cell, kind or SectionKind.TEKST

"""The list numbers that Word makes up and no text of a document holds."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from pipeline.reading.styles import Style

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Level(NamedTuple):
    """One depth of a list: where it starts, how a number is written and what stands around it."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."


class Numbering:
    """The lists of one document and how far each has counted; a paragraph moves them on."""

    def __init__(self, lists: dict[str, dict[int, Level]], same: dict[str, str]) -> None:
        self._lists = lists
        self._same = same  # number id to the list it counts in
        self._counts: dict[str, dict[int, int]] = {}
        self._last: Any = None

    def next_marker(self, properties: Any, style: Style) -> str:
        """Return what Word prints before the next paragraph: "2.", "Punkt 3:", "-" or nothing.

        Args:
            properties: The paragraph's ``w:pPr`` element or None.
            style: The paragraph's style, which may bring a list with it.
        """
        number, depth = style.number
        own = properties.find(f"{_W}numPr") if properties is not None else None
        if own is not None:
            number = _value(own.find(f"{_W}numId")) or number
            depth = _whole(_value(own.find(f"{_W}ilvl")), depth or 0)
        if number is None or number not in self._lists:
            return ""
        return self._count(number, depth or 0)

    def is_running(self, paragraph: Any) -> bool:
        """Tell whether the paragraph just counted follows straight on another list item."""
        above = paragraph.getprevious()
        running = self._last is not None and above is self._last
        self._last = paragraph
        return running

    def _count(self, number: str, depth: int) -> str:
        levels = self._lists[number]
        level = levels.get(depth, Level())
        counts = self._counts.setdefault(self._same.get(number, number), {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return "-"
        if level.form == "none":
            return ""

        def written(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            shown = levels.get(place, Level())
            return write_number(counts.get(place, shown.start), shown.form)

        return re.sub(r"%([1-9])", written, level.text).strip()


def write_number(value: int, form: str) -> str:
    """Return *value* as Word writes it in the number format *form*.

    >>> write_number(4, "lowerRoman"), write_number(28, "lowerLetter"), write_number(3, "decimal")
    ('iv', 'bb', '3')
    """
    if form in ("lowerLetter", "upperLetter") and 0 < value < 1000:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        roman = ""
        for size, sign in _ROMAN:
            roman += sign * (value // size)
            value %= size
        return roman if form == "lowerRoman" else roman.upper()
    return f"{value:02d}" if form == "decimalZero" else str(value)


def read_numbering(document: Any) -> Numbering:
    """Return the lists of a python-docx document, none where it has no numbering part."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return Numbering({}, {})
    abstract = {part.get(f"{_W}abstractNumId"): part for part in root.iter(f"{_W}abstractNum")}
    linked = {
        _value(part.find(f"{_W}styleLink")): part
        for part in abstract.values()
        if part.find(f"{_W}styleLink") is not None
    }
    lists: dict[str, dict[int, Level]] = {}
    same: dict[str, str] = {}
    for part in root.iter(f"{_W}num"):
        number = part.get(f"{_W}numId", "")
        base = _value(part.find(f"{_W}abstractNumId"))
        found = abstract.get(base)
        if found is not None and (link := _value(found.find(f"{_W}numStyleLink"))):
            found = linked.get(link, found)
        levels = _levels(found) if found is not None else {}
        restarts = _overrides(part, levels)
        lists[number] = {**levels, **restarts}
        # A list with a start of its own counts alone; the others go on with one another.
        same[number] = f"own {number}" if restarts or base is None else base
    return Numbering(lists, same)


def _levels(part: Any) -> dict[int, Level]:
    return {
        _whole(level.get(f"{_W}ilvl"), 0): Level(
            _whole(_value(level.find(f"{_W}start")), 1),
            _value(level.find(f"{_W}numFmt")) or "decimal",
            _value(level.find(f"{_W}lvlText")) or "",
        )
        for level in part.iter(f"{_W}lvl")
    }


def _overrides(part: Any, levels: dict[int, Level]) -> dict[int, Level]:
    found = {}
    for override in part.iter(f"{_W}lvlOverride"):
        depth = _whole(override.get(f"{_W}ilvl"), 0)
        level = _levels(override).get(depth, levels.get(depth, Level()))
        start = _value(override.find(f"{_W}startOverride"))
        found[depth] = level._replace(start=_whole(start, level.start))
    return found


def _value(element: Any) -> str | None:
    return None if element is None else element.get(_VAL)


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and value.isdigit() and len(value) < 7 else otherwise

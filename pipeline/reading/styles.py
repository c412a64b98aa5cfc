"""The paragraph styles of a Word document, looked up once by their id."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift)\s*([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


class Style(NamedTuple):
    """What a style says once the styles it is based on have been asked too.

    ``number`` is the list a paragraph of this style belongs to, by its number id and level.
    """

    level: int | None = None
    size: float | None = None
    bold: bool = False
    hidden: bool = False
    number: tuple[str | None, int | None] = (None, None)


def read_styles(styles: Any) -> dict[str, Style]:
    """Return the paragraph styles by id; "" is the one of paragraphs that name none.

    Args:
        styles: The root element of ``word/styles.xml``.
    """
    raw = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
    plain = _defaults(styles)
    found: dict[str, Style] = {}
    for name in raw:
        _resolve(name, raw, found, plain, frozenset())
    default = next(
        (
            name
            for name, style in raw.items()
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")
        ),
        "",
    )
    found[""] = found.get(default, plain)
    return found


def _defaults(styles: Any) -> Style:
    size = next(styles.iterfind(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz"), None)
    return Style(size=_half_points(size))


def _half_points(size: Any) -> float | None:
    value = "" if size is None else size.get(f"{_W}val", "")
    return int(value) / 2 if value.isdigit() else None


def _resolve(
    name: str, raw: dict[str, Any], found: dict[str, Style], plain: Style, asked: frozenset[str]
) -> Style:
    """Return the style called *name*, worked out with the styles it is based on."""
    if name in found:
        return found[name]
    if name not in raw or name in asked or len(asked) > 40:
        return plain
    element = raw[name]
    parent = element.find(f"{_W}basedOn")
    above = plain
    if parent is not None:
        above = _resolve(parent.get(f"{_W}val", ""), raw, found, plain, asked | {name})
    found[name] = _own(element, above)
    return found[name]


def _own(element: Any, above: Style) -> Style:
    size = _half_points(element.find(f"{_W}rPr/{_W}sz"))
    number = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    depth = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    return Style(
        _own_level(element, above),
        above.size if size is None else size,
        _switch(element, "b", above.bold),
        _switch(element, "vanish", above.hidden),
        (
            above.number[0] if number is None else number.get(f"{_W}val"),
            above.number[1] if depth is None else int(depth.get(f"{_W}val", "0") or 0),
        ),
    )


def _own_level(element: Any, above: Style) -> int | None:
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = "" if outline is None else outline.get(f"{_W}val", "")
    if value.isdigit():
        return int(value) + 1 if int(value) < 9 else None
    name = element.find(f"{_W}name")
    called = "" if name is None else name.get(f"{_W}val", "")
    if called.casefold() in ("title", "titel"):
        return 0  # above every heading
    heading = _HEADING.fullmatch(called)
    return int(heading.group(1)) if heading else above.level


def _switch(element: Any, name: str, above: bool) -> bool:
    found = element.find(f"{_W}rPr/{_W}{name}")
    return above if found is None else found.get(f"{_W}val", "1") not in _OFF

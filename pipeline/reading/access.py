"""What the markup of a page says of who may read a part of it: a lock, a class, an attribute."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon

Attributes = Mapping[str, str | None]

_LOCKS = frozenset(
    ["i", "span", "svg", "img", "em", "b", "strong", "abbr", "small", "use", "button", "a"]
)
_SIGNS = frozenset(["i", "span", "em", "b", "strong", "small", "abbr"])
_PARTS = frozenset(["div", "section", "article", "li", "details", "tr", "tbody", "fieldset", "dd"])


def is_lock(tag: str, attributes: Attributes) -> bool:
    """Tell whether an element is a sign beside a title that says that its item is closed.

    >>> is_lock("i", {"title": "Lukket punkt"}), is_lock("i", {"title": "Luk"})
    (True, False)
    """
    if tag in _SIGNS and any(
        map(_table().class_name.search, (attributes.get("class") or "").split())
    ):
        return True
    if tag in ("i", "span", "svg") and _table().padlock.search(attributes.get("class") or ""):
        return True
    said = (attributes.get(name) or "" for name in ("title", "aria-label", "alt", "data-tooltip"))
    return tag in _LOCKS and any(one and _table().words.fullmatch(one) for one in said)


def says_closed(words: str) -> bool:
    """Tell whether all that an element says, to whoever can't see it, is that an item is closed.

    >>> says_closed("Punktet er lukket"), says_closed("Luk menu")
    (True, False)
    """
    return _table().words.fullmatch(words.strip()) is not None


def is_closed_part(tag: str, attributes: Attributes) -> bool:
    """Tell whether an element holds what is closed, by its class or its data.

    >>> is_closed_part("div", {"class": "agenda-item agenda-item--closed"})
    True
    >>> is_closed_part("li", {"data-public": "false"}), is_closed_part("div", {"class": "closed"})
    (True, False)
    """
    if tag not in _PARTS:
        return False
    if any(_table().class_name.search(name) for name in (attributes.get("class") or "").split()):
        return True
    return any(
        (_table().open_data.fullmatch(name) and _table().no.fullmatch(value or "-"))
        or (name.startswith("data-") and _table().secret.fullmatch(value or "-"))
        or (_table().closed_data.fullmatch(name) and _table().yes.fullmatch(value or ""))
        for name, value in attributes.items()
    )


class _Table(NamedTuple):
    """The table ``markup`` of ``closed.toml``, compiled."""

    words: re.Pattern[str]
    class_name: re.Pattern[str]
    padlock: re.Pattern[str]
    open_data: re.Pattern[str]
    no: re.Pattern[str]
    closed_data: re.Pattern[str]
    yes: re.Pattern[str]
    secret: re.Pattern[str]


@cache
def _table() -> _Table:
    table = load_lexicon("closed")["markup"]
    return _Table(*(re.compile(table[name], re.IGNORECASE) for name in _Table._fields))

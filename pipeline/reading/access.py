"""What the markup of a page says of who may read a part of it: a lock, a class, an attribute."""

from __future__ import annotations

import re
from collections.abc import Mapping

Attributes = Mapping[str, str | None]

# The words of a lock that stands beside a title, whole.
_WORDS = re.compile(
    r"\W*(?:(?:dette |punktet |sagen )?(?:er )?)?"
    r"(?:lukket|fortroligt?|ikke[- ]offentligt?|closed|locked|confidential)"
    r"(?: (?:punkt|sag|item|dagsordenspunkt|for offentligheden))?\W*",
    re.IGNORECASE,
)
# A class "closed" alone is what a folded part is called, so it must name an item.
_CLASS = re.compile(
    r"(?:^|[-_])(?:lukket|fortrolig|ikke-?offentlig|confidential|restricted|non-?public)(?:$|[-_])"
    r"|(?:item|punkt|sag|point|case)(?:--|__|-|_)(?:is-?)?(?:closed|locked|private|hidden-title)$"
    r"|^is-?(?:lukket|confidential|restricted)$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:false|0|no|nej|lukket|closed|restricted|confidential|fortrolig)", re.IGNORECASE
)
_YES = re.compile(r"(?:true|1|yes|ja|lukket|closed|)", re.IGNORECASE)
_OPEN_DATA = re.compile(
    r"data-(?:\w+-)*(?:public|offentlig|offentlighed|is-?public|aaben|åben|access|adgang|status|type)",
    re.IGNORECASE,
)
_CLOSED_DATA = re.compile(
    r"data-(?:\w+-)*(?:lukket|fortrolig|confidential|restricted|is-?closed|closed|secret)",
    re.IGNORECASE,
)
_LOCKS = frozenset(
    ["i", "span", "svg", "img", "em", "b", "strong", "abbr", "small", "use", "button", "a"]
)
_SIGNS = frozenset(["i", "span", "em", "b", "strong", "small", "abbr"])
# What no state of a menu is called, whatever the attribute.
_SECRET = re.compile(
    r"(?:is-?)?(?:lukket|fortrolig|hemmelig|restricted|confidential|non-?public|ikke-?offentlig)",
    re.IGNORECASE,
)
# Of a padlock; "unlock" and "lock-open" are none.
_PADLOCK = re.compile(r"(?<![a-z])(?:pad)?lock(?:ed)?(?![a-z]|-open)|hængelås", re.IGNORECASE)
_PARTS = frozenset(["div", "section", "article", "li", "details", "tr", "tbody", "fieldset", "dd"])


def is_lock(tag: str, attributes: Attributes) -> bool:
    """Tell whether an element is a sign beside a title that says that its item is closed.

    >>> is_lock("i", {"title": "Lukket punkt"}), is_lock("i", {"title": "Luk"})
    (True, False)
    """
    if tag in _SIGNS and any(map(_CLASS.search, (attributes.get("class") or "").split())):
        return True
    if tag in ("i", "span", "svg") and _PADLOCK.search(attributes.get("class") or ""):
        return True
    said = (attributes.get(name) or "" for name in ("title", "aria-label", "alt", "data-tooltip"))
    return tag in _LOCKS and any(one and _WORDS.fullmatch(one) for one in said)


def says_closed(words: str) -> bool:
    """Tell whether all that an element says, to whoever can't see it, is that an item is closed.

    >>> says_closed("Punktet er lukket"), says_closed("Luk menu")
    (True, False)
    """
    return _WORDS.fullmatch(words.strip()) is not None


def is_closed_part(tag: str, attributes: Attributes) -> bool:
    """Tell whether an element holds what is closed, by its class or its data.

    >>> is_closed_part("div", {"class": "agenda-item agenda-item--closed"})
    True
    >>> is_closed_part("li", {"data-public": "false"}), is_closed_part("div", {"class": "closed"})
    (True, False)
    """
    if tag not in _PARTS:
        return False
    if any(_CLASS.search(name) for name in (attributes.get("class") or "").split()):
        return True
    return any(
        (_OPEN_DATA.fullmatch(name) and _NO.fullmatch(value or "-"))
        or (name.startswith("data-") and _SECRET.fullmatch(value or "-"))
        or (_CLOSED_DATA.fullmatch(name) and _YES.fullmatch(value or ""))
        for name, value in attributes.items()
    )

"""Lines of a decision that decide nothing: a form's fields, a count, the foot of a page."""

from __future__ import annotations

import re

# A form's fields: an empty box, a remark that nobody made, who answers for it.
_FORM = re.compile(
    r"\[ ?\]|^\] |_{5}|^Underskrevet af|"
    r"^\(Til [^()]*\)\.?$|^[A-ZÆØÅ][\w-]+ Kommune [A-ZÆØÅ]|\bblad \d+$|"
    r"\b(?:ledede|forlod) mødet\b|^\d\. behandling\.?$|"
    # How a mail ends.
    r"^Vi ses(?: igen)?(?: \w+dag)?(?: (?:den|d\.) [\d. a-zæøå]+)?\W*$|"
    r"^(?:Tak for (?:i dag|mødet)|(?:Med )?Venlig hilsen|Mvh)\W*$|"
    r"^Bemærkning(?:er)?:\W*$|^(?:Ansvarlig|Frist|Deadline|Tovholder): (?!den |\d)",
    re.IGNORECASE,
)
# "Der var enighed om": what was agreed stood in a list.
_BROKEN_OFF = re.compile(
    r"\b(?:om|at|til|og|for)[:]?$|\bfølgende[.:]?$|"
    r"^(?:Der (?:er|var|blev)|Enighed|Enige)(?: \S+){0,3} (?:om|at|og)\.$"
)
# A line that only counts ("Ad 2-4:", "1. behandling") or announces.
_MARK = re.compile(
    r"(?:ad|pkt|punkt)\.? ?[\da-e ,.-]+:?|\d\. behandling\.?|.*:|"
    r"(?:sagen|punktet) (?:er|blev) behandlet\.?|"
    r"temadrøftelse(?:n)? (?:er |blev )?gennemført\.?|"
    r"(?:gav|giver) ikke anledning til (?:yderligere )?bemærkninger\.?",
    re.IGNORECASE | re.DOTALL,
)


def is_form(text: str) -> bool:
    """Tell whether a line of a decision is but a field of a form.

    >>> is_form("[ ] Udsat [ ] Godkendt"), is_form("Frist: den 1. juli"), is_form("Bemærkning: -")
    (True, False, True)
    >>> is_form("__________ __________"), is_form("Underskrevet af de tilstedeværende")
    (True, True)
    >>> is_form("Vi ses igen den 3. maj kl. 9."), is_form("Med venlig hilsen")
    (True, True)
    >>> is_form("(Til Økonomiudvalget og Byrådet)"), is_form("Første viceborgmester ledede mødet.")
    (True, True)
    """
    return _FORM.search(text) is not None


def is_mark(text: str) -> bool:
    """Tell whether a line only counts or announces what comes after it.

    >>> is_mark("Ad 2-4:"), is_mark("Ad 2: Godkendt.")
    (True, False)
    """
    return _MARK.fullmatch(text) is not None


def breaks_off(text: str) -> bool:
    """Tell whether words end before what they announce.

    >>> breaks_off("Der var enighed om:"), breaks_off("Der var enighed om planen.")
    (True, False)
    """
    return _BROKEN_OFF.search(text) is not None

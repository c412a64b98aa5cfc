"""Which of several options a decision chooses: "model C", "forslag a og b", "placering Nord"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.drafting.decision.certain import finds
from pipeline.lexicon import load_lexicon

MARK = r"(?:[A-Ha-h]|\d{1,2}|[IVX]{1,4}|Nord|Syd|Øst|Vest)"


class Option(NamedTuple):
    """One of several ways to decide: the noun without its ending, and the number or letter."""

    kind: str
    mark: str


@cache
def _option() -> re.Pattern[str]:
    nouns = "|".join(load_lexicon("nouns")["options"]["nouns"])
    mark = rf"{MARK}(?!\w|[,/]\d|\.\d|\. ?[a-zæøå]|-)"
    return re.compile(
        rf"(?<![\w-])(?P<kind>(?i:{nouns}))(?:e|en|et|s)? (?P<mark>{mark})"
        rf"(?P<more>(?:(?:, | og | eller ){mark}(?! (?:mio|kr|procent)))*)"
    )


def named_options(text: str) -> tuple[Option, ...]:
    """Return the options that a text names, in order.

    >>> named_options("Byrådet valgte model C frem for model A.")
    (Option(kind='model', mark='C'), Option(kind='model', mark='A'))
    >>> named_options("Punkt 3, tre modeller og model B og C")
    (Option(kind='model', mark='B'), Option(kind='model', mark='C'))
    """
    found = (
        Option(one["kind"].lower(), mark)
        for one in _option().finditer(text)
        for mark in (one["mark"], *re.findall(rf"(?<!\w){MARK}(?!\w)", one["more"]))
    )
    return tuple(dict.fromkeys(found))


def starts_of_options(text: str) -> list[int]:
    """Return where options are named in a text."""
    return [one.start() for one in _option().finditer(text)]


def chosen_options(text: str) -> tuple[Option, ...]:
    """Return the options that the text of a decision chooses, not those that it drops.

    >>> chosen_options("Byrådet vedtog model 2. Model 3 udgår.")
    (Option(kind='model', mark='2'),)
    >>> chosen_options("Forvaltningen foreslog, at model 1 vælges. Den valgte model 2.")
    (Option(kind='model', mark='2'),)
    """
    clauses = [one for one in _CLAUSE.split(text) if finds("dropped", one) is None]
    return tuple(dict.fromkeys(option for one in clauses for option in named_options(one)))


# A clause, and not the comma of a number.
_CLAUSE = re.compile(
    r"(?<=[.;!»])\s+|, (?:men|mens|frem for|i stedet for)\b|"
    r" og (?=(?:kan|kunne) ikke\b|sagde nej|afviste|udsatte|forkastede|"
    r"send(?:er|te)\b|henvis(?:er|te)\b|frigives\b)"
)

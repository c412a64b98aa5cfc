"""A decision in parts, "Ad 1: Godkendt. Ad 2: Udsat.", said part by part where all are plain."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.drafting.case import Case
from pipeline.drafting.decision.numbers import outcomes

_NUMBER = r"(?:\d{1,2}|[a-e])"
_NUMBERS = rf"{_NUMBER}(?:(?:, | og |-){_NUMBER})*"
_MARK = re.compile(
    rf"(?:(?:\b(?:ad|pkt|punkt|punkterne|indstillingens (?:pkt|punkt))\b\.? ?)"
    rf"(?P<named>{_NUMBERS})\)?"
    rf"|(?<![\w.])(?P<bare>\d{{1,2}}|[a-e])(?=[.)] [A-ZÆØÅa-zæøå]))[.:)]{{0,2}} *",
    re.IGNORECASE,
)
_SAID = {
    "yes": "godkendte",
    "no": "godkendte ikke",
    "advise": "anbefaler",
    "advise_not": "anbefaler ikke",
    "later": "udsatte",
    "out": "tog {what} af dagsordenen",
}


class Part(NamedTuple):
    """One part of a decision: its numbers as printed, the outcome and whom it goes to."""

    numbers: str
    outcome: str
    to: str


def say_parts(case: Case) -> tuple[str, ...]:
    """Return sentences for a decision of plain parts; () where any part says more.

    A part is plain when it holds its number, one outcome and at most the body it goes to.
    """
    parts = read_parts(case.decision_text)
    if len(parts) < 2:
        return ()
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and (last.outcome, last.to) == (part.outcome, part.to):
            joined[-1] = last._replace(numbers=f"{last.numbers} og {part.numbers}")
        else:
            joined.append(part)
    return tuple(_sentence(case, part, first=part is joined[0]) for part in joined)


def read_parts(text: str) -> tuple[Part, ...]:
    """Return the parts of a decision text; () where it is not made of plain parts alone.

    >>> read_parts("Ad 1: Godkendt. Ad 2: Ikke godkendt.")
    (Part(numbers='1', outcome='yes', to=''), Part(numbers='2', outcome='no', to=''))
    >>> read_parts("Ad 1: Godkendt. Ad 2: Godkendt, dog kun i maj.")
    ()
    """
    marks = list(_MARK.finditer(text))
    if not marks or marks[0].start() != 0:
        return ()
    found = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        inner = text[mark.end() : after.start() if after else len(text)].strip(" .")
        part = _part(mark["named"] or mark["bare"], inner)
        if part is None:
            return ()
        found.append(part)
    return tuple(found)


def in_parts(text: str) -> bool:
    """Tell whether a decision text opens with a numbered part and holds another.

    >>> in_parts("1. Godkendt. 2. Anbefales, dog uden rabat."), in_parts("Godkendt.")
    (True, False)
    """
    marks = list(_MARK.finditer(text))
    return len(marks) > 1 and marks[0].start() == 0


def _part(numbers: str, inner: str) -> Part | None:
    for pattern, outcome in outcomes():
        match = pattern.match(inner)
        if match is None:
            continue
        if outcome not in _SAID:
            return None
        rest = inner[match.end() :].strip()
        if not rest:
            return Part(_flat(numbers), outcome, "")
        to = re.fullmatch(r"(?:til|over ?for) (?P<who>.+)", rest)
        bodies = find_bodies(to["who"]) if to else ()
        if (
            outcome == "advise"
            and to
            and len(bodies) == 1
            and bodies[0].span == (0, len(to["who"]))
        ):
            return Part(_flat(numbers), outcome, bodies[0].body.name)
        return None
    return None


def _flat(numbers: str) -> str:
    return numbers.replace(", ", " og ") if numbers.count(", ") == 1 else numbers


def _sentence(case: Case, part: Part, *, first: bool) -> str:
    subject = case.body if first else case.pronoun.capitalize()
    what = f"indstillingens punkt {part.numbers}"
    said = _SAID[part.outcome]
    told = said.format(what=what) if "{what}" in said else f"{said} {what}"
    return f"{subject} {told}" + (f" over for {part.to}." if part.to else ".")

"""Find, in a decision text, the part that is this body's decision at this meeting.

The splitter puts other bodies' decisions in sections of their own where they have headings of
their own. Some minutes print them under one heading, told apart by a line with body and date, or
by the body's name and a colon only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from pipeline.danish.bodies import same_body
from pipeline.danish.dates import find_dates
from pipeline.labelling.passages import Clause, split_clauses
from pipeline.labelling.repair import Mended
from pipeline.labelling.rules import (
    compile_row,
    generic_body,
    heading_patterns_for,
    proposal_pattern,
    rules_for,
)
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Passage, Section

# "Beslutningen om hallen er udsat" heads nothing.
_NAMES_NOBODY = ("beslutning", "beslutningen", "beslutninger")


class _Part(NamedTuple):
    heading: Clause | None
    organ: str
    date: date | None
    clauses: list[Clause]


def decision_clauses(text: str, parts: Sequence[Section], body: str | None) -> tuple[Clause, ...]:
    """Return the clauses of decision sections; a section that only others wrote is left out."""
    read = [split_clauses(text, part.body) for part in parts]
    if len(read) == 1:
        return read[0]
    own = [clauses for clauses in read if choose_own(clauses, body)[0]]
    return tuple(chain.from_iterable(own or read))


def choose_own(
    clauses: Sequence[Clause], body: str | None, *, running: bool = False
) -> tuple[tuple[Clause, ...], tuple[Passage, ...], bool]:
    r"""Return *body*'s own clauses, their headings, and whether that is a guess.

    A part that another body heads is left out, and what another body proposes to this one. Of
    several parts of the same body the latest counts; what stands before the first heading counts
    alone if it holds an outcome. In *running* text, which need not be a decision at all, it is
    the case that stands there: it counts only where the body heads no part.

    >>> from pipeline.labelling.passages import split_clauses
    >>> from pipeline.records import Span
    >>> text = "Økonomiudvalget: Anbefales.\nByrådet: Godkendt."
    >>> own, _, _ = choose_own(split_clauses(text, Span(0, len(text))), "Byrådet")
    >>> [clause.text for clause in own]
    ['Godkendt.']
    """
    parts = _parts(_without_proposals(clauses, body))
    lead, headed = parts[0], parts[1:]
    if not headed or (not running and any(_speaks(clause) for clause in lead.clauses)):
        return tuple(lead.clauses), (), False
    own = [part for part in headed if not part.organ or may_be_body(part.organ, body)]
    latest = max((part.date for part in own if part.date is not None), default=None)
    own = [part for part in own if latest is None or part.date in (None, latest)]
    headings = tuple(
        Passage("heading", part.heading.span)
        for part in own
        if part.heading is not None and not part.heading.text.endswith(f"{part.organ}:")
    )
    before = () if running and own else lead.clauses
    chosen = (*before, *(clause for part in own for clause in part.clauses))
    return chosen, headings, body is None and len({part.organ for part in own}) > 1


def may_be_body(name: str, body: str | None) -> bool:
    """Tell whether *name* can be the body *body*; an unknown body can be any.

    >>> may_be_body("KB", "Kommunalbestyrelsen"), may_be_body("Teknisk Udvalg", "Byrådet")
    (True, False)
    """
    return body is None or generic_body().search(name) is not None or same_body(name, body)


def _without_proposals(clauses: Sequence[Clause], body: str | None) -> list[Clause]:
    """Leave out what other bodies propose, with the points of the proposal."""
    kept: list[Clause] = []
    proposing = False
    for clause in clauses:
        proposer = _proposer(clause.text)
        if proposer is not None and not may_be_body(proposer, body):
            proposing = True
        elif not (proposing and clause.listed):
            proposing = False
            kept.append(clause)
    return kept


def _parts(clauses: Sequence[Clause]) -> list[_Part]:
    parts = [_Part(None, "", None, [])]
    for clause in clauses:
        end, organ = _heading(clause.text)
        if end == 0:
            parts[-1].clauses.append(clause)
            continue
        heading = clause._replace(mended=_slice(clause.mended, 0, end))
        dates = find_dates(heading.text)
        parts.append(_Part(heading, organ, dates[0].date if dates else None, []))
        rest = _slice(clause.mended, end, len(clause.text))
        if any(char.isalnum() for char in rest.text):
            parts[-1].clauses.append(Clause(rest, "", listed=False))
    return parts


# The same few clauses fill an archive, and rules and model ask for the same ones.
@lru_cache(maxsize=1 << 13)
def _proposer(clause: str) -> str | None:
    """Return the body that proposes something in the clause, or did something, if one does."""
    match = proposal_pattern().match(clause) or _elsewhere().match(clause)
    return None if match is None else match["organ"]


@lru_cache(maxsize=1 << 13)
def _heading(clause: str) -> tuple[int, str]:
    """Return how long the heading at the start of the clause is (0: none) and whose it is."""
    for pattern in heading_patterns_for(clause):
        match = pattern.match(clause)
        if match is None or match.group().strip(" :").lower() in _NAMES_NOBODY:
            continue
        return match.end(), match["organ"] or ""
    return 0, ""


def _slice(mended: Mended, start: int, end: int) -> Mended:
    while start < end and mended.text[start] in " :":
        start += 1
    while start < end and mended.text[end - 1] == " ":
        end -= 1
    return mended.part(start, end)


def _speaks(clause: Clause) -> bool:
    return any(
        rule.find(clause.text, pattern)
        for rule, pattern in rules_for(clause.text)
        if rule.label not in (None, Decision.ANDET)
    )


@cache
def _elsewhere() -> re.Pattern[str]:
    """Return the pattern of what a body did that is named behind the verb; group "organ" is it."""
    return compile_row({"id": "heading", **load_lexicon("decisions")["heading"]}, "elsewhere")

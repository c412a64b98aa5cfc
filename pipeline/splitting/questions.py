"""Minutes set as questions and answers ("Hvad blev svaret? – Ja, fra maj").

In such minutes every question heads a section, whether it comes again or not. Which one holds the
decision is told by how it asks; in an item where none does, by the last that asks what is next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.blocks import Block
from pipeline.splitting.closed import is_closed_line, is_closed_title
from pipeline.splitting.headings import Heading
from pipeline.splitting.layout import Layout
from pipeline.splitting.own import DECIDED
from pipeline.splitting.rows import Row

# A question of so many letters at most, that begins a line, and what parts it from its answer.
_QUESTION = re.compile(
    r"(?:(?:Spørgsmål|Sp\.?|Q)\s*:\s*(?P<asked>[A-ZÆØÅ][^?|]{2,140}\?)|"
    r"(?P<words>[A-ZÆØÅ][^?.!:|]{2,70}\?))\s*(?:[–—:→-]+\s+|(?=\S)|$)"
)
# So many lines are questions, and this share of all of them.
_FEWEST = 6
_SHARE = 0.25


def with_questions(layout: Layout, blocks: Sequence[Block]) -> Layout:
    """Return the layout with a heading where a question begins, of minutes that are made of them.

    Closed items are left as they are, and so is what a table or another question heads already.
    """
    inside = [i for one in blocks if not one.closed for i in range(one.heading + 1, one.last)]
    asked = {i: found for i in inside if (found := _question(layout.rows[i])) is not None}
    if len(asked) < max(_FEWEST, _SHARE * len(inside)):
        return layout
    headings = list(layout.headings)
    for block in blocks:
        own = [i for i in range(block.heading + 1, block.last) if i in asked and not block.closed]
        for index, kind in _kinds(layout, own, asked).items():
            start = layout.rows[index].start
            headings[index] = Heading(kind, Span(start, start + asked[index].end()))
            if index + 1 < block.last and (answer := _answers(layout.rows[index + 1])):
                headings[index + 1] = Heading(kind, answer)
    return layout._replace(headings=tuple(headings))


def _kinds(
    layout: Layout, own: Sequence[int], asked: Mapping[int, re.Match[str]]
) -> Mapping[int, SectionKind]:
    """Return what each question of an item is the heading of."""
    kinds = {index: kind_of_question(_words(asked[index])) for index in own}
    told = {i: one.kind for i in own if (one := layout.headings[i]) and one.kind in DECIDED}
    if not told and SectionKind.BESLUTNING not in kinds.values():
        last = next((i for i in reversed(own) if asks_what_is_next(_words(asked[i]))), None)
        told = {} if last is None else {last: SectionKind.BESLUTNING}
    return kinds | told


def _words(question: re.Match[str]) -> str:
    return question["words"] or question["asked"]


def _question(row: Row) -> re.Match[str] | None:
    """Return the question a row begins with; nothing that speaks of what is closed is one."""
    found = _QUESTION.match(row.text)
    closed = found is not None and (is_closed_line(row.text) or is_closed_title(row.text))
    return None if closed else found


def _answers(row: Row) -> Span | None:
    """Return where a row says that it answers, "Svar: "; it is no decision by that."""
    found = _ANSWER.match(row.text)
    return Span(row.start, row.start + found.end()) if found else None


_ANSWER = re.compile(r"(?:Svar|Sv\.?)(?: \([^()]{2,30}\))?\s*:\s*(?=\S)")


def kind_of_question(words: str) -> SectionKind:
    """Return what section a question heads: the case, if its words don't tell.

    >>> kind_of_question("Hvad blev der bestemt?").value, kind_of_question("Hvor er den?").value
    ('beslutning', 'sagsfremstilling')
    """
    kinds = (kind for kind, pattern in _table() if pattern.search(words))
    return next(kinds, SectionKind.SAGSFREMSTILLING)


def asks_what_is_next(words: str) -> bool:
    """Tell whether a question asks what is to be done, or whether it is to be.

    >>> asks_what_is_next("Hvad sker der nu?"), asks_what_is_next("Hvad er der sket?")
    (True, False)
    """
    pattern = load_lexicon("headings")["questions"]["next"]
    return re.search(pattern, words, re.IGNORECASE) is not None


@cache
def _table() -> tuple[tuple[SectionKind, re.Pattern[str]], ...]:
    return tuple(_rows())


def _rows() -> Iterator[tuple[SectionKind, re.Pattern[str]]]:
    for row in load_lexicon("headings")["questions"]["row"]:
        yield SectionKind(row["kind"]), re.compile(row["pattern"], re.IGNORECASE)

"""Who is told of a case later, as its route says: "Hovedudvalget orienteres den 5. oktober"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.danish.sentences import split_sentences
from pipeline.drafting.ahead.promised import Promise, Told, lines_in
from pipeline.drafting.case import Case
from pipeline.labels import SAID_NO, SectionKind
from pipeline.records import Span

_IS_TOLD = re.compile(
    r"[A-ZÆØÅ][\w, -]+ (?:orienteres|underrettes|informeres|bliver orienteret) [^,;]*\d[^,;]*$"
)


def informed(case: Case, told: str) -> Iterator[Promise]:
    """Yield the lines about who is told of a case at a time that its route names."""
    values = case.labelled.outcomes
    if case.meeting is None or values & SAID_NO:
        return
    text = case.minutes.text
    for section in case.labelled.item.parts(SectionKind.BEHANDLING):
        for start, end in split_sentences(section.body.of(text), section.body.start):
            printed = re.sub(r"\s+", " ", text[start:end]).strip()
            if _IS_TOLD.match(printed.rstrip(".")):
                yield from lines_in(Told(case, told), printed, Span(start, end))

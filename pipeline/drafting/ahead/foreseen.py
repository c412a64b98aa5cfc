"""What the text of a case says of a time to come, as far as what was decided leaves it standing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.danish.dates import MONTHS
from pipeline.drafting.ahead.events import event_of
from pipeline.drafting.ahead.promised import Promise, Told, lines_in
from pipeline.drafting.ahead.statements import CONDITION
from pipeline.drafting.ahead.times import times_ahead
from pipeline.drafting.background.candidates import candidates
from pipeline.drafting.background.overtaken import read_overtaken
from pipeline.drafting.background.prose import Source
from pipeline.drafting.background.standing import leans_back
from pipeline.drafting.case import Case
from pipeline.drafting.decision.stands import is_subjectless
from pipeline.drafting.people.someone import names_someone
from pipeline.drafting.plain.compress import compress
from pipeline.drafting.stopped import is_refused
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon


def foreseen(case: Case, told: str) -> Iterator[Promise]:
    """Yield the lines about times ahead that the text of the case tells."""
    values = case.labelled.outcomes
    waits = Decision.UDSAT in values
    if case.meeting is None or Decision.AFVIST in values or values == {Decision.UDSAT}:
        return
    if is_refused(case):
        # Closed, whatever it was labelled as.
        return
    if event := event_of(case.labelled.item.title, case.meeting):
        yield Promise(event[0], event[1], event[1], case.labelled.item.heading)
    overtaken = read_overtaken(case.minutes.text, case.labelled.item)
    for source in candidates(case.minutes, case.labelled):
        if source.kind is SectionKind.INDSTILLING:
            continue
        if not (times_ahead(source.text, case.meeting) or _BARE_DAY.search(source.text)):
            continue
        unfit = leans_back(source.text) or is_subjectless(source.text)
        if unfit or overtaken.covers(source.text) or names_someone(case.minutes, source.text):
            continue
        # Where a part waits, only what was told of it is sure to come.
        if waits and not _opens_with(source.text, told):
            continue
        said = compress(source.text, case.meeting)
        # Any number of them from the first may be told, but without what the first hangs on.
        hangs = any(CONDITION.search(one) or _IF_SO.search(one) for one in said[1:])
        ahead = said and not hangs and times_ahead(said[0], case.meeting)
        stale = said and overtaken.covers(said[0])
        off = _HOLIDAY.search(source.text) or _of_later_year(case, source)
        if ahead and not stale and not off and _milestone().search(said[0]):
            yield from lines_in(Told(case, told), said[0], source.span, decided=False)


# "Fristen er 1. november": plain words put the "den" that a time has.
_BARE_DAY = re.compile(rf"\d\.? ?(?:{'|'.join(MONTHS)}|[/.-]\d)", re.IGNORECASE)
# "Det kræver, at staten siger ja."
_IF_SO = re.compile(r"^Det (?:kræver|sker kun|afhænger|gælder kun|beror)\b")


def _opens_with(sentence: str, told: str) -> bool:
    return sentence.split(" ", 1)[0].lower() in told.lower().split()


# When pupils are off is no step of a case.
_HOLIDAY = re.compile(r"\b\w*ferien? (?:ligger|begynder|starter|slutter|varer|er)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")


def _of_later_year(case: Case, source: Source) -> bool:
    """Tell whether a week without its year follows a time after it: it is one of a later year."""
    times = times_ahead(source.text, case.meeting) if case.meeting else ()
    weeks = [one for one in times if "uge " in one.words]
    item = case.labelled.item
    before = f"{item.title} {case.minutes.text[item.span.start : source.span.start]}"
    years = [int(one) for one in _YEAR.findall(before)]
    return any(
        not _YEAR.search(one.words) and one.day is None and max(years, default=0) > one.about.year
        for one in weeks
    )


@cache
def _milestone() -> re.Pattern[str]:
    """Return the pattern of the verbs by which a sentence of a case tells of a step."""
    verbs = "|".join(load_lexicon("times")["milestone"]["verbs"])
    return re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE)

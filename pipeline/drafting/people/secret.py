"""A choice that stays secret for a while: neither name nor role, and no hint from the case.

"Navnet holdes fortroligt indtil overrækkelsen": whoever wrote it down told who it is beside it.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.cues import ByCue, Row, folded, rows_by_cue
from pipeline.danish.dates import find_dates, format_date
from pipeline.drafting.case import Case
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence


def is_secret(case: Case) -> bool:
    """Tell whether the decision of an item says that a choice is not to be known yet."""
    return any(_tells(span.of(case.minutes.text)) for span in case.decision)


def told_secret(case: Case) -> tuple[Sentence, ...]:
    """Return what a post may say of a choice that is secret, () where an item has none."""
    spans = tuple(one for one in case.decision if _tells(one.of(case.minutes.text)))
    if not spans:
        return ()
    table = load_lexicon("personal")["kept_secret"]
    days = find_dates(spans[0].of(case.minutes.text), meeting=case.meeting)
    until = next((one.date for one in days if case.meeting and one.date > case.meeting), None)
    said = [Sentence(table["chosen"].format(body=case.body), "realised", spans)]
    if until is None:
        return (*said, Sentence(table["for_now"], "realised", spans))
    day = format_date(until, year=until.year != getattr(case.meeting, "year", None))
    return (*said, Sentence(table["until"].format(day=day), "realised", spans))


def is_withheld(case: Case) -> bool:
    """Tell whether the decision of an item bans what its case tells: the case stays untold."""
    return is_secret(case) or any(is_banned(span.of(case.minutes.text)) for span in case.decision)


def is_banned(sentence: str) -> bool:
    """Tell whether a sentence says that something may not be printed.

    >>> is_banned("Tallene må ikke offentliggøres før mødet."), is_banned("Tallene er klar.")
    (True, False)
    """
    return any(pattern.search(sentence) for pattern in _bans())


@cache
def _bans() -> tuple[re.Pattern[str], ...]:
    rows = load_lexicon("personal")["ban"]
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows)


@cache
def _rows() -> ByCue[Row]:
    return rows_by_cue(load_lexicon("personal")["secret"], flags=re.IGNORECASE | re.DOTALL)


def _tells(sentence: str) -> bool:
    """Tell whether a sentence keeps a choice secret.

    >>> _tells("Navnet holdes fortroligt indtil festen."), _tells("Planen offentliggøres i maj.")
    (True, False)
    """
    return any(pattern.search(sentence) for pattern, _ in _rows().asked(folded(sentence)))

"""A day in an item's title: "Temadag om ensomhed 1. oktober" is held then."""

from __future__ import annotations

import re
from datetime import date

from pipeline.danish.dates import find_dates
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.drafting.ahead.times import DAY
from pipeline.drafting.headings.titles import clean_title

_EVENT = re.compile(
    r"(?P<what>(?=[A-ZÆØÅ])[\wæøå-]*(?i:dag|konference|seminar|workshop|møde|messe|kursus|træf|fest|"
    r"reception|hus|arrangement|stævne|marked|festival|indvielse|valg|høring|uge|ferie)"
    rf"(?: (?:om|for|i|på|med|til|mod|af) [^,:]+?)?),? (?P<when>den {DAY})",
)


def event_of(title: str, meeting: date) -> tuple[str, date] | None:
    """Return the line about what a title says is held on a day after the meeting, and the day.

    >>> event_of("Temadag om ensomhed 1. oktober", date(2014, 5, 14))
    ('Den 1. oktober er der temadag om ensomhed.', datetime.date(2014, 10, 1))
    >>> event_of("Dagsorden for byrådets møde den 1. oktober", date(2014, 5, 14)) is None
    True
    """
    match = _EVENT.fullmatch(clean_title(title, meeting).replace("\u00a0", " "))
    day = (
        next((one.date for one in find_dates(match["when"], meeting=meeting)), None)
        if match
        else None
    )
    if match is None or day is None or day <= meeting:
        return None
    return f"{upper_first(match['when'])} er der {lower_first(match['what'])}.", day

"""Dates and times of day: find them in all the forms minutes use, and write them one way."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.records import Span

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

# "mar" alone is a month, "mart" is not; "sept" and "febr" are common. English names stand in
# headers that a system in English has printed.
_MONTH_NAMES = (
    r"jan(?:uar|uary)?|febr?(?:uar|uary)?|mar(?:ts|ch)?|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|"
    r"aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_WEEKDAY = (
    r"(?:(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|"
    r"man|tir|tirs|ons|tor|tors|fre|lør|søn)\b\.?,?\s+)?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
# What may stand before a number that makes it something else than a date: a paragraph, a case
# number, a phone number. Looked for in the few characters before the match.
_NOT_DATE_BEFORE = re.compile(
    r"(?:§|\bstk\.?|\bnr\.?|\bpkt\.?|\bpunkt|\bkap\.?|\btlf\.?|\btelefon|\bkle|\bbilag|\bside|"
    r"\bversion|\blov(?:bekendtgørelse)?|\bkl\.?|\bmatr\.?|\bsag|\bad)[\s:]*$",
    re.IGNORECASE,
)
_NUMBER_UNIT_AFTER = re.compile(r"\s*(?:mio|mia|kr|t\.?kr|pct|procent|%|timer|km|kvm|m2|ha\b)")

_TEXT_DATE = re.compile(
    # What looks ahead to the first letter changes nothing but the time.
    rf"(?=[\ddfmolst])(?<![\w.,/-]){_WEEKDAY}(?:(?:den|d)\b\.?\s*)?(?P<day>{_DAY})\.?\s*"
    rf"(?P<month>{_MONTH_NAMES})\b\.?(?:,?\s*(?P<year>{_YEAR})(?![\w-]))?",
    re.IGNORECASE,
)
_ENGLISH_DATE = re.compile(
    rf"\b(?P<month>{_MONTH_NAMES})\b\.?\s+(?P<day>{_DAY}),\s*(?P<year>{_YEAR})(?![\w-])",
    re.IGNORECASE,
)
_NUMBER_DATE = re.compile(
    rf"(?<![\w.,/-])(?P<day>{_DAY})(?P<mark>[-./])\s?(?P<month>{_MONTH})"
    rf"(?:(?:(?P=mark)\s?|(?<=/\d)-|(?<=/\d\d)-)(?P<year>{_YEAR}|\d\d)(?![\w/-]|[.,]\d)|\s+(?P<late>{_YEAR})(?![\w-])|"
    rf"(?![\w/-]|[.,]\d))"
)
_ISO_DATE = re.compile(
    rf"(?<![\w.,/-])(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY})(?![\w/-]|[.,]\d)"
)
_DIGIT = re.compile(r"\d")
# Each form with what it can't do without behind a digit, which is found several times as quickly.
_NEEDED = (
    (r"\d{3}-\d", _ISO_DATE),
    (r"\.?\s*(?:jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|de[cz])", _TEXT_DATE),
    (r",\s*(?:19|20)\d\d", _ENGLISH_DATE),
    (r"[-./]\s?\d", _NUMBER_DATE),
)
_FORMS = tuple((re.compile(rf"\d{needed}", re.IGNORECASE), form) for needed, form in _NEEDED)
_ANY_FORM = re.compile(rf"\d(?:{'|'.join(needed for needed, _ in _NEEDED)})", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:kl(?:okken|\.)?|at)\s*(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?(?![\d:])",
    re.IGNORECASE,
)
_DATE_WORD_BEFORE = re.compile(
    r"(?:\b(?:den|d\.|pr\.?|senest|inden|dato:?|til og med|t\.o\.m\.|fra)\s*$)|"
    r"(?:\d\d[./]\d\d(?:,| og|,? samt)\s*(?:pr\.|d\.|den)?\s*$)",
    re.IGNORECASE,
)
_REACH = timedelta(days=300)
_CONTEXT = 80
_CLAUSE = re.compile(r"[.!?]\s+(?=[A-ZÆØÅ])|[;\n]|, (?:og|men|mens)\b")
_PAST = re.compile(
    r"\b(?:blev|var|havde|fandt|holdt|kom|begyndte|sluttede|udløb|besluttede|godkendte|vedtog|"
    r"drøftede|behandlede|modtog|afholdt|siden|er (?:blevet|afholdt|holdt|modtaget|behandlet|"
    r"drøftet|godkendt|vedtaget)|har (?:\w+ )?(?:været|holdt|haft|drøftet|behandlet|godkendt|"
    r"besluttet|modtaget|vedtaget))\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:skal|vil|bliver|forventes|ventes|senest|inden|kommende|næste|planlagt|planlægges|"
    r"afholdes|holdes|begynder|starter|åbner|finder sted|træder|behandles|udsat til|"
    r"frist(?:en)?)\b",
    re.IGNORECASE,
)


class FoundDate(NamedTuple):
    """A date, where it stands, and whether its year was worked out from the meeting's date."""

    date: date
    span: Span
    derived: bool


def find_dates(text: str, offset: int = 0, *, meeting: date | None = None) -> tuple[FoundDate, ...]:
    """Return the dates in *text*, in order, spans shifted by *offset*.

    A date without a year ("den 9. oktober") is given the year that brings it near *meeting*,
    at most 300 days off and rather after it than before, unless the sentence tells of the past;
    without *meeting* it is left out. A day that does not exist gives nothing.

    >>> [str(found.date) for found in find_dates("Mødet d. 07. oktober 2024 og 1.11.2024")]
    ['2024-10-07', '2024-11-01']
    >>> find_dates("den 9. oktober", meeting=date(2024, 9, 2))[0].derived
    True
    """
    found = _found(text, meeting)
    if not offset:
        return found
    return tuple(
        one._replace(span=Span(one.span.start + offset, one.span.end + offset)) for one in found
    )


# A sentence is asked for its dates by each step that reads or writes it.
@lru_cache(maxsize=1 << 11)
def _found(text: str, meeting: date | None) -> tuple[FoundDate, ...]:
    if not _DIGIT.search(text) or not _ANY_FORM.search(text):
        return ()
    matches = [
        (match.start(), rank, match)
        for rank, (needed, pattern) in enumerate(_FORMS)
        if needed.search(text)
        for match in pattern.finditer(text)
    ]
    found: list[FoundDate] = []
    free = 0
    for start, _, match in sorted(matches, key=lambda one: one[:2]):
        one = _read(match, text, meeting) if start >= free else None
        if one is not None:
            found.append(one)
            free = match.end()
    return tuple(found)


def find_time(text: str) -> time | None:
    """Return the first time of day in *text*, or None.

    >>> find_time("Mødet begynder kl. 11.30")
    datetime.time(11, 30)
    """
    match = _TIME.search(text)
    if match is None:
        return None
    return time(int(match["hour"]), int(match["minute"] or 0))


def format_date(day: date, *, year: bool = True, weekday: bool = False) -> str:
    """Return *day* as a Danish text writes it.

    >>> format_date(date(2024, 10, 7), weekday=True)
    'mandag den 7. oktober 2024'
    >>> format_date(date(2024, 10, 7), year=False)
    '7. oktober'
    """
    written = f"{day.day}. {MONTHS[day.month - 1]}"
    if year:
        written = f"{written} {day.year}"
    if weekday:
        written = f"{WEEKDAYS[day.weekday()]} den {written}"
    return written


def _read(match: re.Match[str], text: str, meeting: date | None) -> FoundDate | None:
    groups = match.groupdict()
    if groups.get("mark") and not _is_number_date(match, text):
        return None
    month = _month(groups["month"])
    year = groups.get("year") or groups.get("late")
    day = int(groups["day"])
    span = Span(*match.span())
    if year is not None:
        full = int(year) if len(year) == 4 else _century(int(year))
        valid = _valid(full, month, day)
        return FoundDate(valid, span, derived=False) if valid else None
    if meeting is None:
        return None
    nearest = _nearest(month, day, meeting, _tense(text, match.span()))
    return FoundDate(nearest, span, derived=True) if nearest else None


def _is_number_date(match: re.Match[str], text: str) -> bool:
    if _NOT_DATE_BEFORE.search(text, max(0, match.start() - 24), match.start()):
        return False
    if match["year"] or match["late"]:
        return True
    if match["mark"] == "-" or _NUMBER_UNIT_AFTER.match(text, match.end()):
        return False
    if match["mark"] == ".":
        # 11.30 is a time and 3.5 a version; 31.03 is a date where a word says so.
        return len(match["month"]) == 2 and _dated_before(text, match.start())
    return _dated_before(text, match.start()) or len(match["month"]) == 2


def _dated_before(text: str, start: int) -> bool:
    return bool(_DATE_WORD_BEFORE.search(text, max(0, start - 60), start))


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    start = name.casefold()[:3].replace("may", "maj").replace("oct", "okt").replace("dez", "dec")
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(start))


def _century(year: int) -> int:
    return 2000 + year if year < 70 else 1900 + year


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, meeting: date, tense: str) -> date | None:
    near = [
        found
        for year in (meeting.year - 1, meeting.year, meeting.year + 1)
        if (found := _valid(year, month, day)) and abs(found - meeting) <= _REACH
    ]
    # Where the sentence tells no tense, a date behind the meeting must be twice as near:
    # minutes look forward more than back.
    behind, ahead = {"past": (1, 10), "future": (10, 1), "": (2, 1)}[tense]
    return min(
        near,
        key=lambda found: abs(found - meeting) * (behind if found < meeting else ahead),
        default=None,
    )


def _tense(text: str, span: tuple[int, int]) -> Literal["past", "future", ""]:
    before = text[max(0, span[0] - _CONTEXT) : span[0]]
    after = text[span[1] : span[1] + _CONTEXT]
    clause = f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(after)[0]}"
    if _FUTURE.search(clause):
        return "future"
    return "past" if _PAST.search(clause) else ""

"""What a note says of a thing: a sum, a count, a time, a name, as it reads behind "er".

The value keeps its own words. Only what a sentence needs is put in: "den 1. maj", "i uge 12", and
"mod 61 i 2015" for "(2015: 61)".
"""

from __future__ import annotations

import re

from pipeline.danish.dates import MONTHS
from pipeline.danish.verbs import has_finite

_MOST_WORDS = 18
_MONTH = "|".join(MONTHS)
_ABOUT = (
    r"(?:(?:ca\.|cirka|knap|godt|op til|mindst|højst|maks\.|i alt|foreløbigt?|over|under|omkring|"
    r"kun|ialt) )*"
)
_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?(?: ?[-–] ?\d+(?:\.\d{3})*(?:,\d+)?)?"
UNIT = r"(?:(?:mio|mia)\.(?: kr\.| kroner)?|t\.kr\.|kr\.|kroner|%|pct\.|procent)(?!\w)"
SUM = rf"{_ABOUT}{_NUMBER} ?{UNIT}"
_DAY = rf"\d{{1,2}}\. ?(?:{_MONTH})(?: (?:19|20)\d\d)?"
_WHEN = (
    rf"(?:(?:senest|tidligst|inden|fra|til|primo|ultimo|medio) )?"
    rf"(?:(?:\w+dag,? )?(?:den |d\. )?{_DAY}|"
    rf"(?:i )?uge \d{{1,2}}|(?:i )?(?:{_MONTH})\b(?: (?:19|20)\d\d)?)"
)
_KINDS = {
    "sum": re.compile(SUM),
    # What is counted follows, or how the number compares: "84 personer (2015: 61)".
    "count": re.compile(rf"{_ABOUT}(?!(?:19|20)\d\d\b){_NUMBER}(?=$|,? [a-zæøå(])"),
    "time": re.compile(rf"{_WHEN}(?!\w)"),
    "until": re.compile(rf"(?:senest |inden )?(?:den |d\. )?(?P<day>{_DAY})"),
    "name": re.compile(r"[A-ZÆØÅ][\w.&'/-]+(?: (?:[A-ZÆØÅ&][\w.&'/-]*|og|i|på|ved|for|af))*$"),
    "text": re.compile(r"(?:[a-zæøå]|\d)(?:[^:;.]|(?<=\d)\.(?= ?[a-zæøå\d]))*$"),
}
_BEFORE = re.compile(
    r",? ?\((?P<year>(?:19|20)\d\d|i fjor|sidste år|året før): (?P<value>[\d.,]+)\)|"
    r",? ?\((?P<before>[\d.,]*\d(?: pct\.| %| [a-zæøå]{3,9})?) "
    r"(?P<when>i [^()]{3,20}|sidste år|året før)\)|"
    r", (?P<last>sidste år|i fjor|året før) (?P<than>[\d.,]*\d)"
)
# A second offer behind a dash, and what no sentence can hold.
_NO_VALUE = re.compile(r"[?!»\"|\t]|https?:|@| [-–] ")
_DAY_ALONE = re.compile(rf"(?<!\w)(?<!den )(?<!dag )(?<!d\. )(?<!\d\.[-–])(?<![-–])(?={_DAY})")
_ABBREVIATED = re.compile(r"\bd\. (?=\d)")
_WEEK = re.compile(
    rf"^(?:(?P<how>tidligst|senest|fra|inden) )?(?=uge \d|(?:{_MONTH})\b)(?!(?:fra|inden) )"
)
_RANGE = re.compile(rf"i (?:{_MONTH}) (?:til|-|–|og)")


def value_of(printed: str) -> str:
    """Return what a note says as it may stand in a sentence, "" where that isn't sure.

    >>> value_of("84 personer (2015: 61)"), value_of("5,2 % (4,9 i 2022)"), value_of("det kommer")
    ('84 personer mod 61 i 2015', '5,2 % mod 4,9 i 2022', '')
    """
    value = _compared(printed.strip(" .;,"))
    if not value or len(value.split()) > _MOST_WORDS or has_finite(value):
        return ""
    if value.count("(") != value.count(")") or _NO_VALUE.search(value):
        return ""
    return f"{value}." if value.endswith((" kr", " pct", " mio", " mia", " m")) else value


def is_a(kinds: list[str], value: str) -> re.Match[str] | None:
    """Return how a value begins as one of some kinds, None where it is of none.

    >>> is_a(["sum"], "1,2 mio. kr. om året").group(), is_a(["sum"], "1. maj")
    ('1,2 mio. kr.', None)
    """
    return next((found for one in kinds if (found := _KINDS[one].match(value))), None)


def _compared(value: str) -> str:
    """Say "mod 61 i 2015" for "(2015: 61)", "(61 i 2015)" and ", sidste år 61"."""
    match = _BEFORE.search(value)
    if match is None:
        return value
    if match["year"]:
        year = match["year"]
        other = f"{match['value']} {'i ' if year.isdigit() else ''}{year}"
    elif match["last"]:
        other = f"{match['than']} {match['last']}"
    else:
        other = f"{match['before']} {match['when']}"
    return f"{value[: match.start()]} mod {other}{value[match.end() :]}"


def timed(value: str) -> str:
    """Say "den 1. maj" and "i uge 12" of a bare day and week.

    >>> timed("tidligst 15. juni"), timed("uge 12 og 13"), timed("fredag den 8. december")
    ('tidligst den 15. juni', 'i uge 12 og 13', 'fredag den 8. december')
    """
    value = _WEEK.sub(lambda found: f"{found['how'] or ''} i ".lstrip(), value)
    if _RANGE.match(value):
        value = value[2:]
    return _DAY_ALONE.sub("den ", _ABBREVIATED.sub("den ", value))

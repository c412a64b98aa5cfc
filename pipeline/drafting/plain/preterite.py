"""What somebody has done on a day that is named is told in the past.

Minutes say "Værket har den 2. juli 2015 sendt et forslag"; beside a time that is over Danish has
the preterite, "Værket sendte den 2. juli 2015 et forslag". A verb whose past no table holds stays.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from pipeline.danish.dates import MONTHS
from pipeline.danish.verbs import is_finite, verb_of_participle
from pipeline.lexicon import load_lexicon

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = rf"\d{{1,2}}\. {_MONTH}(?: \d{{4}})?"
_WHEN = (
    rf"(?:[Dd]en {_DAY}|[Ii] (?P<year>\d{{4}})|"
    rf"[Ii] (?:{_MONTH}|foråret|sommeren|efteråret|vinteren) (?P<season>\d{{4}})|"
    r"[Ss]idste år|[Ff]or (?:to|tre|fire|fem|ti) år siden|"
    rf"(?:[Ii]|[Pp]å|[Vv]ed) (?:(?:et|en|sit|sin) )?[a-zæøå-]+ (?:den|af(?: den)?) {_DAY})"
)
_AFTER = re.compile(rf"^(?P<who>[^,;:»]+?) har (?P<when>{_WHEN}) (?P<rest>.+)$")
_BEFORE = re.compile(rf"^(?P<when>{_WHEN}),? har (?P<rest>.+)$")
_WORD = re.compile(r"[a-zæøå]+")
# "har været i høring fra den 1. til den 29. maj"
_LASTED = re.compile(
    rf"^(?P<who>[^,;:»]+?) har været (?=[^,;:»]*\bfra (?:den )?\d[^,;:»]* til (?:den )?{_DAY})"
)
_SECOND = re.compile(r"(?:,? (?:og|men|eller|samt)|,)(?: \w+)?? (?P<word>[a-zæøå]+)\b")
# No subject, or more than one: "har skolen åbent for 14 elever".
_NO_SUBJECT = re.compile(r"[,;:»\d]|^(?:som|at|hvis|når|hvor|om|åbent|lukket)$")
_LONGEST = 6


@lru_cache(maxsize=2048)
def in_preterite(text: str, meeting: date | None) -> str:
    """Return a plain sentence in the past where it tells of a day before the meeting.

    >>> day = date(2016, 5, 1)
    >>> in_preterite("Værket har den 2. juli 2015 sendt et forslag.", day)
    'Værket sendte den 2. juli 2015 et forslag.'
    >>> in_preterite("I efteråret 2015 har ejeren af marken bedt om en vej.", day)
    'I efteråret 2015 bad ejeren af marken om en vej.'
    >>> in_preterite("Byen har i 2016 sendt et forslag.", day)
    'Byen har i 2016 sendt et forslag.'
    """
    lasted = _LASTED.match(text)
    if lasted and not _goes_on(text[lasted.end() :]):
        return f"{lasted['who']} var {text[lasted.end() :]}"
    match = _AFTER.match(text) or _BEFORE.match(text)
    if match is None or meeting is None or not _is_over(match, meeting):
        return text
    done = next((one for one in _WORD.finditer(match["rest"]) if past_of_participle(one[0])), None)
    before = match["rest"][: done.start()].split() if done else []
    if done is None or (match.re is _AFTER and before):
        return text
    who = match["who"].split() if match.re is _AFTER else before
    rest, verb = match["rest"][done.end() :], past_of_participle(done[0])
    if len(who) > _LONGEST or any(_NO_SUBJECT.search(word) or is_finite(word) for word in who):
        return text
    if _goes_on(rest):
        return text
    when = match["when"]
    first, last = (" ".join(who), when) if match.re is _AFTER else (when, " ".join(who))
    return f"{first} {verb} {last}{rest}"


def past_of_participle(word: str) -> str | None:
    """Return the past of the verb whose participle *word* is, None for one no table holds.

    >>> [past_of_participle(word) for word in ("sendt", "svaret", "været", "huset")]
    ['sendte', 'svarede', 'var', None]
    """
    verb = verb_of_participle(word)
    weak = f"{word[:-1]}de"
    if verb:
        return verb.past
    return _done().get(word) or (weak if word.endswith("et") and is_finite(weak) else None)


@cache
def _done() -> dict[str, str]:
    return {row["participle"]: row["past"] for row in load_lexicon("past")["done"]}


def _is_over(match: re.Match[str], meeting: date) -> bool:
    """Tell whether the time is past; a year that still runs is not, but for a day of it."""
    year = match["year"] or match["season"]
    return year is None or int(year) < meeting.year


def _goes_on(rest: str) -> bool:
    """Tell whether a second verb hangs on the same subject."""
    found = (match["word"] for match in _SECOND.finditer(rest))
    return any(past_of_participle(word) or is_finite(word) for word in found)

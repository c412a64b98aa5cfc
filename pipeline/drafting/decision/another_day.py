"""A point with the day that the decision gives it instead of its own.

"Godkendt, dog fra den 1. marts" and "idet forlængelsen er til den 31. marts" under another day
leave nothing of that: told side by side, both would be so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.danish.dates import MONTHS, WEEKDAYS
from pipeline.danish.verbs import WORD
from pipeline.drafting.decision.proposals import Proposal, parse_clause
from pipeline.records import Span

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_TIME = re.compile(
    r"(?P<role>\b(?:med virkning )?(?:fra og med|fra|pr\.|til og med|frem til|indtil|til|senest|"
    r"inden|efter|i|på|ved)\s)?(?<!\w)(?P<when>(?:den |d\. )?"
    rf"(?:(?:{'|'.join(WEEKDAYS)}) (?:den )?)?\d{{1,2}}\. {_MONTH}(?: \d{{4}})?|"
    rf"(?:udgangen|begyndelsen|starten|slutningen|midten) af (?:{_MONTH}(?: \d{{4}})?|\d{{4}})|"
    r"kl\.\s?\d{1,2}(?:[.:]\d{2})?|"
    rf"(?:\d\. (?:kvartal|halvår)|{_MONTH}|foråret|sommeren|efteråret|vinteren)(?: \d{{4}})?)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_CLASSES = (
    (re.compile(r"(?:fra|pr\.|virkning|efter)"), "start"),
    (re.compile(r"(?:til|indtil)"), "end"),
    (re.compile(r"(?:senest|inden)"), "limit"),
)


class _Time(NamedTuple):
    """A time in a clause: where it stands, the words of it, and whether it begins or ends."""

    start: int
    end: int
    when: str
    kind: str


def with_new_day(points: tuple[Proposal, ...], words: str) -> tuple[Proposal, ...] | None:
    """Return the only point with the day of *words*; None where those say something else, too.

    >>> from pipeline.records import Span
    >>> point = parse_clause("forsøget forlænges til den 31. august", Span(0, 0), None)
    >>> (new,) = with_new_day((point,), "idet forlængelsen er til den 31. marts")
    >>> new.clause
    'forsøget forlænges til den 31. marts i stedet for den 31. august som foreslået'
    >>> with_new_day((point,), "idet HR lægger en evaluering frem den 31. marts")
    """
    if len(points) != 1:
        return None
    (point,) = points
    found = _exchanged(point.clause, words)
    if found is None:
        return None
    old, new = found
    if point.clause[old.end :].strip(" .,") or point.clause[: old.start].endswith("pr. "):
        return None
    text = f"{point.clause[: old.start]}{new.when} i stedet for {old.when} som foreslået"
    return (parse_clause(text, point.span, point.to),)


def with_days_after(spans: Sequence[Span], text: str) -> list[Span]:
    """Return the sentences of a decision with one that but moves a day joined to that before it.

    >>> two = "Ad 1. Godkendt. Start udskydes til 1. maj."
    >>> [one.of(two) for one in with_days_after([Span(0, 15), Span(16, 42)], two)]
    ['Ad 1. Godkendt. Start udskydes til 1. maj.']
    """
    joined: list[Span] = []
    for span in spans:
        if joined and _START_MOVES.fullmatch(" ".join(span.of(text).split())):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def with_day_after(points: tuple[Proposal, ...], rest: str) -> tuple[tuple[Proposal, ...], str]:
    """Return the only point with the day that *rest* ends by moving it to, and what is left.

    >>> point = parse_clause("tøjet købes samlet fra den 1. marts", Span(0, 0), None)
    >>> (new,), rest = with_day_after((point,), ". Start udskydes til 1. maj")
    >>> new.clause, rest
    ('tøjet købes samlet fra 1. maj i stedet for den 1. marts som foreslået', '')
    """
    moves = _START_MOVES.search(rest)
    moved = with_new_day(points, f"start {moves['day']}") if moves else None
    return (moved, rest[: moves.start()].rstrip(" .")) if moves and moved else (points, rest)


_START_MOVES = re.compile(
    r"(?:Start(?:en)?|Opstart(?:en)?|Ikrafttræden|Begyndelsen) (?:bliver |er )?"
    r"(?:udskydes|rykkes|flyttes|fremrykkes|udskudt|rykket|flyttet) til "
    rf"(?P<day>(?:den )?\d{{1,2}}\. {_MONTH}(?: \d{{4}})?)\.?$"
)


def has_other_day(points: tuple[Proposal, ...], words: str) -> bool:
    """Tell whether *words* give one of the points another day than it has."""
    return any(_exchanged(point.clause, words) for point in points)


def sets_another_day(points: tuple[Proposal, ...], decided: str) -> bool:
    """Tell whether a sentence of a decision gives one of the points another day than it has.

    >>> from pipeline.records import Span
    >>> point = parse_clause("salen lånes ud til udgangen af 2026", Span(0, 0), None)
    >>> sets_another_day((point,), "Ad 1: Godkendt til udgangen af 2025.")
    True
    >>> sets_another_day((point,), "Godkendt. Der er fest til udgangen af 2025.")
    False
    """
    rests = (_OUTCOME.sub("", one) for one in re.split(r"(?<=[a-zæøå\d]{3}\.) ", decided))
    return any(has_other_day(points, rest) for rest in rests)


# "Ad 1: Godkendt", "Punkt 2 blev tiltrådt"
_OUTCOME = re.compile(
    r"^(?:(?:ad|punkt|pkt\.?)? ?(?:\d|[a-h])[.:)]{0,2} )?"
    r"(?:(?:er|blev|bliver|indstillingen|forslaget|punktet|enstemmigt|"
    r"godkend\w+|tilt\w+|vedt\w+|anbefal\w+|imødekom\w+|følges) ?)*",
    re.IGNORECASE,
)


def _exchanged(clause: str, words: str) -> tuple[_Time, _Time] | None:
    """Return the time of the clause and the one of *words* that takes its place."""
    said = words.strip(" .,")
    times = _times(said)
    if len(times) != 1 or times[0].end != len(said):
        return None
    (new,) = times
    before = said[: new.start].lower()
    own = _times(clause)
    own = [one for one in own if one.kind == new.kind] if len(own) > 1 else own
    if len(own) != 1 or own[0].when.lower() == new.when.lower() or not _alike(own[0], new):
        return None
    if _LIMIT.search(before) and own[0].kind != "limit" and not _LIMIT.search(clause):
        # The day that answers are due is no day that a thing begins.
        return None
    known = {word[:_STEM] for word in WORD.findall(clause.lower())}
    if all(_is_known(word, known) for word in WORD.findall(before)):
        return own[0], new
    return None


_STEM = 5


def _is_known(word: str, known: set[str]) -> bool:
    return word in _SMALL or word[:_STEM] in known or _OF_TIME.match(word) is not None


def _alike(old: _Time, new: _Time) -> bool:
    kinds = {old.kind, new.kind}
    return len(kinds) == 1 or kinds in ({"", "start"}, {"", "limit"})


def _times(text: str) -> list[_Time]:
    found = []
    for match in _TIME.finditer(text):
        role = (match["role"] or "").lower()
        kind = next((name for pattern, name in _CLASSES if pattern.search(role)), "")
        found.append(_Time(match.start("when"), match.end("when"), match["when"], kind))
    return found


_LIMIT = re.compile(r"frist")
# What a proviso about a day has besides the words of the point.
_SMALL = frozenset(
    (
        *("idet", "dog", "men", "at", "sådan", "således", "så", "med", "den", "det", "der", "de"),
        *("ændring", "ændringen", "måde", "på", "først", "kun", "alene", "er", "bliver", "gælder"),
        *("sættes", "fastsættes", "ændres", "rykkes", "flyttes", "udskydes", "fremrykkes"),
        *("forlænges", "skal", "være", "sker", "virkning", "fra", "og", "til", "frem", "indtil"),
        *("pr", "senest", "inden", "i", "stedet", "for", "ny", "nye"),
    )
)
_OF_TIME = re.compile(
    r"(?:start|opstart|ikrafttræd|begynd|forlæng|dato|tidspunkt|periode|udløb|slut)\w*|"
    r"\w*frist(?:en)?$"
)

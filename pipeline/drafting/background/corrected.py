"""Sums that the case itself corrects further down: the reader gets the right one.

"Merforbruget er 8,4 mio. kr." and three lines on "Merforbruget er rettet til 7,6 mio. kr." are one
fact. The first is told with the sum of the second where that is clear, and not at all elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.amounts import Amount, find_amounts
from pipeline.danish.clauses import stop
from pipeline.danish.cues import Cued
from pipeline.danish.words import content_words
from pipeline.drafting.background.prose import Source

_CORRECTS = Cued(
    r"\b(?:er|blev|bliver|blevet|har)(?: [a-zæøå]+){0,3} (?:rettet|korrigeret|berigtiget)"
    r"(?! budget)\b[^.;]*?\btil |"
    r"\b(?:er|blev|blevet)(?: (?:siden|senere|efterfølgende|nu|derefter|dog))+ (?:ændret|justeret|"
    r"opjusteret|nedjusteret|opgjort|sat (?:op|ned))\b[^.;]*?\btil |"
    r"\b(?:[Dd]et|[Dd]en|[Dd]e) (?:korrekte|rigtige|rette) [a-zæøå]+ (?:er|var|udgør|skal være) "
    r"(?:på )?|"
    r"\bskal (?:rettelig|retteligt|i stedet|korrekt)(?: \w+)? være (?:på )?|"
    # "Det skulle have været 75 procent" is a goal, no correction.
    r"\b(?:skal|skulle) (?:rettelig |retteligt )?(?:have )?(?:stået|stå) (?:på )?(?=\d)|"
    r"(?:[Bb]eløbet|[Tt]allet|[Ss]ummen|[Pp]risen|[Tt]aksten|[Bb]evillingen|retteligt?) "
    r"(?:skal|skulle) (?:rettelig |retteligt )?(?:have )?været (?:på )?(?=\d)|"
    r"\b(?:skal|skulle) retteligt? (?:have )?været (?:på )?(?=\d)|"
    r"\brettelig(?:t)? (?:er|udgør) (?:på )?"
)
# Of what was wrong nobody needs to read.
_WRONG = Cued(
    r"\b(?:ved en fejl|fejlagtigt?|forkert) (?:\w+ ){0,2}"
    r"(?:skrevet|angivet|anført|opgjort|oplyst|nævnt|stået|trykt|stod)\b|"
    r"\b(?:[Vv]ed en fejl|fejlagtigt|forkert) [^.]*\bstod\b|"
    r"\bstod (?:fejlagtigt|forkert|ved en fejl)\b|"
    r"\b(?:første|tidligere|oprindelige|udsendte) "
    r"(?:udgave|version|notat|bilag|materiale|oplæg|udkast)\w*\b"
    r".*\b(?:stod|fremgik|var|blev)\b"
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
# So far back the sum may stand that is put right.
_FAR = 6


def corrected(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the sentences of a case with the right sums; what tells a wrong one has no text.

    >>> from pipeline.labels import SectionKind
    >>> from pipeline.records import Span
    >>> told = "Hullet er 8 mio. kr.", "Vejen er smal.", "Hullet er rettet til 7 mio. kr."
    >>> row = [Source(one, Span(0, 1), SectionKind.RESUME, at) for at, one in enumerate(told)]
    >>> [one.text for one in corrected(row)]
    ['Hullet er 7 mio. kr.', 'Vejen er smal.', '']
    """
    rows = list(sources)
    for place, one in enumerate(rows):
        new = _new_sum(one.text) if one.text else None
        if new is not None:
            _put_right(rows, place, new)
        elif _WRONG.search(one.text):
            rows[place] = one._replace(text="")
        elif former := _FORMER.search(one.text):
            _leave_out(rows, place, former["old"])
    return tuple(rows)


# "Det blev oplyst, at tallet 42 i mellemtiden er steget til 49": it names the number that was.
_FORMER = Cued(
    r"\b(?:tallet|antallet|beløbet|prisen)(?: på| af)? (?P<old>\d[\d.,]*\d|\d)\b[^.;]{0,40}?"
    r"\b(?:steget|faldet|vokset|ændret|hævet|sænket|rettet)\b[^.;]* til \d",
    re.IGNORECASE,
)


def _leave_out(rows: list[Source], place: int, number: str) -> None:
    """Leave out what is told with a number that is another by now."""
    for other, row in enumerate(rows):
        if other != place and number in _NUMBER.findall(row.text):
            rows[other] = row._replace(text="")


def puts_right(text: str) -> bool:
    """Tell whether a sentence puts a sum in the place of another.

    >>> puts_right("Hullet er rettet til 7 mio. kr."), puts_right("Hullet er på 7 mio. kr.")
    (True, False)
    """
    return _new_sum(text) is not None


def _new_sum(text: str) -> Amount | None:
    """Return the sum that a sentence puts in the place of another, None where it doesn't."""
    match = _CORRECTS.search(text)
    if match is None:
        return None
    found = find_amounts(text)
    new = next((one for one in found if one.span.start >= match.end()), None)
    # "… er opgjort til 95.000 kr.; beløbet er siden korrigeret til 125.000 kr.": all in one.
    before = (one for one in found if one.span.end <= match.start())
    return None if new and any(one.unit == new.unit for one in before) else new


def _put_right(rows: list[Source], place: int, new: Amount) -> None:
    own = rows[place]
    at = _wrong_one(rows, place, new)
    wrong = rows[at].text if at is not None else ""
    old = next((one for one in find_amounts(wrong) if one.unit == new.unit), None)
    if at is None or old is None or old.value == new.value:
        return
    if not _stands_alone(wrong) or _STOOD.search(wrong):
        rows[at] = rows[at]._replace(text="")
        return
    right, rest = own.text[new.span.start : new.span.end], wrong[old.span.end :]
    told = f"{wrong[: old.span.start]}{right}{rest[1:] if right[-1] == rest[:1] == '.' else rest}"
    for other, row in enumerate(rows):
        same = (one for one in find_amounts(row.text) if one.unit == new.unit)
        if any(one.value == old.value for one in same):
            rows[other] = row._replace(text="")
    rows[at] = rows[at]._replace(text=stop(told), also=(*rows[at].also, own.span))
    rows[place] = own._replace(text="")


def _wrong_one(rows: Sequence[Source], place: int, new: Amount) -> int | None:
    """Return where the sum stands that is put right: one of the same thing before it."""
    named = _RIGHT_ONE.search(rows[place].text)
    subject = named["what"] if named else rows[place].text.split(" ", 1)[0].lower()
    near = [
        at
        for at in range(place - 1, max(-1, place - 1 - _FAR), -1)
        if any(one.unit == new.unit for one in find_amounts(rows[at].text))
    ]
    stem = content_words(subject)
    known = (at for at in near if stem & content_words(rows[at].text))
    right_before = next((at for at in near if at == place - 1), None)
    return next(known, right_before if _ANY_SUM.match(subject) else None)


# "Der stod 8,2 mio. kr.": no more than that it was wrong.
_STOOD = re.compile(r"\bstod\b")
_RIGHT_ONE = re.compile(r"\b(?:korrekte|rigtige|rette) (?P<what>[a-zæøå]+)")
# They name no thing of their own.
_ANY_SUM = re.compile(
    r"(?:beløb|tal|sum|udgift|indtægt|pris|total|opgørelse|det|den|de)(?:le)?(?:t|et|en|n|ene|men)?$"
)


def _stands_alone(text: str) -> bool:
    """Tell whether a sentence has one number besides years: no share of it that would be wrong."""
    numbers = [one for one in _NUMBER.findall(text) if not _YEAR.fullmatch(one)]
    return len(numbers) == 1 and len(find_amounts(text)) == 1

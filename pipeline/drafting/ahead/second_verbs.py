"""Sentences of two verbs, of which the time is the second's: "X drøftede det og mødes i maj"."""

from __future__ import annotations

import re
from datetime import date

from pipeline.danish.verbs import is_finite, verb_of_past
from pipeline.drafting.ahead.times import times_ahead

_LONGEST_SUBJECT = 5
_IS_DONE = frozenset(["er", "har", "blev", "var"])
_AND_VERB = re.compile(r"(?P<comma>,?) og (?P<verb>[a-zæøå]+(?:er|es|år))\b")
_LIKE_VERB = re.compile(r"[a-zæøå]{3,}er")
_OF_CLAUSE = re.compile(r"\b(?:at|som|der|hvor|idet|da|hvis|når|om)\b")
# "og sender det", "og vender tilbage": what it is about stands in the first half.
_LEANS = re.compile(
    r"\b(?:det|den(?! \d)|dem|de|dette|disse|svarene?|resultatet|begge|hvordan|hvad)\b|"
    r"^\w+(?: (?:tilbage|besked|igen|op|ind|færdig|svar|status))*\W*$"
)


def second_verb(statement: str, meeting: date) -> str | None:
    """Give the second half of a sentence its subject, where only that half looks ahead.

    >>> second_verb("Rådet drøftede skitsen og ser stedet den 3. maj.", date(2025, 4, 1))
    'Rådet ser stedet den 3. maj.'
    >>> second_verb("HR måler støjen og holder et kursus den 3. maj.", date(2025, 4, 1))
    'HR holder et kursus den 3. maj.'
    >>> second_verb("HR laver oplæg og sender det den 3. maj.", date(2025, 4, 1)) is None
    True
    """
    words = statement.split()
    first = next((place for place, word in enumerate(words) if place and is_finite(word)), None)
    last = _join(statement, meeting)
    if last is None or first is None or first > _LONGEST_SUBJECT:
        return None
    if any(_LIKE_VERB.fullmatch(word) for word in words[1:first]):
        return None  # "HR taler med de ansatte": the verb is one that no table has
    done = words[first] in _IS_DONE or verb_of_past(words[first]) is not None
    who, half = " ".join(words[:first]), statement[last.start("verb") :]
    between = statement[len(who) : last.start()]
    # "undersøger muligheden for tilskud og fremlægger sagen igen": the doubt stays with it.
    unsure = not done and (
        _leans(half, meeting) or "mulighed" in between or _OF_CLAUSE.search(f"{between} {half}")
    )
    if unsure or re.search(r"[,:;]", who) or who in ("Der", "Det"):
        return None
    # After a clause without a comma the second verb is the clause's own.
    if _OF_CLAUSE.search(between) and not last["comma"]:
        return None
    return f"{who} {half}"


def is_of_second(statement: str, meeting: date) -> bool:
    """Tell whether a time stands behind a second verb, so that the first may be done before.

    >>> is_of_second("HR laver oplæg og sender det den 3. maj.", date(2025, 4, 1))
    True
    """
    return _join(statement, meeting) is not None


def _join(statement: str, meeting: date) -> re.Match[str] | None:
    """Find the last "og" before the first time that opens a second half."""
    times = times_ahead(statement, meeting)
    end = times[0].start if times else 0
    joins = [one for one in _AND_VERB.finditer(statement, 0, end) if is_finite(one["verb"])]
    return joins[-1] if joins else None


def _leans(half: str, meeting: date) -> bool:
    time = times_ahead(half, meeting)[0]
    return _LEANS.search(f"{half[: time.start].strip()}{half[time.end :]}") is not None

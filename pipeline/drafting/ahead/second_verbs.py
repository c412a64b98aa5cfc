"""Sentences of which only the second half looks ahead: "X drøftede planen og mødes den 3. maj"."""

from __future__ import annotations

import re
from datetime import date

from pipeline.danish.verbs import is_finite, verb_of_past
from pipeline.drafting.ahead.times import times_ahead

_LONGEST_SUBJECT = 5
_IS_DONE = frozenset(["er", "har", "blev", "var"])
_AND_VERB = re.compile(r"(?P<comma>,?) og (?P<verb>[a-zæøå]+(?:er|es|år))\b")
_OF_CLAUSE = re.compile(r"\b(?:at|som|der|hvor|idet|da|hvis|når|om)\b")


def second_verb(statement: str, meeting: date) -> str | None:
    """Give the second half of a sentence its subject, where only that half looks ahead.

    >>> second_verb("Rådet drøftede skitsen og ser stedet den 3. maj.", date(2025, 4, 1))
    'Rådet ser stedet den 3. maj.'
    >>> second_verb("HR laver oplæg og sender det den 3. maj.", date(2025, 4, 1)) is None
    True
    """
    times = times_ahead(statement, meeting)
    words = statement.split()
    first = next((place for place, word in enumerate(words) if place and is_finite(word)), None)
    if not times or first is None or first > _LONGEST_SUBJECT:
        return None
    if words[first] not in _IS_DONE and verb_of_past(words[first]) is None:
        return None
    who = " ".join(words[:first])
    joins = [one for one in _AND_VERB.finditer(statement) if one.end() < times[0].start]
    if not joins or re.search(r"[,:;]", who):
        return None
    last = joins[-1]
    if not is_finite(last["verb"]):
        return None
    between = statement[len(who) : last.start()]
    # After a clause without a comma the second verb is the clause's own.
    if _OF_CLAUSE.search(between) and not last["comma"]:
        return None
    return f"{who} {last['verb']}{statement[last.end() :]}"

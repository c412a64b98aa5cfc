"""Word what lay ahead at the meeting and is past when the post goes out.

The minutes do not prove that a plan was kept, so it is told as a plan: "skulle efter planen …".
What a body said at the meeting is no plan, whatever day it names, and is told in the past tense.
What no rule can turn around stays as it is; the gate flags the date. The words stand in
``lexicon/past.toml``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from pipeline.danish.dates import find_dates
from pipeline.danish.verbs import verb_of_passive, verb_of_present
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence

# From then on a post is an archive: the case has gone to the next body.
_ARCHIVE = timedelta(days=60)
# A second clause, or a verb whose plan is no matter of one more verb, is left to a person. "Der"
# opens a sentence as its subject; within one it is a clause.
_OTHER = re.compile(r",|\b(?:vil|kan|ventes|har)\b|(?!^)\bder\b", re.IGNORECASE)
# What stands before the verb is then no subject, and the subject's end is not known.
_FRONTED = re.compile(
    r"(?:Den \d|(?:I|På|Fra|Til|Efter|Inden|Senest|Ved|Om|Under|Med|Først|Når)\b)"
)


def in_retrospect(sentence: Sentence, meeting: date, today: date) -> Sentence:
    """Return the sentence as it reads on *today*.

    >>> plan = Sentence("Mødet holdes den 3. maj 2025.", "extracted")
    >>> in_retrospect(plan, date(2025, 4, 1), date(2025, 6, 1)).text
    'Mødet skulle efter planen holdes den 3. maj 2025.'
    >>> in_retrospect(plan, date(2025, 4, 1), date(2025, 4, 2)).text
    'Mødet holdes den 3. maj 2025.'
    """
    text = sentence.text
    if today - meeting > _ARCHIVE:
        for pattern, to in _onward():
            text = pattern.sub(to, text)
    days = [found.date for found in find_dates(text, meeting=meeting)]
    if days and all(meeting < day <= today for day in days):
        text = _told(text)
    return sentence if text == sentence.text else replace(sentence, text=text, kind="realised")


def step_in_retrospect(sentence: Sentence, meeting: date, today: date) -> Sentence:
    """Return a step without a day as it reads in an archive: nobody knows whether it was taken.

    >>> step = Sentence("Byrådet behandler sagen om havnen.", "realised")
    >>> step_in_retrospect(step, date(2025, 4, 1), date(2025, 7, 1)).text
    'Byrådet skulle behandle sagen om havnen.'
    >>> step_in_retrospect(step, date(2025, 4, 1), date(2025, 4, 2)).text
    'Byrådet behandler sagen om havnen.'
    """
    if today - meeting <= _ARCHIVE:
        return sentence
    text = re.sub(r"\bbehandler\b", "skulle behandle", sentence.text, count=1)
    return sentence if text == sentence.text else replace(sentence, text=text, kind="realised")


def _told(text: str) -> str:
    """Put a plain sentence about a day that has passed into the past."""
    words = text.split(" ")
    verbs = [place for place, word in enumerate(words) if place and _is_verb(word)]
    if not verbs or _OTHER.search(text) or _FRONTED.match(text):
        return text
    plans = {place: _infinitive(words[place]) for place in verbs}
    first, *more = verbs
    if not more and (past := _past(words, first)):
        plans[first] = past
    elif None in plans.values() or any(words[place - 1] != "og" for place in more):
        return text
    else:  # "træder i kraft og gælder": one subject, so the plan is of both
        plans[first] = f"skulle efter planen {plans[first]}"
    return " ".join(plans.get(place) or word for place, word in enumerate(words))


def _past(words: list[str], place: int) -> str | None:
    """Return the past of a verb that is no plan of its own."""
    after = words[place + 1] if place + 1 < len(words) else ""
    if words[place] == "er":
        return "var" if after in _settled() else None
    return "skulle efter planen" if words[place] == "skal" else _said().get(words[place])


def _is_verb(word: str) -> bool:
    return word in ("skal", "er") or word in _said() or _infinitive(word) is not None


def _infinitive(word: str) -> str | None:
    if word in _plain():
        return _plain()[word]
    if verb_of_passive(word):
        # The s-passive has one form for the present and the infinitive.
        return word
    verb = verb_of_present(word)
    return verb.infinitive if verb else None


@cache
def _onward() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["to"]) for row in load_lexicon("past")["onward"])


@cache
def _said() -> dict[str, str]:
    return {row["present"]: row["past"] for row in load_lexicon("past")["said"]}


@cache
def _plain() -> dict[str, str]:
    return {row["present"]: row["infinitive"] for row in load_lexicon("past")["plain"]}


@cache
def _settled() -> frozenset[str]:
    return frozenset(load_lexicon("past")["settled"])

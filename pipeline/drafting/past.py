"""Word what lay ahead at the meeting and is past when the post goes out.

The minutes do not prove that a plan was kept, so it is told as a plan: "skulle efter planen …".
What no rule can turn around stays as it is; the gate flags the date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pipeline.danish.dates import find_dates
from pipeline.danish.verbs import verb_of_passive, verb_of_present
from pipeline.records import Sentence

# From then on a post is an archive: the case has gone to the next body.
_ARCHIVE = timedelta(days=60)
_ONWARD = (
    (re.compile(r"\bgår (?:nu )?videre til\b"), "gik videre til"),
    (re.compile(r"\bskal tage stilling\.$"), "skulle derefter tage stilling."),
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
        for pattern, to in _ONWARD:
            text = pattern.sub(to, text)
    days = [found.date for found in find_dates(text, meeting=meeting)]
    if days and all(meeting < day <= today for day in days):
        text = _as_plan(text)
    return sentence if text == sentence.text else replace(sentence, text=text, kind="realised")


def _as_plan(text: str) -> str:
    """Put "skulle efter planen" before the only verb of a plain sentence."""
    words = text.split(" ")
    verbs = [
        (place, form)
        for place, word in enumerate(words)
        if place and (form := _infinitive(word)) is not None
    ]
    if len(verbs) != 1 or re.search(r",|\b(?:skal|vil|kan|bliver|ventes|er|har|der)\b", text, re.I):
        return text
    place, form = verbs[0]
    return " ".join([*words[:place], "skulle efter planen", form, *words[place + 1 :]])


def _infinitive(word: str) -> str | None:
    if verb_of_passive(word):
        # The s-passive has one form for the present and the infinitive.
        return word
    verb = verb_of_present(word)
    return verb.infinitive if verb else None

"""Put the time first: "Mødet holdes den 3. maj." becomes "Den 3. maj holdes mødet."."""

from __future__ import annotations

import re

from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import is_finite, verb_of_participle
from pipeline.drafting.compress import count_words

LONGEST = 22
_MONTH = r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
_DAY = rf"\d{{1,2}}\. {_MONTH}(?: \d{{4}})?(?: kl\.[ \u00a0][\d.]*\d)?"
TIME = (
    rf"(?:(?:senest |fra )?den {_DAY}|pr\. {_DAY}|lige (?:før|efter) \w+|"
    rf"inden (?:udgangen af [a-z]+(?: \d{{4}})?|årets udgang|nytår|årsskiftet|den {_DAY})|"
    rf"(?:i|til) {_MONTH}(?: \d{{4}})?|efter sommerferien|på næste møde)"
)
_PLAIN = re.compile(
    rf"(?P<who>[A-ZÆØÅ][^,:;»(]*?) (?P<verb>[a-zæøå]+) (?P<what>[^:;»(]*?)(?:^|\b)"
    rf"(?P<when>{TIME})"
    r"(?P<after>(?: (?:på|hos|for|ved|med) [^,.:;»(]+)?(?:,? og (?:[^.:;»]|\.(?=\d))+)?)\."
)
# The present alone looks ahead, and "er" needs its complement where it stands.
_IS_AHEAD = re.compile(r"(?!er\b|var\b)\w+(?:er|es|år|skal|kan|vil)|skal|kan|vil|ses|sker|går|får")
# A noun or preposition that the date belongs to: "på mødet den 3. maj", "med frist den 3. maj".
_BOUND = re.compile(
    r"(?:\b(?:indtil|og|til|fra|med|senest|pr\.)|mød\w*|valg\w*|frist\w*|tur\w*|brev\w*|dag\w*|"
    r"afgørelse\w*|beslutning\w*|redegørelse\w*|regnskab\w*|opfølgning\w*|stævne\w*|høring\w*)$",
    re.IGNORECASE,
)
# What is agreed or planned now happens then: with the time first, the agreeing would.
_NOT_THEN = frozenset({"aftales", "aftaler", "planlægges", "besluttes", "foreslås", "varsles"})
_OPENS = re.compile(rf"{TIME}(?= )", re.IGNORECASE)


def fronted(text: str) -> str | None:
    """Return a plain sentence with its time first, None where the word order is not sure.

    >>> fronted("Trackerne ventes installeret lige før årsskiftet.")
    'Lige før årsskiftet ventes trackerne installeret.'
    >>> fronted("Reglerne træder i kraft den 1. maj 2025 og gælder for alle.")
    'Den 1. maj 2025 træder reglerne i kraft.'
    >>> fronted("Hvis det regner, holdes mødet den 3. maj.") is None
    True
    """
    match = _PLAIN.fullmatch(text)
    if (
        match is None
        or match["verb"] in _NOT_THEN
        or not is_finite(match["verb"])
        or not _IS_AHEAD.fullmatch(match["verb"])
    ):
        return None
    who, what, after = match["who"], match["what"].strip(), match["after"] or ""
    words = [*who.split(), *what.replace(",", "").split()]
    passive = match["verb"] in ("bliver", "ventes")
    if any(is_finite(word) and not (passive and verb_of_participle(word)) for word in words):
        return None
    if _BOUND.search(what) or re.search(rf"\d\. {_MONTH}", what):
        return None
    if " " not in who and who != "Der" and not re.search(r"(?:en|et|ne)$", who):
        # "Økonomi melder tallene": a name may hide behind the capital.
        return None
    if len(who.split()) > 9 or re.search(r"\b(?:hvis|når|at|som|der|hvor)\b", f"{who} {what}"):
        return None
    # What follows an "og" is another statement; the list only reminds.
    after = re.split(r",? og (?=[a-zæøå]+)", after)[0] if _clause(after) else after
    parts = (upper_first(match["when"]), match["verb"], lower_first(who), what)
    told = f"{' '.join(part for part in parts if part)}{after}."
    return told if count_words(told) <= LONGEST else None


def time_of(text: str) -> str:
    """Return the time that opens *text*, "" where none does.

    >>> time_of("Lige før årsskiftet ventes de klar."), time_of("De ventes klar.")
    ('Lige før årsskiftet', '')
    """
    match = _OPENS.match(text)
    return match.group() if match else ""


def _clause(after: str) -> bool:
    return any(is_finite(word.strip(",.")) for word in after.split())

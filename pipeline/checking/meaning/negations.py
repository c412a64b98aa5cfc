"""What says no in a text, and what it says no to."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.checking.roots import roots_of
from pipeline.lexicon import load_lexicon

_TABLE = load_lexicon("hedges")["negation"]
NOT = re.compile(_TABLE["plain"], re.IGNORECASE)
# What says no without "not" is counted as well.
NO = re.compile(rf"{NOT.pattern}|{_TABLE['other']}", re.IGNORECASE)
# A source clause that says no in one of these words may be told with a "not".
IMPLIES = re.compile(rf"{NO.pattern}|{_TABLE['implies']}", re.IGNORECASE)
COUNTED = re.compile(rf"{NOT.pattern}|\b(?:uden|undtag\w*|bortset)\b", re.IGNORECASE)
DENIES = re.compile(r"\b(?:ikke|ingen|hverken|aldrig)\b", re.IGNORECASE)
WITHOUT = re.compile(r"\b(?:ikke|ingen|uden)\b", re.IGNORECASE)
# "ikke mere end 3 mio. kr.", "ikke kun de to skoler": the "not" is of how much.
OF_MEASURE = re.compile(
    r"\bikke (?:mere|mindre|flere|færre|længere|højere|lavere|kun|alene|bare|nok|helt|så|altid|"
    r"alle|over|under|endnu|nødvendigvis)\b",
    re.IGNORECASE,
)
# What asks for something.
ASKED = re.compile(
    r"\b(?:foreslå\w*|foreslog|forslag\w*|ønske\w*|bed(?:t|er|es)|ansøg\w*|søge[rs]?|søgt|tilbud\w*|"
    r"skal|vil|kan)\b",
    re.IGNORECASE,
)
# "Økonomichefen foreslog også, at …": told as what was asked for.
ATTRIBUTED = re.compile(
    r"[^,.;]* (?:foreslog|foreslår|indstillede|ønskede|bad om|(?:var|er|blev) foreslået)\b"
)
# What a "not" is about: the few words after it.
_AFTER = re.compile(
    r",?(?:\s(?:for|at|der|det|kunne|kan|skal|være|blive|have|bør|må|til|i))*(?:\s[\w-]+){1,3}"
)
# As far as it reaches: "ikke må anvendes til at træffe afgørelser".
_REACH = re.compile(r"(?: (?!og\b|men\b)[\w-]+){1,7}(?:, at(?: (?!og\b|men\b)[\w-]+){1,5})?")


# Each clause of the draft is held against all that share a word with it.
@lru_cache(maxsize=4096)
def has_not(text: str) -> bool:
    """Tell whether *text* says "not".

    >>> has_not("Prisen må ikke overstige rammen"), has_not("Prisen er uden moms")
    (True, False)
    """
    return NOT.search(text) is not None


def denied_words(text: str) -> frozenset[str]:
    """Return the first words after the "not", or all before it where nothing follows.

    >>> sorted(denied_words("Prisen må ikke overstige rammen"))
    ['overst', 'ram']
    """
    match = NOT.search(text)
    if match is None:
        return frozenset()
    after = _AFTER.match(text, match.end())
    return (roots_of(after.group()) if after else frozenset()) or roots_of(text[: match.start()])


def reach_of(text: str) -> frozenset[str]:
    """Return all words that any "not" of the text may deny.

    >>> sorted(reach_of("Den må ikke bruges og ikke lånes ud"))
    ['brug', 'lån']
    """
    found = denied_words(text)
    for match in NOT.finditer(text):
        after = _REACH.match(text, match.end())
        found |= roots_of(after.group()) if after else frozenset()
    return found

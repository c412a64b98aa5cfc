"""Does a text say what it must not? Of most traps a program can only tell that it may have.

A trap is written for people: "Skriv ikke, at huset er solgt; det er et forslag." It is suspected
where one sentence of the text holds every root word of the claim and nothing that takes it back.
Traps whose claim can't be told from the words are left to a person.
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.checking.roots import roots_of
from pipeline.danish.sentences import split_sentences
from pipeline.evaluation.drafts.nuggets import holds, normalize

Verdict = Literal["hit", "clear", "person"]
_LEAVE_OUT = re.compile(r"\budelad(?:es)?\b.*\bpunktet\b", re.IGNORECASE)
_CLAIM = re.compile(r"^Skriv ikke,? at (?P<claim>[^;:–(]+)", re.IGNORECASE)
_QUOTED = re.compile(r"^Skriv (?:ikke|aldrig) (?:\w+ )?(?P<said>(?:»[^«]+«(?:, | eller | og )?)+)")
_QUOTE = re.compile(r"»([^«]+)«")
# What makes a claim no claim: denied, put off, only proposed or planned.
_TAKEN_BACK = re.compile(
    r"\b(?:ikke|ingen|nej|hverken|uden|afvis\w*|faldt|forkast\w*|uds[ae]t\w*|udgår|foresl\w*|forslag\w*|"
    r"anbefal\w*|indstill\w*|drøft\w*|opfordr\w*|ønske\w*|overvej\w*|vent\w*|forvent\w*|kan|kunne|"
    r"skal|skulle|eventuel\w*|måske|hvis|orient\w*|efterretning|mulighed\w*|undersøg\w*|høring)\b",
    re.IGNORECASE,
)


def judge(trap: str, text: str, *, told: bool = True) -> Verdict:
    """Tell whether a text falls into a trap.

    Args:
        trap: What must not be written, in Danish.
        text: What the draft says of the item, a line or sentence at a time.
        told: Whether the item is in the post at all.

    >>> judge("Skriv ikke, at huset er solgt; det er et forslag.", "Byrådet solgte huset.")
    'hit'
    >>> judge("Skriv ikke, at huset er solgt; det er et forslag.", "Huset er ikke solgt.")
    'clear'
    >>> judge("Skriv ikke »en succes«.", "Det blev en succes."), judge("Skriv ikke navne.", "x")
    ('hit', 'person')
    """
    if _LEAVE_OUT.search(trap):
        return "hit" if told else "clear"
    if match := _QUOTED.match(trap):
        said = _QUOTE.findall(match["said"])
        return "hit" if any(normalize(one) in normalize(text) for one in said) else "clear"
    if match := _CLAIM.match(trap):
        roots = roots_of(match["claim"])
        figures = re.findall(r"\d[\d.,]*\d|\d", match["claim"])
        if len(roots) + len(figures) < 2:
            return "person"
        return "hit" if _says(text, match["claim"], roots, figures) else "clear"
    return "person"


def _says(text: str, claim: str, roots: frozenset[str], figures: list[str]) -> bool:
    denies = bool(_TAKEN_BACK.search(claim))
    for line in text.split("\n"):
        for span in split_sentences(line):
            said = span.of(line)
            whole = roots <= roots_of(said) and all(holds(said, one) for one in figures)
            if whole and (denies or not _TAKEN_BACK.search(said)):
                return True
    return False

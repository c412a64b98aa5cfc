"""Decisions in the words that people use: no "tiltrådte", no "meddeler", votes in one spelling.

The rows stand in ``lexicon/outright.toml``; each replaces like with like.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.danish.cues import ByCue, cues_of
from pipeline.danish.nouns import upper_first
from pipeline.danish.numerals import number_word
from pipeline.lexicon import load_lexicon


def spoken(text: str) -> str:
    """Return a sentence of a decision without the words of the board room.

    >>> spoken("Byrådet meddeler dispensation og tiltræder planen.")
    'Byrådet giver dispensation og godkender planen.'
    """
    text = _spoken().rewritten(text, lambda row, told: row.pattern.sub(row.said, told))
    return upper_first(with_counts(text))


class _Word(NamedTuple):
    pattern: re.Pattern[str]
    to: str
    forms: dict[str, str]

    def said(self, match: re.Match[str]) -> str:
        return self.forms[match.group()] if self.forms else match.expand(self.to)


@cache
def _spoken() -> ByCue[_Word]:
    rows = [
        _Word(re.compile(row["from"]), row.get("to", ""), row.get("forms", {}))
        for row in load_lexicon("outright")["spoken"]
    ]
    return ByCue([(row, cues_of(row.pattern)) for row in rows])


def with_counts(text: str) -> str:
    """Spell both numbers of a vote or neither.

    >>> with_counts("med fire stemmer mod 2"), with_counts("med 14 stemmer mod otte")
    ('med fire stemmer mod to', 'med 14 stemmer mod otte')
    """
    text = _STOOD.sub(lambda match: number_word(int(match[1])), text)
    return _VOTES.sub(lambda match: f"{match[1]}{number_word(int(match[2]))}", text)


_STOOD = re.compile(r"(?<![\d.,])(\d)(?= (?:stemte|medlemmer)\b)")
_VOTES = re.compile(r"(\b[a-zæøåé]+ stemmer (?:i?mod|for og) )(\d{1,2})(?!\d|[.,]\d)")

"""A note that no rule can tell, in its own words: "I sagen står der: »44 borgere«".

It says no more than that it stands there. It has a figure, and no number of a case.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.blocks import BULLETS
from pipeline.lexicon import load_lexicon

QUOTES = "I sagen står der: "
_MORE = "Der står også: "
_FACT = re.compile(
    r"\d ?(?:%|pct|kr|mio|t\.kr)|\buge \d|"
    r"\d\. ?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)|"
    r"(?<![\d./-])\d{1,3}(?:\.\d{3})*(?:,\d+)? [a-zæøå]{3,}|: \d|\d,\d|"
    r"^[A-ZÆØÅ][a-zæøå]{4,} \d{2,3}(?:\.\d{3})*(?=[,. (]|$)"
)
_MOST_WORDS = 14
_ALL_WORDS = 24


def told_quote(note: str) -> str | None:
    """Return a note in its own words, None where it tells no fact.

    >>> told_quote("- Brugere: 44 borgere"), told_quote("Sagsnr. 24-001"), told_quote("Ny hal")
    ('I sagen står der: »Brugere: 44 borgere«.', None, None)
    """
    text = " ".join(note.split())
    text = re.sub(rf"^(?:(?:[{BULLETS}]+|\(?\d{{1,2}}[.)])\s+|Svar: )", "", text).rstrip(",; ")
    text = text if text.endswith((" kr.", " pct.")) else text.rstrip(".")
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or not _FACT.search(text) or _noise().search(text):
        return None
    if re.search(r"(?:^|[ (])[-–]\d", text):
        # What a sign means, each municipality decides for itself.
        return None
    if text.count("(") != text.count(")") or text.endswith(":"):
        return None
    return f"{QUOTES}»{text}«."


def is_quote(said: str) -> bool:
    """Tell whether a sentence tells notes in their own words."""
    return said.startswith((QUOTES, _MORE))


def joined(first: str, second: str) -> str | None:
    """Return two quotations as one sentence, None where that would be too long.

    >>> joined("I sagen står der: »Udlån: 9«.", "I sagen står der: »Børn: 3«.")
    'I sagen står der: »Udlån: 9« og »Børn: 3«.'
    """
    if " og »" in first:
        return None
    text = f"{first[:-1]} og {second[len(QUOTES) :]}"
    return text if len(text.split()) <= _ALL_WORDS else None


def more(quote: str) -> str:
    """Return a quotation as it reads right behind another.

    >>> more("I sagen står der: »Børn: 3«.")
    'Der står også: »Børn: 3«.'
    """
    return f"{_MORE}{quote[len(QUOTES) :]}"


def says_its_matter(question: str) -> bool:
    """Tell whether the answer to a question says by itself what it is about.

    >>> says_its_matter("Hvad koster det?"), says_its_matter("Hvor mange søgte?")
    (True, False)
    """
    pattern = load_lexicon("notes")["plain_question"]["pattern"]
    return re.search(pattern, question, re.IGNORECASE) is not None


@cache
def _noise() -> re.Pattern[str]:
    return re.compile(load_lexicon("notes")["unquoted"]["pattern"], re.IGNORECASE)

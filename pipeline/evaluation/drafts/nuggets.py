"""Does a text hold a nugget? Numbers and dates are made alike first, words meet by their stems."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.danish.dates import find_dates, format_date
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import stem, tokenize

_COUNTED = {word: str(value) for word, value in NUMERALS.items()}
_SAME = (
    (re.compile(r"\bpct\b\.?|%"), " procent"),
    (re.compile(r"\bmillion(?:er)?\b|\bmill\b\.?"), "mio."),
    (re.compile(r"\bmilliard(?:er)?\b"), "mia."),
    (re.compile(r"\bkroner\b|\bkr\b(?!\.)"), "kr."),
    (re.compile(r"(?<=\d),0+(?!\d)"), ""),
    (re.compile(r"\s+"), " "),
)
_YEAR = re.compile(
    r"(?<=\d\. )(januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|"
    r"december) (?:19|20)\d\d"
)


def holds(text: str, nugget: str) -> bool:
    """Tell whether *text* holds a nugget, "a|b" being held where either is.

    The words may stand as they are, or all in one sentence in any form and order. A date is held
    by day and month.

    >>> holds("Salget gav seks mio. kroner.", "6 mio. kr."), holds("Salget gav 16 mio.", "6 mio.")
    (True, False)
    >>> holds("De blev udsat til 31.08.2024.", "31. august|udsættelse")
    True
    >>> holds("Hjemmeplejen vurderer antallet.", "vurderede antal"), holds("Nej.", "ja")
    (True, False)
    """
    return any(_holds(text, one) for one in nugget.split("|") if one.strip())


def recall(text: str, nuggets: tuple[str, ...]) -> int:
    """Return how many of the nuggets the text holds."""
    return sum(holds(text, nugget) for nugget in nuggets)


def _holds(text: str, wanted: str) -> bool:
    plain = _YEAR.sub(r"\1", normalize(wanted)).strip(" .")
    before = r"(?<![\w.,])" if plain[:1].isdigit() else r"(?<!\w)"
    after = r"(?![\w]|[.,]\d)" if plain[-1:].isdigit() else ""
    if re.search(before + re.escape(plain) + after, normalize(text)):
        return True
    needed = _stems(plain)
    return bool(needed) and any(needed <= one for one in _sentences(text))


@lru_cache(maxsize=4096)
def normalize(text: str) -> str:
    """Return *text* in lower case with numbers, units and dates written one way.

    >>> normalize("Syv pct. den 1/9-2024")
    '7 procent den 1. september 2024'
    """
    parts, at = [], 0
    for found in find_dates(text):
        if re.search(r"\d$", found.span.of(text)) and not re.search("[a-z]", found.span.of(text)):
            parts += [text[at : found.span.start], format_date(found.date)]
            at = found.span.end
    plain = "".join([*parts, text[at:]]).lower()
    for pattern, to in _SAME:
        plain = pattern.sub(to, plain)
    plain = re.sub(r"[^\W\d_]+", lambda match: _COUNTED.get(match.group(), match.group()), plain)
    return plain.replace("  ", " ")


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[frozenset[str], ...]:
    lines = (line for line in text.split("\n") if line)
    return tuple(
        _stems(normalize(span.of(line))) for line in lines for span in split_sentences(line)
    )


def _stems(text: str) -> frozenset[str]:
    words = (span.of(text) for span in tokenize(text))
    return frozenset(stem(word) for word in words if word not in _LOOSE)


# What a noun phrase may lose or gain in another sentence; negations are not among them.
_LOOSE = frozenset(
    [
        "af",
        "at",
        "den",
        "der",
        "det",
        "de",
        "en",
        "et",
        "for",
        "fra",
        "i",
        "med",
        "og",
        "om",
        "over",
        "på",
        "som",
        "til",
        "ved",
        "er",
        "har",
        "bliver",
    ]
)

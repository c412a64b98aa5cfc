"""Small numbers in words: "6 uger" becomes "seks uger", "punkt 6" stays a name.

A number is a name, and keeps its digits, after one of the words of ``numbered`` in
``lexicon/nouns.toml``. Numbers that stand together are written alike.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.numerals import number_word
from pipeline.danish.verbs import is_finite
from pipeline.lexicon import load_lexicon

_RUN = re.compile(
    r"\d(?<![\w.,/§:–-].)\d{0,6}(?:(?:, (?:og )?| og | eller | til | af | ud af | i?mod )\d{1,7})*"
    r"(?![\w/:–-]|[.,]\d)"
)
# Units that take digits, whatever the number.
_UNIT = re.compile(
    r" (?:mio|mia|kr|procent|km|kvm|m2|m²|ha|meter|grader|tons?|min|kWh)\b|\.| ?%", re.IGNORECASE
)
_SMALLEST, _LARGEST = 2, 10


def spell_counts(text: str) -> str:
    """Return *text* with counted things up to ten in words.

    >>> spell_counts("Projekt 3 og 5 får 6 uger, de andre 3 til 12 uger.")
    'Projekt 3 og 5 får seks uger, de andre 3 til 12 uger.'
    """
    if not _DIGIT.search(text):
        return text
    return _RUN.sub(lambda match: _spelled(match, text), text)


_DIGIT = re.compile(r"\d")
# No noun that numbers something is longer.
_REACH = 80


def _spelled(match: re.Match[str], text: str) -> str:
    run, after = match.group(), text[match.end() :]
    before = text[max(0, match.start() - _REACH) : match.start()]
    numbers = [int(number) for number in re.findall(r"\d+", run)]
    counted = re.match(r" ([a-zæøå]{3,})", after)
    # "T 3": a letter makes it a name.
    if re.search(r"(?<![\w-])[A-ZÆØÅ] $", before):
        return run
    if counted is None or _UNIT.match(after) or _numbered().search(before) or before.endswith("§ "):
        return run
    if not all(_SMALLEST <= number <= _LARGEST for number in numbers):
        return run
    # "Hold 3 oprettes": a noun before and a verb after make it a name, too.
    if is_finite(counted[1]) and re.search(r"(?<!hvoraf )(?<!heraf )(?<=[a-zæøå]{3} )$", before):
        return run
    return re.sub(r"\d+", lambda number: number_word(int(number.group())), run)


@cache
def _numbered() -> re.Pattern[str]:
    words = "|".join(load_lexicon("nouns")["numbered"]["words"])
    return re.compile(
        rf"(?<![\w-])[\w-]*?(?:{words})(?:e?n|e?t|e?r|erne|ene|e|s)?\.?[ \u00a0]$|"
        rf"(?<![\w-])(?:ad|kl|nr|nummer|pkt|stk|kap|afd|sal|side)\.?[ \u00a0]$",
        re.IGNORECASE,
    )

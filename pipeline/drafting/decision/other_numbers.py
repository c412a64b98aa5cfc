"""Does a decision have another number than what was asked for: "20 biler" for "40 elbiler"?"""

from __future__ import annotations

import re

from pipeline.danish.amounts import find_amounts
from pipeline.danish.numerals import NUMERALS


def has_other_sum(asked: str, decided: str) -> bool:
    """Tell whether a decision has another figure of the same unit than what was asked for.

    >>> has_other_sum("lejen stiger med 12 procent", "med en stigning på 6 procent")
    True
    >>> has_other_sum("lejen stiger med 12 procent", "med frist om 6 uger")
    False
    """
    old = {(one.unit, one.value) for one in find_amounts(asked) if one.unit}
    new = {(one.unit, one.value) for one in find_amounts(decided) if one.unit}
    counted = alike_counts(asked, decided)
    # "20 biler" for "40 elbiler"
    fewer = bool(counted) and all(one["n"] != other["n"] for one, other in counted)
    return fewer or any(unit in dict(old) for unit, _ in new - old)


_COUNTED = re.compile(
    rf"(?<![\d.,/])\b(?P<n>\d[\d.]*|én|ét|{'|'.join(NUMERALS)}) "
    r"(?:[a-zæøå]{3,}ede )?"
    r"(?P<of>(?!mio|kr|pct|procent|timer|dage|uger|måneder|gange|stemmer|medlemmer)[a-zæøå]{4,})"
)


def other_count(asked: str, decided: str) -> str | None:
    """Return the count of a yes that is another than what was asked for, None where none is.

    >>> other_count("syv oliefyr udskiftes", "Godkendt for fire oliefyr")
    'fire oliefyr'
    >>> other_count("der ansættes fire lærlinge", "Godkendt, idet de fire lærlinge får en mentor")
    >>> other_count("der ansættes fire lærlinge", "Begrundelsen er, at to lærlinge er nok")
    """
    if not _YES_TO.match(decided):
        return None
    others = [two for one, two in alike_counts(asked, decided) if one["n"] != two["n"]]
    same = any(one["n"] == two["n"] for one, two in alike_counts(asked, decided))
    return others[0].group() if others and not same else None


# "Godkendt for fire oliefyr", "Otte kurser godkendt"
_YES_TO = re.compile(
    r"(?:Godkend|Tiltr|Vedt|Anbefal|Bevil|Imødekom)\w+(?:[ ,:]+(?:dog|men))*[ ,:]+"
    r"(?:(?:alene|kun|med|for|til|på|som) )*(?:[\w ]+: )?(?=\d|[a-zé]+ [a-zæøå])|"
    r"(?:De )?[\dA-ZÆØÅ][\wé]* [\w ]{3,40}? (?:godkendes|godkendt|tiltrædes|bevilges|anbefales)\b"
)


def alike_counts(asked: str, decided: str) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Return the counts of the same thing: "20 biler" and "40 elbiler"."""
    return [
        (one, other)
        for one in _COUNTED.finditer(asked.lower())
        for other in _COUNTED.finditer(decided.lower())
        if _stem(one["of"]).endswith(_stem(other["of"]))
        or _stem(other["of"]).endswith(_stem(one["of"]))
    ]


def _stem(noun: str) -> str:
    return re.sub(r"(?<=[a-zæøå]{3})(?:erne|er|e|r)$", "", noun)

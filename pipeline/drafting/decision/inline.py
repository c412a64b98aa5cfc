"""Points that stand in one sentence: "at A sker, at B sker, og at C sker"."""

from __future__ import annotations

import re

from pipeline.danish.verbs import (
    LIKE_PASSIVE,
    has_finite,
    is_finite,
    verb_of_passive,
    verb_of_present,
)

# The introduction once more, or who is to approve; "planen indstilles til Byrådet" is a point.
NO_POINT = re.compile(
    r"bilag \d|"
    # "Bibliotekschefen foreslår længere åbningstid": a thing, and no clause.
    r"[\w-]*(?:chefen|direktøren|lederen|forvaltningen|administrationen|centret|staben|"
    r"afdelingen|sekretariatet) (?:foreslår|anbefaler) (?!at\b|over\b|til\b|.*\bafsl)|"
    r"(?:\w+ )?indstiller\b|(?:(?:det|der) )?indstilles\b|"
    r"[^,.]{0,90}\b(?:indstiller|fastholder (?:sin )?indstilling(?:en)?\b.*)$",
    re.IGNORECASE,
)


def divided(clause: str) -> list[str]:
    """Divide what asks for several things into a clause for each.

    >>> divided("X tages til efterretning, og at Y sker")
    ['X tages til efterretning', 'Y sker']
    >>> divided("fristen rykkes, at reglen afskaffes, og at ordningen evalueres i maj")
    ['fristen rykkes', 'reglen afskaffes', 'ordningen evalueres i maj']
    >>> divided("udvalget anbefaler, at fristen rykkes, og at ordningen evalueres i maj")
    ['udvalget anbefaler, at fristen rykkes, og at ordningen evalueres i maj']
    """
    if not clause:
        return []
    several = _several(clause)
    if several:
        return several
    two = _TWO_NOTED.match(clause) or _TWO.match(clause)
    if two is None:
        return [clause]
    second = [] if NO_POINT.match(two[2]) else [two[2]]
    return [two[1], *second]


_TWO_NOTED = re.compile(
    r"(.{4,80}\btil (?:efterretning|orientering)),? (?:og )?at (\S+ .+)$", re.DOTALL
)
# "… indstiller, at X tildeles, og at Y bruges": the first half holds no clause of its own.
_TWO = re.compile(
    r"((?:der )?(?:(?!\b(?:at|om|hvis|som|der|når)\b)[^;:]){8,}?), og at (\S+ \S+.*)$", re.DOTALL
)


def _several(clause: str) -> list[str]:
    """Return the clauses of a list of three or more; [] where one may hang on another."""
    parts = [part.strip(" ,") for part in _AND_AT.split(clause)]
    alone = all(map(_stands, parts[:-1])) and _is_clause(parts[-1])
    return parts if len(parts) >= _LIST and alone else []


def _is_clause(part: str) -> bool:
    return has_finite(part) or _PASSIVE_LIKE.search(part) is not None


_LIST = 3
_AND_AT = re.compile(r"[,;] (?:(?:og|samt) )?at (?=\S+ \S)")


def _stands(part: str) -> bool:
    """Tell whether a clause is whole, and takes no "at" behind it: "det sikres, at …" does."""
    words = part.split()
    last = words[-1].strip(".,") if words else ""
    verb = verb_of_present(last)
    asks = _TAKES_AT.search(part) or (verb is not None and is_finite(last))
    formal = part.startswith("det ") and verb_of_passive(last) is not None
    return _is_clause(part) and not asks and not formal


# "fristen rykkes": the s-passive of a verb that no table holds.
_PASSIVE_LIKE = re.compile(f" {LIKE_PASSIVE}")


_TAKES_AT = re.compile(
    r"\b(?:anbefale|indstille|beslutte|meddele|oplyse|tilkendegive|præcisere|bemærke|forudsætte|"
    r"sikre|betyde|ønske|foreslå|sige|mene|vurdere|notere sig|konstatere)r?s?$|"
    r"\b(?:om|af|på|til|for|ved|med|efter|så|således|sådan|vilkår|betingelse|forudsætning|krav|"
    r"bemærkning|tilføjelse|ændring|måde|forslag)$|\b(?:anbefaler|indstiller|foreslår)\b",
    re.IGNORECASE,
)

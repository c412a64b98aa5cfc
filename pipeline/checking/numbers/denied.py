"""A number denied: "4 procent har ikke oplevet det", where the item knows no "not" of the four.

Who denies something rarely counts it. Where a clause does both, a sentence of the item that has
the number has to say no in some way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact
from pipeline.checking.meaning.negations import OF_MEASURE
from pipeline.checking.numbers.same import facts_of, is_same
from pipeline.checking.roots import clauses_of
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag

# The "not" of a whole clause: "men ikke for mad" takes back a part alone.
_NOT = re.compile(
    r"\b(?:er|var|har|havde|blev|bliver|skal|skulle|kan|kunne|får|fik|vil|ville|må) ikke\b"
    r"(?! (?:endnu )?(?:truffet|taget|besluttet|afgjort))",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"{load_lexicon('hedges')['negation']['plain']}|\b(?:uden|kun|nej|afvis\w*|afslag\w*|mangl\w*|"
    r"udgå\w*|udsat|udsæt\w*|udsky\w*|aflys\w*|mod|imod|i stedet|først|undtag\w*|dog|frafald\w*)\b",
    re.IGNORECASE,
)
# "kan ikke tiltræde, at procenten stiger til 43": the "not" is of the agreeing.
_HANGS_ON_NO = re.compile(
    r"[^,;.]*\bikke (?:\w+ ){0,2}(?:tiltræde|anbefale|støtte|godkende|tilslutte sig|gå med til|"
    r"gå ind for|bakke op om)(?: (?:forslaget|indstillingen) om)?,? at\b",
    re.IGNORECASE,
)
_REFUSED = frozenset({Decision.AFVIST, Decision.UDSAT, Decision.INGEN_BESLUTNING})
_KINDS = ("kr.", "procent", "date", "count")


def check_denied(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a clause that denies a number which the item only affirms."""
    if not claim.is_reworded:
        return
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    if values & _REFUSED or not _NOT.search(claim.text) or OF_MEASURE.search(claim.text):
        return
    end = 0
    for clause in clauses_of(claim.text):
        start, end = end, end + len(clause)
        if not _NOT.search(clause) or _HANGS_ON_NO.match(claim.text, 0, end):
            continue
        for fact in claim.unit.facts:
            spelled = fact.kind == "count" and not claim.text[fact.span.start].isdigit()
            inside = start <= fact.span.start < end and fact.kind in _KINDS and not spelled
            if inside and _is_affirmed(claim, fact):
                yield claim.flag(
                    "red",
                    "naegtelse-tilfoejet",
                    f"Sætningen siger »ikke« om »{fact.span.of(claim.text)}«, men det gør kilden "
                    "ikke. Ret sætningen.",
                )
                return


def _is_affirmed(claim: Claim, fact: Fact) -> bool:
    """Tell whether the item has the number, and no sentence with it that says no."""
    homes = [unit for unit, one in facts_of(claim) if is_same(fact, one)]
    return bool(homes) and not any(_NO.search(unit.text) for unit in homes)

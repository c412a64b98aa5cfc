"""What can only be said with a "not": is it said without one?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.checking.meaning.negations import ASKED, NOT
from pipeline.checking.roots import clauses_of
from pipeline.danish.cues import Cued
from pipeline.labels import Decision
from pipeline.records import Flag

_SHOWS = re.compile(
    r"\b(?:viser|gengiver|rummer|indeholder|står|truffet|traf|tog)\b.*\b(?:beslutning|stilling)\b"
)
_TAKES_UP = re.compile(r"\bbehandlede (?:sagen|punktet|forslaget|spørgsmålet)\b")
_SETTLED = re.compile(
    r"\b(?:er|blev) (?:nu |dermed )?(?:afgjort|truffet (?:en )?afgørelse)\b|"
    r"\b(?:tog|har taget|men taget) stilling\b"
)
_REMARKS = re.compile(r"\b(?:indvending|bemærkning)er\b")
_WHETHER = re.compile(
    r"\bhvis\b|(?:^|[,:] |\b(?:drøft\w*|stilling til|vide|se|tvivl|spørg\w*) )om\b"
)
_WAITS = re.compile(
    r"\b(?:uds[aæ]t\w*|udskyd\w*|udskudt|igen|senere|når|efter|før|inden|først|tidligere|nej|høring|"
    r"vente\w*|tilbage)\b",
    re.IGNORECASE,
)
_NEEDS = Cued(
    r"\bbehøver\b|\binhabile? og (?:deltog|stemte)\b|\bnogen beslutning\b|\bbliver til noget\b|"
    r"\b(?:indstille[rs]?|anbefale[rs]?|rejst|sagt|nævnt|aftalt) noget\b|"
    r"\b(?:er|har|blev) endnu (?!ikke|ingen|intet|e[tn]\b|flere|mere|større|mindre)|"
    r", men for (?!at\b|den\b|det\b|første\b)\w+(?:[,.]| og )"
)
_OPEN = frozenset(
    {Decision.OVERSENDT, Decision.DROEFTET, Decision.UDSAT, Decision.INGEN_BESLUTNING}
)


def check_unfounded(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for "behøver", or a decision where there is none, without a "not"."""
    if NOT.search(claim.text) or "uden" in claim.text:
        return
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    none = values <= {Decision.INGEN_BESLUTNING} and _SHOWS.search(claim.text)
    put_off = values == {Decision.UDSAT} and not _WAITS.search(claim.text)
    put_off = put_off and bool(_SHOWS.search(claim.text) or _TAKES_UP.search(claim.text))
    still_open = values and values <= _OPEN and _SETTLED.search(claim.text)
    quiet = values <= {Decision.INGEN_BEMAERKNINGER} and any(
        _REMARKS.search(part) and not ASKED.search(part) for part in clauses_of(claim.text)
    )
    needs = _NEEDS.search(claim.text) and not _WHETHER.search(claim.text)
    if none or put_off or still_open or quiet or needs:
        yield claim.flag(
            "red",
            "naegtelse-tabt",
            "Sætningen mangler et »ikke« eller »ingen«, som kilden har. Ret efter kilden.",
        )

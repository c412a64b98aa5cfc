"""By whom: does the draft name another doer or payer behind "af" than the item does?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checking.claims import Claim
from pipeline.checking.meaning.slots import own_actors
from pipeline.checking.roots import are_kin, root_of, roots_of
from pipeline.danish.verbs import verb_of_participle, verb_of_passive
from pipeline.records import Flag

# "oplyst af leverandøren", "afholdes inden for rammen"
_BY = re.compile(
    r"\b(?P<verb>[a-zæøå]{4,}(?:t|es|de)) (?:[\wæøå]+ )?(?:af|inden for) (?!hensyn|at\b)"
    r"(?P<who>[\wæøåÆØÅ-]+(?: [\wæøåÆØÅ-]+){0,3})"
)


def check_agents(claim: Claim) -> Iterator[Flag]:
    """Yield a flag where the item has the deed done, or paid for, by somebody else."""
    if not claim.is_reworded:
        return
    for verb, who in _doers(claim.text):
        given = [
            (unit, theirs)
            for unit in claim.evidence.units
            for other, theirs in _doers(unit.text)
            if other == verb
        ]
        known = who & (claim.evidence.roots | own_actors() | roots_of("forvaltningen"))
        same = any(are_kin(theirs, who) for _, theirs in given)
        if given and known and not same:
            yield claim.flag(
                "red",
                "byttet-om",
                "Kilden siger, at det er en anden, der gør eller betaler det. Ret efter kilden.",
                *(unit.span for unit, _ in given),
            )
            return


def _doers(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the root of each participle with the roots of who does it."""
    for match in _BY.finditer(text):
        who = roots_of(match["who"])
        if who and (verb_of_participle(match["verb"]) or verb_of_passive(match["verb"])):
            verb = root_of(match["verb"])
            yield "betal" if verb in _pays() else verb, who


@cache
def _pays() -> frozenset[str]:
    return roots_of("betalt finansieret afholdt dækket")

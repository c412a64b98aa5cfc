"""Does a decision say no to what a sentence says was not done?"""

from __future__ import annotations

import re

from pipeline.checking.acts import Stage
from pipeline.checking.grounding import Evidence
from pipeline.checking.roots import clauses_of, roots_of
from pipeline.labels import SAID_YES, Decision, SectionKind

# What a sentence may say was not done, and what says so in a decision.
DENIABLE = frozenset({"droeftet", "efterretning", "oversendt", "hoering", "udpeget", "udsat"})
NOT = re.compile(r"\b(?:ikke|ingen|udgå\w*|udgik|udsat|udsæt\w*)\b", re.IGNORECASE)
MEMBER = re.compile(
    r"(?-i:[A-ZÆØÅ][\w.-]+ [A-ZÆØÅ]|[A-ZÆØÅ]{1,3}\b|Et mindretal|Mindretallet|Liste )[^.]*"
    r"\b(?:ikke|imod|forbehold)\b"
)
# "Godkendt, dog ikke punkt 3" leaves open what the point asks for.
_ANY_POINT = re.compile(
    r"\b(?:punkt\w*|pkt|ad|forslag\w*|indstilling\w*|del\w*|sag\w*|det)\b", re.IGNORECASE
)
_TURNED_DOWN = re.compile(r"\bat (?:udsætte|undlade)\b[^.;]*\b(?:forkastet|nedstemt|faldt)\b", re.I)
_AGREES = re.compile(r"\b(?:godkend|tiltr|anbefal|vedt|bevil|imødekom|beslut)\w*", re.IGNORECASE)


def is_denied(stage: Stage, evidence: Evidence, told: frozenset[str], *, by_body: bool) -> bool:
    """Tell whether the decision says no to *stage*; "Drøftet. … dog ikke …" has been discussed.

    Where the sentence tells one *by* the *body*, a "not" of something else than what is *told* is
    none to that, and what single members can't agree to is no decision.
    """
    values = {label.value for one in evidence.items for label in one.decisions}
    decided = [unit.text for unit in evidence.within(SectionKind.BESLUTNING)]
    if by_body and Decision.AFVIST not in values:
        decided = [text for text in decided if not MEMBER.match(text)]
    if values & stage.decisions and stage.kind in DENIABLE:
        parts = (part for text in decided for part in clauses_of(text))
        return any(NOT.search(one) and _is_named(stage, one) for one in parts)
    if values & {Decision.UDSAT, Decision.INGEN_BESLUTNING, Decision.AFVIST}:
        return not (by_body and values & SAID_YES and _is_agreed(told, decided))
    return any(_says_no_to(told, text) if by_body else NOT.search(text) for text in decided)


def _is_named(stage: Stage, text: str) -> bool:
    return stage.kind != "udsat" and bool(stage.source and stage.source.search(text))


def _is_agreed(told: frozenset[str], decided: list[str]) -> bool:
    """Tell whether a sentence says yes to a thing that is *told*, and none says no to it."""
    yes = [text for text in decided if _AGREES.search(text) and not NOT.search(text)]
    no = [text for text in decided if text not in yes]
    return any(told & roots_of(text) for text in yes) and not any(
        told & roots_of(text) or _ANY_POINT.search(text) for text in no if NOT.search(text)
    )


def _without_motion(part: str, told: frozenset[str]) -> str:
    """Leave out "at udsætte salget blev forkastet", a no to a no, unless that is told."""
    of_motion = any(one.startswith(("udsæt", "ændringsforslag")) for one in told)
    return part if of_motion else _TURNED_DOWN.sub("", part)


def _says_no_to(told: frozenset[str], decision: str) -> bool:
    """Tell whether a sentence of a decision may say no to what is *told*, by its root words.

    Where it says yes in one clause, a "not" in another is of what stands there.

    >>> told, text = roots_of("planen for byen"), "Godkendt, idet skiltene ikke flyttes"
    >>> _says_no_to(told, text), _says_no_to(roots_of("skilte"), text)
    (False, True)
    """
    parts = clauses_of(decision) if _AGREES.search(decision) else (decision,)
    return any(
        NOT.search(_without_motion(part, told))
        and (told & roots_of(part) or _ANY_POINT.search(part))
        for part in parts
    )

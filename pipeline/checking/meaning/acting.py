"""Does a body, or the municipality, carry out in the draft what the decision does not?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Evidence, mentions_in
from pipeline.checking.meaning.stage import body_of, decisions_of
from pipeline.checking.roots import root_of
from pipeline.danish.bodies import Mention
from pipeline.danish.verbs import verb_of_past
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag

_WORD = re.compile(r"[^\W\d_]+")
# The municipality carries out what its body decided.
_BY_ALL = re.compile(r"(?:Kommunen|Regionen|Udvalget|Rådet) (?P<verb>[a-zæøå]+)\b(?! ikke)")


def check_acting(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a deed of the body that met which its decision does not bear out."""
    yield from _other_verbs(claim)
    yield from _acting(claim)


def _other_verbs(claim: Claim) -> Iterator[Flag]:
    """Flag "Direktionen afsatte …" where the item only proposes it."""
    acts = find_acts(claim.text)
    evidence = claim.evidence
    own = body_of(evidence.minutes)
    neutral = load_lexicon("stages")["neutral"]["words"]
    approved = any(label.value is Decision.GODKENDT for label in decisions_of(evidence))
    sections = [SectionKind.BESLUTNING, *([SectionKind.INDSTILLING] if approved else [])]
    decided = frozenset().union(*(unit.roots for unit in evidence.within(*sections)))
    for mention in mentions_in(claim.text):
        word = _verb_beside(claim.text, mention)
        inside = any(act.start <= mention.span.end + 1 <= act.end + 1 for act in acts)
        if word is None or word in neutral or inside or mention.body.name != own:
            continue
        root = root_of(word)
        if any(act.stage.pattern.search(word) for act in acts) or root in decided:
            continue
        refused = Decision.AFVIST in {one.value for one in decisions_of(evidence)}
        if refused and re.search(rf"\b{word}\b[^.;]* ikke\b|\bikke {word}\b", claim.text.lower()):
            continue
        if root in _elects() and Decision.UDPEGET in {one.value for one in decisions_of(evidence)}:
            continue
        if root in evidence.roots and not _happened(word, evidence):
            yield claim.flag(
                "red",
                "beslutning-opgraderet",
                f"Teksten siger, at {own} »{word}«, men det står ikke i beslutningen. "
                "Skriv det, organet faktisk gjorde.",
            )


@cache
def _elects() -> frozenset[str]:
    return frozenset(map(root_of, ("valgte", "udpegede", "nedsatte", "fordelte")))


def _acting(claim: Claim) -> Iterator[Flag]:
    """Flag "Udvalget indfører …" where the decision carries nothing out."""
    evidence = claim.evidence
    done = {Decision.GODKENDT, Decision.UDPEGET, Decision.ANDET}
    if done & {label.value for label in decisions_of(evidence)}:
        return
    said = frozenset().union(*(one.roots for one in evidence.within(SectionKind.BESLUTNING)))
    acting = frozenset(load_lexicon("stages")["acting"]["words"])
    by = _BY_ALL.match(claim.text)
    verb = by["verb"] if by and claim.role == "body" else ""
    if verb in acting and root_of(verb) not in said and not _happened(verb, evidence):
        yield _not_decided(claim, verb)
    for mention in mentions_in(claim.text):
        after = _WORD.match(claim.text, mention.span.end + 1)
        before = re.search(r"([^\W\d_]+)\s$", claim.text[: mention.span.start])
        beside = {one.lower() for one in (after and after[0], before and before[1]) if one}
        own = mention.body.name == body_of(evidence.minutes)
        for word in sorted(acting & beside):
            if own and root_of(word) not in said and not _happened(word, evidence):
                yield _not_decided(claim, word)


def _not_decided(claim: Claim, word: str) -> Flag:
    return claim.flag(
        "red",
        "beslutning-opgraderet",
        f"Teksten siger »{word}«, men det er ikke besluttet. Skriv det, organet faktisk gjorde.",
        *(one.span for one in claim.evidence.within(SectionKind.BESLUTNING)),
    )


def _happened(word: str, evidence: Evidence) -> bool:
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return any(pattern.search(unit.text) for unit in evidence.units)


def _verb_beside(text: str, mention: Mention) -> str | None:
    """Return the past form that has the body as its subject: just after or just before it."""
    after = _WORD.search(text, mention.span.end)
    if after and after.start() - mention.span.end == 1 and _is_past(after.group()):
        return after.group().lower()
    words = list(_WORD.finditer(text, 0, mention.span.start))
    if words and mention.span.start - words[-1].end() == 1 and _is_past(words[-1].group()):
        return words[-1].group().lower()
    return None


def _is_past(word: str) -> bool:
    return verb_of_past(word) is not None or (len(word) > 5 and word.endswith("ede"))

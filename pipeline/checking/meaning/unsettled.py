"""Nothing was settled: is a plan, an idea or another's answer told as what is going to be?

Where the decision only discusses, postpones, refuses or sends on, "får leveret mad" and "skal
betale 175 kr." are no facts, whoever has drawn them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Unit, mentions_in
from pipeline.checking.meaning.stage import body_of
from pipeline.checking.meaning.undecided import stays_for_now
from pipeline.checking.roots import clauses_of, frame_roots
from pipeline.danish.cues import Cued
from pipeline.danish.verbs import verb_of_passive
from pipeline.labels import Decision, SectionKind
from pipeline.records import Flag

_UNDECIDED = frozenset(
    {Decision.DROEFTET, Decision.UDSAT, Decision.AFVIST, Decision.OVERSENDT,
     Decision.INGEN_BESLUTNING}
)  # fmt: skip
# A sentence of the source that draws something up.
_DRAWN_UP = re.compile(
    r"\b(?:forslag|foresl\w*|skits\w*|idé\w*|oplæg\w*|ville|kunne|vurdering af|søger om|ansøg\w*|"
    r"ønske\w*|anmod\w*|(?:to|tre|fire) (?:modeller|løsninger|muligheder)|enten|alternativ\w*|"
    r"mulige?|greb|overvej\w*|peger på)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:kommer (?!igen|tilbage|op|med)|får|skal|bliver|overgår|sparer|flytter|fremover|"
    r"fra (?:og med )?(?:den )?\d)\b"
)
_WORD = re.compile(r"[a-zæøå]{4,}es\b")
# What keeps it a plan, or tells what is to happen with it.
_OPEN = re.compile(
    r"\b(?:foresl\w*|forslag\w*|skits\w*|ønske\w*|idé\w*|oplæg\w*|plan\w*|kan|kunne|ville|skulle|"
    r"måske|eventuel\w*|mulig\w*|hvis|om|ikke|ingen|nej|drøft\w*|udsat|udsæt\w*|vente\w*|"
    r"behandle\w*|svar\w*|høring\w*|udtal\w*|undersøg\w*|vurder\w*|stilling|tilbage|igen|i dag|"
    r"senere|først|forelægge\w*|orienter\w*|redegør\w*|notat|indtil|fortsat|stadig|afprøv\w*)\b",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\b(?:udtale\w*|høring\w*|høringssvar|orienter\w*|drøft\w*|bemærkning\w*|efterretning)\b", re.I
)
_SETTLES = Cued(
    r"\bskal (?:nu |derefter )?(?:tage stilling|afgøre|beslutte|godkende|træffe)\b|"
    r"\btager stilling\b|\b(?:afgør|beslutter|træffer)\b"
)
# Where the clause of a verb begins, at the latest.
_OPENS = (",", ";", " inden ", " før ", " indtil ", " så ")
_HALF = 0.5
_LEAST = 2


def check_unsettled(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a plan told as fact, and for a body that is heard and told to decide."""
    if not claim.is_reworded:
        return
    yield from _only_heard(claim)
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    if not values or not values <= _UNDECIDED or _OPEN.search(claim.text) or stays_for_now(claim):
        return
    if not _tells(claim.text) or find_acts(claim.text) or claim.text.endswith("?"):
        return
    source = _source(claim)
    if source is not None and _is_drawn_up(source):
        yield claim.flag(
            "red",
            "forbehold-tabt",
            "Det er ikke besluttet, kun foreslået eller drøftet. Skriv det som et forslag.",
            source.span,
        )


def _tells(text: str) -> bool:
    """Tell whether a sentence says what is going to be: "får", "fremover", "flyttes"."""
    passives = (match.group() for match in _WORD.finditer(text))
    return _TOLD.search(text) is not None or any(map(verb_of_passive, passives))


def _source(claim: Claim) -> Unit | None:
    """Return the sentence that has most of what is told; None where none has half of it."""
    keys = claim.unit.keys - frame_roots()
    units = [unit for unit in claim.evidence.units if unit.section is not None]
    known = {key for key in keys if any(key in unit.keys for unit in units)}
    best = max(units, key=lambda unit: len(known & unit.keys), default=None)
    shared = len(known & best.keys) if best else 0
    return best if shared >= _LEAST and shared >= _HALF * len(known) else None


def _is_drawn_up(unit: Unit) -> bool:
    asks = unit.section is SectionKind.INDSTILLING
    return asks or (
        unit.section is not SectionKind.BESLUTNING and _DRAWN_UP.search(unit.text) is not None
    )


def _only_heard(claim: Claim) -> Iterator[Flag]:
    """Flag "HovedMED skal tage stilling" where the decision asks HovedMED for an opinion."""
    own = body_of(claim.evidence.minutes)
    settles = _SETTLES.search(claim.text)
    if settles is None:
        return
    start = max(0, *(claim.text.rfind(word, 0, settles.start()) for word in _OPENS))
    for mention in mentions_in(claim.text[start : settles.start()])[-1:]:
        name = mention.body.name
        said = [
            part
            for unit in claim.evidence.within(SectionKind.BESLUTNING, SectionKind.INDSTILLING)
            for part in clauses_of(unit.text)
            if any(one.body.name == name for one in mentions_in(part))
        ]
        if name != own and said and all(_HEARD.search(part) for part in said):
            yield claim.flag(
                "red",
                "naeste-led",
                f"{name} skal kun høres; det er ikke {name}, der afgør sagen. Ret, hvem der gør.",
            )
            return

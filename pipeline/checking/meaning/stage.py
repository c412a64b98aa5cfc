"""Does the draft say more than the body decided?

Verbs that tell what a body did are mapped to a rung of the ladder in ``lexicon/stages.toml``.
The words have to be licensed by the item's decision labels or its decision text; where the item
is approved, also by the recommendation that was approved. What another body did is history and
has to be told as such in the item. What a next body will do is no claim as long as it stands
under "anbefaler, at …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import Act, Stage, find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Evidence, bare_words, is_named_so, mentions_in
from pipeline.checking.meaning.denials import DENIABLE, NOT, is_denied
from pipeline.checking.meaning.points import points_of
from pipeline.checking.meaning.reach import is_for_others, is_only_noted
from pipeline.checking.parties import parties_in
from pipeline.checking.roots import clauses_of, frame_roots, root_of, roots_of
from pipeline.danish.other_bodies import decided_elsewhere
from pipeline.labels import SAID_NO, Decision, SectionKind
from pipeline.records import Flag, Item, Label, Minutes

_GENERIC = re.compile(r"\b(?:udvalget|rådet|bestyrelsen)\b", re.IGNORECASE)
_SENDS = re.compile(r" (?:enstemmigt )?at (?:sende|oversende|henvise|udpege|vælge)\b")
_WORD = re.compile(r"[^\W\d_]+")
_VERBS = roots_of("har er blev skal kan vil")


def check_stage(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for every act in the sentence that the item does not bear out."""
    source = claim.source
    if source is not None and source.section not in (None, SectionKind.INDSTILLING):
        return  # "Byrådet vedtog den 3. maj planen" is what the item itself says
    acts = find_acts(claim.text)
    for act in acts:
        if act.governed is None and not act.conditional and not _is_support(claim.text, act):
            yield from _check(claim, act)


def _is_support(text: str, act: Act) -> bool:
    """Tell whether a party backs something, as those who lost did: "SF bakkede op om forslaget"."""
    backs = text.startswith("bak", act.start)
    return backs and act.body is None and bool(parties_in(text[: act.start].rpartition(",")[2]))


def body_of(minutes: Minutes) -> str | None:
    """Return the name of the body that met, as the table of bodies writes it."""
    mentions = mentions_in(minutes.body or "")
    return mentions[0].body.name if mentions else minutes.body


def bodies_after(item: Item, minutes: Minutes) -> tuple[str, ...]:
    """Return the bodies that the item still has to pass after the one that met."""
    own = body_of(minutes)
    names = [_canonical(name) for name in item.route]
    if own in names:
        return tuple(name for name in names[names.index(own) + 1 :] if name != own)
    return tuple(names)


def _check(claim: Claim, act: Act) -> Iterator[Flag]:
    evidence = claim.evidence
    own = body_of(evidence.minutes)
    other = act.body is not None and own is not None and not is_named_so(act.body, own)
    denial = _denial(claim, act, other=other)
    if denial is not None:
        yield denial
        return
    undone = {label.value for label in decisions_of(evidence)} <= SAID_NO
    if undone and act.stage.kind in _FINISHED and act.body == own and not _WAITS.search(claim.text):
        yield _upgraded(claim, act)
        return
    if undone and act.stage.kind == "godkendt" and _TO_WAIT.match(claim.text, act.end):
        return
    yes = act.stage.kind in ("godkendt", "anbefalet", "endelig") and not other
    passed_on = is_for_others(claim, act, own) or is_only_noted(claim, act)
    if not (undone and yes) and not passed_on and _told(act, evidence):
        return
    decision = tuple(unit.span for unit in evidence.within(SectionKind.BESLUTNING))
    if other and _WILL.match(claim.text, act.start) and _is_later(act.body, evidence):
        return  # "skolernes del afgør Børneudvalget" tells of what is to come
    if other:
        printed = _printed_of(act, evidence)
        if act.stage.rung > 1 and act.stage.kind not in (printed or ()):
            yield claim.flag(
                # Its decision is printed, in words that no rule knows.
                "red" if printed is None or printed else "yellow",
                "forkert-organ",
                f"Punktet viser ikke, at {act.body} har gjort det (»{act.stage.danish}«). "
                f"Det var {own}, der holdt mødet. Ret organet eller verbet.",
                *decision,
            )
        return
    sends = _SENDS.match(claim.text, act.end) is not None
    licensed = _licensed(act.stage, evidence, sends=sends) or _by_others(claim, act)
    if not licensed or passed_on:
        yield _upgraded(claim, act)


def _is_later(body: str | None, evidence: Evidence) -> bool:
    later = {n for one in evidence.items for n in bodies_after(one.item, evidence.minutes)}
    named = {
        mention.body.name
        for unit in evidence.within(SectionKind.BESLUTNING)
        for mention in mentions_in(unit.text)
    }
    # "Sagen afgøres af Byrådet."
    settles = body is not None and f" afgøres af {bare_words(body)} " in evidence.printed
    return settles or body in later | named


def _upgraded(claim: Claim, act: Act) -> Flag:
    evidence = claim.evidence
    decision = tuple(unit.span for unit in evidence.within(SectionKind.BESLUTNING))
    names = ", ".join(sorted({label.value.danish for label in decisions_of(evidence)}))
    found = f"beslutningen er: {names}" if names else "ingen beslutning i referatet siger det"
    top = max((_RUNGS[label.value] for label in decisions_of(evidence)), default=1)
    rule = "beslutning-opgraderet" if act.stage.rung > top else "beslutning-forkert"
    # "Godkendt, dog fastholdes billetten på 45 kr." is a no to the rest.
    limits = any(_LIMITS.search(unit.text) for unit in evidence.within(SectionKind.BESLUTNING))
    return claim.flag(
        "yellow" if act.stage.kind == "afvist" and limits else "red",
        rule,
        f"Teksten siger »{act.stage.danish}«, men {found}. Skriv det, organet faktisk gjorde.",
        *decision,
    )


_LIMITS = re.compile(
    r"\b(?:dog|undtage\w*|bortset fra|fastholdes?|udgår|i stedet)\b", re.IGNORECASE
)
# The present tense of what another body is to do.
_WILL = re.compile(r"(?:afgør|beslutter|godkender|vedtager|bevilger|fastsætter)\b", re.IGNORECASE)
_AGREED = 3
_FINISHED = ("godkendt", "endelig")
# What may be decided of a matter that is put off or refused.
_WAITS = re.compile(
    r"\b(?:udsæt\w*|udsat\w*|udskyd\w*|udskudt|vente\w*|tilbage|afslag\w*|afvis\w*|ikke|nej|igen|"
    r"genoptag\w*|undersøg\w*|høring|forslag\w*|ændringsforslag\w*)\b",
    re.IGNORECASE,
)
_TO_WAIT = re.compile(
    r"(?: (?:derefter|herefter|derfor|så|enstemmigt))? at "
    r"(?:udsætte|udskyde|vente|tage (?:sagen|den|det) op)\b"
)
_BODY = re.compile(
    r"^(?!.*\bmedlem).*(?:udvalget|rådet|bestyrelsen|direktionen)(?: der| som)?\s$", re.IGNORECASE
)
_NOT_YET = re.compile(r"\b(?:er|blev|var) (?:endnu )?ikke (?:besluttet|vedtaget|godkendt)\b", re.I)


def _denial(claim: Claim, act: Act, *, other: bool) -> Flag | None:
    """Return a flag for a "not" that the decision does not have."""
    refused = act.stage.kind == "afvist" and not other
    if not act.negated or not (act.stage.kind in DENIABLE or refused):
        return None
    values = {label.value for label in decisions_of(claim.evidence)}
    if values & {Decision.OVERSENDT, Decision.UDSAT} and _NOT_YET.search(claim.text):
        return None
    by_body = _BODY.search(claim.text, 0, act.start) is not None
    told = claim.unit.roots - frame_roots() - roots_of(claim.evidence.minutes.body or "")
    if is_denied(act.stage, claim.evidence, told, by_body=by_body):
        return None
    # "Beslutningen godkender ikke, at …", where only a note was asked for.
    return claim.flag(
        "yellow" if values <= {Decision.ANDET} else "red",
        "beslutning-benaegtet",
        "Sætningen siger nej, men beslutningen er et ja. Ret efter beslutningen."
        if refused
        else f"Sætningen benægter, at det er {act.stage.danish}, men det siger kilden ikke. "
        "Ret efter beslutningen.",
        *(unit.span for unit in claim.evidence.within(SectionKind.BESLUTNING)),
    )


_RUNGS = {
    Decision.ANBEFALES: 3,
    Decision.DROEFTET: 2,
    Decision.TAGET_TIL_EFTERRETNING: 2,
    Decision.GODKENDT: 4,
    Decision.AFVIST: 3,
    Decision.UDSAT: 2,
    Decision.OVERSENDT: 2,
    Decision.UDPEGET: 4,
    Decision.INGEN_BEMAERKNINGER: 2,
    Decision.ANDET: 2,
    Decision.INGEN_BESLUTNING: 1,
}


def decisions_of(evidence: Evidence) -> Iterator[Label[Decision]]:
    """Yield the types of decision of the items."""
    for labelled in evidence.items:
        yield from labelled.decisions


def _licensed(stage: Stage, evidence: Evidence, *, sends: bool) -> bool:
    """Tell whether the decision bears out *stage*; *sends*: what was decided is to send it on."""
    values = {label.value for label in decisions_of(evidence)}
    # One of several points; which one is looked at for itself.
    of_point = stage.kind == "afvist" and any(
        one.label and one.agreed is False for one in points_of(evidence)
    )
    if "*" in stage.decisions or values & stage.decisions or _is_done(stage, evidence) or of_point:
        return True
    if stage.kind == "endelig":
        return _is_final(evidence) or _says(stage, evidence, SectionKind.BESLUTNING)
    if stage.kind == "godkendt" and values & {Decision.OVERSENDT, Decision.UDPEGET} and sends:
        return True
    if stage.kind == "oversendt" and any(
        bodies_after(labelled.item, evidence.minutes) for labelled in evidence.items
    ):
        return True
    # "X udpeges" approved is not X elected.
    if stage.kind != "udpeget" and Decision.GODKENDT in values:
        kinds = (SectionKind.BESLUTNING, SectionKind.INDSTILLING)
        return _says(stage, evidence, *kinds)
    return _says(stage, evidence, SectionKind.BESLUTNING)


def _by_others(claim: Claim, act: Act) -> bool:
    """Tell whether the item says that somebody who is no body did it: "Borgmesteren afgør …"."""
    if act.body is not None:
        return False
    clause = claim.text[: act.start].rpartition(", ")[2]
    subject = roots_of(clause) - _VERBS - {root_of(name) for name in claim.evidence.bodies}
    verb = roots_of(claim.text[act.start : act.end])
    passive = re.match(r"(?:er|blev|bliver|var)\b", claim.text[act.start :]) is not None
    opening = _WORD.match(clause.lstrip(" ,"))
    first = {root_of(opening.group())} & subject if opening else set()
    return (
        bool(subject)
        and not passive
        and any(
            (subject <= unit.roots or (first and first <= unit.roots)) and verb & unit.roots
            for unit in claim.evidence.units
            if unit.section is not SectionKind.INDSTILLING
        )
    )


def _is_done(stage: Stage, evidence: Evidence) -> bool:
    """Tell whether anything but the recommendation says that the thing has been done."""
    kinds = [unit.section for unit in evidence.units if unit.section is not None]
    told = {kind for kind in kinds if kind is not SectionKind.INDSTILLING}
    return stage.kind == "gennemfoert" and _says(stage, evidence, *told)


def _is_final(evidence: Evidence) -> bool:
    return all(
        any(label.value is Decision.GODKENDT for label in labelled.decisions)
        and labelled.item.route
        and not bodies_after(labelled.item, evidence.minutes)
        for labelled in evidence.items
    )


def _says(stage: Stage, evidence: Evidence, *kinds: SectionKind) -> bool:
    """Tell whether a clause of the sections says it, and not that it was not done."""
    if stage.source is None:
        return False
    yes = stage.rung >= _AGREED and stage.kind != "afvist"
    cut = clauses_of if stage.kind != "gennemfoert" else _PIECES.split
    parts = (one for unit in evidence.within(*kinds) for one in cut(unit.text))
    # "anbefales frigivet" frees nothing
    passed_on = _PASSES_ON if stage.kind == "godkendt" else _NEVER
    return any(
        stage.source.search(one) and not (yes and NOT.search(one)) and not passed_on.search(one)
        for one in parts
    )


_PIECES = re.compile(r"[,;]\s|\smen\s")
_PASSES_ON = re.compile(r"\banbefal|\bindstil", re.IGNORECASE)
_NEVER = re.compile(r"(?!)")


def _told(act: Act, evidence: Evidence) -> bool:
    """Tell whether the item's own text tells this act as something that has happened."""
    for unit in evidence.units:
        if unit.section is SectionKind.INDSTILLING and (
            act.stage.kind != "gennemfoert" or _PROPOSES.search(unit.text)
        ):
            continue
        generic = _GENERIC.search(unit.text) and act.body in evidence.bodies
        for one in find_acts(unit.text):
            same = one.body == act.body or act.body is None or (one.body is None and generic)
            if one.stage.kind == act.stage.kind and one.governed is None and same:
                return True
    return False


def _printed_of(act: Act, evidence: Evidence) -> frozenset[str] | None:
    """Return what another body's own decision, printed under the item, says; None without one."""
    text, said = evidence.minutes.text, None
    for labelled in evidence.items:
        for one in decided_elsewhere(text, labelled.item.sections):
            if is_named_so(act.body or "", one.body):
                kinds = {found.stage.kind for found in find_acts(one.section.body.of(text))}
                said = (said or frozenset()) | kinds
    return said


# "Løsning: Ni ledere besøger firmaer. 31 besøg er gennemført." tells of what was done already.
_PROPOSES = re.compile(r"\bat\b|\bindstill|\bforesl|\banbefal|\bnår\b|\bhvis\b", re.IGNORECASE)


def _canonical(name: str) -> str:
    mentions = mentions_in(name)
    return mentions[0].body.name if mentions else name

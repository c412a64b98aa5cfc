"""Is the decision told whole: its limits, its votes, and that there is one at all?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.drafting.decision.votes import is_lost, vote_sentence
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Draft, Flag, LabelledItem, Paragraph

_LIMIT = re.compile(
    r"^\w+ (?:for|indtil|frem til|til og med|i) (?P<size>en|et|to|tre|fire|fem|seks|\d+)\b"
    r"[^.]*?\b(?P<unit>år|måned|uge|dag)",
    re.IGNORECASE,
)
_PROVIDED = re.compile(
    r"^(?:Godkendt|Tiltrådt|Vedtaget|Anbefales|Godkendes|Tiltrædes)\b[^.]{0,30}?\b"
    r"(?:under forudsætning|på betingelse|forudsat|betinget)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:hvis|når|forudsæt\w*|forudsat|beting\w*|først|kræve\w*|skal|krav|inden|efter at|"
    r"så snart|vilkår\w*|medmindre)\b"
)
_REFUSED_ALL = re.compile(r"\b(?:godkendte|anbefaler) ikke indstillingen\b|\bsagde nej til indst")
# "Udvalget sagde nej til punkt 2. Det skete med fem stemmer mod fire."
_SAID_NO = re.compile(r"\b(?:sagde nej|forkastede|afviste|stemte forslaget ned)\b")
_YES = frozenset(
    {Decision.GODKENDT, Decision.ANBEFALES, Decision.TAGET_TIL_EFTERRETNING, Decision.UDPEGET}
)


def check_whole(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a sentence that says less, or other, than the decision it tells."""
    evidence = claim.evidence
    decided = tuple(evidence.within(SectionKind.BESLUTNING))
    spans = tuple(unit.span for unit in decided)
    absent = [
        one.span for item in evidence.items for one in item.passages if one.kind == "attendance"
    ]
    missed = any(
        len(unit.text.split()) > 1 and not any(one.overlaps(unit.span) for one in absent)
        for unit in decided
    )
    if _says_none(claim.text) and (missed or any(_in_prose(one) for one in evidence.items)):
        yield claim.flag(
            "red",
            "beslutning-overset",
            "Teksten siger, at referatet ikke viser nogen beslutning, men det er ikke sikkert. Læs "
            "punktet, og skriv beslutningen, hvis der står en.",
            *spans,
        )
    values = {label.value for labelled in evidence.items for label in labelled.decisions}
    single = len(evidence.items) == 1
    told = (False, True)
    counted = [
        unit.text
        for unit in (decided if "stem" in claim.text.lower() else ())
        if claim.text in [vote_sentence(unit.text, refused=one) for one in told]
    ]
    if counted and single and values != {Decision.AFVIST}:
        lost = all(is_lost(text) for text in counted) or _motion_fell(claim, counted[0])
        if lost and not _SAID_NO.search(claim.before):
            yield _wrong_votes(claim)
    if single and _REFUSED_ALL.search(claim.text) and values & _YES:
        yield claim.flag(
            "red",
            "beslutning-forkert",
            "Teksten siger nej til hele indstillingen, men noget af den blev besluttet. Skriv "
            "hver del.",
            *spans,
        )


def check_limits(labelled: LabelledItem, paragraph: Paragraph, draft: Draft) -> Iterator[Flag]:
    """Yield a flag where "godkendt for to år" has lost its two years."""
    told = " ".join(sentence.text for block in paragraph.blocks for sentence in block).lower()
    for section in labelled.item.parts(SectionKind.BESLUTNING):
        proviso = _PROVIDED.match(section.body.of(draft.minutes.text).strip())
        if proviso and not _KEPT.search(told):
            yield Flag(
                "red",
                "vilkaar-tabt",
                f"Beslutningen har et vilkår (»{proviso.group()} …«), men det står ikke i teksten. "
                "Tilføj det.",
                None,
                (section.body,),
            )
        match = _LIMIT.match(section.body.of(draft.minutes.text).strip())
        if match and not re.search(rf"\b{match['size'].lower()}\b.*{match['unit'].lower()}", told):
            yield Flag(
                "red",
                "vilkaar-tabt",
                f"Beslutningen gælder kun en tid (»{match.group()}«), men det står ikke i "
                "teksten. Tilføj det.",
                None,
                (section.body,),
            )


def _in_prose(labelled: LabelledItem) -> bool:
    return all(section.kind is SectionKind.TEKST for section in labelled.item.sections)


def _says_none(text: str) -> bool:
    fixed = load_lexicon("frames")["sentence"]
    group = re.escape(fixed["uden_beslutning"]).replace(r"\{count\}", r"\w+")
    return text in (fixed["ingen_beslutning"], fixed["ingen_beslutning_kort"]) or bool(
        re.match(group.replace(r"\{titles\}", ".+"), text)
    )


def _motion_fell(claim: Claim, counted: str) -> bool:
    """Tell whether the sentence after the count says that a motion fell by it."""
    text = claim.evidence.minutes.text
    at = text.find(counted)
    after = text[at + len(counted) : at + len(counted) + 80]
    return at >= 0 and is_lost(after.strip().partition(".")[0])


def _wrong_votes(claim: Claim) -> Flag:
    return claim.flag(
        "red",
        "afstemning-forkert",
        "Stemmetallet gælder et forslag, der faldt, ikke beslutningen. Slet sætningen, eller "
        "find det rigtige tal.",
    )

"""Hedges and conditions: does the draft keep the ones its source has?

Each clause of a draft sentence is lined up with the clauses of the source (see ``alignment``). If
the best one carries a hedge and the draft has nothing like it, the hedge was dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import Aligned, Match
from pipeline.checking.claims import Claim
from pipeline.checking.facts import find_facts, keys_of
from pipeline.checking.meaning.conditions import check_dropped, check_turned
from pipeline.checking.meaning.hedge_rows import Hedge, hedges, hedges_in
from pipeline.checking.meaning.negations import WITHOUT
from pipeline.checking.meaning.undecided import check_undecided
from pipeline.checking.roots import is_among, root_of, roots_of
from pipeline.danish.verbs import has_finite
from pipeline.labels import Decision
from pipeline.records import Flag

_UNDER = re.compile(
    r"\W*(?:og\s)?(?:at|om|som|der|så|fordi|hvis|når|idet|hvor|for at|mens|da)\s", re.IGNORECASE
)
# Hedges that may stand anywhere in the sentence.
_WHOLE = frozenset({"proposal", "condition", "exception", "duty"})
_OF_SENTENCE = frozenset({"condition", "exception"})
# What was asked for: a sentence that tells what was done about it tells it as that.
_ASKED = frozenset({"proposal", "question"})
_ASKING = frozenset({"foreslaaet", "anbefalet"})
# Small words that are lost in many a true rewording: only where nearly all of the clause is used.
_STRICT = frozenset({"ability", "proposal", "condition", "exception", "question"})
_EXPECTED = re.compile(r"\b(?:for)?vente(?:t|de) (?P<noun>[a-zæøå-]{4,})", re.IGNORECASE)
_OVER = re.compile(r"\b(?:mer|mindre|overskrid|overskred)", re.IGNORECASE)
# "Taksten foreslås hævet fra 812 til 935 kr.": the first is what it is today.
_FROM = re.compile(r"\bfra (?:ca\. )?$")
# "så forslaget kan belyses" gives a purpose, "Merforbruget er målt mod …" only a base.
_PURPOSE = re.compile(r"\W*(?:så|således at|for at)\b", re.IGNORECASE)
_AFTERWARDS = re.compile(r"\b(?:når|efter at|først)\b", re.IGNORECASE)
_BASE = re.compile(r"[^,;]*\b(?:er|bliver) (?:målt |opgjort |set )?(?:mod|i forhold til)\b[^,;]*")
_CANNOT = re.compile(r"\bikke (?:kan|kunne)\b|\b(?:kan|kunne) ikke\b", re.IGNORECASE)
_CAN = re.compile(
    r"\b(?:kan|kunne)\s(?:[\wæøå]+\s){0,4}?(?:komme til at )?(?P<what>[\wæøå]+[eå]s?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-zæøå]{3,}")
# The remark of a decision follows after a colon.
_BEFORE_REMARK = re.compile(r"\bmed en (?:bemærkning|tilføjelse|ændring)\s*$")
# Decisions that make a proposal true.
_DONE = frozenset({Decision.GODKENDT, Decision.UDPEGET, Decision.OVERSENDT})
# A source clause counts as used when it has so many of the draft clause's words and this share of
# their weight, and fits so much better than any clause without the hedge.
_LEAST = 2
_USED = 0.6
_STRICTLY = 0.85
_LONG = 4
_MOST = 5
_BETTER = 1.15


def check_hedges(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag for every hedge that the sentence drops."""
    if not claim.is_statement:
        return
    if " – " in claim.text and not has_finite(claim.text):
        return  # "12. december – Økonomiudvalget – budgettet": nothing is said to be so
    answered = any(act.stage.kind not in _ASKING for act in find_acts(claim.text))
    dropped: dict[str, Flag] = {}
    for part in parts:
        scope = _scope(part.text, claim.text)
        for hedge in _printed(part):
            draft = claim.text if hedge.name in _WHOLE else scope
            match = (
                None
                if hedge.keeps.found_in(draft)
                else _hedged(hedge, part, claim.evidence.minutes.date)
            )
            if match is None or _kept_elsewhere(hedge, claim, match):
                continue
            if not _was_decided(hedge, claim) and not (answered and hedge.name in _ASKED):
                dropped.setdefault(
                    hedge.name,
                    claim.flag(
                        hedge.level,
                        "forbehold-tabt",
                        hedge.message,
                        match.unit.span,
                    ),
                )
    yield from dropped.values()
    yield from check_turned(claim)
    if "proposal" not in dropped and claim.role == "body":
        yield from check_undecided(claim, parts)
    if not dropped:
        yield from check_dropped(claim)


def _printed(part: Aligned) -> list[Hedge]:
    """Return the hedges of what a clause may be made of: no other can be dropped."""
    texts = {text for match in part.matches for text in (match.text, match.unit.text)}
    names = frozenset[str]().union(*map(hedges_in, texts))
    return [hedge for hedge in hedges() if hedge.name in names]


def _hedged(hedge: Hedge, part: Aligned, meeting: date | None) -> Match | None:
    """Return the source clause with the hedge, if the draft's clause is made of it.

    A condition, or an exception, belongs to its whole sentence.
    """
    strict = hedge.name in _STRICT
    whole = hedge.name in _OF_SENTENCE
    hedged = [m for m in part.matches if hedge.name in hedges_in(m.unit.text if whole else m.text)]
    if not hedged:
        return None
    told = (m for m in part.matches if m.unit.section is not None)  # a title claims nothing
    held = {id(match) for match in hedged}
    free = max((m.score for m in told if id(m) not in held), default=0.0)
    best = hedged[0]
    least = _MOST if whole else min(_LEAST + strict + (part.size > _LONG), part.size)
    made = best.shared >= least and best.score >= (_STRICTLY if strict else _USED) * part.whole
    if hedge.name == "expectation" and (
        _BASE.fullmatch(part.text.rstrip(".")) or not _reaches(hedge, best.text, part.text, meeting)
    ):
        return None
    if hedge.name == "ability" and (
        _CANNOT.search(best.text) or (_PURPOSE.match(best.text) and _AFTERWARDS.search(part.text))
    ):
        return None
    if hedge.name == "proposal" and _holds_today(best.text, part.text, meeting):
        return None
    if hedge.name == "ability" and not _can_same(best.text, part.text):
        return None
    return best if made and best.score > _BETTER * free else None


def _holds_today(source: str, draft: str, meeting: date | None) -> bool:
    """Tell whether the draft has of what is proposed only the number that it is changed from."""
    told = {fact.value for fact in find_facts(draft, meeting)}
    there = [fact for fact in find_facts(source, meeting) if fact.value in told]
    return bool(there) and all(_FROM.search(source, 0, fact.span.start) for fact in there)


def _reaches(hedge: Hedge, source: str, draft: str, meeting: date | None) -> bool:
    """Tell whether the hedge is of what is said: "mødes i maj og ventes at slutte i juni".

    What is expected before an "og" mostly is so behind it as well; "et forventet merforbrug" is
    of the merforbrug alone.
    """
    noun = _EXPECTED.search(source)
    if noun is not None and len(hedge.source.findall(source)) == 1:
        root = root_of(noun["noun"])
        if _OVER.match(noun["noun"]) and _OVER.search(draft):
            return True
        return is_among(root, roots_of(draft))
    before, _, after = source.partition(" og ")
    if hedge.source.search(before) or not hedge.source.search(after):
        return True
    said = keys_of(draft, meeting)
    return len(said & keys_of(after, meeting)) >= len(said & keys_of(before, meeting))


def _kept_elsewhere(hedge: Hedge, claim: Claim, match: Match) -> bool:
    """Tell whether the sentence has the source's only hedge, though in another of its clauses.

    "38 procent, mod forventet 45" hedges the one figure and not the other.
    """
    if hedge.name != "expectation":
        return False
    said = len(hedge.source.findall(claim.text))
    return 0 < len(hedge.source.findall(match.unit.text)) <= said


def _can_same(source: str, draft: str) -> bool:
    """Tell whether the draft says as done what the source says that somebody can do."""
    told = {root_of(word) for word in _WORD.findall(draft)}
    return any(root_of(match["what"]) in told for match in _CAN.finditer(source))


def _was_decided(hedge: Hedge, claim: Claim) -> bool:
    """Tell whether what the source only proposes was approved, so that it may be told as done."""
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    refused = Decision.AFVIST in values and WITHOUT.search(claim.text) is not None
    return hedge.name in _ASKED and (bool(values & _DONE) or refused)


def _scope(part: str, whole: str) -> str:
    """Return the text that a part's hedges may stand in.

    A part with its own finite verb stands for itself; a part without one, or under another
    ("…, at huset står klar"), may have them from the rest of the sentence.
    """
    if _BEFORE_REMARK.search(part):
        return whole
    return part if has_finite(part) and not _UNDER.match(part) else whole

"""A "not" added: does the sentence deny what the item affirms?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import Aligned, Match
from pipeline.checking.claims import Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.negations import (
    ASKED,
    ATTRIBUTED,
    DENIES,
    IMPLIES,
    NO,
    OF_MEASURE,
    denied_words,
)
from pipeline.checking.meaning.stage import body_of
from pipeline.checking.numbers.decided import CHANGES
from pipeline.checking.roots import clauses_of, root_of, roots_of, times
from pipeline.danish.verbs import has_finite
from pipeline.labels import SAID_NO, Decision, SectionKind
from pipeline.records import Flag

_BUT_NOT = re.compile(r"\b(?:dog|men) ikke\b", re.IGNORECASE)
_NO_DECISION = re.compile(
    r"\b(?:behandl|beslutning|bemærkning|indvending|stilling til)", re.IGNORECASE
)
# "Der er ikke truffet afgørelse", where the matter was only sent on.
_UNSETTLED = re.compile(
    r"\bikke (?:endnu )?(?:truffet|afgjort|afsluttet|besluttet|givet (?:lov|grønt lys))\b|"
    r"\bendnu ikke (?:endeligt? )?(?:truffet|afgjort|besluttet|vedtaget|godkendt|givet)\b|"
    r"\bikke (?:\w+ )?(?:taget stilling|godkendt|købt|solgt|vedtaget)\b[^.;]* endnu\b|"
    r"\bikke (?:godkendt|vedtaget|besluttet) endnu\b",
    re.IGNORECASE,
)
# What is to come has not been: "fonden svarer i oktober", "fonden har endnu ikke svaret".
_NOT_YET = re.compile(r"\bendnu ikke\b|\bikke endnu\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"\bikke\b[^.;]*,? før(?:end)?\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:før|inden)\b", re.IGNORECASE)
_PERHAPS = re.compile(r"\b(?:måske|muligvis|næppe|tvivl\w*|usikker\w*|uvist)\b", re.IGNORECASE)
_WHETHER = re.compile(r"\W*(?:om|hvorvidt)\b", re.IGNORECASE)
_NO_LEAVE = re.compile(r"\bikke (?:lov|tilladelse|dispensation)\b", re.IGNORECASE)
# "i 30 dage og ikke i 90 dage, som foreslået"
_CONTRASTS = re.compile(
    r"\bikke\b[^;]*\bsom (?:[\wæøåÆØÅ-]+ ){0,3}"
    r"(?:foreslået|foreslog|indstillet|indstillede|ønsket|planlagt)\b|"
    r"\bikke (?:var|er|blev|stod) (?:indstillet|foreslået|med i|en del af)\b",
    re.IGNORECASE,
)
# "den 7. april i stedet for den 24. april", "sendes ud uden bilag": a no to what follows alone.
_TO_WHAT_FOLLOWS = re.compile(
    r"(?:\b(?:i stedet for|frem for|og ikke|uden)|, ikke)\b(?:(?! (?:og|men) )[^,;:])*",
    re.IGNORECASE,
)
# "2.540 kr. og ikke 2.760 kr."
_AND_NOT = re.compile(r"\bog ikke (?:den )?\d", re.IGNORECASE)
_WOULD = re.compile(r"\b(?:vil|ville) ikke\b", re.IGNORECASE)
# What may not be so, or not yet.
_IF = re.compile(r"\W*(?:hvis|når|før|inden|indtil|medmindre|såfremt|om|hvorvidt)\b", re.IGNORECASE)
_DONE = frozenset({Decision.GODKENDT, Decision.UDPEGET})
_SILENT = frozenset({Decision.INGEN_BEMAERKNINGER, Decision.INGEN_BESLUTNING, Decision.UDSAT,
                     Decision.AFVIST})  # fmt: skip
# Where what is refused is asked for.
_PROPOSED = (None, SectionKind.INDSTILLING)
# A clause counts as made of what the item says from so much of its weight; what may be the source
# of it fits so well beside the best.
_MADE = 0.3
_NEAR = 0.5
_BEST = 0.9
# Clauses with so many words in common say the same thing, whatever the "not" is about.
_ALIKE = 3
_WHOLE = 0.75
_LEAST = 2


def check_added(claim: Claim, part: Aligned) -> Iterator[Flag]:
    """Yield a flag for a "not" that nothing which the clause may be made of has in any form."""
    if not DENIES.search(part.text) or not part.matches or part.size < 2:
        return
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    open_still = not values & _DONE and _UNSETTLED.search(claim.text)
    if open_still or (values & _SILENT and _NO_DECISION.search(part.text)):
        return
    if affirmed := _affirming(claim, part, values):
        yield _flag(claim, affirmed, "red")
        return
    not_yet = _NOT_YET.search(part.text) is not None
    own = (None, body_of(claim.evidence.minutes))
    acts = (act for act in find_acts(part.text) if not part.text.startswith("ønske", act.start))
    if any(act.negated and act.body in own for act in acts):
        return  # the ladder of decisions looks at those
    denied = denied_words(part.text)
    if any(
        2 * len(denied & denied_words(unit.text)) > len(denied) for unit in claim.evidence.units
    ):
        return
    if any({f"u{root}", f"ufor{root}"} & claim.evidence.roots for root in denied):
        return  # "de uforbrugte midler": what was not used
    made = part.best >= _MADE * part.whole or part.matches[0].shared >= _ALIKE
    made = made and not _is_otherwise_said(claim, part)
    if made and not _is_denied(claim, part, values):
        # "Godkendt, dog fastholdes billetten på 45 kr." is a no in other words, to some of it.
        decided = claim.evidence.within(SectionKind.BESLUTNING)
        limited = any(CHANGES.search(unit.text) for unit in decided) and _WOULD.search(part.text)
        yield _flag(claim, part.matches[0], "yellow" if limited or not_yet else "red")


def _flag(claim: Claim, match: Match, level: Literal["red", "yellow"]) -> Flag:
    return claim.flag(
        level,
        "naegtelse-tilfoejet",
        "Sætningen har »ikke« eller »ingen«, men det har kilden ikke. Ret sætningen.",
        match.unit.span,
    )


def _affirming(claim: Claim, part: Aligned, values: set[Decision]) -> Match | None:
    """Return a source clause that says of the very word that it is so: "skolen *lukkes*".

    Whoever denies what the minutes say in other words doesn't take their word for it: "fristen er
    overskredet" is "fristen er ikke *holdt*".
    """
    denied = denied_words(part.text)
    if (
        not denied
        # "Et medlem stemte imod, fordi medlemmet ikke ønsker solceller"
        or any(denied <= denied_words(unit.text) for unit in _with_most(claim, part))
        or _IF.match(part.text)
        or OF_MEASURE.search(part.text)
        or _CONTRASTS.search(claim.text)
    ):
        return None
    match = part.matches[0]
    if _NOT_YET.search(part.text) or (_PERHAPS.search(part.text) and IMPLIES.search(match.text)):
        return None
    asked = match.unit.section in _PROPOSED or ASKED.search(match.text)
    if match.score < _WHOLE * part.whole or match.shared < _LEAST or match.unit.section is None:
        return None
    # "Det var foreslået, at der ikke søges", and it was decided otherwise
    told = match.unit.section is SectionKind.BESLUTNING and ATTRIBUTED.match(claim.text)
    if told or (values & SAID_NO and asked) or _IF.match(match.text) or NO.search(match.unit.text):
        return None
    return match if denied <= roots_of(match.text) else None


def _with_most(claim: Claim, part: Aligned) -> Iterator[Unit]:
    """Yield the sentences of the item that have most of what a clause says."""
    keys = keys_of(part.text, claim.evidence.minutes.date)
    return (one for one in claim.evidence.units if len(keys & one.keys) >= _WHOLE * len(keys))


def _is_otherwise_said(claim: Claim, part: Aligned) -> bool:
    """Tell whether the "not" is one of when ("afventer svaret"), of what was proposed, of leave."""
    if _NOT_BEFORE.search(claim.text) and not _BEFORE.search(part.matches[0].unit.text):
        return True
    told = {fact.value for fact in claim.unit.facts if fact.kind != "year"}
    if _AND_NOT.search(part.text) and any(
        match.unit.section is not SectionKind.BESLUTNING
        and len(told & {fact.value for fact in match.unit.facts}) >= _LEAST
        for match in part.matches
    ):
        return True  # the sentence has both numbers, the right one and the wrong one
    refused = _NO_LEAVE.search(part.text) and " afslag " in claim.evidence.printed
    return bool(refused or _CONTRASTS.search(claim.text))


def _is_denied(claim: Claim, part: Aligned, values: set[Decision]) -> bool:
    """Tell whether the item says no to what the clause is made of, in whatever words.

    A word that the clause has itself ("først", "imod") is no reason for its "not". A source clause
    with all that the clause says has to have the no itself; else its sentence may have it.
    """
    near = [
        match
        for match in part.matches
        if match.score >= _BEST * part.best
        or (match.score >= _NEAR * part.best and match.shared >= _LEAST)
    ]
    meeting = claim.evidence.minutes.date
    not_so = DENIES.search(part.text)
    told = keys_of(part.text[not_so.end() :] if not_so else part.text, meeting) - times()
    for match in near:
        all_of_it = match.score >= _WHOLE * part.whole and match.shared >= _ALIKE
        whole = _asked_by(match) if _PERHAPS.search(part.text) else match.text
        texts = (whole,) if all_of_it else _clauses_with(match, part, claim)
        if any(_has_more(IMPLIES, _without(text, told, meeting), part.text) for text in texts):
            return True
    # What was asked for and refused is not going to be.
    if values & SAID_NO and any(
        match.unit.section in _PROPOSED or _has_more(ASKED, match.text, part.text)
        for match in near
        if match.score >= _BEST * part.best
    ):
        return True
    # "men ikke for PPR": an exception that the item makes in other words.
    excepted = _BUT_NOT.search(part.text) is not None
    return excepted and any(NO.search(unit.text) for unit in claim.evidence.units)


def _without(text: str, told: frozenset[str], meeting: date | None) -> str:
    """Leave out what a clause says no to, where that is nothing of what is *told*.

    "males gult og ikke indgår" says no of what stands before it: it has a verb of its own.
    """
    return _TO_WHAT_FOLLOWS.sub(
        lambda no: no[0] if told & keys_of(no[0], meeting) or has_finite(no[0]) else "", text
    )


def _clauses_with(match: Match, part: Aligned, claim: Claim) -> Iterator[str]:
    """Yield the clause, and those of its sentence that share a word with the draft's."""
    meeting = claim.evidence.minutes.date
    keys = keys_of(part.text, meeting)
    yield match.text
    for text in clauses_of(match.unit.text):
        if keys & keys_of(text, meeting):
            yield text


def _asked_by(match: Match) -> str:
    """Return the clause with the one that it hangs on: "det er uvist, *om fristen gælder*"."""
    parts = clauses_of(match.unit.text)
    at = parts.index(match.text) if match.text in parts else 0
    asked = at and _WHETHER.match(match.text)
    return parts[at - 1] + match.text if asked else match.text


def _has_more(words: re.Pattern[str], source: str, draft: str) -> bool:
    """Tell whether *source* has one of *words* that *draft* has not in any form, or a "not"."""
    own = {root_of(word) for word in words.findall(draft) if not DENIES.fullmatch(word)}
    return any(root_of(word) not in own for word in words.findall(source))

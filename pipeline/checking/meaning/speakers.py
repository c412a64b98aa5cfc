"""Who wants or says it: does the draft give one's proposal, demand or view to another?

"3F ønsker, at …" of what the headmasters asked for. A sentence of the source is cut into what each
of those who speak in it says; the one that says most of what the draft's does has to be by the
draft's speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.checking.claims import Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.grounding import Unit
from pipeline.checking.meaning.slots import own_actors
from pipeline.checking.meaning.stage import body_of
from pipeline.checking.roots import are_kin, frame_roots, roots_of, times
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag

_LEAST = 2
# So much of what the draft's speaker says, by weight, another has to say …
_SAYS = 0.5
# … and the draft's own speaker, wherever the item has words of theirs, at most so much of that.
_LESS = 0.75


class Saying(NamedTuple):
    """What somebody says in a sentence, as root words: who, all up to the next comma, and what."""

    speaker: frozenset[str]
    beside: frozenset[str]
    said: frozenset[str]


def check_speakers(claim: Claim) -> Iterator[Flag]:
    """Yield a flag where somebody says in the draft what somebody else says in the item."""
    if not claim.is_reworded:
        return
    meeting = claim.evidence.minutes.date
    own = roots_of(body_of(claim.evidence.minutes) or "") | own_actors()
    sayings = sayings_of(claim.text, meeting)
    if not sayings:
        return
    known = claim.evidence.roots.union(*(_named(unit.text) for unit in claim.evidence.units))
    for told in sayings:
        speaker = told.speaker
        if not speaker or speaker & own or not speaker <= known:
            continue
        if other := _other_speaker(claim, speaker, told.said - frame_roots()):
            yield claim.flag(
                "red",
                "byttet-om",
                "Kilden siger, at det er en anden, der mener eller ønsker det. Ret efter kilden.",
                other.span,
            )
            return


def _other_speaker(claim: Claim, speaker: frozenset[str], said: frozenset[str]) -> Unit | None:
    """Return the sentence where somebody else says most of *said*, more than *speaker* does."""
    having, meeting = claim.evidence.having, claim.evidence.minutes.date
    weights = {key: 1 / len(having[key]) for key in said & having.keys()}
    best, own, home, mine = 0.0, 0.0, None, set[str]()
    for unit in claim.evidence.units:
        if unit.section is None or not said & unit.keys:
            continue
        sayings = sayings_of(unit.text, meeting)
        theirs = [unit.keys] if not sayings and are_kin(speaker, unit.roots) else []
        for one in sayings:
            shared = said & one.said
            fit = sum(weights.get(key, 0) for key in shared)
            if are_kin(speaker, one.beside):
                theirs.append(one.said)
            elif one.speaker and len(shared) >= _LEAST and fit > best:
                best, home = fit, unit
        for keys in theirs:
            mine |= said & keys
            own = max(own, sum(weights.get(key, 0) for key in said & keys))
    if home is None or best < _SAYS * sum(weights.values()) or own >= _LESS * best:
        return None
    return home if mine <= home.keys else None  # they speak of it too, in other words


@lru_cache(maxsize=2048)
def sayings_of(text: str, meeting: date | None = None) -> tuple[Saying, ...]:
    """Return what each speaker of *text* says.

    >>> [sorted(one.speaker) for one in sayings_of("Rådet ønsker en bro, mens FOA frygter støj.")]
    [['råd'], ['foa']]
    """
    marks = list(_speaks().finditer(text))
    found = []
    for index, match in enumerate(marks):
        last = marks[index - 1].end() if index else 0
        cuts = [last, *(cut.end() for cut in _CUT.finditer(text, last, match.start()))]
        # "Rådet er kritisk og finder, at …": the second verb has the subject of the first.
        start = next((cut for cut in reversed(cuts) if text[cut : match.start()].strip()), last)
        after = _next_start(text, match.end(), marks[index + 1] if index + 1 < len(marks) else None)
        speaker, said = text[start : match.start()], text[match.end() : after]
        if _TURNED.match(speaker) or not speaker.strip():
            behind = _BEHIND.match(said)
            said = f"{speaker} {said[behind.end() :] if behind else said}"
            speaker = behind.group() if behind else ""
        beside = text[start : match.end()] + said.partition(", ")[0]
        who = _named(speaker) - frame_roots() - times()
        found.append(Saying(who, _named(beside), keys_of(said, meeting)))
    return tuple(found)


def _named(text: str) -> frozenset[str]:
    """Return the root words of *text*, and a union named by a number: "3F"."""
    return roots_of(text) | frozenset(one.lower() for one in _UNION.findall(text))


def _next_start(text: str, start: int, following: re.Match[str] | None) -> int:
    """Return where the words of the next speaker begin."""
    if following is None:
        return len(text)
    cuts = [cut.start() for cut in _CUT.finditer(text, start, following.start())]
    return cuts[-1] if cuts else following.start()


_CUT = re.compile(r"[;:.]\s|,?\s(?:mens|men|og|hvorimod)\s|,\s(?!at\b|om\b|som\b|der\b)")
# "I brev af 14. august anmoder 3F om …", "Derfor foreslår Økonomi, at …": the speaker comes behind.
_TURNED = re.compile(
    r"\W*(?:i|på|fra|til|ved|for|efter|før|under|med|af|hos|inden|derfor|desuden|også|nu|dermed|det|"
    r"heri|samtidig|endelig|her|ifølge|som|der)\b",
    re.IGNORECASE,
)
_UNION = re.compile(r"\b\d[A-ZÆØÅ]\b")
_BEHIND = re.compile(r" [\wæøåÆØÅ-]+(?: og [\wæøåÆØÅ-]+)?")


@cache
def _speaks() -> re.Pattern[str]:
    table = load_lexicon("speakers")["verb"]
    alone = "|".join(re.escape(one) for one in (*table["phrases"], *table["forms"].split()))
    return re.compile(
        rf"\b(?:(?:har|havde)\b(?: [\wæøåÆØÅ.]+){{0,6}}? )?(?:{alone})\b|"
        r"\bvil(?:le)?(?: gerne)? have\b"
    )

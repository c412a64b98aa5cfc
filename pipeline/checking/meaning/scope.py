"""How many: does the draft say of all what the item says of some, or of most what few say?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checking.claims import Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.roots import clauses_of, frame_roots, is_among, rooted_words
from pipeline.danish.numerals import NUMERALS
from pipeline.labels import SectionKind
from pipeline.records import Flag

_ALL = re.compile(
    r"\b(?:alle|samtlige|hele|enhver|ethvert)\b(?! andre| sammen| tre| fire| parter)"
    r"(?P<whom>(?:\s[\wæøå-]+){1,3})",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:al|alt|alle|samtlige|hele|hver|hvert|enhver|ethvert|begge|generelt|overalt|"
    r"ingen|uden undtagelse)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:dog|undtage\w*|bortset fra|alle andre [^.;]*end|gælder de gamle)\b", re.IGNORECASE
)
# "to af de fire huse"
_OF_THEM = re.compile(
    r"\b(?P<part>[\wæøå]+) (?:ud )?af (?:de|vores|kommunens) (?P<all>[\wæøå]+)\b", re.I
)
_EVERY = re.compile(r"\b(?:alle|samtlige) (?:de )?(?P<all>[\wæøå]+)\b", re.IGNORECASE)
# What makes some of many: "640 medarbejdere, som", "familier med børn", "to af 14 lodsejere".
_SOME = (
    r"(?:\d+|to|tre|fire|fem|seks|syv|otte|ni|ti|nogle|enkelte|flere|hver \w+) (?:[\wæøå]+ )?{0}|"
    r"{0}\w* (?:med|under|over|fra|i|på)\b|{0}\w*,? (?:som|der)\b"
)
_BOTH = re.compile(r"\bbegge\b", re.IGNORECASE)
_ONE_OF = re.compile(
    r"\b(?:den|det) (?:ene|anden|andet)\b|\b(?:kun|alene) (?:en|et|den|det|é[nt])\b", re.I
)
# A decision that lets something for a part of what it is about.
_IN_PART = re.compile(
    r"\b(?:forsøg\w*|kun|alene|højst|undtag\w*|begræns\w*|"
    r"på (?:en|et|to|tre|fire|fem|\d+) [a-zæøå]+)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\W*(?:og |men |mens |at |da |fordi )*"
    r"(?P<some>(?:de )?fleste|nogle|enkelte|flere|mange|(?:knap |godt |cirka )?halvdelen|en del|"
    r"få|hver \w+|en \w+del)\b(?: af dem\b)?",
    re.IGNORECASE,
)
_FEWER = re.compile(
    r"\b(?:fleste|nogle|enkelte|flere|mange|halvdel\w*|del|få|hver|visse|typisk|ofte|kan|"
    r"\w+del(?:en)?|et flertal|mindst|\d+ af)\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:et |udvalgets |byrådets )?flertal(?:let)?\b", re.IGNORECASE)
_FEW = re.compile(
    r"\b(?:mindretal\w*|imod|kan ikke|kunne ikke|forbehold|ønske(?:r|de)|stemte for)\b",
    re.IGNORECASE,
)
_VOTED = (SectionKind.BESLUTNING, SectionKind.TIDLIGERE_BESLUTNING)
_LEAST = 2


def check_scope(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for "all" where the item limits it, and for a minority told as the majority."""
    if not claim.is_reworded:
        return
    for match in _ALL.finditer(claim.text):
        yield from _all(claim, match)
    yield from _every(claim)
    yield from _both(claim)
    yield from _generally(claim)
    yield from _majority(claim)


def _all(claim: Claim, match: re.Match[str]) -> Iterator[Flag]:
    words = [root for _, root in rooted_words(match["whom"])][:2]
    homes = [
        unit for unit in claim.evidence.units if any(is_among(word, unit.roots) for word in words)
    ]
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    excepted = any(_EXCEPT.search(unit.text) for unit in decided)
    own = _EXCEPT.search(claim.text) is not None
    all_but = any("alle andre" in unit.text for unit in decided) and not own
    if not homes or (any(_ANY.search(unit.text) for unit in homes) and not all_but):
        return
    some = re.compile(
        _SOME.format(rf"[\wæøå]*(?:{'|'.join(map(re.escape, words))})"), re.IGNORECASE
    )
    limited = any(some.search(unit.text) for unit in homes) or any(
        _IN_PART.search(unit.text) for unit in decided
    )
    yield claim.flag(
        "red" if excepted or limited else "yellow",
        "omfang",
        f"Sætningen siger »{match.group().strip()}«, men det gør kilden ikke. "
        "Skriv, hvem eller hvad det gælder.",
        *(unit.span for unit in homes[:2]),
    )


def _every(claim: Claim) -> Iterator[Flag]:
    """Flag "i alle fire huse" of "i to af de fire huse"."""
    for match in _EVERY.finditer(claim.text):
        size = _number(match["all"])
        for unit in claim.evidence.units if size is not None else ():
            few = [
                one
                for one in _OF_THEM.finditer(unit.text)
                if _number(one["all"]) == size and _number(one["part"]) not in (None, size)
            ]
            if few and claim.unit.roots & unit.roots:
                yield claim.flag(
                    "red",
                    "omfang",
                    f"Sætningen siger »{match.group()}«, men kilden »{few[0].group()}«. Ret det.",
                    unit.span,
                )
                return


def _both(claim: Claim) -> Iterator[Flag]:
    """Flag "begge forvaltere" of "den ene forvalter"."""
    match = _BOTH.search(claim.text)
    if match is None:
        return
    said = keys_of(claim.text, claim.evidence.minutes.date)
    best = max(claim.evidence.units, key=lambda unit: len(said & unit.keys), default=None)
    if best is not None and _ONE_OF.search(best.text) and not _BOTH.search(best.text):
        yield claim.flag(
            "red",
            "omfang",
            f"Sætningen siger »{match.group()}«, men kilden siger det kun om den ene. Ret det.",
            best.span,
        )


def _generally(claim: Claim) -> Iterator[Flag]:
    """Flag "borgerne på ventelisten venter på en plads i byen" of "de fleste venter på …"."""
    if _FEWER.search(claim.text):
        return
    meeting = claim.evidence.minutes.date
    for unit in claim.evidence.units:
        for some, said in _of_some(unit.text) if unit.section else ():
            keys = keys_of(said, meeting) - frame_roots()
            if len(keys) > _LEAST and keys <= claim.unit.keys:
                yield claim.flag(
                    "red",
                    "omfang",
                    f"Kilden siger det kun om »{some}«. Skriv, hvem det gælder.",
                    unit.span,
                )
                return


# Each sentence of the draft is held against all of the item.
@lru_cache(maxsize=4096)
def _of_some(text: str) -> tuple[tuple[str, str], ...]:
    """Return of whom each clause of *text* speaks that speaks of a part alone, and what it says."""
    found = ((clause, _SUBJECT.match(clause)) for clause in clauses_of(text))
    return tuple((some["some"], clause[some.end() :]) for clause, some in found if some)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMERALS.get(word.lower())


def _majority(claim: Claim) -> Iterator[Flag]:
    """Flag "et flertal ønsker …" for what the item tells of those who were against."""
    match = _MOST.search(claim.text)
    if match is None or not any(_MOST.search(unit.text) for unit in claim.evidence.units):
        return
    said = keys_of(claim.text[match.end() :], claim.evidence.minutes.date)
    shared = {unit: len(said & unit.keys) for unit in claim.evidence.units}
    best = max(shared.values(), default=0)
    tops = [unit for unit, size in shared.items() if size == best]
    few = [
        unit
        for unit in tops
        if unit.section in _VOTED and _FEW.search(unit.text) and not _MOST.search(unit.text)
    ]
    if best >= _LEAST and len(few) == len(tops) and not _FEW.search(claim.text[: match.start()]):
        yield claim.flag(
            "red",
            "flertal",
            "Sætningen giver flertallet, hvad kilden siger om nogle få. Ret, hvem der mener det.",
            *(unit.span for unit in few),
        )

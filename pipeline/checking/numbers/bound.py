"""The word that a number belongs to: "et budget på 9 mio. kr.", "aflyst i 2020"."""

from __future__ import annotations

import re

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, things_of
from pipeline.checking.grounding import Unit
from pipeline.checking.numbers.decided import is_granted
from pipeline.checking.numbers.rivals import is_no_rival
from pipeline.checking.roots import is_among, is_kin, root_of, roots_of, times
from pipeline.danish.dates import MONTHS
from pipeline.danish.verbs import is_finite
from pipeline.danish.words import STOP_WORDS
from pipeline.labels import SectionKind

Holders = list[tuple[Unit, Fact]]

# The word that a number belongs to: "et budget på 515.000 kr.", "de ansøgte 23,6 mio. kr.".
_BOUND = re.compile(
    r"(?P<word>[^\W\d_][\w-]{2,})(?: (?:i|på|er|var|udgør|udgjorde|bliver|blev|i alt|ca\.|"
    r"omkring|den|d\.))* $"
)
# "Tabet er beregnet til 5 mio. kr."
_RECKONED = re.compile(
    r"\b(?P<word>beregnet|opgjort|anslået|skønnet|fastsat|vurderet|budgetteret) til (?:ca\. )?$"
)
# "nedsættes til 1,5 mio. kr."
_CHANGED_TO = re.compile(r"\b(?:nedsættes|nedsat|sættes (?:ned|op)|hæves|ændres|forhøjes) til $")
# "8,1 dages korttidsfravær"
_OWNED = re.compile(r" (?P<word>[a-zæøå-]{4,})")
# "A koster 1,9 mio. kr. om året, B 1,15 mio. kr.": the letter of a model before its number.
_LETTER = re.compile(r"\b(?P<letter>[A-F])(?: [a-zæøå]+)? $")
# What is done with a sum, with a few words between.
_ACTED = re.compile(
    r"\b(?P<verb>søge[rs]?|søgte?|ansøg\w+|foreslog|foreslået|foreslår|frigive[rs]?|frigivet|bevilge\w*|"
    r"afsat|afsatte|afsætte[rs]?|spare[rs]?|sparet)\b(?: [\wæøå]+){0,4} $",
    re.IGNORECASE,
)
# Words that any number may stand behind.
_LOOSE = frozenset(
    {
        "cirka",
        "omkring",
        "mindst",
        "højst",
        "over",
        "under",
        "mellem",
        "næsten",
        "knap",
        "godt",
        "procent",
        "pct",
        "procentpoint",
        "kroner",
    }
)
# "22,6 mio. kr. lavere end budgettet" is no budget of so much, nor "6,8 mio. kr. under rammen".
_COMPARED = re.compile(r" (?:lavere|højere|mere|mindre|flere|færre|dyrere|billigere|over|under)\b")


# "overstiger niveauet med 34 mio. kr.", "et merforbrug på 2 mio. kr."
_APART = re.compile(rf"{_COMPARED.pattern} end\b| (?:over|under)\b")
_GAP = re.compile(
    r"\b(?:over|under)(?:stig|skrid|skred|steg)\w*\b[^.;]*|\bmed (?:ca\. )?$|"
    r"\b[\wæøå]*(?:forbrug|udgift|skud|mangel|manglen|besparelse|stigning|fald|forskel\w*|afvigelse\w*|"
    r"overskridelse\w*|difference\w*|rest\w*) på (?:ca\. )?$",
    re.IGNORECASE,
)
# "giv" is a part of too many words, and a shorter head of a compound than "frist", too.
_VERB = 4
_HEAD = 5
# "18,6 mio. kr., heraf 13,1 mio. kr. på plejecentrene"
_PART = re.compile(r"\b(?:heraf|hvoraf|deraf)\b", re.IGNORECASE)
_PART_OF = re.compile(rf"{_PART.pattern}(?=(?:[^.;]|(?<=kr|io)\.)*$)", re.IGNORECASE)
_ENDS = re.compile(r"[,;.](?:\s|$)| og ")
_SPAN = re.compile(r"kvartal|halvår|efterår|forår|sommer|vinter", re.IGNORECASE)
# "regnskabet for 2023", "målingen fra november 2024"
_OF_YEAR = re.compile(
    rf"(?P<word>[^\W\d_][\w-]{{3,}})(?: (?:for|fra|{'|'.join(MONTHS)}))* $", re.IGNORECASE
)


def is_bound_so(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the word that the number belongs to has it in the item, and no other of it."""
    if _COMPARED.match(claim.text, fact.span.end) and any(
        _COMPARED.match(unit.text, one.span.end) for unit, one in holders
    ):
        return True  # "otte timer mere" both here and there
    before = claim.text[: fact.span.start]
    letters = [_LETTER.search(unit.text[: one.span.start]) for unit, one in holders]
    if any(one and re.search(rf"\b{one['letter']}\b", before) for one in letters):
        return True
    root = bound_root(claim.text, fact)
    if root is None:
        return False
    held = any(is_among(root, one.roots) for _, one in holders)
    return held and not any(is_among(root, rival.roots) for _, rival in _rivals(claim, fact))


def bound_elsewhere(claim: Claim, fact: Fact, holders: Holders) -> Unit | None:
    """Return the sentence that has another number with the very word that *fact* belongs to.

    "blev aflyst i 2019" of "havde i 2019 4.600 gæster og blev aflyst i 2020". None where a
    sentence with the number has the word as well.
    """
    for find in (_acted_elsewhere, _other_gap, _whole_of, _titled_elsewhere):
        if unit := find(claim, fact, holders):
            return unit
    root = bound_root(claim.text, fact)
    if root is None or any(_has_head(root, one.roots) for _, one in holders):
        return None
    if _COMPARED.match(claim.text, fact.span.end) or _is_of_same_things(claim, fact, holders):
        return None
    decided = any(unit.section is SectionKind.BESLUTNING for unit, _ in holders)
    for unit, rival in _rivals(claim, fact):
        if decided and unit.section is SectionKind.INDSTILLING:
            continue  # "fristen fastsættes til den 28. februar": what was proposed holds no more
        if is_no_rival(claim, fact, holders, unit, rival):
            continue
        alone = all(home is unit or root not in home.roots for home, _ in holders)
        theirs = bound_root(unit.text, rival) if alone and unit.section is not None else None
        # "fristen bliver den 1. november" tells of the "høringsfrist" as well
        if theirs and (theirs == root or (len(theirs) >= _HEAD and root.endswith(theirs))):
            return unit
    return None


def _acted_elsewhere(claim: Claim, fact: Fact, holders: Holders) -> Unit | None:
    """Return the sentence whose sum was asked for, or is to be saved, and not that of *fact*.

    No sentence with the number may have the word: "søgte om 118.000 kr." of "søger om 750.000 kr."
    and "foreningens egenkapital er 118.000 kr.".
    """
    said = _ACTED.search(claim.text[: fact.span.start]) if fact.kind == "kr." else None
    if said is None:
        return None
    root = root_of(said["verb"])
    if any(
        _says(root, unit.roots) or "\t" in unit.text or _is_granted_so(unit, one)
        for unit, one in holders
    ):
        return None
    # "netto 900.000 kr." is what is saved by its own word.
    apart = not any(one.roots & claim.unit.roots - times() for _, one in holders)
    return next(
        (
            unit
            for unit, rival in _rivals(claim, fact)
            if (root in rival.roots or (apart and _says(root, rival.roots)))
            and is_granted(unit, rival)
        ),
        None,
    )


def _is_granted_so(unit: Unit, fact: Fact) -> bool:
    """Tell whether the decision has the sum, and not as what it lowers another to."""
    changed = _CHANGED_TO.search(unit.text, 0, fact.span.start)
    return unit.section is SectionKind.BESLUTNING and changed is None


def _other_gap(claim: Claim, fact: Fact, holders: Holders) -> Unit | None:
    """Return the sentence with what lies between two sums, where *fact* is told as that.

    "2.387 mio. kr. under rammen" of "2.387 mio. kr., hvilket er 6,8 mio. kr. under rammen".
    """
    if not _APART.match(claim.text, fact.span.end) or fact.kind not in ("kr.", "procent"):
        return None
    if any(_is_gap(unit.text, one) for unit, one in holders):
        return None
    return next((unit for unit, one in _rivals(claim, fact) if _is_gap(unit.text, one)), None)


def _is_gap(text: str, fact: Fact) -> bool:
    before = text[: fact.span.start]
    return bool(_COMPARED.match(text, fact.span.end) or _GAP.search(before) or fact.direction)


def _is_of_same_things(claim: Claim, fact: Fact, holders: Holders) -> bool:
    """Tell whether the item counts the same with the number: "36 ladepunkter"."""
    things = things_of(claim.text, fact)
    return any(things & things_of(unit.text, one) for unit, one in holders)


def bound_root(text: str, fact: Fact) -> str | None:
    """Return the root of the word that a number belongs to, None where it stands alone."""
    after = fact.span.of(text).endswith("s") and _OWNED.match(text, fact.span.end)
    before = text[: fact.span.start]
    word = after or _RECKONED.search(before) or _BOUND.search(before)
    if not word or word["word"] in STOP_WORDS | _LOOSE or is_finite(word["word"]):
        return None
    root = root_of(word["word"])
    return None if root in times() else root


def _has_head(root: str, roots: frozenset[str]) -> bool:
    """Tell whether one of *roots* is the thing, or its head: no "høring" is a "høringsfrist"."""
    return any(is_among(root, [one]) and not root.startswith(f"{one}s") for one in roots)


def _rivals(claim: Claim, fact: Fact) -> list[tuple[Unit, Fact]]:
    return [
        (unit, rival)
        for unit in claim.evidence.units
        for rival in unit.facts
        if rival.kind == fact.kind and rival.value != fact.value
    ]


def _whole_of(claim: Claim, fact: Fact, holders: Holders) -> Unit | None:
    """Return the sentence where *fact* is a part, and not what the draft tells it of.

    "Vikarer kostede 13,1 mio. kr." of "18,6 mio. kr. til vikarer, heraf 13,1 mio. kr. på
    plejecentrene": whoever tells a part has to say which.
    """
    if fact.kind not in ("kr.", "procent") or _PART.search(claim.text):
        return None
    if claim.text[: fact.span.start] == "De ":
        return None  # "De 25.000 kr.": just those that the text has told of
    for unit, one in holders:
        part = _PART_OF.search(unit.text[: one.span.start])
        end = _ENDS.search(unit.text, one.span.end)
        told = unit.text[part.end() : end.start() if end else None] if part else ""
        own = roots_of(told) - times()
        if not own:
            return None
        if any(is_among(root, claim.unit.roots) for root in own):
            return None
    return holders[0][0]


def _titled_elsewhere(claim: Claim, fact: Fact, holders: Holders) -> Unit | None:
    """Return the title that has the matter in another year: "regnskabet for 2024", "Regnskab 2023".

    No sentence with the year may speak of that matter.
    """
    said = _OF_YEAR.search(claim.text[: fact.span.start]) if fact.kind == "year" else None
    if said is None or is_finite(said["word"]) or _SPAN.match(said["word"]):
        return None
    root = root_of(said["word"])
    if root in times() or any(is_among(root, unit.roots) for unit, _ in holders):
        return None
    for unit in claim.evidence.units:
        years = [one for one in unit.facts if one.kind == "year"]
        titled = unit.section is None and not claim.evidence.heads(unit)
        if titled and len(years) == 1 and years[0].value != fact.value:
            return unit if is_among(root, unit.roots) else None
    return None


def _says(root: str, roots: frozenset[str]) -> bool:
    """Tell whether one of *roots* is the verb or its noun: "spare", "nettobesparelse"."""
    longer = (one for one in roots if len(one) > len(root) >= _VERB)
    return root in roots or any(is_kin(root, one) for one in longer)

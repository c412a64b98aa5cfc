"""Does a sentence claim what its decision leaves open? A part told as all, a lost main clause.

The drafter avoids these by the same tables (``lexicon/certain.toml``); a person's edits, and
whatever slips through, are held to them here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checking.claims import Claim
from pipeline.checking.meaning.points import point_told, points_of
from pipeline.checking.numbers.decided import is_agreed
from pipeline.checking.numbers.listed import chosen, told_by
from pipeline.checking.roots import roots_of
from pipeline.danish.cues import Cued
from pipeline.danish.numerals import number_word
from pipeline.danish.words import content_words
from pipeline.drafting.background.overtaken import read_overtaken
from pipeline.drafting.case import Case, read_case
from pipeline.drafting.decision.certain import goes_on, is_of_part, limit_of, only_asks
from pipeline.labels import Decision, SectionKind
from pipeline.records import Flag, LabelledItem, Minutes, Paragraph

_OF_ALL = Cued(
    r"\b(?:sagde nej(?: til (?:indstillingen|forslaget|sagen)| i sagen)?(?=[.,]| i sagen)|"
    r"gav afslag|godkendte ikke|"
    r"(?:godkendte|tiltrådte|vedtog)\b(?! (?:ikke|kun|et ændringsforslag)\b))"
)
_MOVED = re.compile(r"\bforslaget om, at (?P<clause>[^.]+)")
_TAKES_STAND = re.compile(r"\bskal (?:nu )?tage stilling\b| behandler (?:sagen|[a-zæøå])")
# What holds today, and what a proposal is held against, the decision leaves as it is.
_HOLDS_NOW = re.compile(
    r"\b(?:i dag|hidtil|nuværende|nugældende|i forvejen|indtil nu|udløb(?:er|t)?|"
    r"(?:lavere|højere|mindre|mere|billigere|dyrere|frem|i stedet) (?:end|for) "
    r"(?:forvaltning|administration|direktion|udvalg|indstilling|"
    r"de[nt]? (?:foreslåede|oprindelige))\w*)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:anbefale[rd]e?|godkendte|vil|ville|skal|skulle|bliver|blev|kan|kunne|ventes|går) ikke\b|"
    r"\b(?:fulgte|følger)(?: \w+)? ikke\b|\b(?:sagde|siger) nej til\b|\b(?:var|lød) på\b|"
    r"\b(?:indstillingen|forslaget) (?:var|lød)\b|"
    r"\bændring(?:en)? (?:i forhold til|af) forslaget\b|\blagde op til\b|"
    r"\b(?:lavere|højere|mindre|mere|billigere|dyrere)(?: [\wæøå]+)? end "
    r"(?:forvaltning|administration|direktion|udvalg)\w*s\b",
    re.IGNORECASE,
)
# "…, men Borgerservice har åbent": how the decision changed it is told right beside it.
_BUT = re.compile(r", (?:men|dog|undtagen|bortset fra) (?P<rest>[^;]+)")
_LEAST = 2
_HANGS = re.compile(r"(?:Det skete|Der stemte)\b")
_DONE = re.compile(
    r"\b(?:[a-zæøå]+(?:ede|te|gav)|tog|gav|vedtog|lod|sagde|sendte?r?|anbefaler|oversender|udsætter|"
    r"afstemning|stemt|indstiller|godkender|bevilger|vedtager|afviser|giver|valgte|faldt)\b"
)


def check_sure(claim: Claim) -> Iterator[Flag]:
    """Yield a red flag for a sentence that says more than its one item's decision settles."""
    if len(claim.evidence.items) != 1 or "»" in claim.text or claim.role not in ("body", "next"):
        return
    labelled = claim.evidence.items[0]
    moved = _MOVED.search(claim.text)
    if moved and only_asks(moved["clause"]):
        yield claim.flag(
            "red",
            "beslutning-forkert",
            "Punktet bad kun om, at der blev taget stilling. Skriv, hvad der blev stemt om.",
        )
    yield from _too_much(claim, labelled)
    yield from _unlimited(claim, labelled)
    if claim.role == "body" and not _is_of_decision(claim, labelled):
        yield from _overtaken(claim, labelled)


# Each sentence about an item asks for it.
@lru_cache(maxsize=64)
def _case(minutes: Minutes, labelled: LabelledItem) -> Case:
    return read_case(minutes, labelled)


def _too_much(claim: Claim, labelled: LabelledItem) -> Iterator[Flag]:
    """Yield a flag for a part that is told as the whole, or a refused case that goes on."""
    refused = {label.value for label in labelled.decisions} == {Decision.AFVIST}
    acts, onward = _OF_ALL.search(claim.text), refused and _TAKES_STAND.search(claim.text)
    if not acts and not onward:
        return
    case = _case(claim.evidence.minutes, labelled)
    if acts and claim.text.startswith((case.body, case.pronoun.capitalize())):
        told = point_told(claim.unit.keys, points_of(claim.evidence))
        whole = claim.is_carried or _names_the_part(claim, case) or (told and told.agreed)
        whole = whole or _says_yes_to(claim, case)
        if is_of_part(case) and not whole:
            yield claim.flag(
                "red",
                "beslutning-del",
                "Beslutningen gælder kun en del af sagen, eller ingen fik flertal. Skriv, hvad "
                "der blev besluttet, eller citér beslutningen.",
                *case.evidence,
            )
    elif onward and not goes_on(case):
        yield claim.flag(
            "red",
            "rute-uvis",
            "Sagen blev afvist, og referatet siger ikke, at den går videre. Slet sætningen, "
            "eller skriv, hvad der sker nu.",
        )


def _unlimited(claim: Claim, labelled: LabelledItem) -> Iterator[Flag]:
    """Yield a flag for a yes or a no that is told without what limits it."""
    if claim.role != "body" or not _SETTLES.search(claim.text):
        return
    case = _case(claim.evidence.minutes, labelled)
    own = claim.text.startswith((case.body, case.pronoun.capitalize()))
    told = point_told(claim.unit.keys, points_of(claim.evidence)) if own else None
    limit = _lost_limit(claim, case) if own and not (told and told.agreed) else None
    if limit:
        yield claim.flag(
            "red",
            "beslutning-del",
            f"Beslutningen er begrænset: »{limit}«. Skriv det med, eller citér beslutningen.",
            *case.evidence,
        )


_SETTLES = re.compile(
    r"\b(?:sagde nej|gav afslag|anbefaler|bevilgede|godkendte|tiltrådte|vedtog|frigav|besluttede)\b"
)


def _lost_limit(claim: Claim, case: Case) -> str | None:
    """Return what limits the decision, "undtagen", where the sentence leaves it out."""
    alone = len(case.decision) == 1 and not claim.is_carried
    limit = limit_of(case, case.decision[0]) if alone else None
    if limit is None:
        return None
    asked = " ".join(point.clause for point in case.proposals).lower()
    words = re.findall(r"\w{3,}", _VERB.sub("", limit))
    words = [word for word in words if word not in _WEAK and word.lower() not in asked]
    said = claim.text.lower().replace("når det gælder", "angår").replace(" om ", " vedrørende ")
    lost = words and not any(word[:5].lower() in said for word in words)
    return limit.strip() if lost else None


_VERB = re.compile(r"^(?:Godkend|Tiltr|Vedt|Anbefal|Bevil|Tilslut)\w+ ")
_WEAK = frozenset(("for", "med", "til", "som", "ikke", "vidt", "hvad"))


def _names_the_part(claim: Claim, case: Case) -> bool:
    """Tell whether a sentence says what the decision does in its own words, a number spelled out.

    "Direktionen godkendte regnskabet" of "Regnskabet godkendt; ansøgningen imødekommes ikke".
    """
    numbers = {number_word(number) for number in range(13)}
    named = {word for word in content_words(claim.text) if word not in content_words(case.body)}
    named -= _SAY_NOTHING | {stem for word in numbers for stem in content_words(word)}
    return bool(named) and named <= content_words(case.decision_text) | {"imødekom", "godkend"}


def _says_yes_to(claim: Claim, case: Case) -> bool:
    """Tell whether a sentence has just the point that one of several things names.

    "… godkendte, at der indføres fælles booking" of "Fælles booking: ja. Salg af bil: afventer."
    """
    said = content_words(claim.text)
    for match in _YES_TO.finditer(case.decision_text):
        thing = content_words(match["what"])
        asked = [words for one in case.proposals if thing <= (words := content_words(one.clause))]
        named = said - content_words(case.body) - _SAY_NOTHING
        if len(asked) == 1 and thing <= said and named <= asked[0]:
            return True
    return False


_YES_TO = re.compile(
    r"(?:^|(?<=[.;] ))(?P<what>[A-ZÆØÅ][\w -]{3,60}): (?:ja|godkendt|vedtaget|tiltrådt|ok)\b", re.I
)


def _is_of_decision(claim: Claim, labelled: LabelledItem) -> bool:
    decided = [part.body for part in labelled.item.parts(SectionKind.BESLUTNING)]
    return any(
        part.start <= one.start < part.end for part in decided for one in claim.sentence.sources
    )


def _overtaken(claim: Claim, labelled: LabelledItem) -> Iterator[Flag]:
    decided = {one.value for unit in claim.evidence.within(SectionKind.BESLUTNING)
               for one in unit.facts}  # fmt: skip
    sums = [one.value for one in claim.unit.facts if one.kind == "kr."] or [
        one.value for one in claim.unit.facts
    ]
    if (sums and all(one in decided for one in sums)) or _HOLDS_NOW.search(claim.text):
        return  # the decision has just that, or it's told beside what is proposed
    counts = [fact.value in decided for fact in claim.unit.facts if fact.kind == "count"]
    if True in counts and False in counts:
        return  # "ved 12 stillinger 3,1 mio. kr. og ved otte 2,2": the new beside the old
    agreed = chosen(claim.evidence)
    if agreed and any(
        told_by(claim.evidence, unit, one) in agreed and one.value in sums
        for unit, one in claim.evidence.facts
    ):
        return  # it is of the very variant that was chosen
    if is_agreed(claim) or _DENIED.search(claim.text) or _tells_change(claim):
        return  # "Udvalget anbefaler ikke at udskyde arbejder for 2 mio. kr."
    if read_overtaken(claim.evidence.minutes.text, labelled.item).covers(claim.text):
        yield claim.flag(
            "red",
            "forslag-aendret",
            "Beslutningen har ændret forslaget, eller valgt en anden model. Skriv, hvad der "
            "gælder nu, eller slet sætningen.",
        )


def _tells_change(claim: Claim) -> bool:
    """Tell whether a sentence says by a "but" what the decision has changed."""
    but = _BUT.search(claim.text)
    told = roots_of(but["rest"]) if but else frozenset()
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    return any(len(told & unit.roots) >= _LEAST for unit in decided)


_SAY_NOTHING = frozenset(
    content_words("forslaget sagen indstillingen godkendte vedtog stemmer mod")
)


def check_hanging(paragraph: Paragraph) -> Iterator[Flag]:
    """Yield a red flag for "Det skete med ti stemmer mod fem" where nothing was done before it."""
    for block in paragraph.blocks:
        last = ""
        for sentence in block:
            if _HANGS.match(sentence.text) and ("»" in last or not _DONE.search(last)):
                yield Flag(
                    "red",
                    "afstemning-uden-sag",
                    "Sætningen siger, hvordan det skete, men ikke hvad. Skriv beslutningen foran.",
                    sentence.text,
                    sentence.sources,
                )
            last = sentence.text

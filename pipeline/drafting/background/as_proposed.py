"""What a case says of a proposal that waits or was refused, told as the proposal's.

"HR foreslår et forsøg. Forsøget omfatter 210 ansatte." is written as if the forsøg were there. Put
off, it is told "Efter forslaget omfatter forsøget 210 ansatte", refused with "skulle"; a sentence
that can't be turned so is left out. What is so today stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from pipeline.danish.nouns import lower_first
from pipeline.danish.verbs import is_attribute, is_finite, verb_of_passive, verb_of_present
from pipeline.drafting.background.prose import Source
from pipeline.labels import SAID_NO, SAID_YES, Decision, SectionKind

# Another body has the last word.
_ELSEWHERE = {Decision.ANBEFALES, Decision.OVERSENDT}
_SETTLED = SAID_YES | {Decision.UDPEGET}
# Somebody wants something: what it would be is told after it.
_PROPOSES = re.compile(
    r"\b(?:foreslå[rs]?|foreslog|foreslået|anbefaler|ønsker|lægger op til|lagt op til|planlægger|"
    r"forslag (?:om|til)|"
    r"vil (?:gerne )?(?:indføre|oprette|etablere|flytte|samle|bygge|opføre|købe))\b"
)
# What a proposal would do, never how things are: "er", "har" and "mangler" tell that.
_WOULD = re.compile(
    r"omfatter|løber|gælder|får|skal|koster|sparer|giver|kræver|medfører|betyder|indebærer|frigiver|"
    r"frigør|begynder|starter|varer|dækker|finansieres|dækkes|betales|etableres|oprettes|indføres|"
    r"opføres|placeres|flyttes|samles|nedlægges|ansættes|købes|bygges|indrettes|reduceres|hæves|sænkes"
)
_TODAY = re.compile(
    r"\b(?:i dag|nu|nuværende|allerede|hidtil|fortsat|stadig|loven|altid|hvert år|hver måned|"
    r"sidste år|i fjor|(?:har|havde|blev|var) \w+|prognose\w*|eksisterende|gældende)\b",
    re.IGNORECASE,
)
# Its subject says already that it is only proposed.
_OF_PROPOSAL = re.compile(r"(?:Forslaget|Planerne|Ønsket|Ansøgningen|Ideen|Idéen|Tanken)\b")
_PRICE = re.compile(
    r"(?:Udgiften|Merudgiften|Prisen|Omkostningen|Besparelsen|Gevinsten|"
    r"De[nt] (?:årlige|samlede|løbende) (?:(?:mer|mindre)?udgift|pris|besparelse)) er (?=[\d,.]+ )"
)
# How a price is paid for that nobody will pay.
_PAID = re.compile(r",? (?:der|som) (?:kan |skal )?[a-zæøå]+s\b[^,]*(?=\.$)")
# Right behind the proposal these go on with it: "Der ansættes to", "Hver skole får".
_IS_MADE = re.compile(
    r"Der [a-zæøå]+es |(?:Hver|Alle|Begge) [^,]{2,40}? (?:får|skal|[a-zæøå]+es) |"
    rf"{_PRICE.pattern}"
)
_LONGEST_SUBJECT = 8
_FROM_THERE = re.compile(r"(?:Det|Den|De|Dermed|Herved|Derved|Så)\b")


def as_proposed(
    sources: Sequence[Source], decided: Set[Decision], asked: str = ""
) -> tuple[Source, ...]:
    """Return the sentences of a case as they read where its proposal waits or was refused.

    Args:
        sources: The sentences of the case.
        decided: What the meeting decided on it.
        asked: The recommendation: what only that proposes is left out where it was refused.

    >>> from pipeline.labels import SectionKind
    >>> from pipeline.records import Span
    >>> told = "HR foreslår et forsøg.", "Forsøget omfatter 210 ansatte.", "Huset er fra 1974."
    >>> row = [Source(one, Span(0, 1), SectionKind.RESUME, at) for at, one in enumerate(told)]
    >>> [one.text for one in as_proposed(row, {Decision.UDSAT})][1:]
    ['Efter forslaget omfatter forsøget 210 ansatte.', 'Huset er fra 1974.']
    """
    if decided & _ELSEWHERE and decided <= _ELSEWHERE | {Decision.DROEFTET}:
        return tuple(one._replace(text=_as_planned(one)) for one in sources)
    if not decided & SAID_NO or decided & _SETTLED:
        return tuple(sources)
    refused = Decision.AFVIST in decided
    rows: list[Source] = []
    said, right_after = "", False
    for one in sources:
        proposes = _PROPOSES.search(one.text) is not None
        said = f"{said} {one.text}" if proposes else said
        told = _told(one.text, said, right_after=right_after, refused=refused)
        if refused and told == one.text:
            told = _of_the_refused(one.text, asked)
        right_after = proposes or told != one.text
        rows.append(one if told == one.text else one._replace(text=told))
    return tuple(rows)


def _as_planned(source: Source) -> str:
    """Return what a case that another body has to settle tells as a change to come.

    >>> from pipeline.records import Span
    >>> _as_planned(Source("Farten sættes ned.", Span(0, 1), SectionKind.RESUME, 0))
    'Efter forslaget sættes farten ned.'
    """
    text = source.text
    if not text or source.kind is SectionKind.INDSTILLING or _TODAY.search(text):
        return text
    at = None if _PROPOSES.search(text) or _FIXED.search(text) else _verb_at(text)
    words = text.split(" ")
    if at is None or not _CHANGES.fullmatch(words[at]):
        return text
    return _as_of_proposal(words, at, refused=False)


_CHANGES = re.compile(
    r"sættes|samles|nedlægges|opføres|anlægges|udlægges|etableres|oprettes|indføres|nedsættes|"
    r"hæves|sænkes|flyttes|udvides|bygges|indrettes|reduceres|forhøjes|afskaffes"
)
# Settled elsewhere, or only on a condition.
_FIXED = re.compile(
    r"\b(?:forslag\w*|[Ee]fter planen|beslutte\w+|vedtag\w+|lov\w*|\w*aftale\w*|hvis|når|mens|"
    r"såfremt|uanset|dem)\b|^(?:I|På|Ved|Efter|Til|Fra|Med|For|Under|Herefter|Derefter|Så|Nu) "
)


def without_waiting(sources: Sequence[Source], waiting: str) -> tuple[Source, ...]:
    """Leave out what would become of the part that waits while others were settled.

    >>> from pipeline.labels import SectionKind
    >>> from pipeline.records import Span
    >>> told = "Reglerne lægges i håndbogen.", "Reglerne er fra 2009."
    >>> row = [Source(one, Span(0, 1), SectionKind.RESUME, at) for at, one in enumerate(told)]
    >>> [one.text for one in without_waiting(row, "at reglerne godkendes")]
    ['', 'Reglerne er fra 2009.']
    """
    return tuple(
        one._replace(text="") if waiting and _would_be(one.text, waiting) else one
        for one in sources
    )


def _would_be(text: str, waiting: str) -> bool:
    at = _verb_at(text) if text and not _TODAY.search(text) else None
    words = text.split(" ")
    if at is None or not (_WOULD.fullmatch(words[at]) or verb_of_passive(words[at])):
        return False
    return _of_it(words[:at], waiting)


def put_off_in(decided: str, points: Sequence[str]) -> str:
    """Return what the points of a recommendation open with that a decision puts off by number.

    >>> put_off_in("Ad 1: Udsat. Ad 2: Godkendt.", ("reglerne godkendes i maj", "aftaler opsiges"))
    'reglerne godkendes'
    """
    marks = [int(one) for one in _PUT_OFF.findall(decided)]
    return " ".join(
        " ".join(points[mark - 1].split()[:2]) for mark in marks if 0 < mark <= len(points)
    )


_PUT_OFF = re.compile(
    r"\b(?:ad|pkt|punkt|nr)\.? ?(\d)\)?:? ?(?:er |blev |bliver )?(?:uds[aæ]t|udsk[uy])",
    re.IGNORECASE,
)


def _told(text: str, proposed: str, *, right_after: bool, refused: bool) -> str:
    if not text or not proposed or _PROPOSES.search(text) or _TODAY.search(text):
        return text
    at = _verb_at(text)
    words = text.split(" ")
    if at is None or not (_WOULD.fullmatch(words[at]) or _PRICE.match(text)):
        return text
    if not _of_it(words[:at], proposed) and not (right_after and _IS_MADE.match(text)):
        return text
    if _FROM_THERE.match(text):
        return ""
    if _OF_PROPOSAL.match(text) and not refused:
        return text
    return _as_of_proposal(words, at, refused=refused)


def _of_the_refused(text: str, asked: str) -> str:
    """Return what a sentence tells of a proposal that stands in the recommendation alone.

    A price is told as the proposal's. What else it would do is left out: "Vejen" may be one that is
    there.
    """
    if not asked or _PROPOSES.search(text) or _TODAY.search(text):
        return text
    price = _PRICE.match(text)
    words = text.split(" ")
    at = _verb_at(text)
    if price and at is not None:
        return _as_of_proposal(_PAID.sub("", text).split(" "), at, refused=True)
    if at is None or not (_WOULD.fullmatch(words[at]) or verb_of_passive(words[at])):
        return text
    named = re.search(rf"\b{re.escape(words[0])}\b", asked, re.IGNORECASE)
    # "Lukningen giver": that it would be done is what was proposed.
    of_it = named or _of_it(words[:at], asked) or words[at - 1].lower().endswith(_DOING)
    return "" if of_it else text


_DOING = ("ningen", "elsen", "salget", "købet")


def _as_of_proposal(words: Sequence[str], at: int, *, refused: bool) -> str:
    """Return "Efter forslaget …" of a sentence, "" where its verbs can't be turned."""
    subject, rest = " ".join(words[:at]), " ".join(words[at + 1 :])
    if not refused:
        return f"Efter forslaget {words[at]} {lower_first(subject)} {rest}"
    would = _infinitive(words[at])
    if would is None or _SECOND_VERB.search(rest):
        return ""
    if _OF_PROPOSAL.match(subject):
        return f"{subject} ville {would} {rest}"
    modal = "ville" if _COMES_OF_IT.fullmatch(words[at]) else "skulle"
    return f"Efter forslaget {modal} {lower_first(subject)} {would} {rest}"


_COMES_OF_IT = re.compile(
    r"er|koster|sparer|giver|kræver|medfører|betyder|indebærer|fri(?:giver|gør)"
)


_SECOND_VERB = re.compile(r"\b(?:og|men) [a-zæøå]+(?:er|es|år)\b")


def _infinitive(verb: str) -> str | None:
    """Return the infinitive of a present, its own form for a passive."""
    if verb in ("skal", "er"):
        return "være" if verb == "er" else None
    passive = verb_of_passive(verb)
    if passive:
        return verb
    known = verb_of_present(verb)
    # "koster", "frigør": the rest of those that a proposal brings end so, too.
    return known.infinitive if known else verb.removesuffix("r")


def _verb_at(text: str) -> int | None:
    """Return where the verb stands behind the subject that opens a sentence."""
    words = text.split(" ")
    for place, word in enumerate(words[1 : _LONGEST_SUBJECT + 1], 1):
        if words[place - 1].endswith((",", ":", ";")):
            return None
        if is_finite(word) and not is_attribute(" ".join(words[: place + 1])):
            return place
    return None


def _of_it(subject: Sequence[str], proposed: str) -> bool:
    """Tell whether a subject is what was proposed: "Forsøget" after "et forsøg", "Flytningen"."""
    first = subject[0].lower()
    if first in ("det", "den", "de") or _OF_PROPOSAL.match(subject[0]):
        return True
    stem = re.sub(r"(?:ningerne|ningen|ingen|elsen|en|et|erne|ene)$", "", first)
    if stem == first or len(stem) < 4:
        return False
    # "Systemet" is the "kaldesystem" that was proposed.
    named = rf"\b{re.escape(stem)}|{re.escape(stem)}\b"
    return re.search(named, proposed, re.IGNORECASE) is not None

"""Make a sentence of a case one that stands by itself: plain, short, without its link."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import takewhile

from pipeline.danish.cues import Cued
from pipeline.danish.form import is_whole
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.verbs import is_finite
from pipeline.drafting.background.shorter import shorter
from pipeline.drafting.background.torn import is_set_against, is_torn
from pipeline.drafting.noted.quoted import QUOTES
from pipeline.drafting.plain.compress import LONGEST, compress, count_words
from pipeline.drafting.plain.order import reordered
from pipeline.drafting.plain.preterite import in_preterite
from pipeline.drafting.plain.wording import cut_loose, opening_cut
from pipeline.drafting.signals import has_signal, signal

# Beside what is, "da" gives a reason; beside what was, it may tell when.
_DA = Cued(r"(?<=[a-zæøå.\d])(?<!også)(?<!især), da (?=(?P<why>(?:[^,.]|[,.]\d)*)\.$)")
_WAS = re.compile(r"(?:de|te|var|blev|fik|kom|gik|lå|stod|sad|gav|tog|så|fandt|ville|kunne|skulle)")
# In a case "idet" gives a reason; in a decision it may bring in a change ("Godkendt, idet …"), and
# "idet der spørges" tells how it is done.
_SINCE = re.compile(r", idet (?!der [a-zæøå]+es\b|[^,.]*\b(?:dog|derfor|også)\b)")


@lru_cache(maxsize=2048)
def short_sentences(text: str, meeting: date | None) -> tuple[str, ...]:
    """Return a sentence of a case as plain, short ones; () where the first can't be said.

    Each is a whole main clause: one that no rule tells so is told as it was, or not. Each leans on
    those before it alone, so any number of them from the first may be told.

    >>> short_sentences("Planen (se kortet) er klar, idet bilen er solgt.", None)
    ('Planen er klar, fordi bilen er solgt.',)
    >>> short_sentences("Planen måles hvert år, idet der spørges på torvet.", None)
    ('Planen måles hvert år, idet der spørges på torvet.',)
    """
    if text.startswith(QUOTES):
        return (text,)
    plain = tuple(map(_because, compress(text, meeting)))
    parts = [
        _because(_SINCE.sub(", da ", reordered(in_preterite(part, meeting))))
        for one in plain
        for part in shorter(one)
    ]
    return tuple(takewhile(_can_be_said, parts)) or tuple(takewhile(_can_be_said, plain))


def torn_at(text: str, meeting: date | None) -> frozenset[int]:
    """Return after how many of its short sentences a sentence of a case may not stop.

    A figure stays beside the one it is set against, a share beside the others of the whole.

    >>> torn_at("Ved leje stiger prisen om året med 22 kr., mens lyset falder med 9 kr.", None)
    frozenset({1})
    >>> text = "På to af dem er der ingen fejl, på tre er der få, og på Syd er der mange fejl."
    >>> sorted(torn_at(text, None))
    [1, 2]
    >>> torn_at("Rådet er nyt, og derfor er der lagt et ekstra møde ind i maj.", None)
    frozenset({1})
    """
    said = short_sentences(text, meeting)
    found: set[int] = set()
    match = _WHILE.search(text)
    if match and is_set_against(text[: match.start()], text[match.end() :]):
        found.add(len(short_sentences(f"{text[: match.start()].rstrip('.')}.", meeting)))
    share = _SHARE.match(said[0]) if said else None
    if share:
        found |= {at for at in range(1, len(said)) if said[at].startswith(f"{share['of']} ")}
    cause = text.partition(", og derfor ")[0]
    if cause != text and len(cause.split()) <= _BARE:
        found |= set(range(1, len(said)))
    return frozenset(found)


# "Rådet er nyt": what follows from it is the news.
_BARE = 4
_WHILE = re.compile(r", (?:mens|medens|hvorimod) ")
_SHARE = re.compile(
    rf"(?P<of>På|I|Hos|Ved|For|Til) (?:\d+|{'|'.join(NUMERALS)}) af (?:dem|disse|de)\b"
)


def _can_be_said(sentence: str) -> bool:
    return count_words(sentence) <= LONGEST and is_whole(sentence)


def _because(text: str) -> str:
    """Say "fordi" for the "da" of a reason.

    >>> _because("Broen er lukket, da den mangler dæk."), _because("Broen faldt, da is kom.")
    ('Broen er lukket, fordi den mangler dæk.', 'Broen faldt, da is kom.')
    """
    match = _DA.search(text)
    verb = next(filter(is_finite, match["why"].split()), "") if match else ""
    if match is None or not verb or _WAS.fullmatch(verb) or verb.endswith(("ede", "te")):
        return text
    return f"{text[: match.start()]}, fordi {text[match.end() :]}"


def without_link(text: str) -> str:
    """Leave out a "derfor" or "desuden" inside a sentence whose reason is not told.

    >>> without_link("HR har derfor lavet ét sæt regler.")
    'HR har lavet ét sæt regler.'
    """
    first, comma, rest = text.partition(",")
    return signal("link").sub("", first, count=1) + comma + rest


# "I alt 3 mio. kr., hvoraf halvdelen er betalt.": the clause has a verb, the sentence none.
_CLAUSE_ONLY = re.compile(r"(?P<head>[^,]+), (?:hvoraf|heraf|som|der|hvor|hvilket) [^,]+\.$")


# A point of a recommendation that lost the words before it.
_AT_ONLY = re.compile(r"At [^,]+(?:,? og (?:at )?[^,]+)*\.$")


def is_fragment(text: str) -> bool:
    """Tell whether the main clause of a sentence has no verb.

    >>> is_fragment("I alt 3 mio. kr., hvoraf halvdelen er betalt.")
    True
    >>> is_fragment("At planen vedtages, og at fristen er tre år."), is_fragment("Planen vedtages.")
    (True, False)
    """
    if _AT_ONLY.match(text):
        return True
    match = _CLAUSE_ONLY.match(re.sub(r"(?<=\d),(?=\d)", ".", text))
    return match is not None and not _has_verb(match["head"])


def _has_verb(head: str) -> bool:
    words = re.findall(r"[^\W\d_]+", head)[1:]
    return any(
        is_finite(word) or re.fullmatch(r"[a-zæøå]{3,}(?:er|ede|te|es)", word) for word in words
    )


@lru_cache(maxsize=2048)
def leans_back(text: str) -> bool:
    """Tell whether a sentence needs the one before it to be understood.

    >>> leans_back("Dette sker i maj."), leans_back("De nye regler gælder fra maj.")
    (True, False)
    >>> leans_back("De skulle ske i maj."), leans_back("Turen bliver længere for de øvrige.")
    (True, True)
    >>> leans_back("Det rigtige tal er 8,1 mio. kr."), leans_back("Den samlede udgift er 9 kr.")
    (True, False)
    """
    loose = cut_loose(text)
    if _DANGLES.search(loose) or has_signal("contrast", loose) or is_torn(loose):
        return True
    if opening_cut(loose) is not None or has_signal("expletive", loose):
        return False
    first = loose.partition(",")[0]
    if has_signal("pointer", first) or re.search(r"\bde\b[^.]*\bdem\b(?!,? (?:der|som)\b)", loose):
        return True
    words = [word.strip(",.") for word in loose.split()[:4]]
    stands = has_signal("keep", loose) and not any(is_finite(word) for word in words[1:3])
    # "Den samlede udgift er 9 kr.": the participle is no verb, since one comes after it.
    stands = stands or (_WHICH.match(loose) is not None and is_finite(words[3]))
    return has_signal("anaphor", loose) and not stands


_WHICH = re.compile(
    r"(?:Den|Det|De) (?:samlede|forventede|ventede|anslåede|skønnede) [a-zæøå]{3,} [a-zæøå]"
)


_DANGLES = Cued(
    r"\b(?:han|hun|ham|hende|hans|hendes)\b|"
    # "30 hjælpere oplæres, mens ledige vikarierer for dem." says whom.
    r"^(?!\d+ [a-zæøå]+er? )(?:.*\b(?:for|om|med|af|til|på|efter) (?:det|dette|dem)\.$)|"
    r"\b[Ii] den ene \w+ en\b|"
    # "Det rigtige tal er 8,1 mio. kr.": of what, the sentence with the wrong one says.
    r"^Det (?:rigtige|korrekte|rette) (?:tal|beløb|antal)\b|"
    # Which number that is, the sentence before told; what was expected once says nothing alone.
    r"^(?:(?:Efter|Siden|Senere)\b[^,]{0,40} (?:er|blev) )?(?:[Tt]allet|[Bb]eløbet|[Tt]allene) "
    r"(?!(?:for|på|af|over|til)\b)|"
    r"\bi (?:givet|så) fald\b|"
    # A number of what, a goal for what, and what fell: the sentence before says.
    r"\b(?:er|var|bliver) der (?:nu |i dag )?\d[\d.,]*\.$|"
    r"\b(?:har|havde) (?:et )?mål (?:om|på) \d|^Målet er (?:på )?\d|"
    r"^(?:På|I|Hos|Blandt|For) [^,.]+ (?:er|var) (?:det|den|de) (?:faldet|steget|vokset|sunket)\b|"
    r"^(?:For et (?:kvartal|halvår|år) siden|Ved (?:den )?(?:sidste|seneste|forrige|samme)|"
    r"Ved opfølgningen pr\.|Sidste opfølgning|På samme tid)\b[^.]*\b(?:var|viste|lå|ventede)\b|"
    # "Udskiftningen er det første skridt.": towards what, the sentence before says.
    r"\ber (?:det|den) (?:første|næste|sidste) (?:større |mindre )?(?:skridt|led|trin)\.$|"
    # "Med 2.300 ansatte vil det koste 9 kr.": what would, was told before.
    r"^[^,]*\b(?:vil|kan|ville|kunne) det (?:betyde|koste|give|kræve|svare|spare)\b"
)

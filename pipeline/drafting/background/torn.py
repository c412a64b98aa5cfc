"""Sentences of a case that mislead where they stand alone (``lexicon/torn.toml``).

"4 er afsluttet" is a part of 14, "Hvis det fortsætter" goes on about what the sentence before told,
and "Laden koster 540.000 kr." is the price of making it ready where the sentence before says so.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.cues import AnyOf
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.verbs import WORD, is_finite
from pipeline.lexicon import load_lexicon


def is_torn(text: str) -> bool:
    """Tell whether a sentence may stand only right behind the one before it.

    >>> is_torn("Hvis det fortsætter, mangler der 9.000 kr."), is_torn("4 ansatte er rejst.")
    (True, False)
    """
    return _leans().found_in(text)


def shares_purpose(text: str, before: str) -> bool:
    """Tell whether the sum of a sentence buys what only the sentence *before* says.

    >>> shares_purpose("Laden koster 9 kr.", "Skuret kan gøres klar for 8 kr.")
    True
    >>> shares_purpose("Laden koster 9 kr. at male.", "Skuret kan gøres klar for 8 kr.")
    False
    """
    return _PRICE_ONLY.match(text) is not None and _purpose().search(before) is not None


def prices_a_wish(text: str, before: str) -> bool:
    """Tell whether a sentence says what it would cost that somebody wishes in the one *before*.

    >>> prices_a_wish("En bro koster 9 kr.", "Naboerne ønsker i stedet en bro.")
    True
    >>> prices_a_wish("En bro koster 9 kr.", "Der er en bro i byen.")
    False
    """
    match = _A_THING.match(text)
    wished = _WISHES.search(before) if match else None
    return bool(match and wished and match["noun"] in before[wished.end() :].lower())


def is_next_price(text: str, before: str) -> bool:
    """Tell whether a sentence has a price to come, whose time the price today before it gives.

    >>> is_next_price("HR venter en pris omkring 9 kr.", "I dag koster den 8 kr. om året.")
    True
    >>> is_next_price("HR venter en pris på 9 kr.", "I dag er der otte.")
    False
    """
    return _NEXT_PRICE.search(text) is not None and _PRICE_NOW.search(before) is not None


_NEXT_PRICE = re.compile(
    r"\b(?:venter|forventer|regner med|skønner|anslår) en (?:ny )?pris (?:på|omkring) "
    r"[^,.]*?[\d.,]+ "
    r"(?:mio\. )?kr\.(?! (?:om året|årligt|pr\.))"
)
_PRICE_NOW = re.compile(r"(?=.*\b(?:i dag|nuværende|nu)\b).*kr\. (?:om året|årligt|pr\. )", re.I)


def keeps_the_time(text: str) -> bool:
    """Tell whether a sentence tells of the past without a time of its own.

    >>> keeps_the_time("Der kom 14 klager."), keeps_the_time("I maj kom der 14 klager.")
    (True, False)
    """
    return _PAST.match(text) is not None and _TIME.search(text) is None


def opens_a_time(text: str) -> bool:
    """Tell whether a sentence opens with a year that those after it may be about.

    >>> opens_a_time("I 2023 var der lukket."), opens_a_time("Huset er fra 2023.")
    (True, False)
    """
    return _YEAR_FIRST.match(text) is not None


def is_part(text: str) -> bool:
    """Tell whether a sentence counts a part of a whole that a sentence before it counts.

    >>> is_part("To undersøges fortsat."), is_part("To skoler er lukket.")
    (True, False)
    """
    return _PART.match(text) is not None


def is_set_against(first: str, second: str) -> bool:
    """Tell whether two clauses set one figure against another: up and down, or here and there.

    >>> is_set_against("Lejen stiger med 2 kr.", "lyset falder med 3 kr.")
    True
    >>> is_set_against("Havn har 9 procent", "Syd har 5 procent")
    True
    >>> is_set_against("Lejen stiger med 2 kr.", "taget er fra 1968")
    False
    """
    if not (_FIGURE.search(first) and _FIGURE.search(second)):
        return False
    if any(
        _UP.search(one) and _DOWN.search(other) for one, other in ((first, second), (second, first))
    ):
        return True
    acts = [{word for word in WORD.findall(one) if is_finite(word)} for one in (first, second)]
    return bool(acts[0] & acts[1])


# The year is no figure.
_FIGURE = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d")
_UP = re.compile(
    r"\b(?:stig|øge|voks|hæve|merforbrug|merudgift|flere|højere|dyrere)", re.IGNORECASE
)
_DOWN = re.compile(
    r"\b(?:fald|sænk|reducer|mindre|spare|besparelse|færre|lavere|billigere)", re.IGNORECASE
)
_A_THING = re.compile(
    r"(?:En|Et) (?:[a-zæøå]+ )?(?P<noun>[a-zæøå-]{3,}) (?:koster|vil koste|kræver|giver|vil give|"
    r"vil kræve|er anslået|ventes|skønnes|sparer)\b"
)
_WISHES = re.compile(
    r"\b(?:ønsk\w+|foreslå\w*|foreslog|peger på|pegede på|bad om|beder om|har bedt om|foretrækker|"
    r"efterlyser|anbefaler|overvej\w+)\b"
)
_YEAR_FIRST = re.compile(
    r"(?:I|For|Under|Ved|Siden) (?:[a-zæøå]+ )?(?:19|20)\d\d(?:/\d+)? (?:var|blev|fik|gav|kostede|"
    r"kom|havde|lå|brugte|holdt|gik|[a-zæøå]{2,}ede)\b|(?:Sidste år|I fjor)\b"
)
_PAST = re.compile(
    r"(?:Der|Det|[A-ZÆØÅ][a-zæøå]+(?:en|et|erne|ene)) (?:kom|var|blev|fik|gik|havde|kostede|viste|"
    r"steg|faldt)\b"
)
_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|"
    r"november|december|år|kvartal|halvår|mødet|høringen|uge)\b"
)
_PRICE_ONLY = re.compile(
    r"[A-ZÆØÅ][\w-]*(?:en|et|erne|ene) koster [\d.,]+ (?:mio\. )?kr\.(?! at\b)"
)
_COUNT = rf"(?i:\d{{1,3}}|én|en|resten|{'|'.join(NUMERALS)})"
_VERB = (
    r"(?:er|var|har|havde|kom|bliver|blev|handler|drejer|støtter|afventer|mangler|vedrører|"
    r"(?!ansatte|udsatte|bosatte)[a-zæøå]+(?:es|ede|te))\b"
)
_PART = re.compile(
    rf"(?:De (?:sidste |resterende |øvrige )?)?{_COUNT} {_VERB}|"
    rf"Af (?:de|dem|disse|det)(?: \d{{1,3}}| [a-zæøå]+)? {_VERB} {_COUNT}\b"
)


@cache
def _leans() -> AnyOf:
    return AnyOf(row["pattern"] for row in load_lexicon("torn")["leans"])


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(load_lexicon("torn")["purpose"]["pattern"])

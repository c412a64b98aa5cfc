"""What a sentence adds at its end, cause, consequence or share, told after it or left out."""

from __future__ import annotations

import re

from pipeline.danish.clauses import in_main_order, is_under, stop, told_alone
from pipeline.danish.cues import Cued
from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import is_finite
from pipeline.drafting.background.asides import HEDGE, goes_back, says_which


def hence(text: str) -> tuple[str, ...]:
    """Split at "hvorfor", "hvilket" and "hvorefter".

    >>> hence("Ruten har fået flere passagerer, hvilket ifølge selskabet skyldes ferien.")
    ('Ruten har fået flere passagerer.', 'Det skyldes ifølge selskabet ferien.')
    >>> hence("Kommunens andel er nu på 4,7 mio. kr., der er 1,1 mio. kr. højere end rammen.")
    ('Kommunens andel er nu på 4,7 mio. kr.', 'Det er 1,1 mio. kr. højere end rammen.')
    """
    match = _HENCE.search(text)
    if match is None or is_under(text[: match.start()]):
        return ()
    first, rest = text[: match.start()], text[match.end() :]
    if goes_back(rest) or (match["word"] == "hvorefter" and ends_in_paper(first)) or asks(first):
        return ()
    second = in_main_order(rest, _HENCE_SAID[match["word"] or "hvilket"])
    if second:
        return stop(first), second
    return (f"{first}, så {rest}",) if match["word"] == "hvorfor" else ()


def ends_in_paper(first: str) -> bool:
    """Tell whether a clause ends in what "hvorefter" would be by, and not after.

    >>> ends_in_paper("Staben har lavet en beregning"), ends_in_paper("Broen blev spærret")
    (True, False)
    """
    return _RULE.search(" ".join(first.split()[-6:])) is not None


def asks(first: str) -> bool:
    """Tell whether a clause ends in what "hvorfor" or "hvilket" is the question of.

    >>> asks("Rådet har spurgt"), asks("Rådet har fået svar")
    (True, False)
    """
    return _ASKS.search(first) is not None


def so(text: str) -> tuple[str, ...]:
    """Give what comes of it its own sentence.

    >>> so("Budgetmødet er flyttet en uge frem, så det ikke falder i høstferien.")
    ('Budgetmødet er flyttet en uge frem.', 'Dermed falder det ikke i høstferien.')
    """
    match = _SO.search(text)
    if match is None:
        return ()
    first, rest = text[: match.start()], text[match.end() :]
    if is_under(first) or _WISHED.search(first) or _NOT_YET.search(rest) or goes_back(rest):
        return ()
    second = None if HEDGE.search(first) else in_main_order(rest, "Dermed")
    return (stop(first), second) if second else ()


def of_which(text: str) -> tuple[str, ...]:
    """Give the share of a sum its own sentence.

    >>> of_which("Budgettet rummer besparelser på 33 mio. kr., heraf 12 mio. kr. på veje.")
    ('Budgettet rummer besparelser på 33 mio. kr.', 'Heraf er 12 mio. kr. på veje.')
    >>> of_which("Der er 46 svar i høringen, hvoraf mange handler om støj.")
    ('Der er 46 svar i høringen.', 'Af dem handler mange om støj.')
    >>> of_which("Der er købt fire biler, heraf én på gas, med ret til at købe tre mere.")
    ()
    """
    match = _OF_WHICH.search(text)
    if match is None:
        return ()
    first, rest = text[: match.start()], text[match.end() :]
    if is_under(first) or HEDGE.search(first) or goes_back(rest) or _OF_THE_WHOLE.search(rest):
        return ()
    front = "Heraf" if _SUM.search(first) else "Af dem"
    if match["word"] == "heraf" and not any(map(is_finite, _WORD.findall(rest))):
        return stop(first), f"{front} er {rest}"
    second = in_main_order(rest, front) if match["word"] == "hvoraf" else None
    return (stop(first), second) if second else ()


def reason(text: str) -> tuple[str, ...]:
    """Give the reason its own sentence.

    >>> reason("Støtten falder med 2 mio. kr. i år, fordi antallet af børn er lavere.")
    ('Støtten falder med 2 mio. kr. i år.', 'Det skyldes, at antallet af børn er lavere.')
    """
    match = _REASON.search(text)
    if match is None or is_under(text[: match.start()]) or HEDGE.search(text[: match.start()]):
        return ()
    if goes_back(match["why"]):
        return ()
    return stop(text[: match.start()]), f"Det skyldes, at {match['why']}"


def since(text: str) -> tuple[str, ...]:
    """Give what explains the first half its own sentence, without a link.

    >>> since("Svarene er fordelt meget ujævnt, idet to skoler står for mere end halvdelen.")
    ('Svarene er fordelt meget ujævnt.', 'To skoler står for mere end halvdelen.')
    """
    match = _SINCE.search(text)
    first = text[: match.start()] if match else ""
    if match is None or is_under(first) or HEDGE.search(first) or _WISHED.search(first):
        return ()
    second = told_alone(match["why"])
    return (stop(first), upper_first(second)) if second else ()


def without_tail(text: str) -> tuple[str, ...]:
    """Cut what a long sentence adds at its end.

    >>> without_tail("I alt mangler der 42 pladser i byen i 2025, fordelt på seks huse.")
    ('I alt mangler der 42 pladser i byen i 2025.',)
    """
    match = _TAIL.search(text)
    if match is None or HEDGE.search(match.group()) or goes_back(match.group()[2:]):
        return ()
    first = text[: match.start()]
    if len(first.split()) < 8 or (match["word"] in _OF_NOUNS and not says_which(first)):
        return ()
    return (stop(first),)


def bases(text: str) -> tuple[str, ...]:
    """Give a sum that is measured against a second budget its own sentence.

    >>> bases("Hullet er 8 mio. kr. i forhold til budgettet og 9 mio. kr. i forhold til rammen.")
    ('Hullet er 8 mio. kr. i forhold til budgettet.', 'I forhold til rammen er det 9 mio. kr.')
    >>> bases("Der er et hul på 8 mio. kr., og i forhold til rammen et hul på 9 mio. kr.")
    ('Der er et hul på 8 mio. kr.', 'I forhold til rammen er der et hul på 9 mio. kr.')
    """
    match = _SECOND_BASE.fullmatch(text)
    if match:
        return stop(match["first"]), f"{upper_first(match['base'])} er det {match['sum']}"
    match = _BASE_FIRST.fullmatch(text)
    if match:
        return stop(match["first"]), f"{upper_first(match['base'])} er der {match['sum']}"
    return ()


_BASE = r"(?:i forhold til|målt mod|ift\.) [^,.]{4,60}"
_SUM_OF = r"\d[\d.,]*[\s\u00a0](?:mi[oa]\.[\s\u00a0])?kr\."
_SECOND_BASE = re.compile(
    rf"(?P<first>[^:;]*\b{_SUM_OF} {_BASE}?) og (?:på )?(?P<sum>{_SUM_OF}) (?P<base>{_BASE})\."
)
_BASE_FIRST = re.compile(
    rf"(?P<first>[^:;]*\b{_SUM_OF}),? og (?P<base>{_BASE}?) (?P<sum>et [a-zæøå]+ på {_SUM_OF})"
)
_WORD = re.compile(r"[^\W\d_]+")
# Of a sum "der er" tells how it compares, and so may "hvilket".
_HENCE = Cued(
    r", (?P<word>hvorfor|hvilket|hvorved|hvorefter) |"
    r"(?:(?<=kr\.)|(?<=procent)), (?:der|som) (?=(?:er|var|svarer til) (?:cirka |kun )?[\d.,]+)"
)
_HENCE_SAID = {
    "hvorfor": "Derfor",
    "hvilket": "Det",
    "hvorved": "Dermed",
    "hvorefter": "Derefter",
}
# "bestemmelsen, hvorefter …": by which, not after which.
_RULE = re.compile(
    r"(?:lov|regl|bestemmelse|aftale|passus|ordning|model|princip|klausul|vilkår|vedtægt|politik|"
    r"norm|forslag|løsning|ændring|praksis|plan|ramme|kontrakt|overenskomst|hvorefter|beregning|"
    r"opgørelse|skøn|overslag|skrivelse|brev|cirkulære|notat|redegørelse|udtalelse|erklæring|svar\b|"
    r"oversigt|meddelelse|oplysning|opstilling|rapport|undersøgelse|udkast|tegning|projekt)"
)
_ASKS = re.compile(
    r"\b(?:spørger|spurgte?|undersøg\w*|forklare[rt]?|forklarede|begrunde[rt]?|uklart|uvist|"
    r"spørgsmål(?:et)? (?:om|til)|redegøre?|redegjort|redegjorde|ved ikke|oplyse[rt]?|oplyst)"
    r"(?: ikke)?(?: (?:for|til|om))?$"
)
_SO = re.compile(r", så (?!(?:længe|vidt|snart|ofte|at|hellere|meget|mange|lidt|vidt)\b)")
# What was only hoped for: "så de kunne nå det".
_NOT_YET = re.compile(r"\b(?:kunne|skulle|ville|måtte|burde)\b")
# What would come of a wish is no fact.
_WISHED = re.compile(
    r"\b(?:foreslog|bad|bed(?:er|t)|ønsk\w*|anbefal\w*|(?:an)?søg\w*|vil|ville|skal|skulle|forslag\w*|"
    r"alternativ\w*|for at|plan(?:en)?|tænk\w*|mål(?:et)?|formål\w*|hensigt\w*|tilbyd\w*)\b",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r", (?P<word>heraf|hvoraf) (?!(?:det|der) \w+(?:år|er|es)\b)(?=[\da-zæøå])")
# "…, heraf én på gas, med ret til tre mere": what comes with it comes with them all.
_OF_THE_WHOLE = re.compile(r", (?:med|samt|plus|inklusive|eksklusive) ")
_SUM = re.compile(r"\b(?:kr|procent|budget\w*|beløb\w*|ramme\w*|pulje\w*)\b")
_REASON = re.compile(r", (?:fordi|eftersom) (?P<why>(?:(?!, fordi ).)+\.)$")
# "idet" with "dog" brings in a reservation.
_SINCE = re.compile(r", idet (?![^,.]*\b(?:dog|derfor|også)\b)(?P<why>(?:[^,]|,(?=\d))+\.)$")
_TAIL = re.compile(
    r", (?P<word>fordelt|sammenholdt|opgjort|inklusive|eksklusive|hvoraf|heraf|blandt andet|"
    r"stigende|hvilket|svarende|mod (?:et|en|\d)|især|idet|så(?! (?:længe|vidt|snart|ofte)\b)|"
    r"hvor|hvortil|hvori|til trods)"
    r"(?!\w) .+?(?P<stop>\.)$"
)
# They tell of the noun right before: "institutioner, hvor mindst 25 procent …" says which.
_OF_NOUNS = frozenset(["hvor", "hvortil", "hvori"])

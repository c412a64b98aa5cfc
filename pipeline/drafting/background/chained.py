"""The one long sentence of an old clerk told clause by clause, from the first as far as is sure.

"Foreningen søger om 9 kr., idet hallen er lukket, hvorfor spillet flyttes": each clause hangs on
the one before it by the word that opens it. What hangs under an "at" is somebody's word, and is
left out with all behind it.
"""

from __future__ import annotations

import re

from pipeline.danish.clauses import COMMA, CONDITION, in_main_order, is_under, stop, told_alone
from pipeline.danish.nouns import find_noun, upper_first
from pipeline.danish.verbs import is_finite, verb_of_passive
from pipeline.drafting.background.afterthoughts import asks, ends_in_paper

# From here on a sentence is one of those.
_LONG = 26
_LINK = re.compile(
    r", (?:og )?(?P<word>hvorved|hvorfor|hvorefter|hvilket|idet|me(?:de)?ns|hvoraf|således at) "
    r"(?!dog\b|derfor\b)"
)
_FRONTS = {
    "hvorved": "Dermed",
    "hvorfor": "Derfor",
    "hvorefter": "Derefter",
    "hvilket": "Det",
    "hvoraf": "Heraf",
    "således at": "Dermed",
}
# What would come of a paper is told as that.
_PAPER = re.compile(r"\b(?P<what>[a-zæøå]*(?:projekt|forslag|udkast|plan))\b")
_WISHED = re.compile(
    r"\b(?:foreslå\w*|foreslog|bad|bed(?:er|t)|ønsk\w*|anmod\w*|anbefal\w*|(?:an)?søg\w*|ansøg\w*|"
    r"vil|ville|skal|skulle|tilbyd\w*|indstill\w*)\b"
)
# "Forelå andragende af 19. januar fra klubben, hvori den søger om 9 kr."
_LAY = re.compile(
    r"(?:Til behandling )?[Ff]orelå (?P<what>andragende|tilbud|forslag|projekt|skrivelse|"
    r"henvendelse|ansøgning|klage|anmodning|brev)(?: af \d{1,2}\. [a-zæøå]+(?: \d{4}| d\.å\.)?)? "
    r"fra (?P<who>[^,]+), (?P<word>hvori|hvorefter|hvorved) (?P<rest>.+)$"
)
_NEUTER = re.compile(r"(?:andragende|tilbud|forslag|projekt|brev)$")
_IN_PASSING = re.compile(
    r"^(?P<who>(?:den|det|de) [a-zæøå]+e [\w-]+|[\w-]+(?:en|et|ne)), (?:der|som) (?P<said>[^,]+), "
)
# A "dog" further on takes something back of what comes first.
_RESERVED = re.compile(r"[(»;]|\b(?:dog|forudsat|medmindre|alligevel)\b")
_HEDGE = re.compile(r"\b(?:ikke|kun|alene|eventuelt|måske|muligvis)\b")


def chained(text: str) -> tuple[str, ...]:
    """Return the clauses of a long sentence as sentences; () where not even the first is sure.

    >>> told = chained(
    ...     "Foreningen har i et brev af 3. maj bedt om et større lokale, idet der nu er 140 "
    ...     "medlemmer, hvoraf 60 er børn, medens det lille lokale i kælderen kun kan rumme 40."
    ... )
    >>> told[:2]
    ('Foreningen har i et brev af 3. maj bedt om et større lokale.', 'Der er nu 140 medlemmer.')
    >>> told[2:]
    ('Heraf er 60 børn.', 'Det lille lokale i kælderen kan kun rumme 40.')
    """
    if len(text.split()) < _LONG or _RESERVED.search(text):
        return ()
    links = [*_LINK.finditer(text)]
    lay = _LAY.match(text)
    links = [one for one in links if lay is None or one.start() >= lay.start("rest")]
    ends = [*(one.start() for one in links), len(text)]
    head = _laid(lay, text[: ends[0]]) if lay else text[: ends[0]]
    if head is None or not (lay or links) or CONDITION.search(head) or not _is_main(head):
        return ()
    if any(asks(text[: one.start()]) for one in links):
        return ()
    told, sure = [stop(head)], not is_under(text[lay.start("rest") if lay else 0 : ends[0]])
    for link, end in zip(links, ends[1:], strict=True):
        clause = text[link.end() : end]
        if link["word"] == "hvorefter" and (lay or ends_in_paper(text[: link.start()])):
            break
        # What is so "mens" hangs on nothing, but on the same word of somebody.
        one = _clause(link["word"], clause, head) if sure or link["word"][:2] == "me" else None
        if one is None and (sure is None or ", at " in clause or CONDITION.search(clause)):
            break
        told += [one] if one else []
        sure = one is not None and not is_under(clause)
    # That a paper was sent is no news beside what it says.
    says = len(told) > 1 and told[1].startswith("Efter ") and _SENDS.search(head)
    return tuple(told[1:] if says else told)


_SENDS = re.compile(
    r"^[^,]{3,40} (?:fremsender|forelægger|fremlægger|har fremsendt|har udarbejdet) "
)


def _is_main(head: str) -> bool:
    """Tell whether the first clause of a sentence is a main one with its verb."""
    first, *rest = COMMA.split(head)
    if _UNDER.match(first) or _CUT_OFF.search(head) or _HALF.search(head):
        return False
    return any(map(is_finite, first.split()[1:])) or any(is_finite(one.split()[0]) for one in rest)


# "en redegørelse for, hvorvidt": the clause belongs to the preposition.
_CUT_OFF = re.compile(r" (?:for|om|på|af|til|med|over|i|ved|efter|fra|at|og|både|dels|enten)$")
# "enten i maj, hvilket …, eller i juni": the second half comes behind the link.
_HALF = re.compile(r"\b(?:enten|hverken)\b(?!.*\beller\b)", re.IGNORECASE)
_UNDER = re.compile(
    r"(?:Efter at|Idet|Da|Under henvisning|I (?:fortsættelse|henhold)|Hvis|Når|Som)\b"
)


def _laid(lay: re.Match[str], text: str) -> str | None:
    """Say "I et andragende fra klubben søger den om 9 kr." of what lay before a meeting."""
    article = "et" if _NEUTER.search(lay["what"]) else "en"
    front = {"hvori": f"I {article} {lay['what']} fra"}.get(lay["word"], "Ifølge")
    return in_main_order(text[lay.start("rest") :], f"{front} {lay['who']}")


def _clause(word: str, clause: str, head: str) -> str | None:
    """Return a clause in the order of a main one, None where that isn't sure."""
    clause = clause.rstrip(".").rstrip(" ,")
    if CONDITION.search(clause):
        return None
    paper, wished = _PAPER.search(head), _WISHED.search(head)
    verb = next((one for one in clause.split() if is_finite(one)), "")
    if word in _BESIDE and not (verb_of_passive(verb) and (paper or wished)):
        return _beside(clause)
    front = _FRONTS.get(word, "Dermed")
    if word not in ("hvilket", "hvoraf"):
        if wished and not paper:
            # What would come of a wish is no fact.
            return None
        front = f"Efter {_known(paper['what'])}" if paper and front == "Dermed" else front
    told = in_main_order(clause, front)
    return stop(told) if told else None


_BESIDE = frozenset(["idet", "mens", "medens"])


def _beside(clause: str) -> str | None:
    """Tell by itself what is so beside the main clause."""
    passing = _IN_PASSING.match(clause)
    if " i så fald " in f" {clause} ":
        # What would be so if the clause before it came true.
        return None
    if passing and _HEDGE.search(passing["said"]):
        return None
    if passing:
        told = in_main_order(clause[passing.end() :], upper_first(passing["who"]))
    else:
        told = told_alone(clause)
    if told is None or not any(map(is_finite, told.split()[1:9])):
        return None
    return stop(upper_first(told))


def _known(paper: str) -> str:
    noun = find_noun(paper)
    return noun.definite if noun else paper

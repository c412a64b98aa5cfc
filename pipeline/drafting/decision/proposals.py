"""One point of a recommendation: what it asks whom to do, read by the grammar of its clause.

Whether the body did it, the decision says.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.verbs import (
    WORD,
    Verb,
    is_finite,
    verb_of_infinitive,
    verb_of_passive,
    verb_of_present,
)
from pipeline.records import Span

EMPTY_OBJECTS = frozenset(
    (
        *("sagen", "emnet", "punktet", "indstillingen", "materialet", "oplægget", "forslaget"),
        *("det", "dette", "orienteringen", "notatet", "emnerne", "sagsfremstillingen"),
    )
)
# "drøfter de tre spørgsmål": which they are, the case tells.
_UNTOLD = re.compile(
    r"(?:de(?: \w+)?|disse|følgende) (?:spørgsmål|punkter|emner|temaer)|"
    r"(?:spørgsmålene|punkterne|temaerne)"
)
_NOTED = re.compile(r"til (?:efterretning|orientering)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:op )?(?:på|om|af|for|til|med|i|ved|fra)\b")


class Proposal(NamedTuple):
    """One point: the at-clause as printed, and its parts where the grammar is known.

    ``actor`` is the body the clause names as the one who acts, ``passive`` tells that there is
    none. ``object`` is what is acted on, ``rest`` what follows it ("til 12 mio. kr."). ``to`` is
    the body the recommendation is addressed to.
    """

    clause: str
    span: Span
    to: str | None
    verb: Verb | None = None
    actor: str | None = None
    passive: bool = False
    object: str = ""
    rest: str = ""

    @property
    def noted(self) -> bool:
        """Whether the point asks to take something til efterretning."""
        return bool(self.verb and self.verb.infinitive == "tage" and _NOTED.match(self.rest))

    @property
    def empty(self) -> bool:
        """Whether the object only points to the item ("sagen")."""
        told = self.object.lower()
        return not told or told in EMPTY_OBJECTS or _UNTOLD.fullmatch(told) is not None

    @property
    def refuses(self) -> bool:
        """Whether saying yes to the point means saying no to someone.

        >>> parse_clause("der gives afslag på ansøgningen", Span(0, 0), None).refuses
        True
        """
        return bool(_REFUSAL.search(self.clause))


_REFUSAL = re.compile(
    r"\bafsl(?:ag|ås)\b|\bafvises\b|\bforkastes\b|\bikke (?:imødekommes|godkendes|gives|meddeles|"
    r"tillades|anbefales|giver anledning)\b",
    re.IGNORECASE,
)


def parse_clause(clause: str, span: Span, to: str | None) -> Proposal:
    """Read the grammar of one at-clause, "at" itself left out.

    >>> point = parse_clause("rammen fastsættes til 12 mio. kr.", Span(0, 0), None)
    >>> point.verb.past, point.object, point.rest
    ('fastsatte', 'rammen', 'til 12 mio. kr.')
    >>> parse_clause("der følges op på mødet", Span(0, 0), None).rest
    'op på mødet'
    >>> parse_clause("direktionen drøfter afviklingen af dagen", Span(0, 0), None).object
    'afviklingen af dagen'
    >>> parse_clause("de foreslåede tider godkendes", Span(0, 0), None).object
    'de foreslåede tider'
    >>> parse_clause("årsplanen drøftes og godkendes", Span(0, 0), None).clause
    'årsplanen godkendes'
    >>> parse_clause("Byrådet godkender at sælge huset i maj", Span(0, 0), None)[:1]
    ('sælge huset i maj',)
    """
    clause = _TALKED_OVER.sub("", clause)
    asked = _TO_DO.match(clause)
    if asked and verb_of_infinitive(asked["verb"]) and find_bodies(asked["who"]):
        # What is asked for is what the body is to say yes to doing.
        clause, to = clause[asked.start("verb") :], to or find_bodies(asked["who"])[0].body.name
    words = list(WORD.finditer(clause))
    actor = next((m for m in find_bodies(clause) if m.span.start == 0), None)
    infinitive = verb_of_infinitive(words[0].group()) if words else None
    own = _OWN_BODY.match(clause)
    if own and actor is None:
        return _active(clause, span, to, None, own.end())
    if actor:
        return _active(clause, span, to, actor.body.name, actor.span.end)
    if infinitive:
        return _split_object(Proposal(clause, span, to, infinitive), clause[words[0].end() :])
    for last, word in pairwise(words):
        if last.group() in _DETERMINERS and word.group().endswith("e"):
            # "de foreslåede tider": how the thing is, though a past may look like it.
            continue
        verb = verb_of_passive(word.group())
        if verb:
            before = clause[: word.start()].strip()
            point = Proposal(clause, span, to, verb, passive=True)
            return _passive(point, before, clause[word.end() :].strip())
        if is_finite(word.group()):
            break
    return Proposal(clause, span, to)


# "årsplanen drøftes og godkendes": what is asked for is the yes.
_TALKED_OVER = re.compile(r"\bdrøftes og (?=(?:godkendes|vedtages|tiltrædes)\b)")
_TO_DO = re.compile(
    r"(?P<who>[^,.]{3,40}?) (?:godkender|beslutter|vedtager|tiltræder),? at (?P<verb>[a-zæøå]+)\b"
)
_DETERMINERS = frozenset(["den", "det", "de", "alle", "disse", "begge", "samtlige"])


# "udvalget" in its own recommendation is the body that meets.
_OWN_BODY = re.compile(r"(?:udvalget|bestyrelsen|rådet)\b", re.IGNORECASE)


def _active(clause: str, span: Span, to: str | None, actor: str | None, end: int) -> Proposal:
    rest = clause[end:].strip()
    first, _, tail = rest.partition(" ")
    verb = verb_of_present(first.strip(","))
    if verb is None:
        return Proposal(clause, span, to, actor=actor)
    return _split_object(Proposal(clause, span, to, verb, actor=actor), tail)


def _split_object(point: Proposal, tail: str) -> Proposal:
    tail = tail.strip(" ,")
    if re.search(r"\b(?:og|samt) (?:at )?(\w+er)\b", tail) and any(
        verb_of_present(m.group(1)) for m in re.finditer(r"\b(?:og|samt) (?:at )?(\w+er)\b", tail)
    ):
        # Two acts in one point: leave it as it is printed.
        return Proposal(point.clause, point.span, point.to, actor=point.actor)
    noted = re.search(r"\s*\btil (?:efterretning|orientering)\b.*$", tail, re.IGNORECASE)
    if noted and point.verb and point.verb.infinitive == "tage":
        return point._replace(object=tail[: noted.start()].strip(), rest=noted.group().strip())
    if _PREPOSITION.match(tail) or tail.startswith(("at ", "over for")):
        return point._replace(rest=tail)
    return point._replace(object=tail)


def _passive(point: Proposal, before: str, after: str) -> Proposal:
    second = _SECOND.search(after)
    two = second and (verb_of_passive(second[1]) or second[1].endswith("r"))
    if before.lower().startswith("der ") or two:
        # An adverb before the verb, or two acts in one point: leave it as it is printed.
        return Proposal(point.clause, point.span, point.to)
    if before.lower() != "der":
        if re.search(r"\b(?:ikke|at|som|der|hvis)\b| (?:og|samt)$", before):
            # A negation or a clause inside the subject: leave the point as it is printed.
            return Proposal(point.clause, point.span, point.to)
        # "heraf 2 mio. kr. frigives": in the active it follows the sum.
        first, _, sum_of_it = before.partition(" ")
        before = f"{sum_of_it} heraf" if first.lower() == "heraf" and sum_of_it else before
        return point._replace(object=before, rest=after)
    if _PREPOSITION.match(after):
        return point._replace(rest=after)
    return point._replace(object=after)


_SECOND = re.compile(r"\b(?:og|samt) (?:at )?([^\W\d_]+s|træder|gælder|begynder|starter)\b")

"""Alternatives that were not chosen: what they cost is no news of the one that was.

A case lays model A, B and C side by side, the decision takes one. What is said of the others alone
stays in the minutes; a sentence that compares them with the chosen one may be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from pipeline.danish.amounts import find_amounts
from pipeline.drafting.decision.votes import is_lost
from pipeline.labels import Decision, SectionKind
from pipeline.records import Item, LabelledItem

# "model B", "scenarie 2", and where something is to lie: "placeringen ved Skovmarken".
_NAMED = re.compile(
    r"\b(?P<kind>model|scenari|alternativ|variant|løsning|mulighed|option|spor|placering|version)"
    r"[a-zæøå]{0,4} (?P<mark>(?-i:[A-H]|[IVX]{1,4}|\d{1,2})(?![\w,.%]*\d|\w| (?:mio|kr|procent)))|"
    r"\b(?P<place>placering|beliggenhed|linjeføring|lokation)(?:en|er|erne)? "
    r"(?:ved|på|langs|bag) (?P<name>(?-i:[A-ZÆØÅ])[\w-]+)",
    re.IGNORECASE,
)
# Behind these words stands what was not taken.
_NOT_TAKEN = re.compile(
    r"\b(?:i stedet for|frem for|fremfor|ikke|fravælge\w*|fravalgt\w*|forkaste\w*|afvise[rs]?|"
    r"afvist\w*|udgår)\b.*$",
    re.IGNORECASE,
)
# Where more than one is still in play.
_OPEN = re.compile(
    r"\b(?:undersøge\w*|belyse\w*|beskrive\w*|beregne\w*|sammenlign\w*)\b", re.IGNORECASE
)
_SAID_YES = frozenset({Decision.GODKENDT, Decision.ANBEFALES})
# What somebody wanted stays true, whatever was chosen.
_WANTED = re.compile(
    r"\b(?:foreslog|foreslået|indstillede|ønske[rdet]\w*|foretræk\w*|foretrak|imod|støtter)\b"
)
# A figure right behind it goes on about the same: "Udgiften er 2 mio. kr."
_GOES_ON = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?:en|et|erne|ene) |(?:Det|Den|Her|Hertil|Dertil) ")

Mark = tuple[str, str]


class Choice:
    """Which alternatives of an item's case were chosen, and which were not.

    >>> from pipeline.records import Label, Section, Span
    >>> text = "Model A koster 2 kr. Model B koster 9 kr. Direktionen valgte model A."
    >>> case = Section(SectionKind.SAGSFREMSTILLING, Span(0, 0), Span(0, 41))
    >>> decision = Section(SectionKind.BESLUTNING, Span(42, 42), Span(42, len(text)))
    >>> item = Item("1", "Bus", Span(0, 0), None, Span(0, len(text)), (case, decision))
    >>> choice = Choice(text, LabelledItem(item, (Label(Decision.GODKENDT, 1.0, "rule"),), ()))
    >>> choice.leaves_out("Model A koster 2 kr."), choice.leaves_out("Model B koster 9 kr.")
    (False, True)
    """

    def __init__(self, text: str, labelled: LabelledItem) -> None:
        item = labelled.item
        known = set(_marks(item.span.of(text)))
        taken = _taken(_body(text, item, SectionKind.BESLUTNING))
        kinds = {label.value for label in labelled.decisions}
        if not taken and kinds and kinds <= _SAID_YES:
            taken = _taken(_body(text, item, SectionKind.INDSTILLING))
        chosen = {kind for kind, _ in taken}
        self._taken = taken
        self._left = {one for one in known - taken if one[0] in chosen}

    def leaves_out(self, sentence: str) -> bool:
        """Tell whether a sentence tells of nothing but alternatives that were not chosen."""
        marks = set(_marks(sentence)) if self._left else set()
        if not marks & self._left or marks & self._taken:
            return False
        return not _WANTED.search(sentence) or bool(find_amounts(sentence))

    def gaps(self, sentences: Sequence[str]) -> frozenset[int]:
        """Return the places of sentences to leave out, with those that go on about the same."""
        found: set[int] = set()
        for place, one in enumerate(sentences if self._left else ()):
            goes_on = place - 1 in found and _GOES_ON.match(one) and not set(_marks(one))
            if self.leaves_out(one) or (goes_on and find_amounts(one)):
                found.add(place)
        return frozenset(found)


def _body(text: str, item: Item, kind: SectionKind) -> str:
    return " ".join(part.body.of(text) for part in item.parts(kind))


def _taken(decided: str) -> Set[Mark]:
    """Return the alternatives that a text chooses; none where it asks for more about them."""
    clauses = [one for one in re.split(r"[.;](?!\d)", decided) if not is_lost(one)]
    if any(_OPEN.search(one) for one in clauses):
        return set()
    return {mark for one in clauses for mark in _marks(_NOT_TAKEN.sub("", one))}


def _marks(text: str) -> Iterator[Mark]:
    for one in _NAMED.finditer(text):
        yield (one["kind"] or one["place"]).lower(), one["mark"] or one["name"]

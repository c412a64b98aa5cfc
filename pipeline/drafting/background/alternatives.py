"""Alternatives that were not chosen: what they cost is no news of the one that was.

A case lays model A, B and C side by side, the decision takes one. What is said of the others alone
stays in the minutes; a sentence that compares them with the chosen one may be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from pipeline.danish.amounts import find_amounts
from pipeline.drafting.background.prose import Source
from pipeline.drafting.decision.votes import is_lost
from pipeline.labels import Decision, SectionKind
from pipeline.records import Item, LabelledItem

# "model B", "scenarie 2", and where something is to lie: "placeringen ved Skovmarken".
_KINDS = (
    r"model|scenari|alternativ|variant|løsning|mulighed|option|spor|placering|version|prioritet|"
    r"grund(?!lag)"
)
_MARK = r"(?-i:[A-H]|[IVX]{1,4}|\d{1,2})(?![\w%]|[,.]\d| (?:mio|kr|procent))"
_NAMED = re.compile(
    rf"\b(?P<kind>{_KINDS})[a-zæøå]{{0,4}} (?P<mark>{_MARK})"
    rf"(?P<more>(?:(?:, | og | samt | eller |[–/-]){_MARK})*)|"
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
        self._asked = _taken(_body(text, item, SectionKind.INDSTILLING))
        self._left = {one for one in known - taken if one[0] in chosen}

    def leaves_out(self, sentence: str) -> bool:
        """Tell whether a sentence tells of nothing but alternatives that were not chosen."""
        marks = set(_marks(sentence)) if self._left else set()
        if not marks & self._left or marks & self._taken:
            return False
        return not _WANTED.search(sentence) or bool(find_amounts(sentence))

    @property
    def differs(self) -> bool:
        """Whether something else was chosen than was recommended."""
        return bool(self._asked) and not self._asked & self._taken and bool(self._left)

    def gaps(self, text: str, sources: Sequence[Source]) -> frozenset[int]:
        """Return the places of sentences to leave out, with those that go on about the same.

        *text* is that of the minutes: a line of a list ("Model B: …") is all about what it names.
        """
        found: set[int] = set()
        for place, one in enumerate(sources if self._left else ()):
            line = self._of_line(text, one.span.start)
            if line is not None:
                gap = line in self._left and not set(_marks(one.text)) & self._taken
            else:
                again = place - 1 in found and _GOES_ON.match(one.text) is not None
                again = again and not set(_marks(one.text)) and bool(find_amounts(one.text))
                gap = self.leaves_out(one.text) or again
            if gap:
                found.add(place)
        return frozenset(found)

    def _of_line(self, text: str, start: int) -> Mark | None:
        """Return the alternative that opens the line in which a place stands."""
        begin = text.rfind("\n", 0, start) + 1
        match = _LINE.match(text, begin)
        if match is None:
            return None
        kinds = {kind for kind, _ in self._taken}
        kind = match["kind"].lower() if match["kind"] else next(iter(kinds), "")
        return (kind, match["mark"]) if match["kind"] or len(kinds) == 1 else None


# "Model B: …", "- Scenarie 2 – …", "B. …"
_LINE = re.compile(
    rf"[ \t•*–-]*(?:(?P<kind>{_KINDS})[a-zæøå]{{0,4}} )?(?P<mark>[A-H]|[IVX]{{1,4}}|\d{{1,2}})"
    r"(?::|\.|\)| [–—-])\s+(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)


def _body(text: str, item: Item, kind: SectionKind) -> str:
    return " ".join(part.body.of(text) for part in item.parts(kind))


def _taken(decided: str) -> Set[Mark]:
    """Return the alternatives that a text chooses; none where it asks for more about them."""
    clauses = [one for one in re.split(r"[.;](?!\d)", decided) if not is_lost(one)]
    if any(_OPEN.search(one) for one in clauses):
        return set()
    return {mark for one in clauses for mark in _marks(_NOT_TAKEN.sub("", one))}


def _marks(text: str) -> Iterator[Mark]:
    """Yield what a text names, each of a row: "prioritet 1 og 3", "model A-C"."""
    for one in _NAMED.finditer(text):
        kind = (one["kind"] or one["place"]).lower()
        yield kind, one["mark"] or one["name"]
        last = one["mark"]
        for link, mark in re.findall(r"(, | og | samt | eller |[–/-])(\w+)", one["more"] or ""):
            between = range(ord(last) + 1, ord(mark)) if len(last) == len(mark) == 1 else ()
            if link in "–-":
                yield from ((kind, chr(code)) for code in between)
            yield kind, mark
            last = mark

"""Alternatives that were not chosen: what they cost is no news of the one that was.

A case lays model A, B and C side by side, the decision takes one. What is said of the others alone
stays in the minutes; a sentence that compares them with the chosen one may be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from pipeline.danish.amounts import find_amounts
from pipeline.danish.blocks import BULLETS
from pipeline.danish.cues import Cued
from pipeline.danish.sentences import split_statements
from pipeline.drafting.background.prose import Source
from pipeline.drafting.decision.options import (
    LISTED,
    Option,
    are_kin,
    chosen_options,
    named_options,
    offers_in,
    options_of,
)
from pipeline.drafting.decision.votes import is_lost
from pipeline.labels import SAID_YES, SectionKind
from pipeline.records import Item, LabelledItem, Span

# Where more than one is still in play.
_OPEN = Cued(r"\b(?:undersøge\w*|belyse\w*|beskrive\w*|beregne\w*|sammenlign\w*)\b", re.IGNORECASE)
# What somebody wanted stays true, whatever was chosen.
_WANTED = re.compile(
    r"\b(?:foreslog|foreslået|indstillede|ønske[rdet]\w*|foretræk\w*|foretrak|imod|støtter)\b"
)
# A figure right behind it goes on about the same: "Udgiften er 2 mio. kr."
_GOES_ON = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?:en|et|erne|ene) |(?:Det|Den|Her|Hertil|Dertil) ")


_LETTERED = re.compile(rf"^[ \t{BULLETS}]*(?P<mark>[A-H])[.)] ", re.MULTILINE)
# "Egen drift: 6,3 mio. kr." behind the offers that were not taken.
_ANOTHER = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+){0,3}: \d")


class Choice:
    """Which alternatives of an item's case were chosen, and which were not.

    >>> from pipeline.labels import Decision
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
        taken = self._chosen(_body(text, item, SectionKind.BESLUTNING))
        kinds = labelled.outcomes
        self._asked = self._chosen(_body(text, item, SectionKind.INDSTILLING))
        if not taken and kinds and kinds <= SAID_YES:
            taken = self._asked
        chosen = {one.kind for one in taken}
        self._taken = taken
        # Where nothing is chosen by its name, the case is not read for others.
        printed = item.span.of(text) if chosen else ""
        self._offers = offers_in(printed)
        kin = {one: [t for t in taken if are_kin(one.kind, t.kind)] for one in self._named(printed)}
        self._left = {
            one for one, some in kin.items() if some and one.mark not in {t.mark for t in some}
        }
        if len(chosen) == 1:
            # "A) Det nuværende system": a line that no noun names an option of.
            (kind,) = chosen
            listed = {one["mark"] for one in _LETTERED.finditer(printed)}
            if listed & {one.mark for one in taken}:
                self._left |= {Option(kind, mark) for mark in listed} - set(taken)

    def _named(self, text: str) -> Set[Option]:
        return set(options_of(text, self._offers))

    def _chosen(self, decided: str) -> Set[Option]:
        """Return the alternatives that a text chooses; none where it asks for more about them."""
        clauses = [one for one in split_statements(decided) if not is_lost(one)]
        if any(_OPEN.search(one) for one in clauses):
            return set()
        return set(chosen_options(" ".join(f"{one.rstrip('.')}." for one in clauses)))

    def leaves_out(self, sentence: str) -> bool:
        """Tell whether a sentence tells of nothing but alternatives that were not chosen."""
        marks = self._named(sentence) if self._left else set()
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
                gap = line in self._left and not self._named(one.text) & self._taken
            else:
                again = place - 1 in found and _GOES_ON.match(one.text) is not None
                again = again and not self._named(one.text) and bool(find_amounts(one.text))
                gap = self.leaves_out(one.text) or again or self._is_another(text, one.span)
            if gap:
                found.add(place)
        return frozenset(found)

    def _is_another(self, text: str, span: Span) -> bool:
        """Tell whether a sum with a name of its own stands in a row of alternatives."""
        row = text[text.rfind("\n", 0, span.start) + 1 : span.start]
        kinds = {one.kind for one in self._taken}
        in_row = any(one.kind in kinds for one in named_options(row))
        return in_row and _ANOTHER.match(span.of(text)) is not None

    def _of_line(self, text: str, start: int) -> Option | None:
        """Return the alternative that opens the line in which a place stands."""
        begin = text.rfind("\n", 0, start) + 1
        match = LISTED.match(text, begin)
        if match is None:
            return None
        named = next(iter(named_options(match.group())), None)
        kinds = {one.kind for one in self._taken}
        if named is None and not match["kind"] and len(kinds) == 1:
            return Option(next(iter(kinds)), match["mark"])
        return named


def _body(text: str, item: Item, kind: SectionKind) -> str:
    return " ".join(part.body.of(text) for part in item.parts(kind))

"""Give a clause the order of words that the rows of the rules are written in.

Danish turns subject and verb about behind whatever comes first ("Herefter kan udvalget ikke …"),
and lets an adverb stand between any two words of a verb ("kan derfor ikke"). Each row would need
every order of its words. So the subject goes back before its verb, and light adverbs are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.labelling.rules import compile_row
from pipeline.lexicon import load_lexicon


class _WordOrder(NamedTuple):
    """Where a verb stands before its subject (groups "verb" and "subject"), and light adverbs."""

    turned: re.Pattern[str]
    light: re.Pattern[str]


class Ordered(NamedTuple):
    """A clause in plain order; ``places[i]`` is where its character ``i`` stands in the clause."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the clause that holds ``text[start:end]``."""
        inside = self.places[start:end]
        return min(inside), max(inside) + 1


# The same few clauses fill an archive, and rules and model read the same ones.
@lru_cache(maxsize=1 << 14)
def plain_order(clause: str) -> Ordered:
    """Return *clause* with its subject before its verb and without light adverbs.

    >>> ordered = plain_order("Herefter kan udvalget derfor ikke godkende planen.")
    >>> ordered.text
    'Herefter udvalget kan ikke godkende planen.'
    >>> ordered.span(18, 26)
    (9, 33)
    """
    order = _word_order()
    places: Sequence[int] = range(len(clause))
    text = clause
    turned = order.turned.search(text)
    if turned is not None:
        verb, subject = turned.span("verb"), turned.span("subject")
        text = text[: verb[0]] + turned["subject"] + " " + turned["verb"] + text[subject[1] :]
        places = [
            *range(verb[0]),
            *range(*subject),
            verb[1],
            *range(*verb),
            *range(subject[1], len(clause)),
        ]
    light = {at for match in order.light.finditer(text) for at in range(*match.span())}
    if light:
        kept = [at for at in range(len(text)) if at not in light]
        text, places = "".join(text[at] for at in kept), [places[at] for at in kept]
    return Ordered(text, places)


@cache
def _word_order() -> _WordOrder:
    table = {"id": "word order", **load_lexicon("decisions")["word_order"]}
    return _WordOrder(turned=compile_row(table, "turned"), light=compile_row(table, "light"))

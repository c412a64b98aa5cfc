"""What each of several offers costs, told of the one that was chosen alone.

"Skydedør: 215.000 kr." below "Der er indhentet tre priser:" is the price of the yes to "at
skydedøren vælges". Which one was chosen must be told by a word that no other offer has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import content_words
from pipeline.drafting.decision.certain import is_changed
from pipeline.labels import SAID_YES, SectionKind
from pipeline.records import LabelledItem, Span


def unchosen_prices(
    text: str, labelled: LabelledItem, told: Sequence[tuple[int, str, Span]]
) -> Set[int]:
    """Return the places of the prices of offers that were not chosen, of all where none is sure.

    *text* is that of the minutes; *told* holds the place, the words and the span of a sentence.
    """
    prices = [(place, match["what"]) for place, said, _ in told if (match := _TOLD.match(said))]
    if not prices:
        return frozenset()
    chosen = _chosen(text, labelled)
    sure = {
        place
        for place, what in prices
        if any(word in chosen for word in _own(what, [one for _, one in prices if one != what]))
    }
    return {place for place, _ in prices} - (sure if len(sure) == 1 else set())


# A model has its letter: what was not chosen of those stands in ``alternatives``.
_TOLD = re.compile(
    r"For (?P<what>(?!(?:model|løsning|scenarie|alternativ|mulighed)\b)[^:]+) er prisen "
)


def _own(what: str, others: Sequence[str]) -> Iterator[str]:
    known = {word for one in others for word in content_words(one)}
    return (word for word in content_words(what) if word not in known and word.isalpha())


_BUT = re.compile(r"\b(?:dog|men|kun|idet|uden|således|sådan|ændring\w*|tilføjelse\w*)\b")


def _chosen(text: str, labelled: LabelledItem) -> Set[str]:
    """Return the words of what was decided; none where that isn't what was proposed."""
    decided = " ".join(one.body.of(text) for one in labelled.item.parts(SectionKind.BESLUTNING))
    asked = " ".join(one.body.of(text) for one in labelled.item.parts(SectionKind.INDSTILLING))
    kinds = labelled.outcomes
    if not kinds or not kinds <= SAID_YES or is_changed(decided) or _BUT.search(decided):
        return frozenset()
    # What is still to be looked into comes after the choice.
    first = next((span.of(decided) for span in split_sentences(decided)), "")
    return content_words(f"{first} {asked}")

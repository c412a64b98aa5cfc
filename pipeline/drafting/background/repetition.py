"""Does a sentence of background say what the post has said already?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.words import content_words

# Shares of the words that two sentences have in common.
_ALIKE, _CONTAINED, _SAME_FIGURES = 0.5, 0.7, 0.5


def overlap(one: str, other: str) -> float:
    """Return how alike two sentences are: shared stems over all stems (Jaccard).

    >>> overlap("Planen er klar.", "Planen er ikke klar.")
    1.0
    """
    left, right = content_words(one), content_words(other)
    return len(left & right) / len(left | right) if left | right else 0.0


def repeats(new: Sequence[str], old: Sequence[str], decision: Sequence[str]) -> bool:
    """Tell whether *new* sentences say again what *old* ones of the background or a decision do."""
    if any(overlap(one, other) >= _ALIKE for one in new for other in (*old, *decision)):
        return True
    if any(_contained(one, other) for one in new for other in old):
        return True
    if any(_tells_no_more(one, " ".join((*old, *decision))) for one in new):
        return True
    # What the decision tells of it already, in however many sentences.
    told = " ".join(_PROPOSED.sub("", one) for one in new)
    return bool(decision) and _contained(" ".join(decision), told, of_second=True)


def tells_sums_of(note: str, told: Sequence[str]) -> bool:
    """Tell whether the sums that a note gives are told already, whatever they are called there.

    >>> tells_sums_of("Merforbruget er 2 mio. kr.", ["Der mangler 2\u00a0mio.\u00a0kr. i år."])
    True
    """
    sums = set(_SUM.findall(note))
    return bool(sums) and sums <= set(_SUM.findall(" ".join(told).replace("\u00a0", " ")))


_SUM = re.compile(r"(?<![\w.,])\d[\d.,]* (?:mio\. |mia\. )?kr\.")
_PROPOSED = re.compile(
    r"^[^,]+ (?:foreslog|var foreslået|blev (?:derfor )?foreslået)(?: derfor| også)?,? at "
)


_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def _tells_no_more(sentence: str, told: str) -> bool:
    """Tell whether all numbers of a sentence are told already, and half of its words.

    >>> _tells_no_more("Udgiften på 2 mio. kr. betales af puljen.", "Puljen betaler 2 mio. kr.")
    True
    >>> _tells_no_more("Beløbet på 9 kr. er afsat i budget 2019.", "Beløbet på 9 kr. gives.")
    True
    >>> _tells_no_more("Udgiften er 2 mio. kr.", "Havnen får en kran.")
    False
    """
    sentence = _SET_ASIDE.sub("", sentence)
    figures, words = set(_FIGURE.findall(sentence)), content_words(sentence)
    known = figures <= set(_FIGURE.findall(told))
    shared = len(words & content_words(told))
    return bool(figures) and known and shared >= _SAME_FIGURES * len(words)


# That a sum is set aside for it, who reads that it is given knows.
_SET_ASIDE = re.compile(
    r"\b(?:afsat|indarbejdet|optaget|indregnet|til formålet)\b|"
    r"\bi (?:\w*oversigten|\w*budget(?:tet)?)(?: for)?(?: (?:19|20)\d\d)?(?![\w,])"
)


def _contained(one: str, other: str, *, of_second: bool = False) -> bool:
    """Tell whether most of the shorter text, or of the second one, is in the other."""
    left, right = content_words(one), content_words(other)
    least = len(right) if of_second else min(len(left), len(right))
    return len(left & right) / max(1, least) >= _CONTAINED

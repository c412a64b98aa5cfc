"""How much of a text people have changed."""

from __future__ import annotations

from pipeline.danish.words import tokenize


def edit_distance(first: str, present: str) -> float:
    r"""Return how far *present* is from *first*: 0 where no word differs, 1 where none is left.

    It is the least number of words to put in, take out or change to turn one into the other
    (Levenshtein 1966), divided by the number of words of the longer text. Case, punctuation and
    the marks of a format don't count.

    >>> edit_distance("Rådet mødtes den 3. maj.", "Rådet mødtes den 4. maj.")
    0.2
    >>> edit_distance("## Nyt\n\n- Rådet mødtes.", "Nyt\nRådet mødtes"), edit_distance("", "")
    (0.0, 0.0)
    """
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_distance(_words(first), _words(present)))


def _words(text: str) -> list[str]:
    return [span.of(text).lower() for span in tokenize(text)]

"""How hard a text is to read: LIX and the length of its sentences.

Source: C. H. Björnsson, *Läsbarhet* (Liber, Stockholm 1968): LIX = words per sentence + the
share of words with more than six letters, in per cent. About 25 is easy, 35-44 ordinary, 45-54
hard, 55 and up very hard. It is a measure of running prose: headings and lists are short
sentences to it and make a whole document look easier than its text is.
"""

from __future__ import annotations

from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import tokenize


def lix(text: str) -> float:
    """Return the LIX of *text*; 0.0 for a text without words.

    >>> lix("Direktionen drøftede sagen. Den anbefaler forslaget.")
    69.7
    """
    words = [span.of(text) for span in tokenize(text)]
    if not words:
        return 0.0
    long_words = sum(len(word) > 6 for word in words)
    return round(mean_sentence_length(text) + 100 * long_words / len(words), 1)


def mean_sentence_length(text: str) -> float:
    """Return how many words a sentence of *text* has on average; 0.0 without words.

    Fragments without a single word (a lone dash) are no sentences.

    >>> mean_sentence_length("Direktionen drøftede sagen. Den anbefaler forslaget.")
    3.0
    """
    counts = [len(tokenize(span.of(text))) for span in split_sentences(text)]
    counts = [count for count in counts if count]
    return sum(counts) / len(counts) if counts else 0.0

"""Quotations of a decision: what no frame can say stands in the minutes' own words."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence


def quote(printed: str) -> str:
    """Quote decision text that no frame fits.

    >>> quote("Afventer svar.")
    'Beslutning: »Afventer svar«.'
    """
    template = load_lexicon("frames")["sentence"]["quote"]
    return str(template.format(text=printed.strip().rstrip(".")))


def join_quotes(said: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Put quotations that follow each other into one.

    >>> two = [Sentence(quote("Afventer."), "realised"), Sentence(quote("Tages op."), "realised")]
    >>> [one.text for one in join_quotes(two)]
    ['Beslutning: »Afventer. Tages op«.']
    """
    start, end = quote("|").split("|")
    joined: list[Sentence] = []
    for one in said:
        last = joined[-1] if joined else None
        if last and last.text.startswith(start) and one.text.startswith(start):
            inner = last.text[len(start) : -len(end)].rstrip(".")
            gap = (
                one.sources and last.sources and one.sources[0].start - last.sources[-1].end > _NEXT
            )
            text = f"{start}{inner}. {'… ' if gap else ''}{one.text[len(start) :]}"
            joined[-1] = Sentence(text, "realised", (*last.sources, *one.sources))
        else:
            joined.append(one)
    return tuple(joined)


# Characters between two sentences that stand next to each other.
_NEXT = 8

"""Whether the words marked for a decision say what the label says."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.corpus.finding import Finding, line_of
from pipeline.corpus.rows import Corpus, LabelledRow
from pipeline.labels import Decision, SectionKind
from pipeline.records import Item, Section, Span

# A document may be one single line: how far to look from the marked words, in characters.
_NEAR = 100


def check_evidence(corpus: Corpus) -> Iterator[Finding]:
    """Yield the items with a label that the deciding rules don't find in its words.

    An item marked hard may differ: there the reason says what the words alone don't.
    """
    for row in corpus.open_rows:
        wrong = [] if row.hard else [one.value for one in unsaid(corpus.texts[row.document], row)]
        if wrong:
            what = f"the words marked for {', '.join(wrong)} don't say so"
            now = "mark the words that decide, mend the label, or give the reason under hard"
            yield Finding("evidence", line_of(corpus, row), what, now)


def unsaid(text: str, row: LabelledRow) -> tuple[Decision, ...]:
    """Return the labels of an item that the rules don't read in the words marked for them.

    Words are read as if they were the whole decision; where that isn't enough, with what
    follows them in the same line. ``andet`` is any act that no other label has, so no words of
    its own tell it.
    """
    return tuple(
        marked.label
        for marked in row.decisions
        if marked.span is not None
        and marked.label is not Decision.ANDET
        and marked.label not in (_read(text, marked.span) | _read(text, _line(text, marked.span)))
    )


def _line(text: str, span: Span) -> Span:
    """Return the lines that a span lies in, or so much of them as can belong to it."""
    end = text.find("\n", span.end)
    first = text.rfind("\n", 0, span.start) + 1
    return Span(
        max(first, span.start - _NEAR), min(len(text) if end < 0 else end, span.end + _NEAR)
    )


def _read(text: str, span: Span) -> set[Decision]:
    from pipeline.labelling.decisions import read_decision

    nothing = Span(span.start, span.start)
    section = Section(SectionKind.BESLUTNING, nothing, span)
    labels, _ = read_decision(Item("", "", nothing, None, span, (section,)), text)
    return {label.value for label in labels}

"""How well documents are cut into items: whole items, borders, Pk and WindowDiff."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from pipeline.evaluation.figures import Figure, f1, precision, recall, share
from pipeline.evaluation.outcomes import Meeting
from pipeline.records import Span


def segmentation_figures(meetings: Sequence[Meeting]) -> Iterator[Figure]:
    """Yield the figures of the splitter.

    ``found`` is the share of the items that are found, ``exact`` F1 of items whose first and last
    words are both right, ``border`` precision, recall and F1 of where items begin, ``closed`` the
    share of documents with the right number of closed items. Pk and WindowDiff are means over
    documents, 0 where every line is in the right item.
    """
    found = {one.document.id: _found(one) for one in meetings}
    exact = {one.document.id: _matches(*_spans(one)) for one in meetings}
    starts = {one.document.id: _matches(*_starts(one)) for one in meetings}
    yield Figure("segmentation.found", found, share)
    yield Figure("segmentation.exact_f1", exact, f1)
    for measure in (precision, recall, f1):
        yield Figure(f"segmentation.border_{measure.__name__}", starts, measure)
    wrong = {one.document.id: window_errors(*_line_borders(one)) for one in meetings}
    yield Figure("segmentation.pk", {name: (pk, 1) for name, (pk, _) in wrong.items()}, share)
    yield Figure(
        "segmentation.windowdiff", {name: (diff, 1) for name, (_, diff) in wrong.items()}, share
    )
    closed = {one.document.id: (float(_closed_right(one)), 1) for one in meetings}
    yield Figure("segmentation.closed", closed, share)


def window_errors(gold: str, found: str) -> tuple[float, float]:
    """Return Pk and WindowDiff of two rows of borders, "1" where a new segment begins.

    The window is half the mean length of the right segments. Both are 0 where all borders are
    right, and Pk near a half where they are drawn by chance.

    Source: D. Beeferman, A. Berger and J. Lafferty, "Statistical Models for Text Segmentation",
    Machine Learning 34 (1999); L. Pevzner and M. Hearst, "A Critique and Improvement of an
    Evaluation Metric for Text Segmentation", Computational Linguistics 28 (2002), as in ``nltk``.

    >>> window_errors("0010010000", "0010010000"), window_errors("00001000", "00000000")
    ((0.0, 0.0), (0.8, 0.8))
    """
    from nltk.metrics.segmentation import pk, windowdiff  # type: ignore[import-untyped]

    window = max(1, min(round(len(gold) / (2 * max(1, gold.count("1")))), len(gold)))
    if not gold:
        return 0.0, 0.0
    return float(pk(gold, found, window)), float(windowdiff(gold, found, window))


def _found(meeting: Meeting) -> tuple[int, int]:
    there = [one for one in meeting.outcomes if one.row]
    return sum(one.found is not None for one in there), len(there)


def _spans(meeting: Meeting) -> tuple[set[Span], set[Span]]:
    """Return the labelled items and the items found, from first to last word."""
    gold = {one.row.span for one in meeting.outcomes if one.row}
    found = {_trimmed(span, meeting.text) for span in _found_spans(meeting)}
    return {_trimmed(span, meeting.text) for span in gold}, found


def _starts(meeting: Meeting) -> tuple[set[int], set[int]]:
    """Return on which lines items begin, as labelled and as found."""
    firsts = [line.start for line in meeting.lines]
    gold = {bisect_right(firsts, one.row.span.start) for one in meeting.outcomes if one.row}
    return gold, {bisect_right(firsts, span.start) for span in _found_spans(meeting)}


def _line_borders(meeting: Meeting) -> tuple[str, str]:
    gold = [one.row.span for one in meeting.outcomes if one.row]
    found = _found_spans(meeting)
    return _borders(meeting.lines, gold), _borders(meeting.lines, found)


def _borders(lines: Sequence[Span], items: Iterable[Span]) -> str:
    """Return "1" for each line at which another item, or the text outside all, begins."""
    spans = sorted(items)
    starts = [span.start for span in spans]
    segments = []
    for line in lines:
        number = bisect_right(starts, line.end - 1) - 1
        inside = number >= 0 and line.start < spans[number].end
        segments.append(number if inside else -1)
    before = [None, *segments[:-1]]
    return "".join(str(int(one != two)) for one, two in zip(before, segments, strict=True))


def _found_spans(meeting: Meeting) -> list[Span]:
    """Return where the open items are that Referat reads."""
    return [item.span for item in meeting.minutes.open_items] if meeting.minutes else []


def _closed_right(meeting: Meeting) -> bool:
    return meeting.minutes is not None and meeting.minutes.closed_count == meeting.closed


def _trimmed(span: Span, text: str) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _matches(gold: AbstractSet[object], found: AbstractSet[object]) -> tuple[int, int, int]:
    """Return how many are in both, in the second only, in the first only."""
    return len(gold & found), len(found - gold), len(gold - found)

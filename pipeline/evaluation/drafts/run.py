"""A whole run: every writer on every meeting, and the figures with their intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.evaluation.drafts.cases import DraftCase, Known
from pipeline.evaluation.drafts.measures import BY_NAME, Count, total
from pipeline.evaluation.drafts.score import ItemScore, score_item
from pipeline.evaluation.drafts.whole import score_post, unexplained
from pipeline.evaluation.drafts.writers import WRITERS, can_write, flags_for, write
from pipeline.evaluation.figures import Estimate, Figure, estimate
from pipeline.records import Draft, Flag


@dataclass(frozen=True, slots=True)
class PostScore:
    """One draft of one meeting by one writer, and how it fares."""

    writer: str
    case: DraftCase
    draft: Draft
    flags: tuple[Flag, ...]
    items: tuple[ItemScore, ...]
    counts: tuple[Count, ...]

    @property
    def every(self) -> tuple[Count, ...]:
        """The counts of the post and of all of its items."""
        return (*self.counts, *(count for one in self.items for count in one.counts))


@dataclass(frozen=True, slots=True)
class DraftRun:
    """What one run measured: ``figures`` by part and writer."""

    posts: tuple[PostScore, ...]
    figures: Mapping[tuple[str, str], Mapping[str, Estimate]]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that were measured, in order."""
        return tuple(dict.fromkeys(part for part, _ in self.figures))


def evaluate_drafts(
    cases: Iterable[DraftCase],
    vocabulary: frozenset[str],
    *,
    writers: Sequence[str] = tuple(WRITERS),
    tell: Callable[[DraftCase], object] = lambda _: None,
) -> DraftRun:
    """Measure writers on meetings.

    Args:
        cases: The meetings. Those without labels are measured for Referat and the baselines.
        vocabulary: The words that are Danish.
        writers: Whose drafts (``WRITERS``).
        tell: Called with each meeting before it is drafted.
    """
    posts: list[PostScore] = []
    for case in cases:
        tell(case)
        able = [one for one in writers if can_write(one, case)]
        posts += [score_draft(writer, case, vocabulary) for writer in able]
    return DraftRun(tuple(posts), figures_of(posts))


def score_draft(writer: str, case: DraftCase, vocabulary: frozenset[str]) -> PostScore:
    """Return the draft of a meeting by one writer with every measure of it."""
    seen, draft = write(writer, case)
    flags = flags_for(seen, draft)
    items = tuple(
        score_item(seen, draft, one, flags, references=references_for(writer, one))
        for one in seen.items
    )
    counts = score_post(seen, draft, flags, vocabulary)
    if writer in ("referat", "given"):
        counts = (*counts, unexplained(seen))
    return PostScore(writer, seen, draft, flags, items, counts)


def references_for(writer: str, known: Known) -> tuple[str, ...]:
    """Return the texts that a writer is held against: never its own."""
    if known.reference is None:
        return ()
    if writer == "ref":
        return tuple(filter(None, (known.reference.alt,)))
    if writer == "alt":
        return tuple(filter(None, (known.reference.ref,)))
    return known.reference.texts


def figures_of(posts: Sequence[PostScore]) -> dict[tuple[str, str], dict[str, Estimate]]:
    """Return every measure with its interval, by part and writer; bootstrap over meetings."""
    groups: dict[tuple[str, str], list[PostScore]] = {}
    for post in posts:
        groups.setdefault((post.case.part, post.writer), []).append(post)
    return {
        key: estimate(_figures(group), [one.case.name for one in group])
        for key, group in sorted(groups.items(), key=lambda one: _rank(*one[0]))
    }


def _figures(posts: Sequence[PostScore]) -> Iterable[Figure]:
    sums = {post.case.name: total(post.every) for post in posts}
    for name, measure in BY_NAME.items():
        rows = {key: values[name] for key, values in sums.items() if name in values}
        if rows:
            width = len(next(iter(rows.values())))
            none = (0.0,) * width
            yield Figure(name, {key: rows.get(key, none) for key in sums}, measure.formula)


def _rank(part: str, writer: str) -> tuple[int, int]:
    order = ("train", "dev", "test")
    writers = list(WRITERS)
    return (order.index(part) if part in order else len(order), writers.index(writer))


def only(run: DraftRun, parts: Sequence[str]) -> DraftRun:
    """Return a run with some of its parts."""
    return replace(
        run,
        posts=tuple(one for one in run.posts if one.case.part in parts),
        figures={key: value for key, value in run.figures.items() if key[0] in parts},
    )

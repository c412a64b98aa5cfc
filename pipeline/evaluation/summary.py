"""A run in a screenful: the figures that matter, split by split, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.figures import Estimate
from pipeline.evaluation.run import Run

# What people ask for first, by step, and what it is called.
MAIN = {
    "Items and sections": {
        "segmentation.found": "Items found",
        "segmentation.exact_f1": "Items exact, F1",
        "segmentation.border_f1": "Borders, F1",
        "segmentation.pk": "Pk",
        "segmentation.windowdiff": "WindowDiff",
        "sections.kinds_macro_f1": "Sections, macro-F1",
        "sections.characters_f1": "Sections by character, F1",
    },
    "Decision types": {
        "decisions.macro_f1": "Macro-F1",
        "decisions.exact": "Exact set",
        "hard.decisions.macro_f1": "Hard items, macro-F1",
        "given.decisions.macro_f1": "On given items, macro-F1",
        "decisions.silent": "Wrongly silent",
        "decisions.upgraded": "Wrongly approved",
        "decisions.exact_at_70": "Surest 70 %, exact",
        "decisions.ece": "ECE",
    },
    "Topics": {
        "topics.exact": "Accuracy",
        "topics.macro_f1": "Macro-F1",
        "topics.top3": "Among the first three",
        "given.topics.exact": "On given items, accuracy",
        "topics.exact_at_70": "Surest 70 %, accuracy",
        "topics.ece": "ECE",
    },
    "What happens next": {
        "route.exact": "Route, exact",
        "next_steps.f1": "Next steps, F1",
    },
}
_CELL = 18


def summary_of(run: Run) -> str:
    """Return the main figures of a run, a column a part, with their 95 % intervals."""
    parts = run.figures
    sizes: dict[str, int] = {result.split: result.items for result in run.splits}
    sizes |= {one.part: len(one.titles) for one in run.titles}
    wide = max(len(name) for names in MAIN.values() for name in names.values()) + 2
    lines = [f"{run.model:<{wide}}" + "".join(f"{_short(part):>{_CELL}}" for part in parts)]
    lines.append(
        f"{'Labelled items or titles':<{wide}}"
        + "".join(f"{sizes[part]:>{_CELL}}" for part in parts)
    )
    for heading, names in MAIN.items():
        lines.append(heading)
        for key, name in names.items():
            cells = [cell(figures.get(key)) for figures in parts.values()]
            lines.append(f"{'  ' + name:<{wide}}" + "".join(f"{one:>{_CELL}}" for one in cells))
    return "\n".join(line.rstrip() for line in lines)


def comparison_lines(
    found: Mapping[str, Sequence[Comparison]], *, hidden: Sequence[str] = ("test",)
) -> Iterator[str]:
    """Yield a comparison line by line; of the *hidden* parts no item is named."""
    for part, comparisons in found.items():
        for one in comparisons:
            yield f"{part}, {one.task}: {one.items} items in both" + (
                f", {one.unshared} in one only or labelled anew" if one.unshared else ""
            )
            for name, difference in one.differences.items():
                change = f"{difference.value:+.3f}"
                if difference.low is not None:
                    change += f" [{difference.low:+.3f} {difference.high:+.3f}]"
                before, after = one.first[name].value, one.second[name].value
                yield f"  {name:<22}{before:>7.3f} → {after:.3f}  {change}"
            gains, losses = len(one.gains), len(one.losses)
            yield f"  gains {gains}, losses {losses}, McNemar p = {one.p:.3f}"
            if part not in hidden:
                yield from (f"    + {key}" for key in one.gains)
                yield from (f"    - {key}" for key in one.losses)


def cell(one: Estimate | None) -> str:
    """Return a figure and its interval in as few characters as can be read.

    >>> cell(Estimate(0.5, 0.25, 1.0)), cell(Estimate(0.5, None, None)), cell(None)
    ('.500 [.25 1.0]', '.500', '–')
    """
    if one is None:
        return "–"
    value = f"{one.value:.3f}".removeprefix("0")
    if one.low is None or one.high is None:
        return value
    low, high = (
        f"{end:.2f}".removeprefix("0").replace("1.00", "1.0") for end in (one.low, one.high)
    )
    return f"{value} [{low} {high}]"


def _short(part: str) -> str:
    return part if len(part) < _CELL else f"{part[: _CELL - 2]}…"

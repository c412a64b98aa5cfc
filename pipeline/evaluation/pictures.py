"""The figures of a run as pictures: SVG, drawn by matplotlib, the same bytes each time.

Colours are few and named (``PAPER`` …), so that the report can put its own in their place for
light and dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.evaluation.answers import CLASSES, TASKS, Answer, Task
from pipeline.evaluation.calibration import Point, reliability, risk_coverage
from pipeline.evaluation.classes import confusion
from pipeline.evaluation.evaluate import SplitResult, Threshold
from pipeline.evaluation.figures import Estimate
from pipeline.labels import Decision, Topic

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAPER, INK, FAINT, FIRST, SECOND = "#fefefe", "#1f2a37", "#c9d1da", "#1f5f8b", "#b4531a"
_NAMES = {"decisions": "Decisions", "topics": "Topics"}
_COLOURS: dict[Task, str] = {"decisions": FIRST, "topics": SECOND}


class Picture(NamedTuple):
    """A picture: the name of its file, what it shows, and the same told in words."""

    name: str
    title: str
    alt: str
    svg: str


def pictures_of_split(result: SplitResult) -> Iterator[Picture]:
    """Yield the pictures of one split."""
    for task in TASKS:
        yield draw_classes(result.split, task, result.figures)
    yield draw_reliability(result.split, result.answers)
    yield draw_coverage(result.split, result.answers, result.thresholds)
    yield draw_confusion(result.split, result.answers["topics"])


def draw_classes(part: str, task: Task, figures: Mapping[str, Estimate]) -> Picture:
    """Draw F1 of each class with its interval."""
    known: Mapping[str, Decision | Topic] = {
        one.value: one for one in (Decision if task == "decisions" else Topic)
    }
    found = [(known[n].danish, figures[f"{task}.f1.{n}"]) for n in CLASSES[task] if
             f"{task}.f1.{n}" in figures]  # fmt: skip
    found.sort(key=lambda one: one[1].value)
    figure, axes = _figure(7.2, 0.9 + 0.3 * len(found))
    for row, (_, one) in enumerate(found):
        if one.low is not None and one.high is not None:
            ends = [one.low, one.high]
            axes.plot(ends, [row, row], color=FAINT, linewidth=5, solid_capstyle="round")
        axes.plot([one.value], [row], "o", color=_COLOURS[task], markersize=7)
        axes.text(1.04, row, f"{one.value:.2f}", va="center", color=INK)
    axes.set_yticks(range(len(found)), [name for name, _ in found])
    axes.set_xlim(0, 1.12)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.set_xlabel("F1, with its 95 % interval")
    words = "; ".join(f"{name} {one.value:.2f}" for name, one in reversed(found))
    title = f"F1 of each {'decision type' if task == 'decisions' else 'topic'}"
    return _picture(f"{part}_{task}_classes", title, f"{title}, best first: {words}.", figure)


def draw_reliability(part: str, answers: Mapping[Task, Sequence[Answer]]) -> Picture:
    """Draw the share that is right against the mean score, tenth by tenth."""
    figure, axes = _figure(5.2, 4.6)
    axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1.5)
    told = []
    for task, given in answers.items():
        bins = reliability(given)
        most = max((one.items for one in bins), default=1)
        sizes = [30 + 220 * one.items / most for one in bins]
        xs, ys = [one.score for one in bins], [one.right for one in bins]
        axes.plot(xs, ys, color=_COLOURS[task], linewidth=1)
        axes.scatter(xs, ys, s=sizes, color=_COLOURS[task], alpha=0.75, label=_NAMES[task])
        points = ", ".join(f"{one.score:.2f} is {one.right:.2f}" for one in bins)
        told.append(f"{_NAMES[task]}: {points}")
    _unit(axes, "score given", "share that is right")
    axes.legend(frameon=False, loc="lower right", labelcolor=INK, markerscale=0.6)
    alt = f"Mean score against the share that is right, tenth by tenth. {'. '.join(told)}."
    return _picture(f"{part}_reliability", "Is a score what it says?", alt, figure)


def draw_coverage(
    part: str,
    answers: Mapping[Task, Sequence[Answer]],
    thresholds: Mapping[Task, Threshold] | None = None,
) -> Picture:
    """Draw how accuracy falls as more is answered, and the thresholds that were chosen."""
    figure, axes = _figure(5.2, 4.6)
    told = []
    for task, given in answers.items():
        points = risk_coverage(given)
        xs = [point.coverage for point in points]
        axes.plot(
            xs, [p.accuracy for p in points], color=_COLOURS[task], linewidth=2, label=_NAMES[task]
        )
        here: Point | None = thresholds[task].here if thresholds else None
        if here:
            axes.plot(
                [here.coverage], [here.accuracy], "D", color=_COLOURS[task], markersize=8,
                markeredgecolor=PAPER,
            )  # fmt: skip
        told += [f"{_NAMES[task]}: {_told(points, here)}"]
    _unit(axes, "share of items answered", "share of answers that are right")
    axes.legend(frameon=False, loc="lower left", labelcolor=INK)
    alt = f"Accuracy of the surest items against how many are answered. {'. '.join(told)}."
    return _picture(f"{part}_coverage", "What silence buys", alt, figure)


def draw_confusion(part: str, answers: Sequence[Answer]) -> Picture:
    """Draw which topic was taken for which: rows are right, columns were said."""
    names = [topic.danish for topic in Topic]
    counts = confusion(answers, CLASSES["topics"])
    shares = [[count / max(1, sum(row)) for count in row] for row in counts]
    figure, axes = _figure(8.6, 7.2)
    axes.imshow(shares, cmap=_shades(), vmin=0, vmax=1, aspect="auto")
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            if count:
                colour = PAPER if shares[y][x] > 0.5 else INK
                axes.text(x, y, str(count), ha="center", va="center", fontsize=8, color=colour)
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks(range(len(names) + 1), [*names, "not found"], rotation=45, ha="right")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0)
    return _picture(
        f"{part}_confusion",
        "Which topic was taken for which",
        "Heat map of right topics (rows) and given topics (columns); the table holds its numbers.",
        figure,
    )


def draw_curve(part: str, task: Task, points: Sequence[tuple[int, Estimate]]) -> Picture:
    """Draw a learning curve: macro-F1 by the number of municipalities learned from."""
    figure, axes = _figure(5.2, 4.2)
    xs = [count for count, _ in points]
    lows = [one.value if one.low is None else one.low for _, one in points]
    highs = [one.value if one.high is None else one.high for _, one in points]
    axes.fill_between(xs, lows, highs, color=FAINT, alpha=0.5)
    axes.plot(xs, [one.value for _, one in points], "o-", color=_COLOURS[task], linewidth=2)
    axes.set_ylim(0, 1.02)
    axes.set_xlim(left=0)
    axes.set_xlabel("municipalities learned from")
    axes.set_ylabel("macro-F1 on dev")
    told = ", ".join(f"{count}: {one.value:.2f}" for count, one in points)
    title = f"Learning curve, {_NAMES[task].lower()}"
    alt = f"Macro-F1 on dev by the number of municipalities learned from. {told}."
    return _picture(f"{part}_{task}_learning", title, alt, figure)


def _told(points: Sequence[Point], here: Point | None) -> str:
    if not points:
        return "nothing answered"
    words = f"all answered {points[-1].accuracy:.2f} of {points[-1].coverage:.2f}"
    if here:
        words += f"; above {here.threshold:.2f} right {here.accuracy:.2f} of {here.coverage:.2f}"
    return words


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor=PAPER)
    axes = figure.add_subplot(facecolor=PAPER)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(FAINT)
    axes.tick_params(colors=INK, labelsize=9)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)
    return figure, axes


def _unit(axes: Axes, x: str, y: str) -> None:
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.05)
    axes.set_xlabel(x)
    axes.set_ylabel(y)


def _shades() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("paper to ink", [PAPER, FIRST])


def _picture(name: str, title: str, alt: str, figure: Figure) -> Picture:
    from matplotlib import rc_context

    buffer = BytesIO()
    settings: Any = {"svg.hashsalt": name, "svg.fonttype": "none", "font.family": "sans-serif"}
    with rc_context(settings):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": "Referat"})
    return Picture(name, title, alt, buffer.getvalue().decode())

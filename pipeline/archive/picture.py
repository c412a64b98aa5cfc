"""Cases as a picture: a lane for each body, a box for each decision. Plain SVG, no library."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from pipeline.archive.cases import STAGES, Case, Step
from pipeline.danish.dates import format_date
from pipeline.labels import Decision

_NAMES, _STEP, _BOX, _LANE, _TALL, _HEAD = 190, 170, 150, 84, 58, 64
# Apart in lightness as well, so that they can be told without colours; the words stand there too.
_FILLS = {
    Decision.GODKENDT: ("#1b5e3a", "#ffffff"),
    Decision.ANBEFALES: ("#9ecae8", "#10202e"),
    Decision.AFVIST: ("#8c1d1d", "#ffffff"),
    Decision.UDSAT: ("#f4d9a8", "#10202e"),
}
_PLAIN = ("#e8ecf0", "#10202e")


def draw_cases(cases: Sequence[Case]) -> str:
    """Return an SVG of cases, one below the other; its title and description say the same.

    >>> from datetime import date
    >>> step = Step("0", 0, date(2024, 5, 4), "Byrådet", "1", "Cykler", "24-1522",
    ...             (Decision.GODKENDT,), "Godkendt.", "number")
    >>> picture = draw_cases([Case("Nordby", (step,), True, None)])
    >>> "Byrådet 4. maj 2024: godkendt" in picture
    True
    """
    heights = [_HEAD + _LANE * len(_lanes(case)) for case in cases]
    width = _NAMES + _STEP * max((len(case.steps) for case in cases), default=1) + 20
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {max(1, sum(heights))}" '
        'role="img" aria-labelledby="name told" font-family="sans-serif" font-size="13">',
        f'<title id="name">{escape("; ".join(map(_name, cases)))}</title>',
        f'<desc id="told">{escape(" ".join(map(_told, cases)))}</desc>',
        f'<rect width="{width}" height="{sum(heights)}" fill="#ffffff"/>',
    ]
    top = 0
    for case, height in zip(cases, heights, strict=True):
        lines += _draw(case, top, width)
        top += height
    return "\n".join([*lines, "</svg>", ""])


def _name(case: Case) -> str:
    return case.steps[-1].title


def _told(case: Case) -> str:
    steps = ", ".join(
        f"{step.body or 'ukendt organ'} {_day(step)}: {_stage(step)}" for step in case.steps
    )
    return f"{_name(case)}. {steps}."


def _lanes(case: Case) -> list[str]:
    return list(dict.fromkeys(step.body or "Ukendt organ" for step in case.steps))


def _stage(step: Step) -> str:
    return ", ".join(dict.fromkeys(STAGES[one] for one in step.decisions))


def _day(step: Step) -> str:
    return format_date(step.date) if step.date else "ukendt dato"


def _draw(case: Case, top: int, width: int) -> Iterator[str]:
    lanes = _lanes(case)
    name = textwrap.shorten(_name(case), 100, placeholder=" …")
    yield f'<text x="12" y="{top + 26}" font-size="16" font-weight="bold">{escape(name)}</text>'
    yield f'<text x="12" y="{top + 46}" fill="#455261">{escape(" → ".join(case.stages))}</text>'
    for number, lane in enumerate(lanes):
        y = top + _HEAD + number * _LANE
        yield f'<path d="M12 {y}H{width - 12}" stroke="#c9d1da"/>'
        for line, part in enumerate(textwrap.wrap(lane, 24)[:3]):
            yield f'<text x="12" y="{y + 28 + 16 * line}">{escape(part)}</text>'
    places = [
        (_NAMES + _STEP * at, top + _HEAD + _LANE * lanes.index(step.body or "Ukendt organ") + 12)
        for at, step in enumerate(case.steps)
    ]
    for (x, y), (to_x, to_y) in pairwise(places):
        start, end, middle = x + _BOX, to_x - 6, _TALL // 2
        bend = (start + end) // 2
        yield (
            f'<path d="M{start} {y + middle}H{bend}V{to_y + middle}H{end}" fill="none" '
            'stroke="#455261" stroke-width="1.5"/>'
            f'<path d="M{end} {to_y + middle - 4}l6 4l-6 4z" fill="#455261"/>'
        )
    for step, (x, y) in zip(case.steps, places, strict=True):
        yield from _box(step, x, y)


def _box(step: Step, x: int, y: int) -> Iterator[str]:
    fill, ink = _FILLS.get(step.decisions[0], _PLAIN)
    dashed = "" if step.by == "number" else ' stroke="#455261" stroke-dasharray="4 3"'
    number = step.case_number or "uden sagsnummer"
    yield f"<g><title>{escape(f'{step.title} ({number})')}</title>"
    yield f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_TALL}" rx="6" fill="{fill}"{dashed}/>'
    yield f'<text x="{x + 8}" y="{y + 18}" font-size="11" fill="{ink}">{_day(step)}</text>'
    for line, part in enumerate(textwrap.wrap(_stage(step), 20)[:2]):
        yield (
            f'<text x="{x + 8}" y="{y + 34 + 16 * line}" font-weight="bold" '
            f'fill="{ink}">{escape(part)}</text>'
        )
    yield "</g>"

"""One HTML page: the figures, the targets missed, and each draft beside what a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pipeline.evaluation.drafts.measures import BY_NAME, met, total
from pipeline.evaluation.drafts.run import DraftRun, PostScore
from pipeline.evaluation.drafts.score import ItemScore
from pipeline.evaluation.drafts.tables import missed, target_of
from pipeline.evaluation.drafts.writers import WRITERS
from pipeline.evaluation.figures import Estimate
from pipeline.records import Flag, Sentence

_SHOWN = "referat"
_SOURCE = 300
_PER_ITEM = ("must", "may", "chrf", "edit", "words", "copied", "easier")


@dataclass(frozen=True, slots=True)
class _Row:
    """One measure in the table of a part."""

    criterion: int
    name: str
    says: str
    target: str
    cells: tuple[dict[str, str], ...]


def report_of(run: DraftRun, *, show_errors: bool = False) -> str:
    """Return the report as one self-contained HTML page.

    Texts of the test split are left out unless *show_errors*: who reads them may tune on them.
    """
    from jinja2 import Environment, StrictUndefined

    source = (files("pipeline.evaluation.drafts") / "report.html.j2").read_text("utf-8")
    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string(source)
    shown = [
        post
        for post in run.posts
        if post.writer == _SHOWN and (show_errors or post.case.part != "test")
    ]
    return page.render(
        parts=[_part(run, part) for part in run.parts],
        writers=[
            (name, says) for name, says in WRITERS.items() if any(name == w for _, w in run.figures)
        ],
        missed=[
            (part, one.criterion, one.says, f"{found.value:.{one.digits}f}", target_of(one))
            for part, one, found in missed(run)
        ],
        posts=[_post(post) for post in shown],
        hidden=any(part == "test" for part in run.parts) and not show_errors,
    )


def _part(run: DraftRun, part: str) -> dict[str, Any]:
    writers = [writer for one, writer in run.figures if one == part]
    rows = []
    for name, measure in BY_NAME.items():
        cells = []
        for writer in writers:
            one = run.figures[part, writer].get(name)
            state = None if one is None else met(measure, one.value)
            cells.append(
                {
                    "value": "" if one is None else f"{one.value:.{measure.digits}f}",
                    "range": "" if one is None else _range(one, measure.digits),
                    "state": {None: "", True: "met", False: "missed"}[state],
                }
            )
        if any(cell["value"] for cell in cells):
            rows.append(
                _Row(measure.criterion, name, measure.says, target_of(measure), tuple(cells))
            )
    return {"name": part, "writers": writers, "rows": rows}


def _range(one: Estimate, digits: int) -> str:
    if one.low is None or one.high is None:
        return ""
    return f"{one.low:.{digits}f}–{one.high:.{digits}f}"


def _post(post: PostScore) -> dict[str, Any]:
    draft, text = post.draft, post.case.minutes.text
    return {
        "name": post.case.name,
        "part": post.case.part,
        "headline": draft.headline.text,
        "lead": [_sentence(one, text) for one in draft.lead],
        "steps": [_sentence(step.sentence, text) for step in draft.next_steps],
        "flags": [_flag(one) for one in post.flags],
        "items": [_item(one, text) for one in post.items],
        "published": post.case.post or "",
    }


def _item(score: ItemScore, text: str) -> dict[str, Any]:
    told, reference = score.told, score.known.reference
    found = score.known.found
    sums = total(score.counts)
    return {
        "key": score.known.key,
        "title": found.item.title if found else score.known.row.title if score.known.row else "",
        "found": found is not None,
        "headline": told.headline if told else "",
        "sentences": [
            _sentence(one, text) for one in ((*told.sentences, *told.steps) if told else ())
        ],
        "reason": told.reason if told else "",
        "references": [
            (label, words)
            for label, words in (("ref", reference.ref), ("alt", reference.alt))
            if words
        ] if reference else [],
        "heading": reference.heading if reference else "",
        "missing": score.missing if sums.get("must") else (),
        "wrong": [(gate, ", ".join(found)) for gate, found in score.wrong.items() if found],
        "traps": score.traps,
        "flags": [_flag(one) for one in score.flags],
        "figures": [(name, _figure(name, sums[name])) for name in _PER_ITEM if name in sums],
    }  # fmt: skip


def _figure(name: str, sums: Sequence[float]) -> str:
    if name in ("must", "may", "copied"):
        return f"{sums[0]:.0f} of {sums[1]:.0f}"
    if name == "easier":
        return "yes" if sums[0] else "no"
    return f"{sums[0] / sums[1]:.{max(BY_NAME[name].digits - 1, 0)}f}" if sums[1] else ""


def _sentence(sentence: Sentence, text: str) -> dict[str, Any]:
    sources = [" ".join(span.of(text).split())[:_SOURCE] for span in sentence.sources]
    return {"text": sentence.text, "kind": sentence.kind, "sources": [s for s in sources if s]}


def _flag(flag: Flag) -> tuple[str, str, str, str]:
    return flag.level, flag.rule, flag.message, flag.sentence or ""

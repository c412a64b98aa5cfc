"""Faults put into faithful drafts are caught: the gate's recall, by kind of fault.

The kinds stand in ``cases/mutations.json``; those that need two items or the source's numbers are
made here. A fault is caught when the faulty draft has a red flag that the clean one has not.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from test_check_cases import CASES, SETS, Case, load_cases, run

FLOOR = 0.90

_AMOUNT = re.compile(r"\b\d+(?:[.,]\d+)* (?=mio\. kr\.|kr\.|procent\b|pct\.)")
_DATE = re.compile(
    r"\b\d{1,2}\. (?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|"
    r"december)\b"
)


class Mutation(NamedTuple):
    """A faulty draft of one item."""

    name: str
    meeting: Case
    item: Case
    clean: list[str]
    texts: list[str]


@cache
def table() -> dict[str, Any]:
    """Return the kinds of fault."""
    kinds: dict[str, Any] = json.loads((CASES / "mutations.json").read_text("utf-8"))
    return kinds


def mutate(meeting: Case) -> Iterator[Mutation]:
    """Yield every faulty draft that can be made of a meeting's clean ones."""
    for item in meeting["items"]:
        others = [one for one in meeting["items"] if one is not item]
        for texts in item["drafts"]:
            for name, new in _changes(meeting, item, others, texts):
                yield Mutation(name, meeting, item, texts, new)


def _changes(
    meeting: Case, item: Case, others: list[Case], texts: list[str]
) -> Iterator[tuple[str, list[str]]]:
    for index, text in enumerate(texts):
        for name, changed in (
            *_word_changes(text),
            *_number_changes(text, item, others),
            *_moved_facts(text, others),
        ):
            if changed != text:
                yield name, [*texts[:index], changed, *texts[index + 1 :]]
    for kind in table()["added"]:
        # One of the texts for each draft, in turn: many easy faults would hide a weak spot.
        added = kind["texts"][len(texts[0]) % len(kind["texts"])]
        person = meeting["participants"][0]
        yield kind["name"], [*texts, added.format(participant=person)]


def _word_changes(text: str) -> Iterator[tuple[str, str]]:
    for kind in table()["words"]:
        for old, new in kind.get("swaps", []):
            if old in text:
                yield kind["name"], text.replace(old, new, 1)
        if "pattern" in kind:
            for match in re.finditer(kind["pattern"], text):
                new = (
                    str(int(match[0]) + 1) if "year" in kind else match.expand(kind["replacement"])
                )
                yield kind["name"], text[: match.start()] + new + text[match.end() :]


def _number_changes(text: str, item: Case, others: list[Case]) -> Iterator[tuple[str, str]]:
    own = "\n".join(item["sections"].values())
    foreign = "\n".join(body for one in others for body in one["sections"].values())
    for pattern, what in ((_AMOUNT, "beløb"), (_DATE, "dato")):
        for match in pattern.finditer(text):
            unit = text[match.end() :][:3]
            for where, source in (("samme punkt", own), ("andet punkt", foreign)):
                for new in sorted(set(_like(pattern, source, unit)) - {match[0]}):
                    if where == "andet punkt" and new in own:
                        continue
                    yield f"{what} fra {where}", text[: match.start()] + new + text[match.end() :]


def _like(pattern: re.Pattern[str], source: str, unit: str) -> Iterator[str]:
    same = {"pro": ("pro", "pct")}.get(unit, (unit,))
    for match in pattern.finditer(source):
        if pattern is _DATE or source[match.end() :][:3] in same:
            yield match[0]


def _moved_facts(text: str, others: list[Case]) -> Iterator[tuple[str, str]]:
    """Merge another item's amount into the sentence, or put its whole sentence here."""
    for other in others:
        for sentence in other["drafts"][0]:
            amount = re.search(_AMOUNT.pattern + r"(?:mio\. kr\.|kr\.)", sentence)
            if amount:
                yield "fakta fra andet punkt", sentence
                if mine := re.search(_AMOUNT.pattern + r"(?:mio\. kr\.|kr\.)", text):
                    merged = f"{text[: mine.end()]} og {amount[0]}{text[mine.end() :]}"
                    yield "to punkters beløb", merged


def is_caught(mutation: Mutation) -> bool:
    """Tell whether the faulty draft has a red flag that the clean one has not."""
    number = mutation.item["number"]
    before = _red(mutation.meeting, number, tuple(mutation.clean))
    after = _red(mutation.meeting, number, tuple(mutation.texts))
    return bool(after - before)


def _red(meeting: Case, number: str, texts: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (flag.rule, flag.message)
        for flag in run(meeting, number, list(texts))
        if flag.level == "red"
    )


def measure(name: str) -> tuple[dict[str, list[int]], list[Mutation]]:
    """Return [caught, made] for each kind of fault, and the faults that went through."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    missed = []
    for meeting in load_cases(name):
        for mutation in mutate(meeting):
            caught = is_caught(mutation)
            counts[mutation.name][0] += caught
            counts[mutation.name][1] += 1
            if not caught:
                missed.append(mutation)
    return dict(counts), missed


def report(counts: dict[str, list[int]], missed: list[Mutation]) -> str:
    """Return the table, one line a kind, and what was missed."""
    lines = [f"{name:26} {caught:4} of {made:4}" for name, (caught, made) in counts.items()]
    for one in missed:
        new = [text for text in one.texts if text not in one.clean]
        lines.append(f"missed {one.name} in {one.item['title']}: {new}")
    return "\n".join(lines)


@pytest.mark.parametrize("name", SETS)
def test_faults_are_caught(name: str) -> None:
    counts, missed = measure(name)
    caught = sum(one for one, _ in counts.values())
    made = sum(all_ for _, all_ in counts.values())
    assert caught >= FLOOR * made, report(counts, missed)

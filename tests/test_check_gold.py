"""The reference post of a real meeting, and our own drafts of real meetings, pass the gate.

The documents lie beside the project and are never part of it; without them these tests skip.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.checking import check_draft
from pipeline.danish.sentences import split_sentences
from pipeline.labelling import label_items
from pipeline.reading import read_document
from pipeline.records import (
    Draft,
    LabelledItem,
    Minutes,
    NextStep,
    Omission,
    Paragraph,
    Sentence,
)
from pipeline.splitting import split_items

Labelled = tuple[LabelledItem, ...]


def best_item(text: str, minutes: Minutes, labelled: Labelled) -> LabelledItem:
    """Return the item that a text of the gold post is about: most long words in common."""
    words = _long_words(text)
    return max(labelled, key=lambda one: len(words & _long_words(one.item.span.of(minutes.text))))


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"[\wæøåÆØÅ]{6,}", text.lower()))


def sentences_of(text: str, labelled: Labelled) -> tuple[Sentence, ...]:
    spans = tuple(one.item.span for one in labelled)
    return tuple(Sentence(one.of(text), "realised", spans) for one in split_sentences(text))


def gold_draft(gold: str, minutes: Minutes, labelled: Labelled) -> Draft:
    """Read the assembled post of the gold document as a draft."""
    post = gold[gold.index("POST START") : gold.index("<!-- POST SLUT")]
    head, *parts = re.split(r"^## ", post, flags=re.MULTILINE)
    title = re.findall(r"^# (.+)$", head, re.MULTILINE)[0]
    lead = head[head.index(title) + len(title) :].strip()
    every = tuple(one.item.span for one in labelled)
    paragraphs: list[Paragraph] = []
    steps: list[NextStep] = []
    closing = ""
    for part in parts:
        name, _, body = part.partition("\n")
        if name.startswith("Kort"):
            paragraphs += [
                _paragraph(key, text, minutes, labelled, brief=True)
                for key, text in re.findall(r"^\*\*(.+?):\*\* (.+)$", body, re.MULTILINE)
            ]
        elif name.startswith("Det videre"):
            for who, text in re.findall(r"^- \*\*(.+?)\*\* (.+)$", body, re.MULTILINE):
                own = best_item(text, minutes, labelled)
                line = Sentence(f"{who} {text}", "realised", (own.item.span,))
                steps.append(NextStep(None, who, line, own))
            closing = body[body.rindex("\n- ") :].partition("\n\n")[2]
        else:
            paragraphs.append(_paragraph(name, body, minutes, labelled, brief=False))
    told = {one.item for paragraph in paragraphs for one in paragraph.items}
    return Draft(
        minutes,
        Sentence(title, "realised", every),
        tuple(Sentence(one.of(lead), "realised", every) for one in split_sentences(lead)),
        tuple(paragraphs),
        tuple(steps),
        tuple(Sentence(one.of(closing), "derived") for one in split_sentences(closing)),
        tuple(Omission(one, "formalia") for one in labelled if one.item not in told),
    )


def _paragraph(
    name: str, body: str, minutes: Minutes, labelled: Labelled, *, brief: bool
) -> Paragraph:
    blocks = []
    items: list[LabelledItem] = []
    for block in body.strip().split("\n\n"):
        own = best_item(f"{name} {block}" if brief else block, minutes, labelled)
        items += [own] if own not in items else []
        blocks.append(sentences_of(block, (own,)))
    spans = tuple(one.item.span for one in items)
    return Paragraph(Sentence(name, "realised", spans), tuple(blocks), tuple(items), brief)


@pytest.fixture
def meeting(real: Path) -> tuple[Minutes, Labelled]:
    minutes = split_items(read_document(next(real.glob("000_*.txt"))))
    return minutes, label_items(minutes)


def test_no_red_flag_on_the_gold_post(real: Path, meeting: tuple[Minutes, Labelled]) -> None:
    gold = (real.parent / "gold_draft_000.md").read_text("utf-8")
    flags = check_draft(gold_draft(gold, *meeting))
    assert [(flag.rule, flag.sentence) for flag in flags if flag.level == "red"] == []
    assert "embargo" in {flag.rule for flag in flags}
    assert "kilde-datoer" in {flag.rule for flag in flags}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("56,4 mio", "15,2 mio"),
        ("15,2 mio", "9,5 mio"),
        ("15,2 mio", "-15,2 mio"),
        ("det korrigerede budget", "det oprindelige budget"),
        ("højere end", "lavere end"),
        ("Direktionen anbefaler, at", "Direktionen godkendte, at"),
        ("Direktionen drøftede også", "Direktionen besluttede også"),
        ("den 2. oktober", "den 1. oktober"),
        ("Det er ikke hensigten", "Det er hensigten"),
        ("ventes installeret lige", "bliver installeret lige"),
        ("seks uger", "otte uger"),
        ("syv lukkede", "seks lukkede"),
        ("Work in Denmark", "Jobcenter Nord"),
    ],
)
def test_faults_in_the_gold_post(
    real: Path, meeting: tuple[Minutes, Labelled], old: str, new: str
) -> None:
    gold = (real.parent / "gold_draft_000.md").read_text("utf-8")
    start = gold.index("POST START")
    faulty = gold[:start] + gold[start:].replace(old, new)
    assert faulty != gold
    assert any(flag.level == "red" for flag in check_draft(gold_draft(faulty, *meeting)))

"""A person's own text, read as a draft: each sentence anchored to the items it is about.

Where a text comes from is not asked. Its sections are recognised as the formats print them
(headings, "Kort nyt", "Det videre forløb", closing lines), and each paragraph is anchored to the
item whose words it shares most; a word weighs less, the more items have it. Numbers never anchor:
a number from another item must not pull its sentence there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checking.acts import tells_decision
from pipeline.checking.grounding import gather_evidence
from pipeline.checking.roots import frame_roots, roots_of, times
from pipeline.danish.sentences import split_sentences
from pipeline.labels import Decision
from pipeline.records import (
    Draft,
    Flag,
    LabelledItem,
    Minutes,
    NextStep,
    Omission,
    Paragraph,
    Sentence,
)

_BRIEFS = re.compile(r"kort nyt|kort fortalt|også på mødet", re.IGNORECASE)
_STEPS = re.compile(r"det videre forløb|næste skridt|hvad sker der nu|videre proces", re.IGNORECASE)
_CLOSING = re.compile(
    r"^(?:Læs hele|Teksten dækker|Har du spørgsmål|Referatet er|Kontakt)|indsættes\]|"
    r"\blukkede? punkt(?:er)?\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"(?:[-*•–]|\d+[.)])\s+")
_KEYWORD = re.compile(r"\*\*(?P<one>[^*]+?):?\*\*:?\s*|(?P<other>[A-ZÆØÅ][^.:!?]{2,60}): ")
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`|\\(?=[\\*_`<#\[\]-])")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_PIECE = re.compile(r"[,:;–]|\b(?:og|samt|men|mens)\b")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A sentence leaves its paragraph's item only for one that fits it twice as well.
_TWICE = 2.0
_LEAST = 3
# A sentence of the lead may be about every item that fits it nearly as well as the best.
_NEAR = 0.6


class Block(NamedTuple):
    """A heading (``level`` 1 and deeper), a bullet (-1) or running text (0)."""

    level: int
    text: str


def read_edited(text: str, minutes: Minutes, labelled: tuple[LabelledItem, ...]) -> Draft:
    r"""Return *text* (Markdown or plain) as a draft of *minutes*.

    Items that no sentence is about are among ``omitted``.

    >>> from pipeline.records import Span
    >>> minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> read_edited("# Nyt fra Direktionen\n\nVi mødtes i går.", minutes, ()).lead[0].text
    'Vi mødtes i går.'
    """
    anchors = Anchors(minutes, labelled)
    headline = f"Nyt fra {minutes.body or 'mødet'}"
    lead: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    steps: list[NextStep] = []
    closing: list[Sentence] = []
    for place, head, blocks in _sections(list(read_blocks(text))):
        for block in [one for one in blocks if _CLOSING.search(one.text)]:
            closing += [Sentence(one, "model") for one in _split(block.text)]
        told = [block for block in blocks if not _CLOSING.search(block.text)]
        if place == "top":
            headline = head or headline
            lead += [anchors.loose(one) for block in told for one in _split(block.text)]
        elif place == "steps":
            steps += [_step(anchors, block.text) for block in told]
        elif place == "briefs":
            paragraphs += [_brief(anchors, block.text) for block in told]
        elif told:
            paragraphs.append(_paragraph(anchors, head, [block.text for block in told]))
    about = {one.item for paragraph in paragraphs for one in paragraph.items}
    return Draft(
        minutes,
        anchors.loose(headline),
        tuple(lead),
        tuple(paragraphs),
        tuple(steps),
        tuple(closing),
        tuple(Omission(one, "Ikke med i teksten") for one in labelled if one.item not in about),
    )


def left_out(draft: Draft) -> Iterator[Flag]:
    """Yield one flag that names the items a person's text says nothing of."""
    quiet = {Decision.INGEN_BEMAERKNINGER}
    next_up = {step.item.item for step in draft.next_steps}
    named = [
        f"{one.item.item.number} ({one.item.item.title})"
        for one in draft.omitted
        if {label.value for label in one.item.decisions} != quiet and one.item.item not in next_up
    ]
    if named:
        yield Flag(
            "yellow",
            "punkt-udeladt",
            f"Teksten nævner ikke {'; '.join(named)}. Tjek, at det er med vilje.",
            None,
            tuple(one.item.item.heading for one in draft.omitted),
        )


class Anchors:
    """The items of a meeting, ready to be compared with sentences."""

    def __init__(self, minutes: Minutes, labelled: tuple[LabelledItem, ...]) -> None:
        """Read the root words of every item; a word's weight is 1 / items that have it."""
        self.labelled = labelled
        dull = frame_roots() | roots_of(minutes.body or "") | times()
        self.roots = [gather_evidence(minutes, (one,)).roots - dull for one in labelled]
        self.titles = [roots_of(one.item.title) for one in labelled]
        counts: dict[str, int] = {}
        for roots in self.roots:
            for root in roots:
                counts[root] = counts.get(root, 0) + 1
        self.weights = {root: 1 / count for root, count in counts.items()}

    def scores(self, text: str) -> list[float]:
        """Return how well *text* fits each item; a word of the title counts twice."""
        roots = roots_of(text)
        return [
            sum(self.weights[root] * (2 if root in title else 1) for root in roots & own)
            for own, title in zip(self.roots, self.titles, strict=True)
        ]

    def best(self, text: str) -> LabelledItem | None:
        """Return the item that fits *text* best, None where none has a word of it."""
        scores = self.scores(text)
        top = max(scores, default=0.0)
        return self.labelled[scores.index(top)] if top > 0 else None

    def sentence(
        self, text: str, home: LabelledItem | None
    ) -> tuple[Sentence, LabelledItem | None]:
        """Return a sentence with the item it is about: its paragraph's, or a much better one."""
        own = home
        scores = self.scores(text)
        if scores and home is not None:
            at_home = scores[self.labelled.index(home)]
            top = max(scores)
            away = self.labelled[scores.index(top)]
            shared = len(roots_of(text) & self.roots[self.labelled.index(away)])
            if top > _TWICE * max(at_home, 0.5) and shared >= _LEAST:
                own = away
        return Sentence(text, "model", (own.item.span,) if own else ()), own

    def loose(self, text: str) -> Sentence:
        """Return a sentence that may be about several items: each clause has its own.

        What shares no word with any may be about all of them, but a decision on a matter that no
        item speaks of has no source.
        """
        scores = self.scores(text)
        if not any(scores) and tells_decision(text):
            return Sentence(text, "model", ())
        least = _NEAR * max(scores, default=0.0)
        found = [one for one, score in zip(self.labelled, scores, strict=True) if score >= least]
        found += [one for part in _PIECE.split(text) if (one := self.best(part)) is not None]
        return Sentence(text, "model", tuple(dict.fromkeys(one.item.span for one in found)))


def read_blocks(text: str) -> Iterator[Block]:
    r"""Yield the headings, bullets and paragraphs of Markdown or plain text.

    In plain text a short line without a full stop, alone between blank lines, is a heading.

    >>> [block.level for block in read_blocks("# Nyt\n\nDirektionen mødtes.\n\n- 3. maj")]
    [1, 0, -1]
    """
    marked = re.search(r"^#{1,6}\s", text, re.MULTILINE) is not None
    first = True
    for part in re.split(r"\n\s*\n", _COMMENT.sub("", text)):
        lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
        running: list[str] = []
        for line in lines:
            heading = _HEADING.match(line)
            if heading or _BULLET.match(line):
                if running:
                    yield Block(0, _clean(" ".join(running)))
                    running = []
                if heading:
                    yield Block(len(heading[1]), _clean(heading[2]))
                else:
                    yield Block(-1, _BULLET.sub("", line, count=1))
            else:
                running.append(line)
        if running:
            joined = " ".join(running)
            alone = len(running) == 1 and len(joined) <= 90 and not re.search(r"[.!?:»]$", joined)
            titled = not marked and alone and not _CLOSING.search(joined)
            yield Block(
                (1 if first else 2) if titled else 0, joined if not titled else _clean(joined)
            )
        first = False


def _clean(text: str) -> str:
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).replace("\u00a0", " ").split())


def _sections(blocks: list[Block]) -> Iterator[tuple[str, str, list[Block]]]:
    """Yield each section: what it is (top, briefs, steps, item), its heading and its text."""
    place, head, own = "top", "", list[Block]()
    for block in blocks:
        if block.level <= 0:
            own.append(block)
        elif place == "top" and not head and not own:
            head = block.text
        else:
            yield place, head, own
            place, head, own = _place(block.text), block.text, []
    yield place, head, own


def _place(heading: str) -> str:
    if _BRIEFS.match(heading):
        return "briefs"
    return "steps" if _STEPS.match(heading) else "item"


def _split(text: str) -> list[str]:
    text = _clean(text)
    return [span.of(text) for span in split_sentences(text)]


def _paragraph(anchors: Anchors, head: str, texts: list[str]) -> Paragraph:
    home = anchors.best(f"{head} {' '.join(texts)}")
    blocks = []
    items = [home] if home else []
    for text in texts:
        made = [anchors.sentence(one, home) for one in _split(text)]
        blocks.append(tuple(sentence for sentence, _ in made))
        items += [own for _, own in made if own is not None and own not in items]
    spans = tuple(one.item.span for one in items)
    return Paragraph(Sentence(head, "model", spans), tuple(blocks), tuple(items))


def _brief(anchors: Anchors, text: str) -> Paragraph:
    keyword = _KEYWORD.match(text)
    head = _clean((keyword["one"] or keyword["other"]) if keyword else "")
    made = _paragraph(anchors, head, [text[keyword.end() :] if keyword else text])
    return Paragraph(made.headline, made.blocks, made.items, brief=True)


def _step(anchors: Anchors, text: str) -> NextStep:
    line = _clean(text)
    own = anchors.best(line) or anchors.labelled[0]
    return NextStep(None, "", Sentence(line, "model", (own.item.span,)), own)

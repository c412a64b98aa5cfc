"""Each record of the corpus as JSON, there and back."""

from __future__ import annotations

from typing import Any

from pipeline.corpus.fields import Fields
from pipeline.corpus.rows import (
    BODY_KINDS,
    DIRECTIONS,
    SPLITS,
    ClosedRow,
    CorpusDocument,
    LabelledRow,
    Marked,
    Part,
    SecondLabel,
    Sides,
    Step,
    Sum,
)
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Span

_KEY = ("document", "position", "number", "closed")
OPEN_FIELDS = (
    *_KEY, "title", "case_number", "span", "decisions", "topic", "secondary", "route", "sections",
    "next_steps", "amounts", "hard", "negative", "chain", "annotator", "time",
)  # fmt: skip
DOCUMENT_FIELDS = (
    "id", "municipality", "region", "body", "body_kind", "date", "layout", "writer", "split",
    "sha256",
)  # fmt: skip

SECOND_FIELDS = (
    "document", "position", "decisions", "topic", "secondary", "first", "annotator", "time",
)  # fmt: skip


def document_of(fields: Fields) -> CorpusDocument:
    """Return the document that a line of ``documents.jsonl`` describes.

    Raises:
        CorpusError: A field is missing, unknown or has a value it can't have.
    """
    fields.only(*DOCUMENT_FIELDS)
    return CorpusDocument(
        id=fields.text("id"),
        municipality=fields.text("municipality"),
        region=fields.flag("region"),
        body=fields.text("body"),
        body_kind=fields.choice("body_kind", BODY_KINDS),
        date=fields.day("date"),
        layout=fields.text("layout"),
        writer=fields.text("writer"),
        split=fields.choice("split", SPLITS),
        sha256=fields.text("sha256"),
    )


def document_as_json(document: CorpusDocument) -> dict[str, Any]:
    """Return a document as it stands in ``documents.jsonl``."""
    values = {name: getattr(document, name) for name in DOCUMENT_FIELDS}
    return values | {"date": document.date.isoformat()}


def row_of(fields: Fields) -> LabelledRow | ClosedRow:
    """Return the item that a line of ``labels/items.jsonl`` describes.

    Raises:
        CorpusError: A field is missing, unknown or has a value it can't have. A closed item
            with any field but its four is refused.

    >>> row_of(Fields("f", 1, {"document": "d", "position": 1, "number": "2", "closed": True}))
    ClosedRow(document='d', position=1, number='2')
    """
    document, position = fields.text("document"), fields.whole("position")
    number = fields.text("number", empty=True)
    if fields.flag("closed"):
        fields.only(*_KEY)
        return ClosedRow(document, position, number)
    fields.only(*OPEN_FIELDS)
    return LabelledRow(
        document=document,
        position=position,
        number=number,
        title=fields.text("title"),
        case_number=fields.text_or_none("case_number"),
        span=fields.record("span").span(),
        decisions=_decisions(fields),
        topic=fields.choice("topic", Topic),
        secondary=fields.choices("secondary", Topic),
        route=fields.texts("route"),
        sections=tuple(
            Part(one.choice("kind", SectionKind), one.span_or_none())
            for one in fields.records("sections")
        ),
        next_steps=tuple(
            Step(one.text_or_none("who"), one.text("what"), one.text_or_none("when"), one.span())
            for one in fields.records("next_steps")
        ),
        amounts=tuple(_sum(one) for one in fields.records("amounts")),
        hard=fields.text_or_none("hard"),
        negative=fields.flag("negative"),
        chain=fields.text_or_none("chain"),
        annotator=fields.text("annotator"),
        time=fields.text("time"),
    )


def row_as_json(row: LabelledRow | ClosedRow) -> dict[str, Any]:
    """Return an item as it stands in ``labels/items.jsonl``.

    >>> row_as_json(ClosedRow("d", 1, "2"))
    {'document': 'd', 'position': 1, 'number': '2', 'closed': True}
    """
    head = {"document": row.document, "position": row.position, "number": row.number}
    if isinstance(row, ClosedRow):
        return head | {"closed": True}
    return {
        **head,
        "closed": False,
        "title": row.title,
        "case_number": row.case_number,
        "span": _ends(row.span),
        "decisions": [
            {"label": one.label.value, **_ends(one.span), "text": one.text} for one in row.decisions
        ],
        "topic": row.topic.value,
        "secondary": [topic.value for topic in row.secondary],
        "route": list(row.route),
        "sections": [{"kind": one.kind.value, **_ends(one.span)} for one in row.sections],
        "next_steps": [
            {"who": one.who, "what": one.what, "when": one.when, **_ends(one.span)}
            for one in row.next_steps
        ],
        "amounts": [
            {
                "value": one.value,
                "unit": one.unit,
                "direction": one.direction,
                "base": one.base,
                **_ends(one.span),
            }
            for one in row.amounts
        ],
        "hard": row.hard,
        "negative": row.negative,
        "chain": row.chain,
        "annotator": row.annotator,
        "time": row.time,
    }


def second_of(fields: Fields) -> SecondLabel:
    """Return the label that a line of ``labels/second.jsonl`` holds.

    Raises:
        CorpusError: A field is missing, unknown or has a value it can't have.
    """
    fields.only(*SECOND_FIELDS)
    first = fields.record("first")
    first.only("decisions", "topic")
    return SecondLabel(
        document=fields.text("document"),
        position=fields.whole("position"),
        decisions=fields.choices("decisions", Decision),
        topic=fields.choice("topic", Topic),
        secondary=fields.choices("secondary", Topic),
        first_decisions=first.choices("decisions", Decision),
        first_topic=first.choice("topic", Topic),
        annotator=fields.text("annotator"),
        time=fields.text("time"),
    )


def second_as_json(label: SecondLabel) -> dict[str, Any]:
    """Return a second label as it stands in ``labels/second.jsonl``."""
    return {
        "document": label.document,
        "position": label.position,
        "decisions": [decision.value for decision in label.decisions],
        "topic": label.topic.value,
        "secondary": [topic.value for topic in label.secondary],
        "first": {
            "decisions": [decision.value for decision in label.first_decisions],
            "topic": label.first_topic.value,
        },
        "annotator": label.annotator,
        "time": label.time,
    }


def sides_of(fields: Fields) -> Sides:
    """Return what ``split.json`` says.

    Raises:
        CorpusError: A field is missing or unknown, or a municipality is in two splits.
    """
    fields.only(*SPLITS, "test_only_layouts")
    sides = Sides(
        fields.texts("train"),
        fields.texts("dev"),
        fields.texts("test"),
        fields.texts("test_only_layouts"),
    )
    seen: set[str] = set()
    for name, places in zip(SPLITS, (sides.train, sides.dev, sides.test), strict=True):
        if seen & set(places):
            raise fields.wrong(name, "shares a municipality with another split", "keep it in one")
        seen |= set(places)
    return sides


def sides_as_json(sides: Sides) -> dict[str, Any]:
    """Return the splits as they stand in ``split.json``."""
    names = (*SPLITS, "test_only_layouts")
    return {name: sorted(getattr(sides, name)) for name in names}


def _decisions(fields: Fields) -> tuple[Marked, ...]:
    marked = []
    for one in fields.records("decisions"):
        label, span = one.choice("label", Decision), one.span_or_none()
        text = one.text("text", empty=True)
        silent = label is Decision.INGEN_BESLUTNING
        if bool(text) == silent or (silent and span is not None):
            now = "give every decision its words, and none to ingen_beslutning"
            raise one.wrong("text", "doesn't go with the label", now)
        marked.append(Marked(label, span, text))
    if not marked:
        now = "give one decision at least: ingen_beslutning where none is found"
        raise fields.wrong("decisions", "is empty", now)
    return tuple(marked)


def _sum(one: Fields) -> Sum:
    direction = None if one.any("direction") is None else one.choice("direction", DIRECTIONS)
    return Sum(
        one.number("value"), one.text("unit"), direction, one.text_or_none("base"), one.span()
    )


def _ends(span: Span | None) -> dict[str, int | None]:
    start, end = span or (None, None)
    return {"start": start, "end": end}

"""Agenda items as JSON lines, the form that other programs rely on.

A closed item is its number and the word "closed", and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.labels import Decision, Topic
from pipeline.records import ClosedItem, Item, Label, LabelledItem, Minutes, Span


def items_as_json(
    minutes: Minutes, labelled: Sequence[LabelledItem] | None = None
) -> Iterator[str]:
    """Yield one JSON object for each item of a meeting, in the order of the agenda.

    Args:
        minutes: The meeting. Starts and ends in the JSON are characters of its text.
        labelled: Its open items with their labels, in order; None leaves the labels out.

    >>> from pipeline.records import Document
    >>> from pipeline.splitting import split_items
    >>> text = '''Referat Direktionen d. 04-05-2020
    ...
    ... Punkt 1: Lukket: Personsag
    ...
    ... Punkt 2: Kørsel
    ...
    ... Beslutning
    ...
    ... Godkendt.
    ... '''
    >>> closed, opened = items_as_json(split_items(Document(text, "r.txt", "0")))
    >>> closed
    '{"source": "r.txt", "sha256": "0", "number": "1", "closed": true}'
    >>> json.loads(opened)["sections"]
    [{'kind': 'beslutning', 'start': 92, 'end': 101}]
    """
    labels = iter(labelled or ())
    for item in minutes.items:
        if isinstance(item, ClosedItem):
            record = _closed(minutes, item)
        elif labelled is None:
            record = _opened(minutes, item)
        else:
            record = _opened(minutes, item, next(labels))
        yield json.dumps(record, ensure_ascii=False)


def _closed(minutes: Minutes, item: ClosedItem) -> dict[str, Any]:
    return {
        "source": minutes.source,
        "sha256": minutes.sha256,
        "number": item.number,
        "closed": True,
    }


def _opened(minutes: Minutes, item: Item, labelled: LabelledItem | None = None) -> dict[str, Any]:
    record: dict[str, Any] = {
        "source": minutes.source,
        "sha256": minutes.sha256,
        "body": minutes.body,
        "date": minutes.date.isoformat() if minutes.date else None,
        "number": item.number,
        "title": item.title,
        "case_number": item.case_number,
        "closed": False,
    }
    if labelled is not None:
        record["decisions"] = [_label(label, minutes.text) for label in labelled.decisions]
        record["topics"] = [_label(label, minutes.text) for label in labelled.topics]
        record["follow_ups"] = [_place(span, minutes.text) for span in labelled.follow_ups]
    record["route"] = list(item.route)
    record["sections"] = [
        {"kind": section.kind.value, "start": section.body.start, "end": section.body.end}
        for section in item.sections
    ]
    return record


def _label(label: Label[Decision] | Label[Topic], text: str) -> dict[str, Any]:
    second = label.runner_up
    return {
        "label": label.value.value,
        "score": round(label.score, 4),
        "by": label.by,
        "evidence": [_place(span, text) for span in label.evidence],
        "runner_up": second and {"label": second.value.value, "score": round(second.score, 4)},
    }


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}

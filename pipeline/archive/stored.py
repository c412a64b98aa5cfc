"""Minutes as JSON and back, so that a new model can label them without the file being read again.

What is stored is what the splitter let through: closed items by their number, their text blanked.
"""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

from pipeline.labels import SectionKind
from pipeline.records import ClosedItem, Flag, Item, Minutes, Section, Span


def minutes_as_json(minutes: Minutes) -> str:
    """Return everything but text, source and checksum of a meeting as one line of JSON."""
    return json.dumps(
        {
            "body": minutes.body,
            "date": minutes.date and minutes.date.isoformat(),
            "time": minutes.time and minutes.time.isoformat(),
            "place": minutes.place,
            "participants": minutes.participants,
            "preamble": minutes.preamble,
            "items": [_item(item) for item in minutes.items],
            "flags": [
                [flag.level, flag.rule, flag.message, flag.sentence, flag.sources]
                for flag in minutes.flags
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def minutes_from_json(stored: str, text: str, document: str) -> Minutes:
    """Return the meeting that :func:`minutes_as_json` has stored; *document* is its checksum.

    >>> minutes = Minutes("", "0", "0", "Byrådet", None, None, None, (), Span(0, 0), ())
    >>> minutes_from_json(minutes_as_json(minutes), minutes.text, "0") == minutes
    True
    """
    values = json.loads(stored)
    return Minutes(
        text=text,
        source=document,
        sha256=document,
        body=values["body"],
        date=date.fromisoformat(values["date"]) if values["date"] else None,
        time=time.fromisoformat(values["time"]) if values["time"] else None,
        place=values["place"],
        participants=tuple(values["participants"]),
        preamble=Span(*values["preamble"]),
        items=tuple(_item_from(one) for one in values["items"]),
        flags=tuple(
            Flag(level, rule, message, sentence, tuple(Span(*one) for one in sources))
            for level, rule, message, sentence, sources in values["flags"]
        ),
    )


def _item(item: Item | ClosedItem) -> list[Any]:
    if isinstance(item, ClosedItem):
        return [item.number]
    sections = [(one.kind.value, one.heading, one.body) for one in item.sections]
    return [
        item.number,
        item.title,
        item.heading,
        item.case_number,
        item.span,
        sections,
        item.route,
    ]


def _item_from(values: list[Any]) -> Item | ClosedItem:
    if len(values) == 1:
        return ClosedItem(values[0])
    number, title, heading, case_number, span, sections, route = values
    return Item(
        number=number,
        title=title,
        heading=Span(*heading),
        case_number=case_number,
        span=Span(*span),
        sections=tuple(
            Section(SectionKind(kind), Span(*head), Span(*body)) for kind, head, body in sections
        ),
        route=tuple(route),
    )

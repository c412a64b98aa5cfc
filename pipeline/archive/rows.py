"""From labelled minutes to the rows of an archive's tables (``pipeline.archive.schema``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.archive.schema import Table
from pipeline.danish.amounts import find_amounts
from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import ClosedItem, Label, LabelledItem, Minutes, Section, Span

Row = dict[str, Any]
# A list of attachments names no amount that anybody decided on.
_NO_AMOUNTS = frozenset({SectionKind.BILAG, SectionKind.DELTAGELSE, SectionKind.BEHANDLING})
# An item that stopped here has no next body yet.
_STOPPED = frozenset({Decision.UDSAT, Decision.AFVIST, Decision.INGEN_BESLUTNING})


def rows_of(minutes: Minutes, labelled: Sequence[LabelledItem]) -> dict[Table, list[Row]]:
    """Return the rows of one meeting, without what all of them say of the meeting.

    Args:
        minutes: The meeting.
        labelled: Its open items with their labels, in order.

    >>> from pipeline.labelling import label_items
    >>> from pipeline.records import Document
    >>> from pipeline.splitting import split_items
    >>> text = '''Referat Direktionen d. 04-05-2020
    ...
    ... Punkt 1: Lukket: Køb
    ...
    ... Punkt 2: Kørsel
    ...
    ... Beslutning
    ...
    ... Godkendt inden for 2 mio. kr. Direktionen følger op den 1. november 2020.
    ... '''
    >>> minutes = split_items(Document(text, "0", "0"))
    >>> rows = rows_of(minutes, label_items(minutes))
    >>> [(row["position"], row["title"], row["decision"]) for row in rows["items"]]
    [(1, 'Kørsel', 'godkendt')]
    >>> rows["meetings"][0]["closed_items"], rows["amounts"][0]["value"]
    (1, 2000000.0)
    >>> [(row["kind"], str(row["when"]), row["who"]) for row in rows["next_steps"]]
    [('follow_up', '2020-11-01', 'Direktionen')]
    """
    tables: dict[Table, list[Row]] = {"meetings": [_meeting(minutes)]}
    tables |= {"items": [], "sections": [], "next_steps": [], "amounts": []}
    labels = iter(labelled)
    for position, item in enumerate(minutes.items):
        if isinstance(item, ClosedItem):
            continue
        one = next(labels)
        found: dict[Table, Iterator[Row]] = {
            "items": iter([_item(minutes, one)]),
            "sections": _sections(minutes, one),
            "next_steps": _next_steps(minutes, one),
            "amounts": _amounts(minutes, one),
        }
        for table, rows in found.items():
            tables[table] += [{"position": position} | row for row in rows]
    return tables


def _meeting(minutes: Minutes) -> Row:
    return {
        "body": minutes.body,
        "date": minutes.date,
        "year": minutes.date.year if minutes.date else 0,
        "time": minutes.time and minutes.time.strftime("%H:%M"),
        "place": minutes.place,
        "open_items": len(minutes.open_items),
        "closed_items": minutes.closed_count,
        "characters": len(minutes.text),
        "flags": [
            {"level": flag.level, "rule": flag.rule, "message": flag.message}
            for flag in minutes.flags
        ],
    }


def _item(minutes: Minutes, one: LabelledItem) -> Row:
    item, text = one.item, minutes.text
    decision, topic = one.decisions[0], one.topics[0]
    decided = (part.body.of(text).strip() for part in item.parts(SectionKind.BESLUTNING))
    return {
        "number": item.number,
        "title": item.title,
        "case_number": item.case_number,
        "text": item.span.of(text),
        "decision_text": "\n".join(decided),
        "decision": decision.value.value,
        "decision_score": round(decision.score, 4),
        "decision_by": decision.by,
        "topic": topic.value.value,
        "topic_score": round(topic.score, 4),
        "topic_by": topic.by,
        "decisions": [_label(label) for label in one.decisions],
        "topics": [_label(label) for label in one.topics],
        "passages": [{"kind": passage.kind} | _place(passage.span) for passage in one.passages],
        "route": list(item.route),
        **_place(item.span),
    }


def _label(label: Label[Decision] | Label[Topic]) -> Row:
    second = label.runner_up
    return {
        "label": label.value.value,
        "score": round(label.score, 4),
        "by": label.by,
        "evidence": [_place(span) for span in label.evidence],
        "runner_up": second.value.value if second else None,
        "runner_up_score": round(second.score, 4) if second else None,
    }


def _sections(minutes: Minutes, one: LabelledItem) -> Iterator[Row]:
    for number, section in enumerate(one.item.sections):
        yield {
            "section": number,
            "kind": section.kind.value,
            "heading": section.heading.of(minutes.text).strip(),
            "text": section.body.of(minutes.text),
            **_place(section.body),
        }


def _next_steps(minutes: Minutes, one: LabelledItem) -> Iterator[Row]:
    for span in one.follow_ups:
        text = span.of(minutes.text)
        days = [found.date for found in find_dates(text, meeting=minutes.date)]
        yield {
            "kind": "follow_up",
            "when": max(days, default=None),
            "who": next((mention.body.name for mention in find_bodies(text)), None),
            "text": text,
            **_place(span),
        }
    route = one.item.route
    stopped = {label.value for label in one.decisions} & _STOPPED
    if not stopped and minutes.body in route[:-1]:
        after = route[route.index(minutes.body) + 1]
        place = _place(one.item.heading)
        yield {"kind": "onward", "when": None, "who": after, "text": "", **place}


def _amounts(minutes: Minutes, one: LabelledItem) -> Iterator[Row]:
    for section in one.item.sections:
        if section.kind not in _NO_AMOUNTS:
            yield from _amounts_in(minutes.text, section)


def _amounts_in(text: str, section: Section) -> Iterator[Row]:
    for amount in find_amounts(section.body.of(text), section.body.start):
        yield {
            "section_kind": section.kind.value,
            "value": float(amount.value),
            "unit": amount.unit,
            "direction": amount.direction,
            "base": amount.base,
            "printed": f"{amount.number} {amount.scale}".strip(),
            "sign_clash": amount.sign_clash,
            **_place(amount.span),
        }


def _place(span: Span) -> Row:
    return {"start": span.start, "end": span.end}

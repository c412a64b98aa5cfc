"""The dated next steps as a calendar (RFC 5545), one all-day event each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from pipeline.danish.dates import find_dates, format_date
from pipeline.danish.nouns import thing_of
from pipeline.errors import ReferatError
from pipeline.records import Draft, Minutes, NextStep

_DERIVED = "Året står ikke i referatet; det er regnet ud fra mødets dato."


def to_calendar(drafts: Sequence[Draft]) -> str:
    """Return the next steps that have a date as a calendar.

    An event's id is made of body, meeting, item and date, so it stays the same when the file is
    made again, and a calendar that is given it twice shows it once.

    Raises:
        ReferatError: No next step has a date: RFC 5545 knows no empty calendar.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Referat//DA")
    calendar.add("version", "2.0")
    seen: dict[str, int] = {}
    for draft, step, when in _dated(drafts):
        minutes = draft.minutes
        event = Event()
        event.add("uid", _uid(minutes, step, seen))
        # When this was last true: there is no better day than the meeting's.
        event.add("dtstamp", datetime.combine(minutes.date or when, time(), UTC))
        event.add("dtstart", when)
        event.add("dtend", when + timedelta(days=1))
        event.add("summary", step.sentence.text.rstrip("."))
        event.add("description", _description(draft, step))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    if not calendar.subcomponents:
        where = drafts[0].minutes.source if drafts else "draft"
        now = "read them in another format"
        raise ReferatError("no next step has a date", where=where, now=now)
    return str(calendar.to_ical(), "utf-8")


def _dated(drafts: Sequence[Draft]) -> list[tuple[Draft, NextStep, date]]:
    steps = [(one, step, step.when) for one in drafts for step in one.next_steps if step.when]
    return sorted(steps, key=lambda found: found[2])


def undated_steps(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Return what the next steps without a date say: they can't stand in a calendar."""
    return tuple(
        step.sentence.text for draft in drafts for step in draft.next_steps if step.when is None
    )


def _uid(minutes: Minutes, step: NextStep, seen: dict[str, int]) -> str:
    item = step.item.item
    parts = (minutes.body, minutes.date, item.number, item.title, step.when)
    name = "|".join(map(str, parts))
    seen[name] = seen.get(name, 0) + 1
    return str(uuid5(NAMESPACE_URL, f"referat:{name}|{seen[name]}"))


def _description(draft: Draft, step: NextStep) -> str:
    minutes, item = draft.minutes, step.item.item
    # The item's title may name someone; the draft's headline does not.
    topics = (one.headline.text for one in draft.paragraphs if step.item in one.items)
    lines = [step.sentence.text, *(f"{topic}." for topic in list(topics)[:1])]
    if minutes.date:
        whose = thing_of(minutes.body, "møde", "mødet") if minutes.body else "mødet"
        point = f", punkt {item.number}" if item.number else ""
        lines.append(f"Fra {whose} den {format_date(minutes.date)}{point}.")
    found = find_dates(step.sentence.text, meeting=minutes.date)
    if not any(one.date == step.when and not one.derived for one in found):
        lines.append(_DERIVED)
    return "\n".join(lines)

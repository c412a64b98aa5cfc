"""What the review page shows: frozen records, ready to print, with nothing left to look up.

Every text in them is the blanked minutes' or the post's; the templates escape all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.web.source_view import Entry


class Option(NamedTuple):
    """A label to choose: its id, its Danish name, and what it means."""

    id: str
    name: str
    definition: str = ""


class Quote(NamedTuple):
    """Where a sentence comes from: the section's name, the item's title, the words there."""

    section: str
    title: str
    text: str


class LineView(NamedTuple):
    """A line of the post. ``spans`` ("12-40 55-60") are places in items, for marking."""

    key: str
    text: str
    kind: str
    kind_name: str
    locked: bool
    included: bool
    edited: bool
    made: str
    label: str
    spans: str
    quotes: tuple[Quote, ...]
    flags: int


class ChipView(NamedTuple):
    """A label of an item, what says so, and what it could be instead."""

    field: Literal["decision", "topic"]
    value: str
    name: str
    why_by: str
    why_words: tuple[str, ...]
    runner_up: str | None
    options: tuple[Option, ...]
    corrected: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item that a part is about, with its decision word for word."""

    index: int
    number: str
    title: str
    decision_text: str
    chips: tuple[ChipView, ...]


class PartView(NamedTuple):
    """A part of the post. ``place`` counts among the parts of its role."""

    key: str
    role: str
    headline: LineView | None
    blocks: tuple[tuple[LineView, ...], ...]
    included: bool
    first: bool
    last: bool
    place: int
    items: tuple[ItemView, ...]


class FlagView(NamedTuple):
    """A flag; ``comment``, ``actor`` and ``at`` are filled once it is acknowledged."""

    key: str
    level: str
    rule: str
    message: str
    line_key: str | None
    sentence: str | None
    spans: str
    where: str
    item_title: str
    comment: str = ""
    actor: str = ""
    at: str = ""


class OmittedView(NamedTuple):
    """An item that isn't told, and why."""

    item: int
    title: str
    reason: str


class StepView(NamedTuple):
    """A next step: when in words and as a date, who, what, and whether it has passed."""

    when: str
    iso: str | None
    who: str
    text: str
    past: bool


class Embargo(NamedTuple):
    """An item that other bodies still have to treat."""

    bodies: str
    title: str


@dataclass(frozen=True, slots=True)
class DeskView:
    """Everything on the review page."""

    id: str
    document_id: str
    version: int
    state: str
    state_name: str
    title: str
    body: str
    date_text: str
    source: str
    sha256: str
    saved_at: str
    saved_by: str
    delete_after: str
    can_undo: bool
    approved_by: str | None
    approved_at: str | None
    words: int
    writer: str
    choices: Mapping[str, str]
    options: Mapping[str, tuple[tuple[str, str], ...]]
    parts: tuple[PartView, ...]
    flags: tuple[FlagView, ...]
    settled: tuple[FlagView, ...]
    reds: int
    yellows: int
    omitted: tuple[OmittedView, ...]
    steps: tuple[StepView, ...]
    embargoes: tuple[Embargo, ...]
    has_dates: bool
    minutes: tuple[Entry, ...]

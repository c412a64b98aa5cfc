"""What the store takes and gives: frozen records, never a row that hangs on a connection."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from pipeline.records import Flag, LabelledItem, Minutes

State = Literal["importeret", "udkast", "kontrolleret", "redigeret", "godkendt", "publiceret"]
STATES: tuple[State, ...] = get_args(State)
LabelField = Literal["decision", "topic"]


class Maker(NamedTuple):
    """What made a version: Referat's version, and a hash of the models it labels with."""

    tool: str
    model: str


class KeptFlag(NamedTuple):
    """A flag and the key that stays the same as long as the flag means the same."""

    key: str
    flag: Flag


class Relabel(NamedTuple):
    """What a person says of an open item: its decisions in order, or its topics, primary first.

    ``item`` counts the open items from 0. ``values`` are ids of ``Decision`` or ``Topic``.
    """

    item: int
    field: LabelField
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """One state of a post, as it is handed in.

    ``post`` is the post as JSON: the store keeps it as it is and never looks inside. ``text`` is
    what would be exported, as plain text; it is searched, compared and shown in the history.
    """

    post: str = field(repr=False)
    text: str = field(repr=False)
    flags: tuple[KeptFlag, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Someone has seen a flag and says why it may stand. ``version`` is the one it was seen in."""

    flag_key: str
    comment: str
    actor: str
    at: dt.datetime
    version: int


@dataclass(frozen=True, slots=True)
class FlagRecord:
    """A flag of a version, and the newest acknowledgement of it."""

    key: str
    flag: Flag
    acknowledged: Acknowledgement | None

    @property
    def open(self) -> bool:
        """Whether nobody has acknowledged it."""
        return self.acknowledged is None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A meeting that was read: never the file, and no word of a closed item.

    ``labelled`` are the labels as the tool set them; a draft's ``corrected`` go on top. It is
    deleted with all that was made of it once ``delete_after`` has passed.
    """

    id: str
    sha256: str
    source: str
    body: str | None
    date: dt.date | None
    created: dt.datetime
    delete_after: dt.datetime
    minutes: Minutes = field(repr=False)
    labelled: tuple[LabelledItem, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft as it stands: the newest version of it.

    ``reviewer`` has approved exactly this, and is None where nobody has. ``corrected`` are the
    labels that a person has put right.
    """

    id: str
    document: str
    version: int
    state: State
    post: str = field(repr=False)
    text: str = field(repr=False)
    flags: tuple[FlagRecord, ...] = field(repr=False)
    corrected: tuple[Relabel, ...]
    changed: dt.datetime
    changed_by: str
    reviewer: str | None
    can_undo: bool

    @property
    def open_red(self) -> tuple[FlagRecord, ...]:
        """The red flags that nobody has acknowledged: with one of them nobody can approve."""
        return tuple(one for one in self.flags if one.flag.level == "red" and one.open)


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of a draft. ``undone_to`` is the number it would go back to."""

    number: int
    state: State
    operation: str
    actor: str
    at: dt.datetime
    maker: Maker
    post: str = field(repr=False)
    text: str = field(repr=False)
    flags: tuple[FlagRecord, ...] = field(repr=False)
    corrected: tuple[Relabel, ...]
    undone_to: int | None


@dataclass(frozen=True, slots=True)
class Publication:
    """The text as it was published, and how far it is from the tool's first draft, in words."""

    version: int
    text: str = field(repr=False)
    actor: str
    at: dt.datetime
    distance: int
    share: float

"""The post as an editor sees it: parts of lines, each line with what the tool wrote and where from.

A part or line is found by its key, which is safe as an HTML id and never changes its meaning: a
part's key names its items ("item-3", counted from 0 in ``Minutes.open_items``), a line's key its
part and the sentence that the tool wrote there ("item-3-9f2c1a04").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from pipeline.drafting.case import Wording
from pipeline.drafting.paragraphs import Length
from pipeline.drafting.ranking import Audience
from pipeline.errors import EditError
from pipeline.records import Span

Kind = Literal["extracted", "realised", "derived", "model", "person"]
Role = Literal["headline", "lead", "item", "brief", "steps", "closing"]
TAKEN_OUT = "Taget ud af redaktøren"
# The parts that tell of items, in the order in which they are printed.
STORIES: tuple[Role, ...] = ("item", "brief")


class Choices(NamedTuple):
    """What the editor chose for the whole post, as :func:`pipeline.compose_draft` takes it."""

    audience: Audience = "internal"
    length: Length = "normal"
    wording: Wording = "precise"
    today: date | None = None


class Step(NamedTuple):
    """What a next step is filed under: when (None: undated), who, and the item it is about."""

    when: date | None
    who: str
    item: int


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the post, or what a person wrote in its place (it may be several).

    ``made`` is what the tool wrote and ``made_as`` how; ``sources`` are where it was made from
    and stay, whatever becomes of the text. A locked line stands when its part is written anew;
    one that is not ``included`` is kept, but not printed.
    """

    key: str
    text: str
    made: str
    made_as: Kind
    sources: tuple[Span, ...] = ()
    locked: bool = False
    included: bool = True
    step: Step | None = None

    @property
    def edited(self) -> bool:
        """Whether a person has changed the text."""
        return self.text != self.made

    @property
    def kind(self) -> Kind:
        """How the text that stands there came about: a changed one is a person's."""
        return "person" if self.edited else self.made_as

    @property
    def touched(self) -> bool:
        """Whether a person has done anything to the line."""
        return self.edited or self.locked or not self.included


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the post: its headline, its lead, what it says of one or more items.

    ``items`` count from 0 in ``Minutes.open_items``. ``headline`` is None for the lead, the next
    steps and the closing lines. ``blocks`` holds the lines of each printed paragraph; the next
    steps have one line a block. ``added`` tells that a person wants the part though the tool would
    leave its items out; ``held`` is the tool's reason to leave them out, in a part that is kept
    for what a person has done in it.
    """

    key: str
    role: Role
    items: tuple[int, ...] = ()
    headline: Line | None = None
    blocks: tuple[tuple[Line, ...], ...] = ()
    included: bool = True
    added: bool = False
    held: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line in printed order, the headline first."""
        head = (self.headline,) if self.headline else ()
        return (*head, *(line for block in self.blocks for line in block))

    @property
    def told(self) -> bool:
        """Whether the part is printed: nobody took it out, and something of it is left."""
        left = any(line.included for block in self.blocks for line in block)
        wanted = self.included and not self.held
        return wanted and (self.role not in STORIES or left or not any(self.blocks))


@dataclass(frozen=True, slots=True)
class Post:
    """A draft with what people have done to it.

    ``omitted`` are the items that have no part, since the tool left them out, with its reason;
    ``left_out`` are those and the items whose parts aren't printed. ``moved`` tells that a person
    has put the parts in an order of their own, which then stands when the post is written anew.
    """

    choices: Choices
    parts: tuple[Part, ...]
    omitted: tuple[tuple[int, str], ...] = ()
    moved: bool = False

    @property
    def lines(self) -> Iterator[Line]:
        """Every line, those that are not included too."""
        return (line for part in self.parts for line in part.lines)

    @property
    def printed(self) -> tuple[Line, ...]:
        """The lines that stand in the text, in the order of the parts."""
        out = {item for item, _ in self.left_out}
        return tuple(
            line
            for part in self.parts
            if part.told
            for line in part.lines
            if line.included and not (line.step and line.step.item in out)
        )

    @property
    def left_out(self) -> tuple[tuple[int, str], ...]:
        """The items that are not told, each with a reason in Danish."""
        told = {item for part in self.parts if part.told for item in part.items}
        out = {
            item: part.held or TAKEN_OUT
            for part in self.parts
            if not part.told
            for item in part.items
            if item not in told
        }
        return (*self.omitted, *sorted(out.items()))


def part_at(post: Post, key: str) -> Part:
    """Return the part with this key, or the part of the line with this key.

    Raises:
        EditError: The post has no such part or line.
    """
    for part in post.parts:
        if key == part.key or any(line.key == key for line in part.lines):
            return part
    raise EditError(
        "Stedet findes ikke mere i teksten. Indlæs siden igen for at se den nyeste udgave.",
        where=key,
    )


def line_at(post: Post, key: str) -> Line:
    """Return the line with this key.

    Raises:
        EditError: The post has no such line.
    """
    found = next((line for line in part_at(post, key).lines if line.key == key), None)
    if found is None:
        raise EditError("Det er ikke en sætning, men et helt afsnit.", where=key)
    return found


def with_part(post: Post, part: Part) -> Post:
    """Return the post with *part* in the place of the one with its key."""
    return replace(post, parts=tuple(part if one.key == part.key else one for one in post.parts))


def with_line(part: Part, line: Line) -> Part:
    """Return the part with *line* in the place of the one with its key."""
    head = line if part.headline and part.headline.key == line.key else part.headline
    blocks = tuple(
        tuple(line if one.key == line.key else one for one in block) for block in part.blocks
    )
    return replace(part, headline=head, blocks=blocks)

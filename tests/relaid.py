"""Known minutes taken apart into lines that say what they are, to be set anew and read again.

However the same meeting is set, the same items and decisions must be found, and nothing of what is
closed may come out. ``settings.py`` holds the ways to set it; ``benchmarks/layouts.py`` tries all
of them on the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from pipeline.errors import NotMinutes
from pipeline.labels import SectionKind
from pipeline.reading import read_bytes
from pipeline.records import Document, Item, Minutes
from pipeline.splitting import split_items
from pipeline.splitting.agenda import find_agenda
from pipeline.splitting.blocks import Block
from pipeline.splitting.contents import similar
from pipeline.splitting.layout import Layout, lay_out
from pipeline.splitting.rows import rows_of
from pipeline.splitting.titles import read_title

Role = Literal["top", "title", "case", "heading", "text"]
_ALIKE = 0.85
# So many letters of a decision tell it; what was found may be so much longer.
_START, _LONGER, _MORE = 30, 1.7, 60
# What a closed item might be called and say, if a setting prints one whole.
SECRET = (
    "Erstatning til zinkstøberiet på Kvartsvej",
    "Ejeren af Kvartsvej 12 kræver 1,4 mio. kr. for sit nedlagte zinkstøberi.",
    "Forvaltningen tilbyder zinkstøberen 900.000 kr. og et års frist.",
)
# A line of so many letters is no chance.
_TELLS = 25


class Line(NamedTuple):
    """A line and what it is; of a heading its ``words``, and its ``kind`` where it is a plain one.

    ``item`` is the place of its item on the agenda, -1 above the first. ``below`` are the lines
    that a title goes on in, so that another one can take their place.
    """

    role: Role
    text: str
    indent: int = 0
    blank: bool = False
    item: int = -1
    words: str = ""
    kind: SectionKind | None = None
    below: tuple[str, ...] = ()


class Title(NamedTuple):
    """What an item of the agenda is called, and whether it is closed."""

    number: str
    text: str
    closed: bool
    case_number: str | None


class Known(NamedTuple):
    """Minutes as lines, the titles of their items, and what was read of them as they are."""

    name: str
    lines: tuple[Line, ...]
    titles: tuple[Title, ...]
    minutes: Minutes

    @property
    def body(self) -> str:
        """Who met."""
        return self.minutes.body or "Udvalget"

    @property
    def date(self) -> date:
        """The day of the meeting."""
        return self.minutes.date or date(2012, 5, 8)

    @property
    def decided_apart(self) -> bool:
        """Whether decisions are listed by the numbers of the items, which then can't be others."""
        opened = (item for item in self.minutes.items if isinstance(item, Item))
        return any(part.heading.start >= item.span.end for item in opened for part in item.sections)


class Read(NamedTuple):
    """How much of the minutes was found again: of ``items`` open ones ``found``, and so on.

    ``spare`` are items that there are not; ``leaked`` tells that something closed came out.
    """

    items: int
    found: int
    decisions: int
    told: int
    spare: int
    counted: bool
    leaked: bool


def know(document: Document, name: str) -> Known:
    """Return a document of the corpus as lines; its list of contents is left out."""
    layout = lay_out(rows_of(document))
    agenda = find_agenda(layout)
    listed = range(agenda.contents.first, agenda.contents.last)
    titles = [read_title(layout, b.heading, b.last, b.title) for b in agenda.blocks]
    known = [
        Title(block.number, title.text, block.closed, title.case_number)
        for block, title in zip(agenda.blocks, titles, strict=True)
    ]
    lines: list[Line] = []
    item = -1
    starts = {block.heading: place for place, block in enumerate(agenda.blocks)}
    rest: set[int] = set()
    for index in range(len(layout.rows)):
        if index in listed:
            continue
        if index in starts:
            item = starts[index]
            inside = range(index + 1, titles[item].inside)
            rest = {at for at in inside if layout.case_numbers[at] is None}
            below = tuple(layout.rows[at].text for at in sorted(rest))
        if index not in rest:
            place = item if _covers(agenda.blocks, index) else -1
            line = _line(layout, index, place, title=index in starts)
            lines.append(line._replace(below=below) if index in starts else line)
    return Known(name, tuple(lines), tuple(known), split_items(document))


def _covers(blocks: Sequence[Block], index: int) -> bool:
    return any(block.first <= index < block.last for block in blocks)


def _line(layout: Layout, index: int, item: int, *, title: bool) -> Line:
    row, heading = layout.rows[index], layout.headings[index]
    line = Line("text", row.text, row.indent, row.after_blank, item)
    if title:
        return line._replace(role="title")
    if item < 0:
        return line._replace(role="top")
    if layout.case_numbers[index] is not None:
        return line._replace(role="case")
    who = heading is not None and heading.kind is SectionKind.DELTAGELSE
    if heading is None or heading.bare or who:
        return line
    words = row.text[: heading.span.end - row.start].strip(" :.*_#=-–")
    plain = heading.body is None and heading.date is None and 0 < len(words) < 40
    return line._replace(role="heading", words=words, kind=heading.kind if plain else None)


def text_of(lines: Sequence[Line]) -> str:
    """Return lines as a text: a blank line above those that had one, and their indents."""
    pieces = []
    for place, line in enumerate(lines):
        gap = "\n" if line.blank and place else ""
        for part in (line.text, *line.below):
            pieces.append(gap + " " * line.indent + part)
            gap = ""
    return "\n".join(pieces)


def read_back(known: Known, text: str) -> Read:
    """Return how much of *known* is found in *text*, in which it was set anew."""
    expected = [item for item in known.minutes.items if isinstance(item, Item)]
    decided = [_decisions(known.minutes, item) for item in expected]
    closed = len(known.minutes.items) - len(expected)
    try:
        minutes = split_items(read_bytes(text.encode(), known.name))
    except NotMinutes:
        return Read(len(expected), 0, sum(map(bool, decided)), 0, 0, counted=False, leaked=False)
    left = [item for item in minutes.items if isinstance(item, Item)]
    counted = len(minutes.items) - len(left) == closed
    found = told = 0
    for item, own in zip(expected, decided, strict=True):
        same = next((one for one in left if _same_title(one.title, item.title)), None)
        if same is None:
            continue
        found += 1
        left.remove(same)
        told += bool(own) and any(_same(one, own[0]) for one in _decisions(minutes, same))
    return Read(
        items=len(expected),
        found=found,
        decisions=sum(map(bool, decided)),
        told=told,
        spare=len(left),
        counted=counted,
        leaked=any(_letters(line) in _letters(minutes.text) for line in (*SECRET, *secrets(known))),
    )


def secrets(known: Known) -> Iterator[str]:
    """Yield the lines of closed items that say enough to be known again."""
    opened = _letters(known.minutes.text)
    for line in known.lines:
        if line.item >= 0 and known.titles[line.item].closed and line.role != "title":
            words = line.text
        elif line.role == "title" and known.titles[line.item].closed:
            words = known.titles[line.item].text
        else:
            continue
        if len(_letters(words)) > _TELLS and _letters(words) not in opened:
            yield words


def _same_title(one: str, other: str) -> bool:
    begins = _letters(one)[:_START] == _letters(other)[:_START]
    return begins or similar(one, other) > _ALIKE


def _decisions(minutes: Minutes, item: Item) -> list[str]:
    bodies = (part.body.of(minutes.text) for part in item.parts(SectionKind.BESLUTNING))
    return [letters for body in bodies if (letters := _letters(body))]


def _same(one: str, other: str) -> bool:
    return one[:_START] == other[:_START] and len(one) < _LONGER * len(other) + _MORE


def _letters(words: str) -> str:
    return re.sub(r"[\W_]", "", words).lower()

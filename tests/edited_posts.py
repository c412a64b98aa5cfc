"""Meetings to edit posts of, each read and labelled once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

from invented import FOLDER

from pipeline.checking import settle_draft
from pipeline.drafting import compose_draft
from pipeline.editing import Choices, Line, Part, Post, post_of
from pipeline.labelling import label_items
from pipeline.reading import read_document
from pipeline.records import Document, Draft, LabelledItem, Minutes
from pipeline.splitting import split_items

EXAMPLE = "direktionen"
# Of the train split: a council, a council of the elderly, a directorate with closed items, and a
# committee.
TRAIN = ("b06_byraad2001", "a12_aeldreraad", "a13_lukket_direktion", "a10_webside")
# Two conferences are told together to staff and apart to citizens, who get nothing of 3 and 4.
GROUPS = "grupper"
_GROUPED = """Referat Direktionen d. 04-05-2020

Punkt 1: Opfølgning på Havnens konference

Sagsfremstilling

Havnen holdt den 2. april 2020 sin årlige konference i Pakhuset. Der var 120 deltagere.

Beslutning

Drøftet.

Punkt 2: Opfølgning på Skolernes konference

Sagsfremstilling

Skolerne holdt den 9. april 2020 deres årlige konference i Hallen. Der var 80 deltagere.

Beslutning

Drøftet.

Punkt 3: Parkering ved stationen

Beslutning

Punkt 4: Bænke i parken

Beslutning

Punkt 5: Ny cykelsti til Skovby

Beslutning

Godkendt.
"""
CHOICES = (
    Choices(),
    Choices("external", "short", "plain"),
    Choices("leaders", "long"),
    Choices("external"),
)


class Meeting(NamedTuple):
    minutes: Minutes
    labelled: tuple[LabelledItem, ...]

    def draft(self, choices: Choices | None = None) -> Draft:
        audience, length, wording, today = choices or Choices()
        made = compose_draft(*self, audience=audience, length=length, wording=wording, today=today)
        # What was left out is told with the minutes; a post is held against them as they were read.
        return replace(settle_draft(made, today=today), minutes=self.minutes)

    def post(self, choices: Choices | None = None) -> Post:
        return post_of(self.draft(choices), choices)


@cache
def meeting(name: str = EXAMPLE) -> Meeting:
    if name == EXAMPLE:
        with as_file(files("pipeline") / "examples" / "direktionen.txt") as path:
            minutes = split_items(read_document(str(path)))
    elif name == GROUPS:
        minutes = split_items(Document(_GROUPED, f"{name}.txt", "0" * 64))
    else:
        minutes = split_items(read_document(FOLDER / f"{name}.txt"))
    return Meeting(minutes, label_items(minutes))


def part(post: Post, key: str) -> Part:
    return next(one for one in post.parts if one.key == key)


def first_line(post: Post, key: str) -> Line:
    """The first line of running text in a part."""
    return part(post, key).blocks[0][0]

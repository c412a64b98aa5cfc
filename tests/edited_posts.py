"""Meetings to edit posts of, each read and labelled once."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

from invented import FOLDER

from pipeline.drafting import compose_draft
from pipeline.editing import Choices, Line, Part, Post, post_of
from pipeline.labelling import label_items
from pipeline.reading import read_document
from pipeline.records import Draft, LabelledItem, Minutes
from pipeline.splitting import split_items

EXAMPLE = "direktionen"
# Of the train split: a council with many small items, one that groups those without a decision, a
# directorate with closed items, and a committee.
TRAIN = ("b06_byraad2001", "a12_aeldreraad", "a13_lukket_direktion", "a10_webside")
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
        return compose_draft(*self, audience=audience, length=length, wording=wording, today=today)

    def post(self, choices: Choices | None = None) -> Post:
        return post_of(self.draft(choices), choices)


@cache
def meeting(name: str = EXAMPLE) -> Meeting:
    if name == EXAMPLE:
        with as_file(files("pipeline") / "examples" / "direktionen.txt") as path:
            minutes = split_items(read_document(str(path)))
    else:
        minutes = split_items(read_document(FOLDER / f"{name}.txt"))
    return Meeting(minutes, label_items(minutes))


def part(post: Post, key: str) -> Part:
    return next(one for one in post.parts if one.key == key)


def first_line(post: Post, key: str) -> Line:
    """The first line of running text in a part."""
    return part(post, key).blocks[0][0]

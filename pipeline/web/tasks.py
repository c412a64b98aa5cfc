"""What is done with a document, each in a process of its own: for the page, and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Literal, NamedTuple

from pipeline.editing import Choices, Post, flags_of, post_of
from pipeline.errors import ReferatError
from pipeline.records import Flag, LabelledItem, Minutes

Step = Literal["read", "split", "label", "draft", "check"]
Tell = Callable[[Step], None]


class Cost(NamedTuple):
    """What one file may cost: bytes of it, seconds through all steps, bytes of memory on top."""

    max_bytes: int
    seconds: float
    memory: int


class Job(NamedTuple):
    """A file to read: its bytes, the name it is shown by, and how its draft is wanted."""

    data: bytes
    name: str
    choices: Choices


class Made(NamedTuple):
    """What a file became."""

    minutes: Minutes
    labelled: tuple[LabelledItem, ...]
    post: Post
    flags: tuple[Flag, ...]


def make_post(job: Job, cost: Cost, tell: Tell = lambda _: None) -> Made:
    """Return everything the page needs of a file: read, split, labelled, drafted and checked.

    *tell* is called with each step as it begins.

    Raises:
        ReferatError: The file can't be read, or holds no minutes.
    """
    from pipeline.checking import settle_draft
    from pipeline.drafting import compose_draft

    minutes, labelled = _labelled(job, cost, tell)
    tell("draft")
    audience, length, wording, today = job.choices
    draft = compose_draft(
        minutes, labelled, audience=audience, length=length, wording=wording, today=today
    )
    tell("check")
    draft = settle_draft(draft, today=today)
    post = post_of(draft, job.choices)
    return Made(draft.minutes, labelled, post, flags_of(post, draft.minutes, labelled))


def label_file(job: Job, cost: Cost, tell: Tell = lambda _: None) -> dict[str, Any]:
    """Return a file's items with their labels, as ``referat label --json`` prints them.

    Raises:
        ReferatError: The file can't be read, or holds no minutes.
    """
    from pipeline.drafting.formats.json import flag_as_json
    from pipeline.jsonl import items_as_json

    minutes, labelled = _labelled(job, cost, tell)
    items = [json.loads(line) for line in items_as_json(minutes, labelled)]
    return {
        "source": minutes.source,
        "sha256": minutes.sha256,
        "body": minutes.body,
        "date": minutes.date.isoformat() if minutes.date else None,
        "items": items,
        "flags": [flag_as_json(flag, minutes.text) for flag in minutes.flags],
    }


def draft_file(job: Job, cost: Cost, tell: Tell = lambda _: None) -> dict[str, Any]:
    """Return a file's draft and its flags, as ``referat draft --format json`` prints them.

    Raises:
        ReferatError: The file can't be read, or holds no minutes.
    """
    from pipeline.drafting.formats.json import as_json
    from pipeline.editing import as_draft

    made = make_post(job, cost, tell)
    return as_json(as_draft(made.post, made.minutes, made.labelled), made.flags)


def check_text(job: Job, text: str, cost: Cost, tell: Tell = lambda _: None) -> dict[str, Any]:
    """Return the flags of *text*, held against the minutes in a file.

    Raises:
        ReferatError: The minutes can't be read.
    """
    from pipeline.checking import check_draft
    from pipeline.checking.edited import left_out, read_edited
    from pipeline.drafting.formats.json import flag_as_json

    if not text.strip():
        raise ReferatError("no text to check", where="text", now="send the text")
    minutes, labelled = _labelled(job, cost, tell)
    tell("check")
    draft = read_edited(text, minutes, labelled)
    flags = (*check_draft(draft, today=job.choices.today), *left_out(draft))
    return {
        "source": minutes.source,
        "sha256": minutes.sha256,
        "red": sum(flag.level == "red" for flag in flags),
        "yellow": sum(flag.level == "yellow" for flag in flags),
        "flags": [flag_as_json(flag, minutes.text) for flag in flags],
    }


def warm_up(_: Tell = lambda _: None) -> None:
    """Draft and check the example once, so that nobody waits for lexicons and tokenizer."""
    from importlib.resources import files

    from pipeline.drafting import compose_draft
    from pipeline.labels import Decision, Topic
    from pipeline.reading import read_bytes
    from pipeline.records import Label
    from pipeline.splitting import split_items

    data = (files("pipeline") / "examples" / "direktionen.txt").read_bytes()
    minutes = split_items(read_bytes(data, "direktionen.txt"))
    decided = (Label(Decision.DROEFTET, 1.0, "rule"),)
    topics = (Label(Topic.OTHER, 1.0, "rule"),)
    # The models are for the workers: a change of a draft needs none.
    labelled = tuple(LabelledItem(item, decided, topics) for item in minutes.open_items)
    flags_of(post_of(compose_draft(minutes, labelled)), minutes, labelled)


def today() -> date:
    """Return the day it is here."""
    return date.today()  # noqa: DTZ011


def _labelled(job: Job, cost: Cost, tell: Tell) -> tuple[Minutes, tuple[LabelledItem, ...]]:
    from pipeline.labelling import label_items
    from pipeline.reading import Limits, read_bytes
    from pipeline.splitting import split_items

    # The clock of the reader stops a little before that of the worker, and says more.
    limits = Limits(max_bytes=cost.max_bytes, seconds=cost.seconds * 0.9)
    tell("read")
    document = read_bytes(job.data, job.name, limits=limits)
    tell("split")
    minutes = split_items(document)
    tell("label")
    return minutes, label_items(minutes)

"""One draft on the desk: what the store keeps of it, and the post that the operations work on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version

from pydantic import TypeAdapter

from pipeline.checking import check_draft
from pipeline.drafting.formats import render
from pipeline.editing import Post, as_draft
from pipeline.labelling.shipped import models_folder
from pipeline.labels import Decision, Topic
from pipeline.records import Flag, Label, LabelledItem, Minutes
from pipeline.store import (
    Content,
    DocumentRecord,
    DraftRecord,
    KeptFlag,
    Maker,
    Relabel,
    Store,
    add_document,
    create_draft,
    read_draft,
    read_meeting,
)
from pipeline.web.worker import Made

POST = TypeAdapter(Post)


def flags_of(post, minutes, labelled):
    return check_draft(as_draft(post, minutes, labelled))


def flag_key(flag):
    return hashlib.sha256(repr((flag.rule, flag.message, flag.sentence)).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft as it stands, its meeting, and the labels with what people have put right."""

    document: DocumentRecord
    draft: DraftRecord
    post: Post
    labelled: tuple[LabelledItem, ...]

    @property
    def minutes(self) -> Minutes:
        """The meeting; closed items in it are blanks."""
        return self.document.minutes


def read_desk(store: Store, draft: str) -> Desk:
    """Return everything there is of a draft.

    Raises:
        NotKept: There is none with this id, or it has been deleted.
    """
    record = read_draft(store, draft)
    return desk_of(read_meeting(store, record.document), record)


def desk_of(document: DocumentRecord, draft: DraftRecord) -> Desk:
    """Return the desk of records that were read already."""
    post: Post = POST.validate_json(draft.post)
    return Desk(document, draft, post, put_right(document.labelled, draft.corrected))


def put_right(
    labelled: tuple[LabelledItem, ...], corrected: tuple[Relabel, ...]
) -> tuple[LabelledItem, ...]:
    """Return the labels with a person's in the place of the tool's.

    A person's label counts as a rule's, with nothing in the minutes that says so.
    """
    found = list(labelled)
    for one in corrected:
        item = found[one.item]
        if one.field == "decision":
            decisions = tuple(Label(Decision(value), 1.0, "rule") for value in one.values)
            found[one.item] = replace(item, decisions=decisions)
        else:
            topics = tuple(Label(Topic(value), 1.0, "rule") for value in one.values)
            found[one.item] = replace(item, topics=topics)
    return tuple(found)


def content_of(
    post: Post,
    minutes: Minutes,
    labelled: tuple[LabelledItem, ...],
    flags: tuple[Flag, ...] | None = None,
) -> Content:
    """Return a post as the store takes it, checked anew unless its flags are known."""
    found = flags_of(post, minutes, labelled) if flags is None else flags
    text = render(as_draft(post, minutes, labelled), (), "txt")
    kept = tuple(KeptFlag(flag_key(flag), flag) for flag in found)
    return Content(POST.dump_json(post).decode(), text, kept)


def keep_made(store: Store, made: Made, actor: str) -> str:
    """Keep what a file became; return the id of its draft."""
    document = add_document(store, made.minutes, made.labelled)
    content = content_of(made.post, made.minutes, made.labelled, made.flags)
    return create_draft(store, document.id, content, actor=actor).id


@cache
def maker() -> Maker:
    """Return what every version records of this program: its version, and a hash of its models."""
    models = hashlib.sha256()
    for card in sorted(models_folder().glob("*/card.json")):
        models.update(card.read_bytes())
    return Maker(f"Referat {version('referat')}", models.hexdigest())

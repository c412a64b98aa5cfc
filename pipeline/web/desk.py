"""One draft on the desk: what the store keeps of it, and the post that the operations work on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from pipeline.drafting.formats import render
from pipeline.editing import Post, as_draft, flag_key, flags_of, from_json, to_json
from pipeline.labelling.shipped import models_folder
from pipeline.records import Flag, LabelledItem, Minutes
from pipeline.store import (
    Content,
    DocumentRecord,
    DraftRecord,
    KeptFlag,
    Maker,
    Store,
    keep_meeting,
    read_draft,
    read_meeting,
)
from pipeline.store.relabelling import relabelled
from pipeline.web.tasks import Made


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
    labelled = relabelled(document.labelled, draft.corrected)
    return Desk(document, draft, from_json(draft.post), labelled)


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
    return Content(to_json(post), text, kept)


def keep_made(store: Store, made: Made, actor: str) -> str:
    """Keep what a file became; return the id of its draft."""
    content = content_of(made.post, made.minutes, made.labelled, made.flags)
    return keep_meeting(store, made.minutes, made.labelled, content, actor=actor).id


@cache
def maker() -> Maker:
    """Return what every version records of this program: its version, and a hash of its models."""
    models = hashlib.sha256()
    for card in sorted(models_folder().glob("*/card.json")):
        models.update(card.read_bytes())
    return Maker(f"Referat {version('referat')}", models.hexdigest())

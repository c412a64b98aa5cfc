"""What is kept: meetings without a word of their closed items, drafts, every version, who and when.

    open_store ─┬─ add_document, read_meeting          a meeting that was read
                ├─ create_draft, read_draft, history   a draft and its versions
                └─ save_version, undo                  a change, on top of the version one saw

Every function takes and returns frozen records (``pipeline.store.kept``) and is one transaction.
The post itself is JSON that the store doesn't look into.
"""

from pipeline.store.documents import add_document, meetings_of_file, read_meeting
from pipeline.store.drafts import create_draft, history, read_draft, save_version, undo
from pipeline.store.kept import (
    Acknowledgement,
    Content,
    DocumentRecord,
    DraftRecord,
    FlagRecord,
    KeptFlag,
    Maker,
    Publication,
    Relabel,
    State,
    VersionRecord,
)
from pipeline.store.opening import KEEP_DAYS, Store, open_store

__all__ = [
    "KEEP_DAYS",
    "Acknowledgement",
    "Content",
    "DocumentRecord",
    "DraftRecord",
    "FlagRecord",
    "KeptFlag",
    "Maker",
    "Publication",
    "Relabel",
    "State",
    "Store",
    "VersionRecord",
    "add_document",
    "create_draft",
    "history",
    "meetings_of_file",
    "open_store",
    "read_draft",
    "read_meeting",
    "save_version",
    "undo",
]

"""What is kept: meetings without a word of their closed items, drafts, every version, who and when.

    open_store ─┬─ keep_meeting, read_meeting             a meeting that was read, and its draft
                ├─ read_draft, history                    a draft and its versions
                ├─ save_version, undo, correct_label      a change, on top of the version one saw
                ├─ acknowledge, approve, publish          what a reviewer does
                ├─ find_drafts, distances, audit          what one asks
                └─ delete_now, purge                      how it ends

Every function takes and returns frozen records and is one transaction. The post itself is JSON
that the store doesn't look into.
"""

from pipeline.store.auditing import audit, changes
from pipeline.store.corrections import (
    Correction,
    Exported,
    correct_label,
    export_corrections,
)
from pipeline.store.documents import add_document, meetings_of_file, read_meeting
from pipeline.store.drafts import (
    create_draft,
    history,
    keep_meeting,
    read_draft,
    save_version,
    undo,
)
from pipeline.store.finding import FoundDraft, FoundItem, Wanted, bodies, find_drafts
from pipeline.store.kept import (
    STATES,
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
from pipeline.store.relabelling import relabelled
from pipeline.store.retention import Deletion, delete_now, deletions, purge
from pipeline.store.reviewing import (
    Distance,
    acknowledge,
    approve,
    distances,
    publications,
    publish,
)

__all__ = [
    "KEEP_DAYS",
    "STATES",
    "Acknowledgement",
    "Content",
    "Correction",
    "Deletion",
    "Distance",
    "DocumentRecord",
    "DraftRecord",
    "Exported",
    "FlagRecord",
    "FoundDraft",
    "FoundItem",
    "KeptFlag",
    "Maker",
    "Publication",
    "Relabel",
    "State",
    "Store",
    "VersionRecord",
    "Wanted",
    "acknowledge",
    "add_document",
    "approve",
    "audit",
    "bodies",
    "changes",
    "correct_label",
    "create_draft",
    "delete_now",
    "deletions",
    "distances",
    "export_corrections",
    "find_drafts",
    "history",
    "keep_meeting",
    "meetings_of_file",
    "open_store",
    "publications",
    "publish",
    "purge",
    "read_draft",
    "read_meeting",
    "relabelled",
    "save_version",
    "undo",
]

"""The audit record: what was made of a meeting, by what and whom, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff
from typing import Any

from pipeline.store.corrections import Correction, corrections
from pipeline.store.documents import read_meeting
from pipeline.store.drafts import history, read_draft
from pipeline.store.kept import DocumentRecord, FlagRecord, Publication, VersionRecord
from pipeline.store.opening import Store
from pipeline.store.reviewing import publications


def audit(store: Store, draft: str) -> dict[str, Any]:
    """Return all that is known of a draft, as it can be written to JSON.

    The file's hash, what read and labelled it, every version with what changed in the text, every
    flag and how it was settled, labels put right, who approved, and what was published.

    Raises:
        NotKept: The draft is not there.
    """
    record = read_draft(store, draft)
    meeting = read_meeting(store, record.document)
    versions = history(store, draft)
    return {
        "draft": draft,
        "state": record.state,
        "reviewer": record.reviewer,
        "document": _document(meeting),
        "versions": [
            _version(version, versions[n - 1] if n else None) for n, version in enumerate(versions)
        ],
        "corrections": [_correction(one) for one in corrections(store, draft)],
        "publications": [_publication(one) for one in publications(store, draft)],
    }


def _document(meeting: DocumentRecord) -> dict[str, Any]:
    return {
        "source": meeting.source,
        "sha256": meeting.sha256,
        "body": meeting.body,
        "date": meeting.date.isoformat() if meeting.date else None,
        "created": meeting.created.isoformat(),
        "delete_after": meeting.delete_after.isoformat(),
        "closed_items": meeting.minutes.closed_count,
    }


def _version(version: VersionRecord, before: VersionRecord | None) -> dict[str, Any]:
    return {
        "number": version.number,
        "state": version.state,
        "operation": version.operation,
        "actor": version.actor,
        "at": version.at.isoformat(),
        "tool": version.maker.tool,
        "model": version.maker.model,
        "changed": changes(before.text if before else "", version.text),
        "flags": [_flag(one) for one in version.flags],
    }


def _correction(one: Correction) -> dict[str, Any]:
    return {
        "version": one.version,
        "item": one.item,
        "field": one.field,
        "before": list(one.before),
        "after": list(one.after),
        "actor": one.actor,
        "at": one.at.isoformat(),
    }


def _publication(one: Publication) -> dict[str, Any]:
    return {
        "version": one.version,
        "actor": one.actor,
        "at": one.at.isoformat(),
        "text": one.text,
        "distance_in_words": one.distance,
        "share": round(one.share, 4),
    }


def changes(before: str, after: str) -> list[str]:
    """Return the lines that went ("-") and came ("+") between two texts.

    >>> changes("Sagen er godkendt.", "Sagen er anbefalet.")
    ['-Sagen er godkendt.', '+Sagen er anbefalet.']
    """
    lines: Sequence[str] = list(
        unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    )
    return [line for line in lines[2:] if not line.startswith("@@")]


def _flag(one: FlagRecord) -> dict[str, Any]:
    seen = one.acknowledged
    return {
        "key": one.key,
        "level": one.flag.level,
        "rule": one.flag.rule,
        "message": one.flag.message,
        "sentence": one.flag.sentence,
        "acknowledged": None
        if seen is None
        else {"comment": seen.comment, "actor": seen.actor, "at": seen.at.isoformat()},
    }

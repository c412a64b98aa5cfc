"""``manifest.json``: what made an archive's tables, when, and how many rows they have."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.archive.forms import write_text
from pipeline.archive.identity import labeller_id, model_folders, reader_id
from pipeline.archive.ledger import Ledger
from pipeline.archive.schema import MANIFEST, VERSION
from pipeline.labelling.saved import read_card


class Counts(NamedTuple):
    """Rows of the whole archive by table, and its failed files by step."""

    rows: dict[str, int]
    failures: dict[str, int]


def write_manifest(
    archive: Path,
    models: Path | None,
    counts: Counts,
    *,
    began: float,
    read: int,
) -> None:
    """Write the manifest of tables that are there, aside until it is whole.

    Args:
        archive: The archive's folder.
        models: The folder of models that labelled it; None for Referat's own.
        counts: How many rows there are.
        began: When the build began, in seconds since 1970.
        read: How many files this build has read.
    """
    cards = {place.name: read_card(place) for place in model_folders(models)}
    values: dict[str, Any] = {
        "schema": VERSION,
        "tool": f"referat {version('referat')}",
        "reader": reader_id(),
        "labeller": labeller_id(models),
        "models": {
            task: {"kind": card.kind, "files": dict(card.files)} for task, card in cards.items()
        },
        "corpus": {task: card.about.get("corpus") for task, card in cards.items()},
        "counts": counts.rows,
        "failures": counts.failures,
        "built": {
            "at": datetime.fromtimestamp(began, UTC).isoformat(timespec="seconds"),
            "seconds": round(time.time() - began, 1),
            "files_read": read,
        },
    }
    write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", archive / MANIFEST)


def read_counts(archive: Path) -> Counts:
    """Return what the manifest of an archive counts."""
    values: Mapping[str, Any] = json.loads((archive / MANIFEST).read_text("utf-8"))
    return Counts(values["counts"], values["failures"])


def count_failures(ledger: Ledger) -> dict[str, int]:
    """Return how many files failed at each step, by its name."""
    return dict(sorted(Counter(row[3] for row in ledger.errors()).items()))

"""The rules as a candidate: nothing is learned, so that they are measured as all others are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.labels import Decision, Topic
from pipeline.training.prepare import Prepared


def train_topics(_prepared: Prepared, _params: Mapping[str, Any], _folder: Path) -> tuple[str, ...]:
    """Write nothing, and return the ids of all topics."""
    return tuple(one.value for one in Topic)


def train_decisions(
    _prepared: Prepared, _params: Mapping[str, Any], _folder: Path
) -> tuple[str, ...]:
    """Write nothing, and return the ids of all decision types."""
    return tuple(one.value for one in Decision)

"""What a new model, or a new version of Referat, changed: two archives of the same minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from pipeline.archive.schema import arrow_schema

if TYPE_CHECKING:
    from pipeline.archive.database import Archive

Task = Literal["decision", "topic"]
TASKS: tuple[Task, ...] = ("decision", "topic")
_COLUMNS = (
    "document", "position", "collection", "body", "date", "title", "decision", "decision_score",
    "topic", "topic_score",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """An item whose first decision or primary topic is another now."""

    task: Task
    collection: str
    body: str | None
    date: date | None
    title: str
    before: str
    after: str
    before_score: float
    after_score: float
    document: str
    position: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How two archives differ.

    ``items`` are in both. ``gone`` and ``new`` count the items of only the first and only the
    second, which is more than a model's doing: a file came or went, or is split otherwise.
    """

    items: int
    gone: int
    new: int
    changes: tuple[Change, ...]

    def counts(self, task: Task) -> dict[tuple[str, str], int]:
        """Return how many items went from one label to another, the most frequent first."""
        found: dict[tuple[str, str], int] = {}
        for change in self.changes:
            if change.task == task:
                pair = (change.before, change.after)
                found[pair] = found.get(pair, 0) + 1
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def compare_archives(before: Archive, after: Archive) -> Difference:
    """Return what differs between two archives, item by item (the same file, the same place)."""
    names = ", ".join(_COLUMNS)
    items = after.table(f"SELECT {names} FROM items")  # noqa: S608 - names of this module
    before.register("after_items", items.cast(_schema(items.schema.names)))
    (counts,) = before.rows(
        "SELECT count(*) FILTER (one.document IS NOT NULL AND two.document IS NOT NULL) AS both, "
        "count(*) FILTER (two.document IS NULL) AS gone, "
        "count(*) FILTER (one.document IS NULL) AS new FROM items AS one "
        "FULL JOIN after_items AS two USING (document, position)"
    )
    changes = [change for task in TASKS for change in _changes(before, task)]
    return Difference(counts["both"], counts["gone"], counts["new"], tuple(changes))


def _changes(before: Archive, task: Task) -> list[Change]:
    rows = before.rows(
        f"SELECT two.collection, two.body, two.date, two.title, "  # noqa: S608 - one of TASKS
        f"one.{task} AS before, two.{task} AS after, one.{task}_score AS before_score, "
        f"two.{task}_score AS after_score, document, position FROM items AS one "
        f"JOIN after_items AS two USING (document, position) WHERE one.{task} <> two.{task} "
        "ORDER BY two.collection, two.date, document, position"
    )
    return [Change(task=task, **row) for row in rows]


def _schema(names: list[str]) -> object:
    import pyarrow as pa

    schema = arrow_schema("items")
    return pa.schema([(name, schema.field(name).type) for name in names])

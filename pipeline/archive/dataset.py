"""An archive's tables as Hugging Face data sets, for whoever trains or measures models on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.archive.database import check_archive, files_of
from pipeline.archive.schema import Table, file_schema
from pipeline.errors import ArchiveError
from pipeline.labels import Decision, SectionKind, Topic

if TYPE_CHECKING:
    from datasets import Dataset, Features, IterableDataset

_ROWS_AT_ONCE = 1000


def load_archive(
    folder: str | Path,
    table: Table = "items",
    *,
    columns: Sequence[str] | None = None,
    years: Iterable[int] | None = None,
    cache: str | Path | None = None,
) -> Dataset:
    """Return a table of an archive as a data set, its labels as ``ClassLabel``.

    Decisions and topics have the numbers that they have in ``pipeline.corpus.load_corpus``, so
    what is trained on one can be measured on the other. They are what Referat says, not what a
    person has: ``*_by`` and ``*_score`` tell how it came to say so.

    Args:
        folder: The archive.
        table: Which of its tables.
        columns: Only these columns, in this order.
        years: Only meetings of these years; 0 are those whose day is not known.
        cache: Where rows are copied to. None is within the archive, where the next build deletes
            them, so that nothing outlives minutes that are taken out.

    Raises:
        ArchiveError: There is no archive, or it is of another version, or the copy can't be
            written.
        KeyError: The table's files have no such column; the year is in ``date``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     _ = Path(place, "manifest.json").write_text("{}")
    ...     items = load_archive(place, columns=["title", "topic"])
    >>> items.num_rows, items.features["topic"].names[:3]
    (0, ['budget', 'hr', 'fleet'])
    """
    from datasets import Dataset, load_dataset

    place = Path(folder)
    given, paths = _chosen(place, table, columns, years)
    if not paths:
        return Dataset.from_dict(
            {name: [] for name in given["features"]}, features=given["features"]
        )
    kept = str(cache or place / "work" / "datasets")
    try:
        return load_dataset("parquet", data_files=paths, split="train", cache_dir=kept, **given)
    except OSError as error:
        what = f"can't write a copy for the data set ({error.strerror})"
        now = "name a folder as cache, or stream it"
        raise ArchiveError(what, where=str(place), now=now) from None


def stream_archive(
    folder: str | Path,
    table: Table = "items",
    *,
    columns: Sequence[str] | None = None,
    years: Iterable[int] | None = None,
) -> IterableDataset:
    """Return a table like :func:`load_archive`, its rows read as they are asked for, no copy made.

    Raises:
        ArchiveError: There is no archive, or it is of another version.
        KeyError: The table has no such column.
    """
    from datasets import IterableDataset, load_dataset

    given, paths = _chosen(Path(folder), table, columns, years)
    if not paths:
        return IterableDataset.from_generator(lambda: iter(()), features=given["features"])
    return load_dataset("parquet", data_files=paths, split="train", streaming=True, **given)


def _chosen(
    folder: Path, table: Table, columns: Sequence[str] | None, years: Iterable[int] | None
) -> tuple[dict[str, Any], list[str]]:
    """Return which columns to read, with their features, and the files to read them from."""
    from datasets import Features

    check_archive(folder)
    whole = features(table)
    wanted = Features({name: whole[name] for name in columns or whole})
    only = None if years is None else {f"year={year}" for year in years}
    files = files_of(folder, table)
    paths = [str(file) for file in files if only is None or file.parent.name in only]
    return {"features": wanted, "columns": list(wanted), "batch_size": _ROWS_AT_ONCE}, paths


def features(table: Table) -> Features:
    """Return the columns of a table as a data set has them.

    >>> features("sections")["kind"].names[0]
    'beslutning'
    """
    from datasets import ClassLabel, Features

    columns: dict[str, Any] = dict(Features.from_arrow_schema(file_schema(table)))
    decision = ClassLabel(names=[one.value for one in Decision])
    topic = ClassLabel(names=[one.value for one in Topic])
    kind = ClassLabel(names=[one.value for one in SectionKind])
    if table == "items":
        columns |= {"decision": decision, "topic": topic}
        for name, label in (("decisions", decision), ("topics", topic)):
            columns[name].feature |= {"label": label, "runner_up": label}
    elif table == "sections":
        columns["kind"] = kind
    elif table == "amounts":
        columns["section_kind"] = kind
    return Features(columns)

"""Search the words of an archive's items, whatever their endings: a tantivy index beside it.

The index lies in ``ARCHIVE/search`` and is made anew when the items have changed. It holds no
text that ``items`` doesn't, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.database import files_of
from pipeline.archive.schema import SEARCH
from pipeline.errors import ArchiveError
from pipeline.messages import tell

if TYPE_CHECKING:
    import pyarrow as pa
    import tantivy

_MARK = "made_of"
_ROWS_AT_ONCE = 1000
_MEMORY = 64_000_000
# A word of the title says more of an item than one of its text.
_TITLE_WEIGHT = 3.0
_ROW_BITS = 32


def search_items(folder: Path, words: str, most: int | None = None) -> pa.Table:
    """Return the items that have all of *words*, best first.

    Args:
        folder: An archive.
        words: Words in any form, "phrases" in quotation marks, -words that must not stand there,
            and ``OR`` between alternatives. What can't be read as such is taken as words.
        most: How many items at most; None for all.

    Returns:
        The columns ``filename`` and ``file_row_number`` (where the item stands) and ``score``
        (BM25, the higher the better).
    """
    import pyarrow as pa

    index = _open(folder)
    query, _ = index.parse_query_lenient(
        words, ["title", "text"], {"title": _TITLE_WEIGHT}, conjunction_by_default=True
    )
    searcher = index.searcher()
    limit = most or max(1, searcher.num_docs)
    hits = searcher.search(query, limit=limit, count=False).hits
    places = searcher.fast_field_values("row", [address for _, address in hits])
    rows = [int(place or 0) for place in places]
    names = [str(path) for path in files_of(folder, "items")]
    return pa.table(
        {
            "filename": pa.array([names[row >> _ROW_BITS] for row in rows], pa.string()),
            "file_row_number": pa.array([row & (1 << _ROW_BITS) - 1 for row in rows], pa.int64()),
            "score": pa.array([float(score) for score, _ in hits], pa.float64()),
        }
    )


def _open(folder: Path) -> tantivy.Index:
    made_of = _checksum(folder)
    mark = folder / SEARCH / _MARK
    if not mark.is_file() or mark.read_text("utf-8") != made_of:
        _build(folder, made_of)
        _opened.cache_clear()
    return _opened(str(folder / SEARCH), made_of)


@lru_cache(maxsize=4)
def _opened(place: str, _made_of: str) -> tantivy.Index:
    """Open an index once for all questions, and anew when it was made of something else."""
    import tantivy

    index = tantivy.Index.open(place)
    index.register_tokenizer("danish", _danish())
    return index


def _build(folder: Path, made_of: str) -> None:
    """Write the index aside, and put it in place of an older one when it is whole."""
    aside = folder / f"{SEARCH}.{os.getpid()}.aside"
    tell(f"{folder}: making the search index")
    try:
        aside.mkdir()
        _write(folder, aside)
        (aside / _MARK).write_text(made_of, "utf-8")
        shutil.rmtree(folder / SEARCH, ignore_errors=True)
        aside.rename(folder / SEARCH)
    except OSError:
        what = "can't write the search index"
        raise ArchiveError(what, where=str(folder), now="free space or allow writing") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(folder: Path, place: Path) -> None:
    import tantivy
    from pyarrow.parquet import ParquetFile

    index = tantivy.Index(_schema(), path=str(place))
    index.register_tokenizer("danish", _danish())
    writer = index.writer(_MEMORY, num_threads=2)
    for number, path in enumerate(files_of(folder, "items")):
        row = number << _ROW_BITS
        with ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=["title", "text"]):
                for item in batch.to_pylist():
                    writer.add_document(tantivy.Document(row=row, **item))
                    row += 1
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title", tokenizer_name="danish")
    builder.add_text_field("text", tokenizer_name="danish")
    builder.add_integer_field("row", fast=True)
    return builder.build()


def _danish() -> tantivy.TextAnalyzer:
    """Return what makes stems of words: "cyklerne" and "cykler" are one."""
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("danish"))
        .build()
    )


def _checksum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in files_of(folder, "items"):
        about = path.stat()
        digest.update(f"{path.relative_to(folder)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()

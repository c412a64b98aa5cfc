"""Questions to an archive of a million items, beside bare DuckDB and bare tantivy.

The items of a small build are repeated under other documents until there are enough; the text is
synthetic like the corpus. Each pair asks the same of the same files, in turn, the best of some
rounds each: an open archive's ``find_items`` beside the SQL that a person would have written, and
``search_items`` beside the library's own calls on the same index.

    python benchmarks/archive_ask.py --items 1000000
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import tantivy
from generate_archive import generate
from pyarrow.parquet import read_table, write_table

from pipeline.archive import local
from pipeline.archive.build import build_archive
from pipeline.archive.database import Archive
from pipeline.archive.query import Filters, find_items
from pipeline.archive.schema import file_schema
from pipeline.archive.search import search_items
from pipeline.labels import Decision, Topic

SEED = 300  # documents that are built
ROUNDS = 15
GROUP, FILE = 5_000, 200_000  # rows, as a build writes them
MOST = 50
WORDS = ("cykelsti", "budgetopfølgning", '"nye cykler"', "skole bus -bibliotek")


def enlarge(place: Path, items: int) -> Path:
    """Return an archive of so many items, made where there is none."""
    folder = place / f"ask-{items}"
    if not (folder / "manifest.json").exists():
        generate(SEED, place / "ask-in", formats=("txt",))
        build_archive([place / "ask-in"], folder, local.engine(2))
        for table in ("items", "meetings"):
            repeat(folder, table, items if table == "items" else items // 10)
    return folder


def repeat(folder: Path, table: str, wanted: int) -> None:
    """Write a table's rows again and again under other documents, year by year."""
    places = sorted((folder / table).glob("year=*"))
    rows = {place: read_table(place, partitioning=None) for place in places}
    times = -(-wanted // sum(map(len, rows.values())))
    for place, whole in rows.items():
        for path in place.iterdir():
            path.unlink()
        in_one = max(1, FILE // len(whole))
        for part, first in enumerate(range(0, times, in_one)):
            numbers = range(first, min(first + in_one, times))
            some = pa.concat_tables([copied(whole, number) for number in numbers])
            path = place / f"part-{part:04}.parquet"
            write_table(some.cast(file_schema(table)), path, GROUP, compression="zstd")


def copied(rows: pa.Table, number: int) -> pa.Table:
    """Return rows as of other documents."""
    at = rows.schema.names.index("document")
    names = pc.binary_join_element_wise(f"{number:x}", rows["document"], "-")
    return rows.set_column(at, rows.schema.field(at), names)


def best(do: Callable[[], object]) -> float:
    """Return the least seconds that something takes."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        do()
        found.append(time.perf_counter() - start)
    return min(found)


def told(name: str, ours: Callable[[], object], bare: Callable[[], object]) -> None:
    """Print what a question takes both ways."""
    one, other = best(ours), best(bare)
    print(
        f"  {name:<44}{1000 * one:>9.1f} ms{1000 * other:>9.1f} ms{one / other:>7.2f} ×", flush=True
    )


def filters(folder: Path) -> None:
    """Ask by filters."""
    archive = Archive(folder)
    bare = duckdb.connect()
    bare.execute(
        f"CREATE VIEW items AS SELECT * FROM read_parquet('{folder}/items/*/*.parquet', "
        "hive_partitioning = true)"
    )
    columns = ("date", "body", "title", "decisions", "topic", "case_number")
    order = f"ORDER BY date DESC NULLS LAST, collection, document, position LIMIT {MOST}"

    def sql(where: str) -> Callable[[], object]:
        query = f"SELECT {', '.join(columns)} FROM items WHERE {where} {order}"
        return lambda: bare.sql(query).to_arrow_table()

    def ours(wanted: Filters) -> Callable[[], object]:
        return lambda: find_items(archive, wanted, MOST, columns)

    (body,) = archive.rows("SELECT body FROM meetings GROUP BY body ORDER BY count(*) DESC LIMIT 1")
    first, last = date(2010, 1, 1), date(2012, 12, 31)
    told("body", ours(Filters(bodies=[body["body"]])), sql(f"body = '{body['body']}'"))
    told("topic", ours(Filters(topics=[Topic.FLEET])), sql("topic = 'fleet'"))
    told(
        "three years and a decision",
        ours(Filters(first=first, last=last, decisions=[Decision.UDSAT])),
        sql(
            f"year BETWEEN {first.year} AND {last.year} AND date BETWEEN '{first}' AND '{last}' "
            "AND list_contains([one.label FOR one IN decisions], 'udsat')"
        ),
    )
    told(
        "how many of each topic and year",
        lambda: archive.rows("SELECT topic, year, count(*) FROM items GROUP BY ALL"),
        lambda: bare.sql("SELECT topic, year, count(*) FROM items GROUP BY ALL").fetchall(),
    )


def words(folder: Path) -> None:
    """Ask for words: which items, and then with their columns too."""
    start = time.monotonic()
    search_items(folder, "cykel", 1)
    print(f"  the index, made once{time.monotonic() - start:>34.1f} s")
    index = tantivy.Index.open(str(folder / "search"))
    stems = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    stems = stems.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("danish"))
    index.register_tokenizer("danish", stems.build())
    searcher = index.searcher()
    archive = Archive(folder)

    def bare(text: str) -> object:
        query, _ = index.parse_query_lenient(
            text, ["title", "text"], {"title": 3.0}, conjunction_by_default=True
        )
        return searcher.search(query, limit=MOST, count=False).hits

    for text in WORDS:
        told(text, partial(search_items, folder, text, MOST), partial(bare, text))
    columns = ("date", "body", "title", "decisions", "topic", "case_number")
    wanted = Filters(text=WORDS[0])
    whole = best(lambda: find_items(archive, wanted, MOST, columns))
    print(f"  {f'{WORDS[0]}, with the items columns':<44}{1000 * whole:>9.1f} ms")


def main() -> None:
    """Read the command line, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--place", type=Path, default=Path("build/archive-ask"))
    given = parser.parse_args()
    given.place.mkdir(parents=True, exist_ok=True)
    folder = enlarge(given.place, given.items)
    there = Archive(folder).rows("SELECT count(*) AS items FROM items")[0]["items"]
    print(f"{there} items{'Referat':>46}{'bare':>12}")
    filters(folder)
    words(folder)


if __name__ == "__main__":
    main()

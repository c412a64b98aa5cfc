"""Building an archive: the same tables whatever happens on the way, and nothing closed in them."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archives import HERE, content, errors_of, nothing_to_do, rows_of_table
from pyarrow.parquet import read_schema, read_table
from small_corpus import MEETINGS
from typeset import typeset_docx, typeset_html, typeset_pdf

from pipeline.archive import work
from pipeline.archive.build import build_archive
from pipeline.archive.ledger import Ledger
from pipeline.archive.schema import COLUMNS, TABLES, VERSION, arrow_schema, file_schema
from pipeline.archive.search import search_items
from pipeline.archive.shards import read_shard
from pipeline.archive.work import Settings
from pipeline.errors import ReferatError
from pipeline.labelling.shipped import models_folder

BREGNHOLT, ILDNAES = MEETINGS["bregnholt_2024"], MEETINGS["ildnaes_2019"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Minutes of two meetings in a folder and one below it, and a file that is none."""
    place = tmp_path / "referater"
    (place / "2019").mkdir(parents=True)
    (place / "bregnholt.txt").write_text(BREGNHOLT)
    (place / "2019" / "ildnaes.txt").write_text(ILDNAES)
    (place / "kort.png").write_bytes(b"\x89PNG")
    return place


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "arkiv"


def test_every_row_is_in_the_schema_that_is_documented(folder: Path, archive: Path) -> None:
    summary = build_archive([folder], archive, HERE)
    assert summary.counts["items"] == 4
    for table in TABLES:
        for path in archive.glob(f"{table}/*/*.parquet"):
            schema = read_schema(path)
            assert schema.equals(file_schema(table))
            assert schema.metadata[b"referat_schema"] == str(VERSION).encode()
            meanings = [schema.field(name).metadata[b"meaning"].decode() for name in schema.names]
            told = {column.name: column.meaning for column in COLUMNS[table]}
            assert meanings == [told[name] for name in schema.names]
            year = int(path.parent.name.removeprefix("year="))
            assert {
                row["date"].year for row in read_table(path, partitioning=None).to_pylist()
            } == {year}
        # As a person would open it, the year is there.
        whole = read_table(archive / table)
        assert set(whole.schema.names) == set(arrow_schema(table).names)
    items = rows_of_table(archive, "items")
    assert [(row["date"].isoformat(), row["position"], row["decision"]) for row in items] == [
        ("2019-11-12", 0, "anbefales"),
        ("2019-11-12", 1, "udsat"),
        ("2024-05-04", 0, "godkendt"),
        ("2024-05-04", 2, "droeftet"),
    ]
    assert {row["collection"] for row in items} == {"referater"}
    assert [row["value"] for row in rows_of_table(archive, "amounts") if row["unit"] == "kr."] == [
        310000.0,
        41000.0,
    ]


def test_evidence_stands_where_an_item_says(folder: Path, archive: Path) -> None:
    build_archive([folder], archive, HERE)
    (row,) = [one for one in rows_of_table(archive, "items") if one["decision"] == "anbefales"]
    start, end = (
        row["decisions"][0]["evidence"][0][key] - row["start"] for key in ("start", "end")
    )
    assert row["text"][start:end].startswith("Anbefales")
    assert row["decision_text"] == "Anbefales over for byrådet."


def test_nothing_closed_is_in_any_file_of_an_archive(folder: Path, archive: Path) -> None:
    """Not in the tables, not in the shards, not in the ledger."""
    build_archive([folder], archive, HERE)
    meetings = rows_of_table(archive, "meetings")
    assert [(row["open_items"], row["closed_items"]) for row in meetings] == [(2, 0), (2, 1)]
    shards = list((archive / "work").glob("*.parquet"))
    assert shards
    stored = [repr(row) for path in shards for row in read_shard(path)]
    told = [repr(row) for table in TABLES for row in rows_of_table(archive, table)]
    raw = [path.read_bytes().decode("latin-1") for path in archive.rglob("*") if path.is_file()]
    assert any("cykler" in text for text in stored)
    assert any("cykler" in text for text in told)
    for text in (*stored, *told, *raw):
        assert "Bortvisning" not in text
        assert "køkkenet" not in text


def test_a_second_run_reads_nothing_and_writes_nothing(folder: Path, archive: Path) -> None:
    (folder / "skadet.pdf").write_bytes(b"%PDF-1.7 cut")
    build_archive([folder], archive, HERE)
    before = {path: path.stat().st_mtime_ns for path in archive.rglob("*.parquet")}
    summary = build_archive([folder], archive, nothing_to_do)
    assert (summary.plan.unchanged, summary.read) == (3, 0)
    assert {path: path.stat().st_mtime_ns for path in archive.rglob("*.parquet")} == before


def test_changed_removed_moved_and_copied_files_are_told_and_followed(
    folder: Path, archive: Path
) -> None:
    build_archive([folder], archive, HERE)
    (folder / "bregnholt.txt").write_text(BREGNHOLT.replace("Fem nye", "Seks nye"))
    shutil.move(folder / "2019" / "ildnaes.txt", folder / "flyttet.txt")
    shutil.copy(folder / "flyttet.txt", folder / "kopi.txt")
    summary = build_archive([folder], archive, HERE)
    assert summary.plan == (2, 1, 0, 1)
    assert (summary.recognised, summary.read) == (2, 1)
    titles = [row["title"] for row in rows_of_table(archive, "items")]
    assert "Seks nye cykler til hjemmeplejen" in titles
    assert "Fem nye cykler til hjemmeplejen" not in titles
    (moved,) = [row for row in rows_of_table(archive, "meetings") if row["date"].year == 2019]
    assert [Path(name).name for name in moved["sources"]] == ["flyttet.txt", "kopi.txt"]


def test_what_is_removed_is_gone_from_every_file(folder: Path, archive: Path) -> None:
    build_archive([folder], archive, HERE)
    assert search_items(archive, "cykler").num_rows == 1
    (folder / "bregnholt.txt").unlink()
    summary = build_archive([folder], archive, nothing_to_do)
    assert summary.plan.removed == 1
    assert not (archive / "search").exists()
    shards = [row for path in (archive / "work").glob("*.parquet") for row in read_shard(path)]
    assert ["ildnaes" in row["name"] for row in shards] == [True]
    assert content(archive)[0] == content_of_fresh(folder, archive.with_name("nyt"))


def test_an_archive_keeps_what_another_folder_gave_it(
    folder: Path, archive: Path, tmp_path: Path
) -> None:
    other = tmp_path / "andre"
    other.mkdir()
    (other / "b.txt").write_text(BREGNHOLT.replace("04-05-2024", "05-05-2024"))
    build_archive([folder], archive, HERE)
    summary = build_archive([other], archive, HERE)
    assert (summary.plan.removed, summary.counts["meetings"]) == (0, 3)
    assert {row["collection"] for row in rows_of_table(archive, "meetings")} == {
        "referater",
        "andre",
    }


def test_a_new_model_labels_again_without_reading(
    folder: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_archive([folder], archive, HERE)
    first = content(archive)
    models = tmp_path / "models"
    shutil.copytree(models_folder(), models)
    card = models / "topic" / "card.json"
    card.write_text(card.read_text().replace('"date"', '"trained"'))

    def never(*_: object, **__: object) -> Any:
        raise AssertionError("a file was read")

    monkeypatch.setattr(work, "fetch", never)
    monkeypatch.setattr(work, "read_bytes", never)
    monkeypatch.setattr(work, "split_items", never)
    summary = build_archive([folder], archive, HERE, settings=Settings(models=models))
    assert (summary.read, summary.relabelled) == (0, 2)
    assert content(archive) == first
    again = build_archive([folder], archive, nothing_to_do, settings=Settings(models=models))
    assert again.relabelled == 0


def test_another_reader_reads_everything_again(
    folder: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_archive([folder], archive, HERE)
    monkeypatch.setattr("pipeline.archive.build.reader_id", lambda: "another")
    summary = build_archive([folder], archive, HERE)
    assert (summary.read, summary.reread) == (2, True)


def test_each_broken_file_is_told_with_its_step(folder: Path, archive: Path) -> None:
    whole = typeset_pdf(ILDNAES)
    broken = {
        "tom.txt": (b"", "read", "EmptyFile"),
        "halv.pdf": (whole[: len(whole) // 2], "read", "DamagedFile"),
        "halv.docx": (typeset_docx(ILDNAES)[:900], "read", "DamagedFile"),
        "gammel.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "read", "UnknownKind"),
        "brev.txt": ("Kære alle. Husk kagen på fredag.".encode(), "split", "NotMinutes"),
        "stor.txt": (ILDNAES.encode() * 5, "open", "LimitExceeded"),
    }
    for name, (data, _, _) in broken.items():
        (folder / name).write_bytes(data)
    (folder / "ingensteds.txt").symlink_to(folder / "væk.txt")
    settings = Settings(max_bytes=len(ILDNAES.encode()) * 4)
    summary = build_archive([folder], archive, HERE, settings=settings)
    expected = {name: (step, error) for name, (_, step, error) in broken.items()}
    expected["ingensteds.txt"] = ("find", "FileMissing")
    assert {Path(name).name: told for name, told in errors_of(archive).items()} == expected
    assert summary.counts["meetings"] == 2
    # Other limits are another try; the same limits are not.
    assert build_archive([folder], archive, nothing_to_do, settings=settings).read == 0
    assert build_archive([folder], archive, HERE).read == len(broken)
    assert "ildnaes" not in str(errors_of(archive))


def test_files_in_zip_files_are_read_where_they_are(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(folder / "pakket.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a/møde.html", typeset_html(BREGNHOLT.replace("04-05", "09-05")))
        packed.writestr("a/billede.png", b"")
    summary = build_archive([folder], archive, HERE)
    assert (summary.read, summary.counts["errors"]) == (3, 0)
    sources_found = [row["source"] for row in rows_of_table(archive, "meetings")]
    assert str(folder / "pakket.zip!a/møde.html") in sources_found


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bombe.txt", b"0" * 8_000_000)


def slip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("../../ude.txt", ILDNAES)


def nested(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("inde.zip", b"PK\x05\x06" + b"\0" * 18)


def twice(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", BREGNHOLT)
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.txt", ILDNAES)


def cut(path: Path) -> None:
    slip(path)
    path.write_bytes(path.read_bytes()[:-30])


def rotten(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", ILDNAES)
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("make", "error", "step"),
    [
        (bomb, "UnsafeFile", "find"),
        (slip, "UnsafeFile", "find"),
        (nested, "UnsafeFile", "find"),
        (twice, "UnsafeFile", "find"),
        (cut, "DamagedFile", "find"),
        (rotten, "DamagedFile", "open"),
    ],
)
def test_bad_zip_files_harm_nobody(
    make: Callable[[Path], None], error: str, step: str, folder: Path, archive: Path
) -> None:
    make(folder / "slem.zip")
    before = set(folder.parent.rglob("*"))
    build_archive([folder], archive, HERE)
    assert list(errors_of(archive).values()) == [(step, error)]
    made = set(folder.parent.rglob("*")) - before
    assert all(path.is_relative_to(archive) for path in made)


def test_one_meeting_in_four_formats_is_kept_once(archive: Path, tmp_path: Path) -> None:
    place = tmp_path / "kopier"
    place.mkdir()
    (place / "a.txt").write_text(BREGNHOLT)
    (place / "a.pdf").write_bytes(typeset_pdf(BREGNHOLT))
    (place / "a.html").write_bytes(typeset_html(BREGNHOLT))
    (place / "a.docx").write_bytes(typeset_docx(BREGNHOLT))
    (place / "a2.html").write_bytes(typeset_html(BREGNHOLT))
    # Nearly the same words, but another day, or another outcome: other minutes.
    (place / "b.txt").write_text(BREGNHOLT.replace("04-05-2024", "11-05-2024"))
    (place / "c.txt").write_text(BREGNHOLT.replace("Drøftet og taget til efterretning.", "Udsat."))
    summary = build_archive([place], archive, HERE)
    assert (summary.counts["meetings"], summary.counts["duplicates"]) == (3, 3)
    row = next(one for one in rows_of_table(archive, "meetings") if len(one["sources"]) > 1)
    assert [Path(name).name for name in row["sources"]] == [
        "a.docx",
        "a.html",
        "a.pdf",
        "a.txt",
        "a2.html",
    ]
    assert (row["kind"], len(row["documents"])) == ("html", 4)
    assert summary.counts["items"] == 6


def test_of_two_copies_the_one_that_closes_more_is_kept(archive: Path, tmp_path: Path) -> None:
    place = tmp_path / "kopier"
    place.mkdir()
    extra = "\nPunkt 4: Lukket: Køb af grund\n"
    (place / "a.html").write_bytes(typeset_html(BREGNHOLT))
    (place / "b.txt").write_text(BREGNHOLT + extra)
    build_archive([place], archive, HERE)
    (row,) = rows_of_table(archive, "meetings")
    assert (row["closed_items"], len(row["sources"])) == (2, 2)


def test_minutes_without_a_day_are_one_only_where_all_their_words_are(
    archive: Path, tmp_path: Path
) -> None:
    """A body's meetings are alike; what is kept twice does less harm than what is lost."""
    place = tmp_path / "udaterede"
    place.mkdir()
    undated = BREGNHOLT.replace(" d. 04-05-2024", "")
    (place / "a.txt").write_text(undated)
    (place / "a.html").write_bytes(typeset_html(undated))
    (place / "b.txt").write_text(undated.replace("Fem nye", "Seks nye"))
    summary = build_archive([place], archive, HERE)
    assert {row["date"] for row in rows_of_table(archive, "meetings")} == {None}
    assert (summary.counts["meetings"], summary.counts["duplicates"]) == (2, 1)


def content_of_fresh(folder: Path, archive: Path) -> dict[str, Any]:
    build_archive([folder], archive, HERE)
    return content(archive)[0]


def test_two_builds_of_one_archive_do_not_mix(folder: Path, archive: Path) -> None:
    build_archive([folder], archive, HERE)
    with (
        Ledger(archive / "work" / "ledger.sqlite"),
        pytest.raises(ReferatError, match="wait for the other build"),
    ):
        build_archive([folder], archive, HERE)


def test_no_folder_of_something_else_becomes_an_archive(folder: Path) -> None:
    with pytest.raises(ReferatError, match="something else"):
        build_archive([folder], folder, HERE)
    assert not (folder / "items").exists()


def test_a_folder_that_is_not_there_is_an_error_and_removes_nothing(
    folder: Path, archive: Path
) -> None:
    build_archive([folder], archive, HERE)
    shutil.move(folder, folder.with_name("flyttet"))
    with pytest.raises(ReferatError, match="not a folder"):
        build_archive([folder], archive, HERE)
    shutil.move(folder.with_name("flyttet"), folder)
    assert build_archive([folder], archive, nothing_to_do).plan.unchanged == 2


def test_names_that_are_no_text_are_read_too(folder: Path, archive: Path) -> None:
    name = os.fsencode(folder) + b"/m\xf8de.txt"
    Path(os.fsdecode(name)).write_text(BREGNHOLT.replace("04-05", "06-05"))
    assert build_archive([folder], archive, HERE).counts["meetings"] == 3

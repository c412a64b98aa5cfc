"""The same archive by Spark as by processes here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from archives import HERE, content, nothing_to_do
from small_corpus import MEETINGS

from pipeline.archive.build import build_archive
from pipeline.archive.work import Settings

pytestmark = pytest.mark.slow


@pytest.mark.filterwarnings("default")  # pyspark's own
def test_spark_gives_the_same_archive(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'referat[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java (Debian: openjdk-17-jre-headless)")
    from pipeline.archive import spark

    folder = tmp_path / "referater"
    folder.mkdir()
    for name, text in MEETINGS.items():
        (folder / f"{name}.txt").write_text(text)
        (folder / f"{name}_2.txt").write_text(
            text.replace("d. 04", "d. 05").replace("12-11", "13-11")
        )
    (folder / "skadet.pdf").write_bytes(b"%PDF-1.7 cut")
    build_archive([folder], tmp_path / "her", HERE)
    engine = spark.engine("local[2]")
    summary = build_archive([folder], tmp_path / "spark", engine, settings=Settings())
    assert (summary.read, summary.counts["errors"]) == (5, 1)
    assert content(tmp_path / "spark") == content(tmp_path / "her")
    assert build_archive([folder], tmp_path / "spark", nothing_to_do).read == 0

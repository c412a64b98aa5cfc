"""Build an archive: find, read and label what is new, and write the tables.

Every step leaves the archive whole. Whatever ends a build, the next one goes on from there and
comes to the same tables as one that nothing has disturbed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.archive.identity import labeller_id, reader_id
from pipeline.archive.ledger import Ledger, Plan
from pipeline.archive.manifest import (
    Counts,
    count_failures,
    read_counts,
    write_manifest,
)
from pipeline.archive.schema import MANIFEST, TABLES
from pipeline.archive.shards import FACTS, read_shard, write_shard
from pipeline.archive.sources import Source, fetch, walk
from pipeline.archive.tables import write_tables
from pipeline.archive.work import Settings
from pipeline.archive.worker import Job, shard_name
from pipeline.errors import ReadError, ReferatError

_LEDGER = "ledger.sqlite"
# A shard is cut after so many files or bytes: what a kill can cost, against files to open later.
_FILES = 128
_BYTES = 64 * 1024 * 1024

# An engine does jobs and yields each once its shard is there; it calls back for each file begun.
Engine = Callable[[Iterable[Job], Settings, Callable[[], None]], Iterator[Job]]


class Progress(NamedTuple):
    """How far a build is: files begun (``done``) of ``total``, and how many have failed."""

    step: str
    done: int
    total: int
    failed: int


class Summary(NamedTuple):
    """What a build has done.

    ``read`` and ``relabelled`` are files and documents of this build; ``counts`` are rows of the
    whole archive by table, and ``failures`` its failed files by step.
    """

    plan: Plan
    read: int
    recognised: int
    relabelled: int
    reread: bool
    counts: dict[str, int]
    failures: dict[str, int]
    seconds: float


def build_archive(
    folders: Sequence[str | Path],
    archive: Path,
    engine: Engine,
    *,
    settings: Settings = Settings(),  # noqa: B008 - a frozen record
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Summary:
    """Bring *archive* up to date with the files in *folders*, and return what was done.

    What was built from other folders before stays.

    Args:
        folders: Folders of files and zip files; each is a collection by its name.
        archive: A folder for the archive; made where there is none.
        engine: Where the work is done: ``local.engine`` or ``spark.engine``.
        settings: What one file may cost, and the models.
        on_progress: Called as the build goes on.

    Raises:
        ReferatError: A folder can't be read, a model is missing, another build is at work on the
            archive, or *archive* is a folder of something else.
    """
    began = time.time()
    labeller = labeller_id(settings.models)
    work = _work_folder(archive)
    with Ledger(work / _LEDGER) as ledger:
        reread = _forget_other_reader(ledger)
        _clear(work, ledger)
        run = _Run(ledger, work, engine, settings, labeller, on_progress)
        plan, recognised = run.find(folders)
        relabelled, read = run.label_again(), run.read()
        _drop_dead(ledger, work)
        if ledger.fact("tables") != labeller or not _whole(archive):
            on_progress(Progress("tables", 0, 0, 0))
            counts = Counts(write_tables(archive, ledger, work), count_failures(ledger))
            write_manifest(archive, settings.models, counts, began=began, read=read)
            ledger.note(tables=labeller)
        counts = read_counts(archive)
    seconds = time.time() - began
    return Summary(plan, read, recognised, relabelled, reread, *counts, seconds)


@dataclass(slots=True, frozen=True)
class _Run:
    """One build's work on documents."""

    ledger: Ledger
    work: Path
    engine: Engine
    settings: Settings
    labeller: str
    on_progress: Callable[[Progress], None]
    failed: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What a file that failed under it need not be tried again with."""
        one = self.settings
        return f"{one.seconds:g} {one.memory} {one.max_bytes}"

    def find(self, folders: Sequence[str | Path]) -> tuple[Plan, int]:
        """Compare *folders* with the ledger; return the plan, and how many files were copies."""
        roots = [os.path.realpath(folder) for folder in folders]
        plan = self.ledger.plan(walk(folders), roots, self.key)
        return plan, self.ledger.recognise(lambda source: _checksum(source, self.settings))

    def read(self) -> int:
        """Take in the files that are pending; return how many there were."""
        total = self.ledger.count_pending()
        for job in self._do("read", _jobs(self.ledger.pending(), self.work, total), total):
            rows = list(read_shard(job.out, FACTS))
            self.failed.extend(row["name"] for row in rows if row["step"] is not None)
            self.ledger.adopt(job.out.name, rows, self.labeller, self.key)
        return total

    def label_again(self) -> int:
        """Label the documents of other models' shards; return how many there were."""
        stale = {
            name: self.ledger.living(name) for name in self.ledger.shards(not_by=self.labeller)
        }
        jobs = (
            Job(self.work / shard_name(), origin=self.work / name, documents=documents)
            for name, documents in stale.items()
            if documents
        )
        total = sum(map(len, stale.values()))
        for job in self._do("label", jobs, total):
            if job.origin is not None:
                rows = read_shard(job.out, FACTS)
                self.ledger.replace(job.origin.name, job.out.name, rows, self.labeller)
        return total

    def _do(self, step: str, jobs: Iterator[Job], total: int) -> Iterator[Job]:
        if not total:
            return
        done = 0

        def on_file() -> None:
            nonlocal done
            done = min(done + 1, total)
            self.on_progress(Progress(step, done, total, len(self.failed)))

        self.on_progress(Progress(step, 0, total, 0))
        yield from self.engine(jobs, self.settings, on_file)


def _work_folder(archive: Path) -> Path:
    work = archive / "work"
    try:
        inside = {*archive.iterdir()} if archive.is_dir() else set()
        if inside - {work} and not (work / _LEDGER).exists():
            what = "a folder of something else"
            raise ReferatError(what, where=str(archive), now="name a new or empty folder")
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"can't be written ({error.strerror})"
        raise ReferatError(what, where=str(archive), now="name another folder") from None
    return work


def _forget_other_reader(ledger: Ledger) -> bool:
    """Forget what another version has read; return whether there was such."""
    before = ledger.fact("reader")
    if before != reader_id():
        ledger.forget_all(reader=reader_id())
    return before not in (None, reader_id())


def _clear(work: Path, ledger: Ledger) -> None:
    """Delete what a build that was killed has left, and shards that no longer count."""
    keep = {*ledger.shards(), _LEDGER, f"{_LEDGER}-journal"}
    for path in work.iterdir():
        if path.name not in keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _drop_dead(ledger: Ledger, work: Path) -> None:
    """Take the documents that no file holds any more out of their shards."""
    for name in ledger.with_dead():
        living = set(ledger.living(name))
        if living:
            rows = (row for row in read_shard(work / name) if row["document"] in living)
            new = shard_name()
            write_shard(rows, work / new)
            facts = read_shard(work / new, FACTS)
            ledger.replace(name, new, facts, ledger.labeller_of(name))
    ledger.sweep()
    _clear(work, ledger)


def _jobs(sources: Iterator[Source], work: Path, total: int) -> Iterator[Job]:
    """Cut the files into jobs, smaller ones where there are few, so that all workers have some."""
    most = max(2, min(_FILES, total // 16))
    some: list[Source] = []
    for source in sources:
        some.append(source)
        if len(some) >= most or sum(one.length for one in some) >= _BYTES:
            yield Job(work / shard_name(), tuple(some))
            some = []
    if some:
        yield Job(work / shard_name(), tuple(some))


def _checksum(source: Source, settings: Settings) -> str | None:
    try:
        return hashlib.sha256(fetch(source, settings.max_bytes)).hexdigest()
    except ReadError:
        return None


def _whole(archive: Path) -> bool:
    return all((archive / name).exists() for name in (*TABLES, "errors.parquet", MANIFEST))

"""What a worker process does: job after job, each into one shard, until its pipe is closed."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal, NamedTuple
from uuid import uuid4

from pipeline.archive.rows import Row
from pipeline.archive.shards import read_shard, write_shard
from pipeline.archive.sources import Source
from pipeline.archive.work import (
    MEGABYTE,
    Settings,
    failed,
    label_again,
    load_models,
    relabel_failed,
    take_in,
)
from pipeline.errors import LimitExceeded, ReferatError

# A worker that has grown by this much over all its files is replaced before its next job.
_GROWN = 300 * MEGABYTE


class Job(NamedTuple):
    """Files to take in, or documents of the shard *origin* to label again, as a shard at *out*.

    ``alone`` marks a file that is tried again by itself. A ``verdict`` says what became of a
    file that workers died of: it is not tried, only told of.
    """

    out: Path
    sources: tuple[Source, ...] = ()
    origin: Path | None = None
    documents: tuple[str, ...] = ()
    alone: bool = False
    verdict: Literal["time", "crash"] | None = None

    @property
    def size(self) -> int:
        """How many files or documents there are to do."""
        return len(self.documents if self.origin else self.sources)

    def part(self, at: slice) -> Job:
        """Return a job of its own for some of the files or documents."""
        out = self.out.with_name(shard_name())
        if self.origin:
            return Job(out, origin=self.origin, documents=self.documents[at])
        return Job(out, self.sources[at])


def shard_name() -> str:
    """Return a name for a shard that no other has.

    >>> shard_name() == shard_name()
    False
    """
    return f"{uuid4().hex}.parquet"


def serve(pipe: Connection, settings: Settings) -> None:
    """Do the jobs that come through *pipe*; tell each file that is begun and each job's end.

    It tells ``("at", number)`` and ``("done", whether the process has grown too big)``.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for the build
    load_models(settings)
    idle = _memory()
    _limit_memory(settings.memory)
    with suppress(EOFError, OSError):
        while True:
            job: Job = pipe.recv()
            run_job(job, settings, lambda number: pipe.send(("at", number)))
            pipe.send(("done", _memory() > idle + _GROWN))


def run_job(job: Job, settings: Settings, tell: Callable[[int], None] = lambda _: None) -> None:
    """Write the shard of a job; *tell* is called with the number of each file as it is begun."""
    try:
        write_shard(_rows(job, settings, tell), job.out)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _rows(job: Job, settings: Settings, tell: Callable[[int], None]) -> Iterator[Row]:
    if job.origin is None:
        for number, source in enumerate(job.sources):
            tell(number)
            yield _taken_in(source, job, settings)
        return
    wanted = set(job.documents)
    rows = (row for row in read_shard(job.origin) if row["document"] in wanted)
    number = 0
    for row in rows:
        if row["step"] in (None, "label") and row["minutes"] is not None:
            wanted.discard(row["document"])
            tell(number)
            number += 1
            yield _labelled_again(row, job, settings)


def _taken_in(source: Source, job: Job, settings: Settings) -> Row:
    if job.verdict is not None:
        return failed(source, "read", _verdict(job.verdict, settings))
    signal.setitimer(signal.ITIMER_REAL, settings.seconds)
    row = take_in(source, settings)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return row


def _labelled_again(row: Row, job: Job, settings: Settings) -> Row:
    if job.verdict is not None:
        return relabel_failed(row, _verdict(job.verdict, settings))
    signal.setitimer(signal.ITIMER_REAL, settings.seconds)
    row = label_again(row, settings)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return row


def _verdict(verdict: Literal["time", "crash"], settings: Settings) -> ReferatError:
    if verdict == "time":
        what = f"took more than {settings.seconds:g} seconds"
        return LimitExceeded(what, where="", now="split the file or raise --timeout")
    what = "the process that read it died twice: too much memory, or a fault in a library"
    return LimitExceeded(what, where="", now="save the file anew, or raise --max-memory-mb")


def _limit_memory(more: int) -> None:
    """Let the process take *more* bytes of memory than it has now, where the system can."""
    used = _field("VmData:")
    if used:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (used + more, used + more))


def _memory() -> int:
    return _field("VmRSS:")


def _field(name: str) -> int:
    """Return a size of this process in bytes as Linux tells it, 0 elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)

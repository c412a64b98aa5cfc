"""Worker processes on this machine: each file has its own time and memory, and none stops the rest.

The system itself ends a worker whose file takes too long, in whatever library it hangs, and
refuses it memory beyond its limit. A worker that dies is replaced. A file that a worker died of
is tried once more by itself, since the worker may have died of something else.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from pipeline.archive.work import Settings
from pipeline.archive.worker import Job, serve
from pipeline.errors import ReferatError

if TYPE_CHECKING:
    from pipeline.archive.build import Engine

# Deaths in a row before any file is begun: then it is not the files.
_MOST_DEATHS = 5


class _Worker:
    """A process, the pipe to it, and what it is at (-1: no file yet)."""

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, settings), daemon=True)
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.at = -1

    def give(self, job: Job) -> None:
        self.job, self.at = job, -1
        with suppress(OSError):  # it has died, which its pipe will tell
            self.pipe.send(job)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Team:
    """Workers that are replaced as they die or grow."""

    def __init__(self, settings: Settings, count: int) -> None:
        self._settings = settings
        self.workers = [_Worker(settings) for _ in range(count)]
        self._deaths = 0

    def free(self) -> Iterator[_Worker]:
        return (worker for worker in self.workers if worker.job is None)

    def ready(self) -> list[_Worker]:
        """Wait for workers that have something to tell, and return them; none where all rest."""
        pipes = {worker.pipe: worker for worker in self.workers if worker.job is not None}
        return [pipes[pipe] for pipe in wait(list(pipes))] if pipes else []  # type: ignore[index]

    def bury(self, worker: _Worker) -> None:
        """Put another in the place of a worker that has died.

        Raises:
            ReferatError: Workers die before they get to any file.
        """
        self._deaths = self._deaths + 1 if worker.at < 0 else 0
        if self._deaths > _MOST_DEATHS * len(self.workers):
            what = "the worker processes die as they start"
            raise ReferatError(what, where="build", now="free some memory, or report it")
        self._replace(worker)

    def finish(self, worker: _Worker, *, grown: bool) -> Job:
        """Set a worker free, or replace one that has grown; return what it has done."""
        job, worker.job = worker.job, None
        assert job is not None  # noqa: S101 - only a worker with a job is waited for
        self._deaths = 0
        if grown:
            self._replace(worker)
        return job

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        self.workers[self.workers.index(worker)] = _Worker(self._settings)

    def end(self) -> None:
        for worker in self.workers:
            worker.end()


def run_jobs(
    jobs: Iterable[Job],
    settings: Settings,
    workers: int,
    on_file: Callable[[], None] = lambda: None,
) -> Iterator[Job]:
    """Yield each job, or the parts it was cut into, once its shard is there, as they are done.

    Args:
        jobs: What to do; taken one by one as workers are free.
        settings: What one file may cost.
        workers: How many processes.
        on_file: Called for each file that is begun.

    Raises:
        ReferatError: Workers die before they get to any file.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    # Arrow's own pools take a gigabyte of addresses at once, which no limit could tell from use.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    multiprocessing.get_context("forkserver").set_forkserver_preload(["pipeline.archive.warm"])
    waiting = iter(jobs)
    again: deque[Job] = deque()
    team = _Team(settings, workers)
    try:
        while True:
            for worker in team.free():
                job = again.popleft() if again else next(waiting, None)
                if job is not None:
                    worker.give(job)
            ready = team.ready()
            if not ready:
                return
            for worker in ready:
                kind, value = _message(worker.pipe)
                if kind == "at":
                    worker.at = value
                    on_file()
                elif kind == "died":
                    again.extend(_left(worker))
                    team.bury(worker)
                else:
                    yield team.finish(worker, grown=value)
    finally:
        team.end()


def _message(pipe: Connection) -> tuple[str, Any]:
    try:
        message: tuple[str, Any] = pipe.recv()
    except (EOFError, OSError):
        return "died", None
    return message


def _left(worker: _Worker) -> Iterator[Job]:
    """Yield what is left of a dead worker's job: the others, then the file that it was at."""
    job, at = worker.job, worker.at
    if job is None:
        return
    if at < 0:
        yield job
        return
    for part in (job.part(slice(0, at)), job.part(slice(at + 1, None))):
        if part.size:
            yield part
    worker.process.join()
    culprit = job.part(slice(at, at + 1))
    if worker.process.exitcode == -signal.SIGALRM:
        yield culprit._replace(verdict="time")
    elif job.alone:
        yield culprit._replace(verdict="crash")
    else:
        yield culprit._replace(alone=True)


def engine(workers: int) -> Engine:
    """Return what does jobs in *workers* processes here (the contract of ``build.Engine``)."""
    return lambda jobs, settings, on_file: run_jobs(jobs, settings, workers, on_file)

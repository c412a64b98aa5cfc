"""What reads an uploaded file: a process of its own, which may be slow, crash or grow.

One thread owns one process. The file goes to it through a pipe and never has a name on the disk;
the records come back. A process that dies, or doesn't answer in time, is replaced, and the file
is told of.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import local
from time import monotonic
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from pipeline import errors
from pipeline.errors import ReadError, ReferatError
from pipeline.records import Flag, LabelledItem, Minutes

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from pipeline.editing import Post

Step = Literal["read", "split", "label", "draft", "check"]
Tell = Callable[[Step], None]
T = TypeVar("T")
# Loading the models is no file's fault, so it is not taken off its time.
_START_SECONDS = 120.0


class WorkerSlowError(ReadError):
    """A file took more time than it may, and its process was ended."""


class WorkerDeadError(ReadError):
    """The process that read a file died: too much memory, or a fault in a library."""


class Cost(NamedTuple):
    """What one file may cost: bytes of it, seconds through all steps, bytes of memory on top."""

    max_bytes: int
    seconds: float
    memory: int


class Job(NamedTuple):
    """A file to read: its bytes, the name it is shown by, and the day drafts are seen from."""

    data: bytes
    name: str
    today: date


class Made(NamedTuple):
    """What a file became."""

    minutes: Minutes
    labelled: tuple[LabelledItem, ...]
    post: Post
    flags: tuple[Flag, ...]


def make_post(job: Job, cost: Cost, tell: Tell = lambda _: None) -> Made:
    """Return everything the page needs of a file: read, split, labelled, drafted and checked.

    *tell* is called with each step as it begins.

    Raises:
        ReferatError: The file can't be read, or holds no minutes.
    """
    from pipeline.drafting import compose_draft
    from pipeline.editing import Choices, post_of
    from pipeline.editing.flags import flags_of
    from pipeline.labelling import label_items
    from pipeline.reading import Limits, read_bytes
    from pipeline.splitting import split_items

    limits = Limits(max_bytes=cost.max_bytes, seconds=cost.seconds * 0.9)
    tell("read")
    document = read_bytes(job.data, job.name, limits=limits)
    tell("split")
    minutes = split_items(document)
    tell("label")
    labelled = label_items(minutes)
    tell("draft")
    choices = Choices("internal", "normal", "precise", job.today)
    draft = compose_draft(minutes, labelled, today=job.today)
    post = post_of(draft, choices)
    tell("check")
    return Made(minutes, labelled, post, flags_of(post, minutes, labelled))


Work = Callable[[Job, Cost, Tell], Made]


class Workers:
    """A few processes that read files, each owned by a thread that waits for it.

    Use it as a context manager: at the end every process is ended.
    """

    def __init__(self, count: int, cost: Cost, work: Work = make_post) -> None:
        """Take the number of processes, what a file may cost, and what to do with it."""
        self.cost = cost
        self.work = work
        self._own = local()
        self._all: list[_Process] = []
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="referat-worker")

    def __enter__(self) -> Workers:
        """Return itself; processes start with their first file."""
        return self

    def __exit__(self, *_: object) -> None:
        """End every process; files that wait are dropped."""
        for process in self._all:
            process.end()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def submit(self, task: Callable[[], T]) -> Future[T]:
        """Queue *task*, which runs in a thread that may call :meth:`run`."""
        return self._threads.submit(task)

    def run(self, job: Job, tell: Tell = lambda _: None) -> Made:
        """Return what a file became, made in the process of the calling thread.

        Raises:
            ReferatError: What is wrong with the file, or what became of its process.
        """
        process: _Process | None = getattr(self._own, "process", None)
        if process is None or not process.alive:
            process = self._own.process = _Process(self.cost, self.work)
            self._all.append(process)
        return process.run(job, tell)


class _Process:
    """One process and the pipe to it."""

    def __init__(self, cost: Cost, work: Work) -> None:
        context = get_context("spawn")
        self.cost = cost
        self.pipe, far = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_serve, args=(far, cost, work), daemon=True, name="referat-reader"
        )
        self.process.start()
        far.close()

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    def end(self) -> None:
        if self.process.is_alive():
            self.process.kill()
        self.process.join(5)

    def run(self, job: Job, tell: Tell) -> Made:
        """Send one job and wait for its result, for as long as the cost allows."""
        try:
            if not self.pipe.poll(_START_SECONDS):
                raise EOFError
            self.pipe.recv()  # it says that it is ready
            self.pipe.send(job)
            result = self._answer(job.name, tell)
        except (EOFError, OSError):
            self.end()
            raise _dead(job.name) from None
        if isinstance(result, _Told):
            raise result.error()
        if result is None:
            raise _dead(job.name)
        return result

    def _answer(self, name: str, tell: Tell) -> Made | _Told | None:
        """Pass on the steps until the result comes."""
        deadline = monotonic() + self.cost.seconds
        while self.pipe.poll(max(0.0, deadline - monotonic())):
            answer: Made | _Told | Step | None = self.pipe.recv()
            if not isinstance(answer, str):
                return answer
            tell(answer)
        self.end()
        what = f"took more than {self.cost.seconds:g} seconds"
        raise WorkerSlowError(what, where=name, now="split the file")


class _Told(NamedTuple):
    """An error on its way through a pipe: errors with named arguments can't be pickled."""

    kind: str
    what: str
    where: str
    now: str

    def error(self) -> ReferatError:
        kind = getattr(errors, self.kind, ReferatError)
        made: ReferatError = kind(self.what, where=self.where, now=self.now)
        return made


def _serve(pipe: Connection, cost: Cost, work: Work) -> None:
    """Do jobs until the pipe is closed; an error nobody foresaw is told by its kind alone."""
    from pipeline.messages import tell_error

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for the server
    _warm()
    _limit_memory(cost.memory)
    with suppress(EOFError, OSError):
        while True:
            pipe.send("ready")
            job: Job = pipe.recv()
            try:
                pipe.send(work(job, cost, pipe.send))
            except ReferatError as error:
                pipe.send(_Told(type(error).__name__, error.what, error.where, error.now))
            except Exception as error:
                tell_error(error)
                pipe.send(None)


def _warm() -> None:
    """Load what every file needs, so that no file's time is spent on it."""
    from pipeline.danish.sentences import split_sentences
    from pipeline.labelling.shipped import decision_classifier, topic_classifier

    topic_classifier()
    decision_classifier()
    split_sentences("Godkendt.")


def _limit_memory(more: int) -> None:
    """Let the process take *more* bytes of memory than it has now, where the system can."""
    with suppress(OSError, ValueError):
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        used = next(int(one.split()[1]) * 1024 for one in lines if one.startswith("VmData:"))
        resource.setrlimit(resource.RLIMIT_DATA, (used + more, used + more))


def _dead(name: str) -> WorkerDeadError:
    what = "the process that read it died"
    return WorkerDeadError(what, where=name, now="save the file anew")

"""Where documents are read: in processes of their own, which may be slow, crash or grow.

One thread owns one process. What is to be done goes to it through a pipe, and so does what comes
of it; no file ever has a name on the disk. A process that dies, or doesn't answer in time, is
replaced, and the next file has a fresh one.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import local
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pipeline.errors import ReadError, ReferatError
from pipeline.messages import tell_error
from pipeline.web.tasks import Cost, Tell

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")
# Loading the models is no file's fault, so it is not taken off its time.
_START_SECONDS = 120.0
_WAITING = 200


class WorkerSlowError(ReadError):
    """A file took more time than it may, and its process was ended."""


class WorkerDeadError(ReadError):
    """The process that read a file died: too much memory, or a fault in a library."""


class WorkersBusyError(ReferatError):
    """Too many files wait already."""


class Workers:
    """A few processes that do tasks, each owned by a thread that waits for it.

    Use it as a context manager: at the end every process is ended.
    """

    def __init__(self, count: int, cost: Cost) -> None:
        """Take the number of processes, and what a task may cost."""
        self.cost = cost
        self._own = local()
        self._all: list[_Process] = []
        self._waiting: set[Future[Any]] = set()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="referat-worker")

    def __enter__(self) -> Workers:
        """Return itself; processes start with their first task."""
        return self

    def __exit__(self, *_: object) -> None:
        """End every process; tasks that wait are dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._all:
            process.end()
        self._threads.shutdown(wait=True)

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """Queue *job*, which runs in a thread that may call :meth:`run`.

        Raises:
            WorkersBusyError: Too many wait already.
        """
        if len(self._waiting) >= _WAITING:
            now = "try again in a minute"
            raise WorkersBusyError("too many files wait", where="server", now=now)
        future = self._threads.submit(job)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    def run(self, task: Callable[[Tell], T], tell: Tell = lambda _: None) -> T:
        """Do *task* in the process of the calling thread, and return what comes of it.

        The task, what it is given and what it returns are pickled; *tell* gets its steps.

        Raises:
            ReferatError: What the task raised, or what became of its process.
        """
        process: _Process | None = getattr(self._own, "process", None)
        if process is None or not process.alive:
            process = self._own.process = _Process(self.cost)
            self._all = [*(one for one in self._all if one.alive), process]
        result: T = process.run(task, tell)
        return result


class _Told(NamedTuple):
    """An error on its way through a pipe: errors with named arguments can't be pickled."""

    kind: str
    what: str
    where: str
    now: str

    def error(self) -> ReferatError:
        kinds: dict[str, type[ReferatError]] = {
            kind.__name__: kind for kind in _below(ReferatError)
        }
        return kinds.get(self.kind, ReferatError)(self.what, where=self.where, now=self.now)


def _below(kind: type[ReferatError]) -> Iterator[type[ReferatError]]:
    """Yield every kind of error below *kind*."""
    for one in kind.__subclasses__():
        yield from (one, *_below(one))


class _Done(NamedTuple):
    """The end of a task: what it returned, what it said is wrong, or neither if it crashed."""

    result: Any = None
    told: _Told | None = None
    crashed: bool = False


class _Process:
    """One process and the pipe to it."""

    def __init__(self, cost: Cost) -> None:
        context = get_context("spawn")
        self.seconds = cost.seconds
        self.pipe, far = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_serve, args=(far, cost.memory), daemon=True, name="referat-reader"
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

    def run(self, task: Callable[[Tell], Any], tell: Tell) -> Any:
        """Send one task and wait for its end, for as long as it may take."""
        try:
            if not self.pipe.poll(_START_SECONDS):
                raise EOFError
            self.pipe.recv()  # it says that it is ready
            self.pipe.send(task)
            done = self._end_of_task(tell)
        except (EOFError, OSError):
            self.end()
            raise _dead() from None
        if done.told is not None:
            raise done.told.error()
        if done.crashed:
            raise _dead()
        return done.result

    def _end_of_task(self, tell: Tell) -> _Done:
        """Pass on the steps until the end comes."""
        deadline = monotonic() + self.seconds
        while self.pipe.poll(max(0.0, deadline - monotonic())):
            answer = self.pipe.recv()
            if isinstance(answer, _Done):
                return answer
            tell(answer)
        self.end()
        what = f"took more than {self.seconds:g} seconds"
        raise WorkerSlowError(what, where="server", now="split the file")


def _serve(pipe: Connection, memory: int) -> None:
    """Do tasks until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for the server
    _warm()
    _limit_memory(memory)
    with suppress(EOFError, OSError):
        while True:
            pipe.send("ready")
            pipe.send(_done(pipe.recv(), pipe.send))


def _done(task: Callable[[Tell], Any], tell: Tell) -> _Done:
    try:
        return _Done(task(tell))
    except ReferatError as error:
        return _Done(told=_Told(type(error).__name__, error.what, error.where, error.now))
    except OSError:
        raise  # the server has gone
    except Exception as error:
        tell_error(error)
        return _Done(crashed=True)


def _warm() -> None:
    """Load what every file needs, so that no file's time is spent on it."""
    from pipeline.danish.sentences import split_sentences
    from pipeline.labelling.shipped import decision_classifier, topic_classifier

    topic_classifier()
    decision_classifier()
    split_sentences("Godkendt.")


def _limit_memory(more: int) -> None:
    """Let the process take *more* bytes of memory than it has now, where the system can."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        used = next(int(one.split()[1]) * 1024 for one in lines if one.startswith("VmData:"))
        resource.setrlimit(resource.RLIMIT_DATA, (used + more, used + more))


def _dead() -> WorkerDeadError:
    what = "the process that read it died"
    return WorkerDeadError(what, where="server", now="save the file anew")

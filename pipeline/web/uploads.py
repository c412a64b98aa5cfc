"""Files on their way in: each read in turn, each with its own fate, none with a name on the disk.

A file lies in an unnamed temporary file that the system takes away when it is closed, also when the
server is killed. Its name is only ever shown, and never used as a path.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import BinaryIO, Literal, NamedTuple

from pipeline.editing import Choices
from pipeline.errors import ReferatError
from pipeline.messages import tell_error
from pipeline.web.danish_errors import danish_error
from pipeline.web.tasks import Cost, Job, Made, Step, Tell, make_post, today
from pipeline.web.worker import Workers, WorkersBusyError

State = Literal["venter", "læser", "færdig", "fejl"]
# How far a file is when a step begins, in percent: roughly what the steps cost.
_REACHED: dict[Step, int] = {"read": 5, "split": 40, "label": 60, "draft": 75, "check": 85}
Make = Callable[[Job, Cost, Tell], Made]
_KEPT = 500
_LONGEST = 120


class Upload(NamedTuple):
    """One file of a batch: how far it is, what went wrong, the draft it became."""

    name: str
    state: State = "venter"
    percent: int = 0
    message: str = ""
    draft_id: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("færdig", "fejl")


def shown_name(name: str | None) -> str:
    r"""Return the last part of a file name as one short printable line.

    >>> shown_name("..\\..\\Mine filer/../referat\n.pdf")
    'referat .pdf'
    >>> shown_name("/")
    'uden navn'
    """
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(char if char.isprintable() else " " for char in last).strip()
    if len(printable) > _LONGEST:
        printable = f"{printable[: _LONGEST - 12]} … {printable[-9:]}"
    return printable if printable.strip(". ") else "uden navn"


class Uploads:
    """The batches under way and those just over, by an id that can't be guessed."""

    def __init__(
        self, workers: Workers, keep: Callable[[Made, str], str], *, make: Make = make_post
    ) -> None:
        """Take who reads, what keeps a result (it returns the draft's id), and what makes it."""
        self._workers = workers
        self._keep = keep
        self._make = make
        self._batches: OrderedDict[str, list[Upload]] = OrderedDict()
        self._lock = Lock()

    def add(self, files: Sequence[tuple[str, BinaryIO]], actor: str) -> str:
        """Queue files, each with its name as sent; they are closed here. Return the batch's id."""
        batch = secrets.token_urlsafe(16)
        with self._lock:
            self._batches[batch] = [Upload(shown_name(name)) for name, _ in files]
            while len(self._batches) > _KEPT:
                self._batches.popitem(last=False)
        for number, (_, file) in enumerate(files):
            try:
                self._workers.submit(partial(self._read, batch, number, file, actor))
            except WorkersBusyError as error:
                file.close()
                self._failed(batch, number, error)
        return batch

    def look(self, batch: str) -> tuple[Upload, ...] | None:
        """Return how far the files of a batch are; None where there is no such batch."""
        with self._lock:
            found = self._batches.get(batch)
            return None if found is None else tuple(found)

    def _read(self, batch: str, number: int, file: BinaryIO, actor: str) -> None:
        def tell(step: Step) -> None:
            self._change(batch, number, state="læser", percent=_REACHED[step])

        cost = self._workers.cost
        try:
            with file:
                data = file.read(cost.max_bytes + 1)  # one byte over, and the reader refuses it
            name = self._change(batch, number, state="læser").name
            job = Job(data, name, Choices(today=today()))
            made = self._workers.run(partial(self._make, job, cost), tell)
            draft = self._keep(made, actor)
            self._change(batch, number, state="færdig", percent=100, draft_id=draft)
        except Exception as error:
            # What is wrong with a file is told to whoever sent it, and stands in no log.
            if not isinstance(error, ReferatError):
                tell_error(error)
            self._failed(batch, number, error)

    def _failed(self, batch: str, number: int, error: Exception) -> None:
        self._change(batch, number, state="fejl", percent=100, message=danish_error(error))

    def _change(self, batch: str, number: int, **changed: object) -> Upload:
        with self._lock:
            files = self._batches.get(batch, [Upload("")] * (number + 1))
            files[number] = files[number]._replace(**changed)  # type: ignore[arg-type]
            return files[number]

"""Everything Referat can say no with.

    ReferatError
    ├── ReadError              a file that can't become text
    │   ├── FileMissing        nothing there, a folder, or no permission
    │   ├── EmptyFile          no bytes, or no text in them
    │   ├── UnknownKind        not a PDF, DOCX, HTML, XML or text file
    │   ├── DamagedFile        cut off, or not what it claims to be
    │   ├── EncryptedFile      needs a password
    │   ├── NoTextLayer        a scanned PDF: run OCR first
    │   ├── LimitExceeded      too big, too many pages, too deep, too slow
    │   └── UnsafeFile         a zip or XML bomb, external entities
    ├── NotMinutes             text, but no meeting minutes in it
    ├── CorpusError            a line of a corpus that doesn't fit its form
    ├── ModelError             a trained model that is missing, damaged or not for this task
    ├── StyleError             a house style that doesn't fit its form, or says too much
    ├── ArchiveError           an archive that is missing, damaged or of another version
    ├── StoreError             a database that is missing, damaged or of another version
    │   ├── NotKept            a meeting or draft that is not there, or no longer
    │   ├── StaleVersion       someone else has changed the draft meanwhile
    │   └── NotNow             a step that the state of the draft doesn't allow
    ├── WriterError            a language model that isn't allowed, or doesn't answer
    ├── EditError              an edit of a post that can't be made
    └── LexiconError           a table in ``pipeline/lexicon`` that doesn't fit its form

Each says what is wrong, where, and what to do now. Only ``pipeline.cli.main`` turns one into a
line on stderr and an exit code. No message ever quotes the text of the file: it may be closed.
"""

from __future__ import annotations

from datetime import datetime


class ReferatError(Exception):
    """What went wrong, where, and what to do now.

    >>> str(ReferatError("no text layer", where="scan.pdf", now="run OCR first"))
    'scan.pdf: no text layer: run OCR first'
    """

    def __init__(self, what: str, *, where: str, now: str) -> None:
        super().__init__(f"{where}: {what}: {now}")
        self.what = what
        self.where = where
        self.now = now


class ReadError(ReferatError):
    """A file that can't become text."""


class FileMissing(ReadError):
    """Nothing at the path, a folder, or no permission to read."""


class EmptyFile(ReadError):
    """No bytes, or no text in them."""


class UnknownKind(ReadError):
    """Not a PDF, DOCX, HTML, XML or text file."""


class DamagedFile(ReadError):
    """Cut off, or not what its first bytes claim."""


class EncryptedFile(ReadError):
    """Needs a password."""


class NoTextLayer(ReadError):
    """A scanned PDF."""


class LimitExceeded(ReadError):
    """Over one of the limits that keep one file from stopping a batch."""


class UnsafeFile(ReadError):
    """A zip or XML bomb, or a file that asks for other files."""


class NotMinutes(ReferatError):
    """Readable text, but no minutes of a meeting."""


class LexiconError(ReferatError):
    """A lexicon table that doesn't fit its form."""


class StyleError(ReferatError):
    """A house style that doesn't fit its form, or says more than the minutes do."""


class CorpusError(ReferatError):
    """A file or line of a corpus that doesn't fit its form."""


class ModelError(ReferatError):
    """A trained model that is missing, damaged, from elsewhere or not for this task."""


class ArchiveError(ReferatError):
    """An archive that is missing, damaged or of another version."""


class StoreError(ReferatError):
    """A database of drafts that is missing, damaged, in use or of another version."""


class NotKept(StoreError):
    """A meeting or a draft that is not there: a wrong address, or deleted."""


class NotNow(StoreError):
    """A step that the draft's state doesn't allow, such as approving with red flags open."""


class StaleVersion(StoreError):
    """The draft has a newer version than the one that was to be changed.

    ``actor`` made the version that stands now, number ``version``, at ``at`` (UTC).
    """

    def __init__(self, *, where: str, actor: str, at: datetime, version: int) -> None:
        super().__init__(
            f"{actor} has changed it at {at:%Y-%m-%d %H:%M:%S} UTC; it is at version {version}",
            where=where,
            now="read it again and make the change on top",
        )
        self.actor = actor
        self.at = at
        self.version = version


class WriterError(ReferatError):
    """A language model or its server that isn't allowed, doesn't answer, or answers nonsense."""


class EditError(ReferatError):
    """An edit of a post that can't be made.

    ``message`` is for the person at the page: in Danish, what is wrong and what to do.
    """

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__("can't be edited so", where=where, now=message)
        self.message = message

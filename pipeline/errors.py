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
    ├── WriterError            a language model that isn't allowed, or doesn't answer
    └── LexiconError           a table in ``pipeline/lexicon`` that doesn't fit its form

Each says what is wrong, where, and what to do now. Only ``pipeline.cli.main`` turns one into a
line on stderr and an exit code. No message ever quotes the text of the file: it may be closed.
"""

from __future__ import annotations


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


class WriterError(ReferatError):
    """A language model or its server that isn't allowed, doesn't answer, or answers nonsense."""

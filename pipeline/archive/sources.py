"""Find the files of a build, in folders and in zip files, and fetch the bytes of one.

Nothing is ever unpacked to disk, so no name in a zip file can reach another place.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pipeline.errors import (
    DamagedFile,
    EncryptedFile,
    FileMissing,
    LimitExceeded,
    ReadError,
    ReferatError,
    UnsafeFile,
)

# What is looked at. The last three can't be read, and are told of: they may well be minutes.
SUFFIXES = frozenset(
    {".pdf", ".docx", ".html", ".htm", ".xhtml", ".txt", ".xml", ".doc", ".rtf", ".odt"}
)
MOST_MEMBERS = 200_000
# No text is packed tighter than this; what is, was made to fill a memory.
MOST_PACKED = 200
_SMALL = 1024 * 1024


class Source(NamedTuple):
    """A file to take in: its name in the archive, and where its bytes are.

    ``name`` is ``path``, or ``path!member`` in a zip file. ``size`` and ``changed`` (nanoseconds)
    are those of the file on disk, so a zip file that is changed is read anew as a whole;
    ``length`` is how many bytes there are to read.
    """

    name: str
    collection: str
    path: str
    member: str | None
    size: int
    changed: int
    length: int


class Trouble(NamedTuple):
    """A file that can't be taken in, found before it was read."""

    source: Source
    error: ReferatError


def walk(folders: Sequence[str | Path]) -> Iterator[Source | Trouble]:
    """Yield every file under *folders* that may hold minutes, sorted within each folder.

    A link to a folder is not followed. A zip file's members count as files; a zip file within a
    zip file is told of and not opened.

    Raises:
        FileMissing: A folder that isn't there or can't be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "referat.txt").write_text("Referat")
    ...     _ = Path(folder, "kort.png").write_text("")
    ...     [found.path.rpartition("/")[2] for found in walk([folder])]
    ['referat.txt']
    """
    seen: set[str] = set()
    for folder in folders:
        root = os.path.realpath(folder)
        if not os.path.isdir(root) or not os.access(root, os.R_OK | os.X_OK):  # noqa: PTH112
            raise FileMissing("not a folder that can be read", where=str(folder), now="check it")
        if root not in seen:
            seen.add(root)
            yield from _walk(root, Path(root).name)


def fetch(source: Source, max_bytes: int) -> bytes:
    """Return the bytes of a file.

    Raises:
        ReadError: It is too big, unsafe, locked, damaged, or gone.
    """
    if source.length > max_bytes:
        raise _too_big(source.name, max_bytes)
    try:
        if source.member is None:
            with Path(source.path).open("rb") as file:
                data = file.read(max_bytes + 1)
        else:
            with _opened(source.path, source.changed).open(source.member) as member:
                data = member.read(max_bytes + 1)
    except FileNotFoundError:
        raise FileMissing("is gone", where=source.name, now="run the build again") from None
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        raise FileMissing(what, where=source.name, now="ask for access, or copy it") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError):
        raise _damaged(source.name) from None
    except (RuntimeError, NotImplementedError):  # as the zip module says: a password, a method
        what = "is locked, or packed in a way that can't be read"
        raise EncryptedFile(what, where=source.name, now="unpack it by hand") from None
    if len(data) > max_bytes:
        raise _too_big(source.name, max_bytes)
    return data


def _walk(root: str, collection: str) -> Iterator[Source | Trouble]:
    for folder, folders, names in os.walk(root, onerror=None):
        folders.sort()
        for name in sorted(names):
            suffix = PurePosixPath(name).suffix.lower()
            if suffix not in SUFFIXES and suffix != ".zip":
                continue
            path = os.path.join(folder, name)  # noqa: PTH118 - a Path for each is slow
            found = _on_disk(path, collection)
            if isinstance(found, Source) and suffix == ".zip":
                yield from _members(found)
            else:
                yield found


def _on_disk(path: str, collection: str) -> Source | Trouble:
    name = path.encode("utf-8", "backslashreplace").decode()
    try:
        about = os.stat(path)  # noqa: PTH116
    except OSError:
        lost = Source(name, collection, path, None, 0, 0, 0)
        return Trouble(lost, FileMissing("a link to nothing", where=name, now="mend the link"))
    size, changed = about.st_size, about.st_mtime_ns
    source = Source(name, collection, path, None, size, changed, size)
    if not stat.S_ISREG(about.st_mode):
        return Trouble(source, FileMissing("not a file", where=name, now="take it out"))
    if not os.access(path, os.R_OK):
        now = "ask for access, or copy it"
        return Trouble(source, FileMissing("no permission to read it", where=name, now=now))
    return source


def _members(whole: Source) -> Iterator[Source | Trouble]:
    try:
        members = _opened(whole.path, whole.changed).infolist()
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
        yield Trouble(whole, _damaged(whole.name))
        return
    if len(members) > MOST_MEMBERS:
        what = f"more than {MOST_MEMBERS:,} files in it"
        yield Trouble(whole, LimitExceeded(what, where=whole.name, now="split it"))
        return
    names = Counter(member.filename for member in members)
    for member in sorted(members, key=lambda one: one.filename):
        suffix = PurePosixPath(member.filename).suffix.lower()
        if member.is_dir() or (suffix not in SUFFIXES and suffix != ".zip"):
            continue
        name = f"{whole.name}!{member.filename}".encode("utf-8", "backslashreplace").decode()
        source = whole._replace(name=name, member=member.filename, length=member.file_size)
        error = _unsafe(member, name, names[member.filename])
        yield Trouble(source, error) if error else source


def _unsafe(member: zipfile.ZipInfo, name: str, times: int) -> ReadError | None:
    parts = PurePosixPath(member.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
        return UnsafeFile("a name that leaves the zip file", where=name, now="don't trust this zip")
    if times > 1:
        return UnsafeFile("a name that stands twice", where=name, now="pack the zip file anew")
    if member.filename.lower().endswith(".zip"):
        return UnsafeFile("a zip file in a zip file", where=name, now="unpack it by hand")
    packed = member.file_size > MOST_PACKED * max(1, member.compress_size)
    if packed and member.file_size > _SMALL:
        return UnsafeFile("packed too tightly to be minutes", where=name, now="don't open it")
    return None


@lru_cache(maxsize=2)
def _opened(path: str, _changed: int) -> zipfile.ZipFile:
    """Open a zip file once for all its members, and anew when it has changed."""
    return zipfile.ZipFile(path)


def _too_big(name: str, max_bytes: int) -> LimitExceeded:
    what = f"bigger than {max_bytes:,} bytes"
    return LimitExceeded(what, where=name, now="split the file or raise --max-mb")


def _damaged(name: str) -> DamagedFile:
    what = "a damaged zip file, or damaged in it"
    return DamagedFile(what, where=name, now="get a whole copy of the file")

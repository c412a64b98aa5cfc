"""What one file may cost, and the clock that holds it to that."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from pipeline.errors import LimitExceeded

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of this machine one file may use.

    ``max_unpacked`` holds for the parts of a DOCX once unzipped. ``max_depth`` holds for nested
    elements in HTML and XML. ``seconds`` is checked between pages and blocks, so a file may run
    over by the time one page takes.

    >>> Limits(max_pages=10).max_pages
    10
    """

    max_bytes: int = 100 * MEGABYTE
    max_unpacked: int = 400 * MEGABYTE
    max_pages: int = 3_000
    max_depth: int = 200
    max_chars: int = 10_000_000
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits of one reading under way: which file, and when its time is up."""

    limits: Limits
    source: str
    deadline: float = field(default=0.0)

    def check_time(self) -> None:
        """Raise LimitExceeded once the time is up."""
        if time.monotonic() > self.deadline:
            self._refuse(f"took more than {self.limits.seconds:g} seconds to read")

    def check_bytes(self, count: int) -> None:
        """Raise LimitExceeded for a file of *count* bytes that is too big."""
        if count > self.limits.max_bytes:
            self._refuse(f"bigger than {self.limits.max_bytes:,} bytes")

    def check_unpacked(self, count: int) -> None:
        """Raise LimitExceeded for *count* bytes of unzipped parts that are too many."""
        if count > self.limits.max_unpacked:
            self._refuse(f"bigger than {self.limits.max_unpacked:,} bytes once unzipped")

    def check_pages(self, count: int) -> None:
        """Raise LimitExceeded for *count* pages that are too many."""
        if count > self.limits.max_pages:
            self._refuse(f"more than {self.limits.max_pages:,} pages")

    def check_chars(self, count: int) -> None:
        """Raise LimitExceeded for *count* characters that are too many."""
        if count > self.limits.max_chars:
            self._refuse(f"more than {self.limits.max_chars:,} characters of text")

    def check_depth(self, depth: int) -> None:
        """Raise LimitExceeded for elements nested deeper than allowed."""
        if depth > self.limits.max_depth:
            self._refuse(f"elements nested more than {self.limits.max_depth} deep")

    def _refuse(self, what: str) -> None:
        raise LimitExceeded(what, where=self.source, now="split the file or raise the limit")


def start_budget(limits: Limits, source: str) -> Budget:
    """Return the budget of a reading that starts now.

    >>> start_budget(Limits(), "referat.pdf").source
    'referat.pdf'
    """
    return Budget(limits, source, time.monotonic() + limits.seconds)

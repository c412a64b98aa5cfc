"""Plain text for a mail: 72 characters a line, headings underlined, lists with dashes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from pipeline.danish.dates import MONTHS
from pipeline.drafting.formats.outline import Block, Heading, Listing, Run

WIDTH = 72
_DAY = re.compile(rf"(\b\d{{1,2}}\.) (?={'|'.join(MONTHS)})")


def to_mail(blocks: Sequence[Block]) -> str:
    """Return the blocks as plain text.

    >>> from pipeline.drafting.formats.outline import Prose
    >>> print(to_mail([Heading("Nyt", 1), Prose((Run("Alt er klar."),))]), end="")
    Nyt
    ===
    <BLANKLINE>
    Alt er klar.
    """
    return "\n\n".join(_written(block) for block in blocks) + "\n"


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        lines = _wrapped(block.text)
        return "\n".join([*lines, ("=" if block.level == 1 else "-") * max(map(len, lines))])
    if isinstance(block, Listing):
        return "\n".join(
            line for entry in block.entries for line in _wrapped(_plain(entry), "- ", "  ")
        )
    return "\n".join(_wrapped(_plain(block.runs)))


def _plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """Break at spaces alone, and not within "5. juni": a line that opens so looks like a list."""
    return textwrap.wrap(
        _DAY.sub("\\1\u00a0", text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]

"""The blocks of an HTML page while it is being read."""

from __future__ import annotations

import re

from pipeline.reading.blocks import Block, squeeze
from pipeline.reading.limits import Budget
from pipeline.reading.noise import is_noise_line

_SPLIT = re.compile(r"\n\s*")


class Flow:
    """The blocks so far and the words of the one that is being read.

    ``unheaded``: an empty heading of a portal item was passed. It parts the decision from the
    case that follows, so the part it opens must get a heading before it gets text.
    """

    def __init__(self, budget: Budget, shown: frozenset[str], *, portal: bool = False) -> None:
        self.budget = budget
        self.shown = shown
        self.portal = portal
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.marker = ""
        self.tight = False
        self.in_item = False
        self.unheaded = False

    def close(self, level: int | None = None, *, bold: bool = False) -> None:
        """End the block being read."""
        text = "".join(self.words)
        self.words.clear()
        first = True
        for line in _SPLIT.split(text) if text.strip() else ():
            shown = squeeze(line)
            if not shown or is_noise_line(shown):
                continue
            tight = self.tight or not first
            self.open_part(level)
            self.blocks.append(Block(self.marker + shown, level, None, bold, tight))
            self.marker, self.tight, first = "", False, False

    def open_part(self, level: int | None = None) -> None:
        """Put the missing heading over a part that an empty heading opened."""
        if self.unheaded and level is None and (self.blocks[-1].level or 0) != 2:
            self.blocks.append(Block("Sagsfremstilling", 3))
        self.unheaded = False

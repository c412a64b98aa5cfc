"""Which items may tell their decision in everyday words, by how the minutes tell the others."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.splitting.blocks import Block
from pipeline.splitting.closing import is_round
from pipeline.splitting.layout import Layout

# Minutes in which so many items have a heading above their decision are formal ones.
_FORMAL = 0.5


def ends_plainly(layout: Layout, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, and of which the decision may be its last words in everyday language.

    Most open items of the minutes print no heading above it, and the item isn't one of news.
    """
    opened = [block for block in blocks if not block.closed]
    headed = sum(any(map(layout.decides, range(one.heading, one.last))) for one in opened)
    if headed >= _FORMAL * len(opened):
        return tuple(blocks)
    return tuple(block._replace(plain=not is_round(block.title)) for block in blocks)

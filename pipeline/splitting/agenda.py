"""The agenda of a document: its contents list, and where each of its items stands."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.splitting.blocks import Block
from pipeline.splitting.contents import Contents, find_contents, list_above
from pipeline.splitting.firewall import find_blocks
from pipeline.splitting.items import find_headings
from pipeline.splitting.layout import Layout


class Agenda(NamedTuple):
    """The contents list of a document and the blocks of its items, closed ones among them."""

    contents: Contents
    blocks: tuple[Block, ...]


def find_agenda(layout: Layout) -> Agenda:
    r"""Find the contents list and the items; an unannounced list shows by the items' numbers.

    >>> from pipeline.records import Document
    >>> from pipeline.splitting.layout import lay_out
    >>> from pipeline.splitting.rows import rows_of
    >>> text = "Referat\n\nPunkt 1: Nye busser\n\nBeslutning\n\nGodkendt.\n\nPunkt 2: Evt."
    >>> agenda = find_agenda(lay_out(rows_of(Document(text, "x", "0"))))
    >>> [block.number for block in agenda.blocks], agenda.contents.entries
    (['1', '2'], ())
    """
    contents = find_contents(layout)
    chain = find_headings(layout, range(contents.first, contents.last))
    if not contents.entries:
        contents = list_above(layout.rows, [(heading.row, heading.number) for heading in chain])
    listed = range(contents.first, contents.last)
    return Agenda(contents, find_blocks(layout, chain, listed, contents.entries))

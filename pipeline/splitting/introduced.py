"""The case's own first lines, which some minutes print below the decision with no heading above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.danish.sentences import split_sentences
from pipeline.labels import SectionKind
from pipeline.records import Span
from pipeline.splitting.blocks import Block
from pipeline.splitting.headings import Heading
from pipeline.splitting.layout import Layout
from pipeline.splitting.told import decides, paragraphs_of

# So many items, and this share of those that could, must have such lines.
_FEWEST = 3
_HABIT = 0.75
# A decision goes on where its next paragraph may decide at all.
_STILL = 0.5
_UNBROKEN = 130
_TWO = 2
_CASE = (SectionKind.RESUME, SectionKind.SAGSFREMSTILLING)
# How it was voted, who was not there, what some or all of them wish, who is to do what, and when.
_OF_DECISION = re.compile(
    r"\bstem(?:te|mer|t)\b|\bundl(?:od|ader)\b|\bforbehold\b|\bfraværende\b|\binhabil|\bafbud\b|"
    r"\bdeltog ikke\b|\b(?:kan|kunne|kan ikke|kunne ikke) (?:anbefale|tiltræde|godkende|støtte)\b|"
    r"^(?:flertallet|mindretallet|udvalget|magistraten|direktionen|bestyrelsen|rådet|formanden|"
    r"borgmesteren)\b|\b(?:vender tilbage|genoptages|bedes|"
    r"anmodes|næste møde|udarbejder|undersøger|forelægges|faldt|til protokollen)\b|"
    r"^[\w ]{3,30}(?: anbefaler| ønske[rd])|^\w+: ",
    re.IGNORECASE,
)
# What proposes or puts up the case names the body that is to settle it.
_PUT_UP = re.compile(
    r"^(?!.*\bi stedet\b)[^.,;]{3,80}? (?:fremlægger|forelægger|søger(?: om)?|ansøger(?: om)?|"
    r"foreslår|indstiller|orienterer om|giver status|har fremsat forslag|har anmodet om|"
    r"har bedt om)\b"
)


def part_from_introduction(layout: Layout, blocks: Sequence[Block], body: str | None) -> Layout:
    """Return the layout with a heading where the case's first lines stand below a decision.

    "Godkendt." above "Økonomi fremlægger regnskabet." above "Resume": the second is of the case
    where nearly all items of the document, whose decision stands above the case, have such lines.
    """
    opened = [block for block in blocks if not block.closed]
    found = [one for block in opened if (one := _between(layout, block)) is not None]
    places = [at for one in found if (at := _introduction(layout, one, body)) is not None]
    if len(places) < max(_FEWEST, _HABIT * len(found)):
        return layout
    headings = list(layout.headings)
    for at in places:
        start = layout.rows[at].start
        headings[at] = Heading(SectionKind.SAGSFREMSTILLING, Span(start, start))
    return layout._replace(headings=tuple(headings))


def _between(layout: Layout, block: Block) -> range | None:
    """Return the rows between the heading of a decision and that of the case right below it."""
    inside = range(block.heading + 1, block.last)
    headed = [(i, one) for i in inside if (one := layout.headings[i]) is not None]
    for (first, above), (last, below) in pairwise(headed):
        if above.kind is SectionKind.BESLUTNING:
            return range(first + 1, last) if below.kind in _CASE else None
    return None


def _introduction(layout: Layout, inside: range, body: str | None) -> int | None:
    """Return the row of the last paragraph, where it is none of the decision's."""
    rows = layout.rows[inside.start : inside.stop]
    # Where lines aren't broken, each is a paragraph.
    whole = any(len(row.text) > _UNBROKEN for row in layout.rows)
    firsts = range(len(rows)) if whole else [one.first for one in paragraphs_of(rows)]
    if len(firsts) < _TWO:
        return None
    words = " ".join(row.text for row in rows[firsts[-1] :])
    sentences = [span.of(words) for span in split_sentences(words)]
    told = _PUT_UP.match(words) or not any(
        _OF_DECISION.search(one) or decides(one, body, sure=_STILL) for one in sentences
    )
    return inside.start + firsts[-1] if told else None

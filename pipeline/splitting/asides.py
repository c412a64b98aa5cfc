"""What an open item tells of something closed: it is blanked before anything reads the item.

"Lukket bilag 2 viser, at prisen er …", "jf. det lukkede punkt 7 om …": the item is open, and the
sentence is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.danish.cues import AnyOf, Cues, folded
from pipeline.danish.sentences import split_sentences
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.blocks import Block
from pipeline.splitting.layout import Layout
from pipeline.splitting.numbering import read_label
from pipeline.splitting.rows import Row
from pipeline.splitting.secrecy import speaks_of_secrecy

# All that the tables of asides look for holds one of these.
_CUES = Cues(["lukke", "fortrol", "offentlig", "hemmelig", "internt"])
# "[FORTROLIGT: … ]", with how it begins.
_BRACKET = re.compile(r"[\[({](?P<begins>[^\])}:]{4,40}+)[^\])}]*+[\])}]")
# A list of what was decided on each item: "Ad 3. Godkendt."
_LIST = re.compile(
    r"\W*(?:beslutning(?:er|sliste|soversigt)|protokollat\w*|vedtagelser|afgørelser|handleliste|"
    r"opsamling|opfølgning)(?: samlet)?\W*",
    re.IGNORECASE,
)
_AD = re.compile(
    r"\W*(?:(?:ad\.?|til|vedr\.?|vedrørende)\s*(?:punkt|pkt\.?|sag|nr\.?)?|punkt|pkt\.?|sag)"
    r"\s*(?P<number>\d{1,4})\b",
    re.IGNORECASE,
)
# "Punkt 2 tages op igen", and no "punkt 2 i aftalen".
_OF_ITEM = re.compile(
    r"\b(?:punkt|pkt\.?|sag) (?P<number>\d{1,4})\b(?! i (?:(?:den|det) )?[a-zæøå]+(?:en|et|ne)\b)",
    re.IGNORECASE,
)
# The numbers of such an item may be those of what was proposed in it.
_PROPOSED = re.compile(r"\bindstil|\bforesl|\bforslag", re.IGNORECASE)
_POINTS = tuple("–—-*•·")
# A line that ends this much short of the longest ends what it says.
_SHORT = 0.6


def closed_asides(text: str, layout: Layout, blocks: Sequence[Block]) -> Iterator[Span]:
    r"""Yield where the open items tell of what is closed.

    >>> from pipeline.records import Document
    >>> from pipeline.splitting.agenda import find_agenda
    >>> from pipeline.splitting.layout import lay_out
    >>> from pipeline.splitting.rows import rows_of
    >>> text = "1. Vej\nBeslutning\nUdsat. Se lukket bilag 2 om prisen.\n2. Bro\nBeslutning\nJa"
    >>> layout = lay_out(rows_of(Document(text, "x", "0")))
    >>> [span.of(text) for span in closed_asides(text, layout, find_agenda(layout).blocks)]
    ['Se lukket bilag 2 om prisen.']
    """
    secret = {block.number for block in blocks if block.closed and block.number}
    for block in blocks:
        if not block.closed:
            yield from (layout.rows[index].span for index in block.hidden)
            inside = layout.rows[block.heading + 1 : block.last]
            yield from (row.span for row in inside if row.start in layout.shut)
            yield from _in_block(text, layout, block)
            if others := secret - {block.number}:
                yield from _decided(layout, block, others)
                above = {one.number for one in blocks if one.closed and one.first < block.first}
                yield from _spoken_of(text, layout, block, others & above)


def _spoken_of(text: str, layout: Layout, block: Block, secret: Collection[str]) -> Iterator[Span]:
    """Yield what an item without points of its own says of a closed one above by its number.

    An item above speaks of the agenda: "Dagsordenen godkendtes, dog udgår punkt 12".
    """
    rows = layout.rows[block.heading + 1 : block.last]
    labels = (read_label(row.text) for row in rows)
    own = {label.number for label in labels if label and label.form.startswith("|")}
    if any(_PROPOSED.search(row.text) for row in rows):
        return
    for first, last in _runs(layout, range(block.heading + 1, block.last)):
        whole = Span(layout.rows[first].start, layout.rows[last - 1].end)
        for span in split_sentences(whole.of(text), whole.start):
            told = {match["number"] for match in _OF_ITEM.finditer(span.of(text))}
            if told.intersection(secret) - own:
                yield span


def _decided(layout: Layout, block: Block, secret: Collection[str]) -> Iterator[Span]:
    """Yield what a list of decisions that was read as part of an item tells of closed ones."""
    rows = layout.rows
    heads = (i for i in range(block.heading + 1, block.last) if _LIST.fullmatch(rows[i].text))
    first = next(heads, block.last)
    points = [i for i in range(first, block.last) if _AD.match(rows[i].text)]
    for at, after in pairwise([*points, block.last]):
        if (match := _AD.match(rows[at].text)) and match["number"] in secret:
            yield Span(rows[at].start, rows[after - 1].end)


def _in_block(text: str, layout: Layout, block: Block) -> Iterator[Span]:
    rows = layout.rows
    until = block.heading + 1
    if not _CUES.stand_in(folded(text[rows[block.heading].start : rows[block.last - 1].end])):
        return  # nearly always
    for first, last in _runs(layout, range(block.heading + 1, block.last)):
        line = rows[first].text
        if first < until or not _CUES.stand_in(
            folded(" ".join(row.text for row in rows[first:last]))
        ):
            continue
        if (until_what := _closes_part(line)) is not None:
            until = _end_of_part(layout, first, block.last, until_what)
            yield Span(rows[first].start, rows[until - 1].end)
        elif _table("annexes").found_in(line):
            until = _end_of_list(layout, first + 1, block.last)
            yield Span(rows[first].start, rows[until - 1].end)
        else:
            yield from _sentences(text, rows, first, last, block.last)


def _sentences(text: str, rows: Sequence[Row], first: int, last: int, end: int) -> Iterator[Span]:
    """Yield the sentences of the rows that are asides, with the points that one introduces."""
    whole = Span(rows[first].start, rows[last - 1].end)
    for bracket in _BRACKET.finditer(text, *whole):
        if speaks_of_secrecy(bracket["begins"]):
            yield Span(*bracket.span())
    for span in split_sentences(whole.of(text), whole.start):
        if not _table("aside").found_in(" ".join(span.of(text).split())):
            continue
        yield span
        if span.of(text).rstrip().endswith(":"):
            points = last
            while points < end and rows[points].text.startswith(_POINTS):
                points += 1
            yield Span(span.start, rows[points - 1].end)


def _runs(layout: Layout, inside: range) -> Iterator[tuple[int, int]]:
    """Yield the rows that go on in each other: first, and the one behind the last."""
    rows = layout.rows
    wide = max((len(rows[index].text) for index in inside), default=0)
    first = inside.start
    for index in inside:
        row, above = rows[index], rows[index - 1]
        goes_on = index > first and not row.after_blank and layout.headings[index] is None
        goes_on = goes_on and not above.text.endswith((".", "!", "?", ":"))
        small = row.text[:1].islower() or row.text[:1].isdigit()
        if index > first and not (goes_on and (small or len(above.text) > _SHORT * wide)):
            yield first, index
            first = index
    if first < inside.stop:
        yield first, inside.stop


def _end_of_part(layout: Layout, first: int, last: int, until: str) -> int:
    """Return the row behind a closed part of an item."""
    if until == "decision":
        return next((i for i in range(first + 1, last) if layout.decides(i)), last)
    return last


def _end_of_list(layout: Layout, first: int, last: int) -> int:
    """Return the row behind a list of annexes: the next heading of a section, or the last."""
    return next((i for i in range(first, last) if layout.headings[i] is not None), last)


def _closes_part(line: str) -> str | None:
    """Return up to what a line closes what follows: "decision", "end", or None if it doesn't."""
    rows = load_lexicon("closed")["part"]
    return next(
        (row["until"] for row in rows if re.search(row["pattern"], line, re.IGNORECASE)), None
    )


@cache
def _table(name: str) -> AnyOf:
    return AnyOf(row["pattern"] for row in load_lexicon("closed")[name])

"""Put the lines that people have worked on into parts that the tool has written anew.

Each such line finds its home: the line that the tool still words alike, else the one made from the
same words of the minutes. Without either it stays where it was among its neighbours. A line that
was edited or locked stands there as it is; one that was only taken out takes its home out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.editing.post import Line, Part
from pipeline.records import Span

# Of the characters that two lines were made from, the share that both must have been made from.
_SAME = 0.5


def settle(fresh: Part, old: Part, kept: Sequence[Line]) -> Part:
    """Return *fresh* with the lines *kept* of the part *old* in their homes.

    >>> from pipeline.editing.post import Part
    >>> a = Line("a", "Rådet sås.", "Rådet mødtes.", "realised", (Span(0, 9),))
    >>> b = Line("b", "Der var møde.", "Der var møde.", "realised", (Span(0, 9),))
    >>> old, fresh = Part("lead", "lead", blocks=((a,),)), Part("lead", "lead", blocks=((b,),))
    >>> [line.text for line in settle(fresh, old, (a,)).lines]
    ['Rådet sås.']
    """
    homes = find_homes(fresh, old)
    head, blocks = fresh.headline, [list(block) for block in fresh.blocks]
    keys = {line.key for line in kept}
    last: str | None = None
    for line in old.lines:
        home = homes.get(line.key)
        if line.key in keys:
            if old.headline is not None and line.key == old.headline.key:
                head = _housed(line, head)
                continue
            if home is None:
                _insert(blocks, line, last, own_block=line.step is not None)
            else:
                blocks = [[_housed(line, one) if one.key == home else one for one in block]
                          for block in blocks]  # fmt: skip
            last = _housed_key(line, home)
        elif home is not None:
            last = home
    return replace(fresh, headline=head, blocks=tuple(map(tuple, blocks)))


def _housed(line: Line, home: Line | None) -> Line:
    """Return what stands in the place of *home* for *line*."""
    if line.edited or line.locked or home is None:
        return line
    return replace(home, included=line.included)


def _housed_key(line: Line, home: str | None) -> str:
    return line.key if home is None or line.edited or line.locked else home


def find_homes(fresh: Part, old: Part) -> dict[str, str]:
    """Return for each line of *old* with a home the key of its home in *fresh*; no headlines."""
    rest = {line.key: line for block in fresh.blocks for line in block}
    before = [line for block in old.blocks for line in block]
    homes = {line.key: line.key for line in before if line.key in rest}
    for key in homes:
        del rest[key]
    for line in before:
        if line.key in homes:
            continue
        alike = {key: _alike(line, one) for key, one in rest.items()}
        best = max(alike, key=lambda key: alike[key], default=None)
        if best is not None and alike[best] > _SAME:
            homes[line.key] = best
            del rest[best]
    return homes


def _alike(one: Line, other: Line) -> float:
    """Return which share of the characters that two lines were made from both were made from.

    Two next steps with different days are never alike.
    """
    if one.step and other.step and one.step != other.step:
        return 0.0
    left, right = _characters(one.sources), _characters(other.sources)
    return len(left & right) / len(left | right) if left and right else 0.0


def _characters(spans: Sequence[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _insert(blocks: list[list[Line]], line: Line, after: str | None, *, own_block: bool) -> None:
    """Put a line without a home behind the line *after*, or first of all."""
    at = next((n for n, block in enumerate(blocks) for one in block if one.key == after), None)
    if own_block or not blocks:
        blocks.insert(0 if at is None else at + 1, [line])
        return
    block = blocks[at or 0]
    place = next((n + 1 for n, one in enumerate(block) if one.key == after), 0)
    block.insert(place, line)

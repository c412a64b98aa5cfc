"""Numbers that an agenda leaves out, because their items are numbered in another form.

"*3. Tilbud" between "2." and "4.", "Pkt. 7" among "Punkt 6" and "Punkt 8": what a clerk marks or
mistypes is an item all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.splitting.candidates import (
    Candidate,
    Chain,
    is_standing,
    own_title,
    title_below,
)
from pipeline.splitting.closed_within import closed_since
from pipeline.splitting.layout import Layout
from pipeline.splitting.numbering import Label, read_label

# So few numbers are left out between two items; and so many items tell a numbering.
_MOST, _FEWEST = 2, 3


def with_missed(layout: Layout, chain: Chain, usable: Sequence[int]) -> Chain:
    """Return the chain with the items that stand where it leaves a number out, in any form.

    Nothing is added below an item that says it is closed: it may be part of that one's text.
    """
    if len(chain) < _FEWEST:
        return chain
    added = [
        one for above, below in pairwise(chain) for one in _between(layout, above, below, usable)
    ]
    return tuple(sorted([*chain, *added]))


def _between(
    layout: Layout, above: Candidate, below: Candidate, usable: Sequence[int]
) -> Iterator[Candidate]:
    """Yield the items between two of a chain, if each number left out is there once."""
    values = range(above.value + 1, below.value)
    if not 0 < len(values) <= _MOST or not above.number.isdigit():
        return
    labels = [
        (index, label)
        for index in usable
        if above.row < index < below.row and (label := _label(layout, index)) is not None
    ]
    left_out = [(index, label) for index, label in labels if label.key[0] in values]
    # A form that numbers something else as well is that of a list.
    forms = {label.form for _, label in left_out}
    listed = sum(label.form in forms for _, label in labels) > len(left_out)
    if [label.key[0] for _, label in left_out] != list(values) or listed:
        return
    for index, label in left_out:
        if not closed_since(layout, above.row, index):
            title = own_title(layout.rows[index].text[label.end :].strip())
            title = title or title_below(layout, index)
            if not (title[:1].isupper() or is_standing(title)):
                continue
            yield Candidate(index, label.number, title, 0.0, sure=False, value=label.key[0])


def _label(layout: Layout, index: int) -> Label | None:
    """Return the plain number that a line apart begins with, None if it heads no item."""
    row = layout.rows[index]
    if not row.after_blank or layout.headings[index] or layout.case_numbers[index] is not None:
        return None
    label = read_label(row.text)
    return label if label is not None and len(label.key) == 1 and label.number else None

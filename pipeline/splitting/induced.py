"""Numberings no table knows: the labels that recur in a document, in rising order.

Any label may number an agenda: a prefix, letters, Roman numerals, decimals, brackets, a year. What
one document uses is found by sorting its labels by form. Lists inside items come in forms of their
own, and weigh less: an item's title is short, stands apart, and has a section or a case number
below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.splitting.candidates import (
    Candidate,
    Found,
    own_title,
    title_below,
    titles_stand_above,
    weigh,
)
from pipeline.splitting.layout import Layout
from pipeline.splitting.numbering import BARE, Label, bare_roman, read_label
from pipeline.splitting.rows import Row

# Fewer labels of one form are chance.
_FEWEST = 2
# From one item to the next a number goes up by no more.
_STEP = 10
# So many numbers that go up by one are no case numbers.
_RUN = 4


def induced(layout: Layout, usable: Sequence[int]) -> Iterator[Iterable[Candidate]]:
    """Yield, for each form of label that comes again, its lines as candidates."""
    groups: dict[str, list[tuple[int, Label]]] = {}
    counted = _counted_up(layout, usable)
    for index in usable:
        row = layout.rows[index]
        label = read_label(row.text) or (bare_roman(row.text) if row.after_blank else None)
        heading = layout.headings[index]
        # "8) Høring: ny skole" is an item, "1. Resume" is none.
        if label is None or (heading is not None and heading.span.end >= row.end):
            continue
        is_case = layout.case_numbers[index] is not None and index not in counted
        if is_case and not _heads(row, label):
            continue
        groups.setdefault(label.form, []).append((index, label))
        if label.number in ("I", "V", "X"):  # a letter too, between H and J
            place = ord(label.number) - ord("A") + 1
            letter = label._replace(form=label.form.replace("roman", "letter"), key=(place,))
            groups.setdefault(letter.form, []).append((index, letter))
        # "T1" of a second agenda goes on where "10" of the first one ended.
        if (mixed := _without_code(label.form)) != label.form:
            groups.setdefault(f"mixed {mixed}", []).append((index, label))
    for form, coded in groups.items():
        plain = groups.get(form.removeprefix("mixed "), []) if form.startswith("mixed ") else []
        labels = sorted([*coded, *plain], key=lambda one: one[0])
        # "I Brohede …" again and again is how sentences begin.
        chance = form == BARE and len({label.key for _, label in labels}) == 1
        if len(labels) >= _FEWEST and not chance and not _leaps(labels):
            rows = layout.rows
            alone = [index for index, label in labels if not rows[index].text[label.end :].strip()]
            above = titles_stand_above(layout, alone)
            found = [_found(layout, *one, labels, above=above) for one in labels]
            prior = sum(label.prior for _, label in labels) / len(labels)
            yield weigh(layout, found, prior)


def _leaps(labels: Sequence[tuple[int, Label]]) -> bool:
    """Whether labels with a year are those of cases: "Sag 17/8806", "Sag 18/77" leap."""
    keys = [label.key for _, label in labels if "slashed" in label.form]
    near = sum(
        one[0] == other[0] and abs(other[-1] - one[-1]) <= _STEP for one, other in pairwise(keys)
    )
    return len(keys) > _FEWEST and 2 * near < len(keys) - 1


def _counted_up(layout: Layout, usable: Sequence[int]) -> frozenset[int]:
    """Return the rows that are nothing but "11/11", "12/11", "13/11" …, one up from row to row.

    Case numbers of one year may look so, but leap.
    """
    labels = [
        (index, label)
        for index in usable
        if layout.case_numbers[index] is not None
        and (label := read_label(layout.rows[index].text)) is not None
        and label.end >= len(layout.rows[index].text)
        and len(label.key) > 1
    ]
    steps = [
        (one.key[0], one.key[-1] + 1) == other.key for (_, one), (_, other) in pairwise(labels)
    ]
    if len(labels) < _RUN or sum(steps) < _RUN - 1 or not all(steps):
        return frozenset()
    return frozenset(index for index, _ in labels)


def _heads(row: Row, label: Label) -> bool:
    """Whether "Sag nr. 13/98", which may be a case number, stands where an item begins."""
    return row.after_blank and label.prior >= 1.0 and label.end == len(row.text)


def _without_code(form: str) -> str:
    word, *rest = form.split("|")
    return "|".join([word, "", *rest[1:]])


def _found(
    layout: Layout, index: int, label: Label, labels: Sequence[tuple[int, Label]], *, above: bool
) -> Found:
    """Return the line with its title; below, or *above*, a label that stands alone."""
    title = own_title(layout.rows[index].text[label.end :].strip())
    if layout.rows[index].flat:
        title = title.rstrip(". ")  # it runs into its text
    if not title and above and index > 0:
        return Found(index - 1, label.number, layout.rows[index - 1].text, _value(label, labels))
    return Found(index, label.number, title or title_below(layout, index), _value(label, labels))


def _value(label: Label, labels: Sequence[tuple[int, Label]]) -> int:
    """Return where a label stands in its numbering: 2.1 right behind the last of chapter 1."""
    if len(label.key) == 1:
        return label.key[0]
    keys = {one.key for _, one in labels}
    if len({key[0] for key in keys}) == 1 and len(label.key) == 2:  # one year, one chapter
        return label.key[1]
    return sorted(keys).index(label.key) + 1

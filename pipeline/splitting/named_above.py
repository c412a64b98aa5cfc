"""Items headed by their number alone, "Ad 3", whose titles stand in the agenda above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.splitting.blocks import Block
from pipeline.splitting.candidates import Candidate, Chain
from pipeline.splitting.case_numbers import trailing_case_number
from pipeline.splitting.contents import clean_entry, similar
from pipeline.splitting.layout import Layout
from pipeline.splitting.numbering import read_label
from pipeline.splitting.rows import Row
from pipeline.splitting.titles import Title, clean_title

# "Ad 3", "Ad. pkt. 3:", "Til punkt 3", "3."; a number without a sign is that of a page.
_ALONE = re.compile(
    r"\W*(?:(?:ad|til|under)\.? ?)?(?:(?:dagsordenens? )?(?:punkt|pkt)\.? ?(?:nr\.? ?)?)?"
    r"(?:(?<=[\w.] )|(?<=[a-z.]))(?P<said>\d{1,3})[\W_]*|(?P<bare>\d{1,3})\s?[.:)]",
    re.IGNORECASE,
)
# So long is an agenda, this share of it is treated below, and so few rows stand between.
_FEWEST, _SHARE, _BETWEEN = 3, 0.6, 5
_ALIKE = 0.85


def named_above(layout: Layout) -> Chain:
    """Return the rows that are the number of an entry of the agenda above and nothing else."""
    rows = layout.rows
    agenda = _agenda(rows)
    heads = [
        (index, match["said"] or match["bare"])
        for index in range(max(agenda.values(), default=len(rows)) + 1, len(rows))
        if (match := _ALONE.fullmatch(rows[index].text))
    ]
    numbers = [int(number) for _, number in heads]
    rising = all(one < other for one, other in pairwise(numbers))
    if len(heads) < max(_FEWEST, _SHARE * len(agenda)) or not rising:
        return ()
    # A list below the heading of a section is one of its item, and so is what answers it; the
    # first line of all heads no section, whatever its name looks like.
    apart = heads[0][0] - max(agenda.values()) > _BETWEEN or any(
        layout.marks[1 : min(agenda.values())]
    )
    if apart or any(number not in agenda for _, number in heads) or _titled(rows, heads, agenda):
        return ()
    return tuple(
        Candidate(row, number, _title(rows[agenda[number]]), 1.0, sure=True, value=int(number))
        for row, number in heads
    )


def title_above(layout: Layout, block: Block) -> Title | None:
    """Return the title of a block that is headed by its number alone, if it stands above."""
    rows = layout.rows
    below = any(block.title in row.text for row in rows[block.heading : block.last])
    if below or not _ALONE.fullmatch(rows[block.heading].text):
        return None
    named = _agenda(rows[: block.first]).get(block.number)
    if named is None or _title(rows[named]) != block.title:
        return None
    text, case_number = trailing_case_number(block.title)
    return Title(clean_title(text), rows[named].span, case_number, block.heading + 1)


def _agenda(rows: Sequence[Row]) -> dict[str, int]:
    """Return the rows of the first list of titles whose numbers go up by one, by these."""
    found: dict[str, int] = {}
    for index, row in enumerate(rows):
        label = read_label(row.text)
        titled = label is not None and row.text[label.end :][:1].isupper()
        goes_on = not found or (label and label.number == str(int([*found][-1]) + 1))
        if label and titled and goes_on and label.number.isdigit():
            found[label.number] = index
        elif len(found) >= _FEWEST:
            break
        else:
            found = {}
    return found


def _title(row: Row) -> str:
    label = read_label(row.text)
    return clean_entry(row.text[label.end :]) if label else ""


def _titled(
    rows: Sequence[Row], heads: Sequence[tuple[int, str]], agenda: Mapping[str, int]
) -> bool:
    """Whether the titles come again below most numbers: a case may begin with the word of its."""
    again = [
        index
        for index, number in heads
        if index + 1 < len(rows)
        and similar(rows[index + 1].text, _title(rows[agenda[number]])) > _ALIKE
    ]
    return len(again) * 2 > len(heads)

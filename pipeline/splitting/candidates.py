"""How likely a line is to head an agenda item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.splitting.case_numbers import leading_case_number, trailing_case_number
from pipeline.splitting.closed import is_closed_title
from pipeline.splitting.layout import Layout
from pipeline.splitting.rows import is_rule

# How far below a heading its first section or case number stands.
_REACH = 7
LONG_TITLE = 180
_SHORT = 70
# So near to its number stands the title of an item.
_CLOSE = 3
# So many titles, and so many of them, end with a full stop where that is the habit.
_DOTTED, _HABIT = 4, 0.75
# A form with this prior says by itself that an item begins.
_SAYS_IT = 1.0
# From this prior on it says so in a word: "Punkt 3", "Nr. 3".
_WORDED = 1.5
# A title may end with an amount, and so with a full stop: "Gaver til 1.500 kr."
_CUT_SHORT = re.compile(r"\d[\d.,]* ?(?:kr|pct|mio|stk|mio\. kr)\.$", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"(?:[:,]|\bat|\bfølgende)\s*$|\bindstill(?:er|es)\b|\bforeslår?s?\b", re.IGNORECASE
)
# The agenda itself follows such a line, and is no list of one of its items.
_AGENDA = re.compile(
    r"\W*(?:dagsorden|referat|protokol)(?:en|et)?(?: (?:og|med) \w+)?\W*", re.IGNORECASE
)


def is_standing(title: str) -> bool:
    """Whether a title is that of an item nearly every agenda has.

    >>> is_standing("Evt."), is_standing("Ny bro")
    (True, False)
    """
    return title.strip(" .:").lower() in load_lexicon("items")["standing"]["titles"]


def own_title(words: str) -> str:
    """Return what stands behind a number, "" if it only says that all may read the item.

    >>> own_title("Ny bro"), own_title("- Åben")
    ('Ny bro', '')
    """
    alone = words.strip(" .:()[]–-").lower()
    return "" if alone in load_lexicon("items")["access"]["open"] else words


class Found(NamedTuple):
    """A row that may head an item, with its number ("" if none) and title.

    ``value`` is the number's place in its numbering, where the number itself doesn't say it
    ("2.1" follows "1.3"); ``top`` is the row the item begins at, if that stands above.
    """

    row: int
    number: str
    title: str
    value: int | None = None
    top: int | None = None

    @property
    def place(self) -> int:
        """Where the item stands in its numbering; 0 without a number."""
        return number_value(self.number) if self.value is None else self.value


class Candidate(NamedTuple):
    """A row that may head an item, and how much speaks for it.

    ``sure`` where a section, a case number or a closing word follows. ``value`` and ``top`` are
    those of ``Found``.
    """

    row: int
    number: str
    title: str
    weight: float
    sure: bool
    value: int = 0
    top: int | None = None


Chain = tuple[Candidate, ...]


def number_value(number: str) -> int:
    """Return the number in a printed item number, 0 if it has none.

    >>> number_value("KFU-71/06-B")
    71
    """
    digits = re.search(r"\d+", number)
    return int(digits.group()) if digits else 0


def titles_stand_above(layout: Layout, alone: Sequence[int]) -> bool:
    """Whether numbers that stand alone on their lines (rows *alone*) have their titles above.

    A document does so throughout, or not at all.
    """
    rows = layout.rows
    above = sum(
        index > 0
        and not rows[index].after_blank
        and rows[index - 1].after_blank
        and not layout.marks[index - 1]
        and not is_rule(rows[index - 1].text)
        for index in alone
    )
    return 2 * above > len(alone)


def title_below(layout: Layout, index: int) -> str:
    """Return the title below a number that stands alone, behind a case number if need be; or ""."""
    below = index + 1
    while below + 1 < len(layout.rows) and layout.case_numbers[below] is not None:
        below += 1
    stands = below < len(layout.rows) and not layout.marks[below] and below - index <= _CLOSE
    return layout.rows[below].text if stands else ""


def weigh(layout: Layout, found: Sequence[Found], prior: float) -> Iterator[Candidate]:
    """Yield the rows found as candidates, *prior* being what their form alone says."""
    listed = _list_items(layout, found)
    dotted = _ends_with_stops(layout, found)
    for place, printed in enumerate(found):
        index = printed.row
        until = found[place + 1].row if place + 1 < len(found) else len(layout.rows)
        inside = any(layout.marks[index + 1 : min(until, index + 1 + _REACH)])
        # "Sag nr. 41." is hardly the start of a sentence, whatever its title looks like.
        one = printed._replace(title=printed.title.rstrip(".")) if dotted else printed
        title, case_number = leading_case_number(one.title)
        sure = inside or case_number is not None or is_closed_title(one.title)
        weight = prior + _weight(layout, one._replace(title=title), until, sure=sure)
        if prior >= _SAYS_IT:
            weight = max(weight, prior - 0.7)
        # Lists are numbered plainly or in words, hardly with a paragraph sign or a prefix.
        weight -= 3.0 * (index in listed and not _SAYS_IT <= prior < _WORDED)
        yield Candidate(index, one.number, one.title, weight, sure, one.place, one.top)


def _ends_with_stops(layout: Layout, found: Sequence[Found]) -> bool:
    """Whether the titles of a form end with a full stop by habit; they stand apart and are short.

    A list of sentences is set close, or is as long as sentences are.
    """
    titles = [one.title for one in found if layout.rows[one.row].after_blank and one.title]
    stops = sum(trailing_case_number(title)[0].rstrip().endswith(".") for title in titles)
    short = sum(map(len, titles)) < _SHORT * len(titles)
    return stops >= max(_DOTTED, _HABIT * len(found)) and short


def _weight(layout: Layout, found: Found, until: int, *, sure: bool) -> float:
    row, title = layout.rows[found.row], found.title
    weight = 2.0 if sure else 0.0
    weight += 0.8 * row.loud + 0.2 * row.after_blank
    capital = title.lstrip('(»"“[=*_#~< ')[:1].isupper() or is_standing(title)
    weight += 0.4 if capital and len(title) < LONG_TITLE else -1.0
    if re.match(r"(?:at|der|og|samt)\b", title, re.IGNORECASE) or title.endswith((";", ",")):
        weight -= 2.0
    if not title:
        # "Sagsnr. 23/1702" above a section is the number of a case.
        weight -= 1.5
    elif title.endswith(".") and not is_standing(title) and not _CUT_SHORT.search(title):
        weight -= 1.5 if sure else 2.0
    last = found.row + 1 == len(layout.rows)
    if until - found.row <= 1 and not sure and not row.loud and not (last and is_standing(title)):
        # One heading right below another: more likely a list of contents.
        weight -= 1.2
    previous = layout.rows[found.row - 1].text.rstrip() if found.row else ""
    # A list follows its introduction; an item does not.
    introduced = previous.endswith((":", ", at", " at")) and not _names_agenda(
        layout, found.row - 1
    )
    if introduced and not row.after_blank:
        weight -= 1.5
    return weight


def _list_items(layout: Layout, found: Sequence[Found]) -> frozenset[int]:
    """Return the rows of numbered lists: 1, 2, 3 below an introduction, with no section between.

    The last step of a recommendation stands right above the heading "Beslutning" and looks as
    sure as an item; the list it ends tells it apart.
    """
    listed: set[int] = set()
    run: list[int] = []
    previous: Found | None = None
    for here in found:
        value = here.place
        goes_on = (
            previous is not None
            and bool(run)
            and value == previous.place + 1
            and not any(layout.marks[previous.row + 1 : here.row])
            and not _parted(layout, previous.row, here.row)
        )
        if goes_on:
            run.append(here.row)
            listed.update(run)
        else:
            first = previous is None
            run = [here.row] if value == 1 and is_introduced(layout, here.row, first=first) else []
        previous = here
    return frozenset(listed)


def _parted(layout: Layout, above: int, below: int) -> bool:
    """Whether a blank line parts two points that no other does, and a section follows."""
    rows = layout.rows
    apart = rows[below].after_blank and not rows[above].after_blank
    return apart and below + 1 < len(rows) and layout.marks[below + 1]


def is_introduced(layout: Layout, index: int, *, first: bool = False) -> bool:
    """Whether a row begins a list of an item, by the line above; *first* of all that look alike."""
    if index == 0:
        return False
    heading = layout.headings[index - 1]
    if _names_agenda(layout, index - 1):
        return False
    if first and heading is not None and heading.body and heading.date:
        return (
            False  # "Kulturudvalget, møde den 3. maj 2018" above the first item names the meeting
        )
    if heading is not None:
        # "Referat: Inga Bro" above a blank line names who wrote, and introduces nothing.
        fills = heading.span.end >= layout.rows[index - 1].end
        near = fills or not layout.rows[index].after_blank
        return near and heading.kind in (SectionKind.INDSTILLING, SectionKind.BESLUTNING)
    return _INTRODUCES.search(layout.rows[index - 1].text) is not None


def _names_agenda(layout: Layout, index: int) -> bool:
    """Whether a line such as "Referat:" heads all items: above those of one it comes again."""
    line = layout.rows[index].text
    return _AGENDA.fullmatch(line) is not None and sum(row.text == line for row in layout.rows) == 1

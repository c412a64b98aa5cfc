"""What did not add up while minutes were read, told in plain Danish for a person to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.lexicon import load_lexicon
from pipeline.records import ClosedItem, Flag, Item
from pipeline.splitting.candidates import number_value
from pipeline.splitting.contents import Contents, Entry, similar
from pipeline.splitting.header import Header, read_header
from pipeline.splitting.rows import Row

_HEAD = re.compile(r"\W*(?:referat|beslutningsprotokol)\b", re.IGNORECASE)
# So long a text is no note of one case: one item that takes up most of it has others inside.
_LONG, _MOST = 20, 0.5
# So many of the titles may be bare labels, or be printed twice.
_FEW = 0.2


def find_doubts(
    text: str,
    rows: Sequence[Row],
    header: Header,
    items: Sequence[Item | ClosedItem],
    contents: Contents,
) -> Iterator[Flag]:
    """Yield what a person should look at in how minutes were read.

    *text* is the whole document's, *rows* are those from the first item on. Of what is closed no
    word is told: lines are counted, and only titles of open items are looked at.
    """
    if header.body is None:
        yield Flag("yellow", "header_body", "Referatet siger ikke klart, hvilket organ der mødtes.")
    if header.date is None:
        yield Flag("yellow", "header_date", "Mødets dato er ikke fundet i referatet.")
    yield from _closed_flags(items)
    if _looks_misread(text, [item for item in items if isinstance(item, Item)]):
        message = (
            "Referatets opsætning er ukendt, og punkterne kan være læst forkert. Sammenlign titler "
            "og antal med referatet, før teksten bruges."
        )
        yield Flag("yellow", "layout_unknown", message)
    yield from _contents_flags(items, contents.entries)
    yield from _second_meeting(rows, items, header)


def _closed_flags(items: Sequence[Item | ClosedItem]) -> Iterator[Flag]:
    if any(item.number for item in items) and ClosedItem("") in items:
        message = (
            "Antallet af lukkede punkter er usikkert: et lukket afsnit har ingen numre. "
            "Tjek tallet, før teksten bruges."
        )
        yield Flag("yellow", "closed_count", message)
    if not any(isinstance(item, Item) for item in items):
        message = (
            "Alle punkter er regnet som lukkede. Se efter, om det passer: en linje i en menu kan "
            "ligne en overskrift over lukkede punkter."
        )
        yield Flag("yellow", "all_closed", message)


def _looks_misread(text: str, items: Sequence[Item]) -> bool:
    """Tell whether the items look like no agenda: one has it all, or the titles are no titles.

    Chosen on the invented minutes of the corpus, of which it doubts none that was read well.
    """
    if not items:
        return False
    titles = [item.title.lower() for item in items]
    bare = sum(len(title) < 3 or bool(_label().fullmatch(title)) for title in titles)
    again = len(titles) - len(set(titles))
    lines = _count_lines(text)
    longest = max(_count_lines(text[item.span.start : item.span.end]) for item in items)
    return max(bare, again) > _FEW * len(titles) or (lines >= _LONG and longest > _MOST * lines)


def _count_lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


@cache
def _label() -> re.Pattern[str]:
    """What is printed beside a title and is none: "Punkt 4", "Emne:", "ØU-143", "II"."""
    tables = load_lexicon("items")
    words = {*tables["counting"]["nouns"], *tables["fields"]["title"], *tables["fields"]["number"]}
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?:\W*(?:{'|'.join(longest_first)}|[ivxlc]+|[a-zæøå]|[^\s]*\d\S*)\b\W*)+")


def _contents_flags(items: Sequence[Item | ClosedItem], entries: Sequence[Entry]) -> Iterator[Flag]:
    if _lacks_items(items, entries):
        message = (
            f"Indholdsfortegnelsen har {len(entries)} punkter, men referatet har {len(items)}. "
            "Tjek, at intet punkt mangler."
        )
        yield Flag("yellow", "contents_count", message)
    elif len(entries) == len(items):
        yield from _title_flags(items, entries)


def _lacks_items(items: Sequence[Item | ClosedItem], entries: Sequence[Entry]) -> bool:
    """Tell whether the contents list may have items that the minutes lack, or the other way.

    By their numbers where most lines print one: the list may have a page's foot in it.
    """
    numbered = {entry.number for entry in entries if entry.number}
    if 2 * len(numbered) > len(entries):
        return not numbered <= {item.number for item in items}
    return bool(entries) and len(entries) != len(items)


def _second_meeting(
    rows: Sequence[Row], items: Sequence[Item | ClosedItem], header: Header
) -> Iterator[Flag]:
    """Tell of a second meeting: numbers that start again, and a head with another date."""
    numbers = [value for item in items if (value := number_value(item.number))]
    if all(after > before for before, after in pairwise(numbers)):
        return
    heads = (row for row in rows if len(row.text) < 150 and _HEAD.match(row.text))
    days = {day for row in heads if (day := read_header([row]).date) is not None}
    if header.date is not None and days - {header.date}:
        message = "Filen rummer vist to møder. Del den i to, og læs dem hver for sig."
        yield Flag("red", "two_meetings", message)


def _title_flags(items: Sequence[Item | ClosedItem], entries: Sequence[Entry]) -> Iterator[Flag]:
    for item, entry in zip(items, entries, strict=True):
        if isinstance(item, Item) and similar(item.title, entry.title) < 0.6:
            message = (
                f"Punkt {item.number or 'uden nummer'} hedder noget andet i "
                "indholdsfortegnelsen end i selve referatet."
            )
            yield Flag("yellow", "contents_title", message, sources=(item.heading,))

"""The title of an item: where it stands, what is hung on it, and the case number beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.case_numbers import (
    has_no_case,
    is_case_label,
    leading_case_number,
    names_a_case,
    trailing_case_number,
    without_case_label,
)
from pipeline.splitting.fields import field_title, is_field
from pipeline.splitting.headings import squash
from pipeline.splitting.layout import Layout
from pipeline.splitting.rows import Row

# A title that ends so goes on in the next line.
_UNFINISHED = re.compile(
    r"(?:[-–,/&]|\b(?:og|i|af|for|til|på|med|om|fra|ved|den|det|en|et|samt|under|mellem|pr\."
    r"|(?<!år )efter|over|mod|hos|uden|ifølge|langs))$",
    re.IGNORECASE,
)
# The field with its title stands among the first rows of an item.
_FIELDS = 7
# A title takes up so many lines at most.
_LINES = 4
_IS_FIELD = re.compile(r"[^\W\d_][\w /.-]{1,20}:\s")
_NUMBER_ALONE = re.compile(r"\W*(?:sag|punkt|pkt|nr)\.?(?: nr\.?)?\s*\d{1,4}\W*", re.IGNORECASE)


class Title(NamedTuple):
    """A cleaned title, its place, its case number, and the first row of the item's inside."""

    text: str
    span: Span
    case_number: str | None
    inside: int


def read_title(layout: Layout, first: int, last: int, title: str) -> Title:
    """Read the title that begins in row *first* with the words *title*.

    Rows up to *last* (not included) belong to the item.
    """
    rows = layout.rows
    title, case_number = leading_case_number(title)
    end = first + 1
    below = title not in rows[first].text
    end, case_number = _below_case_numbers(layout, range(end, last if below else end), case_number)
    named = _field_below(layout, range(first + 1, min(last, first + _FIELDS)), title)
    if named is not None:  # "SAGSBLAD NR. 61   Udfyldt af: IN", and its title in a field below
        title, end = field_title(rows[named].text) or "", named + 1
    elif end < last and (below if title else _is_words(layout, end)):
        title, before = leading_case_number(rows[end].text)
        case_number = case_number or before
        end += 1
    words = [title]
    # A case number ends the title it stands behind.
    while (
        end < last
        and trailing_case_number(words[-1])[1] is None
        and not is_field(rows[end].text)
        and (_goes_on(layout, end, words[-1]) or _wrapped(layout, end, last))
    ):
        words.append(rows[end].text)
        end += 1
    text, behind = trailing_case_number(" ".join(words))
    if end < last and layout.case_numbers[end] is not None:
        text = without_case_label(text)
    case_number = case_number or behind
    span = Span(rows[first].start, rows[end - 1].end)
    clean = clean_title(text)
    while end < last:
        row = rows[end]
        if _NUMBER_ALONE.fullmatch(row.text) or has_no_case(row.text):
            pass
        elif number := layout.case_numbers[end]:
            if case_number is None or names_a_case(row.text):
                case_number = number
        elif squash(row.text) != squash(clean) and squash(row.text) != squash(rows[first].text):
            break
        end += 1
    return Title(clean, span, case_number, end)


def _field_below(layout: Layout, inside: range, title: str) -> int | None:
    """Return the row that says in a field what an item is about that its heading didn't name."""
    if title and not (is_field(title) or _IS_FIELD.match(title)):
        return None
    return next((at for at in inside if field_title(layout.rows[at].text)), None)


def _below_case_numbers(
    layout: Layout, inside: range, case_number: str | None
) -> tuple[int, str | None]:
    """Return where a title begins that stands below its case number, as that below its number."""
    for index in inside[:-1]:
        if layout.case_numbers[index] is None:
            return index, case_number
        case_number = case_number or layout.case_numbers[index]
    return inside.start, case_number


def whole_title(rows: Sequence[Row], index: int) -> str:
    """Return the line of a title with those that it must go on in: "Tvist (behandlet for".

    >>> one, two = (Row(0, 9, words, 0, None, False, False) for words in ("Tvist (for", "x)"))
    >>> whole_title((one, two), 0)
    'Tvist (for x)'
    """
    words = rows[index].text
    for row in rows[index + 1 : index + _LINES]:
        inside = words.count("(") > words.count(")") or words.count("[") > words.count("]")
        goes_on = inside or _UNFINISHED.search(words) or row.text[:1].islower()
        if row.after_blank or not goes_on:
            break
        words = f"{words} {row.text}"
    return words


def labelled_case_number(layout: Layout, rows: Iterable[int]) -> str | None:
    """Return the case number among *rows* that stands below its label ("JOURNALNUMMER")."""
    return next((layout.case_numbers[at] for at in rows if stands_below_label(layout, at)), None)


def stands_below_label(layout: Layout, index: int) -> bool:
    """Whether a row is a case number below its label, and so belongs to the item above."""
    numbered = 0 < index < len(layout.rows) and layout.case_numbers[index] is not None
    return numbered and is_case_label(layout.rows[index - 1].text)


def clean_title(title: str) -> str:
    """Return *title* without what a portal or a clerk hung on it.

    >>> clean_title("Åben - Priser på madservice  (O)")
    'Priser på madservice'
    """
    title = re.sub(r"\s+", " ", title).strip()
    for pattern in _hung_on():
        title = pattern.sub("", title)
    half = len(title) // 2
    # Some portals print the title twice in a row.
    doubled = title[:half].strip() == title[half:].strip() and half > 8
    return title[:half].strip() if doubled else title


def _wrapped(layout: Layout, at: int, last: int) -> bool:
    """Whether row *at* is the short rest of a long title, set apart from what follows."""
    rows = layout.rows
    row = rows[at]
    if row.after_blank or row.flat or at + 1 >= last or len(rows[at - 1].text) < 45:
        return False
    apart = rows[at + 1].after_blank or not _is_words(layout, at + 1)
    return apart and _is_words(layout, at) and len(row.text) < 60 and not row.text.endswith(".")


def _is_words(layout: Layout, at: int) -> bool:
    return (
        layout.headings[at] is None
        and layout.case_numbers[at] is None
        and _NUMBER_ALONE.fullmatch(layout.rows[at].text) is None
        and not layout.rows[at].text.startswith(("•", "●", "○", "◦", "▪", "■", "‣"))
    )


def _goes_on(layout: Layout, at: int, words: str) -> bool:
    previous, row = layout.rows[at - 1], layout.rows[at]
    small = row.text[:1].islower() and not row.after_blank
    if small and row.loud and previous.loud and layout.case_numbers[at] is None:
        return True  # though its words be a section's name: that is printed with a capital
    if not _is_words(layout, at):
        return False
    if row.level != previous.level or row.level is not None:
        return False
    if row.after_blank and not _UNFINISHED.search(words):
        return False
    if previous.loud and row.loud:
        return True
    return bool(_UNFINISHED.search(words)) or (
        row.text[:1].islower() and not previous.text.rstrip().endswith((".", ":"))
    )


@cache
def _hung_on() -> tuple[re.Pattern[str], ...]:
    rows = load_lexicon("noise")["title"]
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows)

"""Items that print no number: told by type, capitals, or what stands below their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.splitting.candidates import LONG_TITLE, Candidate, Chain, Found, is_standing, weigh
from pipeline.splitting.case_numbers import leading_case_number
from pipeline.splitting.closed import is_bare_closed_word, is_closed_line, is_closed_title
from pipeline.splitting.closed_within import closed_since
from pipeline.splitting.fields import is_field
from pipeline.splitting.layout import Layout
from pipeline.splitting.pieces import item_sign
from pipeline.splitting.rows import Row, is_rule
from pipeline.splitting.told import decides

# A title marked by nothing is no longer than this, and stands below so many lines.
_BARE = 90
_HEAD = 2
# Fewer lines below a rule are no agenda.
_FEWEST_RULES = 3
_FEWEST_OPEN = 2
# So many titles have a section for each that has none.
_MANY = 4
_LISTING = "•*·–—-"
# What may be set around a title.
_AROUND = " =*_#~<>«»[]()|"


def marked_headings(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the headings the format marks: those of one level, or else of large type."""
    rows, marks = layout.rows, layout.marks
    levels = sorted({level for i in usable if (level := rows[i].level) and not marks[i]})
    choices = [
        [i for i in usable if rows[i].level == level and not marks[i]] for level in levels
    ] or [[i for i in usable if rows[i].loud and not marks[i]]]
    chains = [_sure(layout, choice, prior=-0.5) for choice in choices]
    return max(chains, key=lambda chain: sum(c.weight for c in chain), default=())


def capital_titles(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the lines set in capitals that have a section somewhere below them."""
    rows = layout.rows
    places = [
        index
        for index in usable
        if rows[index].text.isupper()
        and not layout.marks[index]
        and _looks_like_title(layout, index)
    ]
    chain: list[Candidate] = []
    alone: list[Candidate] = []
    for place, index in enumerate(places):
        until = places[place + 1] if place + 1 < len(places) else len(rows)
        title = rows[index].text
        (one,) = weigh(layout, [Found(index, "", title)], prior=-0.6)
        if any(layout.strong(i) for i in range(index + 1, until)) or is_closed_title(title):
            chain.append(one._replace(weight=one.weight + 2.0 * (not one.sure), sure=True))
        elif until - index > 1 and chain and not is_closed_title(chain[-1].title):
            alone.append(one)
    # One without a section is an item too where nearly all have one; never in what is closed.
    if len(chain) > _MANY * len(alone):
        chain = sorted([*chain, *alone])
    return tuple(chain)


def titles_above_sections(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the short lines that stand right above a section or a case number.

    A section that comes again (a second "Referat:") begins a new item; a section heading that
    the running item hasn't had yet belongs to it.
    """
    places: list[int] = []
    seen: list[SectionKind] = []
    for index in usable:
        row, heading = layout.rows[index], layout.headings[index]
        if heading is not None:
            seen.append(heading.kind)
        if heading is not None or layout.case_numbers[index] is not None:
            continue
        begins = bool(places) and _is_standing(layout, index)
        begins = begins and not closed_since(layout, places[-1], index)
        if not begins and (below := _headed_below(layout, index)) is not None:
            follows = layout.headings[below]
            # Only items have a case number.
            begins = not places or follows is None or _ends(seen) or row.text.isupper()
            begins = begins or (follows is not None and follows.kind in seen)
        if begins:
            places.append(index)
            seen = []
    sure = {one.row: one for one in _sure(layout, places, prior=-1.2)}
    for index in places:
        if index not in sure and len(sure) >= _FEWEST_RULES and _is_standing(layout, index):
            sure[index] = Candidate(index, "", layout.rows[index].text, 0.0, sure=True)
    return tuple(sorted(sure.values()))


def _headed_below(layout: Layout, index: int) -> int | None:
    """Return the section or case number that a line may be the title of, None if there is none."""
    below = next((i for i in range(index + 1, index + 3) if any(layout.marks[i : i + 1])), None)
    if below is None or not _looks_like_title(layout, index):
        return None
    # Where titles stand below their case numbers, the line above one is the end of something.
    if layout.case_numbers[below] is not None and _titled_below(layout, below):
        return None
    # The title is the nearest line; what stands right below a heading is its text, and may be
    # that of a closed item.
    if any(_looks_like_title(layout, i) for i in range(index + 1, below)):
        return None
    text = index > 0 and layout.headings[index - 1] is not None and not layout.marks[index + 1]
    return None if text else below


def _is_standing(layout: Layout, index: int) -> bool:
    """Whether a line apart is the title of an item that nearly every agenda has: "Eventuelt"."""
    row = layout.rows[index]
    words = row.text.strip(" .:").lower()
    below = layout.rows[index + 1].text.strip(" .:").lower() if index + 1 < len(layout.rows) else ""
    return (
        row.after_blank and is_standing(words) and layout.headings[index] is None and words != below
    )


def _ends(seen: Sequence[SectionKind]) -> bool:
    """Whether an item is over with the sections it has had: other ones, and its decision last."""
    last = SectionKind.BESLUTNING
    return len(seen) > 1 and seen[-1] is last and last not in seen[:-1]


def titles_below_rules(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the lines that stand right below a rule that divides item from item."""
    rows = layout.rows
    below = [i for i in usable if i and layout.headings[i] is None and is_rule(rows[i - 1].text)]
    found = []
    for top in below:
        # A case number may stand above its title.
        index = top + (layout.case_numbers[top] is not None)
        if index < len(rows) and layout.headings[index] is None and _may_be_title(rows[index]):
            found.append(Found(index, "", rows[index].text, top=top))
    if len(found) < _FEWEST_RULES:
        return ()
    return tuple(one._replace(sure=True) for one in weigh(layout, found, prior=0.0))


def signed_titles(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the lines that begin with one and the same sign, "¶" or "§", behind a blank line.

    A dot or a dash before a line is that of a list, unless sections stand below most of them.
    """
    rows = layout.rows
    groups: dict[str, list[Found]] = {}
    for index in usable:
        row = rows[index]
        begins = row.after_blank or (index > 0 and layout.case_numbers[index - 1] is not None)
        sign = item_sign(row.text) or _listing_sign(row.text)
        if begins and sign and layout.headings[index] is None:
            title = row.text[row.text.index(sign) + len(sign) :].strip(" .")
            groups.setdefault(sign, []).append(Found(index, "", title))
    chains = []
    for sign, found in groups.items():
        if len(found) < _FEWEST_RULES:
            continue
        if sign not in _LISTING:
            chain = weigh(layout, found, prior=0.6)
            chains.append(tuple(one._replace(weight=max(one.weight, 0.4)) for one in chain))
            continue
        titles = [one for one in found if _may_be_listed(one.title)]
        sure = tuple(one for one in weigh(layout, titles, prior=-1.0) if one.sure)
        if len(sure) > 0.6 * len(found):
            chains.append(sure)
    return max(chains, key=len, default=())


def _may_be_listed(title: str) -> bool:
    return len(title) < _BARE and ": " not in title and not decides(title, None)


def _listing_sign(line: str) -> str:
    """Return the sign of a list that a line begins with before a capital, or ""."""
    return line[0] if line[0] in _LISTING and line[1:2] == " " and line[2:3].isupper() else ""


def titles_behind_cases(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the lines apart that begin with a case number and go on with a title.

    Case numbers leap, and no run of them tells that they number an agenda; that each begins a
    line of its own does.
    """
    rows = layout.rows
    found = [
        Found(index, "", case[0])
        for index in usable
        if rows[index].after_blank
        and layout.headings[index] is None
        and (case := leading_case_number(rows[index].text))[1] is not None
        and case[0][:1].isupper()
        and len(case[0]) < LONG_TITLE
    ]
    if len(found) < _FEWEST_RULES:
        return ()
    return tuple(
        one._replace(sure=True, title=rows[one.row].text) for one in weigh(layout, found, prior=0.6)
    )


def access_records(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the titles of records that begin by saying who may see them: "Åben sag".

    The title is the first line of such a record that is neither a field nor a case number.
    """
    rows = layout.rows
    tops = [
        index
        for index, below in pairwise(usable)
        if rows[index].after_blank and not rows[below].after_blank and _says_access(rows[index])
    ]
    opened = sum(not is_closed_line(rows[top].text) for top in tops)
    if len(tops) < _FEWEST_RULES or opened < _FEWEST_OPEN:
        return ()
    found = [
        Found(index, "", rows[index].text, top=top)
        for top, stop in zip(tops, [*tops[1:], len(rows)], strict=True)
        for index in [_first_words(layout, range(top, stop))]
    ]
    return tuple(one._replace(sure=True) for one in weigh(layout, found, prior=0.6))


def _says_access(row: Row) -> bool:
    words = row.text.strip(" .:").lower()
    return words in load_lexicon("items")["access"]["open"] or is_bare_closed_word(row.text)


def _first_words(layout: Layout, record: range) -> int:
    """Return the first row of a record that is no field, heading or case number; else its top."""
    for index in record[1:]:
        plain = layout.headings[index] is None and layout.case_numbers[index] is None
        if plain and not is_field(layout.rows[index].text):
            return index
    return record[0]


def decided_blocks(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the first lines of the blocks between blank lines that hold one decision each."""
    rows = layout.rows
    starts = [index for index in usable if rows[index].after_blank]
    found = []
    for index, stop in zip(starts, [*starts[1:], len(rows)], strict=True):
        decided = sum(layout.decides(at) for at in range(index, stop))
        alone = decided == 1 and layout.headings[index] is None
        if alone or is_closed_title(rows[index].text):
            title = re.split(r"(?<=\w)(?:[.:?] | [–—-] )(?=[A-ZÆØÅ])", rows[index].text)[0]
            found.append(Found(index, "", title.rstrip(" .:")))
    if len(found) < _FEWEST_RULES:
        return ()
    return tuple(one._replace(weight=0.6) for one in weigh(layout, found, prior=0.0))


def bare_titles(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the short lines between blank ones, each above text: titles marked by nothing else.

    The head of the minutes is made of such lines too; the agenda begins behind its last field.
    """
    rows = layout.rows
    found = [
        Found(index, "", rows[index].text)
        for index in usable
        if index >= _HEAD
        and _looks_like_title(layout, index)
        and len(rows[index].text) < _BARE
        and not rows[index].text.rstrip().endswith(("!", "?"))
        and layout.headings[index] is None
        and layout.case_numbers[index] is None
        and (is_closed_title(rows[index].text) or _above_text(layout, index))
    ]
    if len(found) < _FEWEST_RULES:
        return ()
    return tuple(one._replace(weight=0.4) for one in weigh(layout, found, prior=0.0))


def _above_text(layout: Layout, index: int) -> bool:
    """Whether a row stands above a sentence, or above a word that can only be a decision."""
    if index + 1 >= len(layout.rows):
        return False
    below = layout.rows[index + 1].text.rstrip()
    return len(below) > _BARE or below.endswith((".", ":", ","))


def _sure(layout: Layout, places: Sequence[int], prior: float) -> Chain:
    found = [Found(index, "", layout.rows[index].text) for index in places]
    return tuple(candidate for candidate in weigh(layout, found, prior) if candidate.sure)


def _titled_below(layout: Layout, index: int) -> bool:
    """Whether right below a case number stands what may be its title."""
    at = index + 1
    if at >= len(layout.rows) or layout.headings[at] is not None or layout.rows[at].after_blank:
        return False
    return layout.case_numbers[at] is None and _looks_like_title(layout, at)


def _looks_like_title(layout: Layout, index: int) -> bool:
    """Whether a row stands apart, or right below a case number that does, and may be a title."""
    rows = layout.rows
    below = index > 0 and layout.case_numbers[index - 1] is not None and rows[index - 1].after_blank
    return (rows[index].after_blank or below) and _may_be_title(rows[index])


def _may_be_title(row: Row) -> bool:
    words = row.text.strip(_AROUND)
    return (
        words.strip(":.!").lower() not in load_lexicon("noise")["groups"]
        and 3 < len(words) < LONG_TITLE
        and words.removeprefix(item_sign(words)).lstrip()[:1].isupper()
        and not words.endswith((",", ";", ":"))
        and (words.isupper() or not words.endswith("."))
    )

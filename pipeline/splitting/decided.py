"""How a document sets its decisions apart, where it prints no heading that a table knows.

Some minutes end each item in a line behind a dash, further to the right, or behind a label of
their own ("Vi siger:"). What one item does may be chance; what most of them do is a habit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies, same_body
from pipeline.danish.sentences import split_sentences
from pipeline.danish.sign_key import sign_key, signed_lines
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.apart import says_own_number
from pipeline.splitting.blocks import Block
from pipeline.splitting.headings import Heading
from pipeline.splitting.layout import Layout
from pipeline.splitting.own import DECIDED
from pipeline.splitting.titles import read_title
from pipeline.splitting.told import decides, paragraphs_of

# A habit shows in so many items, and in this share of those that print no decision.
_FEWEST = 2
_HABIT = 0.5
_STILL = 0.3
# Nearly all of the items.
_NEARLY = 0.75
# "KB 24/2:", "Vi siger:", "Udfald –"
_LABEL = re.compile(
    r"(?P<label>[A-ZÆØÅ][\w .]{0,28}?)(?:[\s,]+(?:den |d\. ?)?\d{1,2}[./-] ?\d{1,2}[\d./-]*)?"
    r"\s?(?::|\s[–—-]|\s?[→»])\s+(?=\S)"
)
_SIGN = re.compile(
    r"(?P<sign>[–—\-→>»*•:¤#+=⇒✓§¶]{1,3})\s+(?=[\w»\"])|(?P<open>[\[{(])(?=\w[^\[\]{}()]*(?:[\])}]\W*)?$)"
)
# However an arrow is drawn, it is one.
_ARROW = re.compile(r"[-=]+>|⇒")
_WORDS = 4
_OFTEN = 2
_OWN = "own number"
_INDENT = 3
# What is set in capitals is a word at least.
_SHOUT = 3
_TICKED = re.compile(r"\[ ?[xX✓✗×*] ?\]|[☑☒]")
# What may stand below a decision, and is no case.
_ASIDE = (SectionKind.DELTAGELSE, SectionKind.BILAG)


class _Mark(NamedTuple):
    """A row that something sets apart: what does so, where its text begins, if that decides."""

    habit: str
    row: int
    text: int
    decides: bool = False


def mark_decisions(
    layout: Layout, blocks: Sequence[Block], body: str | None, *, apart: bool = False
) -> Layout:
    """Return the layout with a heading where the document, as its habit is, sets a decision apart.

    Only items without a decision under a heading are looked at, and closed ones never. *body* is
    the one that met: its name or initials may be the label. *apart* tells that decisions are listed
    by "Ad 3": an item put on the agenda late may have its own such line.
    """
    silent = [block for block in blocks if not block.closed and not _decides(layout, block)]
    layout = _with_signs(layout, silent)
    silent = [block for block in silent if not _decides(layout, block)]
    headings = list(layout.headings)
    margin = _margin(layout, blocks)
    marks = {block: tuple(_marks(layout, block, body, margin)) for block in silent}
    habit = _habit(list(marks.values()))
    for found in marks.values():
        habits = (habit, _OWN) if apart else (habit,)
        own = [mark for mark in found if mark.habit in habits]
        # A remark may follow in the same brackets; what decides goes before it.
        sure = [mark for mark in own if decides(layout.rows[mark.row].text.strip("[({ "), body)]
        for mark in _first_of_run(sure or own, own)[-1:]:
            start = layout.rows[mark.row].start
            labelled = mark.habit.startswith(("label", _OWN))
            span = Span(start, mark.text if labelled else start)
            headings[mark.row] = Heading(SectionKind.BESLUTNING, span)
    for row in _all_decision(layout, blocks, body):
        start = layout.rows[row].start
        headings[row] = headings[row] or Heading(SectionKind.BESLUTNING, Span(start, start))
    return layout._replace(headings=tuple(headings))


def _with_signs(layout: Layout, silent: Sequence[Block]) -> Layout:
    """Return the layout with a heading where a line begins with a sign that has a key."""
    key = sign_key("\n".join(row.text for row in layout.rows[: silent[0].first])) if silent else {}
    headings = list(layout.headings)
    for block in silent if key else ():
        inside = range(block.heading + 1, block.last)
        first = next((i for i in inside if signed_lines(layout.rows[i].text, key)), None)
        if first is not None:
            start = layout.rows[first].start
            headings[first] = Heading(SectionKind.BESLUTNING, Span(start, start))
    return layout._replace(headings=tuple(headings))


def _first_of_run(marks: Sequence[_Mark], own: Sequence[_Mark]) -> Sequence[_Mark]:
    """Return the last of *marks*, or the first of *own* where one stands below the other up to it.

    "=> Fint program, vi kører det" above "=> HR bestiller bussen" belongs to what was decided.
    """
    run = list(marks[-1:])
    for mark in reversed(own):
        if run and mark.row == run[0].row - 1 and mark.habit == run[0].habit != "indent":
            run.insert(0, mark)
    return run[:1]


def without_telling(layout: Layout, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, and of which a decision isn't looked for in their text.

    Where nearly all decisions stand under a heading, an item with headed sections, but without
    that one, was told of and no more: "Tre bud blev afvist" is part of what was told.
    """
    opened = [block for block in blocks if not block.closed]
    headed = sum(_decides(layout, block) for block in opened)
    if headed < max(_FEWEST, _NEARLY * len(opened)):
        return tuple(blocks)
    return tuple(block._replace(tells=not _tells_case(layout, block)) for block in blocks)


def _tells_case(layout: Layout, block: Block) -> bool:
    """Whether an item has headed sections, of more than who was there; a form is no such item."""
    inside = range(block.heading + 1, block.last)
    if any(_TICKED.search(layout.rows[index].text) for index in inside):
        return False
    return any((one := layout.headings[i]) and one.kind not in _ASIDE for i in inside)


def _all_decision(layout: Layout, blocks: Sequence[Block], body: str | None) -> Iterator[int]:
    """Yield the first rows of what an item says, where all of it is what was decided.

    Where most decisions stand under a heading, an item of one paragraph that decides something
    tells no case: "Protokollen underskreves. Dagsordenen blev fulgt."
    """
    opened = [block for block in blocks if not block.closed]
    silent = [block for block in opened if not _decides(layout, block)]
    if len(silent) >= _HABIT * len(opened):
        return
    for block in silent:
        first = read_title(layout, block.heading, block.last, block.title).inside
        rows = layout.rows[first : block.last]
        words = " ".join(row.text for row in rows)
        whole = rows and len(list(paragraphs_of(rows))) == 1 and not _tells_case(layout, block)
        if whole and any(decides(span.of(words), body) for span in split_sentences(words)):
            yield first


def part_from_case(layout: Layout, blocks: Sequence[Block]) -> Layout:
    """Return the layout with a heading where, below a decision that is told first, the case begins.

    That is so where most items begin with their decision on the line of its heading, have no
    other heading, and go on for longer than it takes.
    """
    opened = [block for block in blocks if not block.closed]
    begins = {block: at for block in opened if (at := _case_below(layout, block)) is not None}
    if len(begins) < max(_FEWEST, _HABIT * len(opened)):
        return layout
    headings = list(layout.headings)
    for at in begins.values():
        headings[at] = Heading(
            SectionKind.TEKST, Span(layout.rows[at].start, layout.rows[at].start)
        )
    return layout._replace(headings=tuple(headings))


def _case_below(layout: Layout, block: Block) -> int | None:
    """Return the row where the case begins behind a decision that the item begins with."""
    inside = range(block.heading + 1, block.last)
    told = [index for index in inside if layout.headings[index] is not None]
    if len(told) != 1 or any(layout.case_numbers[i] is None for i in range(inside.start, told[0])):
        return None
    heading, row = layout.headings[told[0]], layout.rows[told[0]]
    if heading is None or heading.kind is not SectionKind.BESLUTNING:
        return None
    alone = heading.span.end >= row.end
    begin = told[0] + alone
    paragraphs = list(paragraphs_of(layout.rows[begin : block.last]))
    if begin >= block.last or len(paragraphs) < 2:  # nothing stands below the decision
        return None
    first, *rest = paragraphs
    longer = sum(one.end - one.start for one in rest) > first.end - first.start
    # A decision of several paragraphs goes on deciding.
    below = " ".join(row.text for row in layout.rows[begin + first.last :][:2])
    goes_on = alone and decides(below.split(". ")[0], None, sure=_STILL)
    return begin + first.last if longer and not goes_on else None


def _habit(marks: Sequence[Sequence[_Mark]]) -> str:
    """Return what sets apart a line in most of the items; "" if nothing does."""
    often = Counter(habit for found in marks for habit in {mark.habit for mark in found} - {_OWN})
    if not often:
        return ""
    habit, count = max(often.items(), key=lambda one: (one[1], _rank(one[0])))
    fewest = max(_FEWEST, _HABIT * len(marks))
    if count < fewest:
        return ""
    # Of labels that are all a habit ("F:", "B:") the one whose texts decide.
    rivals = [one for one in often if _rank(one) == _rank(habit) and often[one] >= fewest]
    told = Counter(mark.habit for found in marks for mark in found if mark.decides)
    return max(rivals, key=lambda one: (told[one] / often[one], often[one]))


def _rank(habit: str) -> int:
    """Rank habits that are as frequent: a label says more than a sign, and that than a margin."""
    return ("indent", "capitals", "sign", "label").index(habit.split(" ", maxsplit=1)[0])


def _decides(layout: Layout, block: Block) -> bool:
    inside = layout.headings[block.heading + 1 : block.last]
    return any(one is not None and one.kind in DECIDED and not one.bare for one in inside)


def _marks(layout: Layout, block: Block, body: str | None, margin: int) -> Iterator[_Mark]:
    """Yield what may set the decision of an item apart: what it does once, or twice at most."""
    rows = range(block.heading + 1, block.last)
    found = [mark for index in rows for mark in _marks_of(layout, index, body, margin)]
    runs = Counter(mark.habit for mark in found)
    for mark in found:
        bracketed = layout.rows[mark.row].text.startswith(("[", "("))
        if bracketed and mark.row + 1 in rows and _goes_on_deciding(layout, mark.row, body):
            continue
        if not bracketed if mark.habit == "indent" else runs[mark.habit] <= _OFTEN:
            yield mark
    for index in rows:
        row = layout.rows[index]
        if at := says_own_number(row.text, block.number):
            yield _Mark(_OWN, index, row.start + at)


def _goes_on_deciding(layout: Layout, row: int, body: str | None) -> bool:
    """Whether what stands in brackets is a note above the decision: "(Fra ØU.)", "Vedtaget."."""
    below = layout.rows[row + 1].text
    closed = layout.rows[row].text.rstrip(" .").endswith((")", "]"))
    return closed and not below.startswith(("[", "(")) and decides(below, body)


def _margin(layout: Layout, blocks: Sequence[Block]) -> int:
    """Return how far to the right most of the text of the items stands."""
    widths: Counter[int] = Counter()
    for row in (row for one in blocks for row in layout.rows[one.heading + 1 : one.last]):
        widths[row.indent] += len(row.text)
    return max(widths, key=widths.__getitem__, default=0)


def _marks_of(layout: Layout, index: int, body: str | None, margin: int) -> Iterator[_Mark]:
    row = layout.rows[index]
    heading = layout.headings[index]
    if layout.case_numbers[index] is not None or (heading is not None and not heading.bare):
        return
    if (label := _LABEL.match(row.text)) and _may_decide(label["label"], body):
        told = decides(row.text[label.end() :], body)
        yield _Mark(f"label {label['label'].lower()}", index, row.start + label.end(), told)
    if sign := _SIGN.match(row.text):
        drawn = _ARROW.sub("→", sign["sign"] or sign["open"])
        yield _Mark(f"sign {drawn}", index, row.start + sign.end())
    if row.text.isupper() and len(row.text) > _SHOUT and not layout.rows[index - 1].text.isupper():
        yield _Mark("capitals", index, row.start)
    before = layout.rows[index - 1]
    first = row.indent >= margin + _INDENT and (before.indent < row.indent - 1 or row.after_blank)
    if first and not _is_table(row.text):
        yield _Mark("indent", index, row.start)


def _is_table(line: str) -> bool:
    return re.search(r"\S\s{3,}\S", line) is not None


def _may_decide(label: str, body: str | None) -> bool:
    """Whether a label of the document's own may stand before decisions."""
    words = label.lower().strip()
    if words in _never() or len(words.split()) > _WORDS or "sag" in words.split():
        return False
    named = find_bodies(label)
    return not named or (body is not None and same_body(named[0].body.name, body))


@cache
def _never() -> frozenset[str]:
    fields = load_lexicon("items")["fields"]
    numbers = load_lexicon("case_numbers")["labels"]
    return frozenset([*load_lexicon("headings")["never"]["words"], *fields["title"], *numbers])

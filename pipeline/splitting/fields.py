"""Items printed as records of fields: "Sagsnr: … Overskrift: … Tekst: … Beslutning: …"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.lexicon import load_lexicon
from pipeline.splitting.candidates import Candidate, Chain, Found, weigh
from pipeline.splitting.case_numbers import case_number_line, leading_case_number
from pipeline.splitting.layout import Layout
from pipeline.splitting.numbering import read_label
from pipeline.splitting.pieces import is_label
from pipeline.splitting.rows import is_rule

_FIELD = re.compile(
    # "Punkt (Item): 3": some print it in a second language as well.
    r"\W*(?P<label>[^\W\d_][\w /.-]{1,30}?)(?: \([^()]{2,20}\)|/[A-ZÆØÅ][a-zæøå]+)?"
    r"(?:\s*[:=|\t]\s*|[ ]{4,}(?=\S))(?P<value>.*)"
)
# So many fields may stand above the one that holds the title.
_ABOVE = 6
_FEWEST = 2


def field_records(layout: Layout, usable: Sequence[int]) -> Chain:
    """Return the records of an export, headed by the field that holds their titles.

    Of several labels that may mean a title the first counts that comes again.
    """
    by_label: dict[str, list[int]] = {}
    for index in usable:
        by_label.setdefault(_label(layout, index), []).append(index)
    for word in load_lexicon("items")["fields"]["title"]:
        places = by_label.get(word, [])
        titled = [(index, _value(layout, index)) for index in places]
        if sum(_is_title(title) for _, title in titled) >= max(_FEWEST, len(titled) // 2):
            tops = _tops(layout, places)
            found = [
                Found(index, _number(layout, tops[index], index), title, top=tops[index])
                for index, title in titled
            ]
            return tuple(_sure(one) for one in weigh(layout, found, prior=0.8))
    return ()


def field_title(line: str) -> str | None:
    """Return what a line that is a record's title field says, else None.

    >>> field_title("Overskrift: Nye busser"), field_title("Bilag: Notat")
    ('Nye busser', None)
    """
    match = _FIELD.match(line)
    if match is None or match["label"].lower().strip(" .") not in _titles():
        return None
    words, case_number = leading_case_number(match["value"].strip())
    return words if case_number is None else None


def is_field(line: str) -> bool:
    """Whether a line is a label and its value.

    >>> is_field("Sagsbehandler: hkj"), is_field("Ny bro")
    (True, False)
    """
    return _FIELD.match(line) is not None


def _is_title(value: str) -> bool:
    """Whether a field's value may be a title, not a case number, nor one beside another field.

    >>> _is_title("Ny bro"), _is_title("18/11890"), _is_title("14.00.08-P19-3-20   Fra: HR")
    (True, False, False)
    """
    words, _ = leading_case_number(value)
    said = re.search(r"[^\W\d_]{3}", words) is not None and not is_field(words)
    return said and case_number_line(value) is None


@cache
def _titles() -> frozenset[str]:
    return frozenset(load_lexicon("items")["fields"]["title"])


def _sure(one: Candidate) -> Candidate:
    return one._replace(weight=one.weight + 1.0 * (not one.sure), sure=True)


def _label(layout: Layout, index: int) -> str:
    line = layout.rows[index].text
    match = _FIELD.match(line)
    if match:
        return match["label"].lower().strip(" .")
    alone = line.lower().strip(" .")
    return alone if alone in _known() else ""


def _value(layout: Layout, index: int) -> str:
    """Return what a field says, on its line or, with its label on a line of its own, below it."""
    match = _FIELD.match(layout.rows[index].text)
    if match and match["value"].strip():
        return match["value"].strip()
    stands_below = index + 1 < len(layout.rows) and _label(layout, index) in _known()
    return layout.rows[index + 1].text if stands_below and not _label(layout, index + 1) else ""


@cache
def _known() -> frozenset[str]:
    fields = load_lexicon("items")["fields"]
    return frozenset([*fields["title"], *fields["number"]])


def _tops(layout: Layout, places: Sequence[int]) -> dict[int, int]:
    """Return the row each record begins at.

    Fields above the title belong to it only if the records all begin alike: else they may be the
    end of the record before, which may be closed.
    """
    runs = {index: _run_above(layout, index) for index in places}
    firsts = Counter(_first_word(layout, run[0]) for run in runs.values() if run)
    if not firsts:
        return {index: index for index in places}
    first, often = firsts.most_common(1)[0]
    alike = often > len(places) // 2
    return {
        index: run[0] if run and alike and _first_word(layout, run[0]) == first else index
        for index, run in runs.items()
    }


def _run_above(layout: Layout, index: int) -> list[int]:
    """Return the rows of fields above a title, from a rule or a blank line on."""
    run: list[int] = []
    for at in range(index, max(-1, index - _ABOVE), -1):
        row = layout.rows[at]
        if at != index and is_rule(row.text):
            return [at, *run]
        below = at > 0 and _label(layout, at - 1) in _known()
        told = _label(layout, at) or below or is_label(row.text)
        if at != index and (layout.headings[at] is not None or not told):
            return []
        run.insert(0, at)
        if row.after_blank:
            return run
    return []


def _first_word(layout: Layout, index: int) -> str:
    return "rule" if is_rule(layout.rows[index].text) else _label(layout, index)


def _number(layout: Layout, top: int, index: int) -> str:
    numbers = load_lexicon("items")["fields"]["number"]
    for at in range(top, min(len(layout.rows), index + 3)):
        if _label(layout, at) in numbers:
            return _value(layout, at)
        if _label(layout, at) in _known() and re.fullmatch(r"\d{1,4}", _value(layout, at)):
            return _value(layout, at)
        label = read_label(layout.rows[at].text)
        if at < index and label and label.end == len(layout.rows[at].text):
            return label.number
    return ""

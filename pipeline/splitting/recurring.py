"""Section headings no table knows: the words that come again all through a document.

A clerk who writes "Sådan blev det" above one decision writes so above all of them, and in one
form: on a line of its own, in brackets, before a dash. What comes again is a heading; of which
section is told by its words, or by what stands below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.closed import is_closed_line, is_closed_title, range_switch
from pipeline.splitting.headings import Heading, squash, table_kind
from pipeline.splitting.listed import listed_lines
from pipeline.splitting.rows import Row
from pipeline.splitting.stems import kind_by_stem
from pipeline.splitting.told import decides

# What comes again so often is no chance, if it is nearly as often as what comes again most.
_FEWEST = 3
_NEARLY = 0.35
# A form that so many known headings have is that of headings.
_SHARED = 2
_LONGEST, _WORDS, _KEY = 45, 7, 3
_BODIES = 0.7
# A label in front of so many characters, on average, opens a section.
_TEXT = 120
_PARAGRAPH = 4
# A heading is that of decisions if so many of its texts begin with a sentence that decides.
_DECIDES, _SOME = 0.4, 0.25
_LEAD = re.compile(
    r"[*_#=–—>»•·▪●|<~¤→\[({+-]*\s*(?:(?:\d{1,2}\.)*\d{1,2}[.)]?\s+|[a-zæø][.)]\s+)?[*_]*"
)
_END = re.compile(
    r"(?=[\s*_#=\])}>»|~¤:.]|$)"  # what it begins with, asked first
    r"(?:\s\([^()]{1,30}\))?(?:\s*[*_#=\])}>»|~¤]+\s*:?[*_]*\s*|\s*:[*_]*\s*"
    r"|\s+(?:[–—|=»>-]+|→)[ \t]+|\s*\t\s*|\s{3,}|\s-+\s*$|\.\s+(?![–—|=→»>*_~-])|\s*$)"
)
_WORDING = re.compile(r"[^\W\d_](?:[^\W\d_]|[ ,/'’&-]|\.(?=[\w ]))*\.?\??")
_BODY_AND_DAY = re.compile(
    r"[A-ZÆØÅ](?:[\w-]*(?:,? og |[ ,]))*?[\w-]*(?:udvalg|råd|styrelse|irektion|[A-ZÆØÅ]{2})"
    r"\w*[ ,(]+(?:den |d\. ?)?\d"
)
_SPACED = re.compile(r"(?:\w ){3,}\w")
_ACTIVE = re.compile(
    r"\b(?:beslutte(?:de|r)|vedt(?:og|ager)|aftal(?:te|er)|bestem(?:te|mer))\b", re.IGNORECASE
)


class _Form(NamedTuple):
    """How a line may be a heading: its words, what is around them, and where its text begins."""

    key: str
    words: str
    shape: str
    row: int
    end: int
    inline: bool


_Name = tuple[str, str]
_Groups = Mapping[_Name, Sequence[_Form]]


def recurring_headings(
    rows: Sequence[Row], headings: Sequence[Heading | None]
) -> Mapping[int, Heading]:
    """Return headings by row, of rows that have none yet, for what comes again.

    Nothing that says "lukket" is one: it heads an item, or closes it.

    >>> lines = ["Ny bro", "Herom vedtog man", "Ja.", "Veje", "Herom vedtog man", "Nej.", "Skole",
    ...          "Herom vedtog man", "Ja."]
    >>> rows = [Row(20 * i, 20 * i + len(t), t, 0, None, True, False) for i, t in enumerate(lines)]
    >>> found = recurring_headings(rows, [None] * 9)
    >>> [(index, one.kind.value) for index, one in sorted(found.items())]
    [(1, 'beslutning'), (4, 'beslutning'), (7, 'beslutning')]
    """
    groups = _groups(rows, headings)
    kinds = dict(_kinds(rows, headings, groups))
    return {
        form.row: Heading(kind, Span(rows[form.row].start, rows[form.row].start + form.end))
        for name, group in groups.items()
        if (kind := kinds.get(name)) is not None
        for form in group
        if headings[form.row] is None
    }


def _groups(rows: Sequence[Row], headings: Sequence[Heading | None]) -> _Groups:
    """Return the lines that come again, by words and form, or that share the form of headings."""
    listed = listed_lines(rows)
    forms = [
        form
        for index, row in enumerate(rows)
        if index not in listed and not _runs_on(rows, index) and (form := _form(row, index))
    ]
    known = {
        key for key, words in {form.key: form.words for form in forms}.items() if table_kind(words)
    }
    shared = Counter(form.shape for form in forms if form.key in known)
    often = Counter((form.key, form.shape) for form in forms)
    fewest = max(_FEWEST, int(_NEARLY * max(often.values(), default=0)))
    groups: dict[_Name, list[_Form]] = {}
    for form in forms:
        count = often[form.key, form.shape]
        if form.key in known:
            is_heading = max(count, shared[form.shape]) >= _SHARED
        else:
            is_heading = count >= fewest or (count > 1 and shared[form.shape] >= _FEWEST)
        if is_heading:
            groups.setdefault((form.key, form.shape), []).append(form)
    return {
        name: group
        for name, group in groups.items()
        if name[0] in known or _may_head(rows, headings, group, run_in=shared[name[1]] >= _FEWEST)
    }


def _runs_on(rows: Sequence[Row], index: int) -> bool:
    """Whether a row is the second line of a title in large type, printed in the contents too."""
    row, above = rows[index], rows[max(index - 1, 0)]
    return index > 0 and min(row.loud, above.loud) > 0 and not row.after_blank


def _form(row: Row, index: int) -> _Form | None:
    """Return how a line may be a heading, None if nothing about it is like one."""
    if row.flat:
        return None
    lead = _LEAD.match(row.text)
    begin = lead.end() if lead else 0
    end = _END.search(row.text, begin, begin + _LONGEST + 20)
    if end is None or end.start() - begin > _LONGEST:
        return None
    words = row.text[begin : end.start()]
    if len(words.split()) > _WORDS and not _SPACED.fullmatch(words):
        return None
    key = squash(words) if _WORDING.fullmatch(words) else ""
    if len(key) < _KEY:
        return None
    inline = end.end() < len(row.text.rstrip("|*_ "))
    # A sentence of a word or two is no heading, nor is a line that a colon alone makes one.
    if not words[0].isupper() and not table_kind(words):
        return None
    around = re.sub(r"\d+", "0", re.sub(r"[a-zæø]", "a", row.text[:begin].strip()))
    shape = f"{around}…{end.group().strip() or ' ' * bool(inline)}{'' if inline else '$'}"
    return _Form(key, words, shape + "A" * words.isupper(), index, end.end(), inline)


def _may_head(
    rows: Sequence[Row],
    headings: Sequence[Heading | None],
    group: Sequence[_Form],
    *,
    run_in: bool,
) -> bool:
    """Whether words no table knows may be those of a heading.

    *run_in* tells that headings the tables know have their form: "Sagen. Efter nyvalget …".
    """
    words = group[0].words
    if any(headings[form.row] for form in group) or words.lower().strip(" .") in _never():
        return False
    if any(_says_itself(rows, headings, form) for form in group):
        return False
    # A body, or the road of a case through several, is the text of a heading.
    if find_dates(words) or sum(len(one.span.of(words)) for one in find_bodies(words)) > (
        _BODIES * len(words)
    ):
        return False
    # What stands right below "Beslutning" all through is what was decided: "Indstilles godkendt."
    above = [headings[form.row - 1] for form in group]
    decided = all(one and one.kind is SectionKind.BESLUTNING for one in above)
    if decided or (decides(words, None, sure=1.0) and not _ACTIVE.search(words)):
        return False
    if group[0].inline:
        # In row upon row it is the column of a table.
        close = sum(after.row - before.row == 1 for before, after in pairwise(group))
        return (run_in or not group[0].shape.endswith(".")) and 2 * close < len(group)
    # Text stands below a heading.
    last = len(rows) - 1
    below = all(form.row < last for form in group[:-1])
    return below and all(after.row - before.row > 1 for before, after in pairwise(group))


def _says_itself(rows: Sequence[Row], headings: Sequence[Heading | None], form: _Form) -> bool:
    """Whether a row closes something, or says right below "Beslutning" what was decided."""
    line, above = rows[form.row].text.rstrip(), headings[form.row - 1] if form.row else None
    if is_closed_title(line) or is_closed_line(line) or range_switch(line):
        return True
    below = above is not None and above.kind is SectionKind.BESLUTNING
    return below and (line.endswith(".") or decides(line, None))


def _kinds(
    rows: Sequence[Row], headings: Sequence[Heading | None], groups: _Groups
) -> Iterator[tuple[_Name, SectionKind]]:
    """Yield what each kind of line that comes again is the heading of."""
    decided = sum(one is not None and one.kind is SectionKind.BESLUTNING for one in headings)
    unknown: list[_Name] = []
    for name, group in groups.items():
        kind = table_kind(group[0].words)
        if kind is None:
            unknown.append(name)
            continue
        decided += len(group) * (kind is SectionKind.BESLUTNING)
        yield name, kind
    stems = {
        name: SectionKind.TIDLIGERE_BESLUTNING
        if _names_bodies(rows, groups[name])
        else kind_by_stem(groups[name][0].words)
        for name in unknown
    }
    shares = {name: _share(rows, groups[name]) for name in unknown}
    for name in _deciding(groups, stems, shares, decided):
        stems[name] = SectionKind.BESLUTNING
        unknown.remove(name)
        yield name, SectionKind.BESLUTNING
    for name in unknown:
        kind = stems[name]
        if kind not in (None, SectionKind.BESLUTNING):
            yield name, kind
        elif not groups[name][0].inline or _mean(rows, groups[name]) >= _TEXT:
            yield name, SectionKind.SAGSFREMSTILLING


def _deciding(
    groups: _Groups,
    stems: Mapping[_Name, SectionKind | None],
    shares: Mapping[_Name, float],
    decided: int,
) -> list[_Name]:
    """Return which of the unknown headings are those of decisions.

    A document that has a known word for most of its decisions needs no second one.
    """
    said = [name for name, kind in stems.items() if kind is SectionKind.BESLUTNING]
    told = [name for name, kind in stems.items() if kind is None and shares[name] >= _DECIDES]
    said = [name for name in said if len(groups[name]) > 2 * decided]
    told = [name for name in told if len(groups[name]) > 2 * decided]
    if said:
        best = max(said, key=lambda name: (shares[name], len(groups[name])))
        return [name for name in said if name == best or shares[name] >= _SOME]
    return [max(told, key=lambda name: (shares[name], len(groups[name])))] if told else []


def _share(rows: Sequence[Row], group: Sequence[_Form]) -> float:
    """Return how many of the texts below a heading begin with a sentence that decides."""
    return sum(decides(_first_sentence(rows, form), None) for form in group) / len(group)


def _names_bodies(rows: Sequence[Row], group: Sequence[_Form]) -> bool:
    """Whether most of the texts below a heading begin with another body and its day."""
    begins = [_first_sentence(rows, form)[:_LONGEST] for form in group]
    return 2 * sum(_BODY_AND_DAY.match(words) is not None for words in begins) > len(group)


def _first_sentence(rows: Sequence[Row], form: _Form) -> str:
    after = [rows[form.row].text[form.end :], *(row.text for row in rows[form.row + 1 :][:2])]
    words = " ".join(after).strip()
    return re.split(r"(?<=\w{3}[.!?])\s", words, maxsplit=1)[0]


def _mean(rows: Sequence[Row], group: Sequence[_Form]) -> float:
    """Return how long the paragraphs are that labels stand before, on average."""
    total = 0
    for form in group:
        total += len(rows[form.row].text) - form.end
        for row in rows[form.row + 1 : form.row + _PARAGRAPH]:
            if row.after_blank:
                break
            total += len(row.text)
    return total / len(group)


@cache
def _never() -> frozenset[str]:
    fields = load_lexicon("items")["fields"]
    groups = load_lexicon("noise")["groups"]
    return frozenset([
        *load_lexicon("headings")["never"]["words"], *load_lexicon("case_numbers")["labels"],
        *fields["title"], *fields["number"], *groups, *load_lexicon("items")["access"]["open"],
    ])  # fmt: skip

"""The decision that an item tells in its own text: "Byrådet vedtog …", "Sattes i bero."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies, same_body
from pipeline.danish.sentences import split_sentences
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.own import Part
from pipeline.splitting.rows import Row

# A line that ends this much short of the longest ends its paragraph, where lines are broken.
_SHORT = 0.75
_WIDE = 50
# The decision stands in one of the last paragraphs, or is the first thing said.
_LAST = 3
_NEVER = (SectionKind.BILAG, SectionKind.INDSTILLING, SectionKind.TIDLIGERE_BESLUTNING)
# "… i maj. [Godkendt.]", "… i maj. – Godkendt."
_APART = re.compile(r"(?<=[.!?:;]\s)(?:[\[({]|[–—-]\s)(?=\w)")
_SIGNS = "[({–—->→*»• "


class _Paragraph(NamedTuple):
    start: int
    end: int


def with_told(
    text: str, rows: Sequence[Row], parts: Sequence[Part], body: str | None
) -> list[Part]:
    """Cut the decision off an item that tells it without a heading; *body* is the one that met.

    What is cut off begins with a sentence that can hardly be anything but this meeting's decision;
    nothing is cut off where no sentence can.
    """
    paragraphs = list(_paragraphs(rows))
    for paragraph in (*reversed(paragraphs[-_LAST:]), *paragraphs[:1]):
        at = _decision_in(text, paragraph, body)
        if at is None:
            continue
        cut = next(
            (i for i, part in enumerate(parts) if part.body.start <= at < part.body.end), None
        )
        if cut is None or parts[cut].kind in (SectionKind.BILAG, SectionKind.INDSTILLING):
            continue
        return _cut(rows, parts, cut, at)
    return list(parts)


def _cut(rows: Sequence[Row], parts: Sequence[Part], cut: int, at: int) -> list[Part]:
    start, end = parts[cut].body
    before = max((min(row.end, at) for row in rows if start <= row.start < at), default=start)
    rest = parts[cut]._replace(body=Span(start, max(start, before)))
    decision = Part(SectionKind.BESLUTNING, Span(at, at), Span(at, end), None, None, False)
    return [*parts[:cut], rest, decision, *parts[cut + 1 :]]


def _paragraphs(rows: Sequence[Row]) -> Iterator[_Paragraph]:
    wide = max((len(row.text) for row in rows), default=0)
    wrapped = _WIDE < wide < 130
    first: Row | None = None
    last: Row | None = None
    for row in rows:
        ended = last is not None and (
            not wrapped or (len(last.text) < _SHORT * wide and last.text.endswith((".", ":")))
        )
        if first is None or row.after_blank or ended or abs(row.indent - first.indent) > 2:
            if first is not None and last is not None:
                yield _Paragraph(first.start, last.end)
            first = row
        last = row
    if first is not None and last is not None:
        yield _Paragraph(first.start, last.end)


def _decision_in(text: str, paragraph: _Paragraph, body: str | None) -> int | None:
    """Return where the first sentence begins that decides, or None."""
    words = text[paragraph.start : paragraph.end]
    places = list(split_sentences(words, paragraph.start))
    places += [Span(m.start() + paragraph.start, paragraph.end) for m in _APART.finditer(words)]
    for span in sorted(places):
        if decides(" ".join(span.of(text).split()).lstrip(_SIGNS), body):
            return span.start
    return None


def decides(sentence: str, body: str | None) -> bool:
    """Whether a sentence of an item's text says what *body*, which met, decides in it.

    >>> decides("Byrådet vedtog at udbyde grunden.", "Byrådet")
    True
    >>> decides("Økonomiudvalget anbefaler salget.", "Byrådet"), decides("Grunden er våd.", None)
    (False, False)
    """
    rules = _rules()
    if rules.past.search(sentence):
        return False
    if subject := rules.subject.search(sentence):
        return _is_own(subject["organ"], body)
    return rules.decides.search(sentence) is not None


def _is_own(organ: str, body: str | None) -> bool:
    named = find_bodies(organ)
    return body is None or not named or any(same_body(one.body.name, body) for one in named)


class _Rules(NamedTuple):
    """The table ``told`` of ``headings.toml``, compiled."""

    subject: re.Pattern[str]
    past: re.Pattern[str]
    decides: re.Pattern[str]


@cache
def _rules() -> _Rules:
    told = load_lexicon("headings")["told"]
    either = "|".join(f"(?:{row['pattern']})" for row in told["decides"])
    subject, past = (re.compile(told[name], re.IGNORECASE) for name in ("subject", "past"))
    return _Rules(subject, past, re.compile(either, re.IGNORECASE))

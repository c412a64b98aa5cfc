"""The decision that an item tells in its own text: "Byrådet vedtog …", "Sattes i bero."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies, same_body
from pipeline.danish.sentences import split_sentences
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.closing import closing_from
from pipeline.splitting.headings import squash
from pipeline.splitting.own import Part
from pipeline.splitting.rows import Row
from pipeline.splitting.wording import likelihood

# A line that ends this much short of the longest ends its paragraph, where lines are broken.
_SHORT = 0.75
_WIDE, _UNBROKEN = 50, 130
_INDENT = 2
# The decision stands in one of the last paragraphs, or is the first thing said.
_LAST = 3
# How sure a sentence must sound; where nothing does, the last paragraph may sound less so.
_SURE, _LESS = 0.75, 0.45
_NEVER = (SectionKind.BILAG, SectionKind.INDSTILLING, SectionKind.TIDLIGERE_BESLUTNING)
# "… i maj. [Godkendt.]", "… i maj. – Godkendt."
_APART = re.compile(r"(?<=[.!?:;]\s)(?:[\[({]|[–—-]\s)(?=\w)")
_SIGNS = "[({–—->→*»• "
_POINTS = tuple("–—-*•·")


class Paragraph(NamedTuple):
    """The rows ``first`` up to ``last`` (not included) of a paragraph, and where it stands."""

    first: int
    last: int
    start: int
    end: int


def with_told(
    text: str,
    rows: Sequence[Row],
    parts: Sequence[Part],
    body: str | None,
    *,
    plainly: bool = False,
) -> list[Part]:
    """Cut the decision off an item that tells it without a heading; *body* is the one that met.

    What is cut off begins with a sentence that can hardly be anything but this meeting's decision;
    nothing is cut off where no sentence can. *plainly* tells that the item may also end with its
    decision in everyday words.
    """
    paragraphs = list(paragraphs_of(rows)) if rows else []
    places = [(one, _SURE) for one in (*reversed(paragraphs[-_LAST:]), *paragraphs[:1])]
    places += [(one, _LESS) for one in paragraphs[1:][-1:]]
    for paragraph, sure in places:
        at = _decision_in(text, paragraph, body, sure)
        if at is None:
            continue
        if (cut := _part_at(parts, at)) is not None:
            return _cut(rows, parts, cut, Span(at, min(paragraph.end, parts[cut].body.end)))
    last = _last_said(rows, paragraphs) if plainly else None
    at = closing_from(text, last) if last is not None else None
    if last is not None and at is not None and (cut := _part_at(parts, at)) is not None:
        return _cut(rows, parts, cut, Span(at, min(last.end, parts[cut].body.end)))
    return list(parts)


def _last_said(rows: Sequence[Row], paragraphs: Sequence[Paragraph]) -> Span | None:
    """Return the last paragraph of an item, or all the points of a list that ends it."""
    said = [one for one in paragraphs if not ends_minutes(rows[one.first].text)]
    if not said:
        return None
    points = len(said) - 1
    while (
        points > 0
        and said[points - 1].last == said[points].first
        and all(rows[one.first].text[:1] in _POINTS for one in said[points - 1 : points + 1])
    ):
        points -= 1
    return Span(said[points].start, said[-1].end)


def _part_at(parts: Sequence[Part], at: int) -> int | None:
    """Return which part holds a place, if that may hold a decision."""
    inside = (i for i, one in enumerate(parts) if one.body.start <= at < one.body.end)
    return next((i for i in inside if parts[i].kind not in _NEVER), None)


def _cut(rows: Sequence[Row], parts: Sequence[Part], cut: int, decision: Span) -> list[Part]:
    """Cut a part in three: what is told before the decision, the decision, and what comes after."""
    start, end = parts[cut].body
    at = decision.start
    before = max(
        (min(row.end, at) for row in rows if row.end > start and row.start < at), default=at
    )
    after = min((row.start for row in rows if row.start >= decision.end), default=end)
    pieces = [
        parts[cut]._replace(body=Span(start, max(start, before))),
        Part(SectionKind.BESLUTNING, Span(at, at), decision, None, None, False),
    ]
    if after < end:
        pieces.append(
            Part(SectionKind.TEKST, Span(after, after), Span(after, end), None, None, False)
        )
    return [*parts[:cut], *pieces, *parts[cut + 1 :]]


def paragraphs_of(rows: Sequence[Row]) -> Iterator[Paragraph]:
    """Yield the paragraphs of an item's rows, also where no blank line stands between them."""
    wide = max((len(row.text) for row in rows), default=0)
    wrapped = _WIDE < wide < _UNBROKEN
    first = 0
    for index in range(1, len(rows) + 1):
        if index < len(rows) and not _begins(rows, first, index, wide if wrapped else 0):
            continue
        yield Paragraph(first, index, rows[first].start, rows[index - 1].end)
        first = index


def _begins(rows: Sequence[Row], first: int, index: int, wide: int) -> bool:
    """Whether a paragraph begins in row *index*, the one before having begun in row *first*."""
    row, above = rows[index], rows[index - 1].text
    ended = len(above) < _SHORT * wide and above.endswith((".", ":")) if wide else True
    return row.after_blank or ended or abs(row.indent - rows[first].indent) > _INDENT


def _decision_in(text: str, paragraph: Paragraph, body: str | None, sure: float) -> int | None:
    """Return where the first sentence begins that decides, or None."""
    words = text[paragraph.start : paragraph.end]
    places = list(split_sentences(words, paragraph.start))
    places += [Span(m.start() + paragraph.start, paragraph.end) for m in _APART.finditer(words)]
    for span in sorted(places):
        if decides(" ".join(span.of(text).split()).lstrip(_SIGNS), body, sure):
            return span.start
    return None


def decides(sentence: str, body: str | None, sure: float = _SURE) -> bool:
    """Whether a sentence of an item's text says what *body*, which met, decides in it.

    Who decides, and when, goes before how it sounds; what no rule knows is weighed by its words,
    and must be *sure*, 0 to 1.

    >>> decides("Byrådet vedtog at udbyde grunden.", "Byrådet")
    True
    >>> decides("Økonomiudvalget anbefaler salget.", "Byrådet"), decides("Grunden er våd.", None)
    (False, False)
    """
    rules = _rules()
    if rules.past.search(sentence) or rules.ends.search(sentence):
        return False
    if subject := rules.turned.search(sentence) or rules.subject.search(sentence):
        return _is_own(subject["organ"], body)
    return rules.decides.search(sentence) is not None or likelihood(sentence) > sure


def ends_minutes(line: str) -> bool:
    """Whether a line stands at the end of the minutes, and so belongs to no item.

    >>> ends_minutes("Referent: Bo Holm"), ends_minutes("Referatet er sendt ud.")
    (True, False)
    """
    return _rules().ends.search(line) is not None


def _is_own(organ: str, body: str | None) -> bool:
    named = find_bodies(organ)
    if body is not None and not named and organ.endswith("MED") and body.endswith("MED"):
        # "Lokal-MED" is another one than "HovedMED"; "MED" is whoever met.
        return organ == "MED" or squash(organ) == squash(body)
    if body is not None and squash(body).endswith(squash(organ)):
        return True  # "Bestyrelsen" is what the minutes of a "Skolebestyrelsen" call it
    return body is None or not named or any(same_body(one.body.name, body) for one in named)


class _Rules(NamedTuple):
    """The table ``told`` of ``headings.toml``, compiled."""

    subject: re.Pattern[str]
    turned: re.Pattern[str]
    past: re.Pattern[str]
    ends: re.Pattern[str]
    decides: re.Pattern[str]


@cache
def _rules() -> _Rules:
    told = load_lexicon("headings")["told"]
    either = "|".join(f"(?:{row['pattern']})" for row in told["decides"])
    who = {name: told[name] for name in ("organ", "acts")}
    patterns = [told["subject"], told["turned"], told["past"], told["ends"]]
    return _Rules(*(re.compile(_filled(one, who), re.IGNORECASE) for one in [*patterns, either]))


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """Return *pattern* with the parts it names by "{organ}" put in."""
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern

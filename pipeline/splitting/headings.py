"""Section headings within an item: which lines are one, and where their text begins."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.rows import Row

# A heading is a few words; what is longer is text.
_LONGEST = 140
_DECISION_WORD = re.compile(
    r"(?:beslutning(?:er|en)?|protokol|behandling|referat)\b", re.IGNORECASE
)
_FILLER = re.compile(
    r"(?:i|fra|af|på|for|mødet?|den|d\.?|kl\.?\s*\d{1,2}[.:]?\d{0,2}|(?:pkt|punkt|nr|sag)\.?\s*\d+"
    r"|dagsordenspunkt|s|smødet|møde|s-møde)\b\.?|[\s,;()–-]+",
    re.IGNORECASE,
)


class Heading(NamedTuple):
    """A section heading: its kind, where it stands, and the body and date it names.

    ``bare`` marks a body's name and a colon alone ("Økonomiudvalget: …"), which is a heading only
    where decisions stand.
    """

    kind: SectionKind
    span: Span
    body: str | None = None
    date: date | None = None
    bare: bool = False
    weak: bool = False


def section_heading(row: Row) -> Heading | None:
    """Return the section heading that *row* is or begins with, else None.

    >>> row = Row(0, 19, "BeslutningGodkendt.", 0, None, True, False)
    >>> heading = section_heading(row)
    >>> heading.kind.value, heading.span
    ('beslutning', Span(start=0, end=10))
    >>> text = "Beslutning i Teknisk Udvalg den 04-05-2010"
    >>> section_heading(Row(0, 42, text, 0, None, True, False)).body
    'Teknisk Udvalg'
    >>> section_heading(Row(0, 27, "Beslutning om nyt bibliotek", 0, None, True, False))
    """
    return _whole_line(row) or _with_body_and_date(row) or _before_colon(row) or _glued(row)


def squash(words: str) -> str:
    """Return *words* reduced to a–z, so that case, spaces and broken letters don't matter.

    >>> squash("B E S L U T N I N G :") == squash("Beslutning")
    True
    """
    return re.sub(r"[^a-z/]", "", words.lower())


def _whole_line(row: Row) -> Heading | None:
    if len(row.text) > _LONGEST:
        return None
    entry = _table().get(squash(row.text))
    # Three letters or fewer are left of "Mål" and its like: too little to go by.
    if entry is None or len(squash(row.text)) < 4:
        return None
    kind, _, _, strong = entry
    return Heading(kind, row.span, weak=not strong)


def _before_colon(row: Row) -> Heading | None:
    before, colon, _ = row.text.partition(":")
    entry = _table().get(squash(before)) if colon and len(before) < 60 else None
    if entry is None or not entry[2] or len(squash(before)) < 4:
        return None
    return Heading(entry[0], Span(row.start, row.start + len(before) + 1), weak=not entry[3])


def _glued(row: Row) -> Heading | None:
    match = _glued_pattern(flat=row.flat).match(row.text)
    if match is None:
        return None
    kind, _, _, strong = _table()[squash(match.group())]
    return Heading(kind, Span(row.start, row.start + match.end()), weak=not strong)


def _with_body_and_date(row: Row) -> Heading | None:
    """Read "Beslutning i <body> den <date>, pkt. 4:" and its many relatives word by word."""
    head = row.text[: _LONGEST + 20]
    mentions = {m.span.start: m for m in find_bodies(head)}
    if not mentions and not _DECISION_WORD.match(head):
        return None
    dates = {found.span.start: found for found in find_dates(head)}
    at, word, body, day = 0, False, None, None
    while at < len(head):
        if at in dates and day is None:
            day, at = dates[at].date, dates[at].span.end
        elif at in mentions and body is None:
            body, at = mentions[at].body.name, mentions[at].span.end
        elif match := _FILLER.match(head, at) or _DECISION_WORD.match(head, at):
            word = word or match.re is _DECISION_WORD
            at = match.end()
        elif head[at] == ":" and not (word and body is None and day is None):
            at += 1
            break
        else:
            break
    return _accept(row, at, word=word, body=body, day=day)


def _accept(row: Row, at: int, *, word: bool, body: str | None, day: date | None) -> Heading | None:
    rest = row.text[at:].lstrip()
    colon = row.text[:at].rstrip().endswith(":")
    if rest and not colon and not re.match(r"[A-ZÆØÅ0-9(»\"“]", rest):
        return None
    span = Span(row.start, row.start + at)
    named = body is not None or day is not None
    if word and named:
        return Heading(SectionKind.BESLUTNING, span, body, day)
    if body and day and (colon or not rest):
        return Heading(SectionKind.BESLUTNING, span, body, day)
    if body and colon and not word and rest:
        return Heading(SectionKind.BESLUTNING, span, body, None, bare=True)
    return None


Entry = tuple[SectionKind, bool, bool, bool]


@cache
def _table() -> dict[str, Entry]:
    return {
        squash(word): (
            SectionKind(row["kind"]),
            row["glued"],
            row["inline"],
            row.get("strong", True),
        )
        for row in load_lexicon("headings")["section"]
        for word in row["words"]
    }


@cache
def _glued_pattern(*, flat: bool) -> re.Pattern[str]:
    rows = [row for row in load_lexicon("headings")["section"] if row["glued"]]
    words = [
        word
        for row in rows
        for word in row["words"]
        if row.get("strong", True) or word == "sagsfremstilling"
    ]
    either = "|".join(
        re.escape(form)
        for word in sorted(words, key=len, reverse=True)
        for form in (word[0].upper() + word[1:], word.upper())
    )
    space = r"\s*" if flat else ""
    return re.compile(rf"(?:{either})(?={space}(?-i:[A-ZÆØÅ][a-zæøå]|[0-9(»]))")

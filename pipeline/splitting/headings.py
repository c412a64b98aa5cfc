"""Section headings within an item: which lines are one, and where their text begins."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.cues import Cues, cues_of, folded
from pipeline.danish.dates import MONTHS, find_dates
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.rows import Row

# A heading is a few words; what is longer is text.
_LONGEST = 140
_DECISION_WORD = re.compile(
    r"(?P<sure>(?:(?:udvalgets|rådets|bestyrelsens|mødets|punktets) )?beslutning(?:er|en)?|protokol"
    r"|referat)\b|indstilling\b|anbefaling\b|behandling\b",
    re.IGNORECASE,
)
_DECISION_CUES = Cues(cues_of(_DECISION_WORD))
_DAY_OR_COLON = re.compile(r"[\d:]")
# Portals repeat number and title: "Beslutning for Punkt 4: Ny svømmehal".
_OF_POINT = re.compile(
    r"beslutning(?:er)? (?:for|til|på|i) (?:dagsordens)?punkt(?: nr\.?)? ?\d+\b", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(r"^\W*\d{1,2}[.)]\s*")
_NO_LETTERS = bytes(set(range(128)) - set(b"abcdefghijklmnopqrstuvwxyz0123456789/"))
# "Teknisk Chef indstiller til Teknisk Udvalg, at"
_RECOMMENDING = re.compile(
    r"[A-ZÆØÅ][\w ,-]{2,50} (?:indstiller|foreslår|anbefaler)(?: (?:til|over for) [\w ,-]{2,60}?)?"
    r"(?:, at:?|:)",
)
_FILLER = re.compile(
    r"(?:i|fra|af|på|for|mødet?|den|d\.?|kl\.?\s*\d{1,2}[.:]?\d{0,2}|(?:pkt|punkt|nr|sag)\.?\s*\d+"
    r"|dagsordenspunkt|s|smødet|møde|s-møde|udvalget|rådet|bestyrelsen)\b\.?|[\s,;()–-]+",
    re.IGNORECASE,
)
# A body and a day whose year goes without saying: "Økonomiudvalget 16. juni", "ØU den 16/6:".
_NO_YEAR = re.compile(
    r"(?P<who>\w.{0,60}?),?\s+(?:den |d\. ?)?\d{1,2}"
    rf"(?:\.\s?(?i:{'|'.join(MONTHS)})|/\d{{1,2}})\s*:?"
)
# "Beslutning i Teknik, Miljø og Klima den 7. marts 2018"
_UNNAMED = re.compile(
    r"\W*beslutning(?:er)? (?:i|fra) [^.:\d]{3,60}? (?:den|d\.) (?P<day>[^:]{6,20}):?",
    re.IGNORECASE,
)
_GLUED_DATE = re.compile(r"\d[-./](?:19|20)\d\d(?=[A-ZÆØÅ])")
# "TU 4. maj 2010": a body's initials before a date.
_ABBREVIATION = re.compile(r"([A-ZÆØÅ]{2,5})[\s,]+(?:d\.|den)?\s*(?=\d)")


class Heading(NamedTuple):
    """A section heading: its kind, where it stands, and the body and date it names.

    ``bare`` marks a body's name and a colon alone ("Økonomiudvalget: …"), which is a heading only
    where decisions stand. ``weak`` marks an everyday word. ``then`` is the kind that follows where
    one heading announces two ("Indstilling og beslutning").
    """

    kind: SectionKind
    span: Span
    body: str | None = None
    date: date | None = None
    bare: bool = False
    weak: bool = False
    then: SectionKind | None = None


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
    return (
        _whole_line(row)
        or (_with_body_and_date(row) or _with_other_body(row) if _may_decide(row.text) else None)
        or _before_colon(row)
        or _glued(row)
        or _without_year(row)
    )


def _may_decide(line: str) -> bool:
    """Whether a day, a colon or a word of decision stands in a line: a body alone heads nothing."""
    return _DAY_OR_COLON.search(line) is not None or _DECISION_CUES.stand_in(folded(line))


def is_decision(line: str) -> bool:
    """Whether a line begins with the word for a decision, or with the body that decides.

    >>> is_decision("Beslutning i Kultur- og"), is_decision("Økonomiudvalget den"), is_decision("I")
    (True, True, False)
    """
    named = next(iter(find_bodies(line)), None)
    return _DECISION_WORD.match(line) is not None or (named is not None and named.span.start == 0)


def kind_of_column(words: str) -> SectionKind | None:
    """Return what a column of a table holds by its head, None where no section is called so.

    >>> kind_of_column("Referat og beslutning").value, kind_of_column("Ansvarlig")
    ('beslutning', None)
    """
    entry = _table().get(squash(words))
    if entry is None:
        decided = re.search(r"\b(?:beslutning|konklusion|vedtagelse|udfald)", words, re.IGNORECASE)
        return SectionKind.BESLUTNING if decided else None
    return entry.kind if squash(words) not in ("sagen", "tema") else None


def table_kind(words: str) -> SectionKind | None:
    """Return the kind of section that *words* alone would head by the table, None if none.

    >>> table_kind("SAGS- FREMSTILLING").value, table_kind("Herom vedtog man")
    ('sagsfremstilling', None)
    """
    squashed = squash(words)
    entry = _table().get(squashed) if len(squashed) > 3 else None
    return entry.kind if entry else None


# The same lines and titles are asked for again and again.
@lru_cache(maxsize=1 << 12)
def squash(words: str) -> str:
    """Return *words* reduced to a–z and digits: case, spaces and broken letters don't matter.

    A number before them ("1. Resume") is left out.

    >>> squash("B E S L U T N I N G :") == squash("Beslutning")
    True
    """
    letters = _NUMBER_BEFORE.sub("", words.lower()).encode("ascii", "ignore")
    return letters.translate(None, _NO_LETTERS).decode()


def _whole_line(row: Row) -> Heading | None:
    if len(row.text) > _LONGEST:
        return None
    if _RECOMMENDING.fullmatch(row.text):
        return Heading(SectionKind.INDSTILLING, row.span)
    entry = _table().get(squash(row.text))
    # Three letters or fewer are left of "Mål" and its like: too little to go by.
    if entry is None or len(squash(row.text)) < 4:
        return None
    return Heading(entry.kind, row.span, weak=not entry.strong, then=entry.then)


def _before_colon(row: Row) -> Heading | None:
    before, colon, after = row.text.partition(":")
    if after.isupper() and len(after) > 12:
        # "HØRING: NY STRATEGI" is a title.
        return None
    entry = _table().get(squash(before)) if colon and len(before) < 60 else None
    if entry is None or not entry.inline or len(squash(before)) < 4:
        return None
    span = Span(row.start, row.start + len(before) + 1)
    return Heading(entry.kind, span, weak=not entry.strong)


def _glued(row: Row) -> Heading | None:
    match = _glued_pattern(flat=row.flat).match(row.text)
    if match is None:
        return None
    entry = _table()[squash(match.group())]
    return Heading(entry.kind, Span(row.start, row.start + match.end()), weak=not entry.strong)


def _with_body_and_date(row: Row) -> Heading | None:
    """Read "Beslutning i <body> den <date>, pkt. 4:" and its many relatives word by word."""
    head = row.text[: _LONGEST + 20]
    if _OF_POINT.match(head) and not row.flat:
        return Heading(SectionKind.BESLUTNING, row.span)
    mentions = {mention.span.start: mention for mention in find_bodies(head)}
    if not mentions and not _DECISION_WORD.match(head) and not _ABBREVIATION.match(head):
        return None
    # "Beslutning i Byrådet den 30-01-2018Godkendt."
    ends = [match.end() for match in _GLUED_DATE.finditer(head)]
    dates = {one.span.start: one for end in (*ends, len(head)) for one in find_dates(head[:end])}
    at, word, sure, body, day = 0, False, False, None, None
    if (short := _ABBREVIATION.match(head)) and short.end() in dates and 0 not in mentions:
        body, at = short[1], short.end()
    while at < len(head):
        if at in dates and day is None:
            day, at = dates[at].date, dates[at].span.end
        elif at in mentions and body is None:
            body, at = mentions[at].body.name, mentions[at].span.end
        elif match := _FILLER.match(head, at) or _DECISION_WORD.match(head, at):
            word = word or match.re is _DECISION_WORD
            sure = sure or (match.re is _DECISION_WORD and match["sure"] is not None)
            at = match.end()
        elif head[at] == ":":
            at += 1
            # "BESLUTNING: Byrådet den …" goes on behind its colon.
            if body is not None or day is not None or not word:
                break
        else:
            break
    # "Byrådets indstilling" alone is a recommendation; with its date it is what they decided.
    return _accept(row, at, word=sure or (word and bool(body and day)), body=body, day=day)


def _with_other_body(row: Row) -> Heading | None:
    """Read a heading with a body's name that no table knows; its day tells whose decision it is."""
    match = _UNNAMED.fullmatch(row.text) if len(row.text) < _LONGEST else None
    days = find_dates(match["day"]) if match else ()
    return Heading(SectionKind.BESLUTNING, row.span, None, days[0].date) if days else None


def _without_year(row: Row) -> Heading | None:
    """Read a body and its day alone on a line, which head a decision where decisions stand."""
    match = _NO_YEAR.fullmatch(row.text) if len(row.text) < _LONGEST else None
    if match is None:
        return None
    who = match["who"]
    named = next((one for one in find_bodies(who) if one.span == (0, len(who))), None)
    if named is None and re.fullmatch(r"[A-ZÆØÅ]{2,5}", who) is None:
        return None
    body = named.body.name if named else who
    return Heading(SectionKind.BESLUTNING, row.span, body, None, bare=True)


def _accept(row: Row, at: int, *, word: bool, body: str | None, day: date | None) -> Heading | None:
    rest = row.text[at:].lstrip()
    colon = row.text[:at].rstrip().endswith(":")
    if rest and not colon and not re.match(r"[A-ZÆØÅ0-9(»\"“]", rest):
        return None
    span = Span(row.start, row.start + at)
    named = body is not None or day is not None
    if word and named:
        return Heading(SectionKind.BESLUTNING, span, body, day)
    # "Beslutning den :" in a transcript that lost its bodies and days.
    alone = re.match(r"\W*(?:\w+ )?beslutning", row.text, re.IGNORECASE) is not None
    if word and alone and (colon or not rest):
        return Heading(SectionKind.BESLUTNING, span)
    if body and day and (colon or not rest):
        return Heading(SectionKind.BESLUTNING, span, body, day)
    if body and colon and not word and rest:
        return Heading(SectionKind.BESLUTNING, span, body, None, bare=True)
    return None


class _Entry(NamedTuple):
    """A row of the table of headings."""

    kind: SectionKind
    inline: bool
    strong: bool
    then: SectionKind | None


@cache
def _table() -> dict[str, _Entry]:
    return {
        squash(word): _Entry(
            SectionKind(row["kind"]),
            row["inline"],
            row.get("strong", True),
            SectionKind(row["then"]) if "then" in row else None,
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
    return re.compile(rf"(?:{either})(?={space}(?-i:[A-ZÆØÅ][a-zæøå\s]|[0-9(»]))")

"""The head of the minutes: body, date, time, place, who was there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates, find_time
from pipeline.danish.offices import find_office
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.closed import is_closed_title
from pipeline.splitting.headings import Heading
from pipeline.splitting.rows import Row

_TITLE = re.compile(r"\b(?:referat|protokol|dagsorden|møde|beslutnings\w+)", re.IGNORECASE)
_NOUGHT = re.compile(r"\b0(?=[a-zæøå])")
_DAY = re.compile(
    r"\b\d{1,2}\.? (?:januar|februar|marts|april|maj|ju[nl]i|august"
    r"|(?:septem|okto|novem|decem)ber)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[A-ZÆØÅÉÖ][\w'’-]+(?:\s(?:[A-ZÆØÅÉÖ][\w'’.-]*|van|von|de|der|af|el|la))*"
    r"\s[A-ZÆØÅÉÖ][\w'’-]+"
)
# A day of the paper's, not of the meeting: "Udskrevet 05-10-2017", "Side 1 af 3 14-04-2011".
_OF_PRINT = re.compile(
    r"(?:\b(?:udskrevet|udskrift\w*|udprintet|print(?:et|dato)?|udsendt|udsendelsesdato|"
    r"offentliggjort|offentliggørelse\w*|publiceret|dannet|genereret|hentet|downloadet|oprettet|"
    r"opdateret|ændret|arkiveret|scannet|underskrevet)"
    r"(?:\W+(?:den|d|dato|pr|fra \w+)\b)?|\bside \d+(?: ?(?:af|/) ?\d+)?)\W*$",
    re.IGNORECASE,
)
_LONG_PERSON = 80
# A name that goes on in the next line.
_BROKEN = re.compile(r"(?:[^\W\d_]-|[^\W\d_],|\b(?:og|for))$")
# What begins so belongs to the agenda, not to the head.
_AGENDA = re.compile(
    r"\W*(?:(?:punkt|pkt\.?|nr\.?|sag)\s*)?\d{1,4}[.:)]?\s+[A-ZÆØÅ]", re.IGNORECASE
)


class Header(NamedTuple):
    """What the head of the minutes says. ``keep`` are the places it says it at."""

    body: str | None
    date: date | None
    time: time | None
    place: str | None
    participants: tuple[str, ...]
    keep: tuple[Span, ...]


class _Field(NamedTuple):
    name: str
    value: Span
    text: str


def read_header(rows: Sequence[Row]) -> Header:
    """Read the rows above the first item.

    >>> rows = [Row(0, 37, "Referat Teknisk Udvalg d. 04-05-2010", 0, None, True, False)]
    >>> header = read_header(rows)
    >>> header.body, header.date.isoformat()
    ('Teknisk Udvalg', '2010-05-04')
    >>> row = Row(0, 51, "Referat udskrevet 05-05-2010. Møde den 4. maj 2010", 0, None, True, False)
    >>> read_header([row]).date.isoformat()
    '2010-05-04'
    """
    fields = list(_fields(rows))
    lines = [_Field("", row.span, row.text) for row in _whole(rows) if len(row.text) < 300]
    titles = [line for line in lines if _TITLE.search(line.text)]
    alone = [line for line in lines if _names_only_a_body(line.text)]
    body, body_at = _first_body([f for f in fields if f.name == "body"], alone, titles, lines)
    day, day_at = _first_date([f for f in fields if f.name == "date"], titles, lines)
    if day is None:
        day, day_at = _day_of_year(lines)
    clock = next((t for f in (*fields, *titles, *lines) if (t := find_time(f.text))), None)
    place = next((f for f in fields if f.name == "place" and f.text), None)
    names = [name for f in fields if f.name in ("participants", "absent") for name in _names(f)]
    found = [span for span in (body_at, day_at, place.value if place else None) if span]
    return Header(
        body,
        day,
        clock,
        place.text if place else None,
        tuple(dict.fromkeys(name for name, _ in names)),
        tuple(sorted({*found, *(span for _, span in names)})),
    )


def by_decisions(header: Header, headings: Iterable[Heading | None]) -> Header:
    """Return a silent header with the body and the day that all headings of decisions name.

    Items printed one by one have no other head.
    """
    named = {(one.body, one.date) for one in headings if one and one.body and one.date}
    if header.body or header.date or len(named) != 1:
        return header
    ((body, day),) = named
    return header._replace(body=body, date=day)


def as_told(body: str | None, text: str) -> str | None:
    """Return a body's name as the text has it, in the definite form where a heading lacks it.

    >>> as_told("Handicapråd", "HANDICAPRÅD. Handicaprådet drøftede planen.")
    'Handicaprådet'
    >>> as_told("Teknisk Udvalg", "Teknisk Udvalg godkendte planen.")
    'Teknisk Udvalg'
    """
    end = next((end for last, end in _DEFINITE if body and body.endswith(last)), None)
    told = f"{body}{end}"
    return told if end and re.search(rf"\b{re.escape(told)}", text) else body


_DEFINITE = (("råd", "et"), ("udvalg", "et"), ("bestyrelse", "n"), ("ledelse", "n"))


def _whole(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows, a name broken over two as one: "Økonomi-" above "og Erhvervsudvalget"."""
    above: Row | None = None
    for row in rows:
        if above is not None and not row.after_blank and _BROKEN.search(above.text):
            above = above.with_next(row)
            continue
        if above is not None:
            yield above
        above = row
    if above is not None:
        yield above


def _names_only_a_body(line: str) -> bool:
    mentions = find_bodies(line)
    rest = re.sub(r"(?i)\b(?:side \d+|referat|kommune)\b|\W", "", line)
    return len(mentions) == 1 and len(rest) <= len(re.sub(r"\W", "", mentions[0].span.of(line)))


def _first_body(*groups: Sequence[_Field]) -> tuple[str | None, Span | None]:
    for field in (field for group in groups for field in group):
        # A scan may have read "Ø" as a nought.
        for mention in find_bodies(_NOUGHT.sub("Ø", field.text), field.value.start):
            # "Byrådssalen" is a place, "byrådsmøde" a meeting of the body.
            after = field.text[mention.span.end - field.value.start :]
            if re.match(r"(?i)s?(?:\W|$|-?(?:møde|referat))", after):
                return mention.body.name, mention.span
    return None, None


def _first_date(*groups: Sequence[_Field]) -> tuple[date | None, Span | None]:
    for field in (field for group in groups for field in group):
        # A heading may run into its date ("Referat01. februar 2017").
        for at in (0, *(m.start() for m in re.finditer(r"(?<=[a-zæøå])(?=\d)", field.text))):
            for found in find_dates(field.text[at:], field.value.start + at):
                before = field.text[: found.span.start - field.value.start]
                if found.date is None or found.derived or _OF_PRINT.search(before):
                    continue
                return found.date, found.span
    return None, None


def _day_of_year(lines: Sequence[_Field]) -> tuple[date | None, Span | None]:
    """Read "År 2006, den 24. oktober", and a day whose year stands elsewhere in the head.

    The year counts only if the head names no other.
    """
    years = {year[0] for line in lines for year in re.finditer(r"\b(?:19|20)\d\d\b", line.text)}
    days = ((line, day) for line in lines for day in _DAY.finditer(line.text))
    if len(years) == 1 and (first := next(days, None)):
        line, day = first
        found = find_dates(f"{day[0].removesuffix('.')} {min(years)}")
        if found and found[0].date is not None:
            start = line.value.start + day.start()
            return found[0].date, Span(start, start + len(day[0]))
    return None, None


def _fields(rows: Sequence[Row]) -> Iterator[_Field]:
    """Yield each labelled value; a label alone on its line has its value in the next lines."""
    labels, pattern = _labels()
    open_field: str | None = None
    waiting = False  # for the value of a label that stood alone
    for row in rows:
        match = pattern.match(row.text)
        if is_closed_title(row.text) or _AGENDA.match(row.text):
            open_field = None
            continue
        if match:
            open_field = labels[match["label"].lower()]
            value = Span(row.start + match.end(), row.end)
            waiting = True
        elif open_field and (waiting or not row.after_blank or _is_listed(open_field, row.text)):
            value = row.span
        else:
            open_field = None
            continue
        text = row.text[value.start - row.start :].strip()
        if row.flat:
            # In a transcript without line breaks the agenda may follow at once.
            text = re.split(r"\s\d{1,4}[.:]?\s+(?=[A-ZÆØÅ])", text)[0]
        if text:
            start = row.start + row.text.index(text, value.start - row.start)
            yield _Field(open_field, Span(start, start + len(text)), text)
            waiting = False
            if open_field not in ("participants", "absent"):
                open_field = None


def _is_listed(field: str, line: str) -> bool:
    """Whether a line names one more person, with title or party, below a list of them."""
    person = _NAME.match(line) if field in ("participants", "absent") else None
    after = line[person.end() :].lstrip() if person else ""
    return person is not None and len(line) < _LONG_PERSON and after[:1] in ("", ",", "(", "-", "–")


def _names(field: _Field) -> Iterator[tuple[str, Span]]:
    """Yield each name with its place, the office beside it included."""
    for match in _NAME.finditer(field.text):
        if match.group().isupper() or find_bodies(match.group()):
            continue
        before = field.text[: match.start()]
        if before.count("(") > before.count(")"):
            # "Jens Holm (Teknisk Forvaltning)": where from, not who.
            continue
        name = Span(*match.span())
        at = find_office(field.text, name) or name
        start, end = min(name.start, at.start), max(name.end, at.end)
        yield match.group(), Span(field.value.start + start, field.value.start + end)


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str]]:
    rows = load_lexicon("header")["field"]
    labels = {word: row["field"] for row in rows for word in row["words"]}
    either = "|".join(re.escape(word) for word in sorted(labels, key=len, reverse=True))
    return labels, re.compile(
        rf"\s*(?P<label>{either})(?:\s*[:\t|]\s*|\s+|$|(?=\d)|(?-i:(?=[A-ZÆØÅ])))", re.IGNORECASE
    )

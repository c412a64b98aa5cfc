"""The sentences of an item that a post may use as background, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from pipeline.danish.blocks import BULLETS
from pipeline.danish.cues import AnyOf
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import has_finite
from pipeline.drafting.background.chained import chained
from pipeline.drafting.background.entries import acts
from pipeline.drafting.background.lists import Told, told_lists
from pipeline.drafting.background.motions import told_motion
from pipeline.drafting.background.standing import short_sentences
from pipeline.drafting.background.theme import told_theme
from pipeline.drafting.noted.lines import notes_in, stands_in_prose, told_by_case
from pipeline.drafting.noted.quoted import is_quote
from pipeline.drafting.noted.reading import Note
from pipeline.labels import RUNNING_TEXT, SectionKind
from pipeline.records import Item, Minutes, Section, Span

BACKGROUND = (
    *RUNNING_TEXT,
    SectionKind.OEKONOMI,
    SectionKind.KONSEKVENSER,
    SectionKind.HOERING,
)
_LIST_ITEM = re.compile(rf"^\s*(?:[{BULLETS}]|\(?\d{{1,2}}[.)]|[a-z][.)])\s")
_NOT_PROSE = re.compile(r"[\t|{}<>]|https?:|www\.|@|\.{4,}|\b(?:bilag(?:et|ene)?|vedlagt)\b", re.I)
# Talk about the agenda, the recommendation or the papers is no news.
_ABOUT_PAPERS = AnyOf(
    [
        r"\b(?:henvises|dagsordenspunkt\w*|indstille[sr]|indstiller|punktet|sagsnr|journalnummer|"
        r"forelægges (?:hermed|til)|forelægges(?=\.$)|fremlægges (?:hermed|til|på)|"
        r"sagen (?:forelægges|fremlægges)|"
        r"[Dd]er forelægges|"
        r"(?:udvalget|rådet|direktionen|kommunalbestyrelsen|chefgruppen|bestyrelsen) "
        r"skal (?:nu |her )?(?:tage stilling|anbefale|godkende|pege på|sige god for|behandle)|"
        r"genoptages|følgende|nedenstående|nedenfor|ovenstående|ovenfor|skema(?:et)? viser|"
        r"fremgår af|nærværende|i indstilling(?:en)?|tabel(?:len)?|figur|kl\. \d+ til)\b",
    ]
)
# What somebody moved is no news of the case: it was voted down, or the decision tells it.
_MOVED = re.compile(r"^(?:[\w.’']+ ){0,4}ændringsforslag\w*\b", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:[A-ZÆØÅ][a-zæøå]+ ){1,3}[A-ZÆØÅ][a-zæøå]+ \([A-ZÆØÅ]{1,2}\)|"
    r"(?:[Ff]ormand|[Bb]orgmester|chef|[Dd]irektør|leder|[Mm]edlem|konsulent|sekretær) "
    r"(?:[A-ZÆØÅ][\w.-]+ ){1,2}[A-ZÆØÅ][a-zæøå]+\b|"
    r"\b(?:[Ee]jer|[Aa]nsøger|[Bb]eboer|[Ll]ejer)\w* (?:af|på|i) (?:[A-ZÆØÅ][\w.]+ ){1,3}\d+\b"
)


_RELATIVE = re.compile(
    r"(?:,| og| eller) (?:og |eller )?(?:hvor|som|der|hvis)\b[^,.;]*"
    # "X, som skal sikre, at …, og at …"
    r"(?:, (?:(?:og|eller) )?(?:at|som|der)\b[^,.;]*)*"
)


# A capital, or a count: "119 elever er begyndt".
_OPENS = re.compile(r"[^\W\d_a-zæøå]|\d+(?:[.,]\d+)* ?%? [a-zæøå]")


# "Lamperne giver 3." breaks off at an ordinal; "Udvalget den 10. maj: Anbefales." is history.
_CUT_SHORT = re.compile(
    r"^\S+(?: \S+){0,6} \d{1,2}\.$|^[A-ZÆØÅ][\w -]+ den \d+\. \w+(?: \d{4})?: |"
    r"^[A-ZÆØÅ][\w -]{0,50}?,? (?:d\. )?\d{1,2}[./] ?\d{1,2}\.?(?:[-/. ]?\d{2,4})?\s?: "
)


class Source(NamedTuple):
    """A sentence as it stands in the minutes. ``place`` counts within the item.

    ``also`` holds the places of sentences that put it right, or that it is told with. ``noted``
    tells that a note or a field is told as a sentence, which leans on none before it. ``back``
    counts to the line above a list that an entry goes on about.
    """

    text: str
    span: Span
    kind: SectionKind
    place: int
    also: tuple[Span, ...] = ()
    noted: bool = False
    back: int = 0


def decision_part(text: str, section: Section) -> tuple[Span, ...]:
    """Return the sentences of a decision section up to where the case itself begins.

    Some minutes print the outcome first and the case right below it, under a question ("Hvorfor
    behandler vi sagen?") or without any heading: a long text is not all decision.
    """
    decided, _ = _divided(text, section)
    return decided


_ASKED = re.compile(r"(?:Hvorfor|Hvad|Hvordan|Hvem|Hvornår|Hvilke\w?)\b[^.?]{3,60}\?$")
# Above the longest decision that is one; the first sentences of a longer text are told as such.
_LONG_DECISION = 150
_FIRST_WORDS = 40


def _divided(text: str, section: Section) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    spans = split_sentences(section.body.of(text), section.body.start)
    for place, span in enumerate(spans):
        if place and _ASKED.match(span.of(text).strip()):
            return spans[:place], spans[place:]
    counts = [len(span.of(text).split()) for span in spans]
    if sum(counts) <= _LONG_DECISION or _SETTLES.search(text, *section.body):
        return spans, ()
    place = next(at for at in range(len(counts) + 1) if sum(counts[:at]) > _FIRST_WORDS)
    return spans[:place], spans[place:]


# Votes and numbered points make a long decision.
_SETTLES = re.compile(r"\b(?:stemte|stemmer|ændringsforslag|[Aa]d\.? ?\d|[Pp]unkt \d)\b")


def source_sentences(minutes: Minutes, item: Item, *, settled: bool = True) -> tuple[Source, ...]:
    """Return the whole sentences of an item's background, list entries and fragments left out.

    Unless the item is *settled* by a yes, sections that tell a proposal as a plan ("Løsning") are
    left out: what they say will not happen, or not yet.
    """
    return _sources(minutes.text, item, minutes.date, settled)


@lru_cache(maxsize=64)
def _sources(text: str, item: Item, meeting: date | None, settled: bool) -> tuple[Source, ...]:
    lines = [one for section in item.sections for one in _lines(text, section, meeting, settled)]
    told = _agreeing(_placed(lines, noted=True))
    prose = _placed(lines, noted=False)
    whole = sum(one.text != "" for one in prose)
    notes = sum(one.noted and not is_quote(one.text) and one.text != "" for one in told)
    more = sum(one.text != "" for one in told) - whole
    if not more or (notes < _NOTED * whole and more <= whole):
        # In a case that is told in prose, lists and tables only go with it.
        told = tuple(prose)
    if settled:
        return told
    return tuple(one._replace(text=told_by_case(one.text)) if one.noted else one for one in told)


def _clauses(sentence: str, meeting: date | None) -> tuple[str, ...]:
    """Return a sentence that can't be told as it is by its clauses."""
    told = () if short_sentences(sentence, meeting) else chained(sentence)
    return told or (sentence,)


_LACKS_SUBJECT = re.compile(r"Mangler ")
# So many notes to a sentence of prose make a case one that is written in notes; so do more lines of
# any kind than sentences.
_NOTED = 0.5


class _Line(NamedTuple):
    """A sentence or a line of a section: its clauses where it is prose, else its notes.

    ``listed`` holds what it tells as one of a list, None where it stands in none.
    """

    span: Span
    kind: SectionKind
    clauses: tuple[str, ...]
    notes: tuple[Note, ...]
    listed: tuple[Told, ...] | None


def _lines(text: str, section: Section, meeting: date | None, settled: bool) -> Iterator[_Line]:
    """Yield what a section of an item's background holds, nothing of one that is none."""
    proposal = _PROPOSAL.match(section.heading.of(text).strip())
    decides = section.kind is SectionKind.BESLUTNING
    if section.kind not in (*BACKGROUND, SectionKind.BESLUTNING) or (proposal and not settled):
        return
    spans = split_sentences(section.body.of(text), section.body.start)
    spans = _divided(text, section)[1] if decides else tuple(map(partial(_unlabelled, text), spans))
    prose = frozenset(span for span in spans if is_prose(span.of(text)))
    # What is told as a sentence needs no notes.
    whole = frozenset(span for span in prose if not _LACKS_SUBJECT.match(text, *span))
    lists = {} if decides else told_lists(text, spans)
    read = notes_in(text, section, spans, whole)
    for place, (span, noted) in enumerate(zip(spans, read, strict=True)):
        restated = told_motion(span.of(text)) or told_theme(span.of(text))
        clauses = _clauses(span.of(text), meeting) if span in prose else ()
        clauses = (restated,) if restated else clauses
        notes = [one for one in noted if one.kind != "clause" or is_prose(one.told)]
        notes = [] if span in whole else notes
        yield _Line(span, section.kind, clauses, tuple(notes), lists.get(place))


def _placed(lines: Iterable[_Line], *, noted: bool) -> list[Source]:
    """Return lines as sentences of an item, with its notes where they are asked for."""
    found: list[Source] = []
    starts: list[int] = []
    for line in lines:
        starts.append(len(found))
        # Behind an entry that isn't told, what goes on about it isn't, either.
        alone = line.listed is None or (noted and not line.clauses)
        rows = (_of_line(line, noted=noted) if alone else []) or _of_list(line, starts)
        if rows or not found or found[-1].text:
            # One gap in the numbering, for a table of any length: what follows is no longer
            # next to what came before.
            rows = rows or [Source("", line.span, line.kind, 0)]
            found += (one._replace(place=at) for at, one in enumerate(rows, len(found)))
    return found


def _of_line(line: _Line, *, noted: bool) -> list[Source]:
    costs = line.kind is SectionKind.OEKONOMI and line.listed is None
    notes = [
        one
        for one in line.notes
        if noted or (not line.clauses and stands_in_prose(one, costs=costs))
    ]
    if notes:
        return [
            Source(one.told, one.span, line.kind, 0, noted=one.kind != "clause") for one in notes
        ]
    return [Source(clause, line.span, line.kind, 0) for clause in line.clauses]


def _of_list(line: _Line, starts: Sequence[int]) -> list[Source]:
    """Return what a line of a list tells; *starts* holds where it and those before it stand."""
    return [
        Source(one.text, one.span, line.kind, 0, one.also, back=starts[-1] - starts[-1 - one.back])
        for one in line.listed or ()
        if is_prose(one.text)
    ]


def _agreeing(found: Sequence[Source]) -> tuple[Source, ...]:
    """Leave out notes that say different things of one: what each is about, they don't tell.

    >>> notes = "Prisen er 2 kr.", "Prisen er 9 kr."
    >>> rows = [Source(one, Span(0, 1), SectionKind.TEKST, 0, noted=True) for one in notes]
    >>> [one.text for one in _agreeing(rows)]
    ['', '']
    """
    said: dict[str, set[str]] = {}
    for one in found:
        subject, _, rest = one.text.partition(" er ")
        said.setdefault(subject if one.noted else "", set()).add(rest)
    # "Tallet er højest i maj" says of which.
    said.pop("Tallet", None)
    return tuple(
        one._replace(text="")
        if one.noted and len(said.get(one.text.partition(" er ")[0], ())) > 1
        else one
        for one in found
    )


def _unlabelled(text: str, span: Span) -> Span:
    """Leave out the "Tekst: " that some minutes print before the first sentence."""
    match = _LABEL.match(span.of(text))
    return Span(span.start + match.end(), span.end) if match else span


_LABEL = re.compile(
    r"(?:Svar|Sv\.?)(?: \([^()]{2,30}\))?: (?=[^\W\d_a-zæøå])|"
    r"(?:Tekst|Sagen?|Resum[eé]|Baggrund|Sagsfremstilling|Økonomi|Indhold|Kort fortalt|Status|"
    r"Konklusion|Fakta|Indledning|Formål|Tidsplan|Proces|Vurdering|Hvad|Tidligere): "
    r"(?=[^\W\d_a-zæøå])"
)
_PROPOSAL = re.compile(r"løsning|forslag|videre proces", re.IGNORECASE)


@lru_cache(maxsize=2048)
def is_prose(sentence: str) -> bool:
    """Tell whether a sentence can stand in a post: whole, finite, and about the case.

    >>> is_prose("Trackerne monteres i maj."), is_prose("Ingen."), is_prose("- Status på stien")
    (True, False, False)
    """
    if not sentence.endswith((".", "!")) or not _OPENS.match(sentence):
        return False
    if len(sentence.split()) < 4 or _LIST_ITEM.match(sentence) or _CUT_SHORT.search(sentence):
        return False
    if (
        _MOVED.match(sentence)
        or _NOT_PROSE.search(sentence)
        or _ABOUT_PAPERS.found_in(sentence)
        or _PERSON.search(sentence)
    ):
        return False
    # A noun with a relative clause ("Fast punkt, hvor der orienteres …") has no verb of its own.
    parts = [_RELATIVE.sub(" ", part) for part in sentence.split(";")]
    return all(has_finite(part) or acts(part.strip()) for part in parts)


def listed_topics(text: str, item: Item) -> tuple[tuple[str, Span], ...]:
    """Return the entries of a list that a sentence announces as what is to be discussed.

    "Følgende emner ønskes drøftet:" followed by lines gives the lines.
    """
    for section in item.parts(*RUNNING_TEXT):
        spans = split_sentences(section.body.of(text), section.body.start)
        for index, span in enumerate(spans):
            if _ANNOUNCES.search(span.of(text)):
                return _entries(text, spans[index + 1 :])
    return ()


_ANNOUNCES = re.compile(r"\b(?:emner?|punkter|temaer)\b[^.:]*\bdrøft\w*[^.:]*:$", re.IGNORECASE)


def _entries(text: str, spans: tuple[Span, ...]) -> tuple[tuple[str, Span], ...]:
    entries = []
    for span in spans:
        entry = _LIST_ITEM.sub("", span.of(text)).strip(" .;")
        if len(entry.split()) > 12 or has_finite(entry) or entry.endswith(":"):
            break
        entries.append((entry, span))
    return tuple(entries[:4])

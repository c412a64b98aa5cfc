"""The notes of a section of a case, line by line: what a line says may hang on those around it.

A table is read whole. A line that ends in a colon, "Ventetid:", names what the list below it is
about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.danish.blocks import BULLETS
from pipeline.danish.nouns import lower_first
from pipeline.drafting.noted.entries import told_entry_clause
from pipeline.drafting.noted.fields import told_entry, told_field
from pipeline.drafting.noted.quoted import QUOTES, says_its_matter, told_quote
from pipeline.drafting.noted.reading import MARK, Note, is_neutral, is_offer, told_notes
from pipeline.drafting.noted.tables import Table, read_tables, told_rows
from pipeline.records import Section, Span

_LABEL = re.compile(rf"\s*(?:[{BULLETS}]\s+)?(?P<label>[^:\n]{{1,30}}?)(?::| [–-] )")
_ENTRY = re.compile(r"(?P<what>[^:\d]{2,40}?):? +(?P<value>(?:ca\. |knap |godt )?\d.*)$", re.DOTALL)


def notes_in(
    text: str, section: Section, spans: Sequence[Span], whole: Collection[Span] = ()
) -> list[tuple[Note, ...]]:
    r"""Return the notes of each of the sentences of a section, () where it is or has none.

    *text* is that of the minutes, *spans* those of the sentences. Those that are *whole* are read
    only for what the lines around them hang on.

    >>> from pipeline.danish.sentences import split_sentences
    >>> from pipeline.labels import SectionKind
    >>> text = "Ventetid:\n- børn: 5 uger\n- voksne: 9 uger"
    >>> section = Section(SectionKind.TEKST, Span(0, 0), Span(0, len(text)))
    >>> notes_in(text, section, split_sentences(text))[1][0].told
    'Ventetiden for børn er 5 uger.'
    """
    tables = [_moved(one, section.body.start) for one in read_tables(section.body.of(text))]
    told: list[tuple[Note, ...]] = []
    head, asked, opened, marked = "", "", -1, True
    for place, span in enumerate(spans):
        table = next((one for one in tables if one.span.overlaps(span)), None)
        if table is not None:
            tables.remove(table)
            told.append(tuple(_of_table(table)))
            continue
        line = span.of(text)
        question, asked = asked, line if line.endswith("?") else ""
        mark = MARK.match(line) is not None
        marked = mark if place == opened + 1 else marked
        listed = head and (mark or place == opened + 1)
        # Below a label whose entries have no mark stands all that is no sentence.
        whose = head and not (mark or marked or span in whole or line.endswith(":"))
        if not (listed or whose):
            head, opened = (line.rstrip(": "), place) if line.endswith(":") else ("", place)
        if span in whole:
            told.append(())
            continue
        notes = () if place else _of_heading(text, section, span)
        if listed:
            notes = notes or _of_list(head, line, span)
        elif not whose or is_neutral(head):
            notes = notes or _of_line(text, span) or _as_it_stands(line, span, question)
        told.append(notes)
    return told


def _of_line(text: str, span: Span) -> tuple[Note, ...]:
    """Tell the notes of a line, what one offer of several is with the name of that."""
    begin = text.rfind("\n", 0, span.start) + 1
    label = _LABEL.match(text, begin, span.end)
    offer = label["label"].strip() if label and is_offer(label["label"]) else ""
    if offer and not re.search(r"[a-zæøå]{3} ", offer):
        # "A:", "2:" says nothing by itself.
        return ()
    start = max(span.start, label.end()) if label and offer else span.start
    notes = tuple(_shifted(one, start) for one in told_notes(text[start : span.end]))
    return tuple(one._replace(told=_of_offer(one.told, offer)) for one in notes) if offer else notes


def _as_it_stands(line: str, span: Span, question: str) -> tuple[Note, ...]:
    """Tell a line that is a clause as that, and any other that has a fact in its own words.

    The answer to a *question* that says what it is about is told without it.
    """
    if line.endswith((":", "?")):
        return ()
    mark = MARK.match(line)
    clause = told_entry_clause(line[mark.end() if mark else 0 :])
    if clause:
        return (Note(clause[0], span, "note" if clause[1] else "clause"),)
    quote = told_quote(line) if not question or says_its_matter(question) else None
    return (Note(quote, span, "quote"),) if quote else ()


def _of_offer(told: str, offer: str) -> str:
    """Say "For model B er prisen 9 kr." of "Prisen er 9 kr."."""
    subject, verb, rest = told.partition(" er ")
    return f"For {lower_first(offer)}{verb}{lower_first(subject)} {rest}"


def stands_in_prose(note: Note, *, costs: bool) -> bool:
    """Tell whether a note may be told among sentences: which offer a price is of, or what it costs.

    A section on what things cost is told by its notes, whatever else the case is told by.

    >>> stands_in_prose(Note("Overslaget er på 9 kr.", Span(0, 1)), costs=True)
    True
    """
    sums = _COSTS.match(note.told) if costs else None
    return note.kind == "note" and (_OF_OFFER.match(note.told) or sums) is not None


_OF_OFFER = re.compile(r"For [^,.]+ er (?!antallet\b)")
_COSTS = re.compile(
    r"(?!For )[A-ZÆØÅ][^.:;,»]{3,60} er (?:på )?(?:ca\. |cirka )?\d[\d.,]* (?:mi[oa]\. )?kr\."
)


def told_by_case(told: str) -> str:
    """Say whose word it is where the case was refused or waits; "" where that can't be said.

    >>> told_by_case("Prisen er 9 kr."), told_by_case("Der mangler folk.")
    ('Ifølge sagen er prisen 9 kr.', '')
    """
    if told.startswith(QUOTES):
        return told
    subject, verb, rest = told.partition(" er ")
    if not verb or subject.startswith(("For ", "Heraf")):
        return ""
    return f"Ifølge sagen er {lower_first(subject)} {rest}"


def _of_heading(text: str, section: Section, span: Span) -> tuple[Note, ...]:
    """Tell a field whose label was read as a heading: "Finansiering: 4 mio. kr."."""
    heading = section.heading
    between = text[heading.end : span.start]
    if heading.start == heading.end or "\n" in between or MARK.match(span.of(text)):
        return ()
    told = told_field(heading.of(text).strip(" :"), span.of(text))
    if told:
        return (Note(told, span),)
    neutral = is_neutral(heading.of(text).strip(" :"))
    whole = span if neutral else Span(heading.start, span.end)
    quote = told_quote(whole.of(text))
    return (Note(quote, whole, "quote"),) if quote else ()


def _of_list(intro: str, line: str, span: Span) -> tuple[Note, ...]:
    """Tell an entry of a list by what the line above it names: "Ventetid:", "- børn: 5 uger"."""
    if is_neutral(intro):
        return tuple(_shifted(one, span.start) for one in told_notes(line))
    mark = MARK.match(line)
    match = _ENTRY.match(line, mark.end() if mark else 0)
    told = told_entry(intro, match["what"], match["value"]) if match else None
    return (Note(told, span),) if told else ()


def _of_table(table: Table) -> Iterator[Note]:
    for row in table.rows:
        if len(row.cells) == 2 and (told := told_field(*row.cells)):
            yield Note(told, row.span)
    if any(len(row.cells) > 2 for row in table.rows):
        yield from (Note(told, span) for told, span in told_rows(table))


def _moved(table: Table, by: int) -> Table:
    rows = tuple(row._replace(span=_shift(row.span, by)) for row in table.rows)
    return table._replace(rows=rows, span=_shift(table.span, by))


def _shifted(note: Note, by: int) -> Note:
    return note._replace(span=_shift(note.span, by))


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)

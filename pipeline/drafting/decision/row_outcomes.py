"""A decision that is the last column of a table: "Lys på stien | 250.000 kr. | Afslag" told.

A row names a part of the case, and may tell what it costs. What was decided stands in its last
cell; what no rule can tell there is quoted beside the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.clauses import stop
from pipeline.danish.nouns import find_noun, join_list, upper_first
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import is_finite, verb_of_passive
from pipeline.drafting.case import Case
from pipeline.drafting.headings.capitals import small
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN
from pipeline.drafting.plain.wording import plain_words
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

_EDGE = re.compile(r"\s*(?:\||\t)\s*|\s{2,}")
_BARS = re.compile(r"\s*(?:\||\t)\s*")
# "A", "3", "12.": a row's mark is no name.
_MARK = re.compile(r"\(?(?:[A-ZÆØÅ] )?(?P<mark>[A-ZÆØÅa-zæøå]|\d{1,3})[.)]?")
_NUMBER = re.compile(r"\d[\d.,]*(?: ?(?:kr\.?|mio\. kr\.|t\.kr\.|%|pct\.))?")
_BARE_NUMBER = re.compile(r"\d[\d.,]*")
# What was asked for, and no name: it stands before the outcome.
_ADVICE = re.compile(r"(?:indstil\w*|anbefal\w*|forslag|administration\w*)\b", re.IGNORECASE)
_FEWEST_ROWS, _FEWEST_CELLS = 2, 2


class Row(NamedTuple):
    """A part of the case, what was decided on it, and where that stands."""

    name: str
    outcome: str
    span: Span


def row_sentences(case: Case) -> tuple[Sentence, ...]:
    """Return what each row of a table decides; () where the decision is none, or one can't be said.

    Rows that say yes, and no more, share a sentence, and so do those that say no.
    """
    rows = _rows(case)
    if len(rows) < _FEWEST_ROWS:
        return ()
    told: dict[str, list[tuple[str, Span]]] = {}
    for row in rows:
        if not row.name:
            return ()
        frame, rest = _frame(row.outcome)
        if frame is None:
            frame, rest = _QUOTED, row.outcome.rstrip(".")
        key = frame if not rest and frame in _SHARED else frame.replace("{x}", rest)
        told.setdefault(key, []).append((row.name, row.span))
    said: list[Sentence] = []
    for frame, parts in told.items():
        groups = [parts] if frame in _SHARED else [[one] for one in parts]
        for group in groups:
            names = join_list([name for name, _ in group])
            body = case.pronoun.capitalize() if _follows(case, said) else case.body
            text = frame.format(body=body, name=names, x="")
            plain = plain_words(text, case.meeting)
            shown = without_names(case, plain) if plain else None
            if shown is None or HIDDEN in shown:
                return ()
            sources = (*(span for _, span in group), case.labelled.item.heading)
            said.append(Sentence(stop(upper_first(shown)), "realised", sources))
    return tuple(said)


def row_spans(case: Case) -> tuple[Span, ...]:
    """Return the sentences of the decision that hold rows of a table."""
    rows = _rows(case)
    return tuple(one for one in case.decision if any(one.overlaps(row.span) for row in rows))


def _follows(case: Case, said: Sequence[Sentence]) -> bool:
    opens = (f"{case.body} ", f"{case.pronoun.capitalize()} ")
    return bool(said) and said[-1].text.startswith(opens)


def _rows(case: Case) -> tuple[Row, ...]:
    found = tuple(_found(case))
    return found if len(found) >= _FEWEST_ROWS else ()


def _found(case: Case) -> Iterator[Row]:
    text = case.minutes.text
    heads: list[str] = []
    for span in case.decision:
        # A row ends with its line.
        for line in _lines(span, text):
            cells = _cells(line.of(text), _EDGE if _spaced(case) else _BARS)
            if len(cells) < _FEWEST_CELLS:
                continue
            heads = heads or _head(text, line, len(cells))
            name = _named(case, heads, cells[:-1]) or _by_mark(case, cells[0])
            yield Row(name, cells[-1], line)


def _lines(span: Span, text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", span.of(text)):
        yield Span(span.start + match.start(), span.start + match.end())


def _spaced(case: Case) -> bool:
    """Tell whether only blanks part the columns."""
    text = case.minutes.text
    return not any(_BARS.search(span.of(text)) for span in case.decision)


def _cells(line: str, edge: re.Pattern[str]) -> list[str]:
    return [one.strip() for one in edge.split(line.strip().strip("|").strip())]


def _head(text: str, row: Span, count: int) -> list[str]:
    """Return what the columns are called: the line above the first row that has as many cells."""
    above = text[: row.start].rstrip("\n ")
    for line in reversed(above.rsplit("\n", 3)[1:]):
        cells = _cells(line, _BARS if _BARS.search(line) else _EDGE)
        if len(cells) == count and not any(_BARE_NUMBER.fullmatch(one) for one in cells):
            return cells
        if line.strip():
            break
    return []


def _named(case: Case, heads: Sequence[str], cells: Sequence[str]) -> str:
    """Return the name of a row, with what else it tells of that in brackets."""
    names = heads if len(heads) == len(cells) + 1 else [""] * len(cells)
    kept = [
        (head, cell)
        for head, cell in zip(names, cells, strict=False)
        if cell and not _MARK.fullmatch(cell) and not (_ADVICE.match(head) and len(cell) < _SHORT)
    ]
    at = next((at for at, (_, cell) in enumerate(kept) if not _NUMBER.fullmatch(cell)), None)
    if at is None:
        return ""
    name = kept.pop(at)[1]
    more = [
        f"{head.lower()} {cell}" if _BARE_NUMBER.fullmatch(cell) else cell
        for head, cell in kept
        if head or not _BARE_NUMBER.fullmatch(cell)
    ]
    name = f"»{name}«" if ", " in name else _in_sentence(case, name)
    return f"{name} ({', '.join(more)})" if more else name


_SHORT = 8


def _by_mark(case: Case, cell: str) -> str:
    """Return what the case calls the part that a row only has the mark of; "" where it doesn't."""
    mark = _MARK.fullmatch(cell)
    if mark is None:
        return ""
    item, first = case.labelled.item, case.decision[0].start
    found = re.search(
        rf"^[^\w\n]*{re.escape(mark['mark'])}[.):]?(?: \|)? +"
        r"(?P<name>[A-ZÆØÅ][^|\t\n;:.]{2,50}?)(?= ?[|\t\n;:.])",
        case.minutes.text[item.heading.end : first],
        re.MULTILINE,
    )
    return _in_sentence(case, found["name"]) if found else ""


def _in_sentence(case: Case, name: str) -> str:
    """Return a name as it stands in a sentence: "Vej og Park" is one throughout."""
    alone = " " not in name and (_PLACE.search(name) or find_noun(name.lower()) is None)
    return name if alone or _OFFICE.match(name) else small(name, case.minutes.text)


_OFFICE = re.compile(r"[A-ZÆØÅ]\w+ (?:og|&) [A-ZÆØÅ]")
_PLACE = re.compile(r"(?:vej|gade|stræde|allé|vænget|toften|torvet|parken|skolen|huset|hallen)$")


def _frame(outcome: str) -> tuple[str | None, str]:
    """Return the frame for an outcome, and what follows in it.

    >>> _frame("Bevilget med 60.000 kr.")
    ('{body} sagde ja til {name}{x}', ' med 60.000 kr.')
    >>> _frame("set på"), _frame("Godkendt i Byrådet i juni"), _frame("Ja, men skal prissættes")
    ((None, ''), (None, ''), (None, ''))
    """
    several = len(split_sentences(outcome)) > 1
    for row in load_lexicon("outright")["cell"] if not several else ():
        match = re.fullmatch(row["from"], outcome.strip(" ."), re.IGNORECASE)
        if match:
            rest = match.groupdict().get("x") or ""
            year = re.fullmatch(r", (?:i )?((?:19|20)\d\d)", rest)
            rest = f" i {year[1]}" if year else rest
            rest = re.sub(r"^, men (?=\d)", ", men med ", rest)
            rest = re.sub(r"^, tages op igen", " og bliver taget op igen", rest)
            rest = re.sub(r"(?<=\w) (?=(?:når|hvis|da|fordi) )", ", ", rest)
            frame = row["to"].replace("{sum}", match.groupdict().get("sum") or "")
            if frame.startswith(_OWN_ACT) and _is_no_part(rest):
                break
            return frame, stop(rest) if rest.endswith(" kr") else rest
    return None, ""


def _is_no_part(rest: str) -> bool:
    """Tell whether what follows an outcome can't stand behind "{body} sagde ja til {name}"."""
    # With no subject of its own, what comes behind "men" would be said of the body.
    but = _BUT.match(rest)
    without_subject = but and (is_finite(but["word"]) or verb_of_passive(but["word"]))
    # "Godkendt i Byrådet i juni" was another body's yes.
    elsewhere = any(_WITHIN.search(rest[: one.span.start]) for one in find_bodies(rest))
    return bool(without_subject) or elsewhere


_OWN_ACT = ("{body} sagde ", "{body} bevilgede ")
_BUT = re.compile(r",? (?:men|dog) (?P<word>[a-zæøå]+)")
_WITHIN = re.compile(r"\b(?:i|af|hos)(?: de[nt])? $", re.IGNORECASE)
_QUOTED = "Om {name} lyder beslutningen: »{x}«"
_SHARED = frozenset(("{body} sagde ja til {name}{x}", "{body} sagde nej til {name}{x}"))

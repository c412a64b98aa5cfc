"""Tell the notes of a line or a sentence that is no prose, each as a sentence.

It is cut at its commas and dashes where what follows is a note by itself. What stands behind a
label that no rule knows stands under it, and is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from pipeline.danish.blocks import BULLETS
from pipeline.danish.form import is_whole
from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import has_finite
from pipeline.drafting.noted.fields import told_bare, told_field
from pipeline.drafting.noted.states import told_count, told_named, told_state
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

MARK = re.compile(rf"\s*(?:[>{BULLETS}]+\s+|\(?\d{{1,2}}[.)]\s+(?=[A-ZÆØÅ])|[a-z]\)\s+)")
_FIELD = re.compile(r"(?P<label>[A-ZÆØÅa-zæøå][^:?]{0,40}?): +(?P<value>\S.*)$", re.DOTALL)
# Where the label ends and the value begins: "Husleje 118.000 kr.", "Indflytning tidligst 15. juni".
_BARE_FIELD = re.compile(
    r"(?P<label>[A-ZÆØÅa-zæøå][a-zæøå-]+(?: [a-zæøåA-ZÆØÅ][\w-]*){0,5}?)"
    r"(?: (?P<year>(?:19|20)\d\d))? "
    r"(?P<value>(?:(?:ca\.|knap|godt|op til|mindst|højst|i alt|foreløbigt?|senest|tidligst|på|"
    r"\w+dag den|den|uge) )*\d.*|(?:senest|tidligst) .*)$",
    re.DOTALL,
)
_ABBREVIATED = (" kr.", " pct.", " mio.", " mia.", " stk.")
_PARTS = re.compile(r"(?:[,;]| [-–])\s+")
# No note begins behind these: "1. juli 2022 – 30. juni 2023".
_RANGE = re.compile(r" [-–]\s+\d")
# What would be lost with a part that is left out.
_LIMITS = re.compile(
    r"\b(?:dog|men|skøn\w*|anslå\w*|usik\w*|forvent\w*|vent\w*|forudsat|forbehold\w*|kun|højst|"
    r"mindst|ekskl\w*|eksklusive|uden|minus|betinget|foreløbig\w*)\b"
)
_MOST_WORDS = 40


class Note(NamedTuple):
    """A note told as a sentence, and where it stands.

    A *clause* is a sentence of the case that lacks its capital or its full stop, a *quote* tells a
    note in its own words.
    """

    told: str
    span: Span
    kind: Literal["note", "clause", "quote"] = "note"


@lru_cache(maxsize=1 << 11)
def told_notes(text: str) -> tuple[Note, ...]:
    """Return the notes in a line or a sentence that is no prose, each told as a sentence.

    The spans count from the start of *text*.

    >>> [one.told for one in told_notes("Pris 1,2 mio. kr., driften 40.000 kr. årligt.")]
    ['Prisen er 1,2 mio. kr.', 'Driften er på 40.000 kr. årligt.']
    >>> [one.told for one in told_notes("14 medarbejdere langtidssyge.")]
    ['14 medarbejdere er langtidssyge.']
    >>> told_notes("Model B: køb 9 kr., drift 3 kr."), told_notes("Forslag om ny hal.")
    ((), ())
    """
    mark = MARK.match(text)
    start = mark.end() if mark else 0
    if not 1 < len(text.split()) <= _MOST_WORDS or _pattern("never").search(text):
        return ()
    label = _FIELD.match(text, start)
    if label and is_offer(label["label"]):
        return ()
    if label and is_neutral(label["label"]):
        start, label = label.start("value"), None
    notes = tuple(_notes(text, start))
    if not label:
        return notes
    # What follows a label that no rule knows stands under it, and one name of several says less.
    of_words = not re.search(r"\d", text[label.start("value") : label.end()].partition(",")[0])
    cut = bool(notes) and notes[0].span.end < len(text.rstrip(" ."))
    return () if not notes or notes[0].span.start != start or (of_words and cut) else notes


def is_neutral(label: str) -> bool:
    """Tell whether a label says nothing of what follows it.

    >>> is_neutral("Status"), is_neutral("Model B")
    (True, False)
    """
    return _pattern("neutral").fullmatch(label.strip()) is not None


def is_offer(label: str) -> bool:
    """Tell whether a label names one of several offers.

    >>> is_offer("Model B"), is_offer("Bemanding")
    (True, False)
    """
    return _pattern("offer").fullmatch(label.strip()) is not None


def _notes(text: str, start: int) -> Iterator[Note]:
    """Yield the notes, each as long as what follows it is none by itself."""
    cuts = [
        match.span()
        for match in _PARTS.finditer(text, start)
        if _outside(text, match.start()) and not _RANGE.match(text, match.start())
    ]
    starts = [start, *(end for _, end in cuts)]
    ends = [*(begin for begin, _ in cuts), len(text)]
    opens = [_told(text[one:end]) is not None for one, end in zip(starts, ends, strict=True)]
    opens[0] = True
    heads = [place for place, is_one in enumerate(opens) if is_one]
    for place, after in zip(heads, [*heads[1:], len(starts)], strict=True):
        for last in range(after, place, -1):
            told = _told(text[starts[place] : ends[last - 1]], first=not place)
            if told and not _LIMITS.search(text[ends[last - 1] : ends[after - 1]]):
                yield Note(told, Span(starts[place], ends[last - 1]))
                break


def _outside(text: str, at: int) -> bool:
    """Tell whether a place stands outside of brackets."""
    return text.count("(", 0, at) == text.count(")", 0, at)


def _told(note: str, *, first: bool = False) -> str | None:
    """Return one note as a sentence, None where none is sure.

    Only the *first* of a line may be one that just counts or names something.
    """
    text = " ".join(note.split())
    text = text if text.endswith(_ABBREVIATED) else text.rstrip(".,; ")
    field = _FIELD.match(text)
    if field:
        told = told_field(field["label"], field["value"])
    else:
        rules: tuple[Callable[[str], str | None], ...] = (_bare, told_state)
        rules = (*rules, told_named) if first else rules
        whole = upper_first(text)
        finite = has_finite(text) and not whole.startswith(("Mangler ", "Ønske "))
        told = None if finite else next((one for rule in rules if (one := rule(whole))), None)
        told = told or (told_count(whole) if first else None)
    return told if told and is_whole(told) else None


def _bare(text: str) -> str | None:
    match = _BARE_FIELD.match(text)
    if match is None or _BROKEN_LABEL.search(match["label"]):
        return None
    label = f"{match['label']} {match['year']}" if match["year"] else match["label"]
    return told_bare(label, match["value"])


# "Temadagen flyttet til 30. april": a verb or a preposition stands between.
_BROKEN_LABEL = re.compile(
    r" (?:til|fra|på|i|af|for|med|om|pr|kl|nr|og|eller|siden|inden|efter|uge|den)$|"
    r" [a-zæøå]{3,}(?:tet|ttet|gt|lt|ede|sat|aget)\b"
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("notes")[name]["pattern"], re.IGNORECASE)

"""What closes an item: the tables of ``lexicon/closed.toml`` as questions.

When in doubt the answer is yes: a closed item that is read is a published error, an open one
that is not read is a line in a list of what was left out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from pipeline.danish.cues import AnyOf
from pipeline.lexicon import load_lexicon
from pipeline.splitting.numbering import read_label, several

# What an item is about whose lines tell when a place is shut, and such a line. No date with a
# year is one: it may be the meeting's own.
_OF_DAYS = re.compile(
    r"\b(?:lukke(?:dag|uge|period)|åbningstid)\w*|\b\w*(?:ferie|jule|sommer)lukning\w*",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\W*(?:uge \d{1,2}(?:\s?(?:[-–]|og)\s?\d{1,2})?"
    r"|\d{1,2}\. ?(?:januar|februar|marts|april|maj|ju[nl]i|august|(?:septem|okto|novem|decem)ber)"
    r"|(?:lille)?juleaften\w*|nytårs\w+|grundlovsdag|skærtorsdag|langfredag"
    r"|(?:(?:man|tirs|ons|tors|fre|lør|søn|hellig)dage?\W+(?:og |til )?){1,2}|(?:\w+\s+)?åbe?nt?)"
    r"[\s:|–-]*(?:holde[sr] |er )?lukket\W*",
    re.IGNORECASE,
)
# A field that says of every item whether it is open, and says so of this one. It gives no blank
# back: a line of them would be tried in every way.
_OPEN = re.compile(
    r"(?:\båbent?\s*/\s*lukket|\blukket\s*/\s*åbent?)(?: (?:punkt|sag))?"
    r"(?:\s*+[:=|]\s*+|\s++)(?:åbent?|å)\b"
    r"|\b(?:lukket|fortroligt?)(?:\s*+[:=|]\s*+|[^\S\t]*+\t\s*+)(?:nej|false|no|0)\W*$",
    re.IGNORECASE,
)


def is_closed_title(title: str) -> bool:
    """Whether the heading of an item says that it is closed.

    >>> is_closed_title("Køb af grund (Lukket)"), is_closed_title("Lukkedage i SFO")
    (True, False)
    >>> is_closed_title("Åbent/Lukket: Åbent"), is_closed_title("Åbent/Lukket: Lukket")
    (False, True)
    """
    return _found("title", _OPEN.sub("", title))


def is_closed_line(line: str) -> bool:
    """Whether a line within the minutes opens or marks a closed item.

    >>> is_closed_line("Punktet er lukket af hensyn til en forhandling.")
    True
    >>> is_closed_line("ØU-71  Lukket – Personsag"), is_closed_line("Adgang: Lukket")
    (True, True)
    """
    line = _OPEN.sub("", line)
    label = read_label(line)
    # "ØU-71  Lukket – Personsag": in whatever way the item is numbered.
    unnumbered = line[label.end :] if label else ""
    return _found("line", line) or (unnumbered != "" and _found("line", unnumbered))


def speaks_of_its_item(line: str) -> bool:
    """Whether a closing line is a sentence about the item it stands in.

    >>> speaks_of_its_item("Punktet er lukket af hensyn til en forhandling.")
    True
    """
    return _patterns("its_own").found_in(_shortened(line))


def is_access_label(words: str, *, column: bool = False) -> bool:
    """Whether *words* alone ask who may read an item, as a field does, or the head of a *column*.

    >>> is_access_label("Åben?"), is_access_label("Adgang:"), is_access_label("Lukket")
    (True, True, False)
    >>> is_access_label("Lukket", column=True), is_access_label("Åben plads")
    (True, False)
    """
    return words.strip(" |:?*_.").lower() in _access_labels(column=column)


def names_closing_day(title: str, line: str) -> bool:
    """Whether a line says on what days a place is shut, in an item that is about that.

    >>> names_closing_day("Lukkedage 2026", "Uge 29-30: lukket")
    True
    >>> names_closing_day("Køb af grund", "Uge 29: lukket")
    False
    >>> names_closing_day("Lukkedage 2026", "Status: Lukket")
    False
    """
    return _OF_DAYS.search(title) is not None and _DAYS.fullmatch(line) is not None


def remarks_on_above(line: str) -> bool:
    """Whether a closing line is a remark in brackets on what stands above it.

    >>> remarks_on_above("(for lukkede døre)"), remarks_on_above("FOR LUKKEDE DØRE")
    (True, False)
    """
    return re.fullmatch(r"\W*[(\[][^()\[\]]*[)\]]\W*", line) is not None and is_closed_line(line)


def is_bare_closed_word(line: str) -> bool:
    """Whether a line says that something is closed and nothing else.

    >>> is_bare_closed_word("– lukket –"), is_bare_closed_word("Lukket: Køb af grund")
    (True, False)
    >>> is_bare_closed_word("Ikke offentligt."), is_bare_closed_word("Vises ikke")
    (True, True)
    """
    return _patterns("bare").found_in(line)


def range_switch(line: str, *, apart: bool = True) -> Literal["closed", "open"] | None:
    """Return what a heading makes of everything below it, if it is such a heading.

    What stands not *apart* from the text of a case must say more than "Lukkede".

    >>> range_switch("Lukkede dagsordenspunkter"), range_switch("ÅBEN DAGSORDEN")
    ('closed', 'open')
    >>> range_switch("F O R   L U K K E D E   D Ø R E")
    'closed'
    >>> range_switch("Lukkede"), range_switch("Lukkede", apart=False)
    ('closed', None)
    """
    if len(line) > 120:
        return None
    if _found("range", line) or (apart and _found("apart", line)):
        return "closed"
    return "open" if _patterns("open_range").found_in(line) else None


def tells_of_doors(line: str) -> bool:
    """Whether a line that closes or opens what is below says what was done, and is no heading.

    >>> tells_of_doors("Dørene blev lukket kl. 14.10"), tells_of_doors("FOR LUKKEDE DØRE")
    (True, False)
    """
    return re.search(r"\bdørene\b|\b(?:blev|er|var|forlod)\b", line, re.IGNORECASE) is not None


def is_closed_meeting(header: str) -> bool:
    """Whether the head of the minutes says that the whole meeting was closed.

    >>> is_closed_meeting("Lukket referat fra Direktionen")
    True
    """
    return _found("meeting", header)


# Each line is asked again and again, and for what is in several tables.
@lru_cache(maxsize=1 << 12)
def _found(table: str, text: str) -> bool:
    """Whether a row of the table closes *text*, in whatever way that is read."""
    return any(map(_patterns(table).found_in, _readings(text)))


@lru_cache(maxsize=1 << 12)
def _readings(text: str) -> tuple[str, ...]:
    """Return *text* as it stands, and as it reads where its words are whole and apart.

    Exports lose the space between two fields, a line is broken within a word, and a typewriter set
    a heading with a space behind each letter.

    >>> _readings("Punkt 92Lukket"), _readings("luk- kede døre"), _readings("Veje")
    (('Punkt 92Lukket', 'Punkt 92 Lukket'), ('luk- kede døre', 'lukkede døre'), ('Veje',))
    >>> _readings("En bro  D E R   L U K K E S")[1], _readings("Gård  L  U  K")[-1]
    ('En bro DER LUKKES', 'Gård  LUK')
    """
    text = _shortened(text)
    apart = _RUN_TOGETHER.sub(r" \g<0>", _NUMBER_BEFORE.sub(r"\g<0> ", text))
    told = [text, apart, _BROKEN.sub("", text), several(text)[1]]
    if _SPACED_OUT.search(text):
        told.append(re.sub(r"\s{2,}", " ", _BETWEEN_LETTERS.sub("", text)))
        told.append(_BETWEEN_WIDE.sub("", text))
    return tuple(dict.fromkeys(told))


def _shortened(line: str) -> str:
    """Return a line whose long runs of one sign are short: patterns try each place in them.

    >>> _shortened("Løn" + " " * 5000 + "Lukket")
    'Løn         Lukket'
    """
    return _RUN.sub(lambda run: run[1] * _LONGEST_RUN, line)


# Longer than any run that a table asks for.
_LONGEST_RUN = 9
_RUN = re.compile(rf"([\W_])\1{{{_LONGEST_RUN},}}")
# Each begins with the sign it is found by, and looks back from there, which is quick.
_BROKEN = re.compile(r"[-¬](?<=[a-zæøå].)\s+(?=[a-zæøå])")
_SPACED_OUT = re.compile(r"\s[^\W\d_]\s{1,3}[^\W\d_]\s")
_BETWEEN_LETTERS = re.compile(r"(?<=(?<!\w)\w)\s(?=\w(?!\w))")
_BETWEEN_WIDE = re.compile(r"(?<=(?<!\w)\w)\s{1,3}(?=\w(?!\w))")
_NUMBER_BEFORE = re.compile(r"\d(?=[^\W\d_]{2})")
_RUN_TOGETHER = re.compile(r"[A-ZÆØÅ](?:(?<=[a-zæøå].)|(?<=[A-ZÆØÅ]{3})(?=[a-zæøå]))")


@cache
def _access_labels(*, column: bool) -> frozenset[str]:
    table = load_lexicon("closed")["access"]
    return frozenset(table["open"] + (table["closed"] if column else []))


@cache
def _patterns(table: str) -> AnyOf:
    return AnyOf(row["pattern"] for row in load_lexicon("closed")[table])

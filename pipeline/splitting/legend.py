"""Marks that close an item because a line of the document says they do: "(L) = lukket"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.danish.cues import Cued

_CLOSED = (
    r"(?:lukke|fortrolig|ikke[- ]?(?:er |til )?(?:åben|åbne|offentlig)|for lukkede|hemmelig|closed|"
    r"restricted)"
)
# A case with a closed annex is open.
_SHUT = (
    r"(?:(?:punkt|sag|emne)\w*,? (?:(?:der|som) )?)?(?:(?:er|bliver|blev) )?(?:behandle\w* )?"
    rf"(?:på den )?{_CLOSED}(?!\w* \w*bilag)"
)


def _mark(name: str) -> str:
    letters = r"(?-i:[A-ZÆØÅ]{1,3})"
    signs = r"[*#¤§†°!^+◊◆◇△▲※]{1,3}"
    return rf"(?P<{name}>[(\[](?:{letters}|[a-zæøå])[)\]]|{letters}[)\]]?|{signs})"


_EXPLAINED = Cued(
    rf"(?<![^\s(,;|·])(?:{_mark('mark')}|(?P<cross>x)(?= ?=))"
    r"(?:\s*(?:=|:|–|→|\b(?:betyder|angiver|markerer|betegner|viser|står for)\b)\s*|(?<=[)*†°])\s+)"
    rf"{_SHUT}"
    r"|\b(?:mærket|markeret|angivet|forsynet|vist|(?:punkter|sager)(?:ne)?(?= med| \()) "
    r"(?:med )?(?:et |en )?"
    r"(?:(?:stjerne|asterisk|kryds|tegnet|bogstavet) ?)?[\"'»“(]*"
    rf"{_mark('marked')}[\"'«”)]*\W*(?:\w+ )?(?:er|var|blev|behandle\w*)\b"
    rf".{{0,40}}{_SHUT}"
    rf"|\b{_SHUT}\w*(?: (?!åbn|ny)\w+){{0,4}},?(?: (?:er|og|bliver))? "
    r"(?:mærk\w+|marker\w+|angiv\w+|forsyn\w+|vise?[st]|står) "
    r"(?:med )?(?:et |en )?(?:(?:stjerne|asterisk|kryds|tegnet|bogstavet) ?)?[\"'»“(]*"
    rf"{_mark('told')}[\"'«”)]*\W*$",
    re.IGNORECASE,
)
# What "De lukkede er mærket *" speaks of: roads may be closed too.
_OF_ITEMS = re.compile(r"punkt|\bsag|\bemne|dagsorden|^\W*(?:de )?lukkede\W", re.IGNORECASE)
_NOTE = re.compile(rf"(?P<sign>[(\[]\d{{1,2}}[)\]]|[*#†°¹²³]{{1,3}})\)?\s*{_SHUT}", re.IGNORECASE)
# What open items bear beside what closed ones do, where no line explains it.
_PAIRS = (
    ("Å", "L"), ("Å", "F"), ("Å", "LU"), ("O", "F"), ("O", "L"), ("O", "IO"), ("O", "LU"),
    ("ÅP", "LP"), ("ÅS", "LS"), ("ÅB", "LU"), ("ÅBN", "LUK"), ("OFF", "FORT"), ("OFF", "IO"),
)  # fmt: skip
_FEWEST = 3
# An explanation is a line of its own, not a sentence of an item.
_LONGEST = 160


def closing_marks(lines: Iterable[str]) -> frozenset[str]:
    """Return the marks that some line explains as those of closed items.

    >>> sorted(closing_marks(["(B) = beslut  (F) = fortrolig", "Punkter mærket * er lukkede"]))
    ['(F)', '*']
    >>> closing_marks(["Punkter, der er lukkede for offentligheden, er mærket med *."])
    frozenset({'*'})
    >>> closing_marks(["Punkter, der ikke er åbne for offentligheden, er mærket med #."])
    frozenset({'#'})
    >>> closing_marks(["(x) angiver lukkede punkter", "(L = lukket sag)"]) == {"(x)", "L"}
    True
    """
    short = [line for line in lines if len(line) < _LONGEST]
    marks = {
        match["mark"] or match["cross"] or match["marked"] or match["told"]
        for line in short
        for match in _EXPLAINED.finditer(line)
        if not match["told"] or _OF_ITEMS.search(line)
    }
    return frozenset(marks | {match["sign"] for line in short if (match := closing_note(line))})


def closing_note(line: str) -> re.Match[str] | None:
    """Return the match of a note at the foot of a page that says what its ``sign`` closes.

    >>> closing_note("[1] Lukket punkt, jf. loven.")["sign"], closing_note("[1] Se bilag 3.")
    ('[1]', None)
    """
    return _NOTE.match(line)


def paired_marks(titles: Iterable[str]) -> frozenset[str]:
    """Return the marks of closed items that nothing explains: every item bears one of two.

    >>> sorted(paired_marks(["(Å) Veje", "(L) Køb af grund", "(Å) Skoler"]))
    ['L']
    >>> paired_marks(["O Veje", "Skoler", "F Plan"])
    frozenset()
    """
    every = [title for title in titles if title]
    if len(every) < _FEWEST:
        return frozenset()
    return frozenset(
        pair[1]
        for pair in _PAIRS
        if all(bears_mark(title, pair) for title in every)
        and all(any(bears_mark(title, (mark,)) for title in every) for mark in pair)
    )


def coded_title(number: str, title: str) -> str:
    """Return a title with the letters that its number begins with before it, as a mark.

    >>> coded_title("L1", "Køb af grund"), coded_title("3", "Veje")
    ('(L) Køb af grund', 'Veje')
    """
    code = re.match(r"[A-ZÆØÅ]{1,4}(?=[-.]?\d)", number)
    return f"({code.group()}) {title}" if code else title


def bears_mark(line: str, marks: Iterable[str]) -> bool:
    """Whether a line begins or ends with one of *marks*, a number before it or not.

    >>> bears_mark("4. Tilbud på grunden (F)", ["(F)"]), bears_mark("4* Tilbud", ["*"])
    (True, True)
    >>> bears_mark("Type:  L", ["(L)"]), bears_mark("Plan F for byen", ["F"])
    (True, False)
    """
    return any(_borne(mark).search(line) for mark in marks)


@lru_cache(maxsize=1 << 7)
def _borne(mark: str) -> re.Pattern[str]:
    letters = mark.strip("()[]")
    if not letters.isalpha():
        sign = re.escape(mark)
        return re.compile(rf"^\s*(?:(?:punkt|pkt\.?|sag)?\s*\w{{1,4}}[.:)]?\s*)?{sign}|{sign}\s*$")
    said = rf"[(\[]{letters}[)\]]" if mark != letters else rf"[(\[]?{letters}[)\]]?"
    return re.compile(
        rf"^\W*(?:(?:punkt|pkt\.?|sag)?\s*(?:\d[\d.]*[a-z]?|[IVX]+)[.:)\s]\s*)?{said}(?!\w)(?:\W|$)|\s{said}\s*$|[:=|\t]\s*{letters}\s*$"
    )

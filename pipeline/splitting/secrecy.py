"""Notes that close an item in words that no table has whole.

What is said in a sentence of a case may be about anything. A note stands apart: in brackets or
stars, behind "NB", as a word or two below a title. There a word of secrecy closes, and so does one
of what is public with a "not" beside it.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.cues import Cued
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.splitting.layout import Layout
from pipeline.splitting.said import numbers_told

_LONGEST, _TAG, _WORDS = 160, 40, 4
# A word or two so near to a title are about it.
_NEAR = 4
_NOTE = re.compile(
    r"[\W_]*(?:[(\[{<].*[)\]}>]|([*_]{1,3})\s?\S.*\S\s?\1)[\W_]*"
    r"|\W*(?:NB|OBS|Bemærk|Bem|Note|Obs|N\.B)\b\W.*"
)
_OF_CASE = re.compile(
    r"^\W*(?:drøftet|drøftes|behandlet|behandles)\b|\b(?:dette punkt|punktet|sagen|emnet)\b", re.I
)
_FIELD = re.compile(r"[:=|\t]|\s{3}")


def speaks_of_secrecy(words: str) -> bool:
    """Whether the words of a note say that what it stands at is not for everybody.

    >>> speaks_of_secrecy("uden tilhørere"), speaks_of_secrecy("offentlig høring")
    (True, False)
    """
    alone, no, public, how = _patterns()
    if alone.search(words) is not None:
        return True
    if public.search(words) is None or no.search(words) is None:
        return False
    words = how.sub("", words)
    return public.search(words) is not None and no.search(words) is not None


def is_secret_note(line: str) -> bool:
    """Whether a line is a note, by its brackets, its stars or its "NB", that speaks of secrecy.

    >>> is_secret_note("(Sagen drøftedes uden tilhørere.)"), is_secret_note("Uden tilhørere.")
    (True, False)
    """
    if len(line) > _LONGEST or not is_note(line):
        return False
    return speaks_of_secrecy(line) and not any(numbers_told(line))


def is_note(line: str) -> bool:
    """Whether a line stands in brackets or stars, or behind "NB".

    >>> is_note("(Se bilag.)"), is_note("NB: se bilag"), is_note("Se bilag.")
    (True, True, False)
    """
    return _NOTE.fullmatch(line) is not None


def has_secret_brackets(title: str) -> bool:
    """Whether brackets in a title hold a note that speaks of secrecy.

    >>> has_secret_brackets("Sag (ikke til nettet)"), has_secret_brackets("Veje (kun asfalt)")
    (True, False)
    """
    return any(speaks_of_secrecy(words) for words in re.findall(r"[(\[][^)\]]*[)\]]", title))


def tells_of_secrecy(line: str) -> bool:
    """Whether a sentence right below a title says that its case is kept from others.

    >>> tells_of_secrecy("Drøftet i lukket kreds."), tells_of_secrecy("Ansatte har tavshedspligt.")
    (True, False)
    """
    of_case = len(line) <= _LONGEST and _OF_CASE.search(line) is not None
    return of_case and _patterns()[0].search(line) is not None and not any(numbers_told(line))


def is_secret_tag(line: str) -> bool:
    """Whether a word or two that stand alone say so: what a portal prints beside a title.

    >>> is_secret_tag("Begrænset adgang"), is_secret_tag("Vi taler fortroligt med hende i dag.")
    (True, False)
    """
    few = len(line) < _TAG and len(line.split()) <= _WORDS
    # "Fortrolighed: Ingen" is a field, and says no.
    return few and not line.endswith(".") and not _FIELD.search(line) and speaks_of_secrecy(line)


def closes_as_note(layout: Layout, heading: int, index: int, kind: SectionKind) -> bool:
    """Whether row *index*, of a section of this *kind*, is a note that closes the item it is in."""
    if kind is SectionKind.BILAG:
        return False
    line = layout.rows[index].text
    near = index - heading <= _NEAR and kind is SectionKind.TEKST
    if index == heading + 1 and tells_of_secrecy(line):
        return not speaks_of_secrecy(layout.rows[heading].text)
    return is_secret_note(line) or (near and layout.headings[index] is None and is_secret_tag(line))


@cache
def _patterns() -> tuple[Cued, Cued, Cued, Cued]:
    table = load_lexicon("closed")["secrecy"]
    alone, no, public, how = (
        Cued(rf"(?<!\w)(?:{'|'.join(table[name])})(?!\w)", re.IGNORECASE)
        for name in ("alone", "not", "public", "how")
    )
    return alone, no, public, how

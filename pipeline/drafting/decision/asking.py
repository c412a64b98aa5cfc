"""Where the recommendation of an item stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.blocks import BULLETS
from pipeline.danish.sentences import split_sentences
from pipeline.labels import RUNNING_TEXT, SectionKind
from pipeline.records import Item, Span


def recommendations(text: str, item: Item) -> list[Span]:
    """Return where the recommendation stands: under its headings, or else as a line of its own."""
    headed = [section.body for section in item.parts(SectionKind.INDSTILLING)]
    if headed:
        pointing = _pointing(text, headed)
        if not pointing:
            return headed
        # "Centret foreslår:" may have been read as a recommendation of its own.
        return [one for one in headed if one not in pointing] or _listed(text, item) or headed
    lines = [
        Span(section.body.start + line.start(), section.body.start + line.end())
        for section in item.parts(*RUNNING_TEXT)
        for line in _A_LINE.finditer(section.body.of(text))
    ]
    return lines[-1:]


def refers(text: str, item: Item) -> bool:
    """Tell whether a recommendation only names the points of a list that the case has.

    "At forslag 1-3 godkendes" asks for the three lines under "Centret foreslår:".
    """
    headed = [section.body for section in item.parts(SectionKind.INDSTILLING)]
    pointing = _pointing(text, headed)
    return bool(pointing) and (len(pointing) < len(headed) or bool(_listed(text, item)))


def _pointing(text: str, headed: Sequence[Span]) -> list[Span]:
    return [one for one in headed if _REFERS.fullmatch(" ".join(one.of(text).split()))]


def _listed(text: str, item: Item) -> list[Span]:
    lists = [
        Span(section.body.start + found.start("points"), section.body.start + found.end())
        for section in item.parts(*RUNNING_TEXT)
        for found in _LIST.finditer(section.body.of(text))
    ]
    if lists:
        return lists if len(lists) == 1 else []
    return _told(text, item)


def _told(text: str, item: Item) -> list[Span]:
    """Return the sentences "Centret foreslår, at …" of a case, as many as its recommendation names.

    "At forslaget godkendes" names one: of two it is open which.
    """
    asked = " ".join(section.body.of(text) for section in item.parts(SectionKind.INDSTILLING))
    told = [
        Span(*sentence)
        for section in item.parts(*RUNNING_TEXT)
        for sentence in split_sentences(section.body.of(text), section.body.start)
        if _PROPOSES.match(" ".join(sentence.of(text).split()))
    ]
    return told if "forslagene" in asked.lower() or len(told) == 1 else []


_PROPOSES = re.compile(
    r"[A-ZÆØÅ][\w -]{1,40} foreslår(?: også| derfor| samtidig)?, at (?!(?:\w+ ){0,6}enten\b)[^:]+$"
)
_REFERS = re.compile(
    r"(?:(?:Det (?:indstilles|foreslås)|[A-ZÆØÅ][\w -]{2,40} (?:indstiller|foreslår)),? )?[Aa]t "
    r"(?:(?:de )?(?:[\w'’]+ )?forslag(?:ene|et)?|punkt(?:erne)?|pkt\.)"
    r"(?: (?:\d|[a-h])(?: ?[-–,] ?| og | til )(?:\d|[a-h])(?: og (?:\d|[a-h]))?)?"
    r" (?:godkendes|tiltrædes|vedtages|anbefales)"
    r"(?: over for [^.,;]{3,40})?\.?"
)
# "Centret foreslår:" or "Forslaget:", and each point on a line of its own.
_LIST = re.compile(
    r"(?:^|\n)[^\n]*(?:foreslår|[Ff]orslag)[^\n]*[:.]\s*\n(?P<points>(?:1[.)]|a[.)]) [^\n]+"
    r"(?:\n(?:[2-9][.)]|[b-h][.)]) [^\n]+)+)"
)
# "Direktionen indstiller, at planen godkendes." as a line, or the last words of a paragraph.
_LAST = r"(?<=[.!?] )Forvaltningen (?:anbefaler|foreslår)(?: \w+)?, at (?:(?!\. [A-ZÆØÅ])[^\n])+$"
_LINE = r"^[A-ZÆØÅ][^.,:;\n]{2,60} (?:indstiller|foreslår), at [^\n]+$"
# "Projektgruppen anbefaler," and below it each point with its "at".
_AT_LINES = (
    r"^[A-ZÆØÅ][^.,:;\n]{2,60} (?:indstiller|foreslår|anbefaler)(?: til [^.,:;\n]{3,60})?[,:]?\n"
    rf"(?:(?:[{BULLETS}] |(?:\d|[a-h])[.)] )?at [^\n]+(?:\n|$)){{2,}}"
)
_A_LINE = re.compile(rf"{_LINE}|{_AT_LINES}|{_LAST}", re.MULTILINE)

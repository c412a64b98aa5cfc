"""What was recommended, told as background: "Forvaltningen foreslog, at ti elcykler købes.".

A decision may say yes or no in a word and leave open to what. Told as what somebody proposed, the
recommendation is true whatever was decided.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.danish.clauses import pronoun_of
from pipeline.danish.nouns import upper_first
from pipeline.drafting.proposals import Proposal, read_proposals
from pipeline.drafting.prose import Source
from pipeline.labels import SectionKind
from pipeline.records import Item

# What every recommendation asks for tells nothing of the case.
_FORMAL = frozenset(
    (
        *("godkende", "tage", "vedtage", "tiltræde", "anbefale", "drøfte", "behandle", "indstille"),
        *("beslutte", "orientere", "udpege", "vælge", "sende", "oversende", "fremsende"),
        *("forelægge", "følge", "tilslutte", "udtale", "prioritere", "pege"),
    )
)
_WHO = re.compile(
    r"\s*(?P<who>[A-ZÆØÅ][\w-]*(?:en|et|erne|HR)|HR|[A-ZÆØÅ][\w-]+ og [A-ZÆØÅ][\w-]+|"
    r"[A-ZÆØÅ][\w-]+en for [A-ZÆØÅ][\w-]+) (?:indstiller|foreslår|anbefaler)\b"
)
_UNIT = re.compile(
    r"\s*(?P<who>Forvaltningen|Administrationen) (?:indstiller|foreslår|anbefaler)\b"
)
_POINTS_BACK = re.compile(
    r"\b(?:følgende|nedenstående|ovenstående|bilag\w*|vedlagte|indstilling\w*|"
    r"sagsfremstilling\w*|heraf|hertil|heri|herunder|derefter|herefter|^sagen |"
    r"(?:punkt|pkt\.?|nr\.) \d|denne|dette|disse|efterretning|drøfte[srt]|godkendes|vedtages|"
    r"anbefales|indstilles|tiltrædes|oversendes|behandles)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\(?(?:\d{1,2}|[a-h])\) ")
_MOST = 24
_LEAST = 4


@lru_cache(maxsize=64)
def proposed_sentences(text: str, item: Item) -> tuple[Source, ...]:
    """Return what the points of a recommendation ask for, as sentences about who proposed it.

    *text* is the text of the minutes. Points that only ask the body to decide are left out.
    """
    parts = tuple(item.parts(SectionKind.INDSTILLING))
    named = (_WHO.match(part.body.of(text)) for part in parts)
    # A chief is named by the heading alone; the unit that writes cases is known to every reader.
    headed = (_UNIT.match(part.heading.of(text)) for part in parts)
    who = next((match["who"] for match in (*named, *headed) if match), None)
    found: list[Source] = []
    for point in read_proposals(text, item):
        if not _tells(point):
            continue
        told = f"{_opening(who)}, at {_LABEL.sub('', point.clause)}."
        found.append(Source(told, point.span, SectionKind.INDSTILLING, len(found)))
    return tuple(found)


def _opening(who: str | None) -> str:
    """Return who proposed: a unit or a chief by what the minutes call them, else nobody.

    >>> _opening("HR"), _opening(None)
    ('HR foreslog', 'Det blev foreslået')
    """
    return f"{upper_first(who)} foreslog" if who else "Det blev foreslået"


def _tells(point: Proposal) -> bool:
    """Tell whether a point says something of the case."""
    count = len(point.clause.split())
    if not _LEAST <= count <= _MOST or point.noted or _POINTS_BACK.search(point.clause):
        return False
    if point.verb is None:
        return count > _LEAST or re.search(r"\d", point.clause) is not None
    return point.verb.infinitive not in _FORMAL and not point.empty


def also_proposed(before: str, text: str) -> str:
    """Return a proposal as it reads right after one of the same unit, "" after anything else.

    >>> also_proposed("Staben foreslog, at vejen lukkes.", "Staben foreslog, at stien lukkes.")
    'Den foreslog også, at stien lukkes.'
    """
    first, second = _WHOSE.match(before), _WHOSE.match(text)
    if first is None or second is None or first.group() != second.group():
        return ""
    if second["who"] is None:
        return f"Det blev også foreslået{text[second.end() :]}"
    who = pronoun_of(second["who"]) or second["who"]
    return f"{who} foreslog også{text[second.end() :]}"


_WHOSE = re.compile(r"(?:(?P<who>[^,]+) foreslog(?: også)?|Det blev foreslået)(?=, at )")

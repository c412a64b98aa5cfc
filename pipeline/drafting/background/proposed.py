"""What was recommended, told as background: "Forvaltningen foreslog, at ti elcykler købes.".

A decision may say yes or no in a word and leave open to what. Told as what somebody proposed, the
recommendation is true whatever was decided.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.danish.bodies import find_bodies
from pipeline.danish.clauses import pronoun_of
from pipeline.danish.nouns import join_list, upper_first
from pipeline.danish.verbs import has_finite, verb_of_infinitive
from pipeline.drafting.background.prose import Source
from pipeline.drafting.decision.asking import recommendations
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.decision.recommendation import read_proposals
from pipeline.drafting.stopped import chose_otherwise
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
_INTRO = re.compile(
    # The heading may have lost its line break.
    r"(?:Indstilling:? ?(?=[A-ZÆØÅ]))?(?P<who>[^.:\n]{1,120}?) (?:indstiller|foreslår|anbefaler)\b"
)
# "HR", "Ejendomsafdelingen", "Børn og Unge", "Direktøren for Børn og Unge": told as it stands.
_NAMED = re.compile(
    r"HR|[A-ZÆØÅ][\w-]*(?:en|et|erne)(?: for [A-ZÆØÅ][\w-]+(?: og [A-ZÆØÅ][\w-]+)?)?|"
    r"[A-ZÆØÅ][\w-]+ og [A-ZÆØÅ][\w-]+"
)
_OFFICE = re.compile(
    r"(?:chef|direktør|leder|center|afdeling|forvaltning|sekretariat|stab|ingeniør|inspektør|"
    r"mester|kontor|konsulent)\w*",
    re.IGNORECASE,
)
# In a recommendation to itself a body means what meets.
_ITSELF = frozenset({"Udvalget", "Rådet", "Bestyrelsen", "Nævnet", "Det"})
_POINTS_BACK = re.compile(
    r"\b(?:følgende|indstiller|foreslå\w*|nedenstående|ovenstående|bilag\w*|vedlagte|indstilling\w*|"
    r"sagsfremstilling\w*|heraf|hertil|heri|herunder|derefter|herefter|^sagen |"
    r"(?:punkt|pkt\.?|nr\.) \d|denne|dette|disse|efterretning|drøfte[srt]|godkendes|vedtages|"
    r"anbefale[rs]|indstilles|tiltrædes|oversendes|behandles)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\(?(?:\d{1,2}|[a-h])\) ")
_MOST = 24
_LEAST = 4


@lru_cache(maxsize=64)
def proposed_sentences(text: str, item: Item, body: str | None = None) -> tuple[Source, ...]:
    """Return what the points of a recommendation ask for, as sentences about who proposed it.

    *text* is the text of the minutes, *body* the one that met. Points that only ask it to decide
    are left out.
    """
    opening = opening_of(proposer(text, item, body))
    found: list[Source] = []
    if chose_otherwise(text, item):
        # What goes with the option that fell is no proposal without it.
        return ()
    for asked in recommendations(text, item):
        listed = _LISTED.fullmatch(" ".join(asked.of(text).split()))
        if listed:
            who = opening if opening != opening_of(None) else "Der blev foreslået"
            told = f"{who} {listed['what']}"
            found.append(Source(told, asked, SectionKind.INDSTILLING, len(found)))
    for point in read_proposals(text, item):
        if not _tells(point):
            continue
        clause = _LABEL.sub("", point.clause)
        to_do = verb_of_infinitive(clause.partition(" ")[0])
        told = f"{opening} at {clause}." if to_do else f"{opening}, at {clause}."
        found.append(Source(told, point.span, SectionKind.INDSTILLING, len(found)))
    return tuple(found)


# "Udvalget indstiller seks lukkedage: de tre dage før påske, …": a thing and what it is made of.
_LISTED = re.compile(
    r"[A-ZÆØÅ][^.:,]{2,60}? (?:indstiller|indstilles|foreslår|foreslås|anbefaler|anbefales) "
    r"(?P<what>(?!at\b|til\b|følgende|nedenstående)[^.:,]{3,40}: (?!at\b|\d[.)])[^;]+\.)"
)


def proposer(text: str, item: Item, body: str | None) -> str | None:
    """Return who made the recommendation, None for nobody that a post can name.

    A body goes by its name, a unit and a chief by what the minutes call them, an office by
    "Forvaltningen". *body* is the one that met: what it proposes to the next is no proposal to it.
    """
    for section in item.parts(SectionKind.INDSTILLING):
        # "Administrationen indstiller" may be the heading of the points.
        for span in (section.body, section.heading):
            intro = _INTRO.match(span.of(text).strip())
            if intro:
                return _called(intro["who"].strip(), body)
    return None


def _called(who: str, body: str | None) -> str | None:
    bodies = list(dict.fromkeys(mention.body.name for mention in find_bodies(who)))
    if bodies:
        return None if body in bodies else join_list(bodies)
    if who in _ITSELF:
        return None
    if _NAMED.fullmatch(who):
        return who
    if "dministration" in who:
        return "Administrationen"
    return "Forvaltningen" if _OFFICE.search(who) else None


def opening_of(who: str | None, *, also: bool = False) -> str:
    """Return the words that a proposal is told with.

    >>> opening_of("HR"), opening_of(None), opening_of(None, also=True)
    ('HR foreslog', 'Det var foreslået', 'Det var også foreslået')
    """
    if who is None:
        return "Det var også foreslået" if also else "Det var foreslået"
    return f"{upper_first(who)} foreslog{' også' if also else ''}"


def _tells(point: Proposal) -> bool:
    """Tell whether a point says something of the case."""
    count = len(point.clause.split())
    if not _LEAST <= count <= _MOST or point.noted or _POINTS_BACK.search(point.clause):
        return False
    if point.verb is None:
        # "Kun én sagsbehandler" is no clause.
        return has_finite(point.clause)
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
        return f"{opening_of(None, also=True)}{text[second.end() :]}"
    who = pronoun_of(second["who"]) or second["who"]
    return f"{opening_of(who, also=True)}{text[second.end() :]}"


_WHOSE = re.compile(r"(?:(?P<who>[^,]+) foreslog(?: også)?|Det var(?: også)? foreslået)(?=,? at )")

"""A topic as short as a headline has room for: cut from its tail, where a thing ends.

The order of the cuts stands in ``lexicon/titles.toml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.danish.cues import Row
from pipeline.danish.nouns import upper_first
from pipeline.drafting.plain.wording import NO_BREAK
from pipeline.lexicon import load_lexicon

HEADING_LIMIT = 60
LIST = re.compile(r", [^,]+ (?:og|eller|samt) ")


def heading_of(topic: str, limit: int = HEADING_LIMIT) -> str:
    """Return the topic as a headline of at most *limit* characters.

    >>> heading_of("samlet budgetopfølgning pr. 31. august 2025", 30)
    'Samlet budgetopfølgning'
    """
    return upper_first(re.sub(r"^[Ee][nt] (?=[a-zæøå]{4})", "", shorten(topic, limit)))


@lru_cache(maxsize=1024)
def shorten(topic: str, limit: int) -> str:
    """Cut a topic from its tail until it has at most *limit* characters.

    >>> shorten("møde i trafikgruppen for havnen den 3. maj 2025", 25)
    'møde i trafikgruppen'
    >>> shorten("høringssvar til redegørelse for motorvejens forlængelse over Sundet", 52)
    'høringssvar til redegørelse'
    >>> shorten("ny retningslinje for brug af tjenestebiler og registrering af kørsel", 60)
    'ny retningslinje for brug af tjenestebiler'
    """
    short = _shortened(topic, limit)
    two = _TWO_THINGS.match(topic) if short != topic else None
    fits = two and len(two["first"]) <= limit and not _TWO_THINGS.match(short)
    return LOOSE_END.sub("", two["first"]) if two and fits else short


def _shortened(topic: str, limit: int) -> str:
    for one in _shortenings():
        while len(topic) > limit:
            shorter = _OPEN.sub("", _cut(one, topic))
            if shorter == topic:
                break
            topic = shorter
    topic = LOOSE_END.sub("", _OWNER_END.sub("", topic))
    if len(topic) <= limit:
        return topic
    # Nothing grammatical is left to cut: stop at a word and say so.
    return f"{topic[: limit - 1].rsplit(' ', 1)[0].rstrip(' ,')}…"


# The second goes whole, or its noun would hang alone.
_TWO_THINGS = re.compile(
    r"(?!.*\b(?:sammenlæg|fusion|mellem\b|samarbejd|fælles|både))(?P<first>[^,:]+? (?:for|i|på|ved|"
    r"til|af|om) [^,:]+?)(?<!-) og (?:[a-zæøå]+ )?[a-zæøå]+ (?:for|til|af|om|på) [^,:]+$"
)
# "parkering på torvet og", "oversendelse til": what a cut left hanging.
LOOSE_END = re.compile(
    r"(?:, [a-zæøå]+)?,? (?:og|til|for|af|på|i|med|om|ved|fra|samt|eller|frem|mellem|efter|hos|"
    r"under|mod|langs|øst|vest|nord|syd|tæt|i stedet|set)$"
)


# "høringssvar om motorvejens": whose what it was, is cut.
_OWNER_END = re.compile(r" [a-zæøå]{4,}(?:(?<!tend|evid|llig|sist)(?<!lic)(?<!kv)ens|ets|ernes)$")


@lru_cache(maxsize=1024)
def plain_topic(topic: str) -> str:
    """Return the topic as bare as a headline over several items wants it.

    >>> plain_topic("samlet budgetopfølgning pr. 31. august 2025")
    'budgetopfølgning'
    """
    for one in _shortenings():
        plain = one.row.get("plain")
        if plain and not (plain == "no list" and LIST.search(topic)):
            topic = _cut(one, topic)
    return LOOSE_END.sub("", _OPEN.sub("", topic))


def _cut(one: Row, topic: str) -> str:
    if one.row.get("greedy"):
        starts = [match.start() for match in _PREPOSITION.finditer(topic)]
        return topic[: starts[-1]] if starts else topic
    flat = topic.replace(NO_BREAK, " ")
    match = one.pattern.search(flat)
    if match is None or len(match.group()) == len(flat):
        return topic
    return flat[: match.start()] + flat[match.end() :]


_OPEN = re.compile(r" \([^)]*$")  # a bracket that a cut left open
_PREPOSITION = re.compile(r",? (?:for|i|på|ved|til|fra|om|med|mellem|efter) ")


@cache
def _shortenings() -> tuple[Row, ...]:
    rows = load_lexicon("titles")["shorten"]
    # A greedy row has no pattern: it cuts at a preposition.
    return tuple(Row(re.compile(row.get("pattern", ""), re.IGNORECASE), row) for row in rows)

"""Short names of a case, for a headline over several and for a lead: "elbiler", "generativ AI".

What is left of a title must name the case; a word that could stand over any case doesn't.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.danish.cues import ByCue, Row, rows_by_cue
from pipeline.drafting.case import Case
from pipeline.drafting.headings.bare import is_bare
from pipeline.drafting.headings.capitals import small
from pipeline.drafting.headings.headlines import telling_topic
from pipeline.drafting.headings.shortened import plain_topic, shorten
from pipeline.lexicon import load_lexicon

# A name of more characters is cut where there is no room.
LIMITS = (60, 48, 40, 34, 28, 22)


def names_of(case: Case) -> Iterator[str]:
    """Yield names of a case that can stand, from the fullest to the shortest."""
    topic = small(telling_topic(case.matter.topic), case.minutes.text)
    yield from shorter(topic if _QUESTION.search(topic) else topic.removesuffix("?"))


# "hvad nu?", "skal havnen lukke?": "fælles frokost eller fest?" is a name without its mark.
_QUESTION = re.compile(
    r"^(?:skal|bør|må|kan|er|vil)\b|\bhv(?:ad|em|or\w*|ilke\w*)\b", re.IGNORECASE
)


def shorter(topic: str) -> Iterator[str]:
    """Yield *topic* and what is left of it when it is cut, each shorter than the one before.

    >>> list(shorter("elbiler til hjemmeplejen"))
    ['elbiler til hjemmeplejen', 'elbiler']
    """
    last = ""
    for name in (topic, without_paper(topic)):
        for limit in (len(name), *LIMITS):
            short = plain_topic(shorten(name, limit))
            if len(short) < len(last or "…" * 200) and _can_stand(short, topic):
                last = short
                yield short


def without_paper(topic: str) -> str:
    """Return what a paper is about, for a headline: the rules, the draft, the trial go unsaid.

    >>> without_paper("retningslinje for brug af generativ AI")
    'generativ AI'
    """
    return _papers().rewritten(topic, _unnamed)


def _unnamed(one: Row, topic: str) -> str:
    match = one.pattern.fullmatch(topic)
    return match["x"] if match else topic


@cache
def _papers() -> ByCue[Row]:
    return rows_by_cue(load_lexicon("titles")["named"])


def _can_stand(short: str, whole: str) -> bool:
    """Tell whether what is left of a topic names a case.

    >>> _can_stand("sygefravær", "sygefravær"), _can_stand("tilbud", "tilbud om køb")
    (True, False)
    >>> _can_stand("elbiler", "elbiler i plejen"), _can_stand("samling", "samling af skoler")
    (True, False)
    >>> _can_stand("uheldet", "uheldet på Bakken"), _can_stand("busserne", "busserne i maj")
    (False, False)
    >>> _can_stand("fusion af Aa", "fusion af Aa og Bø")
    False
    """
    alone = _NEW.sub("", short)
    if "…" in short or is_bare(alone) or short.count("»") != short.count("«"):
        return False
    if _JOINS.search(short) and _JOINED.search(whole) and not _JOINED.search(short):
        return False
    if " " in alone or f"{alone} " not in whole:
        return True
    if re.search(r"(?:en|et|erne|ene)$", alone) and len(alone) < _COMPOUND:
        # "hændelsen": which, only the rest tells.
        return False
    after = re.search(rf"\b{re.escape(alone)} (\S+)", whole)
    return after is None or _tells_alone(alone, after[1])


# "sammenlægning af Aa og Bø": neither alone.
_JOINS = re.compile(r"\b(?:sammenlægning|fusion) af\b|\bmellem\b")
_JOINED = re.compile(rf"(?:{_JOINS.pattern}) .*(?<!-) og ")
_NEW = re.compile(r"^(?:(?:ny|nye|nyt|fælles|gratis|endelig|revideret|ændret) )+")


def _tells_alone(word: str, after: str) -> bool:
    """Tell whether a word says what a case is about without the words *after* it.

    Where a place or time followed, it does; where its object did, a long compound does.
    """
    if after in _PLACES or (after == "til" and word.endswith("er")):
        return len(word) >= (_COMPOUND if word.endswith(_ACTS) else _SHORTEST)
    return after != "af" and len(word) >= _COMPOUND and not word.endswith(_ACTS)


_PLACES = frozenset(("i", "på", "ved", "efter", "hos", "fra", "og", "pr."))
_ACTS = ("ering", "else", "elser")
_SHORTEST = 7
_COMPOUND = 11

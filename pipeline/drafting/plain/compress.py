"""Shorten a sentence of a case by rules over Danish syntax, and say it in plain words.

Nothing is added. A cut is made only where the grammar is sure; a hedge, a negation or a
condition is never cut. A sentence that stays too long is split where both halves stand alone.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from pipeline.danish.clauses import CONDITION, stands_alone, told_alone
from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import WORD, is_finite, verb_of_passive
from pipeline.drafting.plain.retold import retold
from pipeline.drafting.plain.wording import cut_loose, opening_cut, plain_words

LONGEST = 25
_CAUSE = re.compile(r"^(?:Da|Eftersom|Idet) (?P<cause>.+), (?P<verb>[a-zæøå]+) (?P<rest>.+)$")
_CLAUSE_ADVERB = re.compile(r"\b(?:ikke|også|kun|fortsat|stadig|derfor|endnu|allerede)\b")
_ANCHORED = re.compile(
    r"^(?P<head>(?:[A-ZÆØÅ][\w-]*)(?: [A-ZÆØÅ][\w-]*)*), (?:som|der) [^,]+, (?P<verb>[a-zæøå]+) "
)
_HALVES = re.compile(r"(?:(?:,|;) (?P<join>men|og)|;) (?P<second>[^,;].+)$")
_TAIL = re.compile(
    r", (?:så (?!vidt|længe|snart|ofte)|hvilket |hvoraf |heraf )(?:[^,]|,(?=\d))+(?P<stop>\.)$"
)
_HEDGE = re.compile(
    r"\b(?:ikke|ingen|kan|kunne|bør|ventes|forvent\w*|eventuelt|evt|mulig\w*|hvis|såfremt|dog|"
    r"foreslå\w*|planlæg\w*|måske|forudsat)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def compress(sentence: str, meeting: date | None = None) -> tuple[str, ...]:
    """Return *sentence* in plain words as one sentence or two; () where it can't be said safely.

    >>> compress("Det skal bemærkes, at planen (se kortet) ikke er endelig.")
    ('Planen er ikke endelig.',)
    >>> compress("Der forventes et mindreforbrug på -2 mio. kr.")
    ()
    """
    text = _without_reference(cut_loose(re.sub(r"\s+", " ", sentence).strip()))
    rest = opening_cut(text)
    if rest is not None:
        if " og at " in rest:
            # What goes on under the "at" that was cut would hang in the air.
            return ()
        told = told_alone(rest)
        if told is None:
            return ()
        text = upper_first(told)
    text = _BARE_FIGURE.sub(lambda match: f"Der er {match[1].lower()}{match[2]}", text)
    said = plain_words(text, meeting)
    if said is None:
        return ()
    return tuple(_ended(part) for part in _fit(retold(said)))


def count_words(text: str) -> int:
    """Return the number of words as a reader counts them.

    >>> count_words("Det koster 1,5 mio. kr. i år.")
    7
    """
    return len(text.replace("\u00a0", " ").split())


# "Et mindreforbrug på 2 mio. kr., hvoraf halvdelen er overført.": the sentence lacks its verb.
_BARE_FIGURE = re.compile(
    r"^(Et|En)( (?:[a-zæøå]+ )?(?:mer|mindre)(?:forbrug|udgift|indtægt) på "
    r"[\d.,]+ (?:mio\. |mia\. )?kr\.)"
    r"(?=,? (?:hvoraf|heraf|som|der) )"
)


def _without_reference(text: str) -> str:
    """Cut "jf. <agreement> …" where it stands between a modal verb and its infinitive."""
    start = re.search(r",? jf\. ", text)
    if start is None or not re.search(r"\b(?:skal|kan|må|bør|vil)\b", text[: start.start()]):
        return text
    for match in WORD.finditer(text, start.end()):
        if match.group()[0].islower() and verb_of_passive(match.group()):
            aside = text[start.start() : match.start()]
            return (
                text if _HEDGE.search(aside) else f"{text[: start.start()]} {text[match.start() :]}"
            )
    return text


def _fit(text: str) -> tuple[str, ...]:
    if count_words(text) <= 18:
        return (text,)
    cause = _cause_first(text)
    if cause:
        return cause
    halves = _halves(text)
    if halves or count_words(text) <= LONGEST:
        return halves or (text,)
    return (_without_aside(text),)


def _cause_first(text: str) -> tuple[str, ...]:
    """Turn "Da P, skal Q." into "P. Derfor skal Q." where P has the same order either way."""
    match = _CAUSE.match(text)
    if match is None or not is_finite(match["verb"]) or _CLAUSE_ADVERB.search(match["cause"]):
        return ()
    return (f"{upper_first(match['cause'])}.", f"Derfor {match['verb']} {match['rest']}")


def _halves(text: str) -> tuple[str, ...]:
    """Split at ";", ", men" or ", og" where the second half has its own subject and verb."""
    match = _HALVES.search(text)
    if match is None or CONDITION.search(text):
        return ()
    first, second = text[: match.start()], match["second"]
    if not stands_alone(second) or not any(is_finite(w.strip(",.")) for w in first.split()):
        return ()
    if _UNDER.search(first):
        # What follows may still stand under "at", "hvis" or "som" of the first half.
        return ()
    opening = "Men " if match["join"] == "men" else ""
    return (_ended(first), f"{opening}{second}" if opening else upper_first(second))


_UNDER = re.compile(
    r"^(?:Hvis|Såfremt|Når|Fordi|Mens|Selv om|Da|Idet|Efter at|Uanset)\b|"
    r"\b(?:at|om|hvis|såfremt|når|fordi|hvor|mens|som|der)\b(?! (?:er|var|skal)\b)"
)


def _without_aside(text: str) -> str:
    """Cut a relative clause after a name that is the subject; a name needs none to be known."""
    match = _ANCHORED.match(text)
    if match and is_finite(match["verb"]) and not _HEDGE.search(text[: match.end()]):
        return f"{match['head']} {match['verb']} {text[match.end() :]}"
    tail = _TAIL.search(text)
    if tail and not _HEDGE.search(tail.group()) and count_words(text[: tail.start()]) >= 8:
        return f"{text[: tail.start()]}."
    return text


def _ended(text: str) -> str:
    text = re.sub(r"\.{2}$", ".", text.rstrip(" ,;"))
    return text if text.endswith((".", "!", "?")) else f"{text}."

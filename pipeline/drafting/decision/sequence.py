"""The sentences of one decision, one after the other: who is named, and what leans on what."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.danish.verbs import LIKE_PASSIVE, is_finite
from pipeline.drafting.background.rows import opens_last
from pipeline.drafting.case import Case
from pipeline.drafting.plain.compress import count_words
from pipeline.records import Sentence


def object_once(text: str) -> str:
    """Name once what two verbs running are done to.

    >>> object_once("Rådet drøftede udkastet og sender udkastet i høring.")
    'Rådet drøftede udkastet og sender det i høring.'
    """
    return _TWICE.sub(lambda match: f"{match['said']}{_PRONOUNS[match['end']]}", text, count=1)


_PRONOUNS = {"en": "den", "et": "det", "ne": "dem"}
_TWICE = re.compile(
    r"(?P<said>\b(?P<thing>[a-zæøå]{2,}(?P<end>en|et|ne)) og "
    r"(?:(?:over|frem)?send|anbefal|godkend|vedtag)er )"
    r"(?P=thing)\b"
)


def by_pronoun(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Name the body once: "Byrådet sagde ja. Det bad …", not "Byrådet" twice running."""
    said = tuple(replace(one, text=object_once(one.text)) for one in said)
    name, told = f"{case.body} ", list(said)
    for place, (before, one) in enumerate(pairwise(said), 1):
        if before.text.startswith(name) and one.text.startswith(name) and "»" not in one.text:
            text = f"{case.pronoun.capitalize()} {one.text.removeprefix(name)}"
            told[place] = replace(one, text=text, kind="realised")
    return tuple(told)


def anchored(said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Put "Det skete med 14 stemmer mod otte" behind what was done, or leave it out."""
    hanging = ("Det skete ", "Der stemte ", "Det er med ", "Det er en betingelse, ")
    for place, (one, after) in enumerate(pairwise(said)):
        leans = after.text.startswith(hanging) or " anbefaler det med " in after.text[:30]
        if one.text.startswith(("Sagen går ", "Derefter går ")) and leans:
            return anchored((*said[:place], after, one, *said[place + 2 :]))
    first = said[0] if said else None
    if first is None or not first.text.startswith(hanging):
        return said
    if len(said) > 1 and "»" not in said[1].text:
        return (said[1], first, *said[2:])
    return said[1:] or said


def apart_from_all(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Make a sentence of its own of what limits several points: "…, dog holdes jobcentret åbent".

    Behind the last of them it would limit that one.
    """
    if len(case.proposals) < _SEVERAL:
        return said
    told: list[Sentence] = []
    for one in said:
        match = _BUT.fullmatch(one.text)
        first = match["x"].partition(" ")[0] if match else ""
        if match is None or "»" in one.text or not (is_finite(first) or _PASSIVE.fullmatch(first)):
            told.append(one)
            continue
        told += [replace(one, text=f"{match['all'].rstrip('.')}.", kind="realised")]
        told += [replace(one, text=f"Dog {match['x']}", kind="realised")]
    return tuple(told)


_SEVERAL = 2
_BUT = re.compile(r"(?P<all>.+\bat .+), dog (?P<x>[^,]+(?:,\d[^,]*)*\.)")
_PASSIVE = re.compile(rf"{LIKE_PASSIVE}|[a-zæøå]{{3,}}ås")


def varied(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Join or vary two sentences that both begin "Det anbefaler også, at …".

    The second goes on the first where both are short, and begins "Endelig" or "Desuden" else.
    """
    told: list[Sentence] = []
    for one in said:
        before = told[-1] if told else None
        first = _ALSO.match(before.text) if before else None
        again = _ALSO.match(one.text)
        if not before or not first or not again or first["does"] != again["does"]:
            told.append(one)
            continue
        joined = f"{before.text.rstrip('.')}, og {again['rest']}"
        if again["rest"].startswith("at ") and count_words(joined) <= _ROOM:
            sources = tuple(dict.fromkeys((*before.sources, *one.sources)))
            told[-1] = Sentence(joined, "realised", sources)
        else:
            comma = "," if again["rest"].startswith("at ") else ""
            text = f"{opens_last(again['does'])} {case.pronoun}{comma} {again['rest']}"
            told.append(replace(one, text=text, kind="realised"))
    return tuple(told)


_ALSO = re.compile(r"(?:Det|Den|De) (?P<does>[a-zæøå]+) også,? (?P<rest>.+)$")
_ROOM = 27

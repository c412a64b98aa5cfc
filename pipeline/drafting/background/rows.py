"""A row of clauses under one verb, "foreslår, at A, og at B", told as one sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.danish.clauses import opening_of, stop
from pipeline.danish.nouns import lower_first
from pipeline.danish.verbs import (
    MODALS,
    is_finite,
    verb_of_infinitive,
    verb_of_participle,
)
from pipeline.records import Sentence

# From here on a row is parted.
_LONG = 15
# A row that has no verb to say again may be cut after its first clause from here on.
_TOO_LONG = 25


def listed(text: str) -> tuple[str, ...]:
    """Give what follows the first "at" of a row its own sentence; () where it isn't sure.

    >>> listed("Forvaltningen foreslår, at stien lukkes i maj, og at broen skal males.")
    ('Forvaltningen foreslår, at stien lukkes i maj.', 'Den foreslår også, at broen skal males.')
    >>> listed("Nævnet har sagt, at stien er smal, og at broen er for lav.")
    ('Nævnet har sagt, at stien er smal.', 'Det har også sagt, at broen er for lav.')
    """
    match = _HEAD_AT.match(text)
    if match is None or _NOT_HEAD.search(match["head"]):
        return ()
    parts = _AND_AT.split(match["rest"])
    if (
        len(parts) < 2
        or not match["rest"].endswith(f"og at {parts[-1]}")
        or any(_NESTED.search(part) for part in parts)
    ):
        return ()
    if any(_takes_at(one) for one in _BARE_AT.split(match["rest"])[:-1]):
        return ()
    first = stop(f"{match['head']}, at {parts[0]}")
    again = _again(match["head"])
    if again is None:
        return (first,) if len(text.split()) > _TOO_LONG else ()
    return first, stop(f"{again}, at {', og at '.join(parts[1:])}")


def in_rows(decision: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences of a decision, each long row of points as one sentence a point.

    >>> said = "Byrådet anbefaler, at stien ved hallen og skolen lukkes, og at den lille bro males."
    >>> in_rows([Sentence(said, "realised")])[1].text
    'Det anbefaler også, at den lille bro males.'
    """
    return _varied([part for one in decision for part in _in_rows(one)])


def _varied(told: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Begin the last of several "Det anbefaler også, at …" with "Endelig", others "Desuden"."""
    again = [_ALSO.match(one.text) for one in told]
    said = list(told)
    for place, match in enumerate(again):
        before = again[place - 1] if place else None
        if match and before and _verb(match) == _verb(before):
            verb, more = _verb(match), any(again[place + 1 : place + 2])
            opens = f"Desuden {verb}" if more else opens_last(verb)
            who = match["who"].lower() if match["who"] else match["it"]
            text = f"{opens} {who}{told[place].text[match.end() :]}"
            said[place] = replace(told[place], text=text)
    return tuple(said)


def opens_last(verb: str) -> str:
    """Return how the last of several sentences begins; "endelig godkendte" would be for good.

    >>> opens_last("godkendte"), opens_last("anbefalede")
    ('Desuden godkendte', 'Endelig anbefalede')
    """
    adopted = verb in ("godkendte", "vedtog", "tiltrådte")
    return f"{'Desuden' if adopted else 'Endelig'} {verb}"


def _verb(match: re.Match[str]) -> str:
    return match["does"] or match["did"]


_ALSO = re.compile(
    r"(?:(?P<who>Den|Det|De) (?P<does>[a-zæøå]+) også|"
    r"(?:Endelig|Desuden) (?P<did>[a-zæøå]+) (?P<it>den|det|de))(?=(?: forslaget om)?, at )"
)


def _in_rows(sentence: Sentence) -> tuple[Sentence, ...]:
    long = len(sentence.text.split()) >= _LONG and "»" not in sentence.text
    parts = listed(sentence.text) if long else ()
    if len(parts) < 2:
        return (sentence,)
    told = [replace(sentence, text=part, kind="realised") for part in parts]
    return tuple(last for one in told for last in _in_rows(one))


def _takes_at(part: str) -> bool:
    """Tell whether a clause ends with a verb that the next "at" belongs to."""
    last = part.rpartition(" ")[2]
    verbs = (is_finite, verb_of_participle, verb_of_infinitive, _SAID.fullmatch)
    return any(verb(last) for verb in verbs)


def _again(head: str) -> str | None:
    """Return the head of a sentence that goes on, "Den foreslår også", from the first one's."""
    opening = opening_of(f"{head} ")
    if opening is None or opening.verb in _SAYS_NOTHING:
        return None
    match = _REST.fullmatch(head[opening.end :])
    if match is None or (opening.verb in ("har", "havde")) != bool(match["done"]):
        return None
    done, about = match["done"] or "", match["about"] or ""
    if match["also"]:
        return f"{opens_last(opening.verb)} {lower_first(opening.again)}{done}{about}"
    return f"{opening.again} {opening.verb} også{done}{about}"


_SAYS_NOTHING = frozenset(["er", "var", "bliver", "blev", *MODALS])
_REST = re.compile(
    r"(?:(?P<also> også)| (?:derfor|desuden|i stedet|samtidig|hertil|dog))?"
    r"(?P<done> [a-zæøå]+t)?(?: over for [A-ZÆØÅ][\w-]+)?"
    r"(?P<about> (?:om|på|over|for|med|til|frem|forslaget om))?"
)
_HEAD_AT = re.compile(r"(?P<head>[A-ZÆØÅ][^,:;]{4,120}), at (?P<rest>.+)\.$")
# Participles that an "at" follows: "har medført, at …".
_SAID = re.compile(r"\w*(?:ført|vist|sagt|ment|tydet|skrevet|meldt|virket|vurderet|sluttet|aftalt)")
_NOT_HEAD = re.compile(r"\b(?:ikke|ingen|uden|hvis|når|for|så)\b(?! at\b)|\bat\b")
_AND_AT = re.compile(r",? og at |, at ")
_BARE_AT = re.compile(r", at ")
# What stands under a condition goes on with it: "hvis A sker, at B sker, og at C sker".
_NESTED = re.compile(
    r"\b(?:hvis|såfremt|forudsat|medmindre|betinge\w*|vilkår)\b|"
    r"\b(?:om|for|på|af|til|ved|med|således|så|det|så \w+)$|\bat\b(?! \w+(?:e|å)\b)"
)

"""What was asked for is past once the meeting has answered.

"Foreningen søger om 40.000 kr." is written before the meeting and stands in its minutes beside the
answer. In a post it would tell of a case still open, so the asking is told in the past, and what
the meeting was about to do, or has chosen between, is left out. The words stand in
``lexicon/asked.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from pipeline.danish.cues import AnyOf, ByCue, Cued, cues_of, folded
from pipeline.danish.form import is_whole
from pipeline.danish.verbs import is_finite, verb_of_passive
from pipeline.drafting.in_past import past_of
from pipeline.labels import SAID_YES, Decision
from pipeline.lexicon import load_lexicon

_UNANSWERED = {Decision.INGEN_BESLUTNING, Decision.UDSAT}
# After a talk, or on its way to another body, a proposal still stands.
_STANDING = {*_UNANSWERED, Decision.DROEFTET, Decision.OVERSENDT, Decision.INGEN_BEMAERKNINGER}


def as_asked(text: str, decided: Set[Decision]) -> str:
    """Return a sentence of the case as it reads after the decision, "" where that has settled it.

    Args:
        text: A sentence of the case.
        decided: What the meeting decided on it.

    >>> as_asked("Foreningen søger om 40.000 kr.", {Decision.AFVIST})
    'Foreningen søgte om 40.000 kr.'
    >>> as_asked("Udvalget skal drøfte vejen.", {Decision.DROEFTET})
    ''
    >>> as_asked("Udvalget skal drøfte, om vejen lukkes.", {Decision.DROEFTET})
    'Spørgsmålet var, om vejen lukkes.'
    >>> as_asked("HR foreslår to dage.", {Decision.DROEFTET})
    'HR foreslår to dage.'
    >>> as_asked("Udvalget vil koste 9 kr.", {Decision.AFVIST})
    'Udvalget ville have kostet 9 kr.'
    """
    question = _as_question(text)
    if decided != {Decision.INGEN_BESLUTNING} and question == text:
        text = "" if _rows("agenda").found_in(text) else text
    if not decided <= _UNANSWERED:
        text = question if text else ""
        if _rows("ahead").found_in(text):
            return ""
    if decided <= _STANDING:
        return text
    if Decision.UDPEGET in decided:
        for row in load_lexicon("asked")["named"]:
            text = re.sub(row["pattern"], row["to"], text, count=1)
    # Where a part was agreed to, what is told may be of that.
    refused = Decision.AFVIST in decided and not decided & SAID_YES
    if refused and not _rows("apart").found_in(text):
        text = "" if _rows("refused").found_in(text) else _that_would(text)
    return "" if _rows("open").found_in(text) else _in_the_past(text)


def as_wished(text: str, before: str) -> str:
    """Return "Det vil koste" for the "Det koster" of what somebody wishes in the sentence before.

    >>> as_wished("Det koster 9 kr.", "Rådet har bedt om flere bænke.")
    'Det vil koste 9 kr.'
    >>> as_wished("Det koster 9 kr.", "Rådet har købt flere bænke.")
    'Det koster 9 kr.'
    """
    if not _WISH.search(before) or _SECOND.search(text):
        return text
    for row in load_lexicon("asked")["would_be"]:
        told = re.sub(rf"^(Det|Dette) {row['pattern']}\b", rf"\1 vil {row['to']}", text, count=1)
        if told != text:
            return told
    return text


_WISH = Cued(
    r"\b(?:ønske[rdt]\w*|bed(?:er|t) om|bad om|efterlyse[rdt]\w*|har foreslået|opfordre[rdt]\w*)\b"
)
_SECOND = re.compile(r"\bog [a-zæøå]+(?:er|es|år)\b")


def tells_whole(text: str) -> bool:
    """Tell whether a sentence sums up all of what was proposed, of which a part fell.

    >>> tells_whole("Forslagene vurderes samlet at spare 1,9 mio. kr.")
    True
    """
    return _rows("whole").found_in(text)


def tells_effect(text: str) -> bool:
    """Tell whether a sentence tells in figures what the proposal would cost or bring.

    >>> tells_effect("Forhøjelsen giver 9.000 kr."), tells_effect("Forhøjelsen gælder fra maj.")
    (True, False)
    """
    return _rows("effect").found_in(text)


def tells_today(text: str) -> bool:
    """Tell whether a sentence tells how it is or was, whatever is decided.

    >>> tells_today("I dag koster det 9 kr."), tells_today("Det koster 9 kr.")
    (True, False)
    """
    return _today().search(text) is not None


@cache
def _today() -> re.Pattern[str]:
    return re.compile(load_lexicon("asked")["today"]["pattern"])


def _as_question(text: str) -> str:
    for row in load_lexicon("asked")["question"]:
        match = re.match(row["pattern"], text)
        told = str(row["to"].format(**match.groupdict())) if match else ""
        # "afgørelse om støtte" asks no question: "om" opens a clause only before a verb.
        if told and is_whole(told):
            return told
    return text


def _that_would(text: str) -> str:
    """Return "ville have kostet" for the "vil koste" of what was turned down."""
    for row in load_lexicon("asked")["would"]:
        text = re.sub(rf"\b{row['pattern']}\b", row["to"], text, count=1)
    return text


def _in_the_past(text: str) -> str:
    for pattern in _verbs().asked(folded(text)):
        match = pattern.search(text)
        if match and not any(map(_is_verb, text[: match.start()].split())):
            word = match.group().partition(" ")[0]
            passive = verb_of_passive(word)
            if passive and _FRONTED.match(text):
                return ""  # "I 2010 foreslås 38 prøver": where its subject goes no rule knows
            rest = text[match.start() + len(word) :]
            if passive:
                also = _ADVERB.match(rest)
                link = also.group() if also else ""
                return f"{text[: match.start()]}blev{link} {passive.participle}{rest[len(link) :]}"
            return f"{text[: match.start()]}{past_of(word)}{rest}"
    return text


# "Det foreslås derfor, at": between the verbs, once there are two.
_ADVERB = re.compile(r" (?:derfor|også|desuden|samtidig|nu|dog|herefter|ligeledes)\b")
_FRONTED = re.compile(r"(?:Af|Efter|For|Fra|I|Med|Når|Om|På|Som|Til|Ud fra|Ved|Derfor|Samtidig)\b")


def _is_verb(word: str) -> bool:
    return word.endswith(",") or (word[:1].islower() and is_finite(word))


@cache
def _rows(kind: str) -> AnyOf:
    return AnyOf(row["pattern"] for row in load_lexicon("asked")[kind])


@cache
def _verbs() -> ByCue[re.Pattern[str]]:
    rows = load_lexicon("asked")["past"]
    patterns = [re.compile(rf"(?<!\w){row['pattern']}\b") for row in rows]
    return ByCue([(one, cues_of(one)) for one in patterns])

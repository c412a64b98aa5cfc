"""Which of several options was chosen, and what it is: "model C" by itself tells a reader nothing.

What the case says of the option that the decision names is told after the decision, in the words of
the case. What it says of the others is no news of the decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import has_finite, is_finite
from pipeline.drafting.background.overtaken import read_overtaken
from pipeline.drafting.background.prose import BACKGROUND
from pipeline.drafting.background.standing import (
    is_fragment,
    leans_back,
    short_sentences,
    without_link,
)
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import finds
from pipeline.drafting.people.names import hide_names
from pipeline.drafting.plain.compress import count_words
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span


class Option(NamedTuple):
    """One of several ways to decide: the noun without its ending, and the number or letter."""

    kind: str
    mark: str


_MARK = r"(?:[A-H]|\d{1,2}|[IVX]{1,4}|Nord|Syd|Øst|Vest)"


@cache
def _option() -> re.Pattern[str]:
    nouns = "|".join(load_lexicon("nouns")["options"]["nouns"])
    return re.compile(
        rf"(?<![\w-])(?P<kind>(?i:{nouns}))(?:e|en|et|s)? (?P<mark>{_MARK})(?!\w|[,/]\d|\.\d)"
        rf"(?P<more>(?:(?:, | og | eller ){_MARK}(?!\w|[,/]\d|\.\d| (?:mio|kr|procent)))*)"
    )


def named_options(text: str) -> tuple[Option, ...]:
    """Return the options that a text names, in order.

    >>> named_options("Byrådet valgte model C frem for model A.")
    (Option(kind='model', mark='C'), Option(kind='model', mark='A'))
    >>> named_options("Punkt 3, tre modeller og model B og C")
    (Option(kind='model', mark='B'), Option(kind='model', mark='C'))
    """
    found = (
        Option(one["kind"].lower(), mark)
        for one in _option().finditer(text)
        for mark in (one["mark"], *re.findall(_MARK, one["more"] or ""))
    )
    return tuple(dict.fromkeys(found))


def chosen_options(text: str) -> tuple[Option, ...]:
    """Return the options that the text of a decision chooses, not those that it drops.

    >>> chosen_options("Byrådet vedtog model 2. Model 3 udgår.")
    (Option(kind='model', mark='2'),)
    >>> chosen_options("Forvaltningen foreslog, at model 1 vælges. Den valgte model 2.")
    (Option(kind='model', mark='2'),)
    """
    clauses = [one for one in _CLAUSE.split(text) if finds("dropped", one) is None]
    return tuple(dict.fromkeys(option for one in clauses for option in named_options(one)))


# A clause, and not the comma of a number.
_CLAUSE = re.compile(r"(?<=[.;!»])\s+|, (?:men|mens|frem for|i stedet for)\b")


def told_options(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return what the case says of the options that the decision, as *said*, chooses.

    None where the case tells of no other option, or where that says nothing of the chosen one.
    """
    text = " ".join(one.text for one in said)
    chosen = chosen_options(text)
    if not chosen or len(chosen) > _MOST:
        return ()
    told = {option: _described(case, option) for option in chosen}
    alone = all(len(_marks(case, option.kind)) < _SEVERAL for option in chosen)
    if alone or not all(told.values()):
        return ()
    return tuple(one for some in told.values() for one in some if one.text not in text)


_MOST = 2
_SEVERAL = 2


def _marks(case: Case, kind: str) -> set[str]:
    printed = case.labelled.item.span.of(case.minutes.text)
    return {one.mark for one in named_options(printed) if one.kind == kind}


def _described(case: Case, option: Option) -> tuple[Sentence, ...]:
    """Return the first thing that the case says of an option, as sentences of a post."""
    text = case.minutes.text
    for section in case.labelled.item.sections:
        if section.kind not in BACKGROUND:
            continue
        for span in split_sentences(section.body.of(text), section.body.start):
            printed = re.sub(r"\s+", " ", span.of(text)).strip()
            for clause in _about(printed, option):
                said = () if _is_former(case, clause) else short_sentences(clause, case.meeting)
                if said and _can_stand(case, said):
                    return tuple(Sentence(one, "realised", (Span(*span),)) for one in said)
    return ()


def _is_former(case: Case, clause: str) -> bool:
    """Tell whether the figures of a clause no longer hold: something changes them since."""
    if re.search(r"\d", clause.partition(" ")[2].partition(" ")[2]) is None:
        return False
    text, item = case.minutes.text, case.labelled.item
    if _CORRECTED.search(item.span.of(text)):
        return read_overtaken(text, item).covers(clause)
    about = [one for one in re.split(r"(?<=[.;])\s+", case.decision_text) if named_options(one)]
    return any(_LESS.search(one) for one in about)


_CORRECTED = re.compile(r"\b(?:rettet|korrigeret|ændret|forhøjet|nedsat|justeret) til\b")
# "model B, dog kun med tre pladser": what it costs is no longer said in the case.
_LESS = re.compile(r"\b(?:dog|men|kun|udgave|reduceret|nedsat|ændring\w*|justering\w*|uden)\b")


def _can_stand(case: Case, said: tuple[str, ...]) -> bool:
    hidden = any(hide_names(one, case.minutes.participants) != one for one in said)
    return not hidden and not any(map(is_fragment, said)) and count_words(" ".join(said)) <= _ROOM


_ROOM = 34


def _about(printed: str, option: Option) -> Iterator[str]:
    """Yield each clause of a sentence whose subject is the option, as a sentence.

    >>> list(_about("Bud 1 lyder på 3 mio. kr., bud 2 lyder på 2 mio. kr.", Option("bud", "2")))
    ['Bud 2 lyder på 2 mio. kr.']
    >>> list(_about("Nøgle 1 følger budgettet, nøgle 2 er en blanding.", Option("nøgle", "2")))
    ['Nøgle 1 følger budgettet, nøgle 2 er en blanding.']
    >>> list(_about("Model A: Samling på rådhuset", Option("model", "A")))
    ['Model A er samling på rådhuset.']
    """
    parts = _parts(printed)
    if len(parts) > 1 and option in named_options(printed) and not _PRICED.search(printed):
        # Side by side, each says what the others are not.
        if not leans_back(printed):
            yield without_link(upper_first(printed))
        return
    for part in parts:
        match = _SUBJECT.match(part)
        found = named_options(match["what"]) if match else ()
        if match is None or found != (option,) or named_options(match["rest"]):
            continue
        what, rest = upper_first(match["what"]), match["rest"].strip(" ;,")
        if not match["mark"]:
            first = rest.partition(" ")[0]
            if is_finite(first) or _PRESENT.fullmatch(first):
                yield _ended(f"{what} {rest}")
        elif not has_finite(rest):
            yield _ended(f"{what} er {lower_first(rest)}")
        elif not _ADVERB.search(rest):
            yield _ended(f"{what} går ud på, at {lower_first(rest)}")


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _parts(printed: str) -> list[str]:
    """Divide a sentence before each option that a clause of its own begins with."""
    cuts = [0]
    for found in _option().finditer(printed):
        before = printed[: found.start()]
        led = _LED_IN.search(before)
        if led:
            cuts.append(led.end())
    return [
        printed[start:end].strip(" ,;") for start, end in zip(cuts, [*cuts[1:], None], strict=True)
    ]


_LED_IN = re.compile(r"(?:,|;|\bog|\bmens)(?: og| mens| men)? (?:den |det )?$")
_SUBJECT = re.compile(
    rf"(?:[-–•*] ?)?(?P<what>[A-ZÆØÅa-zæøå-]+ {_MARK}(?: (?:ved|på|i) [A-ZÆØÅ]\w+)?)"
    r"(?P<mark>:| [–-]| \([^()]{3,60}\)(?= [a-zæøå]))? (?P<rest>\S.+)$"
)
# A verb that no table holds, where only a verb can stand.
_PRESENT = re.compile(r"[a-zæøå]{3,}(?:er|es|år)")
_PRICED = re.compile(r"\bkr\b|\bprocent\b|\bpct\b|%")
_ADVERB = re.compile(r"\b(?:ikke|kun|også|først|dog|fortsat|stadig|altid|aldrig)\b")

"""Split a long sentence of a case into sentences that are each true by themselves.

Danish marks its clauses by commas and by the words that open them, so a clause that stands under
nothing can stand alone, in the order of a main clause. What stands under "at", "hvis" or "som" is
never taken out of it. The first sentence holds the main statement; what follows leans on it alone,
so that a post that has no room for all may stop after any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile

from pipeline.danish.clauses import (
    COMMA,
    CONDITION,
    OPENERS,
    in_main_order,
    is_under,
    opening_of,
    stands_alone,
    stop,
    told_alone,
)
from pipeline.danish.form import is_whole
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import is_attribute, is_finite
from pipeline.drafting.background.afterthoughts import (
    bases,
    hence,
    of_which,
    reason,
    since,
    so,
    without_tail,
)
from pipeline.drafting.background.asides import (
    aside,
    goes_back,
    place,
    relative,
    says_which,
    without_relative,
)
from pipeline.drafting.background.rows import listed

LONGEST = 25
# From here on a sentence is split where it can be; one that can't may have up to LONGEST words.
_LONG = 13
# A sentence that is part of a longer one says so much, its first part so much.
_SHORTEST, _SHORT = 3, 5


@lru_cache(maxsize=2048)
def shorter(text: str) -> tuple[str, ...]:
    """Return a plain sentence as short ones, or as it is where no rule holds.

    >>> shorter("Hallen har kun ét lille rum, hvorfor brug af gulvlift ikke er mulig i dag.")
    ('Hallen har kun ét lille rum.', 'Derfor er brug af gulvlift ikke mulig i dag.')
    """
    if CONDITION.search(text):
        # What a condition reaches is not told by the grammar alone.
        return (text,)
    done: list[str] = []
    rest = [text]
    while rest:
        one = rest.pop(0)
        parts = _parted(one)
        if len(parts) == 1 and parts[0] == one:
            done.append(one)
        else:
            rest = [*parts, *rest]
    return tuple(done)


def _parted(text: str) -> tuple[str, ...]:
    count = len(text.split())
    for rule, least in _RULES:
        parts = rule(text) if count > least else ()
        whole = tuple(takewhile(_whole, parts))
        # Of one that is too long to be said, the beginning is better than nothing.
        if whole and (whole == parts or count > LONGEST):
            return whole
    return (text,)


def _whole(sentence: str) -> bool:
    """Tell whether a sentence is no fragment, and the clause that it ends with is none."""
    last = next(
        (at.end() for at in reversed([*COMMA.finditer(sentence)]) if _opens(sentence[at.end() :])),
        0,
    )
    verbs = map(is_finite, _WORD.findall(sentence[last:]))
    return len(sentence.split()) >= _SHORTEST and any(verbs) and is_whole(sentence)


def _opens(rest: str) -> bool:
    return re.split(r"[ .]", rest, maxsplit=1)[0] in OPENERS


def _joined(text: str) -> tuple[str, ...]:
    """Split at "og", "men" or "mens" where a whole sentence follows.

    >>> _joined("Hallen er fra 1974 og slidt, mens den nye svømmehal ikke er taget i brug endnu.")
    ('Hallen er fra 1974 og slidt.', 'Den nye svømmehal er ikke taget i brug endnu.')
    """
    for match in _JOIN.finditer(text):
        first, second, join = text[: match.start()], text[match.end() :], match["join"]
        if _PAIRED.search(first) or is_under(first) or not stands_alone(second):
            continue
        if not _NO_CLAUSE.match(second):
            continue
        if join in ("mens", "hvorimod", "ligesom"):
            second = told_alone(second) or ""
            if not second:
                continue
        told = f"Men {second}" if join == "men" else upper_first(second)
        return *_row(first), told
    return ()


def _row(text: str) -> tuple[str, ...]:
    """Part the clauses of a row: "to har orlov, tre er syge" and one more behind "og".

    >>> _row("Seks havde fået hjælp, to havde forlænget orloven")
    ('Seks havde fået hjælp.', 'To havde forlænget orloven.')
    """
    parts = COMMA.split(text)
    alone = all(
        not _opens(one) and stands_alone(one) and not one.startswith(("og ", "men ", "eller "))
        for one in parts[1:]
    )
    return tuple(stop(upper_first(one)) for one in parts) if alone else (stop(text),)


def _goes_on(text: str) -> tuple[str, ...]:
    """Give the second verb of one subject its own sentence.

    >>> _goes_on("Staben har læst 120 journaler, men finder ingen fejl i dem.")
    ('Staben har læst 120 journaler.', 'Men den finder ingen fejl i dem.')
    """
    opening = opening_of(text)
    if opening is None:
        return ()
    for match in _SECOND_VERB.finditer(text, opening.end):
        first, after = text[: match.start()], text[match.end() :]
        if not is_finite(match["verb"]) or _PAIRED.search(first) or len(first.split()) < _SHORT:
            continue
        if is_under(first) or is_attribute(text[: match.end()]) or _has_subject(after):
            continue
        who = opening.again
        start = f"Men {lower_first(who)}" if match["join"] == "men" else who
        return stop(first), f"{start} {match['verb']}{after}"
    return ()


def _has_subject(after: str) -> bool:
    """Tell whether the second verb may have a subject of its own, or be one: "ansøger venter"."""
    first = re.match(r" (?P<word>[a-zæøå]+)", after)
    if first is None:
        return False
    light = first["word"] in ("den", "det", "de", "der", "vi", "kommunen")
    return light or is_finite(first["word"])


def _here(text: str) -> tuple[str, ...]:
    """Say "Her" of a place or an arrangement that the sentence has just brought in.

    >>> _here("Staben har tegnet en ny ordning, hvor en licens koster 175 kr. om måneden.")
    ('Staben har tegnet en ny ordning.', 'Her koster en licens 175 kr. om måneden.')
    """
    match = _WHERE.search(text)
    if match is None or not says_which(text[: match.start("rel")]):
        return ()
    first, rest = text[: match.start("rel")], text[match.end() :]
    if is_under(first) or goes_back(rest) or " hvor " in rest:
        return ()
    second = in_main_order(rest, "Her")
    return (stop(first), second) if second else ()


_WORD = re.compile(r"[^\W\d_]+")
_JOIN = re.compile(r"(?:,|;) (?P<join>og|men|mens|hvorimod|ligesom) |; (?P<none>)(?=[a-zæøå])")
# "og idet …", "og hvor …" stand under what comes before.
_NO_CLAUSE = re.compile(r"(?!(?:idet|hvis|fordi|hvor|når|hvorefter|hvoraf)\b)")
_PAIRED = re.compile(r"\b(?:både|såvel|enten|hverken|dels)\b|^(?:Hvis|Når|Såfremt|Jo)\b")
# A thing that one can be in; of a time or a state "her" says nothing.
_WHERE = re.compile(
    r"(?<= )(?:en|et) (?:[a-zæøå]+ )?[a-zæøå]*(?:ordning|model|forsøg|aftale|skole|hal|kursus|"
    r"forløb|møde|bygning|projekt|system|program|hus|tilbud|app|puljer?)(?P<rel>, hvor )"
)
_SECOND_VERB = re.compile(r",? (?P<join>og|men) (?P<verb>[a-zæøå]{2,})(?=[ ,])")
_RULES: tuple[tuple[Callable[[str], tuple[str, ...]], int], ...] = (
    (hence, 9),
    (bases, 16),
    (_joined, _LONG),
    (aside, _LONG),
    (_goes_on, _LONG),
    (relative, _LONG),
    (_here, _LONG),
    (of_which, _LONG),
    (listed, 16),
    (reason, 16),
    (since, 16),
    (so, 16),
    (place, LONGEST),
    (without_relative, LONGEST),
    (without_tail, LONGEST),
)

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

from pipeline.danish.clauses import (
    COMMA,
    CONDITION,
    OPENERS,
    in_main_order,
    is_person,
    is_under,
    pronoun_of,
    stands_alone,
    stop,
    told_alone,
)
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import (
    is_attribute,
    is_finite,
    verb_of_infinitive,
    verb_of_participle,
)
from pipeline.drafting.background.asides import (
    HEDGE,
    aside,
    goes_back,
    place,
    relative,
    says_which,
    without_relative,
)

LONGEST = 25
# From here on a sentence is split where it can be; one that can't may have up to LONGEST words.
_LONG = 13
_SHORTEST = 5


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
        if count > least and (parts := rule(text)) and all(map(_whole, parts)):
            return parts
    return (text,)


def _whole(sentence: str) -> bool:
    """Tell whether a sentence is no fragment, and the clause that it ends with is none."""
    last = next(
        (at.end() for at in reversed([*COMMA.finditer(sentence)]) if _opens(sentence[at.end() :])),
        0,
    )
    return len(sentence.split()) >= _SHORTEST and any(
        map(is_finite, _WORD.findall(sentence[last:]))
    )


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
        if join in ("mens", "hvorimod", "ligesom"):
            second = told_alone(second) or ""
            if not second:
                continue
        told = f"Men {second}" if join == "men" else upper_first(second)
        return stop(first), told
    return ()


def _goes_on(text: str) -> tuple[str, ...]:
    """Give the second verb of one subject its own sentence.

    >>> _goes_on("Staben har læst 120 journaler, men finder ingen fejl i dem.")
    ('Staben har læst 120 journaler.', 'Men den finder ingen fejl i dem.')
    """
    who = _SUBJECT.match(text)
    if who is None or not is_finite(who["verb"]):
        return ()
    pronoun = who["who"] if is_person(who["who"]) else pronoun_of(who["who"])
    for match in _SECOND_VERB.finditer(text, who.end()):
        first, after = text[: match.start()], text[match.end() :]
        if pronoun is None or not is_finite(match["verb"]) or _PAIRED.search(first):
            continue
        if is_under(first) or is_attribute(text[: match.end()]) or _next_is_subject(after):
            continue
        start = f"Men {lower_first(pronoun)}" if match["join"] == "men" else pronoun
        return stop(first), f"{start} {match['verb']}{after}"
    return ()


def _next_is_subject(after: str) -> bool:
    """Tell whether what follows the second verb may be a subject of its own."""
    return re.match(r" (?:den|det|de|der|vi|kommunen)\b", after) is not None


def _hence(text: str) -> tuple[str, ...]:
    """Split at "hvorfor" and "hvilket".

    >>> _hence("Ruten har fået flere passagerer, hvilket ifølge selskabet skyldes ferien.")
    ('Ruten har fået flere passagerer.', 'Det skyldes ifølge selskabet ferien.')
    """
    match = _HENCE.search(text)
    if match is None or is_under(text[: match.start()]):
        return ()
    first, rest = text[: match.start()], text[match.end() :]
    if goes_back(rest):
        return ()
    second = in_main_order(rest, _HENCE_SAID[match["word"]])
    if second:
        return stop(first), second
    return (f"{first}, så {rest}",) if match["word"] == "hvorfor" else ()


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


def _listed(text: str) -> tuple[str, ...]:
    """Give what follows the first "at" of a row its own sentence.

    >>> _listed("Forvaltningen foreslår, at stien lukkes i maj, og at broen skal males.")
    ('Forvaltningen foreslår, at stien lukkes i maj.', 'Den foreslår også, at broen skal males.')
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
    if any(map(_takes_at, parts[:-1])):
        return ()
    first = stop(f"{match['head']}, at {parts[0]}")
    again = _again(match["head"])
    if again is None:
        return (first,)
    return first, stop(f"{again}, at {', og at '.join(parts[1:])}")


def _takes_at(part: str) -> bool:
    """Tell whether a clause ends with a verb that the next "at" belongs to."""
    last = part.rpartition(" ")[2]
    verbs = (is_finite, verb_of_participle, verb_of_infinitive)
    return any(verb(last) for verb in verbs)


def _again(head: str) -> str | None:
    """Return the head of a sentence that goes on, "Den foreslår også", from the first one's."""
    match = _SAYS.fullmatch(head)
    if match is None:
        return None
    who = match["who"]
    pronoun = who if who == "Det" or is_person(who) else pronoun_of(who)
    verb, space, particle = match["verb"].partition(" ")
    return f"{pronoun} {verb} også{space}{particle}" if pronoun else None


def _reason(text: str) -> tuple[str, ...]:
    """Give the reason its own sentence.

    >>> _reason("Støtten falder med 2 mio. kr. i år, fordi antallet af børn er lavere.")
    ('Støtten falder med 2 mio. kr. i år.', 'Det skyldes, at antallet af børn er lavere.')
    """
    match = _REASON.search(text)
    if match is None or is_under(text[: match.start()]) or HEDGE.search(text[: match.start()]):
        return ()
    return stop(text[: match.start()]), f"Det skyldes, at {match['why']}"


def _without_tail(text: str) -> tuple[str, ...]:
    """Cut what a long sentence adds at its end.

    >>> _without_tail("I alt mangler der 42 pladser i byen i 2025, fordelt på seks huse.")
    ('I alt mangler der 42 pladser i byen i 2025.',)
    """
    match = _TAIL.search(text)
    if match is None or HEDGE.search(match.group()) or goes_back(match.group()[2:]):
        return ()
    first = text[: match.start()]
    if len(first.split()) < 8 or (match["word"] in _OF_NOUNS and not says_which(first)):
        return ()
    return (stop(first),)


# They tell of the noun right before: "institutioner, hvor mindst 25 procent …" says which.
_OF_NOUNS = frozenset(["hvor", "hvortil", "hvori"])


_WORD = re.compile(r"[^\W\d_]+")
_JOIN = re.compile(r"(?:,|;) (?P<join>og|men|mens|hvorimod|ligesom) |; (?P<none>)(?=[a-zæøå])")
_PAIRED = re.compile(r"\b(?:både|såvel|enten|hverken|dels)\b|^(?:Hvis|Når|Såfremt|Jo)\b")
_HENCE = re.compile(r", (?P<word>hvorfor|hvilket|hvorved) ")
# A thing that one can be in; of a time or a state "her" says nothing.
_WHERE = re.compile(
    r"(?<= )(?:en|et) (?:[a-zæøå]+ )?[a-zæøå]*(?:ordning|model|forsøg|aftale|skole|hal|kursus|"
    r"forløb|møde|bygning|projekt|system|program|hus|tilbud|app|puljer?)(?P<rel>, hvor )"
)
_HENCE_SAID = {"hvorfor": "Derfor", "hvilket": "Det", "hvorved": "Dermed"}
_HEAD_AT = re.compile(r"(?P<head>[A-ZÆØÅ][^,:;]{4,120}), at (?P<rest>.+)\.$")
_NOT_HEAD = re.compile(r"\b(?:ikke|ingen|uden|hvis|når|for|så)\b(?! at\b)|\bat\b")
_SAYS = re.compile(
    r"(?P<who>[A-ZÆØÅ][\w-]*(?: [\w-]+){0,5}?) (?P<verb>vurderer|foreslår|foreslås|oplyser|finder|"
    r"mener|venter|bemærker|anbefaler|ønsker|anfører|betyder|viser|fastholder|fremhæver|"
    r"understreger|konkluderer|skønner|ventes|fremgår|peger på)"
    r"(?: (?:derfor|desuden|også|i stedet|samtidig|hertil))?"
)
_AND_AT = re.compile(r",? og at |, at ")
# What stands under a condition goes on with it: "hvis A sker, at B sker, og at C sker".
_NESTED = re.compile(
    r"\b(?:hvis|såfremt|forudsat|medmindre|betinge\w*|vilkår)\b|"
    r"\b(?:om|for|på|af|til|ved|med|således|så|det|så \w+)$|\bat\b(?! \w+(?:e|å)\b)"
)
_SUBJECT = re.compile(r"(?P<who>[A-ZÆØÅ][\w-]*(?: [\w-]+){0,3}?) (?P<verb>[a-zæøå]+)(?= )")
_SECOND_VERB = re.compile(r",? (?P<join>og|men) (?P<verb>[a-zæøå]{2,})(?=[ ,])")
_REASON = re.compile(r", (?:fordi|da|eftersom) (?P<why>(?:[^,]|,(?=\d))+\.)$")
_TAIL = re.compile(
    r", (?P<word>fordelt|sammenholdt|opgjort|inklusive|eksklusive|hvoraf|heraf|blandt andet|"
    r"stigende|hvilket|svarende|mod (?:et|en|\d)|især|idet|så(?! (?:længe|vidt|snart|ofte)\b)|"
    r"hvor|hvortil|hvori|til trods)"
    r"(?!\w) .+?(?P<stop>\.)$"
)
_RULES: tuple[tuple[Callable[[str], tuple[str, ...]], int], ...] = (
    (_hence, 9),
    (_joined, _LONG),
    (aside, _LONG),
    (_goes_on, _LONG),
    (relative, _LONG),
    (_here, _LONG),
    (_listed, LONGEST),
    (place, LONGEST),
    (_reason, LONGEST),
    (without_relative, LONGEST),
    (_without_tail, LONGEST),
)

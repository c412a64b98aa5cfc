"""Points of the recommendation that a decision names by their noun: "Salget udsættes".

"Flydedragterne: godkendt" answers "at der købes tre flydedragter", and "Godkendt, dog udsættes
salget" all points but the sale. Where it is not sure which point is meant, none is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.bodies import find_bodies
from pipeline.danish.nouns import upper_first
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case
from pipeline.drafting.decision.numbers import (
    ROW,
    Part,
    Points,
    outcome_of,
    outcomes,
    points_at,
    points_by_label,
)
from pipeline.drafting.decision.proposals import EMPTY_OBJECTS, Proposal
from pipeline.drafting.decision.stands import is_sentence
from pipeline.records import Span


def named_points(words: str, points: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return the one point that has all the words of *words*, of whatever form; () without one.

    >>> from pipeline.drafting.decision.proposals import parse_clause
    >>> from pipeline.records import Span
    >>> clauses = ("doktorboligen sælges", "havnefogedboligen sættes i stand")
    >>> points = [parse_clause(one, Span(0, 0), None) for one in clauses]
    >>> [one.clause for one in named_points("Salget af doktorboligen", points)]
    ['doktorboligen sælges']
    >>> named_points("Boligerne", points), named_points("Udlejning af doktorboligen", points)
    ((), ())
    >>> counted = parse_clause("der males striber på Torvet og i Kirkegade", Span(0, 0), None)
    >>> named_points("Kirkegade", [counted])
    ()
    """
    stems = content_words(words)
    if not stems or words.strip().lower() in _NO_NAMES or find_bodies(words):
        return ()
    if re.search(r"\b(?:\w|\d+)$", words):
        # "Løsning A": which of several that is, no stem tells.
        return ()
    hit = [one for one in points if _has_all(stems, content_words(one.clause))]
    if len(hit) != 1:
        hit = [one for one in hit if stems <= content_words(one.clause)]
    return tuple(hit) if len(hit) == 1 and not _is_one_of(stems, hit[0].clause) else ()


def _is_one_of(stems: frozenset[str], clause: str) -> bool:
    """Tell whether *stems* are one of two that a point counts up: "på Torvet og i Kirkegade"."""
    return any(
        content_words(one)
        and all(any(_akin(stem, other) for stem in stems) for other in content_words(one))
        for pair in _COUNTED_UP.finditer(clause)
        for one in pair.groups()
    )


# Two nouns beside "og", each perhaps with its preposition.
_COUNTED_UP = re.compile(
    r"([\w-]+) (?:og|samt) (?:(?:i|på|af|til|for|ved|om|fra|den|det|de) )*([\w-]+)"
)


def is_about(words: str, clause: str) -> bool:
    """Tell whether *words* have a word of what a point asks for, in whatever form.

    >>> is_about("Vi afgør ikke placeringen.", "standerne placeres i gården")
    True
    """
    others = content_words(clause)
    return any(_akin(one, other) for one in content_words(words) for other in others)


_NO_NAMES = EMPTY_OBJECTS | {"resten", "det øvrige", "øvrige", "begge", "begge dele", "alle"}


def _has_all(stems: frozenset[str], others: frozenset[str]) -> bool:
    return all(any(_akin(one, other) for other in others) for one in stems)


def _akin(one: str, other: str) -> bool:
    """Tell whether two stems are of one family: "sal" and "butikssal", "asfalt" and "asfalter"."""
    if one == other or _turned(one) == _turned(other):
        return True
    if min(len(one), len(other)) < _SHORT or one[0].isdigit() or other[0].isdigit():
        return False
    short, long = sorted((one, other), key=len)
    head = len(short) > _SHORT and short[:_ALIKE] == long[: min(_ALIKE, len(short))]
    return head or other.endswith(one) or one.endswith(other)


_SHORT, _ALIKE = 3, 5


def _turned(stem: str) -> str:
    """Return the stem of the noun that a verb turns its vowel for, "salg" for "sælg"."""
    return _NOUNS.get(stem, stem)


_NOUNS = {"sælg": "salg", "vælg": "valg"}


def parts_of(
    printed: str, span: Span, by_label: Points, numbered: Part | None = None
) -> tuple[Part, ...]:
    """Return the parts of a sentence that names points by noun, or all points but one.

    *numbered* is what was read of its number: "Ad 1. Godkendt, dog udsættes ad 2." () for another
    kind of sentence.
    """
    points = tuple(dict.fromkeys(one for some in by_label.values() for one in some))
    told = read_except(numbered.printed if numbered else printed)
    off = _about(told[2], by_label, points) if told else ()
    left = tuple(one for one in (numbered.points if numbered else points) if one not in off)
    if told and off and left:
        agreed, outcome, _, rest = told
        yes = Part(left, outcome_of(agreed), "", span, agreed)
        return (yes, Part(off, outcome, rest, span, f"{outcome} {rest}"))
    named = None if numbered else _read(printed)
    about = _about(named[0], by_label, points) if named else ()
    if not named or not about or (named[2] and not _ADDED.match(named[2])):
        return ()
    said = printed[len(named[0]) :].lstrip(": ")
    return (Part(about, named[1], named[2], span, upper_first(said)),)


# What may stand behind the outcome of a named point: "Godkendt og afsendes" tells more than it.
_ADDED = re.compile(
    r"(?:til|indtil|dog|men|idet|da|fordi|hvis|på betingelse)\b(?! (?:[A-ZÆØÅ]|over))"
)


def excepts(case: Case) -> bool:
    """Tell whether a yes leaves out a point that it names: "Godkendt, dog udsættes salget"."""
    by_label = points_by_label(case)
    printed = [case.printed(span) for span in case.decision]
    return any(
        read_except(one) and parts_of(one, span, by_label)
        for span, one in zip(case.decision, printed, strict=True)
    )


def points_left(case: Case) -> tuple[Proposal, ...]:
    """Return the points of the recommendation without those that the decision puts off by name.

    "Salget tages op igen i maj." leaves the sale out of what was approved. Here a word in common is
    enough: a point too few is told by its own sentence, one too many would be a false yes. Where it
    can't be told which, or all are, every point stays.
    """
    by_label = points_by_label(case)
    off: set[Proposal] = set()
    for match in _PUT_OFF.finditer(case.decision_text):
        what = match["what"] or ""
        number = _NUMBERED.fullmatch(match["at"] or what.strip())
        if number:
            off |= set(points_at(number["n"], by_label))
            continue
        stems = content_words(what)
        hit = {one for one in case.proposals if stems & content_words(one.clause)}
        off |= hit if len(hit) < len(case.proposals) else set()
    left = tuple(one for one in case.proposals if one not in off)
    return left or case.proposals


_PUT_OFF = re.compile(
    r"(?:(?P<what>[^.;,]{3,80}?) )?\b(?:tages op igen|udsættes|udskydes|afventer|venter|udgår)\b"
    rf"(?: (?P<at>(?:ad|punkt|pkt\.|pind) {ROW}(?!\w)))?",
    re.IGNORECASE,
)


def halves(printed: str) -> tuple[str, ...]:
    """Divide what a comma or "og" joins where each half has its own noun and outcome.

    >>> halves("Kurserne tiltrædes, retningslinjen udsættes.")
    ('Kurserne tiltrædes', 'Retningslinjen udsættes.')
    >>> halves("Prisen godkendes, beløbet sættes til 15.000 kr.")
    ('Prisen godkendes', 'Beløbet sættes til 15.000 kr.')
    >>> halves("Kurserne godkendes, hvis der er penge.")
    ('Kurserne godkendes, hvis der er penge.',)
    """
    for joint in _JOINT.finditer(printed):
        first, second = printed[: joint.start()], upper_first(printed[joint.end() :])
        named = _read(first)
        clause = _NEXT_POINT.match(second) or (_DEFINITE.match(second) and is_sentence(second))
        if named and not named[2] and (clause or _read(second)):
            return (first, *halves(second))
    return (printed,)


_JOINT = re.compile(r"(?:,? og|,? mens|,? men|,|;) (?=[a-zæøå])")
# "…, mens punkt 2 blev ændret til 1. januar"
_NEXT_POINT = re.compile(r"(?:Punkt|Pkt\.|Ad) \d\b")
# "hvis der …" names nothing.
_DEFINITE = re.compile(r"[A-ZÆØÅ][\w-]+(?:en|et|erne|ene) [a-zæøå]+(?:s|er)\b")


def _about(what: str, by_label: Points, points: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Return the points that words name, by number or by noun; () where one of them is not sure."""
    number = _NUMBERED.fullmatch(what)
    if number:
        return points_at(number["n"], by_label)
    whole = named_points(what, points)
    if whole:
        return whole
    each = [named_points(one, points) for one in re.split(r", | og ", what)]
    return tuple(dict.fromkeys(one for some in each for one in some)) if all(each) else ()


_NUMBERED = re.compile(r"(?:ad|punkt|pkt\.?|pind) (?P<n>(?:\d|[a-h]\b)[\w ,.-]*)", re.IGNORECASE)


def _read(printed: str) -> tuple[str, str, str] | None:
    """Return what a sentence names, its outcome and what is said with it; None for another kind.

    >>> _read("Flydedragterne: godkendt.")
    ('Flydedragterne', 'yes', '')
    >>> _read("Åbningstiden udsættes til budgettet for 2026.")
    ('Åbningstiden', 'later', 'til budgettet for 2026')
    """
    text = printed.strip(" .")
    for place in _WORD.finditer(text):
        what = text[: place.start()].rstrip(" :")
        if not _WHAT.fullmatch(what):
            continue
        for pattern, outcome in outcomes():
            found = pattern.match(text, place.start())
            if found:
                return what, outcome, text[found.end() :].strip(" .")
    return None


_WORD = re.compile(r"(?<=[ :])[a-zæøå]")
# "Kun kantinen godkendes" says of the others that they are not.
_WHAT = re.compile(
    r"(?!(?:kun|alene|udelukkende|hverken|ikke|delvist|det første)\b)[A-ZÆØÅa-zæøå]"
    r"(?:[^.:;,!?]|(?<=\d)[.,](?=\d)|(?<=\bmio)\.|(?<=\bkr)\.){2,80}",
    re.IGNORECASE,
)


def read_except(printed: str) -> tuple[str, str, str, str] | None:
    """Return the outcome of all, the outcome of what is excepted, its name, and what is added.

    >>> read_except("Godkendt, dog udsættes koordinatoren.")
    ('Godkendt', 'later', 'koordinatoren', '')
    >>> read_except("Godkendt, dog holdes jobcentret åbent.") is None
    True
    """
    text = printed.strip(" .")
    but = _BUT.fullmatch(text)
    if but is None:
        return None
    turned = _TURNED.fullmatch(but["x"])
    told = (
        f"{turned['what']} {turned['verb']}{turned['no'] or ''}{turned['rest']}"
        if turned
        else but["x"]
    )
    named = _read(told)
    return (but["all"], named[1], named[0], f"{named[2]}{but['why'] or ''}") if named else None


_ALL = (
    r"(?:(?:Indstillingen|Forslaget|Det øvrige|Resten) (?:(?:blev|er) )?)?"
    r"(?P<all>[Gg]odkend(?:t|es)|[Tt]iltråd?t|[Tt]iltrædes|[Vv]edtaget|[Aa]nbefal(?:et|es)|følges)"
)
_BUT = re.compile(
    rf"{_ALL}(?: som indstillet)?,? (?:dog|men|idet)(?: dog)?(?: (?:således|sådan))?(?: at)? "
    r"(?P<x>(?:[^,;]|(?<=\d),(?=\d))+)(?P<why>, idet [^;]+)?"
)
# "dog udsættes koordinatoren til maj"
_TURNED = re.compile(
    r"(?P<verb>[a-zæøå]+(?:es|ås|år))(?P<no> ikke)? "
    r"(?P<what>(?:(?:punkt|pkt\.|ad) )?[\w-]+(?: (?:af|om|for|på) [\w-]+)?)(?P<rest>.*)"
)

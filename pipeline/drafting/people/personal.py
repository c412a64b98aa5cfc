"""Personal data in a text: CPR numbers, phones, e-mail, addresses, people's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.cues import ByCue, Cues, cues_of, folded
from pipeline.danish.nouns import find_noun
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_CPR = re.compile(r"(\d(?<![\d-].)\d)(\d{2})(\d{2})[- ]?(\d)(\d{3})(?![\d-])")
# Since October 2007 the check digit proves nothing, so a real date alone is enough for a flag.
_MAYBE = (
    "måske et CPR-nummer (datoen passer, men ikke kontrolcifferet; det gør det heller ikke altid i "
    "numre fra efter 2007)"
)
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# A word that opens a sentence with a capital belongs to no name: "Da Karen Holm rejste".
_NAME = re.compile(
    # What looks ahead to the first letter changes nothing: other words are passed by sooner.
    r"(?=[A-ZÆØÅ])(?<![\w-])"
    r"(?!(?:Da|Ved|Efter|Når|Om|For|Til|Fra|Med|Hos|Af|Men|Hvis|Både|Også|Samt) )"
    r"(?P<given>[A-ZÆØÅ][a-zæøåéüö]+(?:-[A-ZÆØÅ][a-zæøåé]+)?)"
    r"(?:\s(?:(?:van|von|de|der|af)\s){0,2}[A-ZÆØÅ](?:[a-zæøåéüö]+|\.))"
    r"(?:[ -][A-ZÆØÅ][a-zæøåéüö]+){0,3}"
)

# Two capitals after what a person is: "viceskoleleder Rune Aas".
_TITLED = re.compile(
    r"(?<![\w-])(?i:[a-zæøå-]*(?:leder|chef|direktør|formand|konsulent|lærer|inspektør|"
    r"sygeplejerske|pædagog|arkitekt|advokat|borger|medlem|ejer|lejer|beboer|ansøger)) "
    r"(?P<name>[A-ZÆØÅ][a-zæøåé]+(?: [A-ZÆØÅ][a-zæøåé]+){1,3})(?![\w-])(?! (?:Kommune|Skole)\b)"
)


_TITLED_BY = Cues(cues_of(_TITLED))


class Finding(NamedTuple):
    """Personal data: its kind, how to name it in Danish, and where it stands.

    Kinds: cpr, email, telefon, adresse, deltager, person.
    """

    kind: str
    danish: str
    span: Span


@lru_cache(maxsize=4096)
def find_personal(text: str, *, participants: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Return the personal data in *text*, in order.

    *participants* are the meeting's people: their full names and surnames count too. A name is
    found by its given name (``lexicon/personal.toml``), so a rare one goes unseen.

    >>> [found.kind for found in find_personal("Karen Lyngholm, tlf. 12 34 56 78")]
    ['person', 'telefon']
    >>> find_personal("Karen Blixens Museum ligger på Museumsvej")
    ()
    """
    found = [*_cprs(text), *_patterns(text), *_participants(text, participants), *_people(text)]
    found.sort(key=lambda one: (one.span.start, -one.span.end))
    kept: list[Finding] = []
    for one in found:
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return tuple(kept)


def is_cpr(digits: str) -> bool:
    """Tell whether ten digits can be a CPR number: a real date, and a century that fits.

    The century follows the seventh digit (CPR-kontoret, "Personnummeret i CPR"). The check digit
    (modulus 11) is no condition: numbers without it have been given out since October 2007. See
    :func:`has_check_digit`.

    >>> is_cpr("0102034000"), is_cpr("3102034000")
    (True, False)
    """
    day, month, year, seventh = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), int(digits[6])
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    try:
        date(century + year, month, day)
    except ValueError:
        return False
    return True


def has_check_digit(digits: str) -> bool:
    """Tell whether the weighted sum of ten digits divides by 11 (weights 4 3 2 7 6 5 4 3 2 1).

    Almost certainly a CPR number if so; since 2007 nothing follows if not.

    >>> has_check_digit("0701016009"), has_check_digit("0701016008")
    (True, False)
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return total % 11 == 0


def _cprs(text: str) -> Iterator[Finding]:
    for match in _CPR.finditer(text):
        digits = "".join(match.groups())
        if is_cpr(digits):
            sure = "et CPR-nummer" if has_check_digit(digits) else _MAYBE
            yield Finding("cpr", sure, Span(*match.span()))


def _patterns(text: str) -> Iterator[Finding]:
    # An address of either kind has an @ or a number, a telephone a number.
    if not _MARK.search(text):
        return
    for kind, danish, pattern in _kinds().asked(folded(text)):
        for match in pattern.finditer(text):
            yield Finding(kind, danish, Span(*match.span()))


_MARK = re.compile(r"[@\d]")


@cache
def _kinds() -> ByCue[tuple[str, str, re.Pattern[str]]]:
    rows = load_lexicon("personal")["pattern"]
    kinds = [(row["name"], row["danish"], re.compile(row["pattern"])) for row in rows]
    return ByCue([(one, cues_of(one[2], shortest=1)) for one in kinds])


def _participants(text: str, participants: tuple[str, ...]) -> Iterator[Finding]:
    for last, pattern in _named(participants):
        if last in text:
            for match in re.finditer(pattern, text):
                yield Finding("deltager", "navnet på en mødedeltager", Span(*match.span()))


@lru_cache(maxsize=64)
def _named(participants: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return for each participant the patterns of the full and the last name, with its last word.

    They are compiled where the word stands: few texts name anybody.
    """
    _, _, after = _names()
    found = []
    for person in participants:
        words = [word for word in re.split(r"[\s,]+", person) if len(word) > 1]
        if len(words) < 2 or find_bodies(person) or not words[-1][0].isupper():
            continue
        if words[-1].lower() in after:
            continue
        full = r"\s+".join(map(re.escape, person.split()))
        found.append((words[-1], rf"(?<![\w-]){full}(?=s?\b(?!-))"))
        if not find_noun(words[-1].lower()):
            # "Stavnsby Enge" is a place, though a Stavnsby sits at the table.
            alone = rf"{re.escape(words[-1])}(?! [A-ZÆØÅ][a-zæøå])"
            # "By og Miljø" is an office, though a By sits at the table.
            office = rf"(?!(?:,| og) (?:{_offices()})\b)"
            found.append((words[-1], rf"(?<![\w-])(?<!-, ){alone}{office}(?=s?\b(?!-))"))
    return tuple(found)


def _people(text: str) -> Iterator[Finding]:
    for match in _TITLED.finditer(text) if _TITLED_BY.stand_in(folded(text)) else ():
        yield Finding("person", "navnet på en person", Span(*match.span("name")))
    given, before, after = _names()
    for match in _NAME.finditer(text):
        start, words = match.start(), match.group().split()
        if words[0].split("-")[0].lower() not in given:
            # "Indehaver Bo Holm": a trade may stand before the name.
            trade, *words = words
            start += len(trade) + 1
            known = words[0].split("-")[0].lower() in given and _TRADE.search(trade)
            if len(words) < _FULL or not (known or _SURE_TRADE.search(trade)):
                continue
        ahead = re.search(r"([\w/]+)\s$", text[:start])
        behind = re.match(r"\s([\w/]+)", text[match.end() :])
        if ahead and ahead[1].lower() in before:
            continue
        if words[-1].lower() in after or (behind and behind[1].lower() in after):
            continue
        made = text[match.end() : match.end() + 1] == "-" and len(words) > 2
        if made and words[-2].endswith("s"):
            # "Karen Holms Minde-stipendiaten": a thing that bears a name.
            continue
        if words[-1].lower().endswith(_streets()):
            continue
        yield Finding("person", "navnet på en person", Span(start, match.end()))


# Nobody but a person is one: "Hegnsynsmand Ofelius Skjern".
_SURE_TRADE = re.compile(
    r"[a-zæøå](?:mand|kvinde|ingeniør|direktør|konsulent|tekniker|træner|kunstner|forfatter|"
    r"dirigent|sekretær|assistent|pædagog)$"
)
# Words of a name at the least.
_FULL = 2
_TRADE = re.compile(r"[a-zæøå]{2}(?:er|mand|kvinde|ør|ent|ist)$")


@cache
def _offices() -> str:
    return "|".join(load_lexicon("personal")["place"]["offices"].split())


@cache
def _streets() -> tuple[str, ...]:
    return tuple(load_lexicon("personal")["place"]["streets"].split())


@cache
def _names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_lexicon("personal")
    return (
        frozenset(table["given"]["names"].split()),
        frozenset(table["place"]["before"].split()),
        frozenset(table["place"]["after"].split()),
    )

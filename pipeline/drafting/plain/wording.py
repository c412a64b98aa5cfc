"""Plain words: one sentence of a case in the spelling and words of a post.

Everything here replaces like with like by the rows of ``lexicon/kancelli.toml``: no word that
carries a fact, a hedge or a negation is added or lost. What can't be said safely gives None.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pipeline.danish.amounts import find_amounts, format_amount
from pipeline.danish.cues import ByCue, cues_of, folded
from pipeline.danish.dates import WEEKDAYS, find_dates, format_date
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import has_finite, is_finite
from pipeline.drafting.plain.counts import spell_counts
from pipeline.lexicon import load_lexicon

NO_BREAK = "\u00a0"
# Each row sees what those before it did, so that to go through three tables is to go through one.
_PLAIN = ("abbreviation", "word", "voice")
# "1,14 mio. km": a scale without "kr." counts what follows.
_MEASURED = re.compile(
    r"\s(?:km|kWh|MWh|kvm|m2|m²|m3|m³|kubikmeter|tons?|liter|timer|borgere|mennesker|besøg)\b"
)
_BEFORE_VERB = re.compile(
    r"^((?:Ifølge|Ved|Efter|For at|På|Fra|Under|I) [^,]{4,70}), "
    r"(?=(?:er|skal|vil|kan|bliver|blev|har|ventes|holdes)\b)"
)


class _Row(NamedTuple):
    pattern: re.Pattern[str]
    to: str
    lower: bool


@lru_cache(maxsize=2048)
def plain_words(text: str, meeting: date | None = None) -> str | None:
    """Return *text* in plain words, or None where an amount's sign contradicts its word.

    >>> plain_words("Der forventes et merforbrug på -15,2 mio.kr.").replace(chr(160), " ")
    'Der ventes et merforbrug på 15,2 mio. kr.'
    >>> plain_words("Der er et mindreforbrug på -3 mio. kr.") is None
    True
    """
    text = _asked(tidy_spelling(_BROKEN.sub("", _BLANKS.sub(" ", text).strip())))
    amounts = _amounts(text)
    if amounts is None:
        return None
    opens = text[:1].isupper()
    text = _dates(amounts, meeting)
    if "procent" in text:
        text = _RANGE.sub(r"\1–\2", text)
    text = upper_first(text) if opens else text
    text = spell_counts(_apply(text, *_PLAIN))
    text = _one_subject(_BEFORE_VERB.sub(r"\1 ", text))
    if "kl" in text:
        text = re.sub(r"\bkl\.? ?(\d{1,2})[:.](\d\d)\b", rf"kl.{NO_BREAK}\1.\2", text)
        text = re.sub(r"\bkl\. (?=\d)", f"kl.{NO_BREAK}", text)
    return _GAPS.sub(" ", text).strip()


def _one_subject(text: str) -> str:
    """Leave out the comma before a second verb of the same subject.

    >>> _one_subject("Ordningen koster 2,5 mio. kr., og gælder for alle.")
    'Ordningen koster 2,5 mio. kr. og gælder for alle.'
    >>> _one_subject("Rådet mener, at det haster, og beder om en plan.")
    'Rådet mener, at det haster, og beder om en plan.'
    """
    match = _SECOND_VERB.match(text)
    if match is None or not is_finite(match["verb"]) or not has_finite(match["first"]):
        return text
    return f"{match['first']}{text[match.end('first') + 1 :]}"


# No clause before the comma, which would end there; "og har man bil, er der …" opens another.
_SECOND_VERB = re.compile(
    r"(?P<first>(?:(?!\b(?:at|som|der|hvis|når|hvor|om|da|fordi|mens|så|hvad|hvem) )"
    r"(?:[^,:;»(]|(?<=\d),(?=\d)))+), og (?P<verb>[a-zæøå]+) "
    r"(?=(?:[^,]|(?<=\d),(?=\d))+$)(?!der |det |den |de )"
)
_BLANKS = re.compile(r"\s+")
_GAPS = re.compile(r" {2,}")


# "omnor- meringen": a word divided at the end of a line; not "mer- og mindreforbrug".
_BROKEN = re.compile(r"(?<=[a-zæøå]{2})- (?!og\b|eller\b|samt\b|til\b|men\b|som\b)(?=[a-zæøå]{2})")


@lru_cache(maxsize=2048)
def other_words(text: str) -> str:
    """Return *text*, already plain, in the words of someone who tells it.

    >>> other_words("Det er en plan, som er klar.")
    'Det er en plan, der er klar.'
    """
    return _GAPS.sub(" ", _apply(text, "reword"))


_NO_UNIT = re.compile(r"(?:kr\.? ?)?[\d.,]+", re.IGNORECASE)
_DASH = re.compile(r"[-–](?=\d)")
_UNTIL = re.compile(r" (?:og|til|eller) \d")
_RANGE = re.compile(r"(\d[\d,]*)\sprocent ?[-–] ?(\d[\d,]*\sprocent)")


def tidy_spelling(text: str) -> str:
    """Mend the common slips, "GPS trackere" and "Med-udvalg", and nothing else.

    >>> tidy_spelling("GPS Trackere i bilerne")
    'GPS-trackere i bilerne'
    """
    return _apply(text, "slip")


@lru_cache(maxsize=2048)
def cut_loose(text: str) -> str:
    """Leave out what can go: asides in brackets, references to attachments, set openings.

    >>> cut_loose("Planen (se kortet) er klar, jf. bilag 2.")
    'Planen er klar.'
    """
    return upper_first(_apply(text, "cut"))


# Who weighs a sentence, shortens it and holds it against its source asks each time.
@lru_cache(maxsize=4096)
def opening_cut(text: str) -> str | None:
    """Return what follows an opening that only announces ("Det bemærkes, at …"), or None.

    >>> opening_cut("Det skal understreges, at planen ikke er endelig.")
    'planen ikke er endelig.'
    """
    for row in _rows("opening").asked(folded(text)):
        match = row.pattern.match(text)
        if match:
            return text[match.end() :]
    return None


def _asked(text: str) -> str:
    """Turn "X bedes meddelt Staben." into "Giv Staben besked om X."."""
    match = _ASKED.match(text)
    if match is None:
        return text
    thing = lower_first(match["thing"])
    if match["verb"] == "meddelt":
        return f"Giv {match['who']} besked om {thing}."
    return f"Send {thing} til {match['who']}."


_ASKED = re.compile(
    r"(?P<thing>[A-ZÆØÅ][^,.]+?) bedes (?P<verb>meddelt|sendt|indsendt|fremsendt)(?: til)? "
    r"(?P<who>[A-ZÆØÅ][\w-]+)\.$"
)


def _amounts(text: str) -> str | None:
    out, last = [], 0
    for amount in find_amounts(text):
        if amount.sign_clash or (amount.negative and amount.direction is None):
            return None
        out.append(text[last : amount.span.start])
        printed = text[amount.span.start : amount.span.end]
        # A counted noun keeps its own words; only money and shares have one way to be written.
        scaled = "kr" not in printed.lower() and _MEASURED.match(text, amount.span.end)
        money = amount.unit in ("kr.", "procent") and not scaled
        out.append(format_amount(amount) if money else printed)
        last = amount.span.end
        if money and _NO_UNIT.fullmatch(printed) and _DASH.match(text, last):
            # "600.000–900.000 kr.": the unit stands once, at the end.
            out[-1] = f"{amount.number}–"
            last += 1
        elif money and _NO_UNIT.fullmatch(printed) and _UNTIL.match(text, last):
            # "mellem 6.000 og 14.000 kr.": so, too.
            out[-1] = printed
    out.append(text[last:])
    return _TWO_STOPS.sub("kr.", "".join(out))


_TWO_STOPS = re.compile(r"kr\.\.(?=\s|$)")


def _dates(text: str, meeting: date | None) -> str:
    out: list[str] = []
    last = 0
    for found in find_dates(text, meeting=meeting):
        printed = text[found.span.start : found.span.end].lower()
        weekday = printed.startswith(WEEKDAYS)
        written = format_date(found.date, year=not found.derived, weekday=weekday)
        if weekday and not written.startswith(printed.partition(" ")[0]):
            # Another year is meant than the one that was guessed: the day stays as printed.
            written = text[found.span.start : found.span.end]
        between = text[last : found.span.start]
        lead = f"{out[-1] if out else ''}{between}"
        if not weekday and (re.match(r"den?\b|d\.", printed) or _BARE_DAY.search(lead)):
            written = f"den {written}"
        out += [re.sub(r"\bd\. $", "den ", between), written]
        last = found.span.end
    out.append(text[last:])
    return "".join(out)


# "senest 1. maj" is "senest den 1. maj"; "pr. 1. maj", "1. og 2. maj", "perioden 1. maj" stay.
_BARE_DAY = re.compile(
    r"(?<![\w.])(?!(?:den|af|og|eller|samt|hver|årets|perioden|datoen|datoerne|medio) $)"
    r"(?<!\d\. )(?:[a-zæøå]{2,}|Fra|Til|Inden|Senest|Efter|Før|Siden|Indtil) $"
)


def _apply(text: str, *tables: str) -> str:
    return _rows(*tables).rewritten(text, _rewritten)


def _rewritten(row: _Row, text: str) -> str:
    return row.pattern.sub(lambda match: _written(match, row), text)


def _written(match: re.Match[str], row: _Row) -> str:
    groups = [(group or "").lower() if row.lower else group or "" for group in match.groups()]
    if row.lower and groups:
        groups[0] = match.group(1)
    text = row.to
    for number, group in enumerate(groups, 1):
        text = text.replace(f"${number}", group)
    capital = match.group()[:1].isupper() and not match.group()[1:2].isupper()
    return upper_first(text) if capital else text


@cache
def _rows(*tables: str) -> ByCue[_Row]:
    rows = [
        _row(row, bounded=table in (*_PLAIN, "reword"))
        for table in tables
        for row in load_lexicon("kancelli")[table]
    ]
    return ByCue([(row, cues_of(row.pattern) or cues_of(row.pattern, 1)) for row in rows])


def _row(row: dict[str, Any], *, bounded: bool) -> _Row:
    written = _bounded(row["from"]) if bounded else row["from"]
    pattern = re.compile(written, re.IGNORECASE)
    return _Row(pattern, row["to"], row.get("lower", False))


def _bounded(pattern: str) -> str:
    return rf"(?<![\w-])(?:{pattern})(?![\w-])"

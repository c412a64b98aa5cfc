"""Amounts: a number, its unit, which way it goes, and what it is measured against.

The sign in front of a number is not trusted. One municipality prints an overspend as "-15,2",
the next one as "15,2"; the word beside it ("merforbrug") is what decides. So a value is always
positive, and a minus before something that is already a "less" is marked as a clash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from pipeline.danish.comparisons import Direction, find_base, find_direction
from pipeline.danish.numerals import NUMERALS
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

Scale = Literal["", "t.", "mio.", "mia."]

_FACTOR: dict[Scale, Decimal] = {
    "": Decimal(1),
    "t.": Decimal(1_000),
    "mio.": Decimal(1_000_000),
    "mia.": Decimal(1_000_000_000),
}
_SPACE = r"[ \u00a0\u202f]"
_GAP = rf"{_SPACE}{{0,2}}"
_KR = r"(?:kr\b\.?|kroner\b|DKK\b)"
_NUMBER = (
    rf"\d{{1,3}}½|\d{{1,3}}(?:(?:\.\d{{3}})+|(?:{_SPACE}\d{{3}})+)(?![\d])(?:,\d+)?|\d+(?:,\d+)?|"
    rf"\d+\.\d{{1,2}}(?={_GAP}(?:mio|mia|mill))"
)
_FIRST = "".join(sorted({word[0] for word in NUMERALS}))
# What looks ahead to the first letter changes nothing: most words are passed by in a third of the
# time.
_NUMBERS = re.compile(rf"\d|\b(?=[{_FIRST}])(?:{'|'.join(NUMERALS)})\b", re.IGNORECASE)
# A number that another word already owns: a paragraph, a date, a time, a case.
_OWNED = re.compile(
    r"(?:§§?|\b(?:stk|nr|pkt|punkt|punkterne|kap|kapitel|kl|klokken|side|s|bilag|tlf|sag|ad|"
    r"indstillingspunkt|version|etape|fase|den|d|uge)\b\.?:?)\s*$",
    re.IGNORECASE,
)
_HEAD_BEFORE = re.compile(r"(?:\(|\bi\s|\bhele\s|\bi hele\s)\s*$", re.IGNORECASE)
_NOUN = re.compile(rf"{_SPACE}+(?=[a-zæøå])(?P<noun>[a-zæøå-]{{3,}})")
_FUNCTION_WORDS = """
og eller samt til med ved fra for som der den det har var vil kan skal blev bliver ikke men hvor
når efter inden under over mod mellem mens januar februar marts april maj juni juli august
september oktober november december stemmer imod
højere lavere mere mindre svarende
"""
# What follows a number that is part of a date, a paragraph, a word or a list mark.
_GOES_ON = re.compile(r"[./:-]\d|[-/]\w|\.\s*[a-zæøå]|\)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NOT_NOUN = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what belongs to it.

    ``value`` is positive and multiplied out (56,4 mio. kr. is 56400000). ``unit`` is "kr.",
    "procent", "årsværk" and so on, or None for a counted noun or a bare number. ``direction`` is
    "more" or "less" against a plan, "up" or "down" over time; ``word`` is what said so, and
    ``base`` what the amount is measured against ("korrigeret budget"). ``number`` and ``scale``
    are the printed form ("56,4" and "mio."). ``negative`` tells that a minus was printed and
    ``sign_clash`` that it stands before a word that is negative already.
    """

    value: Decimal
    unit: str | None
    direction: Direction | None
    base: str | None
    span: Span
    number: str
    scale: Scale = ""
    word: str | None = None
    negative: bool = False
    sign_clash: bool = False


class _Raw(NamedTuple):
    span: Span
    value: Decimal
    number: str
    scale: Scale
    unit: str | None
    negative: bool


def find_amounts(text: str, offset: int = 0) -> tuple[Amount, ...]:
    """Return the amounts in *text*, in order, spans shifted by *offset*.

    Dates, times, paragraphs, case numbers and years are no amounts, nor is the "(1.000 kr.)" over
    a table.

    >>> found = find_amounts("Et merforbrug på -15,2 mio. kr. ift. oprindeligt budget")[0]
    >>> found.value, found.unit, found.direction, found.base
    (Decimal('15200000'), 'kr.', 'more', 'oprindeligt budget')
    >>> [amount.unit for amount in find_amounts("Kl. 14.30 den 3. maj varsles seks uger før")]
    ['uger']
    """
    found = _amounts(text)
    if not offset:
        return found
    return tuple(
        replace(one, span=Span(one.span.start + offset, one.span.end + offset)) for one in found
    )


def find_sums(text: str) -> tuple[Decimal, ...]:
    """Return the sums of money in *text* in kroner, without what is said of them.

    >>> [int(one) for one in find_sums("Et merforbrug på 2 mio. kr. i 3 klubber")]
    [2000000]
    """
    return tuple(one.value for one in _raw_amounts(text) if one.unit == "kr.")


@lru_cache(maxsize=1 << 11)
def _amounts(text: str) -> tuple[Amount, ...]:
    raw = list(_raw_amounts(text))
    found: list[Amount] = []
    for index, one in enumerate(raw):
        left = raw[index - 1].span.end if index else 0
        right = raw[index + 1].span.start if index + 1 < len(raw) else len(text)
        direction, word = find_direction(text, one.span, left, right)
        base = find_base(text, one.span, left, right) if one.unit is not None else None
        if direction is None and found and _goes_on(text[left : one.span.start], found[-1], base):
            direction, word = found[-1].direction, found[-1].word
        found.append(
            Amount(
                value=one.value,
                unit=one.unit,
                direction=direction,
                base=base,
                span=one.span,
                number=one.number,
                scale=one.scale,
                word=word,
                negative=one.negative,
                sign_clash=one.negative and direction in ("less", "down"),
            )
        )
    return tuple(found)


def format_amount(amount: Amount) -> str:
    """Return *amount* as a person writes it, held together by no-break spaces.

    >>> format_amount(find_amounts("-15,2 mio.kr.")[0]).replace(chr(160), "_")
    '15,2_mio._kr.'
    >>> format_amount(find_amounts("7,5%")[0]).replace(chr(160), "_")
    '7,5_procent'
    """
    number, scale, unit = amount.number, amount.scale, amount.unit
    if scale == "t.":
        number, scale = _grouped(amount.value), ""
    elif number.isdigit() and len(number) > 4:
        number = _grouped(Decimal(number))
    if amount.value == 1 and not scale:
        unit = next((row.get("one", unit) for row in _units() if row["unit"] == unit), unit)
    return "\u00a0".join(part for part in (number, scale, unit) if part)


def _grouped(value: Decimal) -> str:
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def _goes_on(between: str, last: Amount, base: str | None) -> bool:
    """Tell whether the word said of the *last* amount goes for this one too.

    So it is in "2-3 mio.", "2 mio. i 2025 og 3 mio.", and where each has a base of its own:
    "2 mio. ift. budgettet og 3 mio. ift. regnskabet".
    """
    if re.fullmatch(r"[-–]|(?:\s+i\s+20\d\d)?,?\s+(?:og|samt)\s+", between):
        return True
    both = last.base is not None and base is not None
    return both and bool(re.fullmatch(r"[^.;:,\n]{0,80}\s(?:og|samt)\s+", between))


def _raw_amounts(text: str) -> Iterator[_Raw]:
    for match in _pattern().finditer(text) if _NUMBERS.search(text) else ():
        one = _words(match) if match["numeral"] else _figures(match, text)
        if one is None:
            continue
        if match["low"]:
            # "10-12 pct." is two amounts with the unit of the last.
            number = _as_thousands(_printed(match["low"]), one.number)
            low = Span(match.start() if match["before"] else match.start("low"), match.end("low"))
            yield one._replace(span=low, number=number, value=_value(number, one.scale))
            one = one._replace(span=Span(match.start("number"), one.span.end))
        yield one


def _as_thousands(low: str, high: str) -> str:
    """Return the low end of "600-900.000 kr." with the thousands that it shares: 600.000."""
    first, *groups = high.split(".")
    shares = groups and all(len(group) == 3 for group in groups) and low.isdigit()
    # "8-900.000 kr." may mean 800.000: it stays as it is printed.
    alike = len(low) == len(first) and low < first
    return ".".join([low, *groups]) if shares and alike else low


def _words(match: re.Match[str]) -> _Raw:
    number, scale = match["numeral"].casefold(), _scale_of(match)
    value = Decimal(NUMERALS[number]) * _FACTOR[scale]
    if scale:
        # "tre millioner kroner" is written "3 mio. kr."
        number = str(NUMERALS[number])
    span = Span(match.start("numeral"), match.end())
    return _Raw(span, value, number, scale, _unit_of(match), negative=False)


def _figures(match: re.Match[str], text: str) -> _Raw | None:
    unit, scale = _unit_of(match), _scale_of(match)
    if (
        unit == "kr."
        and match["number"] == "1.000"
        and _HEAD_BEFORE.search(text, max(0, match.start() - 12), match.start())
    ):
        return None
    end = match.end()
    if unit is None and not scale and not _stands_alone(match, text):
        return None
    number = _printed(match["number"])
    if scale and unit is None and not _counted(text, end):
        unit = "kr."
    value = _value(number, scale)
    return _Raw(Span(match.start(), end), value, number, scale, unit, bool(match["sign"]))


def _value(number: str, scale: Scale) -> Decimal:
    """Return what is printed, without needless decimals: "15,2" and "mio." is 15200000."""
    value = Decimal(number.replace(".", "").replace(",", ".").replace("½", ".5")) * _FACTOR[scale]
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _printed(number: str) -> str:
    return number if number.isdigit() else _SHORT_END.sub(r",\1", _SPACED.sub(".", number))


_SPACED = re.compile(_SPACE)
_SHORT_END = re.compile(r"\.(\d{1,2})$")


def _stands_alone(match: re.Match[str], text: str) -> bool:
    """Tell whether a number without a unit counts something or is a decimal of its own."""
    number = match["number"]
    if _OWNED.search(text, max(0, match.start() - 20), match.start()):
        return False
    if _GOES_ON.match(text, match.end(), match.end() + 4):
        return False
    if "," in number or _GROUPED.fullmatch(number):
        return True
    if (len(number) == 4 and number.startswith(("19", "20"))) or number.startswith("0"):
        return False
    return _counted(text, match.end())


def _counted(text: str, end: int) -> bool:
    """Tell whether a counted noun follows: "12 biler", "2 mio. borgere"."""
    noun = _NOUN.match(text, end)
    return noun is not None and noun["noun"] not in _NOT_NOUN


def _unit_of(match: re.Match[str]) -> str | None:
    if any(match[group] for group in ("before", "plain", "kr", "wkr", "dash", "tkr")):
        return "kr."
    # A unit is the last thing that is read of an amount.
    return _unit_names().get(match.lastgroup or "")


def _scale_of(match: re.Match[str]) -> Scale:
    printed = (match["scale"] or match["wscale"] or "").casefold()
    if match["tkr"] or printed.startswith("tusind"):
        return "t."
    if printed.startswith(("mia", "milliard")):
        return "mia."
    return "mio." if printed else ""


@cache
def _units() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = load_lexicon("amounts")["unit"]
    return rows


@cache
def _unit_names() -> dict[str, str]:
    """Return the unit of each group of ``_pattern`` that stands for one."""
    return {f"{how}{i}": row["unit"] for how in "uw" for i, row in enumerate(_units())}


@cache
def _pattern() -> re.Pattern[str]:
    after_figures = "|".join(f"(?P<u{i}>{row['pattern']})" for i, row in enumerate(_units()))
    after_words = "|".join(f"(?P<w{i}>{row['pattern']})" for i, row in enumerate(_units()))
    scale = r"(?P<scale>mio\b\.?|mill?\.|mia\b\.?|million(?:er)?\b|milliard(?:er)?\b|tusinde?\b)"
    return re.compile(
        rf"(?<!\w)(?:(?=[\dkdm–−-])(?P<before>(?:kr\.|kr|DKK){_GAP})?"
        rf"(?<![\w.,/§-])(?:(?P<between>mellem\s)?(?P<low>{_NUMBER})(?(between)\sog\s|[-–])"
        rf"|(?P<sign>[-–−]{_GAP}?))?"
        rf"(?P<number>{_NUMBER})(?!\d|[/-]\d|\.\d|,\d)"
        rf"(?:(?P<dash>,-)|{_GAP}(?P<tkr>t{_GAP}?\.?{_GAP}kr\b\.?|tkr\b\.?)"
        rf"|{_GAP}{scale}(?:{_GAP}(?P<kr>{_KR}))?"
        rf"|{_GAP}(?P<plain>{_KR})|{_GAP}(?:{after_figures}))?"
        rf"|(?=[{_FIRST}])(?<![\w-])(?P<numeral>{'|'.join(NUMERALS)}){_SPACE}"
        rf"(?:(?P<wscale>million(?:er)?|milliard(?:er)?)\b(?:{_SPACE}(?P<wkr>{_KR}))?|{after_words}))",
        re.IGNORECASE,
    )

"""Case numbers: where they stand and what they are. They are no key, only a reference."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import load_lexicon
from pipeline.records import Span

# "J.nr.: 05.01.35-P20-2-14     Sagsbeh.: rhk": fields side by side, one of them a case number.
_APART = re.compile(r"\s{3,}|\t+|\s+[|·]\s+")
_FIELD = re.compile(r"[^\W\d_][\w ./-]{1,25}:\s*(?P<value>\S.{0,40})")
# What stands between a label and its number. It gives no space back: a row of them would be tried
# in every way it can be shared out.
_COLON = r"\s*+(?:[:.]\s*+)?"
_YEARS = r"(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)\b(?!-)|\d{1,2}/\d{1,2}\b"


def case_number_line(line: str) -> str | None:
    """Return the case number of a line that holds nothing else, else None.

    >>> case_number_line("Sagsnr.: 21-004417"), case_number_line("21-004417 Salg af grund")
    ('21-004417', None)
    """
    match = _line().match(line)
    if match is None:
        return _among_fields(line)
    if further := _case_label().search(line, match.end("number")):
        return further["number"]
    # A bare long number may be anything; only a label makes it a case number.
    bare = match["number"].isdigit() and not match["label"]
    return None if bare and len(match["number"]) < 6 else match["number"]


def _among_fields(line: str) -> str | None:
    """Return the case number of a line of several fields, None where any part is no field.

    >>> _among_fields("Sagsbeh.: jelv    eDoc: 18/09917"), _among_fields("Sted: Salen    Kl.: 16")
    ('18/09917', None)
    """
    if ":" not in line:  # nearly always
        return None
    parts = _APART.split(line.strip())
    fields = [_FIELD.fullmatch(part) for part in parts]
    if len(parts) < 2 or not all(fields):
        return None
    numbers = (case_number_line(field["value"]) for field in fields if field)
    return next((number for number in numbers if number and not number.isdigit()), None)


def has_no_case(line: str) -> bool:
    """Whether a line is the label of a case number that was left empty.

    >>> has_no_case("Sagsnummer: -"), has_no_case("Sagsnr."), has_no_case("Sag"), has_no_case("-")
    (True, True, False, False)
    """
    return _no_case().fullmatch(line.strip()) is not None


def names_a_case(line: str) -> bool:
    """Whether a line calls its number that of a case, not of a plan or a subject.

    >>> names_a_case("Sag nr. 2007/08814"), names_a_case("KLE 83.01.00G01")
    (True, False)
    """
    return _case_label().search(line) is not None


def trailing_case_number(title: str) -> tuple[str, str | None]:
    """Return a title without the case number at its end, and that number if there is one.

    >>> trailing_case_number("Ny bro 21-004417")
    ('Ny bro', '21-004417')
    >>> trailing_case_number("Budget 2024-2027"), trailing_case_number("Musikskolen (2023/24)")
    (('Budget 2024-2027', None), ('Musikskolen (2023/24)', None))
    >>> trailing_case_number("Nye normer (høring, 19/21117)")
    ('Nye normer', '19/21117')
    """
    match = _tail().search(title)
    if match is None or not title[: match.start()].strip():
        return title, None
    before = title[: match.start()]
    # What stands in one bracket with the number goes with it.
    before = before[: before.rindex("(")] if before.count("(") > before.count(")") else before
    number = match["labelled"] or match["set_off"] or match["number"]
    return before.rstrip(" -–,(:·|"), number


def case_number_in(words: str) -> Span | None:
    """Return where the first case number stands among *words*, its label with it, or None.

    >>> line = "Ny bro 21-004417 Broen er gammel."
    >>> line[: case_number_in(line).end]
    'Ny bro 21-004417'
    """
    match = _inside().search(words)
    return Span(*match.span()) if match else None


def leading_case_number(title: str) -> tuple[str, str | None]:
    """Return a title without the case number before it, and that number if there is one.

    >>> leading_case_number("BR 171/2001. Ny bro"), leading_case_number("[15/1187] Nye lygter")
    (('Ny bro', 'BR 171/2001'), ('Nye lygter', '15/1187'))
    >>> leading_case_number("16/2904 Hal"), leading_case_number("2014-2017 Plan")
    (('Hal', '16/2904'), ('2014-2017 Plan', None))
    """
    match = _head().match(title)
    if match is None:
        return title, None
    number = match["number"] or match["set_off"] or match["leads"]
    return title[match.end() :].lstrip(" .:-–"), number


def without_case_label(title: str) -> str:
    """Return a title without the label at its end whose number stands in the next line.

    >>> without_case_label("Ny bro    Sagsnr."), without_case_label("Ny sag")
    ('Ny bro', 'Ny sag')
    """
    cut = _label_at_end().search(title)
    return title[: cut.start()] if cut else title


def is_case_label(line: str) -> bool:
    """Whether a line is the label of a case number that stands in the next line, and no more.

    >>> is_case_label("JOURNALNUMMER"), is_case_label("Sagsnr.:"), is_case_label("J.nr. 21-004417")
    (True, True, False)
    """
    return re.fullmatch(rf"\W*+(?i:{_labels()})\W*", line) is not None


@cache
def _label_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?<!\s)\s+(?=[A-ZÆØÅ(])(?i:{_labels()})$")


@cache
def _either(*, alone: bool) -> str:
    rows = load_lexicon("case_numbers")["number"]
    return "|".join(row["pattern"] for row in rows if row.get("alone", True) or not alone)


@cache
def _labels() -> str:
    words = "|".join(re.escape(word) for word in load_lexicon("case_numbers")["labels"])
    return rf"(?:{words})\.?{_COLON}"


@cache
def _line() -> re.Pattern[str]:
    more = rf"(?:[\s,;/|–-]+(?:{_labels()})?[\w./-]*\d[\w./-]*)?(?:\s+vis bilag.*)?"
    number = rf"(?P<number>{_either(alone=False)})"
    access = r"(?:åbent?(?: sag| punkt)?\b\W*)?"
    return re.compile(
        rf"[\s(\[]*{access}(?P<label>{_labels()})?{number}[)\]]?{more}\s*$", re.IGNORECASE
    )


@cache
def _no_case() -> re.Pattern[str]:
    return re.compile(
        rf"(?:sags?\W?n(?:r|ummer)\.?|journaln(?:r|ummer)\.?){_COLON}(?:[-–—]|ingen)?", re.I
    )


@cache
def _case_label() -> re.Pattern[str]:
    return re.compile(
        rf"\bsag(?:s?\W?nr|snummer|sid| nr)?\.?{_COLON}(?P<number>{_either(alone=False)})",
        re.IGNORECASE,
    )


@cache
def _head() -> re.Pattern[str]:
    codes = r"[A-ZÆØÅ]{2,4} \d{1,4}/(?:19|20)?\d{2}(?:-[A-Z])?"
    set_off = rf"[\[(](?:{_labels()})?(?P<set_off>(?!{_YEARS})(?:{_either(alone=False)}))[\])]"
    rows = load_lexicon("case_numbers")["number"]
    bare = "|".join(row["pattern"] for row in rows if row.get("leads"))
    leads = rf"(?P<leads>(?!{_YEARS}|\d\d/(?:19|20)\d\d\b)(?:{bare}))(?=\s*[.:,–-]?\s+[A-ZÆØÅ»])"
    return re.compile(
        rf"(?:(?:(?i:{_labels()}))?(?P<number>{codes}|{_either(alone=True)})|{set_off}|{leads})(?:[.:,]|\s|$)"
    )


@cache
def _inside() -> re.Pattern[str]:
    labelled = rf"(?:{_labels()})(?:{_either(alone=False)})"
    return re.compile(
        rf"(?<!\S)[(\[]?(?:{labelled}|{_either(alone=True)})[)\]]?(?=[.,]?\s|$)", re.IGNORECASE
    )


@cache
def _tail() -> re.Pattern[str]:
    labelled = rf"{_labels()}(?P<labelled>{_either(alone=False)})"
    number = rf"(?P<number>{_either(alone=True)})"
    # Behind a comma or in brackets any form will do that is no span of years or season.
    either = rf"(?:[A-ZÆØÅ]{{1,3}}-)?(?:{_either(alone=False)})"
    set_off = rf"(?P<set_off>(?!{_YEARS}){either})"
    day = r"(?:\s*[·|,]\s*\d{1,2}[./-]\d{1,2}[./-]\d{4})?"
    return re.compile(
        # A run of signs is taken whole, from where it begins.
        rf"(?<![\s(\[`–-])[\s(\[`–-]++(?:{labelled}|{number})[)\]`]?{day}\s*$"
        rf"|(?:[(\[`]|,\s){set_off}[)\]`]?{day}\s*$",
        re.IGNORECASE,
    )

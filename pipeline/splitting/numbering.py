"""The label a line begins with: "Sag nr. 41.", "ØU-67", "A.1", "§ 14", "[14]", "IV.", "Punkt to".

A label is read without knowing the document. Which form of label numbers its agenda is found out
from all of them together (``induced``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CORE = (
    r"(?P<clock>kl\.?\s?\d{1,2}[.:]\d{2}(?!\d))"
    r"|(?P<dashed>\d{1,4}-\d{2}(?=\s?[:.)]))|(?P<slashed>\d{1,4}(?:\s?[-–+&]\s?\d{1,4})?\s?/\s?\d{2,4}(?!\d))|(?P<decimal>\d{1,3}(?:\.\d{1,3}){1,2}(?!\d))"
    r"|(?P<plain>\d{1,4}(?:[a-z]|\s[a-z](?=[.):]))?(?![\d\w]))|(?P<roman>(?-i:[IVX]|[IVXLC]{2,7})(?!\w))"
    r"|(?P<letter>(?-i:[A-ZÆØÅ])(?!\w))|(?P<small>(?-i:[a-zæøå])(?=\)|\.\s))"
)
_SHAPES = ("clock", "dashed", "slashed", "decimal", "plain", "roman", "letter", "small")
_PRIORS = {"plain": 0.2, "small": 0.0, "slashed": 0.5, "dashed": 0.5}
# What is counted or dated, and no item.
_COUNTED = re.compile(
    r"(?:januar|februar|marts|april|maj|ju[nl]i|august|(?:septem|okto|novem|decem)ber"
    r"|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|okt\.?|nov\.?|dec\.?"
    r"|kr|mio|mia|pct|procent|år|stk|km|ha)(?!\w)",
    re.IGNORECASE,
)

# "15.03.94" is a day, and no point of a chapter.
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d{2}")
_BARE_ROMAN = re.compile(r"(?P<number>[IVXL]{1,6})\s+(?=[A-ZÆØÅ»“\"(])")
_FIFTY = 50
# The form of Roman numerals without a sign behind them.
BARE = "bare roman"
_NAMED = re.compile(
    r"\W{0,4}(?P<word>[A-ZÆØÅ][a-zæøå]{1,20}|[A-ZÆØÅ]{2,20}|ad) (?:nr\. ?)?(?P<number>\d{1,3})"
    r"(?:\s?[.:)–—|-](?:\s+|$)|(?P<field>\s+(?i:emne|titel|overskrift|sag|vedr(?:ørende)?)\.?:\s+))"
)
# The hour at which an item was taken up: "9.02  Punkt 1: Nye cykler", "kl. 13.15 – Pkt. 4 Veje".
HOUR = re.compile(r"(?:kl\.?\s?)?(?:[01]?\d|2[0-3])[.:][0-5]\d\s?[-–:]?\s+")
_NAMES_ITEM = 1.5
_JOINED = r"\s*(?:,|;|\bog\b|\bsamt\b|&|\+|-|–|\btil\b)\s*"
# "3, 4 og 7", "2-5", "punkt 4 og pkt. 5": the numbers of items.
NUMBERS = rf"\d{{1,3}}(?:\.?{_JOINED}(?:(?:punkt|pkt\.?|sag|nr\.?)\s?)?\d{{1,3}})*"
_STEP = re.compile(r"[\s.]*(?P<to>-|–|\btil\b)?\D*?(?P<number>\d{1,3})")
# "1-40" is hardly a row of items.
_MOST = 30
_SEVERAL = re.compile(
    r"(?P<word>\W*(?:dagsordens?)?(?:punkt|pkt|sag|nr)(?:er)?(?:ne)?\.?\s*(?:nr\.?\s*)?|\W*)"
    rf"(?P<numbers>{NUMBERS})(?=\.?\s|[.:)])",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """The label at the start of a line.

    ``form`` is all of it but its number, so that two labels of one numbering share it; ``key``
    orders it among them; ``number`` is what a person would call the item by; the title begins at
    ``end``. ``prior`` says how much the form alone tells.
    """

    form: str
    key: tuple[int, ...]
    number: str
    end: int
    prior: float


# One reader after the other asks for the label of the same line.
@lru_cache(maxsize=1 << 12)
def read_label(line: str) -> Label | None:
    """Return the label that *line* begins with, or None.

    >>> label = read_label("ØU-67  Sygefravær i 2018")
    >>> label.number, label.key, "ØU-67  Sygefravær i 2018"[label.end :]
    ('ØU-67', (67,), 'Sygefravær i 2018')
    >>> read_label("Sag nr. 41. Ny skole").form == read_label("Sag nr. 42. Veje").form
    True
    >>> [read_label(line).number for line in ("[14] Veje", "§ 3 Veje", "B.2 Veje", "Punkt to: Vej")]
    ['14', '3', 'B.2', '2']
    >>> read_label("12 mio. kr. til veje"), read_label("Den 3. maj")
    (None, None)
    >>> [read_label(line).number for line in ("9.02 Punkt 1: Veje", "SKEMA 2  EMNE: Veje")]
    ['1', '2']
    """
    return _by_the_hour(line) or _counted(line) or _in_words(line) or _named(line)


def bare_roman(line: str) -> Label | None:
    """Return the Roman numeral that *line* begins with though no sign follows it, or None.

    "I Brohede …" may be a sentence: only the others of its document tell that it is the first.

    >>> bare_roman("IV Nye busser").key, bare_roman("IV er brugt"), bare_roman("VIL Grøn Mark")
    ((4,), None, None)
    """
    match = _BARE_ROMAN.match(line)
    if match is None or _roman(_key(match["number"], "roman")[0]) != match["number"]:
        return None
    return Label(BARE, _key(match["number"], "roman"), match["number"], match.end(), 0.3)


def _roman(value: int) -> str:
    """Return a number below 50 as a Roman numeral."""
    tens, ones = divmod(value, 10)
    words = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return ("", "X", "XX", "XXX", "XL")[tens] + words[ones] if value < _FIFTY else ""


def counted_up(numbers: str) -> Iterator[str]:
    """Yield each of *numbers*, those from one to another as well.

    >>> list(counted_up("2, 4 og 6-8"))
    ['2', '4', '6', '7', '8']
    """
    last = 0
    for step in _STEP.finditer(numbers):
        number = int(step["number"])
        inside = step["to"] and 0 < number - last < _MOST
        yield from map(str, range(last + 1 if inside else number, number + 1))
        last = number


def several(line: str) -> tuple[tuple[str, ...], str]:
    """Return the numbers of a line that heads more than one item, and it with the first alone.

    >>> several("Nr. 91-93. Personsager"), several("4-6. juni"), several("4. Veje")
    ((('91', '92', '93'), 'Punkt 91. Personsager'), ((), '4-6. juni'), ((), '4. Veje'))
    """
    match = _SEVERAL.match(line)
    numbers = tuple(counted_up(match["numbers"])) if match else ()
    if match is None or len(numbers) < 2 or is_counted(line[match.end() :].lstrip(". ")):
        return (), line
    word = "Punkt " if match["word"].strip() else ""
    return numbers, f"{word}{numbers[0]}{line[match.end() :]}"


def is_counted(words: str) -> bool:
    """Whether what follows a number makes it a date or an amount.

    >>> is_counted("maj 2019"), is_counted("Majfest")
    (True, False)
    """
    return _COUNTED.match(words) is not None


def _by_the_hour(line: str) -> Label | None:
    """Read the label behind the hour that a log prints before it, where a word says what it is."""
    hour = HOUR.match(line)
    label = _counted(line[hour.end() :]) if hour else None
    if hour is None or label is None or label.prior < _NAMES_ITEM:
        return None
    return label._replace(end=hour.end() + label.end)


def _counted(line: str) -> Label | None:
    match = _label_pattern().match(line)
    if match is None or is_counted(line[match.end() :]):
        return None
    word = re.sub(r"[\s.]+", " ", (match["word"] or "").lower()).strip()
    if "," in match["after"] and not word:
        return None  # "2, 3 og 4" are counted
    code = match["code"] or ""
    shape = next(name for name in _SHAPES if match[name])
    core = match[shape]
    signed = match["after"] or match["open"] or word or match.end() == len(line)
    if shape in ("roman", "letter") and not signed:
        return None  # "I Brohede …" is a sentence
    if shape == "decimal" and _DAY.fullmatch(core):
        return None
    key = _key(core, shape)
    code_form = code.strip()
    if code_form[1:] == "." and shape == "plain":
        # "B.2" counts within a chapter, as "2.2" does.
        key, code_form = (ord(code_form[0]) - ord("A") + 1, *key), "A."
    form = "|".join((word, code_form, shape, match["open"], match["after"].strip()))
    if shape == "clock":  # a meeting that goes by the clock numbers nothing
        return Label(form, key, "", match.end(), 0.3)
    number = f"{code}{core}" if code.strip() and not code.endswith(" ") else core
    sure = bool(word or code.strip()) or match["open"] in ("[", "#", "§")
    prior = _NAMES_ITEM if word else 1.0 if sure else _PRIORS.get(shape, 0.3)
    return Label(form, key, re.sub(r"\s", "", number), match.end(), prior)


def _key(core: str, shape: str) -> tuple[int, ...]:
    if shape in ("letter", "small"):
        return (ord(core.upper()) - ord("A") + 1,)
    if shape == "roman":
        values = [_ROMAN[sign] for sign in core.lower()]
        after = [*values[1:], 0]
        return (sum(-v if v < w else v for v, w in zip(values, after, strict=True)),)
    numbers = tuple(int(part) for part in re.findall(r"\d+", core))
    if shape in ("slashed", "dashed") and numbers[0] <= 1900:
        return numbers[-1], numbers[0]  # the year orders them first
    return numbers


def _in_words(line: str) -> Label | None:
    """Read "Punkt to:", "Første punkt –" and their like."""
    match = _word_pattern().match(line)
    if match is None:
        return None
    counts = load_lexicon("items")["counting"]
    # A pattern that ignores case takes "ı" and "ſ" for i and s.
    said = (match["ordinal"] or match["cardinal"]).casefold().replace("ı", "i")
    name = "ordinals" if match["ordinal"] else "cardinals"
    value = counts[name].index(said) + 1
    return Label(name, (value,), str(value), match.end(), 1.5)


def _named(line: str) -> Label | None:
    """Read "Tema 3: …", "Referatpunkt 3 – …", "SKEMA 3 EMNE: …": whatever a document counts by."""
    match = _NAMED.match(line)
    never = load_lexicon("items")["counting"]["never"]
    # A table or a form counts no items, but for one that has their title in a field behind it.
    if match is None or (match["word"].lower() in never and match["field"] is None):
        return None
    number = match["number"]
    return Label(f"named {match['word'].lower()}", (int(number),), number, match.end(), 0.6)


@cache
def _label_pattern() -> re.Pattern[str]:
    words = "|".join(_spaced(word) for word in load_lexicon("items")["counting"]["nouns"])
    return re.compile(
        rf"\W{{0,2}}?(?P<open>[\[(#§<«»*_=~–—-]{{0,6}})\s?(?:(?P<word>(?:{words}))\s?\.?\s?[:#]?\s?)?"
        rf"(?P<code>(?-i:[A-ZÆØÅ]{{1,4}})(?:[-–.]\s?|\s)?(?=\d))?(?:{_CORE})"
        r"(?P<after>\s?[\])>»«*_]{0,3}\s?[.:,)/|–—=>∙·•-]{0,2})(?:\s+|(?<=[.:)\]])(?=[A-ZÆØÅ])|$)",
        re.IGNORECASE,
    )


@cache
def _word_pattern() -> re.Pattern[str]:
    counting = load_lexicon("items")["counting"]
    nouns = "|".join(_spaced(word) for word in counting["nouns"] if word.isalpha())
    ordinals, cardinals = "|".join(counting["ordinals"]), "|".join(counting["cardinals"])
    return re.compile(
        rf"\W*(?:(?P<ordinal>{ordinals}) (?:{nouns})|(?:{nouns}) (?P<cardinal>{cardinals}))"
        r"\b\s*[.:)/|–—-]?\s*",
        re.IGNORECASE,
    )


def _spaced(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\.?\s?")

"""The key to signs that stand for outcomes: "+ = ja, – = nej, ? = ikke endnu" above the items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_SIGN = r"[+–—−÷=?!✓✗○●-]"
_PAIR = re.compile(
    rf"(?<!\S)(?P<sign>{_SIGN})\s*(?:[=:]|betyder|er)?\s*(?P<words>[a-zæøå][a-zæøå ]{{1,25}})"
    r"(?P<end>[,;.)·|]|$)",
    re.IGNORECASE,
)
# Two signs at least make a key, which is one line. Hardly a document has a line with two.
_TWO = re.compile(rf"{_SIGN}(?<!\S{_SIGN})[^\n]*?\s{_SIGN}(?=[\s=:a-zæøå])", re.IGNORECASE)
_FEWEST = 2
_LONGEST = 120
_LINE = re.compile(rf"^[ \t]*(?P<sign>{_SIGN})[ \t]+(?=\w)", re.MULTILINE)


@lru_cache(maxsize=64)
def sign_key(text: str) -> Mapping[str, Decision]:
    r"""Return what each sign stands for, by the first line that says so; {} where none does.

    >>> key = sign_key("Ledermøde\n+ = ja, – = nej, ? = ikke endnu\n1. Stole\n+ 40 stole")
    >>> {sign: label.value for sign, label in key.items()}
    {'+': 'godkendt', '–': 'afvist', '?': 'udsat'}
    """
    return {match["sign"]: label for match, label in _pairs(text)}


def sign_key_spans(text: str) -> tuple[Span, ...]:
    """Return where the key stands: its signs, their few known words, and what parts them.

    >>> text = "Tegn: + besluttet, - afvist"
    >>> [span.of(text) for span in sign_key_spans(text)]
    ['+ besluttet,', '- afvist']
    """
    return tuple(Span(match.start(), match.end("end")) for match, _ in _pairs(text))


def _pairs(text: str) -> list[tuple[re.Match[str], Decision]]:
    start = 0
    for line in text.splitlines(keepends=True) if _TWO.search(text) else ():
        end = start + len(line.rstrip())
        if len(line) <= _LONGEST:
            found = _PAIR.finditer(text, start, end)
            told = [(one, label) for one in found if (label := _meant(one["words"])) is not None]
            if len({one["sign"] for one, _ in told}) >= _FEWEST:
                return told
        start += len(line)
    return []


def signed_lines(text: str, key: Mapping[str, Decision]) -> list[tuple[Decision, int]]:
    r"""Return what the lines of *text* that begin with a sign say, and where the sign stands.

    >>> key = {"+": Decision.GODKENDT, "–": Decision.AFVIST}
    >>> signed_lines("+ 40 stole\n– borde", key)
    [(<Decision.GODKENDT: 'godkendt'>, 0), (<Decision.AFVIST: 'afvist'>, 11)]
    """
    found = ((match["sign"], match.start("sign")) for match in _LINE.finditer(text))
    return [(key[sign], at) for sign, at in found if sign in key]


def is_among_signs(text: str, span: Span) -> bool:
    r"""Tell whether a line stands below another with a sign, so that its own one tells it apart.

    >>> text = "+ = ja, – = nej\n+ 40 stole\n– borde"
    >>> [is_among_signs(text, Span(text.index(line), len(text))) for line in ("+ 40", "– borde")]
    [False, True]
    """
    above = text[text.rfind("\n", 0, max(0, span.start - 1)) + 1 : span.start]
    key = sign_key(text) if _LINE.match(above) else {}
    return bool(key and signed_lines(above, key) and signed_lines(text[span.start : span.end], key))


def _meant(words: str) -> Decision | None:
    return next((label for label, pattern in _meanings() if pattern.fullmatch(words.strip())), None)


@cache
def _meanings() -> tuple[tuple[Decision, re.Pattern[str]], ...]:
    rows = load_lexicon("decisions")["sign"]
    return tuple((Decision(row["label"]), re.compile(row["pattern"], re.I)) for row in rows)

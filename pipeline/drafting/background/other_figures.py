"""What a decision set otherwise: a figure that was applied for or offered, a contract's end.

"200 kr. til 186 ansatte er 37.200 kr." is no longer what it costs where the decision gives 150 kr.,
and a contract that was extended does not end on its old day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.danish.amounts import find_amounts
from pipeline.danish.words import content_words

_ASKED = re.compile(
    r"\b(?:an)?søg(?:er|t|te|es)?\b|\btilby(?:der|des|dt)\b|\btilbød\b|\bforeslå\w*|\bforeslog\b|"
    r"\bønske[rdst]*\b|\bindstille[rs]\b|\banbefale[rs]\b|\bbeder om\b|"
    r"\bkan (?:[a-zæøå]+ ){0,2}?(?:stille|afse|undvære|tilbyde|stilles|afses|tilbydes)\b"
)
# With these the decision says yes to what was asked for, and tells of more …
_PLAIN_YES = re.compile(
    r"\W*(?:(?:ad|punkt|pkt\.?)? ?\d+[.):]* ?)?(?:indstilling(?:en|erne) |forslaget |ansøgningen |"
    r"som )?(?:godkend|tiltr[æå]d|vedtag|følges|imødekom|bevilges som)\w*",
    re.IGNORECASE,
)
# … but not with these: "Godkendt, dog med 150 kr."
_BUT = re.compile(
    r",? (?:(?:dog|men) )?(?:kun )?(?:med|for|på|til) (?:[\w-]+:? ){0,4}?"
    r"(?=\d(?!\d{3}\b)|(?:to|tre|fire|fem|seks|syv|otte|ni|ti|tolv) )"
)
_BESIDE = re.compile(
    r"\b(?:yderligere|ekstra|heraf|ud over|udover|oveni|desuden|efter|inden|senest|om året|"
    r"årligt|evaluer\w*|ikke|højst|under|over|af de)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<![\w.,/])(?P<n>\d[\d.,]*\d|\d|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv) "
    r"(?P<of>procent|timer?|dage?|uger?|måneder|år|pladser?|årsværk|stillinger|medarbejdere|gange)\b"
)
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        ("to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"), 2
    )
}
_PER = re.compile(r"\.? (?:pr\.|i|om|for hver|til hver|hver) [a-zæøå]+")
_COUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*(?![\d,]|\.\d)")
_SENTENCE = re.compile(r"(?:[^.;]|\.(?=\S)|(?<=\bkr)\.|(?<=\bmio)\.|(?<=\bpr)\.)+")
_LONGER = re.compile(
    r"\b(?:forlæng(?:e[rst]?|else\w*)|forny\w*|videreføre[rst]?|genforhandle[rst]?|"
    r"udskyde[rst]?|udskudt|flyttes|rykkes)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:udløber|ophører|stopper|slutter|løber ud|bortfalder)\b|[Ff]risten\b[^.]*? er den\b"
)
_YES = re.compile(
    r"\b(?:godkend|tiltr[æå]d|vedtag|beslutte|følges|ja\b|(?<!ikke )anbefal(?!es ikke))",
    re.IGNORECASE,
)


class Figure(NamedTuple):
    """A number and what it counts, "kr." for money."""

    of: str
    value: str


def set_otherwise(asked: str, case: str, decided: str) -> frozenset[Figure]:
    """Return the figures that were asked for, of which the decision has another.

    *asked* is the recommendation, *case* the text of the case.

    >>> set_otherwise("Der gives 200 kr. pr. ansat.", "", "Der gives 150 kr. pr. ansat.")
    frozenset({Figure(of='kr.', value='200')})
    >>> set_otherwise("Der gives 200 kr.", "", "Godkendt. Der gives 50 kr. til kaffe.")
    frozenset()
    >>> set_otherwise("", "Firmaet tilbyder 10 timer om ugen.", "Der købes 15 timer om ugen.")
    frozenset({Figure(of='tim', value='10')})
    """
    clauses = [one.group().strip() for one in _SENTENCE.finditer(decided)]
    agreed = [(one, match) for one in clauses if (match := _PLAIN_YES.match(one))]
    if agreed:
        clauses = [one for one, match in agreed if _BUT.match(one, match.end())]
        if len(clauses) < len(agreed):
            return frozenset()
    wanted = [asked, *(one.group() for one in _SENTENCE.finditer(case) if _ASKED.search(one[0]))]
    new = {one for clause in clauses if not _BESIDE.search(clause) for one in _each(clause)}
    old = {one for clause in wanted for one in _each(clause)}
    kept = set(figures(decided))
    found: set[Figure] = set()
    for of in {(one.of, per) for one, per in new}:
        before, after = ({one for one, per in some if (one.of, per) == of} for some in (old, new))
        # Of several that were asked for it is open which one is another now.
        if len(before) == len(after) == 1 and not before & kept:
            found |= before
    return frozenset(found | {total for one in found for total in _totals(case, one)})


def _totals(case: str, price: Figure) -> Iterator[Figure]:
    """Yield the sums of a case that are so many times a price: 37.200 kr. for 186 at 200 kr."""
    counts = {one.replace(".", "") for one in _COUNT.findall(case)}
    sums = [one for one in figures(case) if one.of == price.of == "kr."]
    for one in sums:
        times = Decimal(one.value) / Decimal(price.value)
        if times > 1 and f"{times.normalize():f}" in counts:
            yield one


def figures(text: str) -> Iterator[Figure]:
    """Yield the sums and counts of a text.

    >>> [one.value for one in figures("To timer koster 1,2 mio. kr.")]
    ['1200000', '2']
    """
    return (one for one, _ in _each(text))


def _each(text: str) -> Iterator[tuple[Figure, str]]:
    """Yield the figures of a text, each with what it is reckoned by: "pr. ansat"."""
    for one in find_amounts(text):
        if one.unit == "kr." and one.value:
            per = _PER.match(text, one.span.end)
            yield Figure("kr.", f"{one.value:f}"), per.group().strip() if per else ""
    for match in _FIGURE.finditer(text.lower()):
        of = re.sub(r"(?:er|e|r)$", "", match["of"]) or match["of"]
        yield Figure(of, _number(match["n"])), ""


def _number(printed: str) -> str:
    return _WORDS.get(printed, printed.replace(".", ""))


def extended(asked: str, decided: str) -> frozenset[str]:
    """Return the words of what a decision lets last longer than it would.

    >>> sorted(extended("", "Kontrakten forlænges til den 31. december 2025."))
    ['kontrak']
    >>> extended("Kontrakten forlænges.", "Afvist.")
    frozenset()
    """
    clauses = [one.group() for one in _SENTENCE.finditer(decided)]
    if _YES.search(decided):
        clauses += re.split(r"[.;\n]|, og at ", asked)
    return frozenset(
        word
        for clause in clauses
        if (match := _LONGER.search(clause)) and not re.search(r"\bikke\b", clause)
        for word in content_words(f"{clause[: match.start()]} {clause[match.end() :][:30]}")
        if word.isalpha() and len(word) > 2
    )


def ends_of(sentence: str, longer: frozenset[str]) -> bool:
    """Tell whether a sentence lets end what lasts longer now.

    >>> ends_of("Kontrakten udløber i maj.", frozenset({"kontrak"}))
    True
    >>> ends_of("Kontrakten udløber i maj, men kan forlænges.", frozenset({"kontrak"}))
    False
    """
    if not longer or not _ENDS.search(sentence) or _LONGER.search(sentence):
        return False
    return bool(longer & content_words(sentence))

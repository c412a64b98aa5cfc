"""Figures that were asked for, of which the decision has others: a sum, hours, a percentage.

"200 kr. til 186 ansatte er 37.200 kr." is no longer what it costs where the decision gives 150 kr.
What is counted by its own noun ("20 elcykler") stands in ``other_counts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.danish.amounts import find_amounts
from pipeline.danish.numerals import NUMERALS, in_digits
from pipeline.danish.sentences import split_statements

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
    rf"(?=\d(?!\d{{3}}\b)|(?:{'|'.join(NUMERALS)}) )"
)
_BESIDE = re.compile(
    r"\b(?:yderligere|ekstra|heraf|ud over|udover|oveni|desuden|efter|inden|senest|om året|"
    r"årligt|evaluer\w*|ikke|højst|under|over|af de)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"(?<![\w.,/])(?P<n>\d[\d.,]*\d|\d|{'|'.join(NUMERALS)}) "
    r"(?P<of>procent|timer?|dage?|uger?|måneder|år|pladser?|årsværk|stillinger|medarbejdere|gange)\b"
)
_PER = re.compile(r"\.? (?:pr\.|i|om|for hver|til hver|hver) [a-zæøå]+")
_COUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*(?![\d,]|\.\d)")


class Figure(NamedTuple):
    """A number and what it counts, "kr." for money."""

    of: str
    value: str


def other_figures(asked: str, case: str, decided: str) -> frozenset[Figure]:
    """Return the figures that were asked for, of which the decision has another.

    *asked* is the recommendation, *case* the text of the case.

    >>> other_figures("Der gives 200 kr. pr. ansat.", "", "Der gives 150 kr. pr. ansat.")
    frozenset({Figure(of='kr.', value='200')})
    >>> other_figures("Der gives 200 kr.", "", "Godkendt. Der gives 50 kr. til kaffe.")
    frozenset()
    >>> other_figures("", "Firmaet tilbyder 10 timer om ugen.", "Der købes 15 timer om ugen.")
    frozenset({Figure(of='tim', value='10')})
    """
    clauses = split_statements(decided)
    agreed = [(one, match) for one in clauses if (match := plain_yes(one))]
    if agreed:
        clauses = [one for one, match in agreed if _BUT.match(one, match.end())]
        if len(clauses) < len(agreed):
            return frozenset()
    new = {one for clause in clauses if not _BESIDE.search(clause) for one in _each(clause)}
    if not new:
        return frozenset()
    wanted = [asked, *filter(_ASKED.search, split_statements(case))]
    old = {one for clause in wanted for one in _each(clause)}
    kept = set(figures(decided))
    found: set[Figure] = set()
    for of in {(one.of, per) for one, per in new}:
        before, after = ({one for one, per in some if (one.of, per) == of} for some in (old, new))
        # Of several that were asked for it is open which one is another now.
        if len(before) == len(after) == 1 and not before & kept:
            found |= before
    return frozenset(found | {total for one in found for total in _totals(case, one)})


def plain_yes(clause: str) -> re.Match[str] | None:
    """Return the words with which a clause of a decision says yes to what was asked for.

    >>> plain_yes("Godkendt, dog med 150 kr.") is None, plain_yes("Der gives 150 kr.") is None
    (False, True)
    """
    return _PLAIN_YES.match(clause)


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
        yield Figure(of, in_digits(match["n"])), ""

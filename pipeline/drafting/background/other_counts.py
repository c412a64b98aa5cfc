"""What a case reckons for another number of things than the one decided.

"20 elcykler koster 460.000 kr." is no price of the 12 that were granted.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.danish.amounts import find_amounts
from pipeline.danish.numerals import NUMERALS, in_digits
from pipeline.danish.sentences import split_sentences
from pipeline.drafting.decision.other_numbers import alike_counts, other_count
from pipeline.drafting.decision.votes import is_lost

# "Godkendt." says yes to the number that was asked for; what else it counts is beside that.
_YES = re.compile(
    r"^\W*(?:godkend|tiltr|vedta)|\b(?:indstilling|forslag)\w* (?:er |blev |bliver )?(?:\w+ )?"
    r"(?:godkend|tiltr|vedta|følges|fulgt)"
)
# What somebody moved is not what was decided.
_MOVED = re.compile(
    r"\b(?:ændringsforslag\w*|foreslog|stillede|ønskede|stemte|forkast\w*)\b", re.IGNORECASE
)
# Told beside what holds now, the number that was asked for is no news of its own.
_BESIDE = re.compile(r"\b(?:i stedet|ønske\w*|foresl\w+|søgte?)\b", re.IGNORECASE)
_COUNTS = re.compile(rf"(?<![\d.,/])\b(?P<n>\d[\d.]*|{'|'.join(NUMERALS)}) (?P<of>[a-zæøå]{{3,}})")
_FEWEST = 3


class OtherCounts(NamedTuple):
    """The counts that were asked for, of which the decision has others, and the sums of them."""

    counts: frozenset[tuple[str, str]]
    sums: frozenset[object]

    def reckons(self, sentence: str) -> bool:
        """Tell whether a sentence tells of the number that was asked for."""
        if not self.counts or _BESIDE.search(sentence):
            return False
        if any(one.value in self.sums for one in find_amounts(sentence)):
            return True
        # "Syv varmepumper koster 2,8 mio. kr." of seven boilers that were to go.
        priced = bool(find_amounts(sentence))
        return any(
            in_digits(one["n"]) == number and (_same(one["of"], of) or (priced and not one.start()))
            for one in _COUNTS.finditer(sentence.lower())
            for number, of in self.counts
        )


def read_counts(asked: str, case: str, decided: str) -> OtherCounts:
    """Return the counts of *asked* that the decision has another number of.

    >>> case = "20 elcykler koster 460.000 kr. Skuret koster 9.000 kr."
    >>> found = read_counts("Der købes 20 elcykler.", case, "Godkendt for Syd: 12 elcykler.")
    >>> found.reckons("20 cykler koster 460.000 kr."), found.reckons("Beløbet er 460.000 kr.")
    (True, True)
    >>> found.reckons("Skuret koster 9.000 kr.")
    False
    >>> fell = "Et ændringsforslag om 10 elcykler blev forkastet. Vedtaget."
    >>> read_counts("Der købes 20 elcykler.", case, fell).counts
    frozenset()
    >>> read_counts("Der ansættes tre elever.", "", "Godkendt. To elever begynder i maj.").counts
    frozenset()
    """
    said = [span.of(decided).strip() for span in split_sentences(decided)]
    clauses = [one for one in said if not _MOVED.search(one) and not is_lost(one)]
    plain = any(_YES.search(one.lower()) and not other_count(asked, one) for one in clauses)
    pairs = [
        (in_digits(one["n"]), one["of"], in_digits(two["n"]))
        for clause in clauses
        if other_count(asked, clause) or not plain
        for one, two in alike_counts(asked, clause)
    ]
    pairs += _priced_for(case, [one for one in clauses if _BUT.search(one)])
    kept = {new for _, _, new in pairs}
    counts = frozenset((old, of) for old, of, _ in pairs if old not in kept)
    left = {one.value for one in find_amounts(decided)}
    found = OtherCounts(counts, frozenset())
    told = (span.of(case) for span in split_sentences(case)) if counts else ()
    sums = {one.value for line in told if found.reckons(line) for one in find_amounts(line)}
    return OtherCounts(counts, frozenset(sums - left))


# "Godkendt, dog med 80 licenser": the price is of the 150 that the case reckons with.
_BUT = re.compile(r"\b(?:dog|men|kun) (?:(?:kun|med|for|til) )*\d")


def _priced_for(case: str, decided: list[str]) -> list[tuple[str, str, str]]:
    """Return the counts that the case gives prices for, of which the decision has another number.

    >>> _priced_for("150 licenser koster 9.000 kr.", ["Godkendt, dog med 80 licenser."])
    [('150', 'licenser', '80')]
    """
    lines = [span.of(case) for span in split_sentences(case)] if decided else []
    return [
        (in_digits(one["n"]), one["of"], in_digits(two["n"]))
        for clause in decided
        for line in lines
        if find_amounts(line)
        for one, two in alike_counts(line, clause)
        if one["n"] != two["n"]
    ]


def _same(one: str, other: str) -> bool:
    return len(min(one, other, key=len)) >= _FEWEST and (one.endswith(other) or other.endswith(one))

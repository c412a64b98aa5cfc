"""What a proposal would cost or bring, where the decision changed it, or has a figure of its own.

"Forslaget giver en mindreudgift på 320.000 kr." is no longer so where it was adopted "dog således
at skolerne pudses oftere, så mindreudgiften bliver 190.000 kr."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.danish.amounts import Amount, find_amounts
from pipeline.danish.dates import MONTHS
from pipeline.danish.sentences import split_statements
from pipeline.drafting.background.asked import tells_effect, tells_today
from pipeline.drafting.background.other_figures import plain_yes
from pipeline.drafting.decision.amended import is_amended, read_motions, supposes
from pipeline.drafting.decision.cautions import finds
from pipeline.drafting.decision.certain import is_changed
from pipeline.drafting.decision.votes import is_lost
from pipeline.lexicon import load_lexicon


class OtherEffects(NamedTuple):
    """How a decision changed what a proposal brings.

    ``changed`` tells that it changed the proposal, ``stated`` holds the figures that it gives of an
    effect itself, ``asked`` the one sum that was asked for and that it cut, and ``kept`` all the
    figures that it has. ``moved`` tells that something else was put to the vote, and
    ``amended`` that it was carried.
    """

    changed: bool
    stated: frozenset[tuple[str, str, Decimal]]
    asked: Decimal | None
    kept: frozenset[Decimal]
    moved: bool = False
    amended: bool = False

    @property
    def changes(self) -> bool:
        """Whether the decision changed the proposal, or cut what was asked for."""
        return self.changed or self.asked is not None

    def goes_on(self, sentence: str, before: str) -> bool:
        """Tell whether "Det vil give plads til to" goes on about a sum *before* it that was cut."""
        if not self.changes or not _ITS_EFFECT.match(sentence):
            return False
        sums = {one.value for one in find_amounts(before)}
        return self.asked in sums or (self.changed and bool(find_amounts(sentence)))

    def overtakes(self, sentence: str) -> bool:
        """Tell whether a sentence tells what the proposal would bring as it first stood."""
        found = find_amounts(sentence) if self.changes or self.moved or self.stated else ()
        if (self.moved or self.changed) and supposes(sentence):
            # What follows if it is done otherwise is no supposition any more.
            return bool(found) or tells_effect(sentence)
        if not found or tells_today(sentence) or any(one.value in self.kept for one in found):
            return False
        if self.asked is not None and any(one.value == self.asked for one in found):
            return True
        if self.changes and tells_effect(sentence):
            return True
        told = set(_effects(sentence, found))
        if self.amended and told:
            return True
        alike = {(of, unit) for of, unit, _ in self.stated} & {(of, unit) for of, unit, _ in told}
        return bool(alike) and not told & self.stated


def other_effects(asked: str, case: str, decided: str) -> OtherEffects:
    """Return how the decision changes what was *asked* for, in the terms of the *case*.

    >>> asked, case = "Taksten hæves til 9 kr.", "Besparelsen er 7 kr."
    >>> found = other_effects(asked, case, "Godkendt, dog hæves taksten kun til 8 kr.")
    >>> found.overtakes("Besparelsen er 7 kr."), found.overtakes("Bussen koster 7 kr.")
    (True, False)
    >>> found = other_effects(asked, case, "Besparelsen bliver 5 kr.")
    >>> found.overtakes("Det er en besparelse på 7 kr.")
    True
    >>> other_effects(asked, case, "Besparelsen er 7 kr.").overtakes("Besparelsen er 7 kr.")
    False
    >>> moved = "A stillede ændringsforslag om en bro. Ændringsforslaget er vedtaget."
    >>> other_effects(asked, case, moved).overtakes("Forslaget giver en besparelse på 7 kr.")
    True
    """
    statements = split_statements(decided)
    amended = is_amended(statements)
    clauses = [one for one in statements if not is_lost(one)]
    provisos = [match.group() for one in clauses if (match := _PROVISO.search(one))]
    changed = any(
        (is_changed(one) or _ONLY.match(one)) and not _ONLY_WHEN.search(one) for one in provisos
    )
    limited = any(finds("limits", one) for one in clauses)
    stated = {effect for one in clauses for effect in _effects(one, find_amounts(one))}
    if stated:
        known = {one.value for one in find_amounts(f"{asked} {case}")}
        stated = {effect for effect in stated if effect[2] not in known}
    return OtherEffects(
        changed or limited or amended,
        frozenset(stated),
        _cut(asked, decided, provisos if any(map(plain_yes, clauses)) else None),
        frozenset(one.value for one in find_amounts(decided)),
        bool(read_motions(statements)),
        amended,
    )


_ITS_EFFECT = re.compile(
    r"(?:Det|Dette|Beløbet|Hertil) (?:(?:vil|ville|kan|skal) )?(?:give|svare|spare|koste|"
    r"dække|betyde|kræve|række)r?\b"
)
# "Tiltrådt, dog …": what changes what was agreed to stands behind these.
_PROVISO = re.compile(
    r"(?:[,;] |\b)(?:dog|men|idet|således at|sådan at|med den (?:ændring|undtagelse))\b.*",
    re.DOTALL,
)


# "dog kun de 120 meter mod vejen"
_ONLY = re.compile(r"\W*(?:dog|men) kun\b")
# "dog med seminar 27. august i stedet for 3. september": when it happens changes no sum.
_ONLY_WHEN = re.compile(rf"\b\d{{1,2}}\.(?:-\d{{1,2}}\.)? (?:{'|'.join(MONTHS)})(?!.*\bkr\b)")


def _cut(asked: str, decided: str, provisos: list[str] | None) -> Decimal | None:
    """Return the one sum that was asked for, where the decision has another instead.

    It has where a proviso says so, or where it is told in its own words, without any yes: then
    *provisos* is None.
    """
    sums = {one.value for one in find_amounts(asked) if one.unit == "kr."}
    kept = {one.value for one in find_amounts(decided)}
    told = " ".join(provisos) if provisos is not None else decided
    others = {one.value for one in find_amounts(told) if one.unit == "kr."}
    enough = len(others) == 1 or (provisos is not None and bool(others))
    return sums.pop() if len(sums) == 1 and enough and not sums & kept else None


def _effects(text: str, found: tuple[Amount, ...]) -> Iterator[tuple[str, str, Decimal]]:
    """Yield the figures of a text with what each is an effect of: savings, costs or income."""
    kinds = [of for of, pattern in _effect_words() if pattern.search(text.lower())]
    return ((of, one.unit, one.value) for of in kinds for one in found if one.unit)


@cache
def _effect_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_lexicon("asked")["effects"]
    kinds = ("savings", "costs", "income")
    return tuple((of, re.compile("|".join(table[of]))) for of in kinds)

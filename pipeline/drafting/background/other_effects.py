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
from pipeline.drafting.decision.certain import finds, is_changed
from pipeline.drafting.decision.votes import is_lost
from pipeline.lexicon import load_lexicon


class OtherEffects(NamedTuple):
    """How a decision changed what a proposal brings.

    ``changed`` tells that it changed the proposal, ``stated`` holds the figures that it gives of an
    effect itself, and ``asked`` the one sum that was asked for and that it cut.
    """

    changed: bool
    stated: frozenset[tuple[str, str, Decimal]]
    asked: Decimal | None

    def overtakes(self, sentence: str) -> bool:
        """Tell whether a sentence tells what the proposal would bring as it first stood."""
        found = find_amounts(sentence)
        if not found or tells_today(sentence):
            return False
        if self.asked is not None and any(one.value == self.asked for one in found):
            return True
        if self.changed and tells_effect(sentence):
            return True
        told = set(_effects(sentence, found))
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
    """
    clauses = [one for one in split_statements(decided) if not is_lost(one)]
    provisos = [match.group() for one in clauses if (match := _PROVISO.search(one))]
    changed = any(is_changed(one) and not _ONLY_WHEN.search(one) for one in provisos)
    limited = any(finds("limits", one) for one in clauses)
    known = {one.value for one in find_amounts(f"{asked} {case}")}
    stated = {
        effect
        for one in clauses
        for effect in _effects(one, find_amounts(one))
        if effect[2] not in known
    }
    return OtherEffects(changed or limited, frozenset(stated), _cut(asked, decided, provisos))


# "Tiltrådt, dog …": what changes what was agreed to stands behind these.
_PROVISO = re.compile(
    r"(?:[,;] |\b)(?:dog|men|idet|således at|sådan at|med den (?:ændring|undtagelse))\b.*",
    re.DOTALL,
)


# "dog med seminar 27. august i stedet for 3. september": when it happens changes no sum.
_ONLY_WHEN = re.compile(rf"\b\d{{1,2}}\.(?:-\d{{1,2}}\.)? (?:{'|'.join(MONTHS)})(?!.*\bkr\b)")


def _cut(asked: str, decided: str, provisos: list[str]) -> Decimal | None:
    """Return the one sum that was asked for, where a proviso has another instead."""
    sums = {one.value for one in find_amounts(asked) if one.unit == "kr."}
    kept = {one.value for one in find_amounts(decided)}
    others = {two.value for one in provisos for two in find_amounts(one) if two.unit == "kr."}
    return sums.pop() if len(sums) == 1 and others and not sums & kept else None


def _effects(text: str, found: tuple[Amount, ...]) -> Iterator[tuple[str, str, Decimal]]:
    """Yield the figures of a text with what each is an effect of: savings, costs or income."""
    kinds = [of for of, pattern in _effect_words() if pattern.search(text.lower())]
    return ((of, one.unit, one.value) for of in kinds for one in found if one.unit)


@cache
def _effect_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_lexicon("asked")["effects"]
    kinds = ("savings", "costs", "income")
    return tuple((of, re.compile("|".join(table[of]))) for of in kinds)

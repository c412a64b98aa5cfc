"""Is a number printed in the item with the very words that it has beside it in the draft?"""

from __future__ import annotations

from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact
from pipeline.checking.grounding import Unit
from pipeline.checking.numbers.around import is_as_of, is_named
from pipeline.checking.numbers.same import facts_of, is_same

# How many characters on each side show that a number is printed just so.
_WINDOW = 25


def is_copied(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether the source has the number with the same words beside it, three in all.

    In a quotation, and in a headline, the words beside it on one side are enough.
    """
    if _is_printed(claim, fact) or is_named(claim, fact) or is_as_of(claim, fact, holders):
        return True
    before = claim.text[: fact.span.start].lower().split()[-2:]
    number = fact.span.of(claim.text).lower().split()
    after = claim.text[fact.span.end :].lower().split()[:2]
    if not claim.text[fact.span.end :].strip(" ."):
        before = claim.text[: fact.span.start].lower().split()[-3:]
        after = []
    runs = [[*before, *number, *after[:1]], [*before[-1:], *number, *after]]
    texts = [f" {' '.join(unit.text.lower().split()).rstrip('.')} " for unit, _ in holders]
    copied = [
        run
        for run in runs
        if len(run) == len(number) + 3 and any(f" {' '.join(run)} " in text for text in texts)
    ]
    return any(not _fits_rival(claim, fact, run, number) for run in copied)


def _fits_rival(claim: Claim, fact: Fact, run: list[str], number: list[str]) -> bool:
    """Tell whether another number of the kind is printed between the same words."""
    left, _, right = " ".join(run).partition(" ".join(number))
    for unit, rival in facts_of(claim):
        if rival.kind == fact.kind and not is_same(fact, rival):
            before = " ".join(unit.text[: rival.span.start].lower().split())
            after = " ".join(unit.text[rival.span.end :].lower().split())
            if f" {before}".endswith(f" {left.strip()}") and after.startswith(right.strip()):
                return True
    return False


def _is_printed(claim: Claim, fact: Fact) -> bool:
    """Tell whether a quotation or a headline prints the number as the item does."""
    start, end = 0, len(claim.text)
    if claim.role in ("headline", "keyword"):
        texts = [labelled.item.title for labelled in claim.evidence.items]
    else:
        start = claim.text.rfind("»", 0, fact.span.start) + 1
        end = claim.text.find("«", fact.span.end)
        if not start or end < 0:
            return False
        texts = [unit.text for unit in claim.evidence.units]
        texts = [" ".join(texts), *(labelled.item.title for labelled in claim.evidence.items)]
    left = claim.text[max(start, fact.span.start - _WINDOW) : fact.span.start]
    right = claim.text[fact.span.end : min(end, fact.span.end + _WINDOW)]
    around = " ".join(f"{left}{fact.span.of(claim.text)}{right}".lower().split())
    return any(around in " ".join(text.lower().split()) for text in texts)

"""Sentences of the background that follow each other, told so that they don't begin alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.drafting.background.proposed import also_proposed
from pipeline.drafting.noted.quoted import is_quote, joined, more

if TYPE_CHECKING:
    from pipeline.drafting.background.select import Chosen

_SHARES = ("Af dem ", "Heraf ")


def proposed_in_a_row(chosen: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """Say "Den foreslog også, at …" of what the same unit proposed besides."""
    told: list[Chosen] = []
    for one in chosen:
        if told and one.said[0].startswith("Det ") and told[-1].said[-1].startswith(_SHARES):
            # "Det er 15 procent flere" is said of all, not of the share between.
            told[-1] = replace(told[-1], said=told[-1].said[:-1] or told[-1].said)
        again = told and also_proposed(told[-1].said[-1], one.said[0])
        told.append(replace(one, said=(again, *one.said[1:])) if again else one)
    return tuple(told)


def quoted_in_a_row(chosen: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """Tell notes in their own words in one sentence."""
    told: list[Chosen] = []
    for one in chosen:
        again = bool(told) and is_quote(told[-1].said[0]) and is_quote(one.said[0])
        text = joined(told[-1].said[0], one.said[0]) if again else None
        if text is None:
            told.append(replace(one, said=(more(one.said[0]),)) if again else one)
            continue
        source = told[-1].source
        source = source._replace(also=(*source.also, one.source.span))
        told[-1] = replace(told[-1], source=source, said=(text,))
    return tuple(told)

"""The sentences of one decision, one after the other: who is named, and what leans on what."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.drafting.case import Case
from pipeline.records import Sentence


def by_pronoun(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Name the body once: "Byrådet sagde ja. Det bad …", not "Byrådet" twice running."""
    name, told = f"{case.body} ", list(said)
    for place, (before, one) in enumerate(pairwise(said), 1):
        if before.text.startswith(name) and one.text.startswith(name) and "»" not in one.text:
            text = f"{case.pronoun.capitalize()} {one.text.removeprefix(name)}"
            told[place] = replace(one, text=text, kind="realised")
    return tuple(told)


def anchored(said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Put "Det skete med 14 stemmer mod otte" behind what was done, or leave it out."""
    hanging = ("Det skete ", "Stemmerne faldt ", "Det er med ", "Det er en betingelse, ")
    for place, (one, after) in enumerate(pairwise(said)):
        leans = after.text.startswith(hanging) or " anbefaler det med " in after.text[:30]
        if one.text.startswith(("Sagen går ", "Derefter går ")) and leans:
            return anchored((*said[:place], after, one, *said[place + 2 :]))
    first = said[0] if said else None
    if first is None or not first.text.startswith(hanging):
        return said
    if len(said) > 1 and "»" not in said[1].text:
        return (said[1], first, *said[2:])
    return said[1:] or said

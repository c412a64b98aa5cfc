"""Quotations that tell nothing: thanks, an outcome told before, an appeal to the readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import verb_of_imperative
from pipeline.drafting.case import Case
from pipeline.drafting.decision.quotes import quote
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence


def without_echoes(case: Case, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Leave out of the quotations of a decision what tells nothing beside its other sentences.

    What asks the reader to do something is told as it stands: "Brug indgangen fra gården."
    """
    outcomes = {label.value.value for label in case.labelled.decisions}
    if "udsat" in outcomes and len(outcomes) > 1:
        # "Godkendt. Udsættes til maj": neither half may be told without the other.
        outcomes = set()
    told: list[Sentence] = []
    for place, one in enumerate(said):
        words = _QUOTED.fullmatch(one.text)
        # What is all that is told stays.
        alone = not any("»" not in other.text for other in (*said[:place], *said[place + 1 :]))
        known = outcomes if any("»" not in other.text for other in told) else set()
        told += [one] if words is None or alone else _shorter(one, words["words"], known)
    return tuple(told) or tuple(said)


_QUOTED = re.compile(re.escape(quote("|")).replace(r"\|", "(?P<words>.+)"))


def _shorter(one: Sentence, words: str, known: set[str]) -> Iterator[Sentence]:
    parts = [span.of(words).strip(" .") for span in split_sentences(words)]
    if all(map(_asks, parts)):
        yield from (replace(one, text=f"{part}.") for part in parts)
        return
    if any(map(_LABEL.match, parts)):
        # Each part answers its own point: "Ad 1. Godkendt" is more than that all was.
        yield one
        return
    kept = [part for part in parts if not _is_empty(part, known)]
    if len(kept) == len(parts):
        yield one
    elif kept:
        yield replace(one, text=quote(". ".join(kept)))


def _asks(part: str) -> bool:
    """Tell whether a sentence asks the reader for something: its first word is an imperative.

    >>> _asks("Brug døren mod søen"), _asks("Brugen af døren er slut"), _asks("Nej")
    (True, False, False)
    """
    first = part.partition(" ")[0]
    is_call = verb_of_imperative(first) is not None and first[:1].isupper()
    return is_call and len(part.split()) >= _LEAST


_LEAST = 3
_LABEL = re.compile(r"[Aa]d \(?\w\b|\(?(?:\d{1,2}|[a-h])\)?$")


def _is_empty(part: str, known: set[str]) -> bool:
    """Tell whether a sentence says nothing, or only an outcome that is *known* already."""
    return any(
        pattern.fullmatch(part) and (needs is None or needs in known) for pattern, needs in _rows()
    )


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str | None], ...]:
    rows = load_lexicon("echoes")["empty"]
    return tuple((re.compile(row["from"]), row.get("needs")) for row in rows)

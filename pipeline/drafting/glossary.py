"""Explain the words of administration, once each, where the audience needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence


class _Term(NamedTuple):
    pattern: re.Pattern[str]
    means: str


def explain_terms(sentences: Iterable[Sentence], *, known: set[str]) -> tuple[Sentence, ...]:
    """Return the sentences with each hard word explained in brackets the first time it is used.

    *known* holds what is explained already, and grows.

    >>> told = explain_terms([Sentence("Data går til flådestyringen.", "realised")], known=set())
    >>> told[0].text
    'Data går til flådestyringen (planlægning af kommunens biler).'
    """
    return tuple(_explain(sentence, known) for sentence in sentences)


def without_explanations(text: str) -> str:
    """Return *text* without the explanations of the table: they claim nothing of the case.

    >>> without_explanations("Data går til flådestyringen (planlægning af kommunens biler).")
    'Data går til flådestyringen.'
    """
    for term in _terms():
        text = text.replace(f" ({term.means})", "")
    return text


def _explain(sentence: Sentence, known: set[str]) -> Sentence:
    # One explanation a sentence: two brackets would break it up more than they help.
    for term in _terms():
        match = None if term.means in known else term.pattern.search(sentence.text)
        if match:
            known.add(term.means)
            end = match.end()
            text = f"{sentence.text[:end]} ({term.means}){sentence.text[end:]}"
            return replace(sentence, text=text, kind="realised")
    return sentence


@cache
def _terms() -> tuple[_Term, ...]:
    rows = load_lexicon("glossary")["term"]
    return tuple(
        _Term(re.compile(rf"(?<![\w-])(?:{row['term']})(?![\w-])", re.IGNORECASE), row["means"])
        for row in rows
        if row["external"] == "explain"
    )

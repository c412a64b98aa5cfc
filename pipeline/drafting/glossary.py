"""Explain the words of administration, once each, where the audience needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from pipeline.drafting.house import restyled
from pipeline.drafting.style import Style, Term, default_style
from pipeline.records import Sentence


def explain_terms(
    sentences: Iterable[Sentence], *, known: set[str], terms: Iterable[Term] | None = None
) -> tuple[Sentence, ...]:
    """Return the sentences with each hard word explained in brackets the first time it is used.

    *known* holds what is explained already, and grows. Without *terms* those that the public
    needs are explained.

    >>> told = explain_terms([Sentence("Data går til flådestyringen.", "realised")], known=set())
    >>> told[0].text
    'Data går til flådestyringen (planlægning af kommunens biler).'
    """
    chosen = terms_for("external") if terms is None else tuple(terms)
    return tuple(_explain(sentence, known, chosen) for sentence in sentences)


def terms_for(audience: str, style: Style | None = None) -> tuple[Term, ...]:
    """Return the words that need an explanation for an audience; leaders know what staff knows.

    >>> terms_for("internal")
    ()
    """
    rows = (style or default_style()).glossary
    if audience == "external":
        return tuple(row for row in rows if row.external == "explain")
    return tuple(row for row in rows if row.internal == "explain")


def without_explanations(text: str, style: Style | None = None) -> str:
    """Return *text* without the explanations of the table: they claim nothing of the case.

    >>> without_explanations("Data går til flådestyringen (planlægning af kommunens biler).")
    'Data går til flådestyringen.'
    """
    house = style or default_style()
    for term in house.glossary:
        for means in {term.means, restyled(Sentence(term.means, "derived"), house).text}:
            text = text.replace(f" ({means})", "")
    return text


def _explain(sentence: Sentence, known: set[str], terms: tuple[Term, ...]) -> Sentence:
    # One explanation a sentence: two brackets would break it up more than they help.
    for term in terms:
        match = None if term.means in known else _pattern(term.term).search(sentence.text)
        if match:
            known.add(term.means)
            end = match.end()
            text = f"{sentence.text[:end]} ({term.means}){sentence.text[end:]}"
            return replace(sentence, text=text, kind="realised")
    return sentence


@cache
def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{term})(?![\w-])", re.IGNORECASE)

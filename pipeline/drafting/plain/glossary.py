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
    for bracket in _brackets(style) if " (" in text else ():
        text = text.replace(bracket, "")
    return text


def explained_once(text: str, known: set[str], style: Style | None = None) -> str:
    """Return *text* without the explanations in *known*, which grows by those that stay.

    >>> known: set[str] = set()
    >>> told = "Data går til flådestyringen (planlægning af kommunens biler)."
    >>> explained_once(told, known) == told, explained_once(told, known)
    (True, 'Data går til flådestyringen.')
    """
    for bracket in _brackets(style):
        if bracket in text:
            text = text.replace(bracket, "") if bracket in known else text
            known.add(bracket)
    return text


def _brackets(style: Style | None) -> tuple[str, ...]:
    """Return every explanation as it stands in a draft, in the table's words and the house's."""
    return _default_brackets() if style is None else _brackets_of(style)


@cache
def _default_brackets() -> tuple[str, ...]:
    return _brackets_of(default_style())


def _brackets_of(house: Style) -> tuple[str, ...]:
    means = [term.means for term in house.glossary]
    means += [restyled(Sentence(text, "derived"), house).text for text in means]
    return tuple(f" ({text})" for text in dict.fromkeys(means))


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

"""Which sentence of the item does a draft tell with nothing moved: in plain words, day first?

"Den 3. maj vedtog Byrådet planen" is "Byrådet vedtog den 3. maj planen": the same words in the
same order, its verbs and its days apart from the rest. What is told so needs no second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline.checking.facts import find_facts
from pipeline.checking.meaning.hedge_rows import hedges_in
from pipeline.checking.meaning.negations import NO
from pipeline.checking.roots import clauses_of, is_verb, rooted_words, roots_of
from pipeline.danish.verbs import has_finite
from pipeline.danish.words import tokenize
from pipeline.drafting.plain.wording import other_words, plain_words

# Small words that turn what is said, each in one form.
_SMALL = re.compile(
    r"alle|begge|efter|end|eller|flere|fra|færre|først|før|hvert?|inden|kan|kun|mere|mest|mod|må|"
    r"nogle|over|skal|til|under|vil"
)
_PAST = {"kunne": "kan", "måtte": "må", "skulle": "skal", "ville": "vil"}
_WHEN = frozenset({"date", "year", "clock"})
# "Vandværket, som er privat og har 640 forbrugere, ønsker en garanti"
_ASIDE = re.compile(r", (?:som|der|hvor) [^,]+, ")
# What a plain word takes more or fewer of: "bortfalder", "falder væk".
_MORE = 3
_HALF = 0.5


class Said(NamedTuple):
    """What a text says, in order, where order tells: its days, its verbs, all else.

    ``small`` are its small words, ``noes`` how often it says no, ``hedges`` the names of its own,
    ``tells`` whether it has a finite verb.
    """

    days: tuple[str, ...]
    verbs: tuple[str, ...]
    rest: tuple[str, ...]
    small: tuple[str, ...]
    noes: int
    hedges: frozenset[str]
    tells: bool


@lru_cache(maxsize=2048)
def told_by(text: str, sources: tuple[str, ...], meeting: date | None) -> int | None:
    """Return which of *sources* says *text*, or has it as a run of its clauses; None for none.

    >>> told_by("I 2024 vedtog rådet planen.", ("Rådet vedtog planen i 2024.",), None)
    0
    >>> told_by("Rådet får 2 kr. af lauget.", ("Lauget får 2 kr. af rådet.",), None) is None
    True
    """
    roots = roots_of(text)
    own = _said(text, meeting)
    for place, source in enumerate(sources):
        if len(roots & roots_of(source)) < max(1, _HALF * len(roots)):
            continue
        near = (one for one in _runs(source) if abs(len(roots_of(one)) - len(roots)) <= _MORE)
        if any(_said(one, meeting) == own for run in near for one in _forms(run, meeting)):
            return place
    return None


def _runs(source: str) -> Iterator[str]:
    """Yield what may be told of a sentence: a run of its clauses, or all of them but one inside."""
    parts = clauses_of(source)
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            yield "".join(parts[start:end]).strip(" ,;:–")
    if _ASIDE.search(source):
        yield _ASIDE.sub(" ", source)
    for inside in range(1, len(parts) - 1):
        yield "".join((*parts[:inside], *parts[inside + 1 :]))


def _forms(run: str, meeting: date | None) -> Iterator[str]:
    """Yield a text as printed and in the plain words of a draft."""
    yield run
    plain = plain_words(run, meeting)
    if plain is not None:
        yield plain
        yield other_words(plain)


@lru_cache(maxsize=4096)
def _said(text: str, meeting: date | None) -> Said:
    facts = find_facts(text, meeting)
    days = [str(one.value) for one in facts if one.kind in _WHEN]
    verbs: list[str] = []
    rest = [(one.span.start, str(one.value)) for one in facts if one.kind not in _WHEN]
    for span, root in rooted_words(text):
        if any(one.span.overlaps(span) for one in facts):
            continue
        if is_verb(span.of(text)):
            verbs.append(root)
        else:
            rest.append((span.start, root))
    printed = (span.of(text).lower() for span in tokenize(text))
    words = (_PAST.get(word, word) for word in printed)
    return Said(
        tuple(days),
        tuple(verbs),
        tuple(one for _, one in sorted(rest)),
        tuple(sorted(word for word in words if _SMALL.fullmatch(word))),
        len(NO.findall(text)),
        hedges_in(text),
        has_finite(text),
    )

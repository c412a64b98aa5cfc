"""What the decision model sees: a few clauses of an item, and the terms of each.

The model reads clauses, since a decision is a clause or two among many, and the same clause is a
decision under "Beslutning" and history elsewhere. So a clause comes with its place: under the
heading or in running text, how near the end, and what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.danish.blocks import split_blocks
from pipeline.labelling.decisions import match_rules
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.meetings import choose_own, decision_clauses
from pipeline.labelling.passages import Clause, whole_rule
from pipeline.labelling.rules import unheaded_rule
from pipeline.labels import RUNNING_TEXT, SectionKind
from pipeline.records import PassageKind, Section, Span

BLOCKS = ("letters", "words")
# Without a heading the decision ends the text: in the corpus it is among the last three clauses.
_LAST = 6
_MOST = 16
_RUNNING = (*RUNNING_TEXT, SectionKind.BEHANDLING)
_SHORTEST, _LONGEST = 2, 5  # letters of an n-gram
_BRIEF = 4  # words of a clause that is seen as a whole, too
# A block that is a point of a proposal, or names one.
_PROPOSES = re.compile(
    r"^(?:at\b|\W|\d+[.):]|[a-f][.)])|\b(?:indstill|foreslå|anbefal)", re.IGNORECASE
)
_EMPTY = re.compile(r"\W*(?:beslutning(?:en)?|afgørelse)\W*\Z", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+|[:;!?%]")
_BODIES = (
    ("council", re.compile(r"byråd|kommunalbestyrelse|regionsråd|borgerrepræsentation")),
    ("economy", re.compile(r"økonomi|forretnings")),
    ("med", re.compile(r"\bmed|med\b|samarbejds")),
    ("administration", re.compile(r"direktion|chef|ledelse")),
    ("committee", re.compile(r"udvalg")),
)


class Term(NamedTuple):
    """A term and the words of the clause that it is made of; start == end: of none."""

    text: str
    start: int
    end: int


class Asked(NamedTuple):
    """A clause that the model is asked about, and where it stands.

    ``place`` counts from 0 among ``among`` clauses, ``before`` is the clause before it or "",
    ``body`` the kind of body that met.
    """

    clause: Clause
    headed: bool
    place: int
    among: int
    before: str
    body: str

    def span(self, start: int, end: int) -> Span:
        """Return where characters of the clause stand in the item's text."""
        return self.clause.mended.span(start, end)


def asked_clauses(one: ItemText) -> tuple[Asked, ...]:
    """Return the clauses in which the item's decision may stand, in the order of the text.

    These are the body's own under the decision's heading; without one, what stands behind the
    proposal's points, or the last of the running text.

    >>> asked_clauses(ItemText.of_title("Ny sti"))
    ()
    """
    parts = one.parts(SectionKind.BESLUTNING)
    headed = bool(parts)
    if headed:
        parts += one.parts(SectionKind.AFSTEMNING)
    elif _is_left_empty(one):
        return ()
    else:
        parts = _behind_proposal(one) or one.parts(*_RUNNING)[-1:]
    clauses = decision_clauses(one.text, parts, one.body)
    clauses = clauses[:_MOST] if headed else clauses[-_LAST - 1 :]
    own, headings, _ = choose_own(clauses, one.body, running=not headed)
    own = tuple(clause for clause in own if _kind_of(clause) not in ("attendance", "minority"))
    # Where nothing else is said, the votes themselves may tell the outcome.
    own = tuple(clause for clause in own if _kind_of(clause) != "vote") or own
    headed = headed or bool(headings)
    if not headed:
        own = tuple(clause for clause in own[-_LAST:] if not _is_report(clause))
    body = _kind(one.body or "")
    before = ("", *(clause.text for clause in own))
    return tuple(
        Asked(clause, headed, place, len(own), before[place], body)
        for place, clause in enumerate(own)
    )


def _is_left_empty(one: ItemText) -> bool:
    """Tell whether the item ends with a heading for its decision, and nothing below."""
    end = max((part.body.end for part in one.item.sections), default=one.item.span.start)
    return _EMPTY.match(one.text[end : one.item.span.end]) is not None


def _behind_proposal(one: ItemText) -> tuple[Section, ...]:
    """Return the last block of an item that ends with its proposal, if that block proposes nothing.

    Some minutes print the decision there, with no heading of its own.
    """
    parts = one.parts(*_RUNNING, SectionKind.INDSTILLING)[-1:]
    if not parts or parts[0].kind is not SectionKind.INDSTILLING:
        return ()
    start, end = parts[0].body
    blocks = list(split_blocks(one.text[start:end]))
    if len(blocks) < 2 or _PROPOSES.search(blocks[-1].of(one.text[start:end])):
        return ()
    tail = Span(start + blocks[-1].start, end)
    return (Section(SectionKind.TEKST, Span(tail.start, tail.start), tail),)


def _kind_of(clause: Clause) -> PassageKind | None:
    """Return what kind of passage a clause is as a whole, None if it is none."""
    rule = whole_rule(clause.text)
    return None if rule is None else rule.kind


def _is_report(clause: Clause) -> bool:
    """Tell whether a clause of running text only says what somebody told or asked."""
    return unheaded_rule().report.search(clause.text) is not None


def terms_of(asked: Asked, block: str) -> tuple[Term, ...]:
    """Return a clause's terms: character n-grams of its words, or words and circumstances."""
    if block == "letters":
        return _letters(asked.clause.text)
    return (*_words(asked.clause.text), *(Term(text, 0, 0) for text in circumstances(asked)))


def _letters(text: str) -> tuple[Term, ...]:
    return tuple(
        Term(gram, word.start(), word.end())
        for word in re.finditer(r"\S+", text)
        for gram in grams_of(word.group())
    )


def grams_of(word: str) -> tuple[str, ...]:
    """Return the character n-grams of a word between blanks, its digits as 0.

    >>> grams_of("7.")
    (' 0', '0.', '. ', ' 0.', '0. ', ' 0. ')
    """
    shown = with_limits(word)
    return tuple(
        shown[at : at + size]
        for size in range(_SHORTEST, min(_LONGEST, len(shown)) + 1)
        for at in range(len(shown) - size + 1)
    )


def with_limits(word: str) -> str:
    """Return the letters of a word between blanks that its n-grams are made of.

    >>> with_limits("7.")
    ' 0. '
    """
    return f" {_folded(word)} "


def _words(text: str) -> tuple[Term, ...]:
    """Return words, neighbours, pairs over one word, the whole if brief, and what rules say."""
    words = [word.span() for word in _WORD.finditer(text)]
    edges = [(0, 0), *words, (len(text), len(text))]
    places = [
        *words,
        *((one[0], two[1]) for one, two in pairwise(edges)),
        *((one[0], two[1]) for one, two in zip(words, words[2:], strict=False)),
    ]
    if words and len(words) <= _BRIEF:
        places.append((words[0][0], words[-1][1]))
    for rule, start, end in match_rules(text):
        if rule.label is not None:
            places += [(start, end), (start, end)]
    # What is said of the clause as a whole is made of no word.
    texts = word_texts(text)
    places += [(0, 0)] * (len(texts) - len(places))
    return tuple(Term(term, *place) for term, place in zip(texts, places, strict=True))


# The same clauses fill an archive, and most are asked for their score alone.
@lru_cache(maxsize=1 << 12)
def word_texts(text: str) -> tuple[str, ...]:
    """Return the texts of the terms of a clause's words, which is all that a score needs.

    >>> word_texts("Vi mødtes.")
    ('vi', 'mødtes', '^_vi', 'vi_mødtes', 'mødtes_$', '^vi_mødtes$')
    """
    words = _folded_words(text)
    found = [
        *words,
        *(f"{one}_{two}" for one, two in pairwise(["^", *words, "$"])),
        *(f"{one}__{two}" for one, two in zip(words, words[2:], strict=False)),
    ]
    if words and len(words) <= _BRIEF:
        found.append(f"^{'_'.join(words)}$")
    for rule, _, _ in match_rules(text):
        if rule.label is not None:
            found += [f"label={rule.label}", f"rule={rule.id}"]
    whole_by = whole_rule(text)
    if whole_by is not None:
        found += [f"kind={whole_by.kind}", f"passage={whole_by.id}"]
    return tuple(found)


def circumstances(asked: Asked) -> Iterator[str]:
    """Yield where the clause stands and what stands before it: the texts of terms of no word.

    >>> from pipeline.labelling.passages import split_clauses
    >>> clause, = split_clauses("Vi siger ja.", Span(0, 12))
    >>> next(circumstances(Asked(clause, True, 0, 1, "", "committee")))
    'how=headed'
    """
    how = "headed" if asked.headed else "running"
    size = len(_folded_words(asked.clause.text))
    yield f"how={how}"
    yield f"end={how}:{min(asked.among - 1 - asked.place, 3)}"
    yield f"start={how}:{min(asked.place, 2)}"
    yield f"size={min(size // 4, 4)}"
    yield f"body={asked.body}"
    before = _folded_words(asked.before)
    if len(before) <= _BRIEF:
        yield f"before={'_'.join(before)}"
    for word in (*before[:3], *before[-2:]):
        yield f"before:{word}"
    if asked.among == 1:
        yield "alone"


# A clause is asked for its words itself, and again as the one before the next.
@lru_cache(maxsize=1 << 12)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple([_folded(word) for word in _WORD.findall(text)])


def _folded(text: str) -> str:
    return _DIGITS.sub("0", text.lower())


def _kind(body: str) -> str:
    return next((name for name, pattern in _BODIES if pattern.search(body.lower())), "other")

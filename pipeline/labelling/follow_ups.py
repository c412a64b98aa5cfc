"""What happens next: the clauses in which an item's decision says who will do what, or when.

No table of verbs reaches far: anyone may be asked for anything. So learned weights judge each
clause of this meeting's own decision by its words, by whether it looks ahead in time, and by where
it stands (``pipeline.training.follow_ups``). Where an item has no headings all of it is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.danish.cues import AnyOf
from pipeline.danish.dates import find_dates
from pipeline.danish.wording import features_of, likelihood
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.meetings import choose_own
from pipeline.labelling.passages import split_clauses
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Section, Span

# Where finding as many as possible and being right as often balance: by grouped cross-validation
# on the train split.
SURE = 0.3


def find_follow_ups(one: ItemText) -> tuple[Span, ...]:
    """Return the clauses of an item that say what happens next, in order.

    >>> from pipeline.records import Item, Section
    >>> text = "Beslutning Godkendt. Forvaltningen kommer med en status i maj. Fraværende: Ingen"
    >>> section = Section(SectionKind.BESLUTNING, Span(0, 10), Span(11, len(text)))
    >>> item = Item("1", "Ny sti", Span(0, 0), None, Span(0, len(text)), (section,))
    >>> [span.of(text) for span in find_follow_ups(ItemText(item, text))]
    ['Forvaltningen kommer med en status i maj.']
    """
    return tuple(
        span for words, place, span in clauses_of(one) if _tells_what_happens_next(words, place)
    )


# The same few clauses fill an archive.
@lru_cache(maxsize=1 << 13)
def _tells_what_happens_next(words: str, place: str) -> bool:
    return likelihood(clause_features(words, place), _weights()) >= SURE


def clauses_of(one: ItemText) -> Iterator[tuple[str, str, Span]]:
    """Yield the clauses that may say what happens next: the words, the place, and the span.

    The place is "first" for the clause that opens a decision, "later", "after" where it stands
    below a heading of its own ("Opfølgning"), or "case" where the item has no headings, so that
    the clause need not be part of a decision.
    """
    running = one.is_running
    parts = one.item.sections if running else one.parts(SectionKind.BESLUTNING)
    clauses = [clause for part in parts for clause in split_clauses(one.text, part.body)]
    own = choose_own(clauses, one.body, running=running)[0] if clauses else ()
    for number, clause in enumerate(own):
        place = "case" if running else "later" if number else "first"
        yield clause.text, place, clause.span
    for part in () if running else _set_apart(one):
        for clause in split_clauses(one.text, part.body):
            yield clause.text, "after", clause.span


_AFTER = re.compile(
    r"\W*(?:opfølgning|handlingspunkter|aktionspunkter|næste skridt|det videre arbejde|"
    r"(?:det |den )?videre (?:forløb|proces))\W*",
    re.IGNORECASE,
)


def _set_apart(one: ItemText) -> Iterator[Section]:
    """Yield the sections behind the decision that tell nothing but what comes of it."""
    decided = one.parts(SectionKind.BESLUTNING)
    for part in one.item.sections if decided else ():
        behind = part.heading.start > decided[0].heading.start and part not in decided
        if behind and _AFTER.fullmatch(part.heading.of(one.text)):
            yield part


def clause_features(words: str, place: str) -> frozenset[str]:
    """Return what the weights know a clause by: its words, its place, and whether it looks ahead.

    >>> sorted(clause_features("Udsat til maj", "first") - set(features_of("Udsat til maj")))
    ['ahead', 'at first']
    """
    told = {f"at {place}", *features_of(words), *_parts_of(words)}
    if _ahead().found_in(words):
        told.add("ahead")
    if find_dates(words):
        told.add("dated")
    return frozenset(told)


_WORD = re.compile(r"[^\W\d_]+")
_PRESENT = re.compile(r"[a-zæøå]{3,}e[rs]")
_PAST = re.compile(r"[a-zæøå]{3,}(?:ede|te|tes|edes)|var|blev|havde|fik|gik|tog|sagde|bad|lod|kom")
_LETTERS = 5


def _parts_of(words: str) -> Iterator[str]:
    """Yield how long words begin and end, and where words stand that look like a finite verb.

    A compound that nobody has seen ends like one that somebody has, and so does a verb.

    >>> sorted(_parts_of("HR evaluerer"))
    ['begins evalu', 'ends uerer', 'now early']
    """
    for place, word in enumerate(_WORD.findall(words.lower())):
        if len(word) > _LETTERS:
            yield f"begins {word[:_LETTERS]}"
        if len(word) > _LETTERS + 1:
            yield f"ends {word[-_LETTERS:]}"
        where = "first" if not place else "early" if place < 4 else "late" if place < 10 else ""
        if where and _PRESENT.fullmatch(word):
            yield f"now {where}"
        if where and _PAST.fullmatch(word):
            yield f"then {where}"


@cache
def _ahead() -> AnyOf:
    """Return the words that look ahead in time."""
    return AnyOf(rf"\b(?:{row['pattern']})\b" for row in load_lexicon("ahead")["ahead"])


@cache
def _weights() -> dict[str, float]:
    table: dict[str, float] = load_lexicon("follow_ups")["weights"]
    return table

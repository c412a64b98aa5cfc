"""Background that the decision has overtaken: sums that were changed, models that fell.

"Egenfinansieringen er på 900.000 kr." is no longer so where the decision lowers it, and "Modellen
koster 2 mio. kr." leaves open which of two models.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from functools import cached_property, lru_cache

from pipeline.danish.amounts import find_amounts
from pipeline.danish.cues import Cued
from pipeline.danish.words import content_words
from pipeline.drafting.background.asked import tells_effect
from pipeline.drafting.background.other_counts import read_counts
from pipeline.drafting.background.other_effects import other_effects
from pipeline.drafting.background.other_figures import figures, other_figures
from pipeline.drafting.background.prolonged import ends_of, prolonged
from pipeline.drafting.background.torn import opens_a_time
from pipeline.drafting.decision.cautions import finds
from pipeline.drafting.decision.certain import is_changed
from pipeline.drafting.decision.options import Option, named_options, unmarked_kinds
from pipeline.drafting.decision.votes import is_lost
from pipeline.labels import RUNNING_TEXT, SectionKind
from pipeline.records import Item

# "Afsnit 4 udgår."
_PART_OF_IT = Cued(
    r"\b(?P<kind>afsnit|kapitel|etape|fase|delområde|artikel|paragraf)(?:et)?s? "
    r"(?P<mark>[A-F]|\d{1,2}|[IVX]+)\b",
    re.I,
)
_PROPOSED = re.compile(r"\bforeslå(?:r|s)\b")
# "Kassen vil herefter være 8 mio. kr.": when all that was asked for is granted.
_AFTER_IT = re.compile(r"\b(?:herefter|derefter)\b")
# Told as what once was asked for, it stays true.
_HISTORY = re.compile(r"\b(?:an)?søgt(?:e|es)?\b|\bforeslået\b|\bforeslog\b|\btilbød\b|\blød\b")
_CLAUSE = re.compile(r"[^.;]+")
_GENERAL = content_words(
    "indstillingen godkendt tiltrådt vedtaget anbefales forslaget sagen punkt beløbet "
    "nedsættes hæves"
)

# A later start changes no sum.
_LATER = re.compile(r"\bførst (?=(?:med virkning )?(?:fra|pr\.) )", re.IGNORECASE)


class Overtaken:
    """What the decision of one item has overtaken.

    >>> from pipeline.records import Section, Span
    >>> first, then = "Tilskuddet er 9 kr.", " Tiltrådt, idet tilskuddet sænkes til 7 kr."
    >>> part = lambda kind, start, end: Section(kind, Span(start, start), Span(start, end))
    >>> case = part(SectionKind.SAGSFREMSTILLING, 0, len(first))
    >>> decision = part(SectionKind.BESLUTNING, len(first), len(first + then))
    >>> item = Item("1", "Pris", Span(0, 0), None, Span(0, 63), (case, decision))
    >>> Overtaken(first + then, item).covers(first)
    True
    >>> Overtaken(first + then, item).covers("Kassen vil herefter være på 90 kr.")
    True
    """

    def __init__(self, text: str, item: Item) -> None:
        decided = " ".join(part.body.of(text) for part in item.parts(SectionKind.BESLUTNING))
        proposed = " ".join(part.body.of(text) for part in item.parts(SectionKind.INDSTILLING))
        clauses = [one.group() for one in _CLAUSE.finditer(re.sub(r"(?<=\d)\.(?=\d)", "", decided))]
        self._changed = {
            word
            for clause in clauses
            if find_amounts(clause) and is_changed(_LATER.sub("", clause))
            for word in content_words(clause[: clause.rfind(" til ")]) - _GENERAL
            if len(word) > 4 and word.isalpha()
        }
        kept = {one.value for one in find_amounts(decided)}
        self._sums = {one.value for one in find_amounts(proposed)} - kept
        self._case = item.span.of(text)
        told = " ".join(part.body.of(text) for part in item.parts(*RUNNING_TEXT))
        self._figures = other_figures(proposed, told, decided)
        reckoned = " ".join(
            part.body.of(text) for part in item.parts(*RUNNING_TEXT, SectionKind.OEKONOMI)
        )
        self._counts = read_counts(proposed, reckoned, decided)
        self._effects = other_effects(proposed, reckoned, decided)
        self._longer = prolonged(proposed, decided)
        self._since = tuple(_raised_since(self._case))
        self._moved = bool(self._changed) or any(finds("theirs", one.strip()) for one in clauses)
        self._less = self._moved or any(map(is_lost, clauses))
        self._lost = {
            one
            for clause in clauses
            if is_lost(clause) or re.search(r"\bforkast|\budgår\b|\budgik\b", clause)
            for one in _named(clause)
        }

    @cached_property
    def _several(self) -> Set[str]:
        """The kinds of option of which the case names more than one."""
        kinds = Counter(one.kind for one in named_options(self._case))
        return {kind for kind, times in kinds.items() if times > 1}

    def covers(self, sentence: str) -> bool:
        """Tell whether a background sentence tells what the decision has overtaken.

        One that tells of the change itself, or of what was asked for at first, doesn't.
        """
        if any(self._is_former(sentence, *one) for one in self._since):
            return True
        if ends_of(sentence, self._longer):
            return True
        if not (self._has_other_figure(sentence) or self._tells_settled(sentence)):
            return False
        return not (is_changed(sentence) or _HISTORY.search(sentence) or opens_a_time(sentence))

    def reaches(self, sentence: str, before: str) -> bool:
        """Tell whether a sentence goes on about what the one *before* it tells, now overtaken."""
        return self._effects.goes_on(sentence, before)

    def _has_other_figure(self, sentence: str) -> bool:
        if self._counts.reckons(sentence) or self._effects.overtakes(sentence):
            return True
        if self._figures and self._figures & set(figures(sentence)):
            return True
        return bool(self._figures or self._counts.counts) and tells_effect(sentence)

    def _tells_settled(self, sentence: str) -> bool:
        found = find_amounts(sentence) if self._changed else ()
        if found and (
            any(one.value in self._sums for one in found) or self._changed & content_words(sentence)
        ):
            return True
        if self._less and _AFTER_IT.search(sentence) and find_amounts(sentence):
            return True
        if self._moved and _PROPOSED.search(sentence):
            return True
        if self._lost and self._lost & set(_named(sentence)):
            return True
        unmarked = unmarked_kinds(sentence)
        return bool(unmarked) and bool(unmarked & self._several)

    def _is_former(self, sentence: str, since: int, of: frozenset[str]) -> bool:
        """Tell whether a sentence has a sum that the case has another for further on."""
        at = self._case.find(sentence)
        alike = of & content_words(sentence)
        return 0 <= at < since and len(alike) >= _ALIKE and bool(find_amounts(sentence))


_ALIKE = 2


# "Siden har køberen forhøjet sit bud til 3,4 mio. kr.": what stood before that is no longer so.
_RAISED = re.compile(
    r"(?P<what>[^.;]*)\b(?:forhøjet|hævet|sænket|nedsat|opjusteret|nedjusteret|justeret|korrigeret|"
    r"rettet|ændret|reduceret)\b(?P<to>[^.;]*?\btil [^.;]*)",
)


def _raised_since(case: str) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield where a case tells that a sum is another by now, and of what."""
    flat = re.sub(r"(?<=\d)\.(?=\d)", " ", case)
    for clause in _CLAUSE.finditer(flat):
        match = _RAISED.match(flat, *clause.span())
        if match is None:
            continue
        before, _, sums = match["to"].rpartition(" til ")
        if find_amounts(sums):
            named = content_words(f"{match['what']} {before}") - _GENERAL
            yield match.start(), frozenset(word for word in named if word.isalpha())


# Each sentence about an item is held against it, by who writes and by who checks.
@lru_cache(maxsize=64)
def read_overtaken(text: str, item: Item) -> Overtaken:
    """Return what the decision of an item has overtaken; *text* is that of the minutes."""
    return Overtaken(text, item)


def _named(text: str) -> tuple[Option, ...]:
    """Return the options that a text names, and the parts of a plan, which go out as those do."""
    parts = (Option(one["kind"].lower(), one["mark"]) for one in _PART_OF_IT.finditer(text))
    return (*named_options(text), *parts)

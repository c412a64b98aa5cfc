"""Which sentences of an item explain it, and stand without those around them.

The points stand in ``lexicon/scores.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.danish.bodies import is_not_the_municipality
from pipeline.danish.verbs import is_finite
from pipeline.danish.words import content_words
from pipeline.drafting.antecedents import points_to_untold
from pipeline.drafting.compress import LONGEST, compress, count_words
from pipeline.drafting.names import hide_names
from pipeline.drafting.overtaken import Overtaken
from pipeline.drafting.prose import Source, source_sentences
from pipeline.drafting.ranking import Audience
from pipeline.drafting.signals import has_signal, signal
from pipeline.drafting.wording import cut_loose, opening_cut
from pipeline.drafting.worth import points_of
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import LabelledItem, Minutes


@dataclass(frozen=True, slots=True)
class Chosen:
    """A background sentence of the minutes and what the draft says of it."""

    source: Source
    said: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words the draft spends on it."""
        return sum(count_words(sentence) for sentence in self.said)


class Claim:
    """One item that wants background: what its decision says, and the sentences there are.

    Args:
        minutes: The minutes.
        labelled: The item.
        said: What the post says of it already; nothing repeats that.
        most: Words of background that it may have.
        audience: Who reads.
    """

    def __init__(
        self,
        minutes: Minutes,
        labelled: LabelledItem,
        said: Sequence[str],
        most: int,
        audience: Audience,
    ) -> None:
        refused = {label.value for label in labelled.decisions} & _UNSETTLED
        found = source_sentences(minutes.text, labelled.item, settled=not refused)
        self._minutes = minutes
        self._sources = tuple(one._replace(text=reported(minutes, one.text)) for one in found)
        self._said = said
        self._title = labelled.item.title
        self._start = labelled.item.heading.end
        self._left = most
        self._chosen: dict[int, Chosen] = {}
        overtaken = Overtaken(minutes.text, labelled.item)
        points = {
            one.place: points_of(minutes, labelled, one, audience)
            for one in self._sources
            if one.text and not overtaken.covers(one.text)
        }
        # A decision that says little needs the more to be explained.
        spent = min(_MUCH_SAID, max(_LITTLE_SAID, sum(map(count_words, said))))
        worth = {place: score / spent for place, score in points.items() if score > 0}
        if not worth:
            # What scores nothing is told only where nothing else is.
            rest = [place for place, score in points.items() if score > _NOTHING]
            worth = dict.fromkeys(sorted(rest, key=lambda one: -points[one])[:1], _HARDLY)
        self._worth = worth

    @property
    def bid(self) -> tuple[float, Source | None]:
        """The sentence that is worth most, with its worth; each after the first counts less."""
        place = max(self._worth, key=lambda one: self._worth[one], default=None)
        if place is None:
            return 0.0, None
        again: float = load_lexicon("scores")["sentence"]["again"]
        return self._worth[place] * again ** len(self._chosen), self._sources[place]

    def take(self, source: Source, left: int) -> int:
        """Take a sentence with what it leans on; return its words, 0 where it can't be said."""
        del self._worth[source.place]
        if source.place in self._chosen:
            return 0
        unit = _with_antecedent(self._minutes, source, self._sources, self._chosen)
        if unit and self._is_riddle(unit[0].source):
            return 0
        cost = sum(one.words for one in unit)
        if cost > min(left, self._left) or _repeats(unit, self._chosen, self._said):
            return 0
        self._chosen |= {one.source.place: one for one in unit}
        self._left -= cost
        return cost

    def _is_riddle(self, source: Source) -> bool:
        """Tell whether a sentence points to what the post has not named, or says "vi" of others."""
        earlier = (one for place, one in self._chosen.items() if place < source.place)
        told = [self._title, *self._said, *(text for one in earlier for text in one.said)]
        before = self._minutes.text[self._start : source.span.start]
        return points_to_untold(source.text, before, " ".join(told)) or (
            is_not_the_municipality(self._minutes.body) and _OF_US.search(source.text) is not None
        )

    def open(self) -> int:
        """Take one sentence where nothing is said of the item; return its words."""
        while not self._said and not self._chosen and (source := self.bid[1]):
            self.take(source, self._left)
        return sum(one.words for one in self._chosen.values())

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """The sentences taken, in the order of the text."""
        return tuple(self._chosen[place] for place in sorted(self._chosen))


# "vi" is the municipality in its own cases; in a school board's it is the board or the school.
_OF_US = re.compile(r"\b(?:vi|vores|os)\b", re.IGNORECASE)


def share_out(claims: Sequence[Claim], words: int) -> tuple[tuple[Chosen, ...], ...]:
    """Give *words* of background to the sentences of a post that explain most, item by item.

    All sentences of all items compete, so an item whose decision tells everything takes nothing
    from one whose decision is a word. An item that nothing is said of has its first sentence.
    """
    if words > 0:
        words -= sum(claim.open() for claim in claims)
    while words > 0:
        bids = [(claim.bid, claim) for claim in claims]
        (_, source), claim = max(bids, key=lambda one: one[0][0], default=((0.0, None), None))
        if source is None or claim is None:
            break
        words -= claim.take(source, words)
    return tuple(claim.chosen for claim in claims)


_UNSETTLED = {Decision.AFVIST, Decision.UDSAT}
# Below it stands what is about the handling of the case.
_NOTHING = -2.0
_HARDLY = 1e-6
# Words of a decision: so few say nothing, so many say it all.
_LITTLE_SAID, _MUCH_SAID = 8, 60


def overlap(one: str, other: str) -> float:
    """Return how alike two sentences are: shared stems over all stems (Jaccard).

    >>> overlap("Planen er klar.", "Planen er ikke klar.")
    1.0
    """
    left, right = content_words(one), content_words(other)
    return len(left & right) / len(left | right) if left | right else 0.0


def _with_antecedent(
    minutes: Minutes, source: Source, sources: Sequence[Source], chosen: dict[int, Chosen]
) -> tuple[Chosen, ...]:
    """Return the sentence with those before it that "dette" or "desuden" leans on; () if none."""
    unit: list[Chosen] = []
    while True:
        near = source.place - 1 in chosen
        told = source.text if near else without_link(source.text)
        said = compress(told, minutes.date)
        long = any(count_words(sentence) > LONGEST for sentence in said)
        if not said or long or any(_is_fragment(sentence) for sentence in said):
            return ()
        if names_someone(minutes, source.text) or _SOMEONE.search(told):
            return ()
        unit.insert(0, Chosen(source, said))
        if not leans_back(told):
            return tuple(unit)
        if source.place == 0 or not sources[source.place - 1].text or len(unit) > 2:
            return ()
        source = sources[source.place - 1]
        if source.place in chosen:
            return tuple(unit)


def names_someone(minutes: Minutes, text: str) -> bool:
    """Tell whether a sentence names a person: a post names nobody."""
    words = set(re.findall(r"[^\W\d_]{4,}", text))
    if any(words & set(name.split()) for name in minutes.participants if " " in name):
        return True
    return hide_names(text, minutes.participants) != text


def reported(minutes: Minutes, text: str) -> str:
    """Return "Det blev nævnt, at …" for what a named person told, any other text as it is."""
    match = _TOLD.match(text)
    if match is None or not names_someone(minutes, text):
        return text
    return f"Det blev {_TELLING[match['verb']]}, at {match['rest']}"


_TELLING = {
    "nævnte": "nævnt",
    "fortalte": "fortalt",
    "oplyste": "oplyst",
    "orienterede om": "oplyst",
}
_TOLD = re.compile(
    rf"(?:[A-ZÆØÅ][\w.-]+ ){{1,4}}(?P<verb>{'|'.join(_TELLING)}), at (?P<rest>.+)$", re.DOTALL
)


@lru_cache(maxsize=2048)
def leans_back(text: str) -> bool:
    """Tell whether a sentence needs the one before it to be understood.

    >>> leans_back("Dette sker i maj."), leans_back("De nye regler gælder fra maj.")
    (True, False)
    >>> leans_back("De skulle ske i maj."), leans_back("Turen bliver længere for de øvrige.")
    (True, True)
    """
    loose = cut_loose(text)
    if _DANGLES.search(loose):
        return True
    if opening_cut(loose) is not None or has_signal("expletive", loose):
        return False
    first = loose.partition(",")[0]
    if has_signal("pointer", first) or re.search(r"\bde\b[^.]*\bdem\b(?!,? (?:der|som)\b)", loose):
        return True
    words = [word.strip(",.") for word in loose.split()[:3]]
    stands = has_signal("keep", loose) and not any(is_finite(word) for word in words[1:])
    return has_signal("anaphor", loose) and not stands


# Who that is, a post can't say.
_SOMEONE = re.compile(r"\b(?:han|hun|ham|hende|hans|hendes)\b", re.IGNORECASE)
_DANGLES = re.compile(
    r"\b(?:han|hun|ham|hende|hans|hendes)\b|"
    r"\b(?:for|om|med|af|til|på|efter) (?:det|dette|dem)\.$|\b[Ii] den ene \w+ en\b"
)
# "I alt 3 mio. kr., hvoraf halvdelen er betalt.": the clause has a verb, the sentence none.
_CLAUSE_ONLY = re.compile(r"(?P<head>[^,]+), (?:hvoraf|heraf|som|der|hvor|hvilket) [^,]+\.$")


def _is_fragment(text: str) -> bool:
    match = _CLAUSE_ONLY.match(re.sub(r"(?<=\d),(?=\d)", ".", text))
    return match is not None and not _has_verb(match["head"])


def _has_verb(head: str) -> bool:
    words = re.findall(r"[^\W\d_]+", head)[1:]
    return any(
        is_finite(word) or re.fullmatch(r"[a-zæøå]{3,}(?:er|ede|te|es)", word) for word in words
    )


def without_link(text: str) -> str:
    """Leave out a "derfor" or "desuden" inside a sentence whose reason is not told.

    >>> without_link("HR har derfor lavet ét sæt regler.")
    'HR har lavet ét sæt regler.'
    """
    first, comma, rest = text.partition(",")
    return signal("link").sub("", first, count=1) + comma + rest


def _repeats(unit: Sequence[Chosen], chosen: dict[int, Chosen], said: Sequence[str]) -> bool:
    new = [sentence for one in unit for sentence in one.said]
    old = [sentence for one in chosen.values() for sentence in one.said]
    if any(overlap(one, other) >= 0.5 for one in new for other in (*old, *said)):
        return True
    return any(_contained(one, other) for one in new for other in old)


def _contained(one: str, other: str) -> bool:
    """Tell whether most of the shorter sentence is in the longer one."""
    left, right = content_words(one), content_words(other)
    return len(left & right) / max(1, min(len(left), len(right))) >= 0.7

"""Which sentences of an item explain it, and stand without those around them.

The points stand in ``lexicon/scores.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.danish.bodies import is_not_the_municipality
from pipeline.danish.nouns import upper_first
from pipeline.drafting.background.antecedents import leaves_open, points_to_untold
from pipeline.drafting.background.breakdown import larger_parts
from pipeline.drafting.background.candidates import candidates
from pipeline.drafting.background.in_a_row import proposed_in_a_row, quoted_in_a_row
from pipeline.drafting.background.introduced import introducing, untold_in
from pipeline.drafting.background.overtaken import read_overtaken
from pipeline.drafting.background.prose import BACKGROUND, Source
from pipeline.drafting.background.repetition import repeats, tells_sums_of
from pipeline.drafting.background.standing import (
    is_fragment,
    leans_back,
    short_sentences,
    without_link,
)
from pipeline.drafting.background.torn import (
    is_next_price,
    is_part,
    keeps_the_time,
    opens_a_time,
    prices_a_wish,
    shares_purpose,
)
from pipeline.drafting.background.worth import best_of
from pipeline.drafting.noted.tables import is_row_of_all
from pipeline.drafting.people.someone import names_someone
from pipeline.drafting.plain.compress import count_words
from pipeline.drafting.ranking import Audience
from pipeline.drafting.signals import has_signal
from pipeline.labels import SectionKind
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


class Room(NamedTuple):
    """Words of background for an item: for what it takes first, and for all that it takes."""

    first: int
    whole: int


class Claim:
    """One item that wants background: what its decision says, and the sentences there are.

    Args:
        minutes: The minutes.
        labelled: The item.
        said: What the post says of it already; nothing repeats that.
        room: How many words of background it may have.
        audience: Who reads.
    """

    def __init__(
        self,
        minutes: Minutes,
        labelled: LabelledItem,
        said: Sequence[str],
        room: Room,
        audience: Audience,
    ) -> None:
        self._minutes = minutes
        self._sources = candidates(minutes, labelled)
        self._said = said
        self._title = labelled.item.title
        self._start = labelled.item.heading.end
        self._end = labelled.item.span.end
        self._room = room
        self._chosen: dict[int, Chosen] = {}
        self._kept: dict[int, int] = {}
        overtaken = read_overtaken(minutes.text, labelled.item)
        points: dict[int, float] = {}
        for one in self._sources:
            if one.text and not overtaken.covers(one.text):
                points[one.place], self._kept[one.place] = best_of(minutes, labelled, one, audience)
        case, told = " ".join(one.text for one in self._sources), " ".join(said)
        for place in introducing(self._sources, untold_in(told, self._title, case), told):
            if place in points:
                short = _SHORT_ENOUGH / max(_SHORT_ENOUGH, count_words(self._sources[place].text))
                points[place] += short * load_lexicon("scores")["sentence"]["introduces"]
        opening = min(
            (place for place in points if self._sources[place].kind in BACKGROUND), default=0
        )
        if opening in points:
            points[opening] += load_lexicon("scores")["sentence"]["first"]
        # A decision that says little needs the more to be explained.
        # What was proposed is told, but nothing of what the case is about.
        decided = [one for one in said if not _PROPOSED.match(one)]
        spent = min(_MUCH_SAID, max(_LITTLE_SAID, sum(map(count_words, decided))))
        self._worth = {place: score / spent for place, score in points.items() if score > 0}
        rest = [place for place, score in points.items() if _NOTHING < score <= 0]
        self._rest = sorted(rest, key=lambda one: points[one])
        self._larger = larger_parts([one.text for one in self._sources])
        self._fall_back()

    def _fall_back(self) -> None:
        """Bid for what scores nothing: it is told only where nothing else is."""
        if not self._worth and not self._chosen and self._rest:
            self._worth = {self._rest.pop(): _HARDLY}

    @property
    def bid(self) -> tuple[float, Source | None]:
        """The sentence that is worth most, with its worth; each after the first counts less."""
        told = self._chosen.keys()
        open_to = [one for one in self._worth if self._larger.get(one, set()) <= told]
        place = max(open_to, key=lambda one: self._worth[one], default=None)
        if place is None:
            return 0.0, None
        again: float = load_lexicon("scores")["sentence"]["again"]
        return self._worth[place] * again ** len(self._chosen), self._sources[place]

    def take(self, source: Source, left: int) -> int:
        """Take a sentence with what it leans on; return its words, 0 where it can't be said."""
        del self._worth[source.place]
        if source.place in self._chosen:
            return 0
        alone = self._unit(source) if self._fits(source, left) else ()
        unit = self._both(alone)
        if self._repeats(unit[len(alone) :]):
            unit = alone
        cost = _words(unit)
        # For its "Men …" an item may have more than its words; without it the rest misleads.
        if not unit or _words(alone) > self._left or cost > left or self._repeats(unit):
            self._fall_back()
            return 0
        self._chosen |= {one.source.place: one for one in unit}
        return cost

    @property
    def _left(self) -> int:
        """How many words the item may have still."""
        if not self._chosen:
            return self._room.first
        return self._room.whole - _words(tuple(self._chosen.values()))

    def _fits(self, source: Source, left: int) -> bool:
        """Tell whether there is room for a sentence, whatever it leans on."""
        said = self._said_of(source)[: self._kept[source.place]]
        return sum(map(count_words, said)) <= min(self._left, left)

    def _said_of(self, source: Source) -> tuple[str, ...]:
        return short_sentences(self._told(source), self._minutes.date)

    def _told(self, source: Source) -> str:
        near = source.place - 1 in self._chosen
        return source.text if near else without_link(source.text)

    def _repeats(self, unit: Sequence[Chosen]) -> bool:
        old = [sentence for one in self._chosen.values() for sentence in one.said]
        if all(one.source.noted for one in unit):
            # "Prisen i dag er 2 kr." and "Den nye pris er 3 kr." are made of the same words.
            old = [text for text in old if not _FIGURE.search(text)]
            told = (text for one in self._chosen.values() for text in one.said)
            if tells_sums_of(" ".join(one.source.text for one in unit), [*self._said, *told]):
                return True
        return repeats([sentence for one in unit for sentence in one.said], old, self._said)

    def _unit(self, source: Source) -> tuple[Chosen, ...]:
        """Return the sentence with those before it that it leans on; () where it can't be said."""
        unit: list[Chosen] = []
        while True:
            told, said = self._told(source), self._said_of(source)
            if not unit:
                said = said[: self._kept[source.place]]
            if not said or any(map(is_fragment, said)) or self._tells_of_someone(source, told):
                return ()
            unit.insert(0, Chosen(source, said))
            before = self._sources[source.place - max(1, source.back)] if source.place else None
            leans = not _is_field(source) and (leans_back(told) or self._leans_on(source, told))
            leans = leans or (len(unit) > 1 and leaves_open(unit[1].source.text, told))
            leans = leans or (before is not None and is_row_of_all(told, before.text))
            leans = leans or source.back > 0
            if not leans and (source.noted or not self._is_riddle(source)):
                return tuple(unit)
            if before is None or not before.text or len(unit) > 2:
                return ()
            if not leans and self._is_riddle(source, before.text):
                return ()
            source = before
            if source.place in self._chosen:
                return tuple(unit)

    def _leans_on(self, source: Source, told: str) -> bool:
        """Tell whether a sentence takes what a sum buys, or its time, from those before it."""
        earlier = self._sources[: source.place]
        near = earlier[-1].text if earlier else ""
        if shares_purpose(told, near) or prices_a_wish(told, near) or is_next_price(told, near):
            return True
        for one in reversed(earlier if keeps_the_time(told) else ()):
            if one.kind is not source.kind or (one.text and not keeps_the_time(one.text)):
                return one.kind is source.kind and opens_a_time(one.text)
        return False

    def _both(self, unit: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
        """Return a unit with a "Men …" that follows it, and of a count with its other parts.

        () where that can't be said, or not all.
        """
        while unit:
            last = unit[-1].source
            after = next(iter(self._sources[last.place + 1 :]), None)
            if after is None or after.place in self._chosen:
                break
            parts = is_part(after.text) and any(is_part(one.source.text) for one in unit)
            if not parts and not _limits(after.text):
                break
            said = short_sentences(after.text, self._minutes.date)
            if not said or any(map(is_fragment, said)) or self._tells_of_someone(after, after.text):
                return ()
            if not parts:
                # "Men …" is about the end of the sentence before it, too.
                unit = (*unit[:-1], Chosen(last, self._said_of(last)))
            unit = (*unit, Chosen(after, said if parts else said[: self._kept.get(after.place)]))
            if not parts:
                break
        return unit

    def _tells_of_someone(self, source: Source, told: str) -> bool:
        return names_someone(self._minutes, source.text) or _SOMEONE.search(told) is not None

    def _is_riddle(self, source: Source, also: str = "") -> bool:
        """Tell whether a sentence points to what the post has not named, or says "vi" of others.

        *also* is what would be told right before it.
        """
        earlier = (one for place, one in self._chosen.items() if place < source.place)
        told = [self._title, *self._said, *(text for one in earlier for text in one.said), also]
        text, before = source.text, self._minutes.text[self._start : source.span.start]
        if source.kind is SectionKind.INDSTILLING:
            # What is recommended is told before the case, whatever order the minutes have.
            text = upper_first(text.partition(" at ")[2])
            before = before + self._minutes.text[source.span.end : self._end]
        if _AT_THE_TABLE.search(source.text):
            return True
        return points_to_untold(text, before, " ".join(told)) or (
            is_not_the_municipality(self._minutes.body) and _OF_US.search(source.text) is not None
        )

    def open(self) -> int:
        """Take one sentence where nothing is said of the item; return its words."""
        while not self._said and not self._chosen and (source := self.bid[1]):
            self.take(source, self._left)
        return _words(tuple(self._chosen.values()))

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """The sentences taken, in the order of the text."""
        rows = [self._chosen[place] for place in sorted(self._chosen)]
        return quoted_in_a_row(proposed_in_a_row(rows))


def _is_field(source: Source) -> bool:
    """Tell whether a sentence tells a note that stands by itself; "Heraf er 57 …" does not."""
    leans = has_signal("contrast", source.text) or source.text.startswith("Tallet er ")
    return source.noted and not leans


def _limits(text: str) -> bool:
    """Tell whether a sentence takes something back of the one before it: "Men …", "Buddet er …"."""
    return has_signal("contrast", text) or has_signal("qualifies", text)


_FIGURE = re.compile(r"\d")
_PROPOSED = re.compile(r"[^,]+ (?:foreslog|var foreslået),? at ")
# "Så kom vi til vagttelefonen", "sidste år var vi 52": those who met, and no municipality.
_AT_THE_TABLE = re.compile(
    r"\b(?:kom|gik|nåede|sluttede|begyndte|talte|snakkede|var|sad|hørte|vendte|diskuterede) vi\b|"
    r"\b[Vv]i (?:kom|gik|nåede|sluttede|begyndte|talte|snakkede|var|sad|hørte|vendte|diskuterede)\b"
)
# "vi" is the municipality in its own cases; in a school board's it is the board or the school.
_OF_US = re.compile(r"\b(?:vi|vores|os)\b", re.IGNORECASE)


# Up to so many words a sentence that brings something in has all of its points for that.
_SHORT_ENOUGH = 14
# Below it stands what is about the handling of the case.
_NOTHING = -2.0
_HARDLY = 1e-6
# Words of a decision: so few say nothing, so many say it all.
_LITTLE_SAID, _MUCH_SAID = 8, 60


def _words(unit: Sequence[Chosen]) -> int:
    return sum(one.words for one in unit)


# Who that is, a post can't say.
_SOMEONE = re.compile(r"\b(?:han|hun|ham|hende|hans|hendes)\b", re.IGNORECASE)

"""What to say: which items come first, which are left out, and which sentences explain them.

The points stand in ``lexicon/scores.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from pipeline.danish.amounts import find_amounts
from pipeline.danish.dates import find_dates
from pipeline.danish.words import content_words
from pipeline.drafting.compress import compress, count_words
from pipeline.drafting.prose import BACKGROUND, Source, source_sentences
from pipeline.drafting.wording import cut_loose, opening_cut
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import LabelledItem, Minutes

# Decisions that say nothing about an item whose title says nothing either.
_SILENT = {
    Decision.INGEN_BEMAERKNINGER,
    Decision.INGEN_BESLUTNING,
    Decision.TAGET_TIL_EFTERRETNING,
    Decision.DROEFTET,
}
Audience = Literal["internal", "leaders", "external"]
Treatment = Literal["full", "brief", "omit"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A background sentence of the minutes and what the draft says of it."""

    source: Source
    said: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words the draft spends on it."""
        return sum(count_words(sentence) for sentence in self.said)


class Ranked(NamedTuple):
    """An item with its score and what becomes of it."""

    labelled: LabelledItem
    score: int
    treatment: Treatment
    reason: str


def rank(
    minutes: Minutes, labelled: Sequence[LabelledItem], audience: Audience
) -> tuple[Ranked, ...]:
    """Return the items, most important first; the agenda decides where points are equal."""
    ranked = [_ranked(minutes, item, audience) for item in labelled]
    return tuple(sorted(ranked, key=lambda one: -one.score))


def score(minutes: Minutes, labelled: LabelledItem, audience: Audience = "internal") -> int:
    """Return an item's points."""
    points = load_lexicon("scores")
    weights, stages = points["item"], points["stage"]
    text = item_text(minutes, labelled)
    reader = "citizen" if audience == "external" else "staff"
    impact = max(
        (weights[kind] for kind in (reader, "action", "event") if _has(kind, text)), default=0
    )
    total = impact + max(stages[label.value] for label in labelled.decisions)
    total += weights["follow_up"] * _follows_up(labelled)
    total += weights["dated"] * _is_dated(minutes, text)
    total += weights["amount"] * any(amount.unit == "kr." for amount in find_amounts(text))
    row = routine_row(labelled.item.title)
    if (row and (row["treat"] != "open" or not _follows_up(labelled))) or _has("routine", text):
        total += weights["routine"]
    return int(total)


def item_text(minutes: Minutes, labelled: LabelledItem) -> str:
    """Return the text that a draft may use: title, decision and background; no attachments."""
    item = labelled.item
    sections = item.parts(SectionKind.BESLUTNING, SectionKind.INDSTILLING, *BACKGROUND)
    return "\n".join([item.title, *(part.body.of(minutes.text) for part in sections)])


def choose_background(
    minutes: Minutes,
    labelled: LabelledItem,
    *,
    words: int,
    audience: Audience = "internal",
    said: Sequence[str] = (),
) -> tuple[Chosen, ...]:
    """Return the sentences that explain an item, in the order of the text.

    At most *words* words and three amounts; nothing that repeats what is *said* already.
    """
    sources = source_sentences(minutes.text, labelled.item)
    title = content_words(labelled.item.title)
    ranked = sorted(
        (source for source in sources if source.text and not _names_someone(minutes, source.text)),
        key=lambda source: -_points(minutes, source, title, audience),
    )
    chosen: dict[int, Chosen] = {}
    spent = 0
    for source in ranked:
        if source.place in chosen or _points(minutes, source, title, audience) <= 0:
            continue
        unit = _with_antecedent(minutes, source, sources, chosen)
        cost = sum(one.words for one in unit)
        if unit and spent + cost <= words and not _repeats(unit, chosen, said):
            chosen |= {one.source.place: one for one in unit}
            spent += cost
    return tuple(chosen[place] for place in sorted(chosen))


def overlap(one: str, other: str) -> float:
    """Return how alike two sentences are: shared stems over all stems (Jaccard).

    >>> overlap("Planen er klar.", "Planen er ikke klar.")
    1.0
    """
    left, right = content_words(one), content_words(other)
    return len(left & right) / len(left | right) if left | right else 0.0


def _ranked(minutes: Minutes, labelled: LabelledItem, audience: Audience) -> Ranked:
    points = score(minutes, labelled, audience)
    treatment, reason = _treatment(minutes, labelled, points, audience)
    return Ranked(labelled, points, treatment, reason)


def _treatment(
    minutes: Minutes, labelled: LabelledItem, points: int, audience: Audience
) -> tuple[Treatment, str]:
    row = routine_row(labelled.item.title)
    decisions = {label.value for label in labelled.decisions}
    if row and row["treat"] == "drop":
        return "omit", row["reason"]
    silent = decisions <= _SILENT and not labelled.passages
    if row and silent and not source_sentences(minutes.text, labelled.item):
        return "omit", "ingen bemærkninger" if Decision.INGEN_BEMAERKNINGER in decisions else row[
            "reason"
        ]
    if decisions == {Decision.INGEN_BEMAERKNINGER}:
        return ("omit", "ingen bemærkninger") if row else ("brief", "")
    if points < 0 and audience == "external":
        return "omit", "internt eller fast punkt uden nyt for borgerne"
    if points < 0 or decisions == {Decision.INGEN_BESLUTNING}:
        return "brief", ""
    return "full", ""


def routine_row(title: str) -> dict[str, str] | None:
    """Return the row of ``titles.toml`` that makes an item with this title routine, or None.

    >>> routine_row("Godkendelse af dagsorden")["treat"], routine_row("Godkendelse af regnskab")
    ('drop', None)
    """
    rows = load_lexicon("titles")["routine"]
    return next((row for row in rows if re.search(row["pattern"], title, re.IGNORECASE)), None)


def _follows_up(labelled: LabelledItem) -> bool:
    free = all(label.value is Decision.ANDET for label in labelled.decisions)
    return free or any(passage.kind == "follow_up" for passage in labelled.passages)


def _is_dated(minutes: Minutes, text: str) -> bool:
    if minutes.date is None:
        return False
    coming = any(found.date > minutes.date for found in find_dates(text, meeting=minutes.date))
    return coming or bool(re.search(r"\bårsskiftet\b", text))


def _points(minutes: Minutes, source: Source, title: frozenset[str], audience: Audience) -> float:
    weights = load_lexicon("scores")["sentence"]
    text = source.text
    total = weights["title"] * min(3, len(title & content_words(text)))
    total += weights["purpose"] * _has("purpose", text)
    total += weights["change"] * _has("change", text)
    total += weights["reader"] * _has("citizen" if audience == "external" else "staff", text)
    total += weights["reader"] * _has("action", text)
    total += weights["resume"] * (source.kind is SectionKind.RESUME)
    total += weights["later"] * source.place
    total += weights["long"] * max(0, count_words(text) - 20)
    if opening_cut(text) is None:
        total += weights["process"] * _has("process", text)
    return float(total + _figure_points(minutes, text))


def _figure_points(minutes: Minutes, text: str) -> float:
    weights = load_lexicon("scores")["sentence"]
    amounts = [amount for amount in find_amounts(text) if amount.unit]
    dates = find_dates(text, meeting=minutes.date)
    total = 0.0
    if len(dates) > 2 or len(amounts) > 3:
        total += weights["many_dates"]
    if amounts:
        total += weights["based_amount" if any(one.base for one in amounts) else "amount"]
    if dates and minutes.date:
        total += weights["coming_date" if dates[-1].date > minutes.date else "date"]
    return total


def _with_antecedent(
    minutes: Minutes, source: Source, sources: Sequence[Source], chosen: dict[int, Chosen]
) -> tuple[Chosen, ...]:
    """Return the sentence with those before it that "dette" or "desuden" leans on; () if none."""
    unit: list[Chosen] = []
    while True:
        said = compress(source.text, minutes.date)
        if not said or any(count_words(sentence) > 30 for sentence in said):
            return ()
        unit.insert(0, Chosen(source, said))
        if not leans_back(source.text):
            return tuple(unit)
        if source.place == 0 or not sources[source.place - 1].text or len(unit) > 2:
            return ()
        source = sources[source.place - 1]
        if source.place in chosen:
            return tuple(unit)


def _names_someone(minutes: Minutes, text: str) -> bool:
    """Tell whether a sentence has a participant's first or last name: a post names nobody."""
    words = set(re.findall(r"[^\W\d_]{4,}", text))
    return any(words & set(name.split()) for name in minutes.participants if " " in name)


def leans_back(text: str) -> bool:
    """Tell whether a sentence needs the one before it to be understood.

    >>> leans_back("Dette sker i maj."), leans_back("De nye regler gælder fra maj.")
    (True, False)
    """
    loose = cut_loose(text)
    return opening_cut(loose) is None and _has("anaphor", loose) and not _has("keep", loose)


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


def _has(kind: str, text: str) -> bool:
    return bool(_pattern(kind).search(text))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("scores")["words"][kind], re.IGNORECASE)

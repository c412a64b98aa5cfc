"""Which items come first, and which are left out.

The weights in ``lexicon/ranking.toml`` are learned from posts that people wrote
(``pipeline/training/ranking.py``); the words that count stand in ``lexicon/scores.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from math import log10
from typing import Literal, NamedTuple

from pipeline.danish.amounts import find_sums
from pipeline.danish.bodies import body_named
from pipeline.danish.cues import ByCue, Row, folded, rows_by_cue
from pipeline.danish.dates import find_dates
from pipeline.drafting.background.prose import BACKGROUND, source_sentences
from pipeline.drafting.signals import has_signal, signal
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


class Ranked(NamedTuple):
    """An item with its score and what becomes of it."""

    labelled: LabelledItem
    score: float
    treatment: Treatment
    reason: str


def rank(
    minutes: Minutes, labelled: Sequence[LabelledItem], audience: Audience
) -> tuple[Ranked, ...]:
    """Return the items, most important first; the agenda decides where points are equal."""
    ranked = [_ranked(minutes, item, audience) for item in labelled]
    return _side_by_side(sorted(ranked, key=lambda one: -one.score))


def _side_by_side(ranked: list[Ranked]) -> tuple[Ranked, ...]:
    """Move an item up to one of its topic, past items that score half a point more at most."""
    placed: list[Ranked] = []
    rest = list(ranked)
    while rest:
        one = rest.pop(0)
        placed.append(one)
        topic = one.labelled.topics[0]
        same = next(
            (
                other
                for other in rest
                if topic.by != "none"
                and other.labelled.topics[0].value == topic.value
                and rest[0].score - 0.5 <= other.score
            ),
            None,
        )
        if same is not None:
            rest.remove(same)
            rest.insert(0, same)
    return tuple(placed)


def score(minutes: Minutes, labelled: LabelledItem, audience: Audience = "internal") -> float:
    """Return an item's points, to a tenth: the learned weight of each thing known of it."""
    weights = load_lexicon("ranking")["weights"]
    known = known_of(minutes, labelled, audience)
    total: float = sum(weights.get(name, 0.0) * value for name, value in known.items())
    if audience == "external":
        topic = labelled.topics[0]
        shift = load_lexicon("scores")["topic"]["citizen"]
        total += 0 if topic.by == "none" else shift.get(topic.value, 0)
    return round(total, 1)


def known_of(
    minutes: Minutes, labelled: LabelledItem, audience: Audience = "internal"
) -> dict[str, float]:
    """Return what is known of an item that may say how much it matters, each from 0 to 3.

    A topic counts less than what the item itself says: how topics are weighed differs most from
    one person to another.
    """
    text = item_text(minutes, labelled)
    reader = "citizen" if audience == "external" else "staff"
    known = {f"decision {label.value}": 1.0 for label in labelled.decisions}
    topic = labelled.topics[0]
    if topic.by != "none" and audience != "external":
        known[f"topic {topic.value}"] = _TOPIC
    known |= {kind: float(has_signal(kind, text)) for kind in _SIGNALS}
    return known | {
        "reader": float(has_signal(reader, text)),
        "reader often": min(5, len(signal(reader).findall(text))) / 5,
        "amount": _size_of(text),
        "onward": float(len(labelled.item.route) > 1),
        "med": float(_staff_first(minutes, labelled) is not None),
        "follow up": float(_follows_up(labelled)),
        "dated": float(_is_dated(minutes, text)),
        "room": min(2.0, max(0, len(text.split()) - 80) / 100),
        "longer than others": _longer(minutes, labelled),
        "late": _place_of(minutes, labelled),
        "routine": float(_is_routine(minutes, labelled)),
    }


_TOPIC = 0.4
_SIGNALS = ("event", "overspend", "rules", "hearing")


def _longer(minutes: Minutes, labelled: LabelledItem) -> float:
    """Return how many of the other items are shorter, from 0 to 1."""
    own = labelled.item.span
    others = [one.span for one in minutes.open_items if one is not labelled.item]
    return sum(one.end - one.start < own.end - own.start for one in others) / max(1, len(others))


def _is_routine(minutes: Minutes, labelled: LabelledItem) -> bool:
    """Tell whether an item comes at every meeting, by its title or its own words.

    Where something was settled, the words are about the matter: "et månedligt tilsyn".
    """
    row = routine_row(labelled.item.title)
    if row and (row["treat"] != "open" or not _follows_up(labelled)):
        return True
    settled = not labelled.outcomes <= _NOTHING_NEW
    return not settled and has_signal("routine", item_text(minutes, labelled))


_NOTHING_NEW = frozenset(
    {
        Decision.TAGET_TIL_EFTERRETNING,
        Decision.DROEFTET,
        Decision.INGEN_BEMAERKNINGER,
        Decision.INGEN_BESLUTNING,
    }
)


def _size_of(text: str) -> float:
    """Return how large the largest sum is: 0.5 for 100.000 kr., 1.5 for a million, 3 at most."""
    largest = float(max(find_sums(text), default=0))
    return min(3.0, max(0.0, log10(largest + 1) - 4.5))


def _place_of(minutes: Minutes, labelled: LabelledItem) -> float:
    """Return how far down the agenda the item stands, from 0 to 1."""
    items = minutes.items
    place = next((at for at, one in enumerate(items) if one is labelled.item), 0)
    return place / max(1, len(items))


def item_text(minutes: Minutes, labelled: LabelledItem) -> str:
    """Return the text that a draft may use: title, decision and background; no attachments."""
    item = labelled.item
    sections = item.parts(SectionKind.BESLUTNING, SectionKind.INDSTILLING, *BACKGROUND)
    return "\n".join([item.title, *(part.body.of(minutes.text) for part in sections)])


def _ranked(minutes: Minutes, labelled: LabelledItem, audience: Audience) -> Ranked:
    points = score(minutes, labelled, audience)
    treatment, reason = _treatment(minutes, labelled, audience)
    return Ranked(labelled, points, treatment, reason)


def _treatment(
    minutes: Minutes, labelled: LabelledItem, audience: Audience
) -> tuple[Treatment, str]:
    row = routine_row(labelled.item.title)
    decisions = labelled.outcomes
    if row and (reason := _routine(minutes, labelled, row)):
        return "omit", reason
    first = _staff_first(minutes, labelled) if audience == "external" else None
    if first:
        return "omit", f"venter: {first} skal have sagen før offentligheden"
    routine = _is_routine(minutes, labelled)
    quiet = decisions in ({Decision.INGEN_BEMAERKNINGER}, {Decision.INGEN_BESLUTNING})
    if audience == "external" and (
        routine or (quiet and not has_signal("citizen", item_text(minutes, labelled)))
    ):
        return "omit", "internt eller fast punkt uden nyt for borgerne"
    if routine or quiet:
        return "brief", ""
    return "full", ""


def _routine(minutes: Minutes, labelled: LabelledItem, row: dict[str, str]) -> str:
    """Return why a routine item is left out, "" where it has news."""
    decisions = labelled.outcomes
    open_end = _OPEN_END.search(labelled.item.title) is not None
    if row["treat"] == "drop" and not (open_end and _was_told(minutes, labelled)):
        return row["reason"]
    if decisions == {Decision.INGEN_BESLUTNING}:
        told = any(map(_TOLD.search, (s.text for s in source_sentences(minutes, labelled.item))))
        return "" if told else "fast punkt uden beslutning"
    if _was_told(minutes, labelled):
        return ""
    nothing = decisions == {Decision.INGEN_BEMAERKNINGER}
    silent = decisions <= _SILENT and not labelled.passages
    silent = silent and (nothing or not _tells(minutes, labelled))
    if silent and row["treat"] == "open" and decisions == {Decision.DROEFTET}:
        # Talk around the table: what was said is not told.
        return row["reason"]
    if silent and (nothing or not source_sentences(minutes, labelled.item)):
        said = Decision.INGEN_BEMAERKNINGER in decisions
        return "ingen bemærkninger" if said else row["reason"]
    return ""


def _tells(minutes: Minutes, labelled: LabelledItem) -> bool:
    """Tell whether the decision itself holds what was told: more than any formula, or on what."""
    sections = labelled.item.parts(SectionKind.BESLUTNING)
    said = " ".join(one.body.of(minutes.text) for one in sections)
    return len(said.split()) >= _FORMULA or _ON_WHAT.search(said) is not None


# "Næste møde og evt."
_OPEN_END = re.compile(r"\b(?:evt|eventuelt|orientering|meddelelser)\b", re.IGNORECASE)


def _was_told(minutes: Minutes, labelled: LabelledItem) -> bool:
    """Tell whether the words of a fixed item say what somebody told: that is news."""
    parts = labelled.item.parts(SectionKind.BESLUTNING, SectionKind.TEKST)
    said = " ".join(re.sub(r"\s+", " ", one.body.of(minutes.text)) for one in parts)
    return _SOMETHING_TOLD.search(said) is not None


# "Borgmesteren meddelte, at fabrikken har varslet 85 afskedigelser.", "Der blev talt om planerne."
_SOMETHING_TOLD = re.compile(
    r"\b(?:meddelte|oplyste|fortalte|nævnte|bemærkede|gjorde opmærksom på), at (?:\S+ ){4}|"
    r"\b[Dd]er blev (?:talt|orienteret|spurgt|fortalt|gjort opmærksom) (?:på|om) "
    r"(?!(?:sag|punkt|emne|forhold|dette|det|disse|diverse|aktuel)\w* )(?:\S+ ){3}|"
    r"\ber (?:aflyst|udskudt|flyttet|lukket|varslet)\b"
)
_FORMULA = 16
# "Borgmesteren orienterede om genåbningen.": under a title that is the same at every meeting.
_ON_WHAT = re.compile(
    r"\b(?:orienterede|drøftede|spurgte|spørgsmål|oplyste|fortalte)\b[^.]*"
    r"\bom (?!(?:sag|punkt|emne|forhold|dette|det|disse|diverse|aktuel|orientering)\w*)[\w-]{5}"
)
# Somebody told something under "Eventuelt": that is news without a decision.
_TOLD = re.compile(r"^(?:[A-ZÆØÅ][\w.-]+ ){1,4}(?:nævnte|fortalte|oplyste|orienterede om), at ")


def _staff_first(minutes: Minutes, labelled: LabelledItem) -> str | None:
    """Return the MED body that still has to treat an item: staff learn of it there first."""
    route = labelled.item.route
    own = route.index(minutes.body) + 1 if minutes.body in route else 0
    return next((name for name in route[own:] if body_named(name).kind == "med"), None)


@lru_cache(maxsize=256)
def routine_row(title: str) -> dict[str, str] | None:
    """Return the row of ``titles.toml`` that makes an item with this title routine, or None.

    >>> routine_row("Godkendelse af dagsorden")["treat"], routine_row("Godkendelse af regnskab")
    ('drop', None)
    """
    rows = _routines().asked(folded(title))
    return next((dict(row) for pattern, row in rows if pattern.search(title)), None)


@cache
def _routines() -> ByCue[Row]:
    return rows_by_cue(load_lexicon("titles")["routine"])


def _follows_up(labelled: LabelledItem) -> bool:
    free = all(label.value is Decision.ANDET for label in labelled.decisions)
    return free or any(passage.kind == "follow_up" for passage in labelled.passages)


def _is_dated(minutes: Minutes, text: str) -> bool:
    if minutes.date is None:
        return False
    coming = any(found.date > minutes.date for found in find_dates(text, meeting=minutes.date))
    return coming or bool(re.search(r"\bårsskiftet\b", text))

"""What a person should know of the items themselves before the text goes out.

Faults in the source that the draft must not build on, bodies that have not had the matter yet,
decisions that were not found, and dates that have passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from pipeline.checking.acts import tells_decision
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import Evidence, Grounds, mentions_in
from pipeline.checking.meaning.stage import bodies_after
from pipeline.checking.whole import check_limits
from pipeline.danish.dates import find_dates, format_date
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Draft, Flag, LabelledItem, Paragraph

_SERIES = 3
# What tells a decision without a verb of the ladder: a quotation, an election, a refusal.
_TELLS = re.compile(
    r"Beslutning: »|\b(?:valgte|traf (?:sit )?valg|udpegede|gav afslag|meddelte|genoptager|"
    r"fremsender|indstiller|tager sagen op igen|kan ikke tilslutte sig|havde ingen bemærkninger)\b"
)
# Decisions after which a reader has to learn who takes the matter on.
_MOVES_ON = frozenset({Decision.ANBEFALES})


def check_items(draft: Draft, grounds: Grounds | None = None) -> Iterator[Flag]:
    """Yield what the editor should know of each item that the draft tells about.

    *grounds* are what the draft's minutes say, if that is laid out already.
    """
    said = grounds or Grounds(draft.minutes)
    for paragraph in draft.paragraphs:
        for labelled in paragraph.items:
            evidence = said.of((labelled,))
            yield from _signs(labelled, evidence)
            yield from _series(labelled, evidence)
            yield from _decision(labelled, paragraph, evidence)
            yield from _route(labelled, paragraph, draft)
            yield from check_limits(labelled, paragraph, draft)


def check_dates(claim: Claim, today: date | None) -> Iterator[Flag]:
    """Yield a flag for a date that lay ahead at the meeting and has passed on *today*."""
    meeting = claim.evidence.minutes.date
    if today is None or meeting is None:
        return
    for fact in claim.unit.facts:
        day = fact.value
        if not isinstance(day, date) or not meeting < day <= today:
            continue
        if not _told_as_past().search(claim.text):
            yield claim.flag(
                "yellow",
                "dato-passeret",
                f"Den {format_date(day)} er passeret. Skriv »skulle efter planen«, eller find ud "
                "af, hvad der skete.",
            )


@cache
def _told_as_past() -> re.Pattern[str]:
    """Match what tells of a passed day as past: a plan, or what a body said at the meeting."""
    said = (row["past"] for row in load_lexicon("past")["said"])
    return re.compile(rf"\b(?:skulle|blev|var|gik|{'|'.join(said)})\b", re.IGNORECASE)


def _signs(labelled: LabelledItem, evidence: Evidence) -> Iterator[Flag]:
    clashes = [unit for unit in evidence.units for fact in unit.facts if fact.sign_clash]
    if clashes:
        yield Flag(
            "yellow",
            "kilde-fortegn",
            f"{_named(labelled)}: kilden skriver et mindreforbrug med minus foran. Få retningen "
            "bekræftet, før beløbet bruges.",
            None,
            tuple(unit.span for unit in clashes),
        )


def _series(labelled: LabelledItem, evidence: Evidence) -> Iterator[Flag]:
    """Flag a row of dates ("pr. 31.03, pr. 31.05 …") that lacks the date in the title."""
    meeting = evidence.minutes.date
    titled = {one.date for one in find_dates(labelled.item.title, meeting=meeting)}
    if not titled:
        return
    for unit in evidence.units:
        days = [fact.value for fact in unit.facts if isinstance(fact.value, date)]
        listed = len(re.findall(r"\bpr\.", unit.text)) >= _SERIES
        known = {(day.day, day.month) for day in days}
        if len(days) >= _SERIES and listed and not known & {(d.day, d.month) for d in titled}:
            yield Flag(
                "yellow",
                "kilde-datoer",
                f"{_named(labelled)}: rækken af datoer i kilden indeholder ikke datoen i "
                "overskriften. Brug ikke rækken, før det er afklaret.",
                None,
                (unit.span,),
            )


def _decision(labelled: LabelledItem, paragraph: Paragraph, evidence: Evidence) -> Iterator[Flag]:
    values = {label.value for label in labelled.decisions}
    spans = tuple(unit.span for unit in evidence.within(SectionKind.BESLUTNING))
    if Decision.INGEN_BESLUTNING in values:
        yield Flag(
            "yellow",
            "beslutning-ukendt",
            f"{_named(labelled)}: der er ikke fundet nogen beslutning. Læs punktet, før teksten "
            "bruges.",
            None,
            spans or (labelled.item.span,),
        )
        return
    quiet = values <= {Decision.INGEN_BEMAERKNINGER, Decision.ANDET}
    texts = [sentence.text for block in paragraph.blocks for sentence in block]
    told = any(
        tells_decision(text) or _TELLS.search(text) for text in (*texts, paragraph.headline.text)
    )
    if not quiet and not told:
        yield Flag(
            "yellow",
            "beslutning-mangler",
            f"{_named(labelled)}: teksten siger ikke, hvad der blev besluttet. Tilføj det.",
            None,
            spans,
        )


def _route(labelled: LabelledItem, paragraph: Paragraph, draft: Draft) -> Iterator[Flag]:
    later = bodies_after(labelled.item, draft.minutes)
    if not later:
        return
    spans = tuple(section.body for section in labelled.item.parts(SectionKind.BEHANDLING))
    yield Flag(
        "yellow",
        "embargo",
        f"{_named(labelled)}: Skal behandles i {_joined(later)} – tjek dato før publicering.",
        None,
        spans,
    )
    told = [sentence.text for block in paragraph.blocks for sentence in block]
    told += [
        f"{step.who} {step.sentence.text}" for step in draft.next_steps if step.item == labelled
    ]
    named = {mention.body.name for text in told for mention in mentions_in(text)}
    if not named & set(later):
        moves = any(label.value in _MOVES_ON for label in labelled.decisions)
        yield Flag(
            "red" if moves else "yellow",
            "naeste-led-mangler",
            f"{_named(labelled)}: teksten nævner ikke, at sagen skal videre til {_joined(later)}. "
            "Tilføj det.",
            None,
            spans,
        )


def _joined(names: tuple[str, ...]) -> str:
    return " og ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _named(labelled: LabelledItem) -> str:
    item = labelled.item
    return f"Punkt {item.number} ({item.title})" if item.number else f"»{item.title}«"

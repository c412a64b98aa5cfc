"""What a text says that bodies did: the verbs of the no-upgrade ladder and who is their subject.

The verbs are rows of ``lexicon/stages.toml``. What stands in quotation marks is quoted, not said.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.checking.grounding import mentions_in
from pipeline.danish.bodies import Mention
from pipeline.danish.cues import ByCue, cues_of, folded
from pipeline.lexicon import load_lexicon

_CLAUSE_START = re.compile(r"(?:,|;|–|:)\s(?:men |og |mens )?|\b(?:mens|men)\s", re.IGNORECASE)
_GOVERNS = re.compile(
    r",\s(?:og\s)?(?:at|om|hvordan|der|som|hvis|når|idet)\b|\bat\s", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:hvis|når|før|inden|indtil|skal|kan|bør|vil)\s[^,;]*$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:til|fra|i|om|af|for|med|på|hos|ved|over for)\s(?:de[nt]?\s\w+\s)?$", re.IGNORECASE
)
# Somebody of a body is not the body: "Et medlem af Direktionen kan ikke …".
_SOMEONE = re.compile(
    r"\b(?:(?:medlem\w*|mindretal\w*|nogle|enkelte?) (?:af|i|fra)|"
    r"(?:næst)?formand(?:en)? (?:for|i)) (?:de[nt] )?$",
    re.I,
)
_NEGATED = re.compile(r"^\s(?:[\wæøåÆØÅ-]+\s){0,2}?ikke\b", re.IGNORECASE)
# "blev udpeget af Byrådet"; what is "udpegede medlem af bestyrelsen" is done by somebody else.
_PASSIVE = re.compile(r"\b(?:er|blev|bliver|blevet|været|var)\b", re.IGNORECASE)
_BY = re.compile(r"^\s(?:\w+\s){0,2}?af\s", re.IGNORECASE)
_BEFORE_VERB = (" ", ", der ", ", som ")
# What stands before a verb that has its subject already: "Udvalget anbefaler Byrådet at …".
_HAS_SUBJECT = re.compile(
    r"\b(?:udvalget|rådet|bestyrelsen|direktionen|det|den|de|vi|flertallet|og|som|der|"
    r"(?-i:[A-ZÆØÅ]{1,3}))\s$",
    re.IGNORECASE,
)
# "Det anbefaler Direktionen over for …": what stands before the verb is its object.
_ENDS = re.compile(r"\s?(?:over for|også|[.;]|,(?! at)|$)")
_QUOTED = re.compile(r"[»\"“][^»«\"”“]*[«\"”]")


class Stage(NamedTuple):
    """A row of the ladder."""

    kind: str
    rung: int
    pattern: re.Pattern[str]
    decisions: frozenset[str]
    source: re.Pattern[str] | None
    danish: str


class Act(NamedTuple):
    """What a text says a body did. ``body`` is None where the text does not say who.

    ``governed`` acts stand under another one: "anbefaler, at Økonomiudvalget *godkender* …".
    ``conditional`` acts have not happened: "når Byrådet *godkender* …", "skal …".
    """

    stage: Stage
    start: int
    end: int
    body: str | None
    governed: str | None
    conditional: bool
    negated: bool = False


@lru_cache(maxsize=2048)
def find_acts(text: str) -> tuple[Act, ...]:
    """Return the acts that *text* tells, in order.

    >>> [(act.stage.kind, act.body) for act in find_acts("På mødet drøftede Direktionen planen.")]
    [('droeftet', 'Direktionen')]
    >>> [(a.stage.kind, a.governed) for a in find_acts("KB anbefaler, at Byrådet vedtager den.")]
    [('anbefalet', None), ('godkendt', 'anbefalet')]
    """
    text = _QUOTED.sub(lambda match: "_" * len(match.group()), text)
    taken: list[tuple[int, int, Stage]] = []
    for stage in _by_cue().asked(folded(text)):
        for match in stage.pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end, _ in taken):
                taken.append((*match.span(), stage))
    taken.sort(key=lambda one: one[0])
    mentions = mentions_in(text)
    acts: list[Act] = []
    for start, end, stage in taken:
        # "anbefalede Børne- og Skoleudvalget ikke": who acts may stand before the "not".
        after = next((one.span.end for one in mentions if one.span.start == end + 1), end)
        negated = _is_negated(text, start, end) or any(
            _NEGATED.search(text[at : at + 40]) for at in (end, after)
        )
        kind = stage
        if negated and stage.kind in ("godkendt", "anbefalet", "endelig"):
            kind = _stage("afvist")
        if any(_SOMEONE.search(text[: one.span.start]) for one in mentions if one.span.end < start):
            continue
        governed = _governor(text, start, acts)
        conditional = _CONDITION.search(_clause_before(text, start)) is not None
        body = _subject(text, start, end, mentions)
        acts.append(Act(kind, start, end, body, governed, conditional, negated))
    return tuple(acts)


def tells_decision(text: str) -> bool:
    """Tell whether *text* says what was decided."""
    return any(act.governed is None and act.stage.rung > 1 for act in find_acts(text))


@cache
def stages() -> tuple[Stage, ...]:
    """Return the rows of the ladder, in the order of the table."""
    return tuple(
        Stage(
            row["kind"],
            row["rung"],
            re.compile(row["pattern"], re.IGNORECASE),
            frozenset(row["decisions"]),
            re.compile(row["source"], re.IGNORECASE) if row["source"] else None,
            row["danish"],
        )
        for row in load_lexicon("stages")["stage"]
    )


@cache
def _by_cue() -> ByCue[Stage]:
    return ByCue((stage, cues_of(stage.pattern)) for stage in stages())


def _stage(kind: str) -> Stage:
    return next(stage for stage in stages() if stage.kind == kind)


def _subject(text: str, start: int, end: int, mentions: tuple[Mention, ...]) -> str | None:
    """Return the body that acts at *start*: behind the verb, or first in its clause."""
    passive = _PASSIVE.search(text, max(0, start - 20), end)
    for mention in mentions if passive else ():
        if 0 <= mention.span.start - end <= 20 and _BY.match(text[end : mention.span.start]):
            return mention.body.name
    for mention in mentions:
        gap = text[mention.span.end : start]
        to_whom = text[: mention.span.start].lower().endswith("over for ")
        if gap in _BEFORE_VERB and not (to_whom and any(m.span.start == end + 1 for m in mentions)):
            return mention.body.name
    led = _HAS_SUBJECT.search(text, 0, start) is not None
    for mention in mentions:
        gap = text[end : mention.span.start]
        turned = not led or _ENDS.match(text, mention.span.end)
        if (gap == " " and turned) or (
            passive and 0 <= mention.span.start - end <= 20 and _BY.match(gap)
        ):
            return mention.body.name
        if start < mention.span.start < end and text[start : mention.span.start].count(" ") == 1:
            return mention.body.name
    opening = start - len(_clause_before(text, start))
    for mention in mentions:
        free = not _PREPOSITION.search(text[opening : mention.span.start])
        genitive = text[mention.span.end : mention.span.end + 1] == "s"
        if opening <= mention.span.start < start and free and not genitive:
            return mention.body.name
    return None


def _clause_before(text: str, start: int) -> str:
    cuts = [match.end() for match in _CLAUSE_START.finditer(text, 0, start)]
    return text[cuts[-1] if cuts else 0 : start]


def _is_negated(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"\bikke\b", text[start:end])) or bool(
        re.search(r"\bikke\s(?:\w+\s)?$", text[max(0, start - 16) : start])
    )


def _governor(text: str, start: int, acts: list[Act]) -> str | None:
    for act in reversed(acts):
        if _GOVERNS.search(text[act.end : start]):
            return act.stage.kind
    return None

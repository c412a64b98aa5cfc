"""What the body did with an item, read from its decision text by rules.

The label says what the *Beslutning* says, never what the Indstilling proposed. The rows that know
the wordings, and the false friends of each, are in ``lexicon/decisions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.danish.sign_key import sign_key, signed_lines
from pipeline.labelling.answers import with_answers
from pipeline.labelling.item_text import Classifier, ItemText
from pipeline.labelling.meetings import choose_own, decision_clauses, may_be_body
from pipeline.labelling.motions import carried_motions
from pipeline.labelling.passages import Clause, remarks_of, sift_passages, split_clauses
from pipeline.labelling.rules import DecisionRule, rules_for, unheaded_rule
from pipeline.labelling.unspoken import (
    Unspoken,
    by_stands,
    by_votes,
    chooses_thing,
    joins_proposer,
    names_elected,
    picks_one,
    referred_clauses,
    taken_over,
)
from pipeline.labelling.weighing import Finding, weigh
from pipeline.labelling.word_order import plain_order
from pipeline.labels import Decision, SectionKind
from pipeline.records import Item, Label, Passage, Section, Span

if TYPE_CHECKING:
    from pipeline.labelling.saved import Card

_SENTENCE = re.compile(
    r"\b(?:er|var|blev|bliver|har|havde|skal|vil|kan|må|gik|går|gav|fik|får|tog|står|ligger|"
    r"[a-zæøå]{3,}(?:er|ede|te|es))\b"
)
_CONFLICTS = tuple(
    frozenset(pair)
    for pair in (
        (Decision.GODKENDT, Decision.AFVIST),
        (Decision.GODKENDT, Decision.UDSAT),
        (Decision.ANBEFALES, Decision.AFVIST),
        (Decision.ANBEFALES, Decision.UDSAT),
        (Decision.AFVIST, Decision.UDSAT),
    )
)
_CONTENT = re.compile(r",? at\b")
# What a title calls put to the vote.
_PUT = re.compile(r"^(?:[\w-]*forslag|ansøgning|andragende|indstilling)\b", re.IGNORECASE)
_DOUBT = 0.55
_UNKNOWN = 0.45  # so often a whole sentence that no row knows is a free action
_NOTHING = 0.75  # so often an item in which nothing can be read has no decision
_ACT = 0.72  # the highest score of a row that knows only that somebody does something
_REFERRED = 0.8  # what another body decided is this body's, too
_PICKED = 0.72  # one of the ways that are named is taken
_NONE: Mapping[Clause, Decision] = {}


def read_decision(
    item: Item, text: str, *, body: str | None = None
) -> tuple[tuple[Label[Decision], ...], tuple[Passage, ...]]:
    """Return the item's decision types in the order of the text, and the passages around them.

    Args:
        item: An open item.
        text: ``Minutes.text``; every span of the result is a slice of it.
        body: The body that met. Other bodies' decisions under the same heading are left out.

    Returns:
        At least one label: ``ingen_beslutning`` by "none" where the text says nothing the rules
        can be sure of.

    >>> from pipeline.labels import SectionKind
    >>> from pipeline.records import Section
    >>> text = "Beslutning Kan ikke anbefales. Fraværende: Ingen"
    >>> section = Section(SectionKind.BESLUTNING, Span(0, 10), Span(11, 48))
    >>> item = Item("1", "Ny sti", Span(0, 0), None, Span(0, 48), (section,))
    >>> labels, passages = read_decision(item, text)
    >>> [(str(label.value), [span.of(text) for span in label.evidence]) for label in labels]
    [('afvist', ['Kan ikke anbefales.'])]
    >>> [(passage.kind, passage.span.of(text)) for passage in passages]
    [('attendance', 'Fraværende: Ingen')]
    """
    return read_item(ItemText(item, text, body))


# A classifier asks for the labels of an item, and whoever labels for the passages around them.
@lru_cache(maxsize=256)
def read_item(
    one: ItemText,
) -> tuple[tuple[Label[Decision], ...], tuple[Passage, ...]]:
    """Return what ``read_decision`` does.

    >>> read_item(ItemText.of_title("Ny sti"))[0][0].value.danish
    'Ingen beslutning fundet'
    """
    item, text, body = one
    decided = tuple(item.parts(SectionKind.BESLUTNING))
    if one.is_running:
        return _read_unheaded(item, text, body)
    clauses = decision_clauses(text, decided, body)
    read = _read_clauses(clauses, body)
    labels, passages = read.labels, read.passages
    votes = [
        clause
        for part in item.parts(SectionKind.AFSTEMNING)
        for clause in split_clauses(text, part.body)
    ]
    if votes:
        told = _read_clauses(votes, body)
        passages += told.passages or tuple(Passage("vote", clause.span) for clause in votes)
        silent = labels[0].value is Decision.INGEN_BESLUTNING
        if silent and told.labels[0].value is not Decision.ANDET:
            labels = told.labels
    labels = _read_signs(one, decided) or labels
    if any(label.value is Decision.UDPEGET for label in labels) and chooses_thing(one):
        labels = _as_choice(labels)
    if _is_unknown(labels):
        labels = _read_unspoken(one, (*clauses, *votes)) or labels
    labels = (
        with_answers(one, read.outcome, [at for at in labels if not _is_unknown([at])]) or labels
    )
    return labels, tuple(sorted(passages, key=lambda passage: passage.span))


def _read_signs(one: ItemText, decided: Sequence[Section]) -> tuple[Label[Decision], ...]:
    """Return what the signs before the lines of a decision stand for; () without a key to them."""
    key = sign_key(one.text)
    by_label: dict[Decision, list[Span]] = {}
    for part in decided if key else ():
        start, end = part.body
        for label, at in signed_lines(one.text[start:end], key):
            line = one.text.find("\n", start + at, end)
            by_label.setdefault(label, []).append(Span(start + at, line if line >= 0 else end))
    return tuple(Label(label, _REFERRED, "rule", tuple(spans)) for label, spans in by_label.items())


def _as_choice(labels: Sequence[Label[Decision]]) -> tuple[Label[Decision], ...]:
    """Return labels with the choice of a firm as the approval it is."""
    if any(label.value is Decision.GODKENDT for label in labels):
        return tuple(label for label in labels if label.value is not Decision.UDPEGET)
    chosen = {Decision.UDPEGET: Decision.GODKENDT}
    return tuple(replace(one, value=chosen.get(one.value, one.value)) for one in labels)


def _is_unknown(labels: Sequence[Label[Decision]]) -> bool:
    """Tell whether the rules have read nothing, or only a sentence that they don't know."""
    return all(
        label.value is Decision.INGEN_BESLUTNING
        or (label.value is Decision.ANDET and label.score <= _ACT)
        for label in labels
    )


def _read_unspoken(one: ItemText, clauses: Sequence[Clause]) -> tuple[Label[Decision], ...]:
    """Return the decision that no word names; () if there is none."""
    own, _, _ = choose_own(clauses, one.body)
    referred = referred_clauses(one, own)
    if referred:
        return tuple(
            Label(taken_over(label.value, one.body), _REFERRED, "rule", (own[0].span,))
            for label in _read_clauses(referred, None).labels
            if label.value not in (Decision.ANDET, Decision.INGEN_BESLUTNING)
        )
    if joins_proposer(one, own):
        return (Label(Decision.GODKENDT, _REFERRED, "rule", (own[0].span,)),)
    if names_elected(one, own):
        spans = tuple(clause.span for clause in own)
        return (Label(Decision.UDPEGET, _REFERRED, "rule", spans),)
    outcome, _ = sift_passages(own)
    if picks_one(one, outcome):
        return (Label(Decision.GODKENDT, _PICKED, "rule", (outcome[0].span,)),)
    proposed = one.parts(SectionKind.INDSTILLING) or _PUT.search(one.title)
    put = bool(_free_action(outcome)[0].evidence or proposed)
    return _told_by(by_votes(own) if put else None)


def _told_by(found: Unspoken | None) -> tuple[Label[Decision], ...]:
    if found is None:
        return ()
    return (Label(found.label, found.score, "rule", tuple(c.span for c in found.clauses)),)


def load_classifier(_folder: Path, _card: Card, *, explain: bool = True) -> Classifier[Decision]:
    """Return the rules as the model of a folder whose card says it is one of rules."""
    del explain  # a rule always shows the words it has read
    return _read_each


def _read_each(items: Sequence[ItemText]) -> list[tuple[Label[Decision], ...]]:
    return [read_item(one)[0] for one in items]


class _Read(NamedTuple):
    """What clauses say: labels, the passages around, the clauses where an outcome may stand."""

    labels: tuple[Label[Decision], ...]
    passages: tuple[Passage, ...]
    outcome: tuple[Clause, ...]


def _read_clauses(clauses: Sequence[Clause], body: str | None) -> _Read:
    if not clauses:
        return _Read((Label(Decision.INGEN_BESLUTNING, _NOTHING, "none"),), (), ())
    own, headings, doubtful = choose_own(clauses, body)
    outcome, passages = sift_passages(own)
    told = outcome or remarks_of(own)
    moved = dict(carried_motions(own))
    findings, tails = weigh([found for clause in told for found in _find(clause, moved)])
    labels = _labels(findings, doubtful=doubtful) or _free_action(told)
    stands = _told_by(by_stands(own))
    if stands and {label.value for label in labels} != {stands[0].value}:
        labels = stands
    return _Read(labels, (*headings, *passages, *tails), outcome)


def _find(clause: Clause, moved: Mapping[Clause, Decision] = _NONE) -> list[Finding]:
    """Return what the rules find in a clause; where it carries a motion, that is its approval."""
    approved = moved.get(clause, Decision.GODKENDT)
    return [
        Finding(
            rule,
            approved if rule.label is Decision.GODKENDT else rule.label,
            _evidence(clause, start, end),
            clause,
        )
        for rule, start, end in match_rules(clause.text)
        if rule.label is not None
    ]


@lru_cache(maxsize=1 << 14)
def match_rules(text: str) -> tuple[tuple[DecisionRule, int, int], ...]:
    """Run the rules over a clause from the top; a word belongs to the first rule that takes it.

    >>> [(rule.id, start, end) for rule, start, end in match_rules("Sagen blev drøftet.")]
    [('discussed', 11, 18)]
    """
    found: list[tuple[DecisionRule, int, int]] = []
    ordered = plain_order(text)
    text = ordered.text
    for rule, pattern in rules_for(text):
        for match in rule.find(text, pattern):
            start, end = match.span("skip" if "skip" in match.re.groupindex else 0)
            if start == end:
                continue
            # A semicolon, since no pattern reaches over one.
            text = text[:start] + ";" * (end - start) + text[end:]
            found.append((rule, *ordered.span(start, end)))
    return tuple(found)


def _evidence(clause: Clause, start: int, end: int) -> Span:
    """Return the deciding words; the full stop only where they are the whole clause."""
    while clause.text[start] in " ,":
        start += 1
    while clause.text[end - 1] in " .,:":
        end -= 1
    whole = start == 0 and clause.text[end:] == "."
    return clause.mended.span(start, end + whole)


def _labels(findings: Sequence[Finding], *, doubtful: bool) -> tuple[Label[Decision], ...]:
    """Return one label a decision type, with all its evidence, in the order of the text."""
    by_label: dict[Decision, list[Finding]] = {}
    for found in findings:
        by_label.setdefault(found.label, []).append(found)
    in_parts = len({found.clause.part for found in findings}) == len(by_label) > 1
    of_all = {found.label for found in findings if not found.rule.of_part}
    conflict = doubtful or (not in_parts and any(len(pair & of_all) == 2 for pair in _CONFLICTS))
    return tuple(
        Label(
            label,
            min(max(f.rule.score for f in found), _DOUBT if conflict else 1.0),
            "rule",
            tuple(f.span for f in found),
        )
        for label, found in by_label.items()
    )


def _free_action(outcome: Sequence[Clause]) -> tuple[Label[Decision], ...]:
    """Return ``andet`` for whole sentences no rule knows, else that no decision was found."""
    spans = tuple(
        clause.span
        for clause in outcome
        if len(clause.text.split()) > 2 and _SENTENCE.search(clause.text)
    )
    if spans:
        return (Label(Decision.ANDET, _UNKNOWN, "rule", spans),)
    return (Label(Decision.INGEN_BESLUTNING, 0.5, "none"),)


def _read_unheaded(
    item: Item, text: str, body: str | None
) -> tuple[tuple[Label[Decision], ...], tuple[Passage, ...]]:
    """Read an item without headings: only sentences that can't be anything but its decision."""
    sure = [
        clause
        for part in item.parts(SectionKind.TEKST)
        for clause in split_clauses(text, part.body)
        if _decides(clause.text, body)
    ]
    findings, _ = weigh([found for clause in sure for found in _find(clause)])
    known = [found for found in findings if found.label is not Decision.ANDET]
    if not known:
        return (Label(Decision.INGEN_BESLUTNING, _NOTHING, "none"),), ()
    return _labels(known, doubtful=False), ()


def _decides(sentence: str, body: str | None) -> bool:
    """Tell whether a sentence among running text is this meeting's decision."""
    rule = unheaded_rule()
    if rule.whole.search(sentence):
        return True
    sentence = plain_order(sentence).text
    subject = rule.subject.search(sentence)
    # What is decided may lie ahead: "Vi aftalte, at den holdes i november".
    if subject is None or rule.history.search(_CONTENT.split(sentence)[0]):
        return False
    return subject["organ"] is None or may_be_body(subject["organ"], body)

"""Decisions that answer the proposal without a word of deciding: what was proposed is done, or not.

"Fristen forlænges til maj" is an approval where that was proposed, and "Ordningen udvides ikke" a
refusal. They are asked where no row of the rules reads a decision: in the whole of it, or in one
clause of it ("Lokalet lejes. Bussen må vente"), which answers one point of the proposal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.danish.blocks import split_blocks
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.words import content_words
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.passages import Clause
from pipeline.labelling.rules import ReplyRule, reply_rules_for
from pipeline.labelling.unspoken import Unspoken
from pipeline.labelling.word_order import plain_order
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Label

_CARRIED = 0.72  # of a row that knows only that something is carried out
_DECIDED = 0.82  # of a row that knows a verb of deciding, not what was decided
_SETTLED = 0.8  # a decision that was read in plain words
_REPEATED = 0.75
_ALIKE = 0.65  # below what a draft builds a claim on
_REFUSED = 0.7
_FEWEST = 2  # words that a clause and what it answers have in common
_MOST_OWN = 1 / 3  # of a clause's words may be its own
_PREFIX = 5  # letters that words of one family share
_LONG = 4  # letters of a word that says something
_BRIEF = 9  # words of a clause that does nothing but deny
_NUMBER = re.compile(r"\d+|\b[a-f]\b", re.IGNORECASE)
_MARK = re.compile(
    r"\s*(?:ad |pkt\.? |punkt |at )?\(?(\d{1,2}|[a-f])(?:[.):]|(?= at\b))", re.IGNORECASE
)
# Where a point begins in a proposal.
_POINT = re.compile(r"\bat\b|(?<=til efterretning) og\b|(?<=drøftes) og\b")
_PREAMBLE = re.compile(r"\b(?:indstill|foresl|anbefal|ansøg)\w*[,:]?\s*$", re.IGNORECASE)
# What is told of some of what was asked for: "De to ved kirken bliver hængende".
_SOME = re.compile(
    rf"(?:de|den|det) (?:{'|'.join(NUMERALS)}|øvrige|resterende|andre|anden|andet|sidste)\b"
    r"|resten\b|om\b|(?:endelig )?stilling(?:tagen)? til\b|(?:forslaget|spørgsmålet|ønsket) om\b",
    re.IGNORECASE,
)
# One of several that have numbers: "Kursus 6 udsættes".
_NUMBERED = re.compile(r"(?!sag )[a-zæøå]+ (?:nr\. )?\d{1,2}\b(?!\.| kr| p)", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:den|det|de|dem)\b", re.IGNORECASE)
# "Vi prøver det", said of the only thing that was asked.
_IT = re.compile(r"(?:[\wæøå]+ prøver )?(?:den|det|de|dem)\b", re.IGNORECASE)
# The act of a proposal alone: "Fornyes.", "Nedsættes pr. 1. maj."
_BARE = re.compile(r"([a-zæøå]{3,}es)(?: (?:fra|pr\.|til|med virkning) .*)?\.?", re.IGNORECASE)
# "siger … op" is "opsiger".
_PARTICLE = re.compile(
    r"\b(\w+(?:er|es|år))\b((?:[^.,;]|(?<=\d)\.)*?) (op|ud|ned|ind|af|om)(?=[.,;]|$)", re.IGNORECASE
)


class _Table(NamedTuple):
    """The patterns of ``[answer]`` in ``lexicon/decisions.toml``, compiled."""

    idle: re.Pattern[str]
    no_repeat: re.Pattern[str]
    condition: re.Pattern[str]
    light: re.Pattern[str]
    denied: re.Pattern[str]
    kept: re.Pattern[str]
    no_refusal: re.Pattern[str]
    ends: re.Pattern[str]


def with_answers(
    one: ItemText, clauses: Sequence[Clause], read: Sequence[Label[Decision]]
) -> tuple[Label[Decision], ...]:
    """Return what was read, with what the clauses that tell none of it answer to the proposal.

    () where they answer nothing.

    Done just as proposed it is an approval: each word of the clause that carries meaning is one
    point's, numbers among them. So it is, if less surely, where two words in three are the
    point's or the title's, whatever the numbers. Denied, or left as it was, it is a refusal.

    Where a clause that was read decides the whole proposal, nothing is left to be answered. Beside
    a talk, or a sure outcome other than a yes or a delay, only a clause with a number of its own
    tells of another point.
    """
    read = [label for label in read if not _keeps_what_would_end(one, clauses, label)]
    taken = _told_in(read, clauses)
    if len(taken) == len(clauses):
        return ()
    known = {label.value for label in read}
    settling = [label for label in read if _settles(label)]
    settled = _told_in(settling, clauses)
    closed = Decision.DROEFTET in known or (
        any(label.value not in (Decision.GODKENDT, Decision.UDSAT) for label in settling)
        and not all(_SOME.match(clause.text) for clause in settled)
    )
    parts = {clause.part for clause in settled}
    left = [
        (before, clause)
        for before, clause in zip((None, *clauses), clauses, strict=False)
        if clause not in taken and not (clause.part and clause.part in parts)
    ]
    points = _points(one) if left else []
    asked = _asked(points)
    if not asked or any(_is_whole(clause, asked) for clause in settled):
        return ()
    several = _count(asked) > 1 and not any(_is_whole(clause, points) for clause in taken)
    added: dict[Decision, list[Unspoken]] = {}
    for before, clause in left:
        told = before.text if before and _PRONOUN.match(clause.text) else ""
        found = _answer(one, clause, told, beside=bool(taken))
        if found is None or found.label in known:
            continue
        if not closed or _NUMBER.search(clause.part) or (several and _is_plain(found)):
            added.setdefault(found.label, []).append(found)
    if not added:
        return ()
    answers = map(_label, added.values())
    return tuple(sorted((*read, *answers), key=lambda label: label.evidence[:1]))


def _keeps_what_would_end(one: ItemText, clauses: Sequence[Clause], label: Label[Decision]) -> bool:
    """Tell whether a yes is read in an act, and the act keeps what a point would end."""
    if label.value is not Decision.GODKENDT or label.score > _DECIDED:
        return False
    ends = [point for point in _asked(_points(one)) if _is_end(point)]
    return bool(ends) and all(
        not _is_end(clause.text)
        and (label.score <= _CARRIED or _table().kept.search(clause.text) is not None)
        and any(_names(clause.text, point) for point in ends)
        for clause in _told_in([label], clauses)
    )


def _is_plain(found: Unspoken) -> bool:
    """Tell whether an answer stands beside a sure outcome of another kind: a no, or a repeat."""
    yes = found.label is Decision.GODKENDT and found.score >= _REPEATED
    return yes or found.label is Decision.AFVIST


def _label(found: Sequence[Unspoken]) -> Label[Decision]:
    spans = tuple(clause.span for one in found for clause in one.clauses)
    return Label(found[0].label, max(one.score for one in found), "rule", spans)


def _settles(label: Label[Decision]) -> bool:
    """Tell whether a label is a sure outcome, more than that a matter was heard of."""
    heard = (Decision.DROEFTET, Decision.TAGET_TIL_EFTERRETNING)
    return label.value not in heard and label.score >= _SETTLED


def _told_in(labels: Sequence[Label[Decision]], clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses that hold the words of a label."""
    starts = [span.start for label in labels for span in label.evidence]
    return [
        clause
        for clause in clauses
        if any(clause.span.start <= start < clause.span.end for start in starts)
    ]


def _points(one: ItemText) -> list[str]:
    """Return the points of the proposal, each from its "at" on."""
    return [point for block in _blocks(one) for point in _POINT.split(block) if point.strip()]


def _blocks(one: ItemText) -> list[str]:
    bodies = (part.body.of(one.text) for part in one.parts(SectionKind.INDSTILLING))
    return [span.of(body) for body in bodies for span in split_blocks(body)]


def _points_for(one: ItemText, clause: Clause) -> list[str]:
    """Return the point whose number a clause has; where that can't be told, all points."""
    numbers = {number.lower() for number in _NUMBER.findall(clause.part)}
    marked = ((block, _MARK.match(block)) for block in _blocks(one))
    named = [block[mark.end() :] for block, mark in marked if mark and mark[1].lower() in numbers]
    return named or _points(one)


def _answer(one: ItemText, clause: Clause, before: str, *, beside: bool) -> Unspoken | None:
    """Return what a clause answers to the points; *before* is told of by its pronoun."""
    points = _asked(_points_for(one, clause))
    numbered = bool(_NUMBER.search(clause.part))
    text = plain_order(clause.text).text
    title = "" if beside else one.title
    about = f"{before} {text}"
    alone = not beside and not before and _IT.match(text) is not None
    for rule, pattern in reply_rules_for(text):
        if not rule.speaks(text, pattern):
            continue
        known = numbered or _SOME.match(text) or (alone and _count(points) == 1)
        tied = [point for point in points if known or _names(about, f"{point} {title}")]
        if rule.label is not Decision.UDSAT:
            tied = [point for point in tied if _fits(rule, text, point)]
        if tied:
            return Unspoken(rule.label, rule.score, (clause,))
    if any(_repeats(clause.text, point) for point in points):
        return Unspoken(Decision.GODKENDT, _REPEATED, (clause,))
    brief = len(text.split()) <= _BRIEF
    if (brief or not beside) and any(_refuses(text, point, title, tied=beside) for point in points):
        return Unspoken(Decision.AFVIST, _REFUSED, (clause,))
    fewest = 1 if numbered else _FEWEST
    if any(_is_alike(text, point, title, fewest) for point in points):
        return Unspoken(Decision.GODKENDT, _ALIKE, (clause,))
    return None


def _asked(points: Sequence[str]) -> list[str]:
    """Return the points that ask for an act."""
    return [point for point in points if not _table().idle.search(point)]


def _count(points: Sequence[str]) -> int:
    """Return how many of what stands between "at" and "at" are points."""
    return sum(not _PREAMBLE.search(one) for one in points)


def _fits(rule: ReplyRule, clause: str, point: str) -> bool:
    """Tell whether a row answers a point: what ends nothing says no yes to what would end it.

    And who says that it ends ("Den dropper vi", "Nedrivningen gennemføres") says no no to that.
    """
    if not _is_end(point):
        return not rule.ends
    return _is_end(clause) is not (rule.ends or rule.label is Decision.AFVIST)


def _names(clause: str, point: str) -> bool:
    """Tell whether a clause names what a point is about, or a number, a month or a body of it."""
    plain = content_words(clause) & content_words(point)
    return bool(_shared(_words(clause), _words(point))) or any(
        word.isdigit() or len(word) >= _LONG for word in plain
    )


def _is_whole(clause: Clause, asked: Sequence[str]) -> bool:
    """Tell whether a clause that was read decides all: it names no point of several."""
    if clause.part or _SOME.match(clause.text) or _NUMBERED.match(clause.text):
        return False
    if _count(asked) == 1:
        return True
    words = _words(clause.text)
    return not any(_shared(words, _words(point)) for point in asked)


@lru_cache(maxsize=1 << 12)
def _repeats(clause: str, point: str) -> bool:
    words = content_words(clause)
    bare = _BARE.fullmatch(clause)
    if bare and not _table().denied.search(point):
        return _may_do(bare[1], point) and re.search(rf"\b{bare[1]}\b", point, re.I) is not None
    return len(words) >= _FEWEST and _may_do(clause, point) and words <= content_words(point)


def _is_end(act: str) -> bool:
    """Tell whether an act would end or lessen something."""
    return _table().ends.search(act) is not None


def _may_do(act: str, point: str) -> bool:
    """Tell whether an act may be what a point asks for; what ends a thing only where it does."""
    table = _table()
    if _is_end(point) and not _is_end(act):
        return False
    told = table.ends.sub(" ", act) if _is_end(point) else act
    if table.no_repeat.search(told) or "anbefal" in point.lower():
        return False
    return table.kept.search(act) is None or table.kept.search(point) is not None


@lru_cache(maxsize=1 << 12)
def _is_alike(clause: str, point: str, title: str, fewest: int = _FEWEST) -> bool:
    """Tell whether a clause, without its condition, says nearly what the point does."""
    act = _table().condition.split(clause)[0]
    if not _may_do(act, point):
        return False
    words = _words(act)
    shared = _shared(words, _words(point))
    known = shared | _shared(words, _words(title))
    return len(shared) >= fewest and len(words - known) <= _MOST_OWN * len(words)


@lru_cache(maxsize=1 << 12)
def _refuses(clause: str, point: str, title: str, *, tied: bool = False) -> bool:
    """Tell whether a clause denies what the point asks for, or leaves it as it was."""
    table = _table()
    act = table.condition.split(clause)[0]
    if table.no_refusal.search(act) or table.denied.search(point) or table.kept.search(point):
        return False
    shared = _shared(_words(act), _words(point) | _words(title))
    if table.kept.search(clause):
        return bool(shared) or not tied
    # "Mødet bliver ikke til noget" says yes to calling it off.
    return _is_end(point) is _is_end(act) and table.denied.search(act) is not None and bool(shared)


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> frozenset[str]:
    """Return the stems of the words that say what is done to what: no numbers, times or bodies."""
    words = content_words(_table().light.sub(" ", _PARTICLE.sub(r"\3\1\2", text)))
    return frozenset(word for word in words if not word[0].isdigit())


def _shared(words: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return those of the words that one of the others is, or is of one family with."""
    return frozenset(word for word in words if any(_akin(word, other) for other in others))


def _akin(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _PREFIX:
        return one == other
    return one[:_PREFIX] == other[:_PREFIX] or one.endswith(other) or other.endswith(one)


@cache
def _table() -> _Table:
    row = load_lexicon("decisions")["answer"]
    patterns = (str(row[key]) for key in _Table._fields)
    return _Table(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))

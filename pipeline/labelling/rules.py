"""The rows of ``lexicon/decisions.toml``, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from pipeline.danish.cues import ByCue, cues_of, folded
from pipeline.errors import LexiconError
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import PassageKind

Scope = Literal["clause", "tail", "mark"]


@dataclass(frozen=True, slots=True)
class PassageRule:
    """How one kind of passage is told from an outcome; ``kind`` None is quietly left out.

    ``behind`` tells that it is one only behind a clause in which an outcome may stand.
    """

    id: str
    kind: PassageKind | None
    scope: Scope
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    behind: bool
    cues: tuple[str, ...]

    def search(self, clause: str) -> re.Match[str] | None:
        """Return where the rule speaks in *clause*, or None."""
        match = self.pattern.search(clause)
        if match is None or (self.unless is not None and self.unless.search(clause)):
            return None
        return match


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """How one outcome is worded; ``label`` None takes its words and says nothing.

    Where the row speaks, findings of the label ``over`` are of its own label. Its own is
    ``among_points`` where another clause decides another point of the proposal. What is ``of_part``
    tells of a part of the matter alone, so it contradicts no other outcome.
    """

    id: str
    label: Decision | None
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    score: float
    yields_to: str
    otherwise: PassageKind | None
    over: Decision | None
    among_points: Decision | None
    of_part: bool
    cues: tuple[str, ...]

    def find(self, clause: str) -> tuple[re.Match[str], ...]:
        """Return every place in *clause* at which the rule speaks."""
        found = tuple(self.pattern.finditer(clause))
        if found and self.unless is not None and self.unless.search(clause):
            return ()
        return found


@dataclass(frozen=True, slots=True)
class ReplyRule:
    """What a clause answers to a point of the proposal that it has a word or the number of.

    ``ends`` tells that it answers only a point that would end something.
    """

    id: str
    label: Decision
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    score: float
    ends: bool

    def speaks(self, clause: str) -> bool:
        """Tell whether the rule speaks in *clause*."""
        found = self.pattern.search(clause) is not None
        return found and (self.unless is None or self.unless.search(clause) is None)


@dataclass(frozen=True, slots=True)
class UnheadedRule:
    """What counts as a decision in a text without headings.

    ``whole`` is a sentence that is all decision; ``subject`` names the organ that did something,
    in its group "organ"; ``history`` tells that it did so at another time. ``report`` is a sentence
    that only tells what somebody said.
    """

    whole: re.Pattern[str]
    subject: re.Pattern[str]
    history: re.Pattern[str]
    report: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class MotionRules:
    """How a motion is raised, what it is about, and that it was carried or fell."""

    raised: re.Pattern[str]
    kinds: tuple[tuple[Decision, re.Pattern[str]], ...]
    carried: re.Pattern[str]
    fell: re.Pattern[str]


@cache
def passage_rules() -> tuple[PassageRule, ...]:
    """Return the passage rules in the order they are tried.

    Raises:
        LexiconError: A row names an unknown kind or macro, or its pattern does not compile.

    >>> passage_rules()[-1].id
    'remark of the body'
    """
    return tuple(
        PassageRule(
            row["id"],
            _kind(row, "kind"),
            row["scope"],
            pattern := compile_row(row, "pattern"),
            compile_row(row, "unless") if "unless" in row else None,
            row.get("behind", False),
            cues_of(pattern) or cues_of(pattern, 2),
        )
        for row in load_lexicon("decisions")["passage"]
    )


@cache
def decision_rules() -> tuple[DecisionRule, ...]:
    """Return the outcome rules in the order they are tried.

    Raises:
        LexiconError: A row names an unknown label, kind or macro, or does not compile.

    >>> next(rule for rule in decision_rules() if rule.id == "approved").label
    <Decision.GODKENDT: 'godkendt'>
    """
    return tuple(
        DecisionRule(
            row["id"],
            Decision(row["label"]) if row["label"] else None,
            pattern := compile_row(row, "pattern"),
            compile_row(row, "unless") if "unless" in row else None,
            row["score"],
            row.get("yields_to", ""),
            _kind(row, "otherwise"),
            Decision(row["over"]) if "over" in row else None,
            Decision(row["among_points"]) if "among_points" in row else None,
            row.get("of_part", False),
            cues_of(pattern) or cues_of(pattern, 2),
        )
        for row in load_lexicon("decisions")["decision"]
    )


def rules_for(clause: str) -> list[DecisionRule]:
    """Return the outcome rules that may speak in a clause, in the order they are tried.

    >>> "approved" in {rule.id for rule in rules_for("Sagen blev godkendt.")}
    True
    """
    return _decisions_by_cue().asked(folded(clause))


def passage_rules_for(clause: str, scope: Scope) -> list[PassageRule]:
    """Return the passage rules of a scope that may speak in a clause, in the order they are tried.

    >>> [rule.id for rule in passage_rules_for("Venstre stemte imod.", "clause")][0]
    'stand of a minority'
    """
    return _passages_by_cue()[scope].asked(folded(clause))


@cache
def _decisions_by_cue() -> ByCue[DecisionRule]:
    return ByCue((rule, rule.cues) for rule in decision_rules())


@cache
def _passages_by_cue() -> dict[Scope, ByCue[PassageRule]]:
    return {
        scope: ByCue((rule, rule.cues) for rule in passage_rules() if rule.scope == scope)
        for scope in get_args(Scope)
    }


@cache
def heading_patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a line that says whose decision follows; group "organ" is the body.

    >>> any(pattern.match("Teknisk Udvalg, 3. maj 2020:") for pattern in heading_patterns())
    True
    """
    patterns = load_lexicon("decisions")["heading"]["patterns"]
    return tuple(compile_row({"id": "heading", "pattern": text}, "pattern") for text in patterns)


@cache
def generic_body() -> re.Pattern[str]:
    """Return the pattern of names that any body goes by ("Udvalget").

    >>> bool(generic_body().match("Udvalget"))
    True
    """
    return compile_row({"id": "heading", **load_lexicon("decisions")["heading"]}, "generic")


@cache
def proposal_pattern() -> re.Pattern[str]:
    """Return the pattern of a body's proposal; group "organ" is the body.

    >>> proposal_pattern().match("Direktionen indstiller, at sagen drøftes")["organ"]
    'Direktionen'
    """
    return compile_row({"id": "heading", **load_lexicon("decisions")["heading"]}, "proposal")


@cache
def unheaded_rule() -> UnheadedRule:
    """Return what counts as a decision where no heading is printed.

    >>> bool(unheaded_rule().whole.match("Drøftet."))
    True
    """
    row = {"id": "unheaded", **load_lexicon("decisions")["unheaded"]}
    return UnheadedRule(
        *(compile_row(row, key) for key in ("whole", "subject", "history", "report"))
    )


@cache
def motion_rules() -> MotionRules:
    """Return how a member's motion about the matter itself is told.

    >>> [str(label) for label, _ in motion_rules().kinds]
    ['udsat', 'oversendt']
    """
    table = {"id": "motion", **load_lexicon("decisions")["motion"]}
    kinds = (Decision.UDSAT, Decision.OVERSENDT)
    return MotionRules(
        raised=compile_row(table, "raised"),
        kinds=tuple((kind, compile_row(table, kind.value)) for kind in kinds),
        carried=compile_row(table, "carried"),
        fell=compile_row(table, "fell"),
    )


@cache
def reply_rules() -> tuple[ReplyRule, ...]:
    """Return the rows of what a clause answers to the proposal, in the order they are tried.

    >>> [rule.id for rule in reply_rules() if rule.ends]
    ['goes on']
    """
    return tuple(
        ReplyRule(
            row["id"],
            Decision(row["label"]),
            compile_row(row, "pattern"),
            compile_row(row, "unless") if "unless" in row else None,
            row["score"],
            row.get("ends", False),
        )
        for row in load_lexicon("decisions")["reply"]
    )


def reply_rules_for(clause: str) -> list[ReplyRule]:
    """Return the rows of ``reply_rules`` that may speak in a clause, in the order they are tried.

    >>> "they get it" in {rule.id for rule in reply_rules_for("Ansøger får lov.")}
    True
    """
    return _replies_by_cue().asked(folded(clause))


@cache
def _replies_by_cue() -> ByCue[ReplyRule]:
    return ByCue(
        (rule, cues_of(rule.pattern) or cues_of(rule.pattern, 2)) for rule in reply_rules()
    )


def _kind(row: dict[str, Any], key: str) -> PassageKind | None:
    kinds: dict[str, PassageKind] = {kind: kind for kind in get_args(PassageKind)}
    if not row.get(key):
        return None
    if row[key] not in kinds:
        raise LexiconError("unknown kind of passage", where=row["id"], now="see records.py")
    return kinds[row[key]]


def compile_row(row: dict[str, Any], key: str) -> re.Pattern[str]:
    """Return a pattern of a row of ``lexicon/decisions.toml``, its macros filled in.

    Raises:
        LexiconError: The row names an unknown macro, or its pattern does not compile.

    >>> row = {"id": "a row", "pattern": "^{matter} udgår"}
    >>> compile_row(row, "pattern").match("Sagen udgår.")[0]
    'Sagen udgår'
    """
    macros = load_lexicon("decisions")["macro"]
    pattern = row[key]
    try:
        while (expanded := re.sub(r"\{([a-z_]+)\}", lambda m: macros[m[1]], pattern)) != pattern:
            pattern = expanded
        return re.compile(pattern, re.IGNORECASE)
    except (KeyError, re.error) as error:
        raise LexiconError(
            f"a {key} that does not compile ({error})", where=row["id"], now="mend the row"
        ) from error

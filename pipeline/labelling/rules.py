"""The rows of ``lexicon/decisions.toml``, compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar, get_args

from pipeline.danish.ways import ByWay, Way, ways_of
from pipeline.errors import LexiconError
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import PassageKind

Scope = Literal["clause", "tail", "mark"]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class PassageRule:
    """How one kind of passage is told from an outcome; ``kind`` None is quietly left out.

    ``behind`` tells that it is one only behind a clause in which an outcome may stand.
    """

    id: str
    kind: PassageKind | None
    scope: Scope
    ways: tuple[Way, ...]
    unless: re.Pattern[str] | None
    behind: bool

    def search(self, clause: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return where the rule speaks in *clause* by the *pattern* of some ways, or None."""
        match = pattern.search(clause)
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
    ways: tuple[Way, ...]
    unless: re.Pattern[str] | None
    score: float
    yields_to: str
    otherwise: PassageKind | None
    over: Decision | None
    among_points: Decision | None
    of_part: bool

    def find(self, clause: str, pattern: re.Pattern[str]) -> tuple[re.Match[str], ...]:
        """Return every place in *clause* at which the rule speaks by the *pattern* of some ways."""
        found = tuple(pattern.finditer(clause))
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
    ways: tuple[Way, ...]
    unless: re.Pattern[str] | None
    score: float
    ends: bool

    def speaks(self, clause: str, pattern: re.Pattern[str]) -> bool:
        """Tell whether the rule speaks in *clause* by the *pattern* of some ways."""
        found = pattern.search(clause) is not None
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
            _ways(row),
            compile_row(row, "unless") if "unless" in row else None,
            row.get("behind", False),
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
            _ways(row),
            compile_row(row, "unless") if "unless" in row else None,
            row["score"],
            row.get("yields_to", ""),
            _kind(row, "otherwise"),
            Decision(row["over"]) if "over" in row else None,
            Decision(row["among_points"]) if "among_points" in row else None,
            row.get("of_part", False),
        )
        for row in load_lexicon("decisions")["decision"]
    )


def rules_for(clause: str) -> list[tuple[DecisionRule, re.Pattern[str]]]:
    """Return the outcome rules that may speak in a clause, in the order they are tried.

    With each stands the pattern of the ways in which it may.

    >>> "approved" in {rule.id for rule, _ in rules_for("Sagen blev godkendt.")}
    True
    """
    return _decisions_by_way().asked(clause)


def passage_rules_for(clause: str, scope: Scope) -> list[tuple[PassageRule, re.Pattern[str]]]:
    """Return the passage rules of a scope that may speak in a clause, as ``rules_for`` does.

    >>> [rule.id for rule, _ in passage_rules_for("Venstre stemte imod.", "clause")][0]
    'stand of a minority'
    """
    return _passages_by_way()[scope].asked(clause)


@cache
def _decisions_by_way() -> ByWay[DecisionRule]:
    return ByWay((rule, rule.ways) for rule in decision_rules())


@cache
def _passages_by_way() -> dict[Scope, ByWay[PassageRule]]:
    return {
        scope: ByWay((rule, rule.ways) for rule in passage_rules() if rule.scope == scope)
        for scope in get_args(Scope)
    }


def heading_patterns_for(clause: str) -> list[re.Pattern[str]]:
    """Return the patterns of a line that says whose decision follows; group "organ" is the body.

    Only those are among them that *clause* may match.

    >>> line = "Teknisk Udvalg, 3. maj 2020:"
    >>> any(pattern.match(line) for pattern in heading_patterns_for(line))
    True
    """
    return [pattern for _, pattern in _headings_by_way().asked(clause)]


@cache
def _headings_by_way() -> ByWay[None]:
    patterns = load_lexicon("decisions")["heading"]["patterns"]
    return ByWay((None, _ways({"id": "heading", "pattern": text})) for text in patterns)


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
def reply_rules() -> tuple[ReplyRule, ...]:
    """Return the rows of what a clause answers to the proposal, in the order they are tried.

    >>> [rule.id for rule in reply_rules() if rule.ends]
    ['goes on']
    """
    return tuple(
        ReplyRule(
            row["id"],
            Decision(row["label"]),
            _ways(row),
            compile_row(row, "unless") if "unless" in row else None,
            row["score"],
            row.get("ends", False),
        )
        for row in load_lexicon("decisions")["reply"]
    )


def reply_rules_for(clause: str) -> list[tuple[ReplyRule, re.Pattern[str]]]:
    """Return the rows of ``reply_rules`` that may speak in a clause, as ``rules_for`` does.

    >>> "they get it" in {rule.id for rule, _ in reply_rules_for("Ansøger får lov.")}
    True
    """
    return _replies_by_way().asked(clause)


@cache
def _replies_by_way() -> ByWay[ReplyRule]:
    return ByWay((rule, rule.ways) for rule in reply_rules())


def _kind(row: dict[str, Any], key: str) -> PassageKind | None:
    kinds: dict[str, PassageKind] = {kind: kind for kind in get_args(PassageKind)}
    if not row.get(key):
        return None
    if row[key] not in kinds:
        raise LexiconError("unknown kind of passage", where=row["id"], now="see records.py")
    return kinds[row[key]]


def compile_row(row: Mapping[str, Any], key: str) -> re.Pattern[str]:
    """Return a pattern of a row of ``lexicon/decisions.toml``, its macros filled in.

    Raises:
        LexiconError: The row names an unknown macro, or its pattern does not compile.

    >>> row = {"id": "a row", "pattern": "^{matter} udgår"}
    >>> compile_row(row, "pattern").match("Sagen udgår.")[0]
    'Sagen udgår'
    """
    return _read(row, key, lambda pattern: re.compile(pattern, re.IGNORECASE))


def _ways(row: Mapping[str, Any]) -> tuple[Way, ...]:
    return _read(row, "pattern", ways_of)


def _read(row: Mapping[str, Any], key: str, made: Callable[[str], Made]) -> Made:
    """Return what is *made* of a pattern with its macros written out."""
    macros = load_lexicon("decisions")["macro"]
    pattern = row[key]
    try:
        while (expanded := re.sub(r"\{([a-z_]+)\}", lambda m: macros[m[1]], pattern)) != pattern:
            pattern = expanded
        return made(pattern)
    except (KeyError, re.error) as error:
        raise LexiconError(
            f"a {key} that does not compile ({error})", where=row["id"], now="mend the row"
        ) from error

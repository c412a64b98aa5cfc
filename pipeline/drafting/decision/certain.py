"""What a frame may say for sure: an outcome that is the whole case's, in words of its own.

The patterns stand in ``lexicon/certain.toml``. Where one of them speaks, a decision is quoted or
told by less; a false sentence is never the shorter one.
"""

from __future__ import annotations

import re

from pipeline.danish.bodies import body_named
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case
from pipeline.drafting.decision.cautions import finds
from pipeline.drafting.decision.options import named_options
from pipeline.drafting.decision.other_numbers import other_count
from pipeline.labels import SAID_NO, Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Label, Span

# Below it a type that stands beside a surer one is told by its sentence, not by a frame.
DOUBTFUL = 0.5
_DECIDES = frozenset({"committee", "economy", "council", "board"})
# "Forslaget om opstart i maj blev forkastet": the rest of the case may have been carried.
_NAMED = re.compile(
    r"\b[Ff]orslag(?:et)? (?:om|til) (?P<what>(?:[^.;(]|\d\.)+?) (?:blev|bliver|er|faldt|bortfaldt|"
    r"forkast\w+|vedtog\w*|godkend\w+|afvis\w+|nedstem\w+)\b"
)
_AS_MOVED = re.compile(r"Forslaget (?:er |blev )?(?:godkend|vedtag|vedtog|tiltråd)", re.IGNORECASE)
_MOVED = re.compile(r"\bforeslog\b|\bi stedet (?:overlade|sende|henvise)")
_NOT_YET = re.compile(r"\b(?:som sagen ligger|først|foreliggende|på nuværende|for nu)\b", re.I)


def sure_types(case: Case) -> list[Decision]:
    """Return the types of decision that a frame may say: not one that hangs on a doubtful word."""
    labels = case.labelled.decisions
    sure = [
        label.value
        for label in labels
        if label.score >= DOUBTFUL
        and not (len(labels) > 1 and (_is_a_parts(case, label) or _fell_before(case, label)))
    ]
    return sure or [label.value for label in labels]


def is_of_part(case: Case) -> bool:
    """Tell whether a yes or no was read from words that settle only a part, or nothing at all."""
    for label in case.labelled.decisions:
        if label.value not in (Decision.GODKENDT, Decision.AFVIST):
            continue
        read = [span for span in case.decision if label.value in case.outcomes_in(span)]
        if read and all(_is_part(case, span, label.value) for span in read):
            return True
    refused = Decision.AFVIST in case.labelled.outcomes
    return refused and (finds("tie", _printed(case)) is not None or fell_by_rule(case))


def limit_of(case: Case, span: Span) -> str | None:
    """Return the words that limit the outcome in *span*: "undtagen", "som forsøg"; None without.

    What the recommendation or the title says itself limits nothing.
    """
    found = finds("limits", _words(case, span)) if case.has_evidence(span) else None
    asked = " ".join([case.labelled.item.title, *(point.clause for point in case.proposals)])
    if found and found.group().lower() not in asked.lower():
        return found.group()
    return other_count(asked, _words(case, span)) if case.has_evidence(span) else None


def is_limited(case: Case) -> bool:
    """Tell whether an outcome holds for a part, a time, on trial or in principle only."""
    return any(limit_of(case, span) for span in case.decision)


def is_bounded(case: Case, rest: str) -> bool:
    """Tell whether what follows a yes makes it one to "forslaget", and not to the thing itself.

    So does a limit, and what is added to a yes to a refusal: no application was approved by it.
    """
    added = re.search(r"\b(?:dog|men|idet|angår|gælder|bortset|undtagen)\b", rest)
    refused = added is not None and any(point.refuses for point in case.proposals)
    return bool(case.proposals) and (refused or finds("limits", f"Godkendt{rest}") is not None)


def fell_by_rule(case: Case) -> bool:
    """Tell whether a proposal fell, whatever most voted for: "Da ingen … stemte for, er …"."""
    return finds("felled", _printed(case)) is not None


def _is_a_parts(case: Case, label: Label[Decision]) -> bool:
    """Tell whether one question of the case waits, or one side alone took note.

    "Spørgsmålet om vagten er sat i bero", "tages til efterretning af ledelsessiden".
    """
    if label.value not in (Decision.UDSAT, Decision.TAGET_TIL_EFTERRETNING):
        return False
    read = [span for span in case.decision if label.value in case.outcomes_in(span)]
    return bool(read) and all(_is_part(case, span, label.value) for span in read)


def _fell_before(case: Case, label: Label[Decision]) -> bool:
    """Tell whether a no is to a motion made on the way: "Bo Dahl foreslog model 1."."""
    if label.value is not Decision.AFVIST:
        return False
    read = [
        (case.decision[at - 1] if at else None, span)
        for at, span in enumerate(case.decision)
        if Decision.AFVIST in case.outcomes_in(span)
    ]
    return bool(read) and all(
        before is not None
        and _IT_FELL.match(_words(case, span))
        and _SOMEONE_MOVED.search(_words(case, before))
        for before, span in read
    )


_IT_FELL = re.compile(r"(?:Det|Dette|Forslaget|Ændringsforslaget)\b(?! om\b)")
_SOMEONE_MOVED = re.compile(r"\bforeslog\b|\bstill(?:ede|et) (?:\w+ )?(?:ændrings)?forslag\b")


def agreed_with(case: Case) -> str | None:
    """Return whose recommendation was agreed to, "Økonomiudvalget", where it is another body's."""
    for span in case.decision:
        found = finds("theirs", _words(case, span)) if case.has_evidence(span) else None
        if found and found["whose"] != case.body:
            return found["whose"]
    return None


def says_yes_to_motion(case: Case) -> bool:
    """Tell whether "the proposal" was agreed to under a title that names none.

    "Forslaget godkendt" under "Kørsel i egen bil" may be a yes to paying less for it.
    """
    moved = _AS_MOVED.match(case.decision_text) is not None
    return moved and "forslag" not in case.matter.approved and not case.proposals


def is_changed(words: str) -> bool:
    """Tell whether a proviso changes what was proposed.

    >>> is_changed("idet prøvetiden forlænges til to år"), is_changed("idet der følges op i maj")
    (True, False)
    """
    return finds("changed", words.replace("\u00a0", " ")) is not None


def names_another(case: Case) -> bool:
    """Tell whether the decision names another choice than was proposed: scenario 2, and not 3."""
    parts = case.labelled.item.parts(SectionKind.INDSTILLING)
    said = [part.body.of(case.minutes.text) for part in parts]
    said = said or [one.clause for one in case.proposals]
    asked = {one.key for text in said for one in named_options(text)}
    kinds = {kind for kind, _ in asked}
    named = {one.key for one in named_options(case.decision_text) if one.is_lettered}
    # Of "scenarie 1, 2 og 3" the one that was taken is a choice of its own.
    return {one for one in named if one[0] in kinds} not in (set(), asked)


def only_asks(clause: str) -> bool:
    """Tell whether a point of the recommendation only asks the body to settle the case."""
    return finds("asks", clause) is not None


def goes_on(case: Case) -> bool:
    """Tell whether a case that was refused still goes to the next body.

    It does where the decision names that body, and where a body that only advises says no to one
    that decides. A board that can't recommend a case "som sagen ligger" keeps it, and what a motion
    beside the no sends on, "Derefter foreslog …", is not what was refused.
    """
    name = case.next_body
    if name is None or _MOVED.search(case.decision_text):
        return False
    if Decision.TAGET_TIL_EFTERRETNING in case.labelled.outcomes:
        # What was noted takes its way; refused was only what was to be done with it.
        return True
    # What a few would rather have sends no case on.
    few = case.passages("minority")
    own = [span for span in case.decision if not any(span.overlaps(one) for one in few)]
    text = " ".join(_words(case, span) for span in own)
    if re.search(r"\bingen anbefaling\b", text, re.IGNORECASE):
        return False
    if re.search(rf"\b{re.escape(name[:-2])}", text, re.IGNORECASE):
        return True
    read = " ".join(_words(case, span) for span in own if case.has_evidence(span))
    advises = re.search(r"\banbefal", read, re.IGNORECASE) and not _NOT_YET.search(text)
    return bool(advises) and body_named(name).kind in _DECIDES


def is_sent_on(case: Case) -> bool:
    """Tell whether a case goes on to its next body to be settled there."""
    values = case.labelled.outcomes
    if case.next_body is None or only_heard(case, case.next_body):
        return False
    stopped = values & SAID_NO and Decision.ANBEFALES not in values
    return not stopped or (Decision.AFVIST in values and goes_on(case))


def only_heard(case: Case, name: str) -> bool:
    """Tell whether the decision asks a body for its answer in a hearing, and for no more."""
    bare = re.sub(r"(?:en|et)$", "", name.lower())
    # "Sendes i høring som foreslået": the recommendation tells who is asked.
    asked_for = " ".join(f"{point.clause}." for point in case.proposals)
    text = f"{_printed(case)} {asked_for}".lower()
    stem = re.escape(bare)
    if _plans_hearing(case, stem):
        return True
    if bare not in text or not ("høring" in text or "udtalelse" in text):
        return False
    when = r"(?:møde (?:den |d\. )?[\d. a-zæøå]+)?"
    asked = rf"{stem}\w* {when}(?:til|med henblik på) (?:en )?(?:\w+ )?udtalelse\b"
    return re.search(_HEARD + stem, text) is not None or re.search(asked, text) is not None


def _plans_hearing(case: Case, stem: str) -> bool:
    """Tell whether all that a case says of a body is a line "Høring i …" of its plan."""
    lines = [
        line.lower()
        for part in case.labelled.item.sections
        for line in part.body.of(case.minutes.text).splitlines()
    ]
    naming = [line for line in lines if re.search(stem, line)]
    return bool(naming) and all(
        re.match(r"\W*høring(?:speriode)? (?:i|hos) ", one) for one in naming
    )


_HEARD = (
    r"(?:\bi (?:\w+ )?høring|\btil (?:\w+ )?udtalelse) (?:i|hos|ved|blandt) "
    r"(?:(?!\b(?:derefter|herefter|til|inden|før)\b)[^.;])*?"
)


def _is_part(case: Case, span: Span, value: Decision) -> bool:
    printed = _words(case, span)
    title = case.labelled.item.title.lower()
    for row in load_lexicon("certain")["part"]:
        told = "unless" in row and row["unless"] in title
        if row["of"] == value.value and not told and re.search(row["pattern"], printed):
            return True
    named = _NAMED.search(printed)
    return named is not None and bool(content_words(named["what"]) - _title(case))


def _title(case: Case) -> set[str]:
    return set(content_words(case.labelled.item.title))


def _words(case: Case, span: Span) -> str:
    return case.printed(span).strip().rstrip(".")


def _printed(case: Case) -> str:
    return " ".join(_words(case, span) + "." for span in case.decision)

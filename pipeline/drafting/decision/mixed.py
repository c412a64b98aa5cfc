"""Decisions that differ from the recommendation, or decide in parts: told sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.amounts import find_amounts
from pipeline.danish.nouns import upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.decision.by_place import points_by_place
from pipeline.drafting.decision.certain import is_limited, is_of_part, names_another
from pipeline.drafting.decision.forms import is_form
from pipeline.drafting.decision.listed import is_opening
from pipeline.drafting.decision.motions import after_motions, fell_in_part
from pipeline.drafting.decision.named import excepts
from pipeline.drafting.decision.numbered import say_points
from pipeline.drafting.decision.outright import say_outright
from pipeline.drafting.decision.parts import in_parts, say_parts
from pipeline.drafting.decision.quotes import quote
from pipeline.drafting.decision.stands import is_sentence
from pipeline.drafting.decision.tails import dissent, left_over
from pipeline.drafting.decision.turned import is_put_off, turn_around
from pipeline.drafting.decision.verbatim import IN_PARTS, SETTLING
from pipeline.drafting.decision.votes import is_ballot, tells_more, vote_sentence, with_ballots
from pipeline.drafting.people.members import without_names
from pipeline.labels import SAID_NO, SAID_YES, Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

QUOTE_WORDS = 70
_CONTRAST = re.compile(r"^\W*(?:dog|idet|således|sådan|men|undtagen)\b", re.IGNORECASE)


def is_mixed(case: Case) -> bool:
    """Tell whether the decision differs from the recommendation, or decides in parts."""
    values = case.labelled.outcomes
    # "a) Sættes i gang. b) Nej.": a no to one point is no no to the case.
    refused_in_part = Decision.AFVIST in values and in_parts(case.decision_text)
    in_part = refused_in_part or is_of_part(case) or fell_in_part(case)
    limits = is_limited(case) and not is_put_off(case)
    if (
        in_part
        or excepts(case)
        or points_by_place(case)
        or _takes_back(case)
        or limits
        or _settles_apart(case)
        or (_in_other_words(case) and not is_put_off(case))
    ):
        return True
    # "Direktionen besluttede følgende:" and then sentence by sentence what that was.
    lists = any(is_opening(span.of(case.minutes.text).strip()) for span in case.decision[:1])
    if is_put_off(case) or not values & SAID_YES:
        return lists
    if (
        lists
        or IN_PARTS.search(case.decision_text)
        or in_parts(case.decision_text)
        or names_another(case)
    ):
        return True
    passages = [
        span
        for span in case.passages("reservation", "amendment")
        if not any(span.overlaps(sentence) for sentence in dissent(case))
    ]
    if any(_CONTRAST.match(span.of(case.minutes.text)) for span in passages):
        return True
    uncounted = _VOTES.sub(" ", case.decision_text)
    decided = {amount.value for amount in find_amounts(uncounted)}
    proposed = {amount.value for point in case.proposals for amount in find_amounts(point.clause)}
    if decided - proposed and proposed:
        return True
    votes = [one for one in case.passages("vote") if not tells_more(case, one)]
    apart = (*case.passages("reservation", "amendment", "follow_up"), *votes)
    return any(case.has_evidence(span) and left_over(case, span, apart) for span in case.decision)


# How many voted is no sum that was decided.
_VOTES = re.compile(r"\bmed (?:stemmerne )?\d+ [^.;]*?\b(?:i?mod|for og) \d+|\([^()]*\)")


def _in_other_words(case: Case) -> bool:
    """Tell whether a yes was read from whole sentences that tell an act: "Vi siger 2. sal op".

    Those say what was agreed to, and the recommendation may ask for more.
    """
    spans = [
        span
        for label in case.labelled.decisions
        if label.value is Decision.GODKENDT and label.by == "rule"
        for span in case.decision
        if any(span.overlaps(one) for one in label.evidence)
    ]
    printed = [case.printed(span) for span in spans]
    return bool(printed) and all(is_sentence(one) and not _FORMULA.search(one) for one in printed)


_FORMULA = re.compile(
    r"(?:god(?:\s|k)|tiltr[æå]d|tilslut|vedt[ao]g|følge[rs]|fulgt|anbefal|indstil|\bja\b|\benig|beslut|"
    r"imødek|bevil|frigiv|forslag|støtte[rs]|bakke[rs]|med på|accept|ok\b|valgt?e?\b|bemyndig|"
    r"udpeg|meddel|bifald|samtyk|aftal|flertal)",
    re.IGNORECASE,
)


def _settles_apart(case: Case) -> bool:
    """Tell whether a part was refused or put off while another part was settled."""
    values = case.labelled.outcomes
    apart = values & SAID_NO
    return bool(apart) and bool(values & SETTLING) and not is_put_off(case)


def mixed_decision(case: Case) -> tuple[Sentence, ...]:
    """Say that the body treated the case, and quote the decision as it stands."""
    item = case.labelled.item
    if _takes_back(case):
        return _all_quoted(case)
    on_points = say_points(case, after_motions(case))
    if on_points:
        return on_points
    plain = say_parts(case)
    if plain:
        sources = (*case.decision, item.heading)
        return tuple(Sentence(text, "realised", sources) for text in plain)
    return _sentence_by_sentence(case)


def _takes_back(case: Case) -> bool:
    """Tell whether a yes and a delay are both of the whole case: "Godkendt. Udsættes til maj"."""
    return _BOTH.fullmatch(case.decision_text) is not None


_BOTH = re.compile(
    r"(?:Indstillingen )?(?:godkendt|tiltrådt|vedtaget|anbefales)\. "
    r"(?:(?:Sagen|Punktet) )?(?:udsættes|udsat|udskydes|tages op igen)\b[^.]*\.?",
    re.IGNORECASE,
)


def _all_quoted(case: Case) -> tuple[Sentence, ...]:
    return (_treated(case), Sentence(quote(case.decision_text), "realised", case.decision))


def _sentence_by_sentence(case: Case) -> tuple[Sentence, ...]:
    """Tell the decision in turn, and before a quotation that the body treated the case."""
    said = list(told_in_turn(case))
    if not said or said[0].text.startswith(quote("|").partition("|")[0]):
        said.insert(0, _treated(case))
    return tuple(said)


def _treated(case: Case) -> Sentence:
    row, heading = load_lexicon("frames")["sentence"], case.labelled.item.heading
    opening = upper_first(row["treated"].format(body=case.body, case=case.matter.case))
    return Sentence(opening, "realised", (*case.evidence, heading))


def told_in_turn(case: Case, *, opens: bool = True) -> tuple[Sentence, ...]:
    """Tell each sentence of the decision outright; where one can't be, quote all that is left.

    *opens* tells that nothing of the decision was said before.
    """
    item = case.labelled.item
    said: list[Sentence] = []
    words: list[str] = []
    used: list[Span] = []

    def quote_rest() -> None:
        if words:
            said.append(Sentence(quote(" ".join(words)), "realised", tuple(used)))
            words.clear()
            used.clear()

    for span in with_ballots(after_motions(case), case.minutes.text):
        printed = case.printed(span)
        if is_ballot(printed):
            fell = vote_sentence(printed)
            said += [Sentence(fell, "realised", (span,))] if fell and not words else []
            continue
        told = None if is_opening(printed) else without_names(case, printed)
        told = None if told and is_form(told) else told
        if told and any(one.text.startswith("Et medlem foreslog") for one in said):
            # Beside a motion that was carried.
            told = re.sub("^Indstillingen ", "Det oprindelige forslag ", told)
        alone = told and (not words or (is_sentence(told) and not _POINTS_BACK.search(told)))
        lines = (
            say_outright(case, told, opens=opens and not said and not words)
            if told and alone
            else ()
        )
        if lines:
            quote_rest()
        said += [Sentence(line, "realised", (span, item.heading)) for line in lines]
        if told and not lines and len(" ".join([*words, told]).split()) <= QUOTE_WORDS:
            # What is left out between two sentences of a quotation is shown.
            gap = bool(used) and re.search(r"\w", case.minutes.text[used[-1].end : span.start])
            words.append(f"… {told}" if gap else told)
            used.append(span)
    quote_rest()
    return tuple(said)


def told_apart(case: Case, acts: Sequence[Decision]) -> dict[Decision, tuple[Sentence, ...]]:
    """Return what a sentence of its own tells of an outcome that a frame would say of the case.

    "Forslag 1 vedtaget for i år. Forslag 2 sendes i høring." sends no case out for a hearing.
    """
    told: dict[Decision, tuple[Sentence, ...]] = {}
    for value in acts[1:]:
        spans = [span for span in case.decision if value in case.outcomes_in(span)]
        alone = len(spans) == 1 and case.outcomes_in(spans[0]) == {value} and spans[0].start > 0
        if not alone or value not in _OF_THE_CASE or turn_around(case, value):
            continue
        named = without_names(case, case.printed(spans[0]))
        if not named or not is_sentence(named) or _THE_CASE.match(named):
            continue
        lines = say_outright(case, named, opens=False)
        if lines:
            told[value] = tuple(Sentence(one, "realised", (spans[0],)) for one in lines)
    return told


_OF_THE_CASE = frozenset({Decision.OVERSENDT, Decision.UDSAT, Decision.AFVIST})
_THE_CASE = re.compile(r"(?:Sagen|Punktet|Indstillingen|Forslaget|Det|Den|Dette)\b(?! \d)")


# What hangs on the sentence before it is quoted with that.
_POINTS_BACK = re.compile(
    r"^(?:Det|Den|De|Dette|Denne|Disse|Forslaget|Indstillingen|Dermed|Herefter|Derfor)\b|"
    # "Kameraet: Her var siderne uenige"
    r"^[^.,]{2,30}: |"
    r"\b(?:dermed|hermed|derfor|herefter|derefter|også|desuden|samtidig)\b"
)

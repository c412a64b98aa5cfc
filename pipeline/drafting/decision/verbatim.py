"""Decisions that carry their own words: said as printed, or quoted, never pressed into a frame."""

from __future__ import annotations

import re

from pipeline.danish.bodies import find_bodies
from pipeline.danish.clauses import stop
from pipeline.danish.nouns import calm, lower_first, upper_first
from pipeline.danish.verbs import (
    SECOND_PASSIVE,
    has_finite,
    verb_of_participle,
    verb_of_passive,
    verb_of_past_passive,
)
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import is_changed
from pipeline.drafting.decision.halves import stand_apart
from pipeline.drafting.decision.options import MARK, named_options
from pipeline.drafting.decision.outright import (
    BY_SOME,
    decides,
    object_of,
    say_outright,
)
from pipeline.drafting.decision.proposals import EMPTY_OBJECTS
from pipeline.drafting.decision.tails import left_over
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import hide_names
from pipeline.drafting.plain.wording import cut_loose, plain_words
from pipeline.labels import SAID_YES, Decision
from pipeline.records import Sentence

IN_PARTS = re.compile(
    r"\bad\.? ?[\da-e]\b|\b(?:pkt\.?|punkt|indstillingspunkt\w*|indstillingens) ?\d|\b\d\. at\b|"
    r"\b(?:anbefaler|godkender|godkendte|tiltræder)\b[^.;]* [a-h] og [a-h](?=[.,;]|$)|"
    r"\b(?:første|andet|tredje) (?:at-?)(?:punkt|pind|led)\b|"
    r"\b(?:to|tre|fire) første (?:at-)?(?:punkter|led|pinde)\b|"
    r"\bdelvis\w*|\bbortset fra\b|\bfor så vidt angår\b|"
    # "Regnskabet godkendt; beretningen til efterretning": each its own.
    r"(?:en|et|ne) (?:blev |er )?(?:godkendt|vedtaget|tiltrådt|afvist)(?:[;,]| og) "
    r"[a-zæøå-]+(?:en|et|ne) (?:blev |er )?(?:taget )?til efterretning\b",
    re.IGNORECASE,
)
# "det" alone points back; "det fælles indkøb" does not.
_PRONOUN = re.compile(r"\b(?:det|dette)\b(?=[.,;]|$| (?:og|som|til|i|på|med|for|ikke)\b)")


def own_words(case: Case) -> tuple[Sentence, ...]:
    """Return the decision sentence itself where it is a whole one: "Byrådet godkendte planen"."""
    if IN_PARTS.search(case.decision_text):
        return ()
    for span in case.decision:
        printed = calm(case.printed(span))
        printed = _OWN.sub(f"{case.body} ", printed, count=1) if _is_own(case) else printed
        printed = _OF_MOST.sub(f"{case.body} ", printed)
        printed = _AFTER_TALK.sub(r"\1 ", printed)
        printed = _with_kind(case, printed)
        if _OPTION.match(printed) and not has_finite(printed):
            done = _CHOSEN.search(printed)
            chosen = printed[: done.start()] if done else printed
            says = _SAYS.get(done["does"][:4] if done else "", "valgte")
            printed = f"{case.body} {says} {chosen[:1].lower()}{chosen[1:]}"
        mention = next((m for m in find_bodies(printed) if m.span.start == 0), None)
        whole = mention and mention.body.name == case.body and has_finite(printed)
        words = {word.strip(".,;").lower() for word in printed.split()}
        # Which "forslaget" is meant the headline tells, but a decision that is no more than that
        # a frame tells better.
        short = words & _EMPTY and not left_over(case, span)
        vague = short or _PRONOUN.search(printed)
        if not whole or not case.has_evidence(span) or vague or len(words) < 4:
            continue
        if any(span.overlaps(passage) for passage in case.passages("minority")):
            continue
        said = plain_words(printed, case.meeting)
        if said:
            said = hide_names(said, case.minutes.participants)
            same = said.replace("\u00a0", " ") == printed
            one = Sentence(stop(said), "extracted" if same else "realised", (span,))
            return _reason_apart(case, one)
    return ()


def _with_kind(case: Case, printed: str) -> str:
    """Say of what kind the option is that a decision calls by its letter alone: "Enighed om b"."""
    lone = _LONE_MARK.fullmatch(printed)
    item = case.labelled.item.span.of(case.minutes.text)
    named = [one for one in named_options(item) if lone and one.mark == lone["mark"]]
    kinds = {one.kind for one in named}
    return f"{case.body} valgte {lower_first(named[0].known)}." if len(kinds) == 1 else printed


# "Model B valgt."
_CHOSEN = re.compile(
    r" (?P<does>valgt(?:es)?|godkend(?:t|es)|vedtag(?:et|es)|tiltr(?:ådt|ædes))\.?$"
)
_SAYS = {"godk": "godkendte", "vedt": "vedtog", "tilt": "tiltrådte"}
# "Enighed om b.", "B vælges."
_LONE_MARK = re.compile(
    r"(?:(?:Enighed|Enige|Valget faldt|Vi (?:stemmer|går)) (?:om|på|for|med)|Vi (?:vælger|tager)) "
    r"(?P<mark>[A-Ha-h])\.?"
)


def said_before(case: Case, own: Sentence) -> tuple[Sentence, ...]:
    """Say what else was decided before what the decision's own words tell: "Planen godkendes."."""
    said: list[Sentence] = []
    for span in case.decision:
        first = span.end <= own.sources[0].start and bool(case.outcomes_in(span) & SETTLING)
        if not first or case.is_aside(span):
            continue
        printed = without_names(case, case.printed(span))
        lines = say_outright(case, printed, opens=not said) if printed else ()
        said += [Sentence(line, "realised", (span, case.labelled.item.heading)) for line in lines]
    return tuple(said)


# "Direktionen sluttede sig til det indstillede"
_EMPTY = (EMPTY_OBJECTS | {"indstillede", "foreslåede", "anbefalede"}) - {"det", "dette"}
# "Udvalget" in its own minutes is the body that meets.
_OWN = re.compile(
    r"^(?:Udvalget|Rådet|Bestyrelsen) (?=\w+(?:er|ede|te|og)\b|(?:kan|kunne) ikke \w+e, at\b)"
)


# "Et flertal (A, F) godkender en takst": that it was most of them, is said again at the end.
_OF_MOST = re.compile(
    r"^(?!.*\b(?:indstilling|forslaget|sagen))(?:Et )?[Ff]lertal(?:let)?(?: i \w+)?"
    r"(?: \([^()]*\))? (?=(?:\w+(?:er|ede|te)|tog|vedtog) |(?:kan|kunne) ikke \w+e, at )"
)


# "Mulighed B.", "Model 2, dog uden lift.": the choice is all there is.
_OPTION = re.compile(
    rf"(?:model|løsning|scenari[eo]|variant|alternativ|mulighed|placering) {MARK}(?=[.,]|$| )", re.I
)


# "besluttede herefter at …", "tog, efter en længere drøftelse, redegørelsen til efterretning": what
# came before is not told.
_AFTER_TALK = re.compile(
    r"^([A-ZÆØÅ][^,.]*? \w+)(?: (?:herefter|derefter|således|dermed|hermed) |, efter [^,]+, )(?=\w)"
)


# "Godkendt med 4 stemmer (…) mod 2": to what, the recommendation says.
_VOTED = re.compile(
    r",? (?:enstemmigt|med (?:stemmerne )?\d+[^,.]*? (?:mod|for og) \d+[^,.]*)\.?", re.IGNORECASE
)


def _is_own(case: Case) -> bool:
    return bool(re.search(r"(?:udvalg|råd|bestyrelse)", case.body, re.IGNORECASE))


# "Godkendt for et år ad gangen": a limit that no frame has room for.
_LIMITED = re.compile(
    r"\w+ (?:for|indtil|frem til|til og med|i) (?:en|et|to|tre|fire|fem|seks|\d+)\b.*\b"
    r"(?:år|måned|uge|dag)",
    re.IGNORECASE,
)


def without_subject(case: Case) -> tuple[Sentence, ...]:
    """Give a decision that says more than its verb a subject and an object.

    "Sendes i høring med frist den 3. maj." becomes "Byrådet sender sagen om … i høring med frist
    den 3. maj.".
    """
    in_parts = IN_PARTS.search(case.decision_text)
    if in_parts or case.labelled.decisions[0].value is Decision.UDPEGET:
        return ()
    for span in case.decision:
        printed = calm(case.printed(span))
        limited = _LIMITED.match(printed)
        if not case.has_evidence(span) or not (limited or left_over(case, span)):
            continue
        match = re.match(r"(?P<verb>[^\W\d_]+)(?P<rest>(?:,? |, ).+)$", printed)
        active = _active(match["verb"]) if match else None
        if match is None or active is None:
            continue
        # "Sendes til udvalget og genoptages i maj": the case is both sent and taken up.
        if _two_acts(match["rest"]) or SECOND_PASSIVE.search(match["rest"]):
            continue
        if BY_SOME.match(match["rest"]) or _VOTED.fullmatch(
            re.sub(r" \([^()]*\)", "", match["rest"])
        ):
            # "Underskrevet af alle": the body is not the one who acts, or not alone.
            continue
        target = object_of(case, match["verb"], match["rest"])
        text = f"{case.body} {active} {target}".replace(" #", "")
        said = plain_words(cut_loose(text), case.meeting)
        told = without_names(case, said) if said else None
        if told:
            headed = case.labelled.item.heading
            return _reason_apart(case, Sentence(stop(told), "realised", (span, headed)))
    return ()


def _reason_apart(case: Case, one: Sentence) -> tuple[Sentence, ...]:
    """Make a sentence of its own of what "idet" joins to a decision that is put off or made.

    What is only recommended may not stand as a fact.
    """
    head, _, tail = one.text.partition(", idet ")
    values = case.labelled.outcomes
    alone = stand_apart(tail) if tail and Decision.ANBEFALES not in values else None
    if alone is None or is_changed(tail) or re.search(r"\bhe(?:rmed|rom|rtil)\b", tail):
        return (one,)
    said = (stop(head), stop(upper_first(alone)))
    return tuple(Sentence(text, "realised", one.sources) for text in said)


# Outcomes that a refusal or a delay beside them makes a decision in parts.
SETTLING = SAID_YES | {
    Decision.UDPEGET,
    Decision.TAGET_TIL_EFTERRETNING,
    Decision.OVERSENDT,
}


def _active(form: str) -> str | None:
    passive = verb_of_passive(form)
    if passive is not None and not passive.particle:
        return passive.present if decides(passive) else None
    participle = verb_of_past_passive(form) or verb_of_participle(form)
    return participle.past if participle is not None and decides(participle) else None


def _two_acts(rest: str) -> bool:
    """Tell whether another outcome follows: "Drøftet og godkendt"."""
    first = re.match(r"(?:,)? og (?P<word>\w+)", rest)
    return bool(first and _active(first["word"]))

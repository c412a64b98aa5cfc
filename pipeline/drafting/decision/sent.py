"""Where a case went without being settled: on, back, out for a hearing, or to another day."""

from __future__ import annotations

import re

from pipeline.danish.bodies import find_bodies
from pipeline.drafting.afterwards import sends_a_part, sent_outside
from pipeline.drafting.case import Case
from pipeline.drafting.decision.evidence import sentences_of_evidence
from pipeline.drafting.decision.points import frame, words_of
from pipeline.drafting.decision.tails import tail_sentences
from pipeline.drafting.decision.turned import turn_around
from pipeline.drafting.stopped import is_sent_back
from pipeline.labels import Decision
from pipeline.records import Sentence


def sent_with_support(case: Case) -> bool:
    """Tell whether "Fremsendes til Økonomiudvalget med direktionens anbefaling" was decided."""
    supported = _WITH_SUPPORT.search(case.decision_text) is not None
    return supported and case.next_body is not None


_WITH_SUPPORT = re.compile(
    r"\bmed (?:positiv |\w+s )?(?:anbefaling|tilslutning|støtte|opbakning)\b", re.IGNORECASE
)


def sent(case: Case) -> list[str]:
    """Return what the body did that sent a case on, back, or out for a hearing."""
    text = case.decision_text
    turned = turn_around(case, Decision.OVERSENDT)
    if turned:
        return [turned.predicate]
    if sends_a_part(case):
        # "Spørgsmålet om bilerne overgives til …": the sentence says itself what went where.
        return []
    if re.search(r"\bhøring\b", text, re.IGNORECASE):
        return [_heard(case)]
    if is_sent_back(text):
        to = re.search(r"\b(forvaltningen|administrationen)\b", text, re.IGNORECASE)
        bodies = [m.body.name for m in find_bodies(text) if m.body.name != case.body]
        name = to.group(1).lower() if to else next(iter(bodies), None)
        if name is None:
            return [frame(case, "tilbage_uden")]
        row, matter = case.style.frames["tilbage"][case.wording], case.matter
        return [row.format(case=matter.case, thing=matter.thing, about=matter.about, next=name)]
    return [_sent_on(case)]


def _sent_on(case: Case) -> str:
    """Say to whom a case went: the one outside whom the decision names, or who has it next."""
    outside = sent_outside(case.decision_text)
    if outside is None:
        return frame(case, "oversendt" if case.next_body else "oversendt_uden")
    row: str = case.style.frames["oversendt"][case.wording]
    return row.format(case=case.matter.case, thing="", about="", next=outside)


def _heard(case: Case) -> str:
    """Say that a case is out for a hearing, and where it is where only the recommendation tells."""
    heard = [one for one in case.proposals if one.passive and one.rest.startswith("i høring")]
    if len(heard) == 1 and heard[0].verb and _AS_ASKED.fullmatch(case.decision_text):
        return f"{heard[0].verb.present} {case.matter.case} {words_of(case, heard[0].rest)}"
    return frame(case, "hoering")


# "Sendes i høring som foreslået": where and how long, the recommendation says.
_AS_ASKED = re.compile(
    r"\W*(?:(?:Forslaget|Sagen|Udkastet) )?[Ss]endes i (?:offentlig )?høring"
    r"(?:,? (?:som|jf\.|i henhold til|efter) (?:foreslået|indstillet|indstilling(?:en)?))?\W*"
    r"(?:[A-ZÆØÅ].*)?"
)


def put_off(case: Case) -> list[str]:
    """Return what the body did that put a case off, or did not get to it."""
    if not_reached(case):
        return [frame(case, "ikke_naaet")]
    turned = turn_around(case, Decision.UDSAT)
    return [turned.predicate if turned else frame(case, "udsat")]


def not_reached(case: Case) -> bool:
    """Tell whether there was no time for a case, so that nobody put it off."""
    return _NOT_REACHED.match(case.decision_text) is not None


_NOT_REACHED = re.compile(
    r"\W*(?:(?:Sagen|Punktet) )?(?:(?:blev|er|var) )?(?:ikke (?:nået|behandlet)|nåede(?:s)? ikke|"
    r"(?:Ikke|Ingen|Manglende) tid)\b",
    re.IGNORECASE,
)


def sent_somewhere(case: Case) -> tuple[Sentence, ...]:
    """Tell who got a case in the decision's own words, where no route says so; () where one does.

    "Sendte sagen videre" tells nobody anything.
    """
    if case.next_body or turn_around(case, Decision.OVERSENDT):
        return ()
    told = tail_sentences(case, whole=True) if case.decision else sentences_of_evidence(case)
    quoted = any("»" in one.text for one in told)
    return told if told and not quoted and _TO_WHOM.search(told[0].text) else ()


_TO_WHOM = re.compile(r"\b(?:til|hos|over for|tilbage|i høring)\b")

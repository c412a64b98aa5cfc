"""Decisions in the passive, turned around: who sends what where, who puts what off till when.

"Udkastet sendes i høring i MED til maj" becomes "Direktionen sender udkastet i høring i MED til
maj": one sentence instead of a frame and the same once more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.danish.nouns import calm, lower_first
from pipeline.danish.verbs import Verb, verb_of_participle, verb_of_passive
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case
from pipeline.drafting.decision.active import acts as can_act
from pipeline.drafting.decision.cautions import finds
from pipeline.drafting.decision.options import named_options
from pipeline.drafting.decision.proposals import EMPTY_OBJECTS
from pipeline.drafting.decision.votes import vote_sentence, without_agent
from pipeline.drafting.people.names import HIDDEN, hide_names
from pipeline.drafting.plain.wording import plain_words
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

_SUBJECT = (
    r"(?P<what>(?:Sagen|Punktet|[A-ZÆØÅ][a-zæøå]+(?:en|et|erne|ene)|"
    r"(?:Model|Scenarie|Løsning|Alternativ|Variant|Mulighed|Placering|Forslag|Nøgle|Version|Bud|"
    r"Prioritet|Indsats|Initiativ|Tiltag) (?:[A-Ha-h]|\d{1,2}|Nord|Syd|Øst|Vest)\b"
    r"(?:(?:, | og )(?:[A-Ha-h]|\d{1,2}))*))\)?"
)
_NOW = re.compile(rf"{_SUBJECT} (?P<verb>[a-zæøå]+s)(?P<rest> \S.+)?$")
_THEN = re.compile(
    rf"{_SUBJECT} (?:er|blev|bliver) (?:hermed |dermed |herefter |således |derfor )?"
    r"(?P<verb>[a-zæøå]+)(?P<rest> \S.+)?$"
)
_BACK = re.compile(
    rf"(?:{_SUBJECT} (?:går )?(?:tilbage|retur)|Tilbage|Retur) til "
    r"(?P<rest>[^,.]+(?:, (?:som|der|da|idet|fordi|så) .+)?)$"
)
_AFTER_AND = re.compile(
    r", og (?P<what>sagen|punktet) (?:er|blev|bliver) (?:hermed |dermed |således )?"
    r"(?P<verb>udsat|udskudt)(?P<rest>[^,.]*)\.?$"
)
# "Ansøgningen kan ikke imødekommes", "Ansøgningen imødekommes ikke", "… blev ikke imødekommet".
_CAN_NOT = re.compile(
    rf"{_SUBJECT} (?P<can>kan|kunne) (?:derfor |desværre )?ikke (?P<verb>[a-zæøå]+s)"
    r"(?P<rest> \S.+)?$"
)
_NOT_NOW = re.compile(rf"{_SUBJECT} (?P<verb>[a-zæøå]+s) ikke(?P<rest> \S.+)?$")
_NOT_THEN = re.compile(
    rf"{_SUBJECT} (?:er|blev|bliver) (?:derfor )?ikke (?P<verb>[a-zæøå]+)(?P<rest> \S.+)?$"
)
# What these point to, the recommendation says better.
_VAGUE = EMPTY_OBJECTS - {"sagen", "punktet", "oplægget"}
_CLOSELY = frozenset({Decision.GODKENDT, Decision.ANBEFALES, Decision.DROEFTET})
_BARE = re.compile(rf"{_SUBJECT} (?P<verb>[a-zæøå]+t)(?P<rest>[ :,] ?\S.+)?$")


TURNED = frozenset(
    {
        Decision.OVERSENDT,
        Decision.UDSAT,
        Decision.GODKENDT,
        Decision.ANBEFALES,
        Decision.DROEFTET,
        Decision.AFVIST,
    }
)


class Turned(NamedTuple):
    """What follows the body's name, and the sentence of the decision that it says.

    ``counted`` tells that the sentence counts the votes too, which the predicate leaves out.
    """

    predicate: str
    span: Span
    counted: bool = False


def turn_around(case: Case, decision: Decision) -> Turned | None:
    """Return the sentence that the decision type was read from as an act of the body, or None."""
    acts = frozenset(load_lexicon("verbs")["decides"][decision.value])
    for span in case.decision:
        if decision in _CLOSELY and _points_away(case, span):
            continue
        if not case.has_evidence(span) or case.is_aside(span):
            continue
        printed = calm(case.printed(span)).rstrip(".")
        printed = _as_asked(case, printed.replace(" tilbagesendes til ", " sendes tilbage til "))
        printed, counted = _COUNT_INSIDE.subn("", printed)
        printed = without_agent(printed, case.body)
        if decision is Decision.AFVIST:
            told = _refused(case, printed, acts)
        else:
            told = _predicate(case, printed, acts, sent=decision is Decision.OVERSENDT)
        if told is None and decision in _CLOSELY:
            told = _bare(case, printed, acts)
        if told and decision is Decision.ANBEFALES:
            told = _BODY_AFTER.sub(r"\1 over for ", told)
        said = plain_words(told, case.meeting) if told else None
        if said and HIDDEN not in hide_names(said, case.minutes.participants):
            return Turned(said.rstrip("."), span, counted > 0)
    return None


def _as_asked(case: Case, printed: str) -> str:
    """Say in full what a point of the recommendation goes on to say: "sendes i høring som …"."""
    match = _AS_ASKED.fullmatch(printed)
    head = match["head"].lower() if match else ""
    points = [one.clause for one in case.proposals if one.clause.lower().startswith(f"{head} ")]
    return match["head"] + points[0][len(head) :] if match and len(points) == 1 else printed


_AS_ASKED = re.compile(r"(?P<head>[A-ZÆØÅ].{9,}) som (?:indstillet|foreslået|anbefalet)")
# "Tillægget blev med 11 stemmer mod 8 vedtaget på vilkår af, at …"
_COUNT_INSIDE = re.compile(
    r"(?<= blev) (?:enstemmigt|(?:med|efter) (?:stemmerne )?\d+ (?:stemmer )?(?:i?mod|for og) \d+"
    r"(?: stemmer| imod)?)(?= [a-zæøå]+t\b)"
)


def counts_inside(case: Case, turned: Sequence[Turned | None]) -> tuple[Sentence, ...]:
    """Say the votes that were counted in the middle of a sentence that was turned around."""
    spans = [one.span for one in turned if one and one.counted]
    told = ((span, vote_sentence(span.of(case.minutes.text))) for span in spans)
    return tuple(Sentence(text, "realised", (span,)) for span, text in told if text)


def is_put_off(case: Case) -> bool:
    """Tell whether the whole item was put off, though a motion to do so was carried first."""
    values = case.labelled.outcomes
    if Decision.UDSAT not in values or not values <= {Decision.UDSAT, Decision.GODKENDT}:
        return False
    text = case.decision_text
    if values == {Decision.UDSAT}:
        return _INSTEAD.search(text) is None and not _waits_beside(case)
    whole = re.search(
        r"\b(?:sagen|punktet) (?:er|blev|bliver) (?:\w+ )?(?:udsat|udskudt)\b|"
        r"\b(?:sagen|punktet) udsættes\b",
        text,
        re.IGNORECASE,
    )
    return bool(whole) and "forslag" in text.lower()


def _waits_beside(case: Case) -> bool:
    """Tell whether only the rest waits: "Der købes to biler. De to andre tages op i marts"."""
    words = [(span, case.printed(span)) for span in case.decision]
    waits = [one for span, one in words if case.has_evidence(span)]
    if waits and all(_is_side(case, one) for one in waits):
        return any(
            not case.has_evidence(span) and not case.is_aside(span) and _DONE.search(one)
            for span, one in words
        )
    if not waits or not all(_THE_REST.match(one.strip()) for one in waits):
        return False
    return any(not case.has_evidence(span) and finds("grants", one) for span, one in words)


def _is_side(case: Case, waits: str) -> bool:
    """Tell whether what waits is a question beside the case: "Farven udsættes"."""
    what = _WAITS.match(waits.strip())
    if what is None or (what["of"] is None and _IS_CASE.fullmatch(what["what"])):
        return False
    title = content_words(f"{case.labelled.item.title} {case.matter.thing}")
    named = content_words(what["what"])
    # "Planen" under "Lokalplan 12" is the case.
    whole = any(one.endswith(other) for one in title for other in named)
    return not whole and (what["of"] is None or not content_words(what["of"]) >= title)


_IS_CASE = re.compile(
    r"(?:Sagen|Punktet|Emnet|Indstillingen|Forslaget|Beslutningen|Behandlingen|Afgørelsen|"
    r"Drøftelsen|Planen|Ansøgningen|Projektet|Ordningen|Udkastet|Oplægget|Materialet|Dagsordenen)"
)
_WAITS = re.compile(
    r"(?P<what>[A-ZÆØÅ][a-zæøå]+(?:en|et|erne|ene))(?P<of> (?:om|af|til|for|på)\b[^.;]*)? "
    r"(?:udsættes|udskydes|afventer|er udsat|blev udsat)\b"
)
# "Biblioteket placeres ved Torvet": something was settled.
_DONE = re.compile(
    r"^\W*[A-ZÆØÅ][a-zæøå]+(?:en|et|erne|ene) (?!(?:udsæt|udskyd|afvent|genoptag|behandl|drøft|"
    r"fremsend|forelæg|undersøg|oriente)\w*)[a-zæøå]{3,}(?:es|ås)\b"
)
# What is not the case itself.
_THE_REST = re.compile(
    r"(?:De |Den |Det )?(?:(?:to|tre|fire|fem|seks|\d+) )?(?:andre|øvrige|sidste|resterende|anden|"
    r"andet|[Rr]esten)\b"
)


def _refused(case: Case, printed: str, acts: frozenset[str]) -> str | None:
    """Turn "Ansøgningen kan ikke imødekommes i år" into "kan ikke imødekomme ansøgningen i år"."""
    match = _CAN_NOT.match(printed) or _NOT_NOW.match(printed) or _NOT_THEN.match(printed)
    if match is None or _open_ended(match["rest"]):
        return None
    verb = verb_of_passive(match["verb"]) or verb_of_participle(match["verb"])
    if verb is None or verb.particle or verb.infinitive not in acts:
        return None
    rest = f"{_named(case, match['what'])}{match['rest'] or ''}"
    if match.re is _CAN_NOT:
        return f"{match['can']} ikke {verb.infinitive} {rest}"
    return f"{verb.present if match.re is _NOT_NOW else verb.past} ikke {rest}"


def _predicate(case: Case, printed: str, acts: frozenset[str], *, sent: bool) -> str | None:
    back = _BACK.match(printed) if sent else None
    if back and not (back["what"] and can_act(back["what"])):
        rest = _ASKED.sub(r"\1 bliver bedt om at ", back["rest"])
        return f"sendte {_named(case, back['what'])} tilbage til {rest}"
    now = _NOW.match(printed)
    if now and not now["rest"] and not named_options(now["what"]):
        now = None
    verb = _deciding(verb_of_passive(now["verb"]), acts) if now else None
    rest = now["rest"] or "" if now else ""
    if now and verb and not verb.particle and not re.search(r"\b(?:og|samt) \w+s\b", rest):
        return f"{verb.present} {_named(case, now['what'])}{rest}"
    then = _AFTER_AND.search(printed) or _THEN.match(printed)
    chooses = _CHOOSES if then and named_options(then["what"]) else frozenset()
    verb = _deciding(verb_of_participle(then["verb"]), acts | chooses) if then else None
    if then and verb and not verb.particle and not _open_ended(then["rest"]):
        return f"{verb.past} {_named(case, then['what'])}{then['rest'] or ''}"
    return None


# "Planen for Nordbyen udskydes, og i stedet kloakeres Sønderbyen": something is done.
_INSTEAD = re.compile(r"\b(?:og|men) i stedet [a-zæøå]+(?:es|ås)\b|\bI stedet [a-zæøå]+(?:es|ås) ")
# "Løsning 2 blev valgt": a person who was is elected.
_CHOOSES = frozenset({"vælge", "beslutte", "antage"})
_ASKED = re.compile(r"^([^,]+, (?:som|der)) (?:bedes|anmodes om at) ")
_BODY_AFTER = re.compile(r"^(anbefal\w+ [\w -]+?) til (?=[A-ZÆØÅ])")


def _points_away(case: Case, span: Span) -> bool:
    """Tell whether the subject says no more than "indstillingen", or another body acts."""
    printed = case.printed(span)
    first = printed.partition(" ")[0].lower()
    outcome = re.search(r"\b(?:af|i) (?:[A-ZÆØÅ]|udvalget|rådet)", printed)
    return first in _VAGUE or first in ("sagen", "punktet") or bool(outcome)


def _deciding(verb: Verb | None, acts: frozenset[str]) -> Verb | None:
    return verb if verb and verb.infinitive in acts else None


def _bare(case: Case, printed: str, acts: frozenset[str]) -> str | None:
    """Turn "Reglerne godkendt for alle områder": no "er" is printed."""
    match = _BARE.match(printed)
    verb = _deciding(verb_of_participle(match["verb"]), acts) if match else None
    if match is None or verb is None or verb.particle or _open_ended(match["rest"]):
        return None
    return f"{verb.past} {_named(case, match['what'])}{match['rest'] or ''}"


def _open_ended(rest: str | None) -> bool:
    return bool(rest) and bool(re.match(r" (?:og|men|samt)\b", rest or ""))


def _named(case: Case, what: str | None) -> str:
    if what is None or what.lower() in ("sagen", "punktet"):
        return case.matter.case
    return f"{what[:1].lower()}{what[1:]}" if named_options(what) else lower_first(what)

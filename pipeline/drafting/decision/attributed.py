"""What was proposed, told as a proposal: true whatever the decision made of it.

Where a decision changes what the recommendation asks for, or says no to it, its points may not be
told as done. "Forvaltningen foreslog, at …" may always be.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.danish.clauses import without_stop
from pipeline.danish.cues import Cued
from pipeline.danish.verbs import has_finite, verb_of_participle, verb_of_passive
from pipeline.drafting.background.proposed import opening_of, proposer
from pipeline.drafting.case import Case
from pipeline.drafting.decision.cautions import finds
from pipeline.drafting.decision.certain import only_asks
from pipeline.drafting.decision.other_numbers import has_other_sum
from pipeline.drafting.decision.points import (
    clause_for,
    is_bare,
    is_readable,
    recommends_itself,
    what_to_advise,
    words_of,
)
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.plain.compress import count_words
from pipeline.labels import SectionKind
from pipeline.records import Sentence

LONGEST = 26
MOST = 3


def attributed(case: Case) -> tuple[str, ...]:
    """Return the sentences that tell what was proposed; () where a point can't be read."""
    clauses = attributed_clauses(case)
    if not clauses:
        return ()
    who = proposer(case.minutes.text, case.labelled.item, case.body)
    opening, also = f"{opening_of(who)}, at ", f"{opening_of(who, also=True)}, at "
    one = opening + ", og at ".join(clauses)
    if count_words(one) <= LONGEST or len(clauses) == 1:
        return (f"{one.removesuffix('.')}.",)
    told = [f"{opening}{clauses[0]}"]
    for clause in clauses[1:]:
        joined = f"{told[-1].removesuffix('.')}, og at {clause}"
        room = len(told) > 1 and ", og at " not in told[-1] and count_words(joined) <= LONGEST
        told[-1:] = [joined] if room else [told[-1], f"{also}{clause}"]
    return tuple(f"{sentence.removesuffix('.')}." for sentence in told)


def attributed_clauses(case: Case) -> tuple[str, ...]:
    """Return what each point asks for as an at-clause, in plain words."""
    points = case.proposals
    if is_of_motion(case) or not points or len(points) > MOST:
        return ()
    if not all(_tellable(case, one) for one in points):
        return ()
    return tuple(without_stop(clause_for(case, one, None)) for one in points)


def advised_points(case: Case) -> tuple[Proposal, ...]:
    """Return the points with what this body is asked to recommend; () where that is not sure.

    "at chefgruppen anbefaler Direktionen, at beløbet overføres" asks for the second act.
    """
    points = tuple(what_to_advise(point) for point in case.proposals)
    return () if any(recommends_itself(case, one) for one in points) else points


def _tellable(case: Case, point: Proposal) -> bool:
    lone = len(case.proposals) == 1 and is_bare(case, point)
    return is_readable(point) and not lone and not point.noted


def asked_in_full(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Say in the first sentence of the decision what "forslaget" asks for, where it is one thing.

    Beside a motion, which proposal is meant is not sure, and the sentence stays as it is.
    """
    said = tuple(one for each in said for one in _authorised(case, each))
    text = _with_proposal(case, said[0].text) if said else ""
    if not said:
        return said
    if text == said[0].text:
        return (*_asked_before(case, said[0]), *said)
    sources = (*said[0].sources, *(point.span for point in case.proposals))
    return (Sentence(text, "realised", tuple(dict.fromkeys(sources))), *said[1:])


def _asked_before(case: Case, first: Sentence) -> tuple[Sentence, ...]:
    """Return what somebody proposed, where the no to it has no room for so long a proposal."""
    match = _OUTCOME.match(first.text)
    if match and _limited(case, match):
        spans = (*first.sources, *(point.span for point in case.proposals))
        return tuple(Sentence(text, "realised", spans) for text in attributed(case))
    if match is None or not _is_lone(case):
        return ()
    (clause,) = attributed_clauses(case) or ("",)
    other = bool(clause) and has_other_sum(clause, match["after"])
    if not other and not _NO.search(match["does"]):
        return ()
    if (not other and count_words(clause) <= _SHORT) or _SETTLES.search(clause):
        return ()
    sources = (*first.sources, case.proposals[0].span)
    return tuple(Sentence(text, "realised", sources) for text in attributed(case))


def _limited(case: Case, match: re.Match[str]) -> bool:
    """Tell whether a yes to what is told as a proposal has a limit: "forslaget som forsøg"."""
    told = " ".join(attributed_clauses(case))
    limit = finds("limits", f"Godkendt{match['after']}")
    return bool(told and limit) and not _SETTLES.search(told)


def _is_lone(case: Case) -> bool:
    printed = " ".join(span.of(case.minutes.text) for span in case.decision)
    return len(case.proposals) == 1 and not _MOTION.search(printed)


def _with_proposal(case: Case, text: str) -> str:
    printed = " ".join(span.of(case.minutes.text) for span in case.decision)
    if _MOTION.search(printed) or len(case.proposals) > _FEW:
        return text
    acted = _by_body(case, text)
    match = _OUTCOME.match(acted)
    if match is None or match["who"] != case.body or _OTHERWISE.search(match["after"]):
        return text
    if _limited(case, match):
        return text
    what = _asked(case, refused=bool(_NO.search(match["does"])))
    comma = "," if ", at " in what and match["after"][:1] not in {",", "."} else ""
    after = "" if what.endswith(".") and match["after"] == "." else match["after"]
    return f"{match['who']} {match['does']} {what}{comma}{after}" if what else text


def _authorised(case: Case, one: Sentence) -> tuple[Sentence, ...]:
    """Say whom "den ønskede bemyndigelse" lets do what, where one point of several asks for it."""
    asked = [point for point in case.proposals if re.search(r"\bbemyndig", point.clause)]
    if len(asked) != 1 or not _AUTHORISED.search(one.text):
        return (one,)
    # "… at indgå dem" needs the point before it.
    few = len(case.proposals) <= _FEW
    points = tuple(point for point in case.proposals if not point.noted) if few else tuple(asked)
    told = attributed(replace(case, proposals=points))
    sources = (*one.sources, *(point.span for point in points))
    return (*(Sentence(text, "realised", sources) for text in told), one)


_AUTHORISED = re.compile(
    r"\bgav (?:den )?(?:ønskede |foreslåede |nødvendige )?bemyndigelse\w*\.$|"
    r"\b[Bb]emyndigelse(?:n)? (?:er|blev|bliver) (?:hermed )?givet\.$"
)


def _by_body(case: Case, text: str) -> str:
    """Turn "Forslaget kan ikke godkendes, da …" and "Forslaget blev vedtaget …" around."""
    match = _OF_IT.match(text)
    verb = match and (verb_of_passive(match["verb"]) or verb_of_participle(match["verb"]))
    if not match or not verb or verb.infinitive not in _DOES:
        return text
    does = f"{match['can']} ikke {verb.infinitive}" if match["can"] else verb.past
    return f"{case.body} {does} forslaget{match['after']}"


def _asked(case: Case, *, refused: bool) -> str:
    """Return "forslaget om, at …", or the plan itself where it was to be approved; "" for neither.

    What would have said no itself is not told in a no.
    """
    if is_of_motion(case):
        return case.matter.thing if "forslaget " in case.matter.thing else ""
    point = case.proposals[0] if len(case.proposals) == 1 else None
    thing = None if case.proposals else _asked_thing(case)
    if thing:
        named = thing.startswith("forslag ")
        return "" if refused and "afslag" in thing else thing if named else f"forslaget om {thing}"
    if point and point.verb and point.verb.infinitive in _ADOPTS and not point.empty:
        return "" if point.rest or point.actor else words_of(case, point.object)
    bare = point is not None and is_bare(case, point) and is_readable(point)
    clauses = (words_of(case, point.clause),) if point and bare else attributed_clauses(case)
    told = ", og at ".join(clauses)
    no = refused and re.search(r"\bikke\b|\bafsl(?:ag|ås)\b|\bafvises\b|\bforkastes\b", told)
    settles = _SETTLES.search(told) or only_asks(told)
    if not told or no or settles or count_words(told) > _SHORT:
        return ""
    return f"forslaget om, at {told}"


def is_of_motion(case: Case) -> bool:
    """Tell whether "forslaget" is the motion of the title, which a paper is to be laid beside."""
    asked = " ".join(point.clause for point in case.proposals)
    return bool(_TITLED.match(case.labelled.item.title) and _LAID_BESIDE.search(asked))


_TITLED = re.compile(r"(?:[a-zæøå-]+s)?forslag (?:fra|om|til|af)\b", re.IGNORECASE)
_LAID_BESIDE = re.compile(
    r"\b(?:redegørelse|notat|svar|orientering|oplæg|bemærkning)\w*|"
    r"\b(?:forslaget|sagen) (?:drøftes|behandles|tages)\b"
)


def _asked_thing(case: Case) -> str | None:
    """Return what a recommendation without a clause asks for: "Stabschefen indstiller plan A."."""
    for section in case.labelled.item.parts(SectionKind.INDSTILLING):
        match = _THING.fullmatch(case.printed(section.body))
        if match and not has_finite(match["what"]) and not _TO_OTHERS.search(match["what"]):
            return words_of(case, match["what"])
    return None


_THING = re.compile(
    r"[A-ZÆØÅ][^.:,;]{1,60}? (?:indstiller|foreslår|anbefaler) "
    r"(?P<what>(?!at\b|til\b|over\b|en? orientering)(?:[^.:;]|\d\.\d|kl\. ?(?=\d)){3,80}?)\.?"
)
# "indstiller vedtægten til Økonomiudvalget", "anbefaler planen godkendt": for others to adopt.
_TO_OTHERS = re.compile(
    r"\btil (?:[A-ZÆØÅ]|udvalget|vedtagelse|godkendelse|efterretning|orientering|drøftelse)|, at\b|"
    r"\b(?:godkendt|vedtaget|tiltrådt|imødekommet)\b|^(?:[a-zæøå]+(?:en|et|erne))$"
)
_FEW = 2
_SHORT = 20
_MOTION = Cued(r"\bforeslog\b|forslag\w* (?:fra|om|til)\b|\b(?:ændrings|mod)forslag|stillede\b")
_ADOPTS = frozenset({"godkende", "tiltræde", "vedtage"})
_DOES = _ADOPTS | {"imødekomme", "anbefale"}
_SETTLES = re.compile(
    r"\b(?:godkend(?:es|t)|vedtages|tiltrædes|drøfte[rs]|efterretning|beslutte\w*|anbefale[rs]|"
    r"foreslå\w*|indstill\w*)\b"
)
_NO = re.compile(r"nej|ikke|forkast|afvis")
_OUTCOME = re.compile(
    r"(?P<who>.+?) (?P<does>godkendte|tiltrådte|vedtog|sagde (?:ja|nej) til|"
    r"(?:godkendte|tiltrådte|vedtog) ikke|"
    r"forkastede|afviste|"
    r"(?:kan|kunne) ikke (?:godkende|tiltræde|imødekomme|anbefale)|anbefaler ikke) "
    r"(?:forslaget|indstillingen)(?: i sagen (?:om [^.,]+|»[^»«]+«))?(?P<after>\.|,? .+)$"
)
_OF_IT = re.compile(
    r"(?:Forslaget|Indstillingen) (?:(?P<can>kan|kunne) ikke |(?:blev|er) )"
    r"(?:dermed |hermed |herefter )?(?P<verb>[a-zæøå]+)(?P<after>\.|,? .+)$"
)
# "forslaget med syv dage", "forslaget for et år": not what was proposed.
_OTHERWISE = re.compile(
    r"^ (?:om|fra|til|for|i|på|indtil)\b|\b(?:i stedet|dog|men)\b|\bmed (?!\w+ stemmer|enstemmig)"
)

"""How far does a yes reach? Not to what is another body's, was only told, or isn't named in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checking.acts import Act, find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.grounding import is_named_so, mentions_in
from pipeline.checking.roots import is_among, roots_of
from pipeline.labels import Decision, SectionKind
from pipeline.records import Flag

_YES = frozenset({"godkendt", "endelig"})
# "godkendte, at Byrådet …", "godkendte over for Byrådet, at …", "godkendte Byrådet at …"
_TO = re.compile(r",? at $| over for $")
_BARE = re.compile(r" $")
_AT = re.compile(r",? at\b")
# "tiltrådte Direktionen, at …" says itself what was agreed to.
_CLAUSE = re.compile(r"(?: [\w-]+)?,? at\b")
_NOTED = re.compile(r"\befterretning\b|\borienter", re.IGNORECASE)
_HEARING = re.compile(r"\bhør", re.IGNORECASE)
_END = re.compile(r"[,;:.](?:\s|$)| og (?=[a-zæøå]+(?:te|ede|er|r)\b)")
# Words for any matter.
_ANY = roots_of("sag sagen punkt punktet indstilling indstillingen forslag beslutning det den")
# "Godkendt, at boligen sættes i stand": the yes names what it is said to.
_NAMED = re.compile(
    r"(?:det (?:er |blev |bliver )?)?(?:godkend|tiltr[åæ]d|vedtag|anbefal|indstil)\w*,? at\b",
    re.IGNORECASE,
)
_AND = re.compile(r",? og (?:at )?")
_POINT = re.compile(r"[,;:.]\s|\sog at\s|\sog (?=[\w-]+e[nt]\b)")
_PARTS = (SectionKind.INDSTILLING, SectionKind.BESLUTNING)


def is_for_others(claim: Claim, act: Act, own: str | None) -> bool:
    """Tell whether a body is said to have approved what another one is to decide.

    "Direktionen godkendte, at Byrådet giver 2 mio. kr.": it can recommend that, no more.
    """
    if act.stage.kind not in _YES or act.negated:
        return False
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    if Decision.ANBEFALES not in values:
        return False
    for mention in mentions_in(claim.text):
        if mention.span.start < act.end or (own and is_named_so(mention.body.name, own)):
            continue
        gap = claim.text[act.end : mention.span.start]
        bare = _BARE.fullmatch(gap) and _AT.match(claim.text, mention.span.end)
        return bool(_TO.fullmatch(gap) or bare)
    return False


def is_only_noted(claim: Claim, act: Act) -> bool:
    """Tell whether what is told as approved, or sent out, is a point that was only to be noted.

    "1. Redegørelsen tages til efterretning. 2. Planen godkendes." makes no approved account.
    """
    sent = act.stage.kind == "hoering"
    if act.negated or not (sent or act.stage.kind in _YES) or _CLAUSE.match(claim.text, act.end):
        return False
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    if Decision.TAGET_TIL_EFTERRETNING not in values or (values & {Decision.OVERSENDT} and sent):
        return False
    told = _object(claim, act)
    parts = [text for unit in claim.evidence.within(*_PARTS) for text in _POINT.split(unit.text)]
    about = [text for text in parts if any(is_among(one, roots_of(text)) for one in told)]
    noted = [text for text in about if _NOTED.search(text)]
    if sent and any(_HEARING.search(unit.text) for unit in claim.evidence.within(*_PARTS)):
        return False
    return bool(noted) and len(noted) == len(about)


def check_beyond(claim: Claim) -> Iterator[Flag]:
    """Yield a flag where a yes is told of a point that the decision, naming its own, leaves out.

    "Godkendt, at boligen sættes i stand." sells no other house that the recommendation would sell.
    """
    decided = claim.evidence.within(SectionKind.BESLUTNING)
    if not decided or not _NAMED.match(decided[0].text):
        return
    settled = [unit.roots for unit in decided if not _NOT_YET.search(unit.text)]
    asked = [
        roots_of(part)
        for unit in claim.evidence.within(SectionKind.INDSTILLING)
        for part in _POINT.split(unit.text)
    ]
    if any(_is_left_out(part, settled, asked) for part in _said_yes_to(claim)):
        yield claim.flag(
            "red",
            "mere-end-besluttet",
            "Beslutningen nævner selv, hvad der er sagt ja til, og dette er ikke med. "
            "Skriv kun det.",
            *(unit.span for unit in decided),
        )


_NOT_YET = re.compile(
    r"\b(?:sendes|oversendes|henvises|udsæt\w*|udsat|udskyd\w*|afvente\w*|vente[rs]?|udgår|"
    r"bortfalder|ikke)\b",
    re.IGNORECASE,
)


def _said_yes_to(claim: Claim) -> Iterator[frozenset[str]]:
    """Yield the root words of each thing that a yes is told of: "godkendte, at … og at …"."""
    for act in find_acts(claim.text):
        clause = _CLAUSE.match(claim.text, act.end)
        if clause and not act.negated and act.stage.kind in _SAID_TO:
            for part in _AND.split(claim.text[clause.end() :]):
                yield roots_of(part) - _ANY


_SAID_TO = _YES | {"anbefalet"}


def _is_left_out(
    part: frozenset[str], settled: Sequence[frozenset[str]], asked: Sequence[frozenset[str]]
) -> bool:
    """Tell whether a point was asked for, and half of it or more stands in nothing settled."""
    held = any(2 * len(part - one) < len(part) for one in settled)
    return len(part) >= _TELLING and not held and any(part <= one for one in asked)


# One word alone may be of any point.
_TELLING = 2


def _object(claim: Claim, act: Act) -> frozenset[str]:
    """Return the root words of what a body did something to: behind the verb, or before it."""
    end = _END.search(claim.text, act.end)
    others = [one.start for one in find_acts(claim.text) if one.start > act.end]
    stop = min([end.start() if end else len(claim.text), *others])
    bodies = roots_of(" ".join(claim.evidence.bodies))
    found = roots_of(claim.text[act.start : stop]) - roots_of(claim.text[act.start : act.end])
    found = found - bodies - _ANY
    return found or roots_of(claim.text[: act.start]) - bodies - _ANY

"""Has the draft turned a statement round? A "not" lost or added, a yes for a no."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.alignment import Aligned, Match
from pipeline.checking.claims import NAMES_CASE, Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.meaning.added import check_added
from pipeline.checking.meaning.negations import (
    ASKED,
    ATTRIBUTED,
    COUNTED,
    NO,
    NOT,
    denied_words,
    has_not,
    reach_of,
)
from pipeline.checking.meaning.points import Point, point_told, points_of
from pipeline.checking.meaning.unfounded import check_unfounded
from pipeline.checking.roots import is_among, root_of, roots_of
from pipeline.danish.verbs import has_finite
from pipeline.labels import Decision, SectionKind
from pipeline.records import Flag

_SETTLED = frozenset({Decision.GODKENDT, Decision.ANBEFALES, Decision.UDPEGET})
_REFUSES = re.compile(
    r"\b(?:ikke|ingen|afvis\w*|forkast\w*|sagde nej|siger nej|afslog|nedstem\w*)\b", re.IGNORECASE
)
# A clause that only says when or why tells no decision.
_UNDERLIES = re.compile(
    r"\W*(?:og )?(?:før|inden|når|hvis|fordi|da|som|der|hvor|at|for at|så længe|indtil)\b",
    re.IGNORECASE,
)
# "Kan der ikke indgås aftale, falder projektet væk": nothing has lapsed yet.
_IF = re.compile(r"(?:Hvis|Såfremt|Medmindre|Kan|Bliver|Sker|Opnås|Gives|Får|Er|Viser) ")
_DECIDES = re.compile(
    r"\b(?:anbefal\w*|godkend\w*|tiltr\w+|tilslut\w*|vedtaget|vedtog|sagde ja)\b", re.IGNORECASE
)
# What is to happen first may not have happened: "når rådgiveren har skrevet under".
_WHEN = re.compile(r"\W*(?:og )?(?:når|først når|hvis|inden|før|indtil|så snart)\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:tilbage|retur|alene|blot)\b", re.IGNORECASE)
_STAYS = re.compile(
    r"\b(?:fortsæt\w*|behold\w*|bevare\w*|forbliv\w*|fastholde\w*|består|uændret?|stadig)\b",
    re.IGNORECASE,
)
_TALKS = re.compile(
    r"\b(?:drøft\w*|talte|spørgsmål\w*|stilling|senere|igen|høring|behandl\w*)\b", re.IGNORECASE
)
# Where what is refused is asked for.
_PROPOSED = (None, SectionKind.INDSTILLING)
_LATER = re.compile(r"\bop igen\b", re.IGNORECASE)
_AS_LONG = re.compile(r"\bså længe\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:ind)?til\b|\bførst når\b", re.IGNORECASE)
# "ikke mere end otte år" is "højst otte år".
_NO_MORE = re.compile(
    r"\bikke (?:\w+ ){0,3}(?:overstig\w*|overskrid\w*|(?:mere|flere|længere|højere) end|over)\b"
)
_AT_MOST = re.compile(r"\b(?:højst|højest|maksimalt|maks|op til|under|inden for)\b", re.IGNORECASE)
# Who is against something gives a reason for it that needs no "not" of its own.
_AGAINST = re.compile(
    r"(?<!ikke )\b(?:imod|modstand\w*|ueni\w*|skepti\w*|kritisk\w*)\b", re.IGNORECASE
)
_REASON = re.compile(r"\W*(?:fordi|da|idet|for)\b", re.IGNORECASE)
_AND = re.compile(r" og (?=[a-zæøå]+(?:er|ede|te)\b)")
# "…, fordi overførslerne ikke er med": what is told without its reason denies nothing.
_GIVES_REASON = re.compile(r", (?:fordi|da|idet|selv om)\b")
_CONTRAST = re.compile(r"\b(?:og|men) ikke\b", re.IGNORECASE)
_ASIDE = re.compile(r",? (?:jf\.|\()")
_UNDER = re.compile(r"\b(?:at|om|fordi|som|der)\s")
_LEAST = 2
# How much better a clause has to fit than the best of the other kind, and how much of the draft's
# clause it has to hold, before the draft counts as its opposite.
_BETTER = 1.15
_HOLDS = 0.6
# "støtteberettiget" is kin of "støtte"; shorter stems are parts of too many words.
_STEM = 4
# All of what the source denies is said.
_HALF = 0.4


def check_polarity(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag for a lost or added negation, and for a point told as decided otherwise."""
    if not claim.is_statement:
        return
    yield from check_unfounded(claim)
    if claim.is_carried:
        return
    points = points_of(claim.evidence)
    for part in parts:
        told = NAMES_CASE.sub("", part.text)
        point = point_told(keys_of(told, claim.evidence.minutes.date), points)
        if point is not None and (wrong := _decided_otherwise(claim, part, point)):
            yield wrong
            continue
        yield from _lost(claim, part)
        if point is None or point.agreed:  # what was refused may be denied
            yield from check_added(claim, part)


def _decided_otherwise(claim: Claim, part: Aligned, point: Point) -> Flag | None:
    """Return a flag where the clause says yes to a point that was refused, or no to one agreed."""
    # "…, finansieret af kassen" hangs on the clause before it, and on its "ikke".
    noes = NO.findall(part.text if has_finite(part.text) else claim.text)
    # "Kassen ophører": what was refused may itself say no.
    asked = point.keys if point.label else frozenset[str]()
    denies = any(NOT.match(no) or root_of(no) not in asked for no in noes)
    denies = denies or _BACK.search(part.text) is not None or _goes_on(part, point)
    decides = _DECIDES.search(part.text) is not None
    asks = not decides and (ASKED.search(part.text) or _TALKS.search(part.text))
    told = part.matches and (
        decides or part.matches[0].unit.section in (*_PROPOSED, SectionKind.BESLUTNING)
    )
    if _IF.match(claim.text):
        return None
    if _UNDERLIES.match(part.text) or (not point.agreed and ATTRIBUTED.match(claim.text)):
        return None
    if _FEW.match(claim.text) or (not decides and _is_printed(part)):
        return None
    if point.agreed and _REFUSES.search(part.text) and told and part.matches[0].shared >= _LEAST:
        says, was = "nej", "ja"
    elif not point.agreed and not denies and not asks and told and claim.role != "next":
        says, was = "ja", "nej"
    else:
        return None
    return claim.flag(
        "red",
        "punkt-forkert",
        f"Sætningen siger {says}, men beslutningen siger {was} til {_named(point)}. "
        "Ret efter beslutningen.",
        *(unit.span for unit in claim.evidence.within(SectionKind.BESLUTNING)),
    )


def _goes_on(part: Aligned, point: Point) -> bool:
    """Tell whether the clause says that a thing stays, where just its end was refused."""
    stays = _STAYS.search(part.text)
    return stays is not None and not is_among(root_of(stays.group()), point.keys)


# How a few stood says nothing of what the body decided.
_FEW = re.compile(r"(?:Et mindretal|Et medlem|\w+ medlemmer)\b.*\b(?:imod|forbehold|ikke|undlod)\b")


def _is_printed(part: Aligned) -> bool:
    """Tell whether the decision itself says a clause, without a "not": "Vejene bibeholdes"."""
    best = part.matches[0] if part.matches else None
    if best is None or best.unit.section is not SectionKind.BESLUTNING:
        return False
    return best.score >= _OWN * part.whole and not NO.search(best.unit.text)


# So much of a clause that nothing is left that another source could say.
_OWN = 0.9


def _named(point: Point) -> str:
    return f"indstillingens punkt {point.label}" if point.label else "netop det"


def _lost(claim: Claim, part: Aligned) -> Iterator[Flag]:
    if has_not(part.text) or _WHEN.match(part.text):
        return
    if _REASON.match(part.text) and _AGAINST.search(claim.text):
        return
    alone = has_finite(part.text)
    said = len(COUNTED.findall(claim.text))
    against = [
        match
        for match in part.matches
        if has_not(match.text)
        and (_GIVES_REASON.search(claim.text) or has_not(_GIVES_REASON.split(match.text)[0]))
        and len(COUNTED.findall(match.unit.text)) > said
        and not _says_no(part.text if alone and _is_here(match, part) else claim.text, match)
    ]
    if not against:
        return
    told = (m for m in part.matches if m.unit.section is not None)  # a title claims nothing
    without = max((m.score for m in told if not NO.search(m.text)), default=0.0)
    best = against[0]
    if best.unit.section is SectionKind.INDSTILLING and _is_changed(part, best):
        return
    if _is_told(best, claim, part) and _is_made(part, best, without, claim):
        values = {label.value for one in claim.evidence.items for label in one.decisions}
        # "Projekt 1 anbefales. Projekt 2 kan ikke anbefales.": which is told can't be known.
        both = (
            best.unit.section is SectionKind.BESLUTNING
            and Decision.AFVIST in values
            and bool(values & _SETTLED)
            and best.score < part.whole
        )
        yield claim.flag(
            "yellow" if both else "red",
            "naegtelse-tabt",
            "Kilden har nægtelsen (»ikke«, »ingen«), men sætningen har den ikke. Sæt den ind igen.",
            best.unit.span,
        )


def _is_changed(part: Aligned, best: Match) -> bool:
    """Tell whether the decision says without a "not" what was recommended with one."""
    return any(
        match.unit.section is SectionKind.BESLUTNING
        and not NO.search(match.text)
        and match.shared >= _LEAST
        and match.score >= _HOLDS * best.score
        for match in part.matches
    )


def _is_told(match: Match, claim: Claim, part: Aligned) -> bool:
    """Tell whether the sentence says what the source denies: a first word of it, or most."""
    first, reach, said = denied_words(match.text), reach_of(match.text), roots_of(claim.text)
    if _CONTRAST.search(match.text):
        said = roots_of(part.text)  # "fundet på anlæg og ikke i kassen" says of "anlæg" that it is
    twice = _AND.split(match.text, maxsplit=1)[1:]  # "variant 1 og ønsker variant 2"
    if NOT.search(match.text) and twice and not NOT.search(twice[0]):
        first, reach = first - roots_of(twice[0]), reach - roots_of(twice[0])
    if len(reach & said) >= max(_LEAST, len(reach) / 2):
        return True
    longer = {one for one in said if len(one) >= _STEM}
    return any(one in said or is_among(one, longer) for one in first)


def _is_made(part: Aligned, best: Match, without: float, claim: Claim) -> bool:
    """Tell whether the clause is made of the source's *best* with a "not", and of none without."""
    keys, told = keys_of(_core(best.text), claim.evidence.minutes.date), claim.unit.keys
    whole = len(keys) >= _LEAST and all(is_among(key, told) for key in keys)
    first = denied_words(best.text)
    holds = _HALF if len(first) >= _LEAST and first <= roots_of(claim.text) else _HOLDS
    better = best.score > _BETTER * without and best.score >= holds * part.whole
    return best.shared >= _LEAST and (better or whole)


def _is_here(match: Match, part: Aligned) -> bool:
    """Tell whether what the source denies is said in this clause and not in the next."""
    return bool(reach_of(match.text) & roots_of(part.text))


def _core(clause: str) -> str:
    """Return the innermost clause that the "not" stands in: "HR indstiller, at *X ikke sker*"."""
    match = NOT.search(clause)
    opens = [one.end() for one in _UNDER.finditer(clause, 0, match.start())] if match else []
    return _ASIDE.split(clause[opens[-1] if opens else 0 :])[0]


def _says_no(text: str, match: Match) -> bool:
    """Tell whether *text* says no in words that the source does not have beside its "not"."""
    if (_AS_LONG.search(match.text) and _UNTIL.search(text)) or _LATER.search(text):
        return True
    if _NO_MORE.search(match.text) and _AT_MOST.search(text):
        return True
    printed = match.unit.text.lower()
    return any(word.lower() not in printed for word in NO.findall(text))

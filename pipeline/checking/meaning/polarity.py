"""Has the draft turned a statement round? A "not" lost or added, a yes for a no."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import Aligned, Match
from pipeline.checking.claims import Claim
from pipeline.checking.facts import keys_of
from pipeline.checking.meaning.points import Point, point_told, points_of
from pipeline.checking.meaning.stage import body_of
from pipeline.checking.numbers.decided import CHANGES
from pipeline.checking.roots import clauses_of, is_kin, root_of, roots_of
from pipeline.danish.verbs import has_finite
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Flag

_TABLE = load_lexicon("hedges")["negation"]
_NOT = re.compile(_TABLE["plain"], re.IGNORECASE)
# What says no without "not" is counted as well.
_NO = re.compile(rf"{_NOT.pattern}|{_TABLE['other']}", re.IGNORECASE)
# A source clause that says no in one of these words may be told with a "not".
_IMPLIES = re.compile(rf"{_NO.pattern}|{_TABLE['implies']}", re.IGNORECASE)
_COUNTED = re.compile(rf"{_NOT.pattern}|\b(?:uden|undtag\w*|bortset)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:ikke|ingen|hverken|aldrig)\b", re.IGNORECASE)
_BUT_NOT = re.compile(r"\b(?:dog|men) ikke\b", re.IGNORECASE)
_NO_DECISION = re.compile(
    r"\b(?:behandl|beslutning|bemærkning|indvending|stilling til)", re.IGNORECASE
)
# "Der er ikke truffet afgørelse", where the matter was only sent on.
_UNSETTLED = re.compile(
    r"\bikke (?:endnu )?(?:truffet|afgjort|afsluttet|besluttet|givet (?:lov|grønt lys))\b|"
    r"\bendnu ikke (?:endeligt? )?(?:truffet|afgjort|besluttet|vedtaget|godkendt|givet)\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"\bikke\b[^.;]*,? før(?:end)?\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:før|inden)\b", re.IGNORECASE)
_NO_LEAVE = re.compile(r"\bikke (?:lov|tilladelse|dispensation)\b", re.IGNORECASE)
_SETTLED = frozenset({Decision.GODKENDT, Decision.ANBEFALES, Decision.UDPEGET})
_DONE = frozenset({Decision.GODKENDT, Decision.UDPEGET})
_SHOWS = re.compile(
    r"\b(?:viser|gengiver|rummer|står|truffet|traf|tog)\b.*\b(?:beslutning|stilling)\b"
)
_REMARKS = re.compile(r"\b(?:indvending|bemærkning)er\b")
_WHETHER = re.compile(r"\b(?:hvis|om)\b")
_NEEDS = re.compile(
    r"\bbehøver\b|\bnogen beslutning\b|\bbliver til noget\b|"
    r"\b(?:indstille[rs]?|anbefale[rs]?) noget\b|"
    r"\b(?:er|har|blev) endnu (?!ikke|ingen|intet|e[tn]\b|flere|mere|større|mindre)|"
    r", men for (?!at\b|den\b|det\b|første\b)\w+(?:[,.]| og )"
)
_REFUSED = frozenset({Decision.AFVIST, Decision.UDSAT})
_SILENT = frozenset({Decision.INGEN_BEMAERKNINGER, Decision.INGEN_BESLUTNING, Decision.UDSAT,
                     Decision.AFVIST})  # fmt: skip
_REFUSES = re.compile(
    r"\b(?:ikke|ingen|afvis\w*|forkast\w*|sagde nej|siger nej|afslog|nedstem\w*)\b", re.IGNORECASE
)
# A clause that only says when or why tells no decision.
_UNDERLIES = re.compile(
    r"\W*(?:og )?(?:før|inden|når|hvis|fordi|da|som|der|hvor|at|for at|så længe|indtil)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:anbefal\w*|godkend\w*|tiltr\w+|tilslut\w*|vedtaget|vedtog|sagde ja)\b", re.IGNORECASE
)
# What is to happen first may not have happened: "når rådgiveren har skrevet under".
_WHEN = re.compile(r"\W*(?:og )?(?:når|først når|hvis|inden|før|indtil|så snart)\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:tilbage|retur)\b", re.IGNORECASE)
_TALKS = re.compile(
    r"\b(?:drøft\w*|talte|spørgsmål\w*|stilling|senere|igen|høring|behandl\w*)\b", re.IGNORECASE
)
# "Økonomichefen foreslog også, at …": told as what was asked for.
_ATTRIBUTED = re.compile(r"[^,.;]* (?:foreslog|foreslår|indstillede|ønskede|bad om)\b")
# Where what is refused is asked for, and the words that ask.
_PROPOSED = (None, SectionKind.INDSTILLING)
_ASKED = re.compile(
    r"\b(?:foreslå\w*|foreslog|forslag\w*|ønske\w*|bed(?:t|er|es)|ansøg\w*|søge[rs]?|søgt|tilbud\w*|"
    r"skal|vil|kan)\b",
    re.IGNORECASE,
)
# What a "not" is about: the few words after it.
_AFTER = re.compile(
    r",?(?:\s(?:for|at|der|det|kunne|kan|skal|være|blive|have|bør|må|til|i))*(?:\s[\w-]+){1,3}"
)
# "i 30 dage og ikke i 90 dage, som foreslået"
_CONTRASTS = re.compile(
    r"\bikke\b[^.;]*\bsom (?:først )?(?:foreslået|indstillet|ønsket|planlagt)\b", re.IGNORECASE
)
_WOULD = re.compile(r"\b(?:vil|ville) ikke\b", re.IGNORECASE)
_LATER = re.compile(r"\bop igen\b", re.IGNORECASE)
_AS_LONG = re.compile(r"\bså længe\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:ind)?til\b|\bførst når\b", re.IGNORECASE)
_ASIDE = re.compile(r",? (?:jf\.|\()")
_UNDER = re.compile(r"\b(?:at|om|fordi|som|der)\s")
_LEAST = 2
# How much better a clause has to fit than the best of the other kind, and how much of the draft's
# clause it has to hold, before the draft counts as its opposite.
_BETTER = 1.15
_HOLDS = 0.6
# A clause counts as made of what the item says from so much of its weight; what may be the source
# of it fits so well beside the best.
_MADE = 0.3
_NEAR = 0.5
_BEST = 0.9
# Clauses with so many words in common say the same thing, whatever the "not" is about.
_ALIKE = 3
_WHOLE = 0.75


def check_polarity(claim: Claim, parts: tuple[Aligned, ...]) -> Iterator[Flag]:
    """Yield a flag for a lost or added negation, and for a point told as decided otherwise."""
    if claim.role in ("headline", "keyword", "closing"):
        return
    yield from _unfounded(claim)
    if claim.is_carried:
        return
    points = points_of(claim.evidence)
    for part in parts:
        point = point_told(keys_of(part.text, claim.evidence.minutes.date), points)
        if point is not None and (wrong := _decided_otherwise(claim, part, point)):
            yield wrong
            continue
        yield from _lost(claim, part)
        if point is None or point.agreed:  # what was refused may be denied
            yield from _added(claim, part)


def _unfounded(claim: Claim) -> Iterator[Flag]:
    """Flag what can only be said with a "not": "behøver", a decision where there is none."""
    if _NOT.search(claim.text) or "uden" in claim.text:
        return
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    none = values <= {Decision.INGEN_BESLUTNING} and _SHOWS.search(claim.text)
    remarks = _REMARKS.search(claim.text) and not _ASKED.search(claim.text)
    quiet = values <= {Decision.INGEN_BEMAERKNINGER} and remarks
    needs = _NEEDS.search(claim.text) and not _WHETHER.search(claim.text)
    if none or quiet or needs:
        yield claim.flag(
            "red",
            "naegtelse-tabt",
            "Sætningen mangler et »ikke« eller »ingen«, som kilden har. Ret efter kilden.",
        )


def _decided_otherwise(claim: Claim, part: Aligned, point: Point) -> Flag | None:
    """Return a flag where the clause says yes to a point that was refused, or no to one agreed."""
    # "…, finansieret af kassen" hangs on the clause before it, and on its "ikke".
    denies = _NO.search(part.text if has_finite(part.text) else claim.text) is not None
    denies = denies or _BACK.search(part.text) is not None
    decides = _DECIDES.search(part.text) is not None
    asks = not decides and (_ASKED.search(part.text) or _TALKS.search(part.text))
    told = part.matches and (
        decides or part.matches[0].unit.section in (*_PROPOSED, SectionKind.BESLUTNING)
    )
    if _UNDERLIES.match(part.text) or (not point.agreed and _ATTRIBUTED.match(claim.text)):
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


def _named(point: Point) -> str:
    return f"indstillingens punkt {point.label}" if point.label else "netop det"


def _lost(claim: Claim, part: Aligned) -> Iterator[Flag]:
    if _NOT.search(part.text) or _WHEN.match(part.text):
        return
    alone = has_finite(part.text)
    said = len(_COUNTED.findall(claim.text))
    against = [
        match
        for match in part.matches
        if _NOT.search(match.text)
        and len(_COUNTED.findall(match.unit.text)) > said
        and not _says_no(part.text if alone and _is_here(match, part) else claim.text, match)
    ]
    if not against:
        return
    told = (m for m in part.matches if m.unit.section is not None)  # a title claims nothing
    without = max((m.score for m in told if not _NO.search(m.text)), default=0.0)
    best = against[0]
    denied = _denied_words(best.text)
    if not denied & roots_of(claim.text):
        return  # what the source denies is not said
    meeting = claim.evidence.minutes.date
    keys = keys_of(_core(best.text), meeting)
    told_keys = claim.unit.keys
    whole = len(keys) >= _LEAST and all(
        key in told_keys or any(is_kin(key, one) for one in told_keys) for key in keys
    )
    better = best.score > _BETTER * without and best.score >= _HOLDS * part.whole
    if best.shared >= _LEAST and (better or whole):
        values = {label.value for one in claim.evidence.items for label in one.decisions}
        # "Projekt 1 anbefales. Projekt 2 kan ikke anbefales.": which is told can't be known.
        both = (
            best.unit.section is SectionKind.BESLUTNING
            and Decision.AFVIST in values
            and bool(values & _SETTLED)
        )
        yield claim.flag(
            "yellow" if both else "red",
            "naegtelse-tabt",
            "Kilden har nægtelsen (»ikke«, »ingen«), men sætningen har den ikke. Sæt den ind igen.",
            best.unit.span,
        )


def _is_here(match: Match, part: Aligned) -> bool:
    """Tell whether what the source denies is said in this clause and not in the next."""
    return bool(_denied_words(match.text) & roots_of(part.text))


def _core(clause: str) -> str:
    """Return the innermost clause that the "not" stands in: "HR indstiller, at *X ikke sker*"."""
    match = _NOT.search(clause)
    opens = [one.end() for one in _UNDER.finditer(clause, 0, match.start())] if match else []
    return _ASIDE.split(clause[opens[-1] if opens else 0 :])[0]


def _says_no(text: str, match: Match) -> bool:
    """Tell whether *text* says no in words that the source does not have beside its "not"."""
    if (_AS_LONG.search(match.text) and _UNTIL.search(text)) or _LATER.search(text):
        return True
    printed = match.unit.text.lower()
    return any(word.lower() not in printed for word in _NO.findall(text))


def _added(claim: Claim, part: Aligned) -> Iterator[Flag]:
    """Flag a "not" that nothing which the clause may be made of has in any form."""
    if not _DENIES.search(part.text) or not part.matches or part.size < 2:
        return
    values = {label.value for one in claim.evidence.items for label in one.decisions}
    own = (None, body_of(claim.evidence.minutes))
    acts = (act for act in find_acts(part.text) if not part.text.startswith("ønske", act.start))
    if any(act.negated and act.body in own for act in acts):
        return  # the ladder of decisions looks at those
    open_still = not values & _DONE and _UNSETTLED.search(claim.text)
    if open_still or (values & _SILENT and _NO_DECISION.search(claim.text)):
        return
    denied = _denied_words(part.text)
    if any(denied & _denied_words(unit.text) for unit in claim.evidence.units):
        return
    if any({f"u{root}", f"ufor{root}"} & claim.evidence.roots for root in denied):
        return  # "de uforbrugte midler": what was not used
    made = part.best >= _MADE * part.whole or part.matches[0].shared >= _ALIKE
    made = made and not _is_otherwise_said(claim, part)
    if made and not _is_denied(claim, part, values):
        # "Godkendt, dog fastholdes billetten på 45 kr." is a no in other words, to some of it.
        decided = claim.evidence.within(SectionKind.BESLUTNING)
        limited = any(CHANGES.search(unit.text) for unit in decided) and _WOULD.search(part.text)
        yield claim.flag(
            "yellow" if limited else "red",
            "naegtelse-tilfoejet",
            "Sætningen har »ikke« eller »ingen«, men det har kilden ikke. Ret sætningen.",
            part.matches[0].unit.span,
        )


def _is_otherwise_said(claim: Claim, part: Aligned) -> bool:
    """Tell whether the "not" is one of when ("afventer svaret"), of what was proposed, of leave."""
    if _NOT_BEFORE.search(claim.text) and not _BEFORE.search(part.matches[0].unit.text):
        return True
    refused = _NO_LEAVE.search(part.text) and " afslag " in claim.evidence.printed
    return bool(refused or _CONTRASTS.search(claim.text))


def _is_denied(claim: Claim, part: Aligned, values: set[Decision]) -> bool:
    """Tell whether the item says no to what the clause is made of, in whatever words.

    A word that the clause has itself ("først", "imod") is no reason for its "not". A source clause
    with all that the clause says has to have the no itself; else its sentence may have it.
    """
    near = [match for match in part.matches if match.score >= _NEAR * part.best]
    for match in near:
        all_of_it = match.score >= _WHOLE * part.whole and match.shared >= _ALIKE
        texts = (match.text,) if all_of_it else _clauses_with(match, part, claim)
        if any(_has_more(_IMPLIES, text, part.text) for text in texts):
            return True
    # What was asked for and refused is not going to be.
    if values & _REFUSED and any(
        match.unit.section in _PROPOSED or _has_more(_ASKED, match.text, part.text)
        for match in near
        if match.score >= _BEST * part.best
    ):
        return True
    # "men ikke for PPR": an exception that the item makes in other words.
    excepted = _BUT_NOT.search(part.text) is not None
    return excepted and any(_NO.search(unit.text) for unit in claim.evidence.units)


def _clauses_with(match: Match, part: Aligned, claim: Claim) -> Iterator[str]:
    """Yield the clause, and those of its sentence that share a word with the draft's."""
    meeting = claim.evidence.minutes.date
    keys = keys_of(part.text, meeting)
    yield match.text
    for text in clauses_of(match.unit.text):
        if keys & keys_of(text, meeting):
            yield text


def _has_more(words: re.Pattern[str], source: str, draft: str) -> bool:
    """Tell whether *source* has one of *words* that *draft* has not in any form, or a "not"."""
    own = {root_of(word) for word in words.findall(draft) if not _DENIES.fullmatch(word)}
    return any(root_of(word) not in own for word in words.findall(source))


def _denied_words(text: str) -> frozenset[str]:
    """Return the first words after the "not", or all before it where nothing follows."""
    match = _NOT.search(text)
    if match is None:
        return frozenset()
    after = _AFTER.match(text, match.end())
    return (roots_of(after.group()) if after else frozenset()) or roots_of(text[: match.start()])

"""Parts of a decision in words that no rule knows, told beside what was proposed.

"Ad 2: Målet bliver 5 procent" tells nobody that it was to be another; "a. Ikke i år" not what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.danish.clauses import stop
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.decision.attributed import attributed
from pipeline.drafting.decision.named import is_about
from pipeline.drafting.decision.options import named_options
from pipeline.drafting.decision.outright import say_outright
from pipeline.drafting.decision.points import clause_for
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.decision.quotes import quote
from pipeline.drafting.decision.stands import is_sentence
from pipeline.drafting.decision.votes import is_ballot, vote_sentence
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN
from pipeline.drafting.plain.compress import count_words
from pipeline.drafting.plain.wording import plain_words
from pipeline.records import Sentence


def points_of(
    marked: re.Match[str], by_label: Mapping[str, tuple[Proposal, ...]]
) -> tuple[Proposal, ...]:
    """Return the point that the mark before a sentence names, "Ad 2: "; () where it names none."""
    label = next((marked[one] for one in ("numbers", "ad", "after", "bare") if marked[one]), "")
    return by_label.get(label.strip(" .)").lower(), ())


def agreement(case: Case, marked: re.Match[str], about: tuple[Proposal, ...]) -> str:
    """Say what a body agrees with or not, where "Ad 2: Udvalget er ikke enig" points to it."""
    if len(about) != 1:
        return marked["rest"]
    enig = "enigt" if case.pronoun == "det" else "enig"
    clause = clause_for(case, about[0], None)
    return _AGREES.sub(rf"\g<1>{enig} i, at {clause}, ", marked["rest"], count=1)


_AGREES = re.compile(r"^([A-ZÆØÅ][\w -]+ er (?:ikke |dog ikke )?)(?:enigt?|enige) (?=og )")


def with_points_told(case: Case, printed: str, by_label: Mapping[str, tuple[Proposal, ...]]) -> str:
    """Say what a point asks for where a sentence only has its number: "forbehold for ad 2"."""

    def told(match: re.Match[str]) -> str:
        about = by_label.get(match["n"].lower(), ())
        if len(about) != 1:
            return match.group()
        before = printed[: match.start()].endswith("forbehold")
        way = "for" if before else match["way"] or "med hensyn til" * bool(match["vague"])
        after = printed[match.end() :][:1]
        clause = clause_for(case, about[0], None).rstrip(".")
        stop = "" if after in {"", ".", ",", ";"} else ","
        return f" {way} forslaget om, at {clause}{stop}".replace("  ", " ")

    return _REFERENCE.sub(told, printed)


# Not at the start: that marks the sentence as the point's own.
_REFERENCE = re.compile(
    r"(?<=[a-zæøå,])(?: (?P<vague>for så vidt angår|hvad angår|når det gælder|med hensyn til|"
    r"vedrørende|vedr\.)| (?P<way>for|til|over for|om|imod|mod))? "
    r"(?:(?:indstillingens )?(?:ad\.?|punkt|pkt\.?|pind) (?P<n>\d|[a-h])\b\)?)(?! (?:og|i) \d)",
    re.IGNORECASE,
)


def as_printed(case: Case, about: tuple[Proposal, ...], printed: str) -> tuple[str, ...]:
    """Tell what points propose, and quote what was decided on them in words that no rule knows."""
    clauses = ", og at ".join(clause_for(case, point, None) for point in about)
    fell = vote_sentence(printed) if is_ballot(printed) else None
    if fell:
        return (f"Der blev stemt om forslaget om, at {clauses}.", fell)
    rest = without_names(case, printed.rstrip(" ."))
    if not rest or HIDDEN in rest or len(rest) < _LEAST or count_words(f"{clauses} {rest}") > _MOST:
        return ()
    but = _BUT.match(rest)
    before = attributed(replace(case, proposals=about)) if but else ()
    if but and before:
        return (*before, f"{case.body} sagde {but['answer'].lower()}, men {but['x']}.")
    told = _otherwise(case, about, rest)
    return told or (f"Om forslaget om, at {clauses}, lyder beslutningen: »{upper_first(rest)}«.",)


def _otherwise(case: Case, about: tuple[Proposal, ...], rest: str) -> tuple[str, ...]:
    """Tell what was set otherwise than proposed, or a yes that goes on: "… med tre timer"."""
    before = attributed(replace(case, proposals=about)) if len(about) == 1 else ()
    changed, agreed, refused = _SET.fullmatch(rest), _YES.fullmatch(rest), _NOT.fullmatch(rest)
    if before and changed:
        text = plain_words(f"{case.body} ændrede det til {changed['x']}", case.meeting)
        return (*before, stop(text)) if text else ()
    if before and agreed and count_words(agreed["x"]) <= _FEW:
        does = "anbefaler" if agreed["does"].lower().startswith("anbef") else "godkendte"
        text = plain_words(f"{case.body} {does} det {agreed['x']}", case.meeting)
        return (*before, stop(text)) if text else ()
    option = _OPTION.fullmatch(rest)
    if before and option and named_options(option["what"]):
        return (*before, f"{case.body} godkendte {lower_first(option['what'])}.")
    lines = say_outright(case, upper_first(refused["x"]), opens=False) if refused else ()
    if len(about) == 1 and lines:
        clause = clause_for(case, about[0], None)
        return (stop(f"{case.body} sagde nej til forslaget om, at {clause}"), *lines)
    return ()


_FEW = 10
# "At" is what is left of a mark, and no outcome.
_LEAST = 3
# "Flyttes til den 11. maj", "Nedsat til 5.000 kr."
_SET = re.compile(
    r"(?:(?:[Dd]et|[Dd]en|[Ee]r|[Bb]lev|[Bb]liver) )*(?i:flytte[st]|flyttet|nedsættes|nedsat|"
    r"ændre[st]|ændret|forhøjes|forhøjet|hæves|hævet|sættes (?:ned|op)|sat (?:ned|op)) "
    r"til (?P<x>(?!mødet|næste|senere|at\b)[^,;]+)"
)
_YES = re.compile(
    r"(?P<does>(?i:godkendt|godkendes|tiltrådt|tiltrædes|vedtaget|anbefales)) "
    r"(?P<x>(?:for|med|til|i|på|fra|indtil|som|inden for|under|uden|op til) "
    r"(?!at\b|den\b|over\b|[^,]*\bstemmer)[^,;]+)"
)
_NOT = re.compile(r"(?:Nej|Afvist|Afslået), (?P<x>(?!men\b|da\b|idet\b|fordi\b)[a-zæøå]+ \S.+)")
# "Model C godkendt" under "at udvalget vælger model A suppleret med model C"
_OPTION = re.compile(
    r"(?P<what>[A-ZÆØÅ][a-zæøå]+ (?:[A-H]|\d{1,2})) (?:er |blev )?"
    r"(?:godkendt|godkendes|vælges|valgt)"
)
_MOST = 45
# "Ja – men til ti steder, ikke fem."
_BUT = re.compile(r"(?P<answer>Ja|Nej)[ ,–-]+men (?P<x>\S.+)$")


def beside(case: Case, rest: str, about: tuple[Proposal, ...]) -> tuple[str, ...]:
    """Tell in a sentence what was decided, and what was proposed before it; else quote it."""
    whole = not about or is_sentence(rest)
    lines = say_outright(case, rest, opens=False) if whole else ()
    said = lines[0].removeprefix(case.body) if lines else ""
    named = any(is_about(said, point.clause) for point in about)
    if named and lines[0].startswith(case.body) and not _POINTS_BACK.search(lines[0]):
        # "Direktionen tager ikke stilling til placeringen" tells it all.
        return lines
    if about and lines:
        return (*attributed(replace(case, proposals=about)), *lines)
    if lines or count_words(rest) > _MOST or HIDDEN in rest:
        return lines
    return as_printed(case, about, rest) if about else (quote(rest),)


_POINTS_BACK = re.compile(
    r"\b(?:det|dette|den|dem|forslaget|ordningen)\b(?=[.,;]|$| (?:ikke|nu|før|i|på|til|med)\b)"
)


def named_again(case: Case, lines: tuple[str, ...], said: Sequence[Sentence]) -> tuple[str, ...]:
    """Name the body again where the sentence before has another subject, as "Prisen ses efter"."""
    pronoun = f"{case.pronoun.capitalize()} "
    if not lines or not said or not lines[0].startswith(pronoun):
        return lines
    if said[-1].text.startswith((pronoun, case.body, "Et flertal i ")):
        return lines
    return (f"{case.body} {lines[0].removeprefix(pronoun)}", *lines[1:])

"""How many were against what was decided, or took reservations, told without their names."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.danish.nouns import upper_first
from pipeline.danish.numerals import number_word
from pipeline.drafting.case import Case
from pipeline.drafting.decision.numbers import points_by_label, with_figures
from pipeline.drafting.decision.options import MARK, named_options
from pipeline.drafting.decision.parts import in_parts
from pipeline.drafting.decision.unruled import with_points_told
from pipeline.drafting.in_past import past_of
from pipeline.drafting.people.names import HIDDEN, hide_names
from pipeline.drafting.plain.wording import plain_words
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span


def dissenters(case: Case, said: str) -> tuple[Sentence, ...]:
    """Say how many stood apart, unless *said*, the decision as told, has it already.

    Beside a motion, or points that were decided one by one, nobody knows what they were against.
    """
    on_points = [one for span in case.decision if (one := against_point(case, span))]
    if on_points:
        return tuple(one for one in on_points if one.text not in said)
    text = case.decision_text
    if Decision.AFVIST in case.labelled.outcomes:
        # Those "imod" may be the very ones who said no.
        return ()
    if _MOVED.search(text) or in_parts(text) or _POINT.search(text) or _TOLD.search(said):
        return ()
    told = [one for span in case.decision if (one := _stood_apart(case, span))]
    few = [one for span in case.decision if (one := _of_minority(case, span, said))]
    few = [one for one in few if not _wants_the_same(case, one.text)]
    return tuple(told) or (*few[:1], *_another(case, few))


def _wants_the_same(case: Case, text: str) -> bool:
    """Tell whether those who are named want the option that was decided: they are the majority."""
    wanted = {(one.kind, one.mark) for one in named_options(text)}
    decided = {(one.kind, one.mark) for one in named_options(case.decision_text)}
    return bool(wanted) and wanted <= decided and not re.search(r"\b(?:ikke|imod)\b", text)


def _another(case: Case, few: list[Sentence]) -> tuple[Sentence, ...]:
    """Tell what a second minority preferred, where other parties are named for it."""
    for one in few[1:]:
        who = [_parties(each.sources[0].of(case.minutes.text)) for each in (few[0], one)]
        if all(who) and not who[0] & who[1] and " undlod " not in one.text:
            text = one.text.replace("Et mindretal", "Et andet mindretal", 1)
            return (replace(one, text=text),)
    return ()


def _parties(printed: str) -> set[str]:
    found = _party().match(" ".join(printed.split()))
    words = re.findall(r"\b[A-ZÆØÅ][\wæøå]*", found.group()) if found else []
    return set(words) - {"Et", "Mindretal", "Mindretallet", "Gruppe", "Partiet", "Liste"}


_MOVED = re.compile(r"\b(?:foreslog|stillede|ændringsforslag\w*|modforslag\w*)\b", re.IGNORECASE)
_POINT = re.compile(r"\b(?:ad|pkt|punkt|led)\.? ?[\da-e]\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:imod|forbehold|mindretal|stemmer|stemmerne|undlod|medlem)\b", re.IGNORECASE
)


def against_point(case: Case, span: Span) -> Sentence | None:
    """Tell who took reservations about a point, or was against it: "SF kan ikke anbefale ad 2"."""
    printed = with_figures(case.printed(span))
    found = _apart_on().match(printed)
    if found is None:
        return None
    names = _NAME.findall(found["who"]) if not _party().fullmatch(found["who"]) else []
    if not all(one.endswith(")") or one in case.minutes.participants for one in names):
        return None
    who = "Et medlem" if len(names) == 1 else f"{number_word(len(names))} medlemmer"
    who = upper_first(who) if names else "Et mindretal"
    told = with_points_told(case, found["does"], points_by_label(case))
    if told == found["does"] or HIDDEN in hide_names(told, case.minutes.participants):
        return None
    return Sentence(f"{who} {told.rstrip(' .,')}.", "realised", (span,))


def without_repeating(said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Say "det sidste" of the point that the sentence before has just told in as many words."""
    told = list(said)
    for at, (before, one) in enumerate(pairwise(said), 1):
        found = _OF_POINT.match(one.text)
        # "at der gives en bevilling" may have been told as "at Byrådet giver en bevilling".
        if found and before.text.endswith(f" {found['same']}"):
            again = "det sidste" if re.search(r" også, at |, og at ", before.text) else "det"
            told[at] = replace(one, text=f"{found['who']} {again}.")
    return tuple(told)


_OF_POINT = re.compile(
    r"(?P<who>(?:Et medlem|Et mindretal|\w+ medlemmer) (?:kan|kunne|vil|ville) ikke \w+) "
    r"forslaget om, at \w+ \w+ (?P<same>(?:\S+ ){3}.+)"
)


def is_apart(printed: str) -> bool:
    """Tell whether a sentence only says who stood apart.

    >>> is_apart("Anna Holm (A) tog forbehold."), is_apart("Anbefales.")
    (True, False)
    """
    return _APART.match(printed) is not None


def _stood_apart(case: Case, span: Span) -> Sentence | None:
    printed = case.printed(span)
    found = _APART.match(printed)
    if found is None:
        return None
    names = [one for one in _NAME.findall(found["who"]) if one]
    known = case.minutes.participants
    if not all(one.endswith(")") or one in known for one in names):
        # "Liberal Alliance" is nobody's name.
        return None
    who = "Et medlem" if len(names) == 1 else f"{upper_first(number_word(len(names)))} medlemmer"
    why = _reason(case, printed[found.end() :], "medlemmet" if len(names) == 1 else "de")
    if found["reserves"] is None:
        does = _DOES[found["does"].split()[0].lower()]
        return Sentence(f"{who} {does}{why}.", "realised", (span,))
    about = plain_words(found["about"].strip(), case.meeting) if found["about"] else ""
    if about is None or HIDDEN in hide_names(about, known):
        return None
    if re.search(r"\b(?:\d|litra|[a-h]$)", about):
        # What stands under that number or letter no reader knows.
        about = "for en del af indstillingen"
    return Sentence(f"{who} tog forbehold {about}".rstrip() + f"{why}.", "realised", (span,))


def _reason(case: Case, rest: str, who: str) -> str:
    """Return why somebody stood apart, ", fordi medlemmet ønsker …"; "" where it can't be told."""
    found = _WHY.match(rest)
    told = plain_words(f"{found['why']}", case.meeting) if found else None
    if not told or hide_names(told, case.minutes.participants) != told:
        return ""
    return f", fordi {who} {told}"


_WHY = re.compile(
    r",? (?:idet|da|fordi) "
    r"(?:hun|han|de|partiet|partierne|gruppen|listen|vedkommende|man|[A-ZÆØÅ]{1,3}) "
    r"(?P<why>(?:ikke )?(?:ønske(?:r|de)|men(?:er|te)|finder|fandt|foretrækker|foretrak|"
    r"savne(?:r|de)|frygte(?:r|de)),? [^.;]{3,120})"
)


def beside_majority(
    told: tuple[Sentence, ...], apart: tuple[Sentence, ...]
) -> tuple[Sentence, ...]:
    """Put what a minority stood for where the minutes have it: before what happens next."""
    said = list(told)
    for one in apart:
        start = one.sources[0].start
        later = (at for at, other in enumerate(told) if at and other.sources[0].start > start)
        said.insert(len(said) - len(told) + next(later, len(told)), one)
    return tuple(said)


def _of_minority(case: Case, span: Span, said: str) -> Sentence | None:
    """Tell what parties, or "et mindretal", stood for: a post names no party that lost."""
    printed = case.printed(span)
    found = _groups().match(printed)
    if found is None or case.has_evidence(span):
        return None
    if found["does"]:
        does = _DOES[found["does"].split()[0].lower()]
        reason = _WHY.search(found.group())
        why = _reason(case, reason.group(), "det") if reason else ""
        text: str | None = f"Et mindretal {does}{why}."
    elif found["reserves"]:
        about, also = found["about"] or "", found["also"] or ""
        about = "" if re.search(r"[0-9]", about) else about
        wished = past_of(found["wishes"]) if also else None
        # "…, og ønsker sagen i høring": what they would rather have is their own view.
        wish = f" og {wished} {also}" if wished else ""
        wish = wish or _reason(case, printed[found.end() :], "det")
        text = plain_words(f"Et mindretal tog forbehold{about}{wish}.", case.meeting)
    else:
        text = plain_words(
            f"Et mindretal {found['wanted']} {found['what'].rstrip('.')}.", case.meeting
        )
    if text is None or hide_names(text, case.minutes.participants) != text or text in said:
        return None
    return Sentence(text, "realised", (span,))


@cache
def _groups() -> re.Pattern[str]:
    """Return the pattern of parties, or a minority, that stood apart or wanted something else."""
    option = rf"[a-zæøåA-ZÆØÅ]+ {MARK}(?:[.,]|$)"
    return re.compile(
        rf"{_party().pattern},? "
        r"(?:(?P<reserves>t(?:og|ager) forbehold)(?P<about> (?:for|over for) [^,;]+?)?"
        r"(?:,? og (?P<wishes>ønsker|ønskede|anbefaler|foretrækker|mener) "
        r"(?P<also>[^;]{3,160}?))?|"
        r"(?P<does>stem(?:te|mer) imod|kunne ikke|kan ikke|undlod|undlader)"
        r"(?= |[.,]|$)[^.;]*(?:\. .*)?|"
        r"(?P<wanted>ønske(?:r|de)|foretr(?:ak|ækker)|støtte(?:r|de)|"
        rf"anbefale(?:r|de)(?:,? at| ikke|(?= {option}))|"
        r"pege(?:r|de) på|ville hellere|stemte for) (?P<what>[^;]{3,160}?))"
        r"(?=[.;]?$|,? (?:idet|da|fordi)\b)"
    )


@cache
def _party() -> re.Pattern[str]:
    rows = load_lexicon("parties")["party"]
    forms = sorted({form for row in rows for form in (row["letter"], *row["short"], *row["names"])})
    names = "|".join(map(re.escape, forms[::-1]))
    one = rf"(?:(?:Gruppe|Partiet) )?(?:Liste [A-ZÆØÅ]|[A-ZÆØÅ][a-zæøå]+listen|{names})"
    who = rf"(?: \([^()]*\)| bestående af [^.;]+?|, {one}(?:(?:, | og ){one})*,)"
    few = rf"(?:(?:Et )?[Mm]indretal(?:let)?(?: (?:i|på) \w+(?: medlem(?:mer)?)?)?){who}?"
    return re.compile(rf"(?:{few}|{one}(?:(?:, | og | samt ){one})*)")


@cache
def _apart_on() -> re.Pattern[str]:
    """Return the pattern of who stood apart on what has a number, without the reason."""
    return re.compile(
        rf"(?P<who>{_party().pattern}|{_ONE}(?:(?:, | og | samt ){_ONE})*),? "
        r"(?P<does>(?:t(?:og|ager) forbehold|stem(?:te|mer) (?:i?mod|nej til)|(?:kan|kunne) ikke "
        r"\w+|undlod|undlader)\b[^,.;]*?(?:(?:ad|pkt|punkt|pind)\b\.? ?)(?:\d|[a-h])\b)"
    )


_ONE = r"[A-ZÆØÅ][\w.-]+(?: (?:[A-ZÆØÅ][\w.-]+|von|van|de))+(?: \([^()]*\))?"
_NAME = re.compile(_ONE)
_APART = re.compile(
    rf"(?P<who>{_ONE}(?:(?:, | og | samt ){_ONE})*),? "
    r"(?:(?P<reserves>t(?:og|ager) forbehold)(?P<about> (?:for|over for|med hensyn til) [^.,;]+)?|"
    r"(?P<does>stem(?:te|mer) imod|kunne ikke|kan ikke|undlod|undlader)"
    r"(?: (?:at stemme|tiltræde|anbefale|støtte|godkende|tilslutte sig|medvirke)"
    r"(?: (?:det|dette|indstillingen|forslaget))?)?)"
    r"(?=[.,]?$|,? (?:idet|da|fordi|som|der|og)\b|\. )"
)
_DOES = {
    "stemte": "stemte imod",
    "stemmer": "stemte imod",
    "kunne": "var imod",
    "kan": "var imod",
    "undlod": "undlod at stemme",
    "undlader": "undlod at stemme",
}

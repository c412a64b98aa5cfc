"""What the chosen option is: "model C" by itself tells a reader nothing.

What the case says of the option that the decision names is told after the decision, in the words of
the case. What it says of the others is no news of the decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from pipeline.danish.blocks import BULLETS
from pipeline.danish.nouns import lower_first
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import is_finite
from pipeline.drafting.background.overtaken import read_overtaken
from pipeline.drafting.background.prose import BACKGROUND
from pipeline.drafting.background.standing import (
    is_fragment,
    leans_back,
    short_sentences,
)
from pipeline.drafting.case import Case
from pipeline.drafting.decision.about_option import PRICED, clauses_about
from pipeline.drafting.decision.option_words import (
    as_sentence,
    sentences_of_line,
)
from pipeline.drafting.decision.options import (
    MARK,
    Option,
    are_kin,
    chosen_options,
    named_options,
)
from pipeline.drafting.in_past import past_of
from pipeline.drafting.people.names import hide_names
from pipeline.drafting.plain.compress import count_words
from pipeline.labels import SectionKind
from pipeline.records import Sentence, Span


def told_options(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return what the case says of the options that the decision, as *said*, chooses.

    None where the case tells of no other option, or where that says nothing of the chosen one.
    """
    text = " ".join(one.text for one in said)
    chosen = chosen_options(_OF_FEW.sub("", text))
    if not chosen or len(chosen) > _MOST:
        return ()
    told: list[Sentence] = []
    for option in (_as_laid_out(case, one) for one in chosen):
        if len(_marks(case, option.kind)) > 1 or _lines(case, option):
            told += [one for one in _described(case, option) if one.text not in text]
    return tuple(dict.fromkeys(told))


_MOST = 3
# What those who lost preferred is no news of the decision.
_OF_FEW = re.compile(r"Et (?:andet )?mindretal [^.]*\.")


def _as_laid_out(case: Case, option: Option) -> Option:
    """Return an option by the noun that the case lays it out under: "finansieringsmodel 2"."""
    printed = " ".join(body.of(case.minutes.text) for body in _background(case))
    kin = {one.kind for one in named_options(printed) if are_kin(one.kind, option.kind)}
    longer = [kind for kind in kin if kind != option.kind]
    short = len(longer) == 1 and not _described(case, option)
    return option._replace(kind=longer[0]) if short else option


def _marks(case: Case, kind: str) -> set[str]:
    printed = case.labelled.item.span.of(case.minutes.text)
    return {one.mark for one in named_options(printed) if one.kind == kind}


def _described(case: Case, option: Option) -> tuple[Sentence, ...]:
    """Return what the case says of an option first: what it is, and then what it costs."""
    found = [one for one in (*_lines(case, option), *_in_prose(case, option)) if one[1]]
    costs = [_COSTS.match(told[0].removeprefix(option.known)) is not None for _, told in found]
    said: tuple[Sentence, ...] = ()
    for of_cost, (span, told) in sorted(zip(costs, found, strict=True), key=lambda one: one[0]):
        if said and (not of_cost or any(PRICED.search(one.text) for one in said)):
            continue
        former = _is_former(case, option, told)
        before = _before_the_change(case, option, told) if former and not said else []
        for one in before if former else told:
            more = tuple(short_sentences(one, case.meeting) or _cut(one, case))
            if not more or not _can_stand(case, (*(one.text for one in said), *more)):
                break
            said = (*said, *(Sentence(text, "realised", (span,)) for text in more))
    return said


def _cut(sentence: str, case: Case) -> tuple[str, ...]:
    """Return a long sentence in two, or without the second clause that hangs on the same noun."""
    halves = _HALVES.match(sentence)
    if halves and is_finite(halves["verb"]):
        option, who = lower_first(halves["known"]), halves["who"]
        then = f"Efter {option} {halves['verb']} {who} {halves['rest']}"
        told = [short_sentences(one, case.meeting) for one in (f"{halves['first']}.", then)]
        return tuple(text for one in told for text in one) if all(told) else ()
    match = _SECOND.match(sentence)
    return tuple(short_sentences(f"{match['first']}.", case.meeting)) if match else ()


# "Model 2 går ud på, at puljen lægges ud til skolerne, og skolerne betaler en takst."
_HALVES = re.compile(
    rf"(?P<first>(?P<known>[A-ZÆØÅ][a-zæøå]+ {MARK}) går ud på, at [^;]+?), og "
    r"(?P<who>(?:[a-zæøå]+ ){0,2}[a-zæøå]+(?:en|et|ne)) (?P<verb>[a-zæøå]+) (?P<rest>[^,;]+)$"
)
# "…, hvor turene er samlet, og hvor borgerne kan ringe op"
_SECOND = re.compile(
    r"(?P<first>[^;]{1,300}?, (?P<link>hvor|som|der|hvis) [^;]{1,300}?),? (?:og|men) (?P=link) "
)


_AND_COSTS = re.compile(
    r",? (?:og|som|der|til) (?:(?:vil )?(?:koste|spare)r? )?\d[\d.,]* [^,;]*kr\b.*$"
)


def _before_the_change(case: Case, option: Option, told: list[str]) -> list[str]:
    """Return what an option was before the decision changed it, without what it cost."""
    if _CORRECTED.search(case.labelled.item.span.of(case.minutes.text)):
        return []
    what = _AND_COSTS.sub(".", told[0], count=1)
    match = re.match(rf"{re.escape(option.known)} (?P<verb>[a-zæøå]+)(?P<rest> .+)$", what)
    was = past_of(match["verb"]) if match and not PRICED.search(what) else None
    return [f"I oplægget {was} {lower_first(option.known)}{match['rest']}"] if match and was else []


_COSTS = re.compile(r" (?:vil )?(?:koste[r]?|er på \d|lyder på|sparer|kan holdes)\b")


def _background(case: Case, *left: SectionKind) -> Iterator[Span]:
    # Under "Løsningsforslag" a case may lay out what there is to choose from.
    for section in case.labelled.item.sections:
        if section.kind in (*BACKGROUND, SectionKind.INDSTILLING) and section.kind not in left:
            yield section.body


def _in_prose(case: Case, option: Option) -> Iterator[tuple[Span, list[str]]]:
    """Yield each sentence about an option, with what the next ones say of its price."""
    text = case.minutes.text
    for body in _background(case):
        spans = split_sentences(body.of(text), body.start)
        printed = [case.printed(span) for span in spans]
        for place, (span, sentence) in enumerate(zip(spans, printed, strict=True)):
            after = takewhile(lambda one: not named_options(one), printed[place + 1 :])
            known = (one if n else _named_again(one, option) for n, one in enumerate(after))
            more = takewhile(lambda one: PRICED.search(one) and not leans_back(one), known)
            for clause in clauses_about(sentence, option):
                priced = [] if PRICED.search(clause) else [as_sentence(one) for one in more]
                yield Span(*span), [clause, *priced]


def _named_again(sentence: str, option: Option) -> str:
    """Name the option in the sentence right behind it that goes on about it.

    >>> _named_again("Den koster 9 kr. om året.", Option("model", "B"))
    'Model B koster 9 kr. om året.'
    """
    return _ITS_PRICE.sub(option.known, sentence)


_ITS_PRICE = re.compile(r"^De[nt](?= (?:koster|vil koste|sparer|vil spare|er anslået til) )")


def _lines(case: Case, option: Option) -> list[tuple[Span, list[str]]]:
    """Return the lines of a list, "A. Bump på vejen" or "Model A: Bump på vejen"."""
    text = case.minutes.text
    found: list[tuple[Span, list[str]]] = []
    marks: set[str] = set()
    # "2: Husleje dækkes af beboerne" among the costs is no line that says what proposal 2 is.
    for body in _background(case, SectionKind.OEKONOMI):
        for line in _LINE.finditer(body.of(text)):
            kind = (line["kind"] or "").lower()
            named = bool(kind) and kind.startswith(option.kind)
            marks |= set() if kind and not named else {line["mark"].upper()}
            same = line["mark"].upper() == option.mark.upper()
            # "b) at …" among the points is no "Model B".
            if not same or (not named and (kind or line["mark"] != option.mark)):
                continue
            span = Span(body.start + line.start("what"), body.start + line.end("what"))
            who = f"{line['who']}, " if line["who"] else ""
            found.append((span, sentences_of_line(option, f"{who}{line['what']}", text)))
    return found if len(marks) > 1 else []


_LINE = re.compile(
    rf"^[ {BULLETS}]*(?:(?P<kind>[A-ZÆØÅa-zæøå]+) )?(?P<mark>{MARK})"
    r"(?:[.:)]|, (?P<who>[A-ZÆØÅ][\w/ ]{2,30}):)\s+(?:at )?"
    r"(?P<what>\S.{3,300})$",
    re.MULTILINE,
)


def _is_former(case: Case, option: Option, told: list[str]) -> bool:
    """Tell whether the figures of a text no longer hold: something changes them since."""
    decided = _DAY.sub(" ", case.decision_text)
    about = [one for one in re.split(r"(?<=[.;])\s+", decided) if option in named_options(one)]
    counts = any(_NUMBER.search(one.split(" ", 2)[-1]) for one in told)
    if any(map(_CHANGED.search, about)) or (counts and any(map(_LESS.search, about))):
        return True
    text, item = case.minutes.text, case.labelled.item
    priced = any(PRICED.search(one) for one in told)
    corrected = priced and _CORRECTED.search(item.span.of(text))
    return bool(corrected) and any(map(read_overtaken(text, item).covers, told))


_CORRECTED = re.compile(r"\b(?:rettet|korrigeret|ændret|forhøjet|nedsat|justeret) til\b")
_DAY = re.compile(
    r"(?:den )?\d{1,2}\. (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*(?: \d{4})?"
)
_NUMBER = re.compile(rf"\b(?:\d|(?:{'|'.join(NUMERALS)})\b)")
_CHANGED = re.compile(r"\bi den (?:således )?(?:ændrede|reviderede|tilrettede) (?:form|udgave)\b")
# "model B, dog kun med tre pladser": what it costs is no longer said in the case.
_LESS = re.compile(
    r"\bi stedet for\b|\b(?:dog|men(?! (?:anbef|godk|v[æa]lg|peg|tiltr|vedt|beslut)))\b[^.;]*"
    rf"{_NUMBER.pattern}|"
    r"\bkun\b|\budgave\b|\breduceret\b|\bnedsat\b|\buden\b|\bdog (?:kun|med|uden)\b|"
    r"\bmed (?:den|de|følgende) (?:ændring|justering|tilpasning)"
)


def _can_stand(case: Case, said: tuple[str, ...]) -> bool:
    hidden = any(hide_names(one, case.minutes.participants) != one for one in said)
    return not hidden and not any(map(is_fragment, said)) and count_words(" ".join(said)) <= _ROOM


_ROOM = 38

"""What a sentence of a case says of one option: each clause whose subject that is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.danish.blocks import BULLETS
from pipeline.danish.clauses import stop
from pipeline.danish.nouns import upper_first
from pipeline.danish.numerals import ORDINALS
from pipeline.danish.verbs import is_finite
from pipeline.drafting.background.standing import leans_back, without_link
from pipeline.drafting.decision.option_words import with_subject
from pipeline.drafting.decision.options import MARK, Option, named_options, starts_of_options
from pipeline.drafting.plain.compress import count_words

LONGEST = 25


def clauses_about(printed: str, option: Option) -> Iterator[str]:
    """Yield each clause of a sentence whose subject is the option, as a sentence.

    >>> list(clauses_about("Bud 1 lyder på 3 kr., bud 2 lyder på 2 kr.", Option("bud", "2")))
    ['Bud 2 lyder på 2 kr.']
    >>> list(clauses_about("Nøgle 1 følger loven, nøgle 2 er en blanding.", Option("nøgle", "2")))
    ['Nøgle 1 følger loven, nøgle 2 er en blanding.']
    >>> list(clauses_about("Model A: Samling på rådhuset", Option("model", "A")))
    ['Model A omfatter samling på rådhuset.']
    >>> list(clauses_about("I model 1 deles besparelsen efter indkøb.", Option("model", "1")))
    ['I model 1 deles besparelsen efter indkøb.']
    """
    for one in printed.split("; "):
        yield from _in_brackets(one, option)
        yield from _as_subject(upper_first(one), option)


def _as_subject(printed: str, option: Option) -> Iterator[str]:
    parts = _parts(printed)
    side_by_side = len(parts) > 1 and count_words(printed) <= LONGEST
    if side_by_side and option in named_options(printed) and not PRICED.search(printed):
        # Side by side, each says what the others are not.
        if not leans_back(printed):
            yield without_link(upper_first(printed))
        return
    if named_options(printed) == (option,) and _OF_IT.match(printed):
        yield printed
        return
    for part in parts:
        match = _SUBJECT.match(_ONE_OF.sub(r"\g<what>", part))
        found = named_options(match["what"]) if match else ()
        if match is None or found != (option,) or named_options(match["rest"]):
            continue
        what, rest = upper_first(match["what"]), match["rest"].strip(" ;,")
        inside = _INSIDE.fullmatch(match["mark"] or "")
        if match["mark"] and not (inside and is_finite(rest.partition(" ")[0])):
            yield from with_subject(what, rest)
            continue
        if inside and not _NOTE.match(inside["what"]):
            yield from with_subject(what, inside["what"])
        first = rest.partition(" ")[0].strip(",")
        tells = is_finite(first) or _PRESENT.fullmatch(first)
        if tells and not _SETTLES.match(rest):
            yield stop(f"{what} {rest}")


def _in_brackets(printed: str, option: Option) -> Iterator[str]:
    """Yield what an option is whose name stands in brackets behind it, or before "hvor".

    >>> list(_in_brackets("De kan få mad udefra (model 1) eller mad hjemmefra (model 2).",
    ... Option("model", "2")))
    ['Model 2 omfatter mad hjemmefra.']
    >>> list(_in_brackets("Billigst er model 3, hvor prøven holdes i maj.", Option("model", "3")))
    ['Model 3 går ud på, at prøven holdes i maj.']
    """
    for one in _BEHIND.finditer(printed):
        if named_options(one["name"]) == (option,):
            yield from with_subject(option.known, one["what"])
    for one in _WHERE.finditer(printed):
        if named_options(one["name"]) == (option,) and not named_options(one["what"]):
            yield stop(f"{option.known} går ud på, at {one['what']}")


_NAME = rf"(?i:[a-zæøå]+) {MARK}"
# "mad lavet i huset (løsning 2)": what stands before it, back to the one before.
_BEHIND = re.compile(
    rf"(?:(?<=\))(?:, | og | eller |, eller )|: |\bmellem |\benten )(?P<what>[^();:]{{4,90}}?) "
    rf"\((?P<name>{_NAME})\)"
)
_WHERE = re.compile(
    rf"(?:\b(?:er|som) )(?P<name>{_NAME}), hvor (?P<what>[^,;:]{{8,120}}?)(?=[,;]|\.?$)"
)
# What somebody thinks of it tells nothing of what it is.
_SETTLES = re.compile(
    r"(?:er |blev |bliver )?(?:anbefale[st]|indstille[st]|vælges|valgt|godkend(?:es|t)|vedtage[st]|"
    r"foretrækkes|foretrukket|tiltr[æå]d(?:es|t)|anvendes|lægges til grund)\b"
)
# "I model 1 fordeles besparelsen efter indkøb."
_OF_IT = re.compile(
    rf"(?:I|Efter|Med|Ved) [a-zæøå]+ {MARK} (?!koster|giver|er på|bliver)[a-zæøå]+(?:er|es) "
)


def _parts(printed: str) -> list[str]:
    """Divide a sentence before each option that a clause of its own begins with."""
    cuts = [0]
    for start in starts_of_options(printed):
        led = _LED_IN.search(printed[:start])
        if led:
            cuts.append(led.end())
    return [
        printed[start:end].strip(" ,;") for start, end in zip(cuts, [*cuts[1:], None], strict=True)
    ]


_LED_IN = re.compile(r"(?:,|;|:|\bog|\bmens)(?: og| mens| men)? (?:den |det )?$")
_SUBJECT = re.compile(
    rf"(?:[{BULLETS}] ?)?(?P<what>[Dd]en [a-zæøå]+ [a-zæøå]+|"
    rf"[A-ZÆØÅa-zæøå-]+ {MARK}(?: (?:ved|på|i|fra) [A-ZÆØÅ]\w+)?)"
    r"(?P<mark>:| [–-]| \([^()]{3,60}\)(?= [a-zæøå]))? (?P<rest>\S.+)$"
)
# "Løsning 1 (lys på alle veje) koster 4 mio. kr."
_INSIDE = re.compile(r" \((?P<what>[^()]+)\)")
_NOTE = re.compile(r"(?:se|jf\.|bilag|anbefal|indstil|de[nt] \d|som )", re.IGNORECASE)
# "Den første (løsning 1) er at samle det": what it is called stands in brackets.
_ONE_OF = re.compile(
    rf"^(?:Den|Det) (?:ene|{'|'.join(ORDINALS)})(?: \w+)? "
    rf"\((?P<what>[A-ZÆØÅa-zæøå-]+ {MARK})\)"
)
# A verb that no table holds, where only a verb can stand.
_PRESENT = re.compile(r"[a-zæøå]{3,}(?:er|es|år)")
PRICED = re.compile(r"\bkr\b|\bprocent\b|\bpct\b|%")

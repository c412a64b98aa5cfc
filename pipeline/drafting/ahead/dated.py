"""Tell when a body did something: "Direktionen drøftede …" becomes "Den 12. maj drøftede …".

A letter of several meetings has to. What can't be turned around safely keeps its words, and the
day is said in a sentence before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.danish.bodies import body_named
from pipeline.danish.dates import format_date
from pipeline.danish.nouns import thing_of
from pipeline.danish.verbs import verb_of_past, verb_of_present
from pipeline.records import Sentence

_PASTS = {"kan": "kunne", "har": "havde", "skal": "skulle"}
_IS_TOLD = re.compile(r"(?P<body>.+?) er (?P<rest>orienteret\b.*)", re.DOTALL)
# A second verb of the body in the present would have to follow the first into the past.
_AND_PRESENT = re.compile(r"^[^,:]*\bog (?P<verb>[a-zæøå]+)\b")
# What a body says of itself at the meeting; "behandler igen i juni" lies ahead and stays.
_SAID = re.compile(r"(?:anbefaler|foreslår|bakker|ønsker)$")
_ONWARD = re.compile(r"\bgår (?:nu )?videre til\b")


def dated_block(
    sentences: Sequence[Sentence], body: str, day: date, source: Sentence
) -> tuple[Sentence, ...]:
    """Return a paragraph's decision with the day of the meeting in it.

    *source* is a sentence whose sources say when the meeting was, for a sentence of its own.

    >>> told = Sentence("Direktionen anbefaler, at Byrådet siger ja.", "realised")
    >>> dated_block((told,), "Direktionen", date(2025, 5, 12), told)[0].text
    'Den 12. maj anbefalede Direktionen, at Byrådet siger ja.'
    >>> [one.text for one in dated_block((replace(told, text="Valget faldt på Ny Bæk."),),
    ...     "Direktionen", date(2025, 5, 12), told)]
    ['Den 12. maj var sagen på Direktionens dagsorden.', 'Valget faldt på Ny Bæk.']
    """
    if not sentences:
        return ()
    first, *rest = sentences
    when = f"Den {format_date(day, year=False)}"
    turned = _turned(first.text, body, when)
    said = tuple(_in_the_past(one, body) for one in rest)
    if turned is None:
        there = f"{when} var sagen på {thing_of(body, 'dagsorden', 'dagsordenen')}."
        return (Sentence(there, "realised", source.sources), _in_the_past(first, body), *said)
    sources = tuple(dict.fromkeys((*first.sources, *source.sources)))
    kind = "realised" if first.kind == "extracted" else first.kind
    return (replace(first, text=turned, kind=kind, sources=sources), *said)


def gone_on(sentence: Sentence) -> Sentence:
    """Tell that a case went on, where a later meeting of the letter has had it.

    >>> gone_on(Sentence("Sagen går nu videre til Byrådet.", "realised")).text
    'Sagen gik videre til Byrådet.'
    """
    text = _ONWARD.sub("gik videre til", sentence.text)
    return sentence if text == sentence.text else replace(sentence, text=text, kind="realised")


def _turned(text: str, body: str, when: str) -> str | None:
    informed = _IS_TOLD.fullmatch(text)
    if informed and informed["body"] == body:
        return f"{when} blev {body} {informed['rest']}"
    match = re.match(rf"{re.escape(body)} (?P<verb>[a-zæøå]+)\b(?P<rest>.*)", text, re.DOTALL)
    if match is None:
        return None
    past = _past(match["verb"])
    if past is None:
        return None
    second = _AND_PRESENT.match(match["rest"])
    if past != match["verb"] and second and verb_of_present(second["verb"]):
        return None
    return f"{when} {past} {body}{match['rest']}"


def _past(form: str) -> str | None:
    """Return the past of a finite form: itself where it is one, None where it is not known."""
    if form in ("var", "blev", "havde", "kunne") or verb_of_past(form):
        return form
    verb = verb_of_present(form)
    return _PASTS.get(form) or (verb.past if verb else None)


def _in_the_past(sentence: Sentence, body: str) -> Sentence:
    pronoun = body_named(body).pronoun.capitalize()
    match = re.match(rf"(?P<who>{re.escape(body)}|{pronoun}) (?P<verb>[a-zæøå]+)\b", sentence.text)
    if match is None or not _SAID.fullmatch(match["verb"]):
        return sentence
    past = _past(match["verb"])
    if past is None:
        return sentence
    text = f"{match['who']} {past}{sentence.text[match.end() :]}"
    return replace(sentence, text=text, kind="realised")

"""One spelling of each body throughout a post, whatever its minutes make of its capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.danish.bodies import find_bodies
from pipeline.records import Draft, Sentence

_QUOTED = re.compile(r"(»[^«]*«)")
# There is one of each in a municipality; "bestyrelsen" may be anybody's.
_ONE_OF_A_KIND = frozenset({"administration", "med", "economy", "council"})


def with_one_name(draft: Draft) -> Draft:
    """Return *draft* with bodies written as their names are: "direktionens" as "Direktionens"."""

    def each(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        return tuple(_named(one) for one in sentences)

    return replace(
        draft,
        lead=each(draft.lead),
        paragraphs=tuple(
            replace(one, blocks=tuple(map(each, one.blocks))) for one in draft.paragraphs
        ),
        next_steps=tuple(replace(one, sentence=_named(one.sentence)) for one in draft.next_steps),
    )


def _named(sentence: Sentence) -> Sentence:
    text = "".join(_parts(sentence.text))
    if text == sentence.text:
        return sentence
    kind = "realised" if sentence.kind == "extracted" else sentence.kind
    return replace(sentence, text=text, kind=kind)


def _parts(text: str) -> Iterator[str]:
    """Yield the text in parts; what is quoted is quoted as it stands."""
    for part in _QUOTED.split(text):
        yield part if part.startswith("»") else with_capitals(part)


def with_capitals(text: str) -> str:
    """Give the bodies that a municipality has one of the capital of a name.

    >>> with_capitals("Sagen går fra direktionens chefer til byrådet og bestyrelsen.")
    'Sagen går fra Direktionens chefer til Byrådet og bestyrelsen.'
    """
    for mention in reversed(find_bodies(text)):
        start, end = mention.span
        name = mention.body.name
        small = " " not in name and text[start:end] == name[0].lower() + name[1:]
        if mention.body.kind in _ONE_OF_A_KIND and small:
            text = f"{text[:start]}{name}{text[end:]}"
    return text

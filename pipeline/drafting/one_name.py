"""One spelling of the body throughout a post, whatever its minutes make of its capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records import Draft, Sentence

_QUOTED = re.compile(r"(»[^«]*«)")


def with_one_name(draft: Draft) -> Draft:
    """Return *draft* with its body written as its name is: "direktionens" as "Direktionens"."""
    name = draft.minutes.body
    if not name or not name[:1].isupper() or " " in name:
        return draft
    small = re.compile(rf"(?<![\w-]){re.escape(name[0].lower() + name[1:])}(?=s?(?![\w-]))")

    def each(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        return tuple(_named(one, small, name) for one in sentences)

    return replace(
        draft,
        lead=each(draft.lead),
        paragraphs=tuple(
            replace(one, blocks=tuple(map(each, one.blocks))) for one in draft.paragraphs
        ),
        next_steps=tuple(
            replace(one, sentence=_named(one.sentence, small, name)) for one in draft.next_steps
        ),
    )


def _named(sentence: Sentence, small: re.Pattern[str], name: str) -> Sentence:
    text = "".join(_parts(sentence.text, small, name))
    if text == sentence.text:
        return sentence
    kind = "realised" if sentence.kind == "extracted" else sentence.kind
    return replace(sentence, text=text, kind=kind)


def _parts(text: str, small: re.Pattern[str], name: str) -> Iterator[str]:
    """Yield the text in parts; what is quoted is quoted as it stands."""
    for part in _QUOTED.split(text):
        yield part if part.startswith("»") else small.sub(name, part)

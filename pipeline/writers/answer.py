"""Read a language model's answer, whatever it looks like, as sentences with their numbers: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.danish.dates import MONTHS
from pipeline.danish.sentences import split_sentences

# What is longer is no answer about one item.
MOST_CHARS = 8_000
MOST_SENTENCES = 40
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)|\A(?:(?!<think>).)*?</think>", re.DOTALL)
_NUMBERED = re.compile(rf"\(?(\d{{1,2}})[.):]\s+(?!(?:{'|'.join(MONTHS)})\b)(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-*•–]|>)\s+")
_NO_SENTENCE = re.compile(r"\s*(?:```|#|$)|.*:\s*$")
_WRAPPED = re.compile(r"[\"“”']+(.*?)[\"“”']+")


class Answered(NamedTuple):
    """A sentence of an answer, and the number before it (None where there is none)."""

    number: int | None
    text: str


def parse_answer(answer: str) -> tuple[Answered, ...]:
    r"""Return the sentences of an answer, in order; () where there is none.

    Thoughts, headings, code fences and announcements ("Her er teksten:") are left out. Of several
    sentences behind one number the first has it.

    >>> answer = "Her er den:\n\n1. **Rådet** mødtes. Det gik godt.\n- Havnen er lukket."
    >>> for one in parse_answer(answer):
    ...     print(one.number, one.text)
    1 Rådet mødtes.
    None Det gik godt.
    None Havnen er lukket.
    >>> parse_answer("<think>1. Hm.</think>1. maj lukker havnen.")
    (Answered(number=None, text='1. maj lukker havnen.'),)
    """
    text = _THOUGHT.sub("", answer[:MOST_CHARS])
    return tuple(_sentences(text))[:MOST_SENTENCES]


def _sentences(text: str) -> Iterator[Answered]:
    for line in text.splitlines():
        if _NO_SENTENCE.fullmatch(line) or line.lstrip().startswith(("```", "#")):
            continue
        told = _BULLET.sub("", line.strip().replace("**", "").replace("__", ""), count=1)
        numbered = _NUMBERED.match(told)
        told = told[numbered.end() :] if numbered else told
        wrapped = _WRAPPED.fullmatch(told)
        told = " ".join((wrapped[1] if wrapped else told).split())
        number = int(numbered[1]) if numbered else None
        for span in split_sentences(told):
            yield Answered(number, span.of(told))
            number = None

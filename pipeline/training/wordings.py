"""Single decisions, invented and labelled, beside the minutes: ``decisions.jsonl`` of a corpus.

Minutes are long and decisions few, so the ways to say them are learned from sentences, too.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipeline.corpus.fields import Fields, read_lines
from pipeline.labels import Decision

FILE = "decisions.jsonl"


class Wording(NamedTuple):
    """A clause and the decision types it tells, in the order of the text; () tells none."""

    text: str
    decisions: tuple[Decision, ...]
    writer: str


def read_wordings(corpus: Path) -> tuple[Wording, ...]:
    """Return the wordings of a corpus folder; one without them has none.

    Raises:
        CorpusError: A line doesn't fit its form, or a text stands twice.
    """
    if not (corpus / FILE).is_file():
        return ()
    found: dict[str, Wording] = {}
    for fields in read_lines(corpus / FILE):
        text = fields.text("text")
        if text in found:
            raise fields.wrong("text", "stands twice", "leave one out")
        found[text] = wording_of(fields)
    return tuple(found.values())


def wording_of(fields: Fields) -> Wording:
    """Return the wording that a line holds.

    Raises:
        CorpusError: The line doesn't fit its form.
    """
    decisions = fields.choices("decisions", list(Decision))
    return Wording(fields.text("text"), decisions, fields.text("writer"))

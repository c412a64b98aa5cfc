"""What a writer did, told to the editor: a line in Danish, and values for JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pipeline.danish.nouns import join_list
from pipeline.writers.behind_gate import Written


def account_line(written: Written) -> str:
    """Return how many sentences a model wrote, how many were refused, and why.

    Why is the rules they broke, the most frequent first; what they said is not told.

    >>> from pipeline.records import Draft, Minutes, Sentence, Span
    >>> from pipeline.writers.behind_gate import Refusal
    >>> minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> draft = Draft(minutes, Sentence("Nyt", "derived"), (), (), (), (), ())
    >>> account_line(Written(draft, "x", "M", None, 3))
    'Sprogmodellen M har skrevet 3 sætninger.'
    >>> account_line(Written(draft, "x", "M", None, 0, (Refusal("1", ("retning",)),)))[45:]
    '1 blev afvist, og den oprindelige står i stedet (retning).'
    """
    model = f"Sprogmodellen {written.model}" if written.model else "Værktøjet"
    told = f"{model} har skrevet {_sentences(written.wrote)}."
    count = len(written.refused)
    if count:
        rules = Counter(rule for one in written.refused for rule in one.rules)
        why = join_list([f"{rule} {n} gange" if n > 1 else rule for rule, n in rules.most_common()])
        stand = "den oprindelige står" if count == 1 else "de oprindelige står"
        told += f" {count} blev afvist, og {stand} i stedet ({why})."
    if written.failures:
        told += " Modellen svarede ikke hver gang; dér står de oprindelige sætninger."
    return told


def account_values(written: Written) -> dict[str, Any]:
    """Return the writer, its model and what became of its sentences, as JSON values."""
    return {
        "name": written.writer,
        "model": written.model,
        "sha256": written.sha256,
        "sentences": written.wrote,
        "refused": [{"item": one.item, "rules": list(one.rules)} for one in written.refused],
        "failures": [str(error) for error in written.failures],
        "note": account_line(written),
    }


def _sentences(count: int) -> str:
    return {0: "ingen sætninger", 1: "1 sætning"}.get(count, f"{count} sætninger")

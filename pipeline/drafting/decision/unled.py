"""What stands in a decision and is none: a wish before its outcome, the route."""

from __future__ import annotations

import re

from pipeline.danish.bodies import find_bodies
from pipeline.danish.verbs import has_finite
from pipeline.labels import SectionKind
from pipeline.records import LabelledItem, Span


def from_outcome(spans: tuple[Span, ...], labelled: LabelledItem, text: str) -> tuple[Span, ...]:
    """Leave out what somebody wished before the outcome, where no heading parts it from the case.

    "HR gerne flere penge. Vendt på kryds og tværs.": what somebody wants was not decided.
    """
    parts = tuple(labelled.item.parts(SectionKind.BESLUTNING))
    read = [span for label in labelled.decisions for span in label.evidence]
    first = next(
        (
            at
            for at, one in enumerate(spans)
            if any(e.start < one.end and one.start < e.end for e in read)
        ),
        0,
    )
    if any(part.heading.of(text).strip() for part in parts):
        return spans
    wishes = [
        at
        for at, one in enumerate(spans[:first], 1)
        if _WISH.search(one.of(text)) and not has_finite(one.of(text))
    ]
    return spans[max(wishes, default=0) :]


# "HR gerne flere penge", "300.000 kr. nævnt"
_WISH = re.compile(r"\b(?:gerne|helst|hellere|nævnt|ønske\w*|bange for|bekymret for)\b")


def is_route(text: str) -> bool:
    """Tell whether a sentence of a decision is but a list of bodies, the route printed there."""
    words = text.strip(" .\n")
    names = [words[one.span.start : one.span.end] for one in find_bodies(words)]
    return len(names) > 1 and re.sub(r"\s+", " ", words) == ", ".join(names)

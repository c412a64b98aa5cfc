"""Decisions on a form: of the outcomes printed beforehand, the one that is ticked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Span
from pipeline.splitting.own import DECIDED, Part
from pipeline.splitting.pieces import trim

_BOX = re.compile(r"\[ ?(?P<tick>[xX✓✗×*])? ?\]|(?P<ticked>[☑☒])|☐")


def with_ticked(text: str, parts: Sequence[Part]) -> list[Part]:
    r"""Return the parts, of a decision with boxes only what is ticked and what stands below them.

    What was not ticked is in no section: "[ ] Godkendt" would be read as a decision.

    >>> from pipeline.labels import SectionKind
    >>> form = "[ ] Udsat  [X] Godkendt\nMed ét forbehold."
    >>> body = Span(0, len(form))
    >>> part = Part(SectionKind.BESLUTNING, Span(0, 0), body, None, None, False)
    >>> [one.body.of(form) for one in with_ticked(form, [part])]
    ['[X] Godkendt', 'Med ét forbehold.']
    """
    return [piece for part in parts for piece in _pieces(text, part)]


def _pieces(text: str, part: Part) -> Iterator[Part]:
    boxes = list(_BOX.finditer(text, *part.body)) if part.kind in DECIDED else []
    ticked = [box for box in boxes if box["tick"] or box["ticked"]]
    if not ticked or len(ticked) == len(boxes):
        yield part
        return
    edges = [*(box.start() for box in boxes[1:]), part.body.end]
    heading = part.heading
    for box, stop in zip(boxes, edges, strict=True):
        line = text.find("\n", box.end(), part.body.end)
        end = min(stop, line if line >= 0 else stop)
        if box in ticked:
            yield part._replace(heading=heading, body=trim(text, Span(box.start(), end)))
            heading = Span(end, end)
    below = trim(text, Span(end, part.body.end))
    if below.start < below.end:
        yield part._replace(heading=Span(below.start, below.start), body=below)

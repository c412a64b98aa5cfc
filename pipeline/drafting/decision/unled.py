"""What stands in a decision and is none: a wish before its outcome, the route."""

from __future__ import annotations

import re

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import MONTHS
from pipeline.danish.remarks import recommends_from
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


def from_remark(span: Span, text: str) -> Span:
    """Leave out how a case is sent on, where what the body recommends stands behind it."""
    return Span(span.start + recommends_from(re.sub(r"\s", " ", span.of(text))), span.end)


def is_route(text: str) -> bool:
    """Tell whether a sentence of a decision is but a list of bodies, perhaps with their days.

    >>> is_route("Økonomiudvalget 12. september, Byrådet 26. september."), is_route("Byrådet.")
    (True, False)
    >>> is_route("Til Økonomiudvalget den 4. maj og Byrådet den 9. maj.")
    True
    """
    words = _DAY.sub("", re.sub(r"\s+", " ", text.strip(" .\n")))
    words = _ON_TO.sub("", words)
    names = [words[one.span.start : one.span.end] for one in find_bodies(words)]
    return len(names) > 1 and words in (", ".join(names), " og ".join(names))


_ON_TO = re.compile(r"^(?:Til|Går (?:videre )?til|Videre til|Herefter(?: til)?) (?=[A-ZÆØÅ])")
_DAY = re.compile(
    rf"(?<=\w) (?:den |d\. )?\d{{1,2}}\. ?(?:{'|'.join(MONTHS)})(?: \d{{4}})?(?=,|$| og )"
)


def before_route(span: Span, minutes: str) -> Span:
    """Leave out the bodies and days that a decision counts up last: the steps tell those.

    >>> text = "Sendes i høring 4. maj, Økonomiudvalget 12. juni."
    >>> before_route(Span(0, len(text)), text).of(text)
    'Sendes i høring 4. maj'
    """
    text = span.of(minutes)
    for joint in _JOINT.finditer(text):
        rest = text[joint.end() :].strip(" .\n")
        first = next(iter(find_bodies(rest)), None)
        days = [*_DAY.finditer(rest)]
        alone = days and first and (first.span.start, first.span.end) == (0, days[0].start())
        if alone and (days[0].end() == len(rest) or is_route(rest)):
            return Span(span.start, span.start + joint.start())
    return span


_JOINT = re.compile(r",(?: (?:og|derefter|herefter|så))? (?=\w+ (?:den |d\. )?\d)")

"""The bodies an item goes through, in order, as far as it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.labels import SectionKind
from pipeline.records import Section, Span

# Who the case is put to: "indstiller til Byrådet, at", "over for KB", "(Til Økonomiudvalget)".
_ONWARD = re.compile(
    r"(?:indstill\w*(?: det)?(?: over for| overfor)? til|over for|overfor|oversend\w* til"
    r"|(?:videre)?send\w* til|henvis\w* til|\(\s*til|forelægges(?: for)?|anbefales til"
    r"|(?:op)?løftes til|begæres? (?:sagen )?i(?:ndbragt for)?|anbefaler)\s+$",
    re.IGNORECASE,
)


def read_route(text: str, sections: Iterable[Section], body: str | None) -> tuple[str, ...]:
    """Return the bodies that treat the item, in order.

    A section "Behandling" names them. Without one they are those whose earlier decisions are
    printed, the meeting's own, and those that recommendation and decision put the case to.
    """
    sections = tuple(sections)
    own = (body,) if body else ()
    planned = tuple(_named(text, sections, SectionKind.BEHANDLING))
    if planned:
        return tuple(dict.fromkeys(planned))
    onward = _onward(text, sections, SectionKind.INDSTILLING, SectionKind.BESLUTNING)
    last = _named(text, sections, SectionKind.KOMPETENCE)
    earlier = (name for name in _earlier(text, sections) if name != body)
    return tuple(dict.fromkeys((*earlier, *own, *onward, *last)))


def _earlier(text: str, sections: Iterable[Section]) -> list[str]:
    """Return the bodies whose decisions are printed under the item, the oldest first."""
    found: list[tuple[date, str]] = []
    for section in sections:
        if section.kind is SectionKind.TIDLIGERE_BESLUTNING:
            head = Span(section.heading.start, max(section.heading.end, section.body.start))
            days = [day.date for day in find_dates(head.of(text)) if day.date is not None]
            for mention in find_bodies(head.of(text)):
                found.append((days[0] if days else date.min, mention.body.name))
    return [name for _, name in sorted(found, key=lambda pair: pair[0])]


def _named(text: str, sections: Iterable[Section], *kinds: SectionKind) -> Iterator[str]:
    for section in sections:
        if section.kind in kinds:
            for mention in find_bodies(section.body.of(text), section.body.start):
                yield mention.body.name


def _onward(text: str, sections: Iterable[Section], *kinds: SectionKind) -> Iterator[str]:
    for kind in kinds:
        for section in sections:
            if section.kind is kind:
                yield from _put_to(text, section.body)


def _put_to(text: str, span: Span) -> Iterator[str]:
    for mention in find_bodies(span.of(text), span.start):
        before = text[max(span.start, mention.span.start - 40) : mention.span.start]
        after = text[mention.span.end : mention.span.end + 14]
        approval = re.match(r"s (?:godkendelse|beslutning|behandling)", after)
        if _ONWARD.search(before) or (approval and re.search(r"\btil\s+$", before)):
            yield mention.body.name

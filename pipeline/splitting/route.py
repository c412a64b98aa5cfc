"""The bodies an item goes through, in order, as far as it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.danish.bodies import find_bodies
from pipeline.labels import SectionKind
from pipeline.records import Section, Span

# Who the case is put to: "indstiller til Byrådet, at", "over for KB", "(Til Økonomiudvalget)".
_ONWARD = re.compile(
    r"(?:indstill\w*(?: det)?(?: over for| overfor)? til|over for|overfor|oversend\w* til"
    r"|(?:videre)?send\w* til|henvis\w* til|\(\s*til|forelægges(?: for)?|anbefales til|indstilles? til"
    r"|(?:op)?løftes til|begæres? (?:sagen )?i(?:ndbragt for)?|anbefaler)\s+$",
    re.IGNORECASE,
)


def read_route(text: str, sections: Iterable[Section], body: str | None) -> tuple[str, ...]:
    """Return the bodies that treat the item: first the meeting's own, then those that follow.

    A section "Behandling" names them in order. Without one, the recommendation and the decision
    tell who the case is put to.
    """
    sections = tuple(sections)
    planned = list(_named(text, sections, SectionKind.BEHANDLING))
    route = planned or [
        *([body] if body else []),
        *_onward(text, sections, SectionKind.INDSTILLING, SectionKind.BESLUTNING),
    ]
    if not planned:
        route += _named(text, sections, SectionKind.KOMPETENCE)
    return tuple(dict.fromkeys(route))


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

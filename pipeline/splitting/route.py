"""The bodies an item goes through, in order, as far as it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.danish.bodies import find_bodies, same_body
from pipeline.danish.dates import find_dates
from pipeline.labels import SectionKind
from pipeline.records import Section, Span
from pipeline.splitting.own import Meeting

# Who the case is put to: "indstiller til Byrådet, at", "over for KB", "(Til Økonomiudvalget)".
_ONWARD = re.compile(
    r"(?:indstill\w*(?: det)?(?: over for| overfor)? til|over for|overfor|oversend\w* til"
    r"|(?:videre)?send\w* til|henvis\w* til|\(\s*til|forelægges(?: for)?|anbefales til"
    r"|(?:op)?løftes til|begæres? (?:sagen )?i(?:ndbragt for)?|anbefaler(?: (?:\w+ ){1,3}til)?"
    r"|fremsende[rs] (?:\w+ )?til|(?:bringes|overgår|går videre|hjemvises|tilbage)(?: \w+)? til"
    r"|i høring (?:i|hos|ved)|via)\s+$",
    re.IGNORECASE,
)
# Who has put it to this meeting: "Socialudvalget indstiller", "Byplanudvalget 20/8: Anbefales".
_PROPOSES = re.compile(
    r"s? ?(?:\([^()]{1,30}\) ?)?(?:,? ?(?:den |d\. ?)?\d[\d./ a-z-]{1,20})?"
    r"(?::|,? ?(?:enstemmigt |enigt )?(?:indstiller|anbefaler|foreslår|indstillede|anbefalede"
    r"|foreslog|fremsender|fremsendte|oversender|oversendte|behandlede sagen|indstilling\b"
    r"|anbefaling\b|forslag\b"
    r"|har (?:[^,\n]{0,40} )?(?:indstillet|anbefalet|foreslået|behandlet)\b))",
    re.IGNORECASE,
)
_PROPOSED_BY = re.compile(
    r"\b(?:indstilling|anbefaling|forslag|oversendt|fremsendt) (?:fra|af)\s+$", re.IGNORECASE
)
_PHRASE = re.compile(r"[^.;\n]+")
_PROPOSED_IN = (
    SectionKind.RESUME, SectionKind.SAGSFREMSTILLING, SectionKind.TEKST, SectionKind.OEKONOMI,
    SectionKind.INDSTILLING, SectionKind.TIDLIGERE_BESLUTNING, SectionKind.BESLUTNING,
)  # fmt: skip
# An administration's proposals are its daily work, and a council's are orders.
_PROPOSERS = frozenset({"med", "advisory", "committee", "economy", "board"})
_AND = (" og ", ", ", " samt ", " og til ")


def read_route(text: str, sections: Iterable[Section], meeting: Meeting) -> tuple[str, ...]:
    """Return the bodies that treat the item, in order.

    A section "Behandling" names them. Without one they are those whose earlier decisions are
    printed, those that have recommended it, the meeting's own, and those that recommendation and
    decision put the case to.
    """
    sections = tuple(sections)
    own = (meeting.body,) if meeting.body else ()
    planned = tuple(_named(text, sections, SectionKind.BEHANDLING))
    if planned:
        return tuple(dict.fromkeys(planned))
    onward = _onward(text, sections, SectionKind.INDSTILLING, SectionKind.BESLUTNING)
    last = _named(text, sections, SectionKind.KOMPETENCE)
    printed = _printed(text, sections)
    met = meeting.date or date.max
    earlier = [name for day, name in printed if day <= met and name != meeting.body]
    earlier += _proposed(text, sections, meeting.body)
    later = (name for day, name in printed if day > met)
    return tuple(dict.fromkeys((*earlier, *own, *later, *onward, *last)))


def _printed(text: str, sections: Iterable[Section]) -> list[tuple[date, str]]:
    """Return the bodies whose other decisions are printed under the item, by date."""
    found: list[tuple[date, str]] = []
    for section in sections:
        if section.kind is SectionKind.TIDLIGERE_BESLUTNING:
            head = Span(section.heading.start, max(section.heading.end, section.body.start))
            days = [day.date for day in find_dates(head.of(text)) if day.date is not None]
            day = days[0] if days else date.min
            found += [(day, mention.body.name) for mention in find_bodies(head.of(text))]
    return sorted(found, key=lambda pair: pair[0])


def _proposed(text: str, sections: Iterable[Section], own: str | None) -> Iterator[str]:
    """Yield the other bodies that the item says have recommended it to this meeting."""
    for section in sections:
        if section.kind not in _PROPOSED_IN:
            continue
        # Most phrases name no body, which is seen at a glance.
        for phrase in _PHRASE.finditer(text, *section.body):
            for body, span in find_bodies(phrase.group(), phrase.start()):
                if body.kind not in _PROPOSERS or (own and same_body(body.name, own)):
                    continue
                before = text[max(section.body.start, span.start - 30) : span.start]
                if _PROPOSES.match(text, span.end) or _PROPOSED_BY.search(before):
                    yield body.name


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
    previous: int | None = None
    for mention in find_bodies(span.of(text), span.start):
        before = text[max(span.start, mention.span.start - 40) : mention.span.start]
        after = text[mention.span.end : mention.span.end + 14]
        approval = re.match(r"s (?:godkendelse|beslutning|behandling)", after)
        # "over for Økonomiudvalget og Byrådet" puts the case to both.
        joined = previous is not None and text[previous : mention.span.start] in _AND
        if joined or _ONWARD.search(before) or (approval and re.search(r"\btil\s+$", before)):
            yield mention.body.name
            previous = mention.span.end

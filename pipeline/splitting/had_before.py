"""The other bodies that an item says have had its case before this meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.danish.bodies import Mention, find_bodies, same_body
from pipeline.danish.dates import find_dates
from pipeline.labels import RUNNING_TEXT, SectionKind
from pipeline.records import Section, Span
from pipeline.splitting.own import Meeting

# Who has put it to this meeting: "Socialudvalget indstiller", "Byplanudvalget 20/8: Anbefales".
_THE_CASE = r"(?:sagen|forslaget|planen|udkastet|opfølgningen|indstillingen|politikken|ansøgningen)"
_PROPOSES = re.compile(
    r"s? ?(?:\([^()]{1,30}\) ?)?(?:,? ?(?:den |d\. ?)?\d[\d./ a-z-]{1,20})?"
    r"(?::|,? ?(?:enstemmigt |enigt )?(?:indstiller|anbefaler|foreslår|indstillede|anbefalede"
    r"|foreslog|fremsender|fremsendte|fremlagde|oversender|oversendte|behandlede sagen"
    r"|indstilling\b|anbefaling\b|forslag\b|(?:udtalelse|høringssvar) ?[(:]"
    r"|har (?:[^,\n]{0,40} )?(?:indstillet|anbefalet|foreslået|behandlet|tiltrådt)\b)"
    rf"| (?:tiltrådte|vedtog|godkendte|drøftede|besluttede|behandlede|tog|sendte) (?:{_THE_CASE}"
    r"|[^,.\n]{0,40}den \d{1,2}\. )| tilsluttede sig| henviste [^,.\n]{0,40}til)",
    re.IGNORECASE,
)
_PROPOSED_BY = re.compile(
    r"(?:^|, )(?:foreslår|indstiller|anbefaler)\s+$"
    r"|\b(?:(?:indstilling|anbefaling|forslag|oversendt|fremsendt|fremsendes|anbefalet) (?:fra|af)"
    r"|(?:færdig)?behandlet i|sagen (?:er|har været|blev|var) i)\s+$",
    re.IGNORECASE,
)
# "Direktionen så på sagen i marts og sendte den hertil": whoever it is.
_SENT_HERE = re.compile(
    r"[^.;:\n]{0,40} (?:sendte|oversendte|har sendt) (?:sagen|den|det) hertil\b"
)
_PUT_BEFORE = re.compile(r"\bover ?for (?:det |den )?$")
_PROPOSED_IN = (
    *RUNNING_TEXT, SectionKind.OEKONOMI, SectionKind.INDSTILLING,
    SectionKind.TIDLIGERE_BESLUTNING, SectionKind.BESLUTNING,
)  # fmt: skip
# An administration's proposals are its daily work, and a council's are orders.
_PROPOSERS = frozenset({"med", "advisory", "committee", "economy", "board"})
# "Byrådet den 8. oktober: Budgettet godkendt", whoever it is.
_TOLD = re.compile(r",? ?(?:den |d\. ?)?\d{1,2}[\d./ a-zæøå-]{1,20}:(?=\s)")
# A line of its own above another body's decision: "Socialudvalget 2. juni".
_DATED_LINE = re.compile(r",? ?(?:den |d\. ?)?\d{1,2}[./ -][\d./ a-zæøå-]{1,20}:?\s*$")
_BOTH = (" og ", " samt ", "/")
_PHRASE = re.compile(r"[^.;\n]+")


def bodies_before(text: str, sections: Iterable[Section], meeting: Meeting) -> Iterator[str]:
    """Yield the other bodies that the item says have recommended it to this meeting.

    >>> text = "Socialudvalget indstiller, at Byrådet godkender planen."
    >>> said = [Section(SectionKind.INDSTILLING, Span(0, 0), Span(0, len(text)))]
    >>> list(bodies_before(text, said, Meeting("Byrådet", None)))
    ['Socialudvalget']
    """
    for section in sections:
        if section.kind not in _PROPOSED_IN:
            continue
        part = with_opening(section)
        # Most phrases name no body, which is seen at a glance.
        for phrase in _PHRASE.finditer(text, *part):
            mentions = find_bodies(phrase.group(), phrase.start())
            did = [_has_had_it(text, part, Span(*phrase.span()), one, meeting) for one in mentions]
            for place, one in enumerate(mentions):
                # "Socialudvalget og Økonomiudvalget anbefaler" both do.
                joined = (
                    place + 1 < len(mentions)
                    and did[place + 1]
                    and (text[one.span.end : mentions[place + 1].span.start] in _BOTH)
                )
                own = meeting.body is not None and same_body(one.body.name, meeting.body)
                if (did[place] or (joined and one.body.kind in _PROPOSERS)) and not own:
                    yield one.body.name


def _has_had_it(text: str, part: Span, phrase: Span, mention: Mention, meeting: Meeting) -> bool:
    """Tell whether a body, *mention* in *phrase*, is said to have treated the case before."""
    body, span = mention
    if told := _TOLD.match(text, span.end, part.end):
        days = find_dates(told.group(), told.start(), meeting=meeting.date)
        if days and meeting.date is not None:
            return days[0].date < meeting.date
    if _SENT_HERE.match(text, span.end, phrase.end):
        return True
    if body.kind not in _PROPOSERS:
        return False
    before = text[max(part.start, span.start - 30) : span.start]
    # "at Direktionen over for Kulturudvalget anbefaler": it is yet to have it.
    if _PUT_BEFORE.search(before):
        return False
    alone = span.start == phrase.start and _DATED_LINE.fullmatch(text[span.end : phrase.end])
    return bool(alone or _PROPOSES.match(text, span.end) or _PROPOSED_BY.search(before))


def with_opening(section: Section) -> Span:
    """Return a recommendation with the line that its points follow; of others what they say.

    >>> text = "Der indstilles til Byrådet: 1. at planen vedtages."
    >>> with_opening(Section(SectionKind.INDSTILLING, Span(0, 27), Span(28, 50))).of(text) == text
    True
    """
    start = min(section.heading.start, section.body.start)
    led = section.kind is SectionKind.INDSTILLING
    return Span(start, section.body.end) if led else section.body

"""From the rows of one item to its sections, and this meeting's decision told from others'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from pipeline.danish.blocks import BULLETS
from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Section, Span
from pipeline.splitting.forms import with_forms
from pipeline.splitting.headings import Heading
from pipeline.splitting.layout import Layout
from pipeline.splitting.numbering import read_label
from pipeline.splitting.own import DECIDED, Meeting, Part, with_owner
from pipeline.splitting.rows import Row, is_rule
from pipeline.splitting.signed import signed_from
from pipeline.splitting.stems import kind_by_stem
from pipeline.splitting.ticked import with_ticked
from pipeline.splitting.told import decides, ends_minutes, with_told

# A bare "Beslutning" above "Beslutning i Byrådet den …" is no section of its own.
_NEVER_EMPTY = (*DECIDED, SectionKind.TEKST, SectionKind.INDSTILLING)
_EMPTY = re.compile(
    r"\W*(?:tom|ingen tekst|ikke udfyldt|"
    r"ingen beslutning(?:er)? (?:registreret|noteret|angivet))?"
    r"\W*(?:(?:ansvarlig|frist|tovholder)\s*:[^\n]*\s*)*",
    re.IGNORECASE,
)
_CHAPTERS = re.compile(
    r"(?:tema|kapitel|afsnit|del|blok|område)\s+[\dA-ZIVX]{1,4}\b", re.IGNORECASE
)
_CHAPTER = 80
_ATTACHED = re.compile(r"\W*bilag \d+\b", re.IGNORECASE)
# So much of a road are names of bodies and dates.
_ROAD = 0.6
# How sure a sentence behind a recommendation must sound to be the decision on it.
_PLAIN = 0.6
# A decision without a heading stands in the last lines.
_LAST_ROWS = 4
_RECOMMENDS = re.compile(
    r"\b(?:indstiller|foreslår)\b|\bindstilles,?(?: det)?,? at\b|\banbefaler,? at\b", re.IGNORECASE
)
_LISTED = re.compile(rf"\s*(?:\d{{1,2}}[.)]|[a-zA-Z][.)]|[{BULLETS}]|at\b|og at\b)", re.IGNORECASE)


# How a decision without a heading may be told, see ``read_sections``.
Told = Literal["apart", "formal", "plain"]


def read_sections(
    text: str, layout: Layout, inside: range, meeting: Meeting, told: Told = "formal"
) -> tuple[Section, ...]:
    """Return the sections of an item in the rows *inside* (title and case number left out).

    A decision that names another body, or another day, than *meeting* becomes a
    ``tidligere_beslutning``; so does one under a heading such as "Sagsforløb" unless body and
    day are those of the meeting. *told* says how a decision may stand in running text:
    not at all, since decisions stand "apart", or in "formal" words only, or in "plain" ones, too.
    """
    inside = _without_end(layout, inside)
    rows = layout.rows[inside.start : inside.stop]
    headings = with_forms(rows, layout.headings[inside.start : inside.stop])
    parts = with_ticked(text, _parts(rows, headings))
    parts = [one for one in parts if one.kind not in DECIDED or _says_something(text, one.body)]
    if told != "apart" and not any(part.kind in DECIDED for part in parts):
        parts = _with_unmarked(rows, parts, meeting.body)
    if told != "apart" and not any(part.kind in DECIDED for part in parts):
        parts = _behind_recommendation(rows, parts, meeting.body)
    owners = with_owner(parts, meeting)
    if told != "apart" and SectionKind.BESLUTNING not in owners:
        parts = with_told(text, rows, parts, meeting.body, plainly=told == "plain")
    return tuple(
        Section(kind, part.heading, part.body)
        for part, kind in zip(parts, with_owner(parts, meeting), strict=True)
        if part.kind not in _NEVER_EMPTY or part.body.start < part.body.end
    )


def _without_end(layout: Layout, inside: range) -> range:
    """Leave out signatures, and the rules and chapter heading between an item and the next."""
    signed = signed_from([row.text for row in layout.rows[inside.start + 1 : inside.stop]])
    stop = inside.stop if signed is None else inside.start + 1 + signed
    while stop - 1 > inside.start and _parts_items(layout.rows[stop - 1]):
        if _is_decision(layout, stop - 1):
            break
        stop -= 1
    return range(inside.start, stop)


def _is_decision(layout: Layout, at: int) -> bool:
    """Tell whether a row is all that stands below "Beslutning": a sentence, no chapter's heading.

    "Til orientering." is one there, "TIL ORIENTERING" heads the items that follow.
    """
    above = layout.headings[at - 1]
    headed = above is not None and above.kind in DECIDED and _fills(above, layout.rows[at - 1])
    words = layout.rows[at].text
    return headed and words.endswith(".") and not is_rule(words)


def _parts_items(row: Row) -> bool:
    if is_rule(row.text) or (row.after_blank and ends_minutes(row.text)):
        return True
    if row.after_blank and row.text.strip(" .:").lower() in _group_names():
        return True
    label = read_label(row.text)
    lettered = label is not None and re.search(r"roman|letter", label.form) is not None
    chapter = lettered or _CHAPTERS.match(row.text) is not None
    return row.after_blank and chapter and len(row.text) < _CHAPTER and row.text[-1] != "."


@cache
def _group_names() -> frozenset[str]:
    """What stands above a group of items: "TIL ORIENTERING", "EVENTUELT" above "Eventuelt"."""
    standing = load_lexicon("items")["standing"]["titles"]
    return frozenset([*load_lexicon("noise")["groups"], *standing])


def _says_something(text: str, body: Span) -> bool:
    """Whether a decision was not left empty: "(tom)", "–", or only who is to see to it."""
    return _EMPTY.fullmatch(body.of(text)) is None or body.start == body.end


def _parts(rows: Sequence[Row], headings: Sequence[Heading | None]) -> list[Part]:
    parts: list[Part] = []
    heading = Heading(SectionKind.TEKST, Span(rows[0].start, rows[0].start)) if rows else None
    history = False
    edges: list[tuple[Heading, bool, int]] = []
    unmarked: dict[int, Heading] = {}
    for index, row in enumerate(rows):
        above = edges[-1] if edges and edges[-1][2] == index - 1 else None
        fresh = above is not None and _fills(above[0], rows[index - 1])
        found = unmarked.pop(index, None) or _heading_here(
            row, headings[index], heading, fresh=fresh, beside=above is not None and not fresh
        )
        if found is None:
            continue
        if found.kind is SectionKind.TIDLIGERE_BESLUTNING:
            history = True
        elif not (history and found.kind is SectionKind.BESLUTNING and (found.body or found.date)):
            history = False
        edges.append((found, history, index))
        at = _after_recommendation(rows, headings, index + 1) if found.then else None
        if found.then and at is not None:
            unmarked[at] = Heading(found.then, Span(rows[at].start, rows[at].start))
        heading = found
    if rows and (not edges or edges[0][2] > 0):
        start = rows[0].start
        edges.insert(0, (Heading(SectionKind.TEKST, Span(start, start)), False, 0))
    for place, (found, past, first) in enumerate(edges):
        last = edges[place + 1][2] if place + 1 < len(edges) else len(rows)
        body = _body(rows[first:last], found)
        kind = _kind_by_text(rows[first:last], found, body)
        parts.append(Part(kind, found.span, body, found.body, found.date, past))
    return parts


def _kind_by_text(rows: Sequence[Row], heading: Heading, body: Span) -> SectionKind:
    """Return what a section is, where its text says more than its heading.

    A list of attachments may be headed by the paper they belong to ("Indstilling"), and the road a
    case is to go by "Sagens gang", which elsewhere tells what was decided on the way, or by who
    decides: "Afgørelse: Byrådet."
    """
    lines = [row.text for row in rows if row.end > body.start]
    if lines and all(_ATTACHED.match(line) for line in lines):
        return SectionKind.BILAG
    words = " ".join(lines)[-(body.end - body.start) :]
    if heading.kind in DECIDED and heading.body is None and lines and _is_road(words):
        return SectionKind.BEHANDLING
    return heading.kind


def _fills(heading: Heading, row: Row) -> bool:
    """Whether a heading is all its line holds, so that its text must come below."""
    return not row.text[max(0, heading.span.end - row.start) :].strip(" :.\t")


def _with_unmarked(rows: Sequence[Row], parts: Sequence[Part], body: str | None) -> list[Part]:
    """Cut the decision off the end of an item that prints it without a heading."""
    pattern = _unmarked(body or "direktionen")
    places = [row for row in rows[-_LAST_ROWS:] if pattern.match(row.text)]
    # Text without any heading stays whole: whoever labels it sees the same words.
    if not places or all(part.kind is SectionKind.TEKST for part in parts):
        return list(parts)
    at = places[0].start
    cut = next((i for i, part in enumerate(parts) if part.body.start <= at < part.body.end), None)
    if cut is None or parts[cut].kind is SectionKind.BILAG:
        return list(parts)
    start = parts[cut].body.start
    before = parts[cut]._replace(body=Span(start, max(start, _end_before(rows, at))))
    decision = Part(
        SectionKind.BESLUTNING, Span(at, at), Span(at, parts[cut].body.end), None, None, False
    )
    return [*parts[:cut], before, decision, *parts[cut + 1 :]]


def _behind_recommendation(
    rows: Sequence[Row], parts: Sequence[Part], body: str | None
) -> list[Part]:
    """Cut the decision off a recommendation that ends the item, where it goes on in a new line.

    What stands there decides, and recommends nothing: a sentence of its own behind another one.
    """
    if not parts or parts[-1].kind is not SectionKind.INDSTILLING:
        return list(parts)
    *before, last = parts
    inside = [row for row in rows if row.end > last.body.start]
    for above, row in pairwise(inside):
        plain = row.text[:1].isupper() and above.text.rstrip().endswith(".")
        recommends = _RECOMMENDS.search(row.text) or _LISTED.match(row.text)
        if plain and not recommends and decides(row.text.split(". ")[0], body, sure=_PLAIN):
            span = Span(row.start, last.body.end)
            said = Part(SectionKind.BESLUTNING, Span(row.start, row.start), span, None, None, False)
            return [*before, last._replace(body=Span(last.body.start, above.end)), said]
    return list(parts)


def _end_before(rows: Sequence[Row], at: int) -> int:
    return max((row.end for row in rows if row.end <= at), default=at)


@cache
def _unmarked(body: str) -> re.Pattern[str]:
    rows = load_lexicon("headings")["unmarked"]
    patterns = (row["pattern"].replace("{body}", re.escape(body)) for row in rows)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _after_recommendation(
    rows: Sequence[Row], headings: Sequence[Heading | None], first: int
) -> int | None:
    """Return the row where a recommendation ends and, unmarked, the decision begins.

    There is none where a heading further down announces the decision; one that names a body or a
    day may be another's, and "Afgørelse: Byrådet" only says who decides.
    """
    further = [
        place
        for place in range(first, len(rows))
        if (one := headings[place]) and one.kind is SectionKind.BESLUTNING
    ]
    if any(not _names_who(rows[place], headings[place]) for place in further):
        return None
    for index in range(first, len(rows)):
        text = rows[index].text
        if _RECOMMENDS.search(text) or _LISTED.match(text):
            continue
        if headings[index] or (further and not decides(text.split(". ")[0], None, sure=_PLAIN)):
            return None
        return index
    return None


def _names_who(row: Row, heading: Heading | None) -> bool:
    """Whether what looks like the heading of a decision tells whose it is, or who decides."""
    if heading is None or heading.body or heading.date:
        return True
    words = row.text[heading.span.end - row.start :]
    return bool(words.strip(" :.")) and _is_road(words)


def _is_road(words: str) -> bool:
    """Whether words are hardly more than the names of bodies, and days."""
    named = sum(len(one.span.of(words)) for one in find_bodies(words))
    dated = sum(len(one.span.of(words)) for one in find_dates(words))
    return named > 0 and named + dated > _ROAD * len(words)


def _heading_here(
    row: Row, found: Heading | None, current: Heading | None, *, fresh: bool, beside: bool
) -> Heading | None:
    """Return the heading *found* in *row*, unless the section it stands in makes it text.

    *fresh* tells that the heading of that section stands right above, *beside* that it does with
    its text beside it: then the case may follow as another such field, "Baggrund: …".
    """
    deciding = current is not None and current.kind in DECIDED
    if found is None:
        # A heading the format marks but no table knows ends a decision; elsewhere it is text.
        marked = row.level is not None and row.level >= 3
        kind = SectionKind.SAGSFREMSTILLING
        return Heading(kind, row.span) if marked and (deciding or not row.text) else None
    if found.bare and not deciding:
        return None
    whole = found.span.end - found.span.start >= len(row.text.rstrip(" :"))
    attendance = found.kind is SectionKind.DELTAGELSE
    if attendance and _HOW_MANY.match(row.text.strip()):
        return None
    # "Drøftelse" right below "Beslutning" is the decision.
    words = row.text.partition(":")[0]
    field = beside and kind_by_stem(words) is SectionKind.SAGSFREMSTILLING
    everyday = found.weak and (fresh or not whole) and not field
    if deciding and (attendance or everyday) and not row.loud:
        return None
    return found


# A field of the case says how many: "Deltagere: ca. 95 ledere", "Fravær: 5,2 %".
_HOW_MANY = re.compile(r"(?:deltagere|fravær):? +(?:ca\. |cirka |op til |i alt |knap )?\d", re.I)


def _body(rows: Sequence[Row], heading: Heading) -> Span:
    start = heading.span.end
    # A heading of several form fields takes up several rows.
    rows = [row for row in rows if row.end > start] or rows[-1:]
    if start < rows[0].start:
        return Span(rows[0].start, rows[-1].end)
    if start < rows[0].end:
        text = rows[0].text[start - rows[0].start :]
        # "**Beslutning:** Godkendt." closes its bold type behind the colon.
        signs = " :\t.*_" if start > rows[0].start else " :\t."
        start += len(text) - len(text.lstrip(signs)) if text.strip(signs) else 0
        if text.strip(" :\t."):
            return Span(start, rows[-1].end)
    return Span(rows[1].start, rows[-1].end) if len(rows) > 1 else Span(rows[0].end, rows[0].end)

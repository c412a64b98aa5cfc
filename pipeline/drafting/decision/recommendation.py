"""Read the recommendation of an item: its points, one clause each.

Where it stands, :mod:`asking` tells; what a clause asks for, :mod:`proposals`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.danish.blocks import BULLETS
from pipeline.danish.bodies import find_bodies
from pipeline.danish.nouns import calm, lower_first, stands_within
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import verb_of_present
from pipeline.drafting.decision.asking import recommendations
from pipeline.drafting.decision.inline import NO_POINT, divided
from pipeline.drafting.decision.pointed_back import named_back
from pipeline.drafting.decision.proposals import Proposal, parse_clause
from pipeline.records import Item, Span

_INTRO = re.compile(
    r"^(?!\(?(?:[a-h]|\d\d?)[.)] at\b)(?P<who>[^.:\n]{0,120}?)\b"
    r"(?:indstille[rs]|foreslår|foreslås|anbefaler|anbefales|indstilling)\b"
    r"(?P<to>[^.\n]{0,120}?)(?:,? at\b|:|,?\s(?=\(?1[.)]\s))",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
# "2. sal", "3. etape": the number is the floor's.
_COUNTED = r"(?:sal|etape|behandling|kvartal|halvår|klasse|del)\b"
_POINT = re.compile(
    rf"(?:^|\n)\s*(?:[{BULLETS}]|\(?\d{{1,2}}[.)](?!\s*{_MONTH})|[a-h][.)]|ad \d:?)\s+(?=\S)|"
    rf"(?<=[a-zæøå\d]{{3}}\.) \d{{1,2}}\. (?!\s*{_MONTH})(?=\S{{3,}} \S)|"
    # "at 1. banen lukkes, 2. banen males": no "2. sal", no "2. marts".
    rf",(?: og)? [2-9]\. (?!\s*{_MONTH}|{_COUNTED})(?=[a-zæøå]{{2,}} [a-zæøå]+(?:es|er|år)\b)|"
    r"\n\s*(?=at\b)|(?<!bilag)\s\(?\d{1,2}[.)]\s+(?=at\b)|"
    r"(?:,? og|,)?(?: at)? \(?(?:\d{1,2}|[A-Ha-h])\) (?=[a-zæøåA-ZÆØÅ])",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def read_proposals(text: str, item: Item) -> tuple[Proposal, ...]:
    """Return the points of an item's recommendation, in order; *text* is the minutes' text."""
    found: list[Proposal] = []
    for asked in recommendations(text, item):
        body = asked.of(text)
        if _NONE.search(body):
            continue
        whole = _AS_DONE.match(" ".join(body.split()))
        if whole:
            clause = f"{lower_first(whole['what'] or whole['only'])} godkendes"
            found.append(parse_clause(clause, asked, addressee(whole["to"] or "")))
            continue
        intro = _INTRO.match(body)
        to = addressee(intro["to"]) if intro else None
        start = intro.end() if intro else 0
        points = _points(body, start)
        actor = _lone_body(points[0].of(body)) if points else None
        for span in points:
            place = Span(asked.start + span.start, asked.start + span.end)
            found += [
                parse_clause(_with_actor(clause, actor), place, to)
                for clause in divided(
                    _clause(span.of(body), after_at=_keeps_capital(body, span, text))
                )
                if len(points) == 1 or not _ANNOUNCES.fullmatch(clause)
            ]
    named = zip(found, named_back([one.clause for one in found]), strict=True)
    return tuple(
        one if one.clause == told else parse_clause(told, one.span, one.to) for one, told in named
    )


# "Sagen fremlægges uden indstilling."
_NONE = re.compile(r"^[^.,:]{0,60}\b(?:uden|ingen) indstilling\b[^.,]{0,40}\.?\s*$", re.IGNORECASE)
# "Teknisk Udvalg indstiller takstbladet til godkendelse.", "Formanden foreslår planen godkendt."
_AS_DONE = re.compile(
    r"[^.:]{2,90}? (?:indstiller|anbefaler|foreslår) (?P<what>(?!til\b|at\b|over\b)[^.,:]{3,80}?) "
    r"(?:til (?P<to>[A-ZÆØÅ]\w+ets |[A-ZÆØÅ]\w+ens )?godkendelse|godkendt|vedtaget)\.?$|"
    # "Økonomiudvalget anbefaler politikken."
    r"[^.:]{2,90}? anbefaler (?P<only>[a-zæøå-]{3,}(?:en|et|erne)(?: og (?!at\b)[^.,:]{3,60})?)\.?$"
)
# "at det over for Byrådet anbefales," and then the points.
_ANNOUNCES = re.compile(
    # "at appen anbefales over for Byrådet" asks for it.
    r"(?:det (?:over for [^,.]+ )?(?:anbefales|indstilles)|"
    r"\w+ (?:over for [^,.]+ )?(?:anbefaler|indstiller))(?: over for [^,.]+)?|"
    r"(?:anbefale|indstille)(?:(?: over for| til) [^,.]+| [A-ZÆØÅ][^,.]+)|"
    r"\w+ anbefaler (?:over for )?(?:[A-ZÆØÅ][\w-]+(?: og | |$))+"
)


def _lone_body(text: str) -> str | None:
    """Return the body that stands alone before a list: "at Direktionen" and then the points."""
    words = text.strip(" :,.")
    mention = next((m for m in find_bodies(words) if m.span == (0, len(words))), None)
    return mention.body.name if mention else None


def _with_actor(clause: str, actor: str | None) -> str:
    first = clause.partition(" ")[0]
    return f"{actor} {clause}" if actor and verb_of_present(first) else clause


def addressee(words: str) -> str | None:
    """Return the last body that words name, to which a recommendation goes.

    >>> addressee("over for Byrådet"), addressee("")
    ('Byrådet', None)
    """
    mentions = find_bodies(words)
    return mentions[-1].body.name if mentions else None


def _points(body: str, start: int) -> list[Span]:
    marks = [match.span() for match in _POINT.finditer(body, start)]
    edges = [(start, start), *marks]
    spans = []
    for (_, begin), (end, _) in zip(edges, [*marks, (len(body), len(body))], strict=True):
        first = next(iter(split_sentences(body[begin:end], begin)), None)
        if first is not None:
            spans.append(_paragraph(body, Span(first.start, max(first.end, begin))))
    return spans


def _paragraph(body: str, span: Span) -> Span:
    """End a point at the first blank line."""
    blank = re.search(r"\n\s*\n", body[span.start : span.end])
    return Span(span.start, span.start + blank.start()) if blank else span


def _keeps_capital(body: str, span: Span, text: str) -> bool:
    """Tell whether the first letter of a point is a name's: after "at", or so printed elsewhere."""
    if _AT.search(body[: span.start]):
        return True
    first = re.match(r"[\W\d]*([A-ZÆØÅ][\w-]+)", span.of(body))
    if first is None or find_bodies(first[1]):
        return False
    return stands_within(first[1], text)


# "Forvaltningen har bearbejdet projektet": nobody proposes that.
_IS_DONE = re.compile(
    r"[\w-]+(?: [\w-]+){0,3}? har (?!åbent|lukket|[a-zæøå]*sret\b|(?:møde|stemme|tale)?ret\b)"
    r"(?:[a-zæøå]+t|haft|fået) (?!om\b)"
)
_AT = re.compile(r"\bat\s*$", re.IGNORECASE)
# "Social og Psykiatri fremlægger en plan"
_TWO_NAMES = re.compile(r"[A-ZÆØÅ]\w+(?: og|,) [A-ZÆØÅ]")
# Behind the last point to one body, the heading of those to the next.
_ON_TO_ANOTHER = re.compile(r",? (?:samt|og) (?:indstiller|anbefaler) (?:til|over for) [\w ]+,?$")


def _clause(text: str, *, after_at: bool = False) -> str:
    printed = re.sub(r"\s+", " ", text)
    clause = calm(printed).strip(" .;,:")
    # "at 2. sal udlejes": after "at" only the first number counts points.
    clause = re.sub(rf"^\(?\d{{1,2}}[.)] ?(?! ?{_COUNTED})", "", clause)
    told = re.sub(r"^(?:at (?:1[.)] )?)+", "", clause, flags=re.IGNORECASE)
    # After "at" a capital is a name's, but for a text all in capitals; a point begins with one.
    named = calm(printed) == printed and (after_at or told != clause or _TWO_NAMES.match(told))
    clause = told if named else lower_first(told)
    clause = _ON_TO_ANOTHER.sub("", clause)
    if NO_POINT.match(clause) or _IS_DONE.match(clause):
        # The introduction once more, who is to approve, or what led here: no point of its own.
        return ""
    clause = re.sub(r"(?:,? (?:og|samt))$", "", clause).strip(" .;,")
    if len(clause.split()) < 2 or len(clause.split()) > 45:
        return ""
    return re.sub(r"\b(kr|mio)$", r"\1.", clause)

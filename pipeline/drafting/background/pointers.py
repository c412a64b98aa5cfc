"""A period or a committee that a case has named before, told again by its name.

"Der er i perioden modtaget 14 sager" says nothing to who has not read which period, and "udvalgets
pulje" in the minutes of one committee may be another's. Where the case doesn't say which, a
sentence that points so is left out. "31 af de 44 gælder støj" is told behind what the 44 are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.bodies import Mention, find_bodies, same_body
from pipeline.danish.cues import Cued
from pipeline.danish.dates import MONTHS
from pipeline.drafting.background.prose import Source
from pipeline.drafting.background.torn import is_torn
from pipeline.records import Item, Minutes, Span

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_ENDS = (
    rf"(?:(?:den )?\d{{1,2}}\. {_MONTH}(?: \d{{4}})?|{_MONTH}(?: \d{{4}})?|(?:19|20)\d\d|"
    r"uge \d{1,2})"
)
_RANGE = rf"{_ENDS}(?: til (?:og med )?| ?[-–] ?){_ENDS}|(?:19|20)\d\d[-/–](?:19|20)?\d\d"
_PERIOD = re.compile(rf"(?P<when>(?<![-–\w]){_RANGE})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IN_PERIOD = Cued(
    r"\b[Ii] (?:hele )?perioden\b"
    rf"(?! (?:fra|mellem|siden|efter|før|op|til|\d|{'|'.join(MONTHS)}|uge|foråret|efteråret))"
)
_ITS = Cued(
    r"(?<!- )(?<!-)\b(?P<which>[Uu]dvalget|[Rr]ådet|[Bb]estyrelsen)(?P<owns>s)?\b(?!s? for\b)"
)
_ITS_OWN = re.compile(
    r" (?:[a-zæøå]+ )?(?:\w*pulje|konto|midler|opsparing|reserve|formand|næstformand|beslutning|"
    r"høringssvar|indstilling|\w*ramme)(?:n|en|r)?\b"
)
_KIND = {"udvalget": "udvalg", "rådet": "råd", "bestyrelsen": "bestyrelse"}


def with_names(minutes: Minutes, item: Item, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the sentences of an item with periods and committees by name, "" for a riddle."""
    told: list[Source] = []
    start = item.span.start
    for one in sources:
        before = minutes.text[start : one.span.start]
        named = _with_period(one, before, start, item.title) if one.text else one
        named = _behind_its_count(named, told)
        told.append(_with_body(named, before, start, minutes.body))
    return tuple(told)


_SHARE = re.compile(r"[\w.]+ af de (?P<whole>\d[\d.]*) ")


def _behind_its_count(one: Source, earlier: Sequence[Source]) -> Source:
    """Let "31 af de 44 gælder støj" lean on the sentence that says what the 44 are."""
    share = _SHARE.match(one.text) if is_torn(one.text) and not one.back else None
    if share is None:
        return one
    count = re.compile(rf"(?<![\d.,]){re.escape(share['whole'])} [a-zæøå]")
    places = (back for back, each in enumerate(reversed(earlier), 1) if count.search(each.text))
    return one._replace(back=next(places, 0))


def _with_period(one: Source, before: str, start: int, title: str) -> Source:
    points = _IN_PERIOD.search(one.text)
    if points is None:
        return one
    known = next(reversed(list(_PERIOD.finditer(before))), None)
    if known is None:
        # A title with its year says which.
        return one if _YEAR.search(title) else one._replace(text="")
    when = " ".join(known["when"].split())
    text = f"{one.text[: points.end()]} {when}{one.text[points.end() :]}"
    return one._replace(text=text, also=(*one.also, _shifted(known.span(), start)))


def _with_body(one: Source, before: str, start: int, body: str | None) -> Source:
    points = _ITS.search(one.text)
    if points is None or find_bodies(one.text[: points.start()]):
        return one
    which = points["which"].lower()
    kind = _KIND[which]
    # "Bestyrelsen" is no more of a name than "bestyrelsen".
    named = [each for each in find_bodies(before) if each.body.name.lower() != which]
    known = [each for each in named if kind in each.body.name.lower()]
    if not known:
        # A directorate has no committee: whose it is, the case has not said.
        strange = body and kind not in body.lower() and kind not in before.lower()
        riddle = strange and _ITS_OWN.match(one.text, points.end())
        return one._replace(text="") if riddle else one
    last = known[-1]
    if body and kind in body.lower():
        # In its own minutes "udvalget" is the one that meets, but right behind another's name.
        near = _is_other(last, body) and len(before) - last.span.end < _NEAR
        return one._replace(text="") if near else one
    name = f"{last.body.name}{points['owns'] or ''}"
    text = f"{one.text[: points.start()]}{name}{one.text[points.end() :]}"
    return one._replace(text=text, also=(*one.also, _shifted(last.span, start)))


# About a sentence.
_NEAR = 150


def _is_other(mention: Mention, body: str) -> bool:
    return not same_body(mention.body.name, body)


def _shifted(span: tuple[int, int], start: int) -> Span:
    return Span(span[0] + start, span[1] + start)

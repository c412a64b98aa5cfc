"""A decision headed by fields of a form: "Udvalg: … / Dato: … / Punkt: …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import find_dates
from pipeline.labels import SectionKind
from pipeline.records import Span
from pipeline.splitting.headings import Heading
from pipeline.splitting.rows import Row

_BODY = re.compile(r"(?:udvalg|organ|forum|råd)\s*:\s*(?P<body>\S.*)", re.IGNORECASE)
_DATE = re.compile(r"(?:møde)?dato\s*:\s*(?P<date>\S.*)", re.IGNORECASE)
_NUMBER = re.compile(r"punkt(?:nummer|nr\.?)?\s*:\s*\d+\s*$", re.IGNORECASE)


def with_forms(rows: Sequence[Row], headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Return the headings, with one for each body's decision that fields of a form head.

    >>> lines = ("Udvalg: Byrådet", "Dato: 03-02-2020", "Punkt: 4", "Godkendt.")
    >>> rows = [Row(20 * n, 20 * n + 16, t, 0, None, True, False) for n, t in enumerate(lines)]
    >>> [one and (one.body, one.span) for one in with_forms(rows, [None] * 4)]
    [('Byrådet', Span(start=0, end=56)), None, None, None]
    """
    found = list(headings)
    for index in range(len(rows) - 1):
        body = _BODY.match(rows[index].text)
        day = _DATE.match(rows[index + 1].text)
        if not (body and day):
            continue
        last = index + 1 + (index + 2 < len(rows) and is_point(rows, index + 2))
        dates = find_dates(day["date"])
        span = Span(rows[index].start, rows[last].end)
        named = find_bodies(body["body"])
        name = named[0].body.name if named else body["body"].strip()
        when = dates[0].date if dates else None
        found[index] = Heading(SectionKind.BESLUTNING, span, name, when)
        found[index + 1 : last + 1] = [None] * (last - index)
    return found


def is_point(rows: Sequence[Row], index: int) -> bool:
    """Whether a row says, below its day, as which point another meeting treated the case."""
    below = index > 0 and _DATE.match(rows[index - 1].text) is not None
    return below and _NUMBER.match(rows[index].text) is not None

"""What was promised and is not seen again: days that have passed, recommendations never decided.

Silence is better than a false reproach. A case counts as seen again when any later item has its
number or a title like its own, and a promise is told only where the archive has later minutes in
which it would have shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from pipeline.archive.likeness import OTHER_NUMBER, Titles, names_a_case, numbers_agree
from pipeline.danish.bodies import same_body

if TYPE_CHECKING:
    from pipeline.archive.database import Archive

Kind = Literal["follow_up", "recommendation", "postponed"]
# The next body often meets within weeks, but not always within two months.
GRACE = timedelta(days=90)
# After so long a title alone is no sign of the same case.
_REACH = timedelta(days=730)
_AT_ONCE = 64

# Items that nothing with the same number has followed; a class of the KLE plan is no number.
_LAST = """
    SELECT document, position, collection, body, date, title, case_number, decision, route,
        [one.label FOR one IN decisions] AS decisions
    FROM (SELECT *, CASE WHEN is_class(case_number) THEN NULL ELSE case_key(case_number) END AS key
          FROM items WHERE date <= ? AND (len(?) = 0 OR list_contains(?, collection)))
    QUALIFY key IS NULL OR date = max(date) OVER (PARTITION BY collection, key)
"""
_WAITING = f"""
    SELECT last.*, onward.who, NULL AS due, '' AS text,
        CASE WHEN last.decision = 'udsat' THEN 'postponed' ELSE 'recommendation' END AS kind
    FROM ({_LAST}) AS last
    LEFT JOIN next_steps AS onward ON onward.document = last.document
        AND onward.position = last.position AND onward.kind = 'onward'
    WHERE last.decision IN ('anbefales', 'udsat') AND last.date <= ?
    UNION ALL
    SELECT last.*, step.who, step."when" AS due, step.text, 'follow_up' AS kind
    FROM ({_LAST}) AS last
    JOIN next_steps AS step ON step.document = last.document
        AND step.position = last.position AND step.kind = 'follow_up'
    WHERE step."when" > last.date AND step."when" < ?
    ORDER BY collection, date, document, position, kind
"""  # noqa: S608 - constants of this module alone


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: in which item, by whom, and what the minutes say of it.

    ``kind`` is a ``follow_up`` whose day has passed, a ``recommendation`` that nobody decided on,
    or a ``postponed`` item that never came again. ``who`` is the body that has it next, where the
    minutes tell. ``shows`` tells whether the archive has later minutes of that body, so that what
    became of it would have been seen.
    """

    kind: Kind
    collection: str
    due: date | None
    date: date
    body: str | None
    title: str
    case_number: str | None
    who: str | None
    text: str
    document: str
    position: int
    shows: bool


def open_promises(
    archive: Archive,
    on: date | None = None,
    collections: Sequence[str] = (),
    *,
    everything: bool = False,
) -> tuple[Promise, ...]:
    """Return what is promised and not seen again, the oldest first in each collection.

    Args:
        archive: Where to look.
        on: What came later than this day is not seen; None takes the archive's last meeting.
        collections: Look in these only; none for all.
        everything: Also tell what the archive could not have shown, for want of later minutes.
    """
    day = on or archive.rows("SELECT max(date) AS day FROM meetings")[0]["day"]
    if day is None:
        return ()
    last = (day, list(collections), list(collections))
    rows = archive.rows(_WAITING, *last, day - GRACE, *last, day)
    rows = [row for row in rows if names_a_case(row["title"])]
    meetings = _meetings(archive, day)
    found: list[Promise] = []
    for collection, group in groupby(rows, key=lambda row: str(row["collection"])):
        unseen = list(_not_seen_again(archive, collection, list(group), day))
        found += [_promise(row, meetings[collection]) for row in unseen]
    return tuple(one for one in found if one.shows or everything)


def _meetings(archive: Archive, day: date) -> dict[str, dict[str, date]]:
    """Return the last meeting of each body up to a day, by collection."""
    last: dict[str, dict[str, date]] = {}
    for row in archive.rows(
        "SELECT collection, body, max(date) AS last FROM meetings "
        "WHERE date <= ? AND body IS NOT NULL GROUP BY ALL",
        day,
    ):
        last.setdefault(row["collection"], {})[row["body"]] = row["last"]
    return last


def _not_seen_again(
    archive: Archive, collection: str, rows: list[dict[str, Any]], day: date
) -> Iterator[dict[str, Any]]:
    """Yield the rows that no later item has a title like."""
    later = archive.rows(
        "SELECT date, title FROM items WHERE collection = ? AND date > ? AND date <= ? "
        "ORDER BY date",
        collection,
        rows[0]["date"],
        day,
    )
    titles = Titles([row["title"] for row in rows] + [row["title"] for row in later])
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        end = some[-1]["date"] + _REACH
        near = [at for at, row in enumerate(later) if some[0]["date"] < row["date"] <= end]
        likeness = titles.alike(range(start, start + len(some)), [len(rows) + at for at in near])
        for row, alike in zip(some, likeness, strict=True):
            again = (later[near[at]] for at in (alike >= OTHER_NUMBER).nonzero()[0])
            if not any(_follows(row, one) for one in again):
                yield row


def _follows(row: dict[str, Any], later: dict[str, Any]) -> bool:
    near = row["date"] < later["date"] <= row["date"] + _REACH
    return near and numbers_agree(row["title"], later["title"])


def _promise(row: dict[str, Any], meetings: dict[str, date]) -> Promise:
    who = row["who"] or (row["body"] if row["kind"] != "recommendation" else None)
    since = row["due"] or row["date"]
    return Promise(
        kind=row["kind"],
        collection=row["collection"],
        date=row["date"],
        body=row["body"],
        title=row["title"],
        case_number=row["case_number"],
        due=row["due"],
        who=row["who"],
        text=row["text"],
        document=row["document"],
        position=row["position"],
        # Where no body is named, any other may have taken it.
        shows=any(
            last > since and (same_body(body, who) if who else body != row["body"])
            for body, last in meetings.items()
        ),
    )

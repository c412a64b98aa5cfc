"""One case through bodies and time: what each of them decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from pipeline.archive.likeness import (
    OTHER_NUMBER,
    SAME_NUMBER,
    Titles,
    names_a_case,
    numbers_agree,
)
from pipeline.labels import Decision

if TYPE_CHECKING:
    from pipeline.archive.database import Archive

Row = dict[str, Any]
By = Literal["number", "mention", "title"]
# So far before the first and after the last of a case an item may lie that only its title tells.
_REACH = timedelta(days=365)
# A shorter number may stand in a text for other reasons.
_LEAST = 6
_COLUMNS = (
    "document, position, collection, body, date, number, title, case_number, decision_text, "
    "case_key(case_number) AS key, [one.label FOR one IN decisions] AS decisions"
)
# What has become of a case, after what a body did.
STAGES = {
    Decision.ANBEFALES: "anbefalet",
    Decision.DROEFTET: "drøftet",
    Decision.TAGET_TIL_EFTERRETNING: "taget til efterretning",
    Decision.GODKENDT: "godkendt",
    Decision.AFVIST: "afvist",
    Decision.UDSAT: "udsat",
    Decision.OVERSENDT: "oversendt",
    Decision.UDPEGET: "valgt",
    Decision.INGEN_BEMAERKNINGER: "uden bemærkninger",
    Decision.ANDET: "behandlet",
    Decision.INGEN_BESLUTNING: "ingen beslutning fundet",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A case before one body: when, under what title and number, and what was decided.

    ``by`` says what makes it a step of the case: its ``number``, or with another number or none a
    ``mention`` of that number in its text, or its ``title`` alone. ``document`` and ``position``
    find the item in the tables.
    """

    document: str
    position: int
    date: date | None
    body: str | None
    number: str
    title: str
    case_number: str | None
    decisions: tuple[Decision, ...]
    decision_text: str
    by: By


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its steps by date, the newest last.

    ``proposed`` tells whether the first step had a recommendation by the administration;
    ``waits_for`` is the body that the last step sends the case to.
    """

    collection: str
    steps: tuple[Step, ...]
    proposed: bool
    waits_for: str | None

    @property
    def stages(self) -> tuple[str, ...]:
        """What became of the case, step by step: foreslået, anbefalet, godkendt."""
        start = ("foreslået",) if self.proposed else ()
        return start + tuple(STAGES[step.decisions[0]] for step in self.steps)


def find_cases(archive: Archive, number: str, collections: Sequence[str] = ()) -> tuple[Case, ...]:
    """Return the cases that bear a number, however it is printed; the oldest first.

    Items of one number whose titles have nothing in common are cases of their own. To each case
    come items of other numbers within a year of it whose titles are alike.

    Args:
        archive: Where to look.
        number: The case number.
        collections: Look in these only; none for all. One number in two collections is two cases.
    """
    rows = archive.rows(
        f"SELECT {_COLUMNS} FROM items WHERE case_key(case_number) = case_key(?) "  # noqa: S608
        "AND (len(?) = 0 OR list_contains(?, collection)) ORDER BY collection, date, position",
        number,
        list(collections),
        list(collections),
    )
    found: list[Case] = []
    for collection, group in groupby(rows, key=lambda row: str(row["collection"])):
        found += _in_collection(archive, collection, number, list(group))
    return tuple(sorted(found, key=lambda case: case.steps[0].date or date.min))


def _in_collection(
    archive: Archive, collection: str, number: str, own: list[Row]
) -> Iterator[Case]:
    others = _around(archive, collection, number, own)
    pool = [*own, *others]
    titles = Titles([row["title"] for row in pool])
    for members in _apart(titles, len(own)):
        printed = {pool[at]["case_number"] for at in members}
        alike = set(_alike(titles, pool, members, len(own)))
        found: list[tuple[Row, By]] = [(pool[at], "number") for at in members]
        for at, row in enumerate(others, len(own)):
            if printed & set(row["mentions"]):
                found.append((row, "mention"))
            elif at in alike:
                found.append((row, "title"))
        yield _case(archive, collection, found)


def _around(archive: Archive, collection: str, number: str, own: list[Row]) -> list[Row]:
    """Return the items of other numbers near in time, each with the numbers its text mentions."""
    days = [row["date"] for row in own if row["date"]]
    if not days:
        return []
    printed = {row["case_number"] for row in own if len(row["case_number"]) >= _LEAST}
    rows = archive.rows(
        f"SELECT {_COLUMNS}, [one FOR one IN ? IF contains(text, one)] AS mentions "  # noqa: S608
        "FROM items WHERE collection = ? AND date BETWEEN ? AND ? "
        "AND case_key(case_number) IS DISTINCT FROM case_key(?) ORDER BY date, position",
        sorted(printed),
        collection,
        min(days) - _REACH,
        max(days) + _REACH,
        number,
    )
    return [row for row in rows if names_a_case(row["title"])]


def _apart(titles: Titles, count: int) -> list[list[int]]:
    """Return groups of the first *count* titles; between two groups nothing is alike."""
    from scipy.sparse.csgraph import connected_components

    places = range(count)
    found, group = connected_components(titles.alike(places, places) >= SAME_NUMBER)
    return [[at for at in places if group[at] == one] for one in range(found)]


def _alike(
    titles: Titles, pool: Sequence[Row], members: Sequence[int], first: int
) -> Iterator[int]:
    """Yield the places from *first* whose titles are like those of a case, and like no other's.

    Among many thousand titles some are alike by chance; few of those have no nearer one.
    """
    known = [at for at in members if names_a_case(pool[at]["title"])]
    others = range(first, len(pool))
    if not known or not others:
        return
    likeness = titles.alike(others, known)
    for at, row in zip(others, likeness, strict=True):
        best = known[int(row.argmax())]
        agree = numbers_agree(pool[at]["title"], pool[best]["title"])
        if row.max() >= OTHER_NUMBER and agree:
            rivals = [one for one in others if _is_rival(pool[at], pool[one])]
            if not rivals or titles.alike([at], rivals).max() <= row.max():
                yield at


def _is_rival(row: Row, other: Row) -> bool:
    same = row["key"] is not None and row["key"] == other["key"]
    return not same and row["document"] != other["document"]


def _case(archive: Archive, collection: str, found: list[tuple[Row, By]]) -> Case:
    steps = sorted(
        (_step(row, by) for row, by in found),
        key=lambda step: (step.date or date.min, step.document, step.position),
    )
    first, last = steps[0], steps[-1]
    proposed = archive.rows(
        "SELECT 1 FROM sections WHERE document = ? AND position = ? AND kind = 'indstilling'",
        first.document,
        first.position,
    )
    onward = archive.rows(
        "SELECT who FROM next_steps WHERE document = ? AND position = ? AND kind = 'onward'",
        last.document,
        last.position,
    )
    return Case(collection, tuple(steps), bool(proposed), onward[0]["who"] if onward else None)


def _step(row: Row, by: By) -> Step:
    return Step(
        row["document"],
        row["position"],
        row["date"],
        row["body"],
        row["number"],
        row["title"],
        row["case_number"],
        tuple(Decision(one) for one in row["decisions"]),
        row["decision_text"],
        by,
    )

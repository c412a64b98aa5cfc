"""The overview: the same answers in the same order from either database."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import meetings
from meetings import COMMITTEE, FLAGS, MEETING, words

from pipeline.labels import Decision, Topic
from pipeline.store import (
    Relabel,
    Store,
    Wanted,
    acknowledge,
    add_document,
    bodies,
    correct_label,
    find_drafts,
    save_version,
)

CASES = json.loads((Path(__file__).parent / "cases" / "store_search.json").read_text("utf-8"))


def wanted(case: dict[str, Any]) -> Wanted:
    day = {name: date.fromisoformat(case[name]) for name in ("since", "until") if name in case}
    return Wanted(
        words=case.get("words", ""),
        body=case.get("body"),
        topic=Topic(case["topic"]) if "topic" in case else None,
        decision=Decision(case["decision"]) if "decision" in case else None,
        state=case.get("state"),
        **day,
    )


def filled(store: Store) -> None:
    """Put in two meetings; the text of one's draft speaks of what the minutes don't."""
    draft = meetings.started(store, FLAGS)
    said = words("Nyt fra Direktionen\nSe mere på borgerportalen", FLAGS)
    save_version(store, draft.id, said, expected=1, operation="rewrite", actor="Anna")
    meetings.started(store, text=COMMITTEE)


def test_cases(store: Store) -> None:
    filled(store)
    wrong = []
    for case in CASES:
        found = find_drafts(store, wanted(case))
        told = {one.body: [item.title for item in one.items] for one in found}
        if told != case["finds"]:
            wrong.append((case["why"], told))
    assert wrong == []


def test_a_row_tells_what_the_overview_shows(store: Store) -> None:
    draft = meetings.started(store, FLAGS)
    store.clock.time += timedelta(hours=1)  # type: ignore[attr-defined]
    save_version(
        store, draft.id, words("Nyt\nMere", FLAGS), expected=1, operation="rewrite", actor="Anna"
    )
    (row,) = find_drafts(store)
    assert (row.draft, row.document, row.headline) == (draft.id, draft.document, "Nyt")
    assert (row.source, row.body, row.date) == ("direktionen.txt", "Direktionen", date(2025, 5, 12))
    assert (row.state, row.version, row.changed_by) == ("redigeret", 2, "Anna")
    assert (row.changed, row.open_red, row.open_yellow) == (store.clock(), 1, 1)
    acknowledge(store, draft.id, "red-1", comment="Set", expected=2, actor="Anna")
    assert [one.open_red for one in find_drafts(store)] == [0]


def test_a_meeting_without_a_draft_is_shown_as_imported(store: Store) -> None:
    meeting = add_document(store, *meetings.read(MEETING))
    (row,) = find_drafts(store)
    assert (row.document, row.draft, row.state, row.version) == (meeting.id, None, "importeret", 0)
    assert [one.document for one in find_drafts(store, Wanted("elbil"))] == [meeting.id]
    assert find_drafts(store, Wanted(state="udkast")) == ()
    assert len(find_drafts(store, Wanted(state="importeret"))) == 1


def test_the_newest_meeting_comes_first_and_without_words_nothing_else_counts(store: Store) -> None:
    filled(store)
    assert [one.body for one in find_drafts(store)] == ["Direktionen", "Teknisk Udvalg"]
    # A word of a title weighs more than one of the text, and that more than a day.
    assert [one.body for one in find_drafts(store, Wanted("budget"))] == [
        "Teknisk Udvalg", "Direktionen",
    ]  # fmt: skip


def test_a_draft_is_found_by_its_newest_text_only(store: Store) -> None:
    draft = meetings.started(store)
    save_version(store, draft.id, words("Bierne"), expected=1, operation="rewrite", actor="Anna")
    assert len(find_drafts(store, Wanted("bierne"))) == 1
    save_version(store, draft.id, words("Myrerne"), expected=2, operation="rewrite", actor="Anna")
    assert find_drafts(store, Wanted("bierne")) == ()


def test_a_corrected_label_is_found_by_what_it_is_now(store: Store) -> None:
    draft = meetings.started(store)
    relabel = Relabel(0, "decision", (Decision.UDSAT,))
    correct_label(store, draft.id, words("A"), relabel, expected=1, actor="Anna")
    assert find_drafts(store, Wanted(decision=Decision.GODKENDT)) == ()
    (row,) = find_drafts(store, Wanted(decision=Decision.UDSAT))
    assert [item.position for item in row.items] == [0]


def test_bodies_are_told_by_name(store: Store) -> None:
    filled(store)
    assert bodies(store) == ("Direktionen", "Teknisk Udvalg")

"""Acknowledge, approve, publish, and the record of it all."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from meetings import FLAGS, RED, YELLOW, words
from meetings import started as start

from pipeline.errors import NotKept, NotNow, StaleVersion
from pipeline.store import (
    Content,
    KeptFlag,
    Store,
    acknowledge,
    approve,
    audit,
    changes,
    distances,
    history,
    publications,
    publish,
    read_draft,
    save_version,
    undo,
)
from pipeline.store.reviewing import distance_of


def test_nobody_approves_over_an_open_red_flag(store: Store) -> None:
    draft = start(store, FLAGS)
    with pytest.raises(NotNow, match="1 red flags open"):
        approve(store, draft.id, expected=1, reviewer="Bo")
    assert read_draft(store, draft.id).state == "udkast"
    draft = acknowledge(
        store, draft.id, "red-1", comment="Står i bilaget", expected=1, actor="Anna"
    )
    assert draft.open_red == ()
    draft = approve(store, draft.id, expected=1, reviewer="Bo")  # a yellow flag may be open
    assert (draft.state, draft.reviewer, draft.version) == ("godkendt", "Bo", 2)


def test_a_name_is_needed_to_approve(store: Store) -> None:
    draft = start(store)
    with pytest.raises(NotNow, match="needs a name"):
        approve(store, draft.id, expected=1, reviewer=" \t")


def test_the_tools_draft_is_checked_once_no_flag_is_open(store: Store) -> None:
    assert start(store).state == "kontrolleret"
    draft = start(store, FLAGS)
    for key in ("red-1", "yellow-1"):
        assert draft.state == "udkast"
        draft = acknowledge(store, draft.id, key, comment="Set", expected=1, actor="Anna")
    assert (draft.state, draft.version) == ("kontrolleret", 1)
    draft = save_version(
        store, draft.id, words("Nyt", FLAGS), expected=1, operation="rewrite", actor="Anna"
    )
    assert draft.state == "redigeret"


def test_an_acknowledgement_holds_as_long_as_the_flag_means_the_same(store: Store) -> None:
    draft = start(store, FLAGS)
    draft = acknowledge(store, draft.id, "red-1", comment="Set", expected=1, actor="Anna")
    draft = acknowledge(store, draft.id, "red-1", comment="Set igen", expected=1, actor="Bo")
    seen = draft.flags[0].acknowledged
    assert seen is not None
    assert (seen.comment, seen.actor, seen.version) == ("Set igen", "Bo", 1)  # the newest holds
    changed = (KeptFlag("red-2", RED), FLAGS[1])
    draft = save_version(
        store, draft.id, words("Nyt", changed), expected=1, operation="rewrite", actor="Anna"
    )
    assert [one.key for one in draft.open_red] == ["red-2"]
    with pytest.raises(NotKept, match="no such flag"):  # it was another version's
        acknowledge(store, draft.id, "red-1", comment="Set", expected=2, actor="Anna")
    assert undo(store, draft.id, expected=2, actor="Anna").open_red == ()  # seen before


def test_a_change_takes_the_approval_back(store: Store) -> None:
    draft = start(store)
    save_version(store, draft.id, words("Nyt"), expected=1, operation="rewrite", actor="Anna")
    approve(store, draft.id, expected=2, reviewer="Bo")
    draft = save_version(
        store, draft.id, words("Nyere"), expected=3, operation="rewrite", actor="Anna"
    )
    assert (draft.state, draft.reviewer) == ("redigeret", None)
    draft = undo(store, draft.id, expected=4, actor="Anna")  # the text that was approved
    assert (draft.text, draft.state, draft.reviewer) == ("Nyt", "redigeret", None)
    draft = approve(store, draft.id, expected=5, reviewer="Carl")
    assert (draft.text, draft.state, draft.reviewer) == ("Nyt", "godkendt", "Carl")
    draft = undo(store, draft.id, expected=6, actor="Anna")  # undoes the change, not the approval
    assert (draft.text, draft.state) == (
        "Nyt fra Direktionen",
        "udkast" if draft.flags else "kontrolleret",
    )


def test_asked_twice_it_is_approved_and_published_once(store: Store) -> None:
    draft = start(store)
    for _ in range(2):
        draft = approve(store, draft.id, expected=1, reviewer="Bo")
    for _ in range(2):
        draft = publish(store, draft.id, "Nyt", expected=2, actor="Anna")
    assert (draft.version, draft.state, draft.reviewer) == (3, "publiceret", "Bo")
    assert len(publications(store, draft.id)) == len(distances(store)) == 1
    with pytest.raises(StaleVersion):
        approve(store, draft.id, expected=1, reviewer="Carl")


def test_only_what_is_approved_is_published(store: Store) -> None:
    draft = start(store)
    with pytest.raises(NotNow, match="not approved"):
        publish(store, draft.id, "Nyt", expected=1, actor="Anna")
    assert publications(store, draft.id) == distances(store) == ()


def test_a_published_text_stands_beside_the_first_draft(store: Store) -> None:
    draft = start(store)
    save_version(store, draft.id, words("Nyt"), expected=1, operation="rewrite", actor="Anna")
    approve(store, draft.id, expected=2, reviewer="Bo")
    store.clock.time += timedelta(days=1)  # type: ignore[attr-defined]
    publish(store, draft.id, "Nyt helt fra Direktionen", expected=3, actor="Anna")
    publish(store, draft.id, "Nyt fra Direktionen", expected=4, actor="Anna")
    first, second = publications(store, draft.id)
    assert (first.text, first.distance, first.share) == ("Nyt helt fra Direktionen", 1, 0.25)
    assert (second.distance, second.share, second.version) == (0, 0.0, 5)
    far, none = distances(store)
    assert (far.words_first, far.words_published, far.distance) == (3, 4, 1)
    assert far.at == store.clock()
    assert none.share == 0


@pytest.mark.parametrize(
    ("first", "published", "distance", "share"),
    [
        ("", "", 0, 0.0),
        ("et to tre", "et to tre", 0, 0.0),
        ("et to tre", "fire", 3, 1.0),
        ("Et to.", "- et  to\n", 0, 0.0),
        ("", "et", 1, 1.0),
    ],
)
def test_distance_counts_words(first: str, published: str, distance: int, share: float) -> None:
    from datetime import UTC, datetime

    far = distance_of(first, published, datetime(2025, 1, 1, tzinfo=UTC))
    assert (far.distance, far.share) == (distance, share)


def test_the_audit_record_tells_the_whole_story(store: Store) -> None:
    draft = start(store, FLAGS)
    acknowledge(store, draft.id, "red-1", comment="Står i bilaget", expected=1, actor="Anna")
    changed = Content("{}", "Nyt fra Direktionen\nI maj", (KeptFlag("yellow-1", YELLOW),))
    save_version(store, draft.id, changed, expected=1, operation="rewrite lead", actor="Anna")
    approve(store, draft.id, expected=2, reviewer="Bo")
    publish(store, draft.id, "Nyt", expected=3, actor="Anna")
    record = json.loads(json.dumps(audit(store, draft.id)))
    assert (record["state"], record["reviewer"]) == ("publiceret", "Bo")
    about = record["document"]
    assert (about["body"], about["date"], about["closed_items"]) == ("Direktionen", "2025-05-12", 1)
    assert len(about["sha256"]) == 64
    told = [(one["operation"], one["actor"], one["changed"]) for one in record["versions"]]
    assert told == [
        ("create", "Referat", ["+Nyt fra Direktionen"]),
        ("rewrite lead", "Anna", ["+I maj"]),
        ("approve", "Bo", []),
        ("publish", "Anna", []),
    ]
    assert {(one["tool"], one["model"]) for one in record["versions"]} == {("0.1", "a1b2")}
    red, yellow = record["versions"][0]["flags"]
    assert red["acknowledged"] == {
        "comment": "Står i bilaget",
        "actor": "Anna",
        "at": "2025-05-13T09:00:00+00:00",
    }
    assert yellow["acknowledged"] is None
    assert record["publications"][0]["text"] == "Nyt"
    assert [one.state for one in history(store, draft.id)] == [
        "udkast", "redigeret", "godkendt", "publiceret",
    ]  # fmt: skip


def test_changes_are_lines_and_keep_lines_that_look_like_marks() -> None:
    assert changes("", "a\n@@ b") == ["+a", "+@@ b"]
    assert changes("- x\nb", "b") == ["-- x"]
    assert changes("a", "a") == []

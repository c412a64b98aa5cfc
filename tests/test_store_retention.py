"""What is deleted is gone: from every table, and from the files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import meetings
import pytest
from meetings import COMMITTEE, FLAGS, words
from sqlalchemy import func, make_url, select

from pipeline.errors import NotKept
from pipeline.labels import Topic
from pipeline.store import (
    Relabel,
    Store,
    acknowledge,
    approve,
    correct_label,
    delete_now,
    deletions,
    distances,
    open_store,
    publish,
    purge,
    read_draft,
    read_meeting,
)
from pipeline.store.tables import Table

# Words of the minutes, of the drafts, of a comment and of the published text.
SAID = ("elbiler", "Kørselslederen", "Gedebukken", "Hyldebærret", "Ellesumpen", "direktionen.txt")


def whole_story(store: Store) -> str:
    """Return the document of a draft that has a row in every table."""
    draft = meetings.started(store, FLAGS)
    relabel = Relabel(0, "topic", (Topic.HR,))
    content = words("Gedebukken " * 2000, FLAGS)  # long enough for pages of its own
    correct_label(store, draft.id, content, relabel, expected=1, actor="Anna")
    acknowledge(store, draft.id, "red-1", comment="Hyldebærret", expected=2, actor="Anna")
    approve(store, draft.id, expected=2, reviewer="Bo")
    publish(store, draft.id, "Ellesumpen", expected=3, actor="Anna")
    return draft.document


def rows_of(store: Store) -> dict[str, int]:
    with store.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Table.metadata.sorted_tables
        }


def test_deleted_now_is_gone_from_every_table_and_file(store: Store, database: str) -> None:
    document = whole_story(store)
    assert 0 not in {n for name, n in rows_of(store).items() if name != "deletions"}
    held = meetings.dump(database)
    assert all(word in held or word.lower() in held for word in SAID)
    delete_now(store, document, actor="Anna")
    rows = rows_of(store)
    assert {name for name, n in rows.items() if n} == {"schema_version", "distances", "deletions"}
    left = meetings.dump(database).lower()
    assert [word for word in SAID if word.lower() in left] == []
    with pytest.raises(NotKept):
        read_meeting(store, document)
    with pytest.raises(NotKept):
        delete_now(store, document, actor="Anna")


def test_what_is_over_time_is_purged_and_the_rest_stays(store: Store) -> None:
    old = meetings.started(store, text=COMMITTEE)
    store.clock.time += timedelta(days=29)  # type: ignore[attr-defined]
    new = meetings.started(store)
    assert purge(store) == 0
    store.clock.time += timedelta(days=1)  # type: ignore[attr-defined]
    assert purge(store) == 1
    assert purge(store) == 0
    assert read_draft(store, new.id) == new
    with pytest.raises(NotKept):
        read_draft(store, old.id)
    noted = deletions(store)
    assert [(one.actor, one.reason, one.drafts) for one in noted] == [("Referat", "udløbet", 1)]
    assert noted[0].at == store.clock()


def test_how_long_is_set_where_the_store_is_opened(database: str) -> None:
    store = open_store(database, keep_days=3)
    meeting = read_meeting(store, meetings.started(store).document)
    assert meeting.delete_after - meeting.created == timedelta(days=3)
    store.close()


def test_the_figures_outlive_the_text(store: Store) -> None:
    delete_now(store, whole_story(store), actor="Anna")
    assert [one.words_published for one in distances(store)] == [1]


def test_other_readers_do_not_keep_deleted_text_in_the_journal(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path / "referat.sqlite")
    other = open_store(tmp_path / "referat.sqlite")
    document = whole_story(store)
    read_meeting(other, document)
    delete_now(store, document, actor="Anna")
    url = make_url(f"sqlite:///{tmp_path / 'referat.sqlite'}")
    assert "gedebukken" not in meetings.dump(str(url)).lower()
    store.close()
    other.close()

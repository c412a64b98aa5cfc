"""Labels put right: they hold, they fall back with undo, and the corpus takes them."""

from __future__ import annotations

import json
from pathlib import Path

import meetings
import pytest
from meetings import COMMITTEE, MEETING, words
from typer.testing import CliRunner

from pipeline import label_items, read_document, split_items
from pipeline.cli import app
from pipeline.corpus import read_corpus
from pipeline.errors import StaleVersion, StoreError
from pipeline.labels import Decision, Topic
from pipeline.store import (
    Relabel,
    Store,
    Wanted,
    add_document,
    correct_label,
    create_draft,
    export_corrections,
    find_drafts,
    read_meeting,
    relabelled,
    undo,
)
from pipeline.store.corrections import corrections

TOPIC = Relabel(0, "topic", (Topic.ENVIRONMENT_CLIMATE, Topic.FLEET))
DECISION = Relabel(1, "decision", (Decision.GODKENDT, Decision.DROEFTET))


def test_a_correction_holds_and_keeps_what_was_before(store: Store) -> None:
    draft = meetings.started(store)
    draft = correct_label(store, draft.id, words("A"), TOPIC, expected=1, actor="Anna")
    draft = correct_label(store, draft.id, words("B"), DECISION, expected=2, actor="Bo")
    assert (draft.version, draft.state, draft.corrected) == (3, "redigeret", (TOPIC, DECISION))
    first, second = corrections(store, draft.id)
    assert first.before[0] == "fleet"
    assert (first.after, first.actor) == (TOPIC.values, "Anna")
    assert second.before == ("droeftet", "taget_til_efterretning")
    labelled = read_meeting(store, draft.document).labelled
    one, two = relabelled(labelled, draft.corrected)
    assert [(label.value, label.by) for label in one.topics] == [
        (Topic.ENVIRONMENT_CLIMATE, "person"),
        (Topic.FLEET, labelled[0].topics[0].by),  # the tool had found it too: it keeps its evidence
    ]
    assert one.topics[1] == labelled[0].topics[0]
    text = meetings.read(MEETING)[0].text
    godkendt, droeftet = two.decisions
    assert [span.of(text) for span in godkendt.evidence] == ["Drøftet og taget til efterretning."]
    assert droeftet == labelled[1].decisions[0]


def test_a_later_correction_is_measured_against_the_one_before(store: Store) -> None:
    draft = meetings.started(store)
    correct_label(store, draft.id, words("A"), TOPIC, expected=1, actor="Anna")
    again = Relabel(0, "topic", (Topic.HR,))
    draft = correct_label(store, draft.id, words("B"), again, expected=2, actor="Bo")
    assert draft.corrected == (again,)
    assert corrections(store, draft.id)[1].before == TOPIC.values


def test_undo_takes_a_correction_back(store: Store) -> None:
    draft = meetings.started(store)
    correct_label(store, draft.id, words("A"), TOPIC, expected=1, actor="Anna")
    assert len(find_drafts(store, Wanted(topic=Topic.ENVIRONMENT_CLIMATE))) == 1
    draft = undo(store, draft.id, expected=2, actor="Anna")
    assert draft.corrected == ()
    assert find_drafts(store, Wanted(topic=Topic.ENVIRONMENT_CLIMATE)) == ()
    assert export_corrections(store, "Mosevig").lines == ""
    assert len(corrections(store, draft.id)) == 1  # that it was said stays in the record


@pytest.mark.parametrize(
    "relabel",
    [
        Relabel(2, "topic", ("hr",)),  # the meeting has two open items
        Relabel(-1, "topic", ("hr",)),
        Relabel(0, "topic", ("godkendt",)),
        Relabel(0, "decision", ("hr",)),
        Relabel(0, "topic", ()),
        Relabel(0, "topic", ("hr", "hr")),
        Relabel(0, "title", ("hr",)),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_item_or_label_is_refused(store: Store, relabel: Relabel) -> None:
    draft = meetings.started(store)
    with pytest.raises(StoreError, match="no such item or label"):
        correct_label(store, draft.id, words("A"), relabel, expected=1, actor="Anna")
    with pytest.raises(StaleVersion):
        correct_label(store, draft.id, words("A"), TOPIC, expected=2, actor="Anna")
    assert corrections(store, draft.id) == ()


def test_the_corpus_takes_what_was_corrected(store: Store, tmp_path: Path) -> None:
    """The whole way, through the command itself and the corpus reader."""
    source = tmp_path / "møde.txt"
    source.write_text(MEETING, "utf-8")
    minutes = split_items(read_document(str(source)))
    meeting = add_document(store, minutes, label_items(minutes))
    draft = create_draft(store, meeting.id, words("Nyt"), actor="Referat")
    correct_label(store, draft.id, words("A"), TOPIC, expected=1, actor="Anna")
    correct_label(store, draft.id, words("B"), DECISION, expected=2, actor="Bo")
    meetings.started(store, text=COMMITTEE)  # not corrected: it stays out

    exported = export_corrections(store, "Mosevig")
    assert exported.left_out == ()
    assert [word for word in meetings.CLOSED if word in exported.lines] == []
    name = json.loads(exported.lines.split("\n")[0])["document"]
    corpus = tmp_path / "corpus"
    (corpus / "minutes").mkdir(parents=True)
    (corpus / "minutes" / f"{name}.txt").write_text(MEETING, "utf-8")
    lines = tmp_path / "rettelser.jsonl"
    lines.write_text(exported.lines, "utf-8")
    done = CliRunner().invoke(app, ["corpus", "import", str(lines), "--folder", str(corpus)])
    assert done.exit_code == 0, done.stderr

    brought = read_corpus(corpus)
    assert [(one.municipality, one.body) for one in brought.documents] == [
        ("Mosevig", "Direktionen")
    ]
    first, second = brought.open_rows
    assert (first.topic, first.secondary, first.annotator) == (
        Topic.ENVIRONMENT_CLIMATE, (Topic.FLEET,), "Anna",
    )  # fmt: skip
    assert set(second.types) == {Decision.GODKENDT, Decision.DROEFTET}
    assert second.annotator == "Bo"
    assert [row.number for row in brought.closed_rows] == ["2"]


def test_a_meeting_without_a_date_is_told_and_left_out(store: Store) -> None:
    text = COMMITTEE.replace("Referat Teknisk Udvalg d. 03-02-2024", "Referat Teknisk Udvalg")
    draft = meetings.started(store, text=text)
    relabel = Relabel(0, "topic", (Topic.HR,))
    correct_label(store, draft.id, words("A"), relabel, expected=1, actor="Anna")
    assert export_corrections(store, "Mosevig") == ("", ("teknik.txt",))


def test_of_two_drafts_of_a_meeting_the_newest_correction_holds(store: Store) -> None:
    one = meetings.started(store)
    two = create_draft(store, one.document, words("Eksternt"), actor="Referat")
    store.clock.time = store.clock.time.replace(hour=10)  # type: ignore[attr-defined]
    correct_label(store, one.id, words("A"), TOPIC, expected=1, actor="Anna")
    store.clock.time = store.clock.time.replace(hour=11)  # type: ignore[attr-defined]
    newer = Relabel(0, "topic", (Topic.HR,))
    correct_label(store, two.id, words("B"), newer, expected=1, actor="Bo")
    line = json.loads(export_corrections(store, "Mosevig").lines.split("\n")[0])
    assert (line["topic"], line["annotator"]) == ("hr", "Bo")
    assert len(find_drafts(store, Wanted(topic=Topic.HR))) == 2  # labels are the meeting's

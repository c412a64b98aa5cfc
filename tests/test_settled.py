"""No draft goes out with a red flag: a sentence is left out, or said by less, at last barely."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from edited_posts import EXAMPLE, TRAIN, meeting
from invented import FOLDER

from pipeline import (
    check_draft,
    compose_draft,
    label_items,
    read_document,
    settle_draft,
    split_items,
)
from pipeline.checking.bare import made_bare
from pipeline.corpus import read_corpus
from pipeline.corpus.folder import read_minutes
from pipeline.records import Draft, Flag, LabelledItem, Minutes, Sentence

# Documents of the train split whose drafts had red sentences when this was written.
HARD = ("a01_firstagenda", "a02_sbsys", "b13_svaere")


def red(draft: Draft) -> list[Flag]:
    return [flag for flag in check_draft(draft) if flag.level == "red" and flag.sentence]


def every_red(draft: Draft) -> list[Flag]:
    return [flag for flag in check_draft(draft) if flag.level == "red"]


def notes(draft: Draft) -> list[Flag]:
    return [flag for flag in check_draft(draft) if flag.rule == "saetning-udeladt"]


def with_lie(draft: Draft, lie: str, *, block: int, at: int) -> Draft:
    """Put *lie* in the place of a sentence of the first paragraph."""
    first, *rest = draft.paragraphs
    blocks = [list(one) for one in first.blocks]
    blocks[block][at] = replace(blocks[block][at], text=lie)
    first = replace(first, blocks=tuple(map(tuple, blocks)))
    return replace(draft, paragraphs=(first, *rest))


def texts(draft: Draft) -> list[str]:
    return [one.text for one in draft.sentences]


@pytest.fixture
def draft() -> Draft:
    return compose_draft(*meeting(EXAMPLE))


@pytest.mark.parametrize("name", [*HARD, *TRAIN])
def test_no_red_sentence_of_ones_own(name: str) -> None:
    path = next((FOLDER.parent / "minutes").glob(f"{name}.*"), None) or next(
        FOLDER.glob(f"{name}.*")
    )
    minutes = split_items(read_document(str(path)))
    settled = settle_draft(compose_draft(minutes, label_items(minutes)))
    assert every_red(settled) == []


@pytest.fixture(scope="module")
def labelled() -> list[tuple[str, Minutes, tuple[LabelledItem, ...]]]:
    """Each document of train and dev, read once for all forms."""
    corpus = read_corpus()
    names = [one.id for one in corpus.documents if one.split != "test"]
    read = [(name, split_items(read_minutes(corpus.folder, name))) for name in names]
    return [(name, minutes, label_items(minutes)) for name, minutes in read]


# Which documents are drafted so: all as it is meant, and each in one other form.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("wish", "these"),
    [
        ({}, slice(None)),
        ({"audience": "external"}, slice(0, None, 2)),
        ({"length": "long"}, slice(1, None, 2)),
    ],
    ids=["normal", "external", "long"],
)
def test_no_draft_goes_out_red(
    wish: dict[str, Any],
    these: slice,
    labelled: list[tuple[str, Minutes, tuple[LabelledItem, ...]]],
) -> None:
    """The law: no draft that the tool has settled has a red flag, of a sentence or of an item."""
    assert len(labelled) > 200
    found = []
    for name, minutes, items in labelled[these]:
        settled = settle_draft(compose_draft(minutes, items, **wish))
        found += [(name, flag.rule, flag.sentence) for flag in every_red(settled)]
    assert found == []


def test_a_clean_draft_is_left_alone(draft: Draft) -> None:
    assert settle_draft(draft) is draft


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[Draft]:
    """The drafts that the gate has been asked about, in order."""
    asked = []

    def counted(draft: Draft, **wish: Any) -> tuple[Flag, ...]:
        asked.append(draft)
        return check_draft(draft, **wish)

    monkeypatch.setattr("pipeline.checking.settled.check_draft", counted)
    return asked


def test_the_gate_is_passed_once_by_each_draft(draft: Draft, passes: list[Draft]) -> None:
    settle_draft(draft)
    assert passes == [draft]
    passes.clear()
    lying = with_lie(draft, "Det koster 987 mio. kr. om året.", block=-1, at=-1)
    settled = settle_draft(lying)
    assert passes == [lying, settled]


def test_a_false_fact_is_left_out_and_told(draft: Draft) -> None:
    lie = "Det koster 987 mio. kr. om året."
    settled = settle_draft(with_lie(draft, lie, block=-1, at=-1))
    assert lie not in texts(settled)
    assert red(settled) == []
    assert [note.level for note in notes(settled)] == ["yellow"]
    assert "tal-uden-kilde" in notes(settled)[0].message


def test_a_false_decision_gives_way_to_the_minutes_own_words(draft: Draft) -> None:
    body = draft.minutes.body
    settled = settle_draft(with_lie(draft, f"{body} afviste sagen endeligt.", block=0, at=0))
    assert settled.paragraphs[0].blocks[0][0].text.startswith("Beslutning: »")
    assert red(settled) == []


def test_a_false_lead_and_headline_go(draft: Draft) -> None:
    lie = "Direktionen bevilgede 987 mio. kr."
    item = draft.paragraphs[0].items[0]
    source = (item.item.heading,)
    first, *rest = draft.paragraphs
    lying = replace(
        draft,
        headline=Sentence("Nyt fra Direktionen: 987 nye stillinger", "realised", source),
        lead=(*draft.lead, Sentence(lie, "realised", source)),
        paragraphs=(replace(first, headline=Sentence("987 nye biler", "realised", source)), *rest),
    )
    settled = settle_draft(lying)
    assert settled.headline.text == "Nyt fra Direktionen"
    assert settled.lead == draft.lead
    assert settled.paragraphs[0].headline.text == item.item.title
    assert red(settled) == []


def test_halves_of_one_source_go_together(draft: Draft) -> None:
    first, *rest = draft.paragraphs
    source = first.blocks[-1][-1].sources
    told = ("Det koster 987 kr.", "Derfor falder prisen.")
    halves = tuple(Sentence(text, "realised", source) for text in told)
    first = replace(first, blocks=(*first.blocks, halves))
    lying = replace(draft, paragraphs=(first, *rest))
    assert not {*told} & {*texts(settle_draft(lying))}


def test_a_name_is_left_out_and_told(draft: Draft) -> None:
    named = with_lie(draft, "Ring til 26 14 88 10.", block=-1, at=-1)
    settled = settle_draft(named)
    assert "Ring til 26 14 88 10." not in texts(settled)
    assert every_red(settled) == []
    assert [note.level for note in notes(settled)] == ["yellow"]
    assert "person-telefon" in notes(settled)[0].message


def test_what_no_quotation_mends_gives_way_to_the_minutes(draft: Draft) -> None:
    first = draft.paragraphs[0]
    decided = first.blocks[0][0].text
    bare = made_bare(draft, {decided, first.headline.text})
    assert bare.paragraphs[0].blocks[0][0].text == "Se beslutningen i referatet."
    assert bare.paragraphs[0].headline.text == "En sag på mødet"
    assert bare.paragraphs[1:] == draft.paragraphs[1:]
    assert every_red(bare) == []


def test_a_next_body_that_nobody_told_is_named(draft: Draft) -> None:
    first = draft.paragraphs[0]
    said = replace(first.blocks[0][0], text="Direktionen anbefaler budgetopfølgningen.")
    bare = replace(draft, paragraphs=(replace(first, blocks=((said,),)), *draft.paragraphs[1:]))
    bare = replace(bare, next_steps=())
    assert "naeste-led-mangler" in {flag.rule for flag in every_red(bare)}
    settled = settle_draft(bare)
    assert "Sagen går videre til Økonomiudvalget." in texts(settled)
    assert every_red(settled) == []


def test_a_share_goes_with_what_it_is_a_share_of(draft: Draft) -> None:
    lie = "Der ventes et merforbrug på 999,9 mio. kr."
    (first, *more), *blocks = draft.paragraphs[0].blocks
    share = replace(first, text="Heraf er 2 mio. kr. til veje.")
    block = (first, replace(first, text=lie), share, *more)
    made = replace(draft.paragraphs[0], blocks=(block, *blocks))
    settled = settle_draft(replace(draft, paragraphs=(made, *draft.paragraphs[1:])))
    told = [one.text for one in settled.sentences]
    assert lie not in told
    assert share.text not in told

"""The law of every rebuilt sentence: a whole Danish main clause, or it isn't told.

``cases/form.json`` holds sentences and their fault, null for none. The laws make sentences of parts
in every order that Danish has, and in orders that it has not. All is invented.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus import read_corpus
from pipeline.corpus.posts import read_wanted
from pipeline.danish.form import fault_of, is_whole
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import is_finite
from pipeline.drafting.background.prose import is_prose
from pipeline.drafting.background.standing import short_sentences
from pipeline.drafting.plain.order import reordered

CASES = json.loads((Path(__file__).parent / "cases" / "form.json").read_text("utf-8"))
CORPUS = read_corpus()
SEEN = {one.id for one in CORPUS.documents if one.split in ("train", "dev")}

SUBJECTS = st.sampled_from(
    ["Svømmehallen", "Den nye skole i Åby", "Forvaltningen", "To af de fire haller", "Staben"]
)
ADVERBS = st.sampled_from(["ikke", "fortsat", "derfor", "endnu", "også", "dog"])
VERBS = st.sampled_from(["er", "bliver", "skal", "kan", "har", "bør", "vil"])
RESTS = st.sampled_from(
    ["være lukket i maj.", "holde åbent om natten.", "betale 2,4 mio. kr.", "flytte til Åby."]
)
FRONTS = st.sampled_from(["Derfor", "Desuden", "Herefter", "I 2019", "Dermed"])
VIEWS = st.sampled_from(
    ["efter hans opfattelse", "ifølge rådgiverens beregning", "efter stabens skøn"]
)
LINKS = st.sampled_from(["at", "om", "hvis", "fordi", "når"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_fault_of_a_sentence(case: dict[str, str | None]) -> None:
    assert fault_of(str(case["text"])) == case["fault"]


@given(SUBJECTS, ADVERBS, VERBS, RESTS)
def test_an_adverb_stands_behind_the_verb(who: str, adverb: str, verb: str, rest: str) -> None:
    assert is_whole(f"{who} {verb} {adverb} {rest}")
    assert fault_of(f"{who} {adverb} {verb} {rest}") == "verb late"


@given(SUBJECTS, VIEWS, VERBS, RESTS)
def test_a_view_stands_behind_the_verb_or_opens(who: str, view: str, verb: str, rest: str) -> None:
    assert is_whole(f"{who} {verb} {view} {rest}")
    assert is_whole(f"{view[0].upper()}{view[1:]} {verb} {who.lower()} {rest}")
    assert fault_of(f"{who} {view} {verb} {rest}") == "verb late"


@given(FRONTS, VERBS, RESTS)
def test_one_constituent_stands_in_front(front: str, verb: str, rest: str) -> None:
    assert is_whole(f"{front} {verb} svømmehallen {rest}")
    assert fault_of(f"{front} svømmehallen {verb} {rest}") == "verb late"


@given(SUBJECTS, VERBS, RESTS)
def test_marks_are_whole(who: str, verb: str, rest: str) -> None:
    sentence = f"{who} (se kortet) {verb} »nu« {rest}"
    assert is_whole(sentence)
    for mark in "()»«":
        assert fault_of(sentence.replace(mark, "", 1)) == "marks"
    assert fault_of(f"{sentence[:-1]},.") == "marks"


@given(SUBJECTS, LINKS, VERBS)
def test_a_clause_has_its_verb(who: str, link: str, verb: str) -> None:
    told = f"Planen viser, {link} to klubber i hallen, som ligger i Åby"
    assert is_whole(f"{who} siger, {link} planen {verb} lukket.")
    assert is_whole(f"{told}, {verb} med.")
    assert fault_of(f"{told}.") == "clause"


def references() -> list[str]:
    found = read_wanted(CORPUS).items()
    texts = [text for (name, _), one in found if name in SEEN for text in one.texts]
    return [span.of(text) for text in texts for span in split_sentences(text)]


def test_what_people_wrote_has_no_fault() -> None:
    wrong = [one for one in references() if fault_of(one) not in (None, "no verb")]
    assert wrong == []


def test_what_people_wrote_without_its_verbs_has_one() -> None:
    short = [one for one in references() if len(one.split()) < 12 and "?" not in one]
    bare = [" ".join(word for word in one.split() if not is_finite(word)) for one in short]
    assert len(bare) > 300
    missed = [one for one in bare if is_whole(one)]
    assert len(missed) < 0.25 * len(bare), missed[:20]


def case_sentences() -> list[str]:
    texts = [text for name, text in sorted(CORPUS.texts.items()) if name in SEEN]
    spans = [(text, span) for text in texts[::4] for span in split_sentences(text)]
    found = [re.sub(r"\s+", " ", span.of(text)) for text, span in spans]
    return [one for one in found if is_prose(one)]


def test_whatever_a_case_says_is_told_in_whole_sentences() -> None:
    sentences = case_sentences()
    assert len(sentences) > 1000
    for one in sentences:
        assert all(map(is_whole, short_sentences(one, None))), one
        assert is_whole(reordered(one)) or reordered(one) == one

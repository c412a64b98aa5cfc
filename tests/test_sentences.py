"""Sentences: boundaries on passages written for it, laws, and time that grows with the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.blocks import is_list_item, split_blocks
from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import STOP_WORDS, content_words, stem, tokenize
from pipeline.lexicon import load_lexicon

# Every sentence of a passage but the first begins at a mark that is not part of the text.
MARK = "¦"
PASSAGES = json.loads((Path(__file__).parent / "cases" / "sentences.json").read_text("utf-8"))
ABBREVIATIONS = load_lexicon("abbreviations")


class Count(NamedTuple):
    right: int
    extra: int
    missed: int

    @property
    def f(self) -> float:
        return 2 * self.right / (2 * self.right + self.extra + self.missed)


def boundaries(marked: str) -> tuple[str, set[int]]:
    parts = marked.split(MARK)
    starts, at = set(), 0
    for part in parts[:-1]:
        at += len(part)
        starts.add(at)
    return "".join(parts), starts


def count(split: str) -> Count:
    right = extra = missed = 0
    for passage in PASSAGES:
        if passage["split"] != split:
            continue
        text, expected = boundaries(passage["text"])
        found = {span.start for span in split_sentences(text)[1:]}
        right += len(found & expected)
        extra += len(found - expected)
        missed += len(expected - found)
    return Count(right, extra, missed)


def test_there_are_enough_passages_and_half_are_held_out() -> None:
    sentences = sum(passage["text"].count(MARK) + 1 for passage in PASSAGES)
    held_out = [passage for passage in PASSAGES if passage["split"] == "held_out"]
    assert sentences >= 180
    assert len(PASSAGES) >= 60
    assert len(held_out) * 2 >= len(PASSAGES)


@pytest.mark.parametrize("split", ["tune", "held_out"])
def test_boundaries_are_right(split: str) -> None:
    counted = count(split)
    assert counted.f >= 0.97, counted


@pytest.mark.parametrize(
    "row",
    [
        *ABBREVIATIONS["abbreviation"],
        *(ABBREVIATIONS[name] for name in ("ordinal", "reference", "lettered")),
    ],
    ids=lambda row: row["example"][0][:30],
)
def test_lexicon_examples(row: dict[str, list[str]]) -> None:
    text, number = row["example"]
    assert len(split_sentences(text)) == number


@pytest.mark.parametrize("row", ABBREVIATIONS["abbreviation"], ids=lambda row: row["form"][0])
def test_every_abbreviation_is_one_token_and_never_ends_before_a_small_letter(
    row: dict[str, list[str]],
) -> None:
    for form in row["form"]:
        assert len(split_sentences(f"Det er {form} noget andet.")) == 1, form


# Text that looks like minutes more often than random characters do.
MARKS = [".", "!", "...", ":", "»", "«", "(", ")", "\n", "\n\n", "\t", " ", "\u00a0", "\f", "- "]
BITS = [
    "Godkendt",
    "sagen",
    "kr.",
    "jf.",
    "§ 2",
    "2.",
    "m.fl.",
    "1. at",
    "A.",
    "www.x.dk",
    "7. maj",
]
PIECES = st.sampled_from(MARKS + BITS)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


@given(TEXTS, st.integers(0, 1000))
def test_spans_are_ordered_stripped_and_cover_every_character(text: str, offset: int) -> None:
    spans = split_sentences(text, offset)
    covered = set()
    last = offset
    for span in spans:
        assert last <= span.start < span.end
        last = span.end
        words = text[span.start - offset : span.end - offset]
        assert words == words.strip()
        covered.update(range(span.start - offset, span.end - offset))
    assert all(index in covered for index, char in enumerate(text) if not char.isspace())


@given(TEXTS)
def test_offset_only_shifts(text: str) -> None:
    plain = split_sentences(text)
    moved = split_sentences(text, 7)
    assert [(span.start + 7, span.end + 7) for span in plain] == [tuple(span) for span in moved]


@given(st.lists(PIECES, max_size=20).map(" ".join), st.lists(PIECES, max_size=20).map(" ".join))
def test_a_blank_line_always_ends_a_sentence(first: str, second: str) -> None:
    together = split_sentences(f"{first}\n\n{second}")
    border = len(first)
    assert not any(span.start < border and span.end > border + 2 for span in together)


@pytest.mark.parametrize(
    "unit",
    ["Det koster 2,5 mio. kr. jf. bilag 2. ", "(", "a.", "1. at ", "»", "- a\n", "x", "a.B", ". "],
)
def test_a_long_run_of_one_thing_is_split_without_loss(unit: str) -> None:
    """A quadratic step would hang here: benchmarks/growth.py tells how the time grows."""
    text = unit * (200_000 // len(unit))
    kept = "".join(span.of(text) for span in split_sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


def test_blocks_join_only_running_text() -> None:
    text = "Høring\nPlanen har været sendt til\nnaboerne.\n1. at den godkendes\n2. sendes videre"
    assert [block.of(text) for block in split_blocks(text)] == [
        "Høring",
        "Planen har været sendt til\nnaboerne.",
        "1. at den godkendes",
        "2. sendes videre",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- støj", True),
        ("• støj", True),
        ("1. at støj", True),
        ("b) støj", True),
        ("(2) støj", True),
        ("Ad 2 støj", True),
        ("07. oktober holdes møde", False),
        ("3. kvartal", False),
        ("-støj", False),
        ("Adgang", False),
        ("1.234 kr.", False),
    ],
)
def test_list_items(line: str, expected: bool) -> None:
    assert is_list_item(line) is expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("GPS-trackere, KL's", ["GPS-trackere", "KL's"]),
        ("24-001522 og 56,4 mio.kr.", ["24-001522", "og", "56,4", "mio.kr"]),
        ("»Godkendt« (bl.a.)", ["Godkendt", "bl.a"]),
        ("– — …", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in tokenize(text)] == words


@pytest.mark.parametrize(
    "forms",
    [
        "kommune kommunen kommuner kommunerne kommunens kommunernes",
        "budget budgettet budgetter budgetterne budgettets",
        "godkende godkender",
        "anbefale anbefaler anbefalede anbefales",
        "skole skolen skoler skolerne skolernes",
        "medarbejder medarbejdere medarbejderne medarbejdernes",
        "orientering orienteringen orienteringer",
        "forslag forslaget forslagets",
        "mødelig mødeligt mødelige",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("løn", "lån"), ("bil", "bilag"), ("mål", "møl")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(alphabet="abcdefghijklmnoprstuvyæøåÆØÅ-'", min_size=1, max_size=20))
def test_a_stem_is_no_longer_than_its_word(word: str) -> None:
    assert len(stem(word)) <= len(word)
    assert word.lower().startswith(stem(word)[:3])


def test_content_words_leave_stop_words_out() -> None:
    assert content_words("Det er den, som er på og i") == frozenset()
    assert "2024" in content_words("Regnskabet for 2024")
    assert all(word == word.lower() for word in STOP_WORDS)

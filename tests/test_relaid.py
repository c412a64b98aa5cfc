"""However known minutes are set, the same items come out, and nothing of what is closed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from relaid import SECRET, Known, Read, know, read_back, secrets, text_of
from settings import CLOSED, settings, titled

from pipeline.corpus import read_corpus
from pipeline.corpus.folder import read_minutes

# A few documents, and a setting of each group; `benchmarks/layouts.py` tries all.
EVERY = 12
# Came after the floors were set, so they are drawn apart: those drawn before stay the same.
LATER = ("w23", "w24")
FOUND, TOLD = 0.97, 0.9
# Without line breaks less can be told: an item without number or case number is lost.
# Which is hard differs more from one to the next, so twice as many are read: .84 and .62 of them.
FOUND_UNBROKEN, TOLD_UNBROKEN = 0.8, 0.6
SETTINGS = {
    name: setting
    for name, setting in settings().items()
    if name in {
        "as it is", "item 'Pkt. {m} {t}'", "item 'Åbn/luk punkt {n}. {t}'", "item '{n}. {c} {t}'",
        "item '1. {t}'", "closed '{n}. {t} (Lukket)'",
        "closed below 'Lukkede sager'", "contents with dots glued", "heading '{w} – {x}'",
        "unheard '({w})'", "decision '{body}, {long}:'", "decisions of others before",
        "a matrix of bodies",
        "pages in broken lines", "Markdown", "garbled letters",
    }
}  # fmt: skip


@cache
def meetings(every: int = EVERY) -> tuple[Known, ...]:
    corpus = read_corpus()
    known = sorted(
        (one.writer in LATER, one.id) for one in corpus.documents if one.split in ("train", "dev")
    )
    first = [name for later, name in known if not later]
    later = [name for later, name in known if later]
    names = first[::every] + later[::every]
    return tuple(know(read_minutes(corpus.folder, name), name) for name in names)


def unbroken() -> Iterator[tuple[Known, Read]]:
    setting = settings()["one line"]
    for known in meetings(EVERY // 2):
        yield known, read_back(known, text_of(setting(known, Random(0))))


def relaid(name: str) -> Iterator[tuple[Known, str]]:
    for known in meetings():
        if lines := SETTINGS[name](known, Random(known.name)):
            yield known, text_of(lines)


@pytest.mark.parametrize("name", SETTINGS)
def test_finds_the_same_however_it_is_set(name: str) -> None:
    reads = [read_back(known, text) for known, text in relaid(name)]
    assert sum(one.found for one in reads) >= FOUND * sum(one.items for one in reads)
    assert sum(one.told for one in reads) >= TOLD * sum(one.decisions for one in reads)
    assert [one for one in reads if one.leaked] == []


def test_finds_most_without_line_breaks_and_lets_out_nothing_closed() -> None:
    reads = [read for _, read in unbroken()]
    assert sum(one.found for one in reads) >= FOUND_UNBROKEN * sum(one.items for one in reads)
    assert sum(one.told for one in reads) >= TOLD_UNBROKEN * sum(one.decisions for one in reads)
    assert [known.name for known, read in unbroken() if read.leaked] == []


def test_knows_what_must_not_come_out() -> None:
    """Each closed item is printed whole, and a reader that hid nothing would be caught."""
    (known, *_) = (one for one in meetings() if list(secrets(one)))
    text = text_of(titled("{n}. {t}", "{n}. {t}")(known, Random(0)))
    assert all(secret in text for secret in SECRET)
    assert read_back(known, text).leaked


@pytest.mark.parametrize("form", CLOSED)
def test_nothing_of_a_closed_item_comes_out_though_all_of_it_is_printed(form: str) -> None:
    for known in meetings():
        if lines := titled("{n}. {t}", form)(known, Random(0)):
            assert not read_back(known, text_of(lines)).leaked

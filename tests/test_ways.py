"""What some ways of a pattern find, the whole pattern finds, and the other way about."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.ways import ByWay, ways_of

# Each pattern with a text in which it matches, and the ways it is cut into.
CUT = [
    (r"ja(?:\||nej)|nej", "Ja|", 2),
    (r"ja[|(]nej|\(ja\||nej", "JA(nej", 3),
    (r"[]|]ja|nej", "]ja", 2),
    (r"[^]|]ja|nej", "xja nej", 2),
    (r"\[ja|nej\]", "[JA", 2),
    (r"ja(?= nej|!)|nej(?<= nej)", "ja nej", 2),
    (r"ja(?! (?:nej|ok))|(?<!tak )nej", "ja nej", 2),
    (r"(?-i:Ja|Nej) tak|ok", "Nej tak", 2),
    (r"(?i:ja|nej) tak|ok", "NEJ tak", 2),
    (r"(?P<a>ja)?(?(a) nej|ok)|tak", "ja nej", 2),
    (r"(?P<a>ja|nej) (?P=a)|ok", "nej nej", 2),
    (r"(?>ja|jaja)nej|ok", "janej", 2),
    (r"ja||nej", "nej", 3),
    (r"(ok)|(ja) \2", "ja ja", 1),
    (r"(ok)|(ja)?(?(2) nej|tak)", "ja nej", 1),
    (r"(?s)ja.nej|ok.tak", "ok\ntak", 1),
    (r"(?x) ja | nej", "nej", 1),
    (r"ja(?#|)|nej", "ja", 1),
]


def found_by_some(pattern: str, text: str) -> list[tuple[int, int]]:
    asked = ByWay([("it", ways_of(pattern))]).asked(text)
    return [match.span() for _, some in asked for match in some.finditer(text)]


def found_by_all(pattern: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize(("pattern", "text", "ways"), CUT, ids=[one[0] for one in CUT])
def test_a_pattern_is_cut_only_where_its_ways_say_the_same(
    pattern: str, text: str, ways: int
) -> None:
    assert len(ways_of(pattern)) == ways
    assert found_by_some(pattern, text) == found_by_all(pattern, text) != []


WORDS = st.sampled_from(["ja", "nej", "tak", " ", "|", "(", "Ja", "NEJ ", "ſtop", "ok"])
PIECES = st.sampled_from(
    [*map(re.escape, ["ja", "nej", "tak", " ", "|", "(", "stop"]), "[|(]", "[jn]", ".", r"\b"]
)
PATTERNS = st.recursive(
    PIECES,
    lambda inner: st.builds(
        lambda form, parts, between: form.format(between.join(parts)),
        st.sampled_from(
            ["(?:{})", "({})", "(?:{})?", "(?={})", "(?!{})", "(?-i:{})", "(?>{})", "(?:{}){{2}}"]
        ),
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from(["", "|"]),
    ),
    max_leaves=6,
)


@given(
    st.lists(st.lists(PATTERNS, max_size=3).map("".join), min_size=1, max_size=4).map("|".join),
    st.lists(WORDS, max_size=8).map("".join),
)
def test_some_ways_find_what_all_find(pattern: str, text: str) -> None:
    assert found_by_some(pattern, text) == found_by_all(pattern, text)

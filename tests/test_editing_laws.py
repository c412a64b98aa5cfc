"""What holds for a post whatever is done to it, tried with operations in any order."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest
from edited_posts import EXAMPLE, GROUPS, Meeting, meeting
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.drafting.case import Wording
from pipeline.drafting.paragraphs import Length
from pipeline.drafting.ranking import Audience
from pipeline.editing import (
    Choices,
    Line,
    Part,
    Post,
    add_item,
    as_draft,
    changes_between,
    flag_key,
    flags_of,
    from_json,
    include,
    lock,
    move,
    place_of,
    rechoose,
    regenerate,
    rewrite,
    to_json,
)
from pipeline.editing.told import split_line
from pipeline.errors import EditError

# One with closed items, one whose items are told in groups, one that leaves items out.
NAMES = (EXAMPLE, GROUPS, "b06_byraad2001")
TEXTS = (
    "Direktionen drøftede sagen.",
    "Der er to ting at sige. Den ene er 12.000 kr. værd!",
    "<b>Kort</b> & godt: »sådan«.",
    "Et lukket punkt.",
    "å" * 300,
)
AUDIENCES = get_args(Audience)
LENGTHS = get_args(Length)
WORDINGS = get_args(Wording)
OPERATIONS = ("rewrite", "lock", "include", "out", "move", "add", "again", "choose")
ANY = st.integers(0, 10_000)


@st.composite
def operations(draw: st.DrawFn) -> tuple[str, int, int, str, bool]:
    """An operation to come: its name, and what picks its object from what is there by then."""
    name = draw(st.sampled_from(OPERATIONS))
    return name, draw(ANY), draw(ANY), draw(st.sampled_from(TEXTS)), draw(st.booleans())


def done(post: Post, there: Meeting, what: tuple[str, int, int, str, bool]) -> tuple[Post, str]:
    """Return the post after an operation, and the key of the part that it was about.

    "" stands for the whole post, "?" for no part at all. What can't be done changes nothing.
    """
    name, one, other, text, on = what
    lines = list(post.lines)
    line, part = lines[one % len(lines)], post.parts[one % len(post.parts)]
    home = next(part.key for part in post.parts if line in part.lines)
    index = one % len(there.labelled)
    held = next((part.key for part in post.parts if index in part.items), "?")
    choices = AUDIENCES[one % 3], LENGTHS[other % 3], WORDINGS[on]
    ways = {
        "rewrite": lambda: (rewrite(post, line.key, text), home),
        "lock": lambda: (lock(post, line.key, on=on), home),
        "include": lambda: (include(post, line.key, on=on), home),
        "out": lambda: (include(post, part.key, on=on), part.key),
        "move": lambda: (move(post, part.key, other % len(post.parts)), "?"),
        "add": lambda: (add_item(post, index, *there), held),
        "again": lambda: (regenerate(post, part.key, *there), part.key),
        "choose": lambda: (rechoose(post, Choices(*choices), *there), ""),
    }
    try:
        return ways[name]()
    except EditError:
        return post, "?"


def kept(part: Part) -> Counter[Line]:
    """The lines that hold a person's work."""
    return Counter(line for line in part.lines if line.edited or line.locked)


# A line rewritten and taken out, its item left out for others, and asked for again.
TAKEN_BACK = [
    ("rewrite", 244, 0, TEXTS[0], False),
    ("include", 200, 0, TEXTS[0], False),
    ("choose", 0, 0, TEXTS[0], False),
    ("add", 0, 0, TEXTS[0], False),
]
LIVES = (st.sampled_from(NAMES), st.lists(operations(), max_size=7))


@pytest.mark.slow
@settings(max_examples=60)
@given(*LIVES)
def test_laws_of_a_long_life(name: str, life: list[tuple[str, int, int, str, bool]]) -> None:
    live(name, life)


@settings(max_examples=12)
@given(*LIVES)
@example(EXAMPLE, TAKEN_BACK)
def test_laws_of_a_life(name: str, life: list[tuple[str, int, int, str, bool]]) -> None:
    live(name, life)


def live(name: str, life: list[tuple[str, int, int, str, bool]]) -> None:
    there = meeting(name)
    post = there.post()
    for what in life:
        before = post
        post, about = done(before, there, what)
        others_stand(before, post, what[0], about)
        shape_holds(post, there)
        text_is_the_post(post, there)
        assert from_json(to_json(post)) == post
        assert changes_between(post, post) == ()


def others_stand(before: Post, after: Post, name: str, about: str) -> None:
    """No operation touches a person's work in another part; only one's own does away with it."""
    now = Counter[Line]()
    for part in after.parts:
        now += kept(part)
    for part in before.parts:
        mine = kept(part)
        if part.key == about and name == "again":
            mine = Counter(line for line in mine if line.locked)
        if part.key == about and name in ("rewrite", "lock", "include"):
            continue
        if part.key == about and name == "add":
            # What a person took out comes back, lines and all, with the words they gave it.
            back = next(part for part in after.parts if part.key == about)
            assert {(line.key, line.text) for line in mine} <= {
                (line.key, line.text) for line in back.lines
            }
            continue
        assert mine <= now
    if name not in ("choose", "add", "again", "move"):
        left = [part for part in before.parts if part.key != about]
        assert left == [part for part in after.parts if part.key != about]
    if name == "move":
        assert sorted(map(repr, before.parts)) == sorted(map(repr, after.parts))


def shape_holds(post: Post, there: Meeting) -> None:
    keys = [part.key for part in post.parts] + [line.key for line in post.lines]
    assert len(set(keys)) == len(keys)
    roles = [part.role for part in post.parts]
    assert roles == ["headline", "lead", *sorted(roles[2:-2], key=["item", "brief"].index),
                     "steps", "closing"]  # fmt: skip
    # Every item is told once, or left out once with a reason.
    told = [item for part in post.parts if part.told for item in part.items]
    out = [item for item, reason in post.left_out if reason]
    assert sorted(told + out) == list(range(len(there.labelled)))
    for line in post.lines:
        # Words that the tool did not write are never said to be the tool's.
        assert (line.kind == "person") == (line.text != line.made)
        assert line.made_as != "person"


def text_is_the_post(post: Post, there: Meeting) -> None:
    """What is printed is what is included, and all of it goes through the gate."""
    draft = as_draft(post, *there)
    said = Counter(sentence.text for sentence in draft.sentences)
    whole = {part.headline.key for part in post.parts if part.headline}
    whole |= {line.key for line in post.lines if line.step}
    printed = Counter(
        text
        for line in post.printed
        for text in ((line.text,) if line.key in whole else split_line(line))
    )
    assert said == printed
    by_tool = {line.text for line in post.lines if not line.edited}
    assert all(one.kind == "model" for one in draft.sentences if one.text not in by_tool)
    guarded = {flag.sentence for flag in flags_of(post, *there) if flag.level == "red"}
    assert guarded >= {text for text in said if text == "Et lukket punkt."}


@settings(max_examples=15)
@given(st.sampled_from(NAMES), ANY)
@example(EXAMPLE, 0)
def test_out_and_in_again_is_nothing(name: str, one: int) -> None:
    post = meeting(name).post()
    keys = [part.key for part in post.parts[1:]] + [line.key for line in post.lines]
    key = keys[one % len(keys)]
    try:
        out = include(post, key, on=False)
    except EditError:
        return
    assert out != post
    assert include(out, key, on=True) == post


@settings(max_examples=8)
@given(ANY, ANY, st.sampled_from(TEXTS[:3]))
def test_flags_elsewhere_keep_their_keys(one: int, other: int, text: str) -> None:
    """What a person has said to a flag stands while others work elsewhere in the post."""
    there = meeting()
    post = there.post()
    stories = [part for part in post.parts if part.role == "item"]
    mine, yours = stories[one % len(stories)], stories[(one + 1) % len(stories)]
    wrong = rewrite(post, mine.lines[1].key, "Byrådet vedtog det den 1. maj for 77 mio. kr.")
    lines = yours.lines[1:]
    then = rewrite(wrong, lines[other % len(lines)].key, text)

    def about_mine(post: Post) -> set[str]:
        places = {mine.key, *(line.key for line in mine.lines)}
        found = flags_of(post, *there)
        return {flag_key(one) for one in found if place_of(one, post, there.minutes) in places}

    assert len(about_mine(wrong)) > 1
    assert about_mine(then) == about_mine(wrong)
    assert len({flag_key(one) for one in flags_of(then, *there)}) == len(flags_of(then, *there))

"""Write a post, or a part of it, anew from the minutes, as the tool would have it."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import replace

from pipeline.checking import settle_draft
from pipeline.drafting.compose import compose_draft
from pipeline.editing.made import post_of
from pipeline.editing.post import STORIES, Choices, Part, Post
from pipeline.records import LabelledItem, Minutes


def composed(
    post: Post, minutes: Minutes, labelled: tuple[LabelledItem, ...], choices: Choices
) -> Post:
    """Return the post as the tool writes it with these choices, and with the items of *post*.

    What a person added is told, too. What a person took out is told in parts of its own, and
    neither headline nor lead speak of it. Nothing that a person wrote is in it.
    """
    added = {item for part in post.parts if part.added for item in part.items}
    out = {item for part in post.parts if not part.included for item in part.items}
    # A headline that somebody wrote for one item says nothing of another.
    named = {
        item: part.key
        for part in post.parts
        if part.headline and part.headline.touched
        for item in part.items
    }
    whole = _compose(minutes, labelled, choices, range(len(labelled)), added)
    parts: list[Part] = []
    for part in whole.parts:
        kinds: dict[Hashable, list[int]] = {}
        for item in part.items:
            kinds.setdefault((item in added, item in out, named.get(item)), []).append(item)
        # Items that a person has treated differently must not share a line.
        if len(kinds) < 2:
            parts.append(part)
            continue
        for items in kinds.values():
            parts += compose_parts(minutes, labelled, choices, items)
    parts = [
        replace(one, added=bool(added & set(one.items)), included=not out & set(one.items))
        for one in parts
    ]
    if out:
        rest = [item for item in range(len(labelled)) if item not in out]
        open_ = {part.key: part for part in _compose(minutes, labelled, choices, rest, added).parts}
        parts = [open_[one.key] if one.key in ("headline", "lead") else one for one in parts]
    return replace(whole, parts=tuple(parts))


def compose_parts(
    minutes: Minutes,
    labelled: tuple[LabelledItem, ...],
    choices: Choices,
    items: Collection[int],
) -> tuple[Part, ...]:
    """Return the parts that the tool writes where it has these items alone to tell."""
    made = _compose(minutes, labelled, choices, items, items)
    return tuple(part for part in made.parts if part.role in STORIES)


def _compose(
    minutes: Minutes,
    labelled: tuple[LabelledItem, ...],
    choices: Choices,
    items: Collection[int],
    also: Collection[int],
) -> Post:
    draft = compose_draft(
        minutes,
        [labelled[item] for item in sorted(items)],
        audience=choices.audience,
        length=choices.length,
        wording=choices.wording,
        today=choices.today,
        also=[labelled[item] for item in also],
    )
    return post_of(settle_draft(draft, today=choices.today), choices)

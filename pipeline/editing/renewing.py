"""Write a post anew, in whole or in part, around what people have done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from pipeline.editing.changing import include
from pipeline.editing.composing import compose_parts, composed
from pipeline.editing.post import STORIES, Choices, Line, Part, Post, part_at
from pipeline.editing.settling import settle
from pipeline.errors import EditError
from pipeline.records import LabelledItem, Minutes

Items = tuple[LabelledItem, ...]


def regenerate(post: Post, part_key: str, minutes: Minutes, labelled: Items) -> Post:
    """Write one part anew; its locked lines stand, and no other part is touched.

    Raises:
        EditError: There is no such part.
    """
    part = part_at(post, part_key)
    fresh = composed(post, minutes, labelled, post.choices)
    alike = tuple(one for one in fresh.parts if one.key == part.key)
    if part.role in STORIES and not alike:
        alike = compose_parts(minutes, labelled, post.choices, part.items)
    anew = [
        replace(one, included=part.included, added=part.added, held=part.held)
        for one in _settled(alike, [part], _is_locked, labelled)
    ]
    parts = [one for old in post.parts for one in (anew if old is part else [old])]
    return replace(post, parts=_around(parts, sorted(_stories(parts), key=_by_role)))


def rechoose(post: Post, choices: Choices, minutes: Minutes, labelled: Items) -> Post:
    """Write the post anew for another audience, length, wording or day.

    Lines that were edited or locked stand as they are, what was taken out stays out, and parts
    that were moved stay in their order. Where the tool leaves an item out for the new audience,
    what was done to it is kept in a part that is held back (``Part.held``).
    """
    fresh = composed(post, minutes, labelled, choices)
    stories = _stories(post.parts)
    told = _settled(_stories(fresh.parts), stories, _is_touched, labelled)
    if post.moved:
        told = _in_old_order(told, stories)
    held = _held_back(fresh, stories, labelled)
    kept = {item for part in held for item in part.items}
    ends = [
        _settled([part], [one for one in post.parts if one.key == part.key], _is_touched, labelled)
        for part in fresh.parts
        if part.role not in STORIES
    ]
    parts = _around((part for (part,) in ends), sorted([*told, *held], key=_by_role))
    omitted = tuple(one for one in fresh.omitted if one[0] not in kept)
    return Post(choices, parts, omitted, post.moved)


def recompose(post: Post, minutes: Minutes, labelled: Items) -> Post:
    """Write the post anew from labels that have changed, as :func:`rechoose` does."""
    return rechoose(post, post.choices, minutes, labelled)


def add_item(post: Post, index: int, minutes: Minutes, labelled: Items) -> Post:
    """Add the item *index* of those left out, after those that are told as it is told.

    Its next steps come with it. An item that a person took out comes back as it was.

    Raises:
        EditError: There is no such item, or it is told already.
    """
    where = f"item-{index}"
    if index not in {item for item, _ in post.left_out}:
        raise EditError("Punktet er allerede med i teksten, eller det findes ikke.", where=where)
    kept = next((part for part in post.parts if index in part.items), None)
    if kept is not None:
        return _back(post, kept)
    asked = replace(post, parts=(*post.parts, Part(where, "brief", (index,), added=True)))
    fresh = composed(asked, minutes, labelled, post.choices)
    (new,) = (part for part in fresh.parts if part.items == (index,))
    stories = sorted([*_stories(post.parts), new], key=_by_role)
    parts = tuple(
        _with_steps(part, _steps_of(fresh, index)) if part.key == "steps" else part
        for part in _around(post.parts, stories)
    )
    omitted = tuple(one for one in post.omitted if one[0] != index)
    return replace(post, parts=parts, omitted=omitted)


def _back(post: Post, part: Part) -> Post:
    """Put back a part that isn't printed, whatever the reason."""
    post = include(post, part.key, on=True)
    if part_at(post, part.key).told:
        return post
    for line in part.lines:
        if not line.included:
            post = include(post, line.key, on=True)
    return post


def _settled(
    fresh: Sequence[Part], old: Sequence[Part], keep: Callable[[Line], bool], labelled: Items
) -> list[Part]:
    """Return the fresh parts with the lines of the old ones that *keep* says to keep."""
    settled = list(fresh)
    for part in old:
        moving: dict[int, list[Line]] = {}
        for line in filter(keep, part.lines):
            places = (_place(item, fresh) for item in _items_of(line, part, labelled))
            place = next((at for at in places if at is not None), None)
            if place is not None:
                moving.setdefault(place, []).append(line)
        for place, lines in moving.items():
            settled[place] = settle(settled[place], part, lines)
    return settled


def _place(item: int | None, parts: Sequence[Part]) -> int | None:
    if item is None:
        return 0
    return next((at for at, part in enumerate(parts) if item in part.items), None)


def _items_of(line: Line, part: Part, labelled: Items) -> tuple[int | None, ...]:
    """Return the items of its part that a line is about, the likeliest first; None: no story."""
    if part.role not in STORIES:
        return (None,)
    if line is part.headline:
        return part.items
    spans = {item: labelled[item].item.span for item in part.items}
    own = tuple(
        item
        for item, span in spans.items()
        if any(span.start <= one.start and one.end <= span.end for one in line.sources)
    )
    return own or part.items


def _held_back(fresh: Post, stories: Iterable[Part], labelled: Items) -> list[Part]:
    """Return what people have done to items that the tool now leaves out."""
    told = {item for part in fresh.parts for item in part.items}
    reasons = dict(fresh.omitted)
    held = []
    for part in stories:
        missing = tuple(item for item in part.items if item not in told)
        if not missing:
            continue
        if missing != part.items:
            part = _restricted(part, missing, labelled)  # noqa: PLW2901
        if not part.included or any(line.touched for line in part.lines):
            held.append(replace(part, held=reasons[missing[0]]))
    return held


def _restricted(part: Part, items: tuple[int, ...], labelled: Items) -> Part:
    """Return what a part says of these items alone."""
    blocks = tuple(
        tuple(line for line in block if set(_items_of(line, part, labelled)) <= set(items))
        for block in part.blocks
    )
    key = "-".join(["item", *map(str, items)])
    return replace(part, key=key, items=items, blocks=tuple(filter(None, blocks)))


def _in_old_order(parts: Sequence[Part], old: Sequence[Part]) -> list[Part]:
    """Return the parts as a person has ordered them, new ones behind what the tool puts before."""
    places = {item: at for at, part in enumerate(old) for item in part.items}
    known = [part for part in parts if places.keys() & set(part.items)]
    known.sort(key=lambda part: min(places[item] for item in part.items if item in places))
    for at, part in enumerate(parts):
        if part not in known:
            behind = known.index(parts[at - 1]) + 1 if at else 0
            known.insert(behind, part)
    return known


def _stories(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.role in STORIES]


def _around(parts: Iterable[Part], stories: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with these stories in the place of theirs."""
    ends = [part for part in parts if part.role not in STORIES]
    return (*ends[:2], *stories, *ends[2:])


def _by_role(part: Part) -> int:
    return STORIES.index(part.role)


def _is_locked(line: Line) -> bool:
    return line.locked


def _is_touched(line: Line) -> bool:
    return line.touched


def _steps_of(post: Post, item: int) -> list[Line]:
    return [line for line in post.lines if line.step and line.step.item == item]


def _with_steps(part: Part, new: Sequence[Line]) -> Part:
    """Return the next steps with the *new* ones among them by date, undated ones last."""
    known = {line.key for line in part.lines}
    blocks = [*part.blocks, *((line,) for line in new if line.key not in known)]
    return replace(part, blocks=tuple(sorted(blocks, key=_day)))


def _day(block: tuple[Line, ...]) -> date:
    step = block[0].step
    return step.when if step and step.when else date.max

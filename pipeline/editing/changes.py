"""What is different between two versions of a post, line by line: before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipeline.editing.post import STORIES, Line, Part, Post
from pipeline.editing.settling import find_homes

What = Literal["rewritten", "taken out", "put back", "new", "gone", "order"]
_DANISH: dict[What, str] = {
    "rewritten": "skrevet om",
    "taken out": "taget ud",
    "put back": "lagt til igen",
    "new": "ny",
    "gone": "ikke længere med",
    "order": "rækkefølgen ændret",
}


class Change(NamedTuple):
    """One line that differs in print: its part's key and its own, and the text on either side.

    A side where it isn't printed is "". "order" is about the items, one headline a line; its keys
    are "".
    """

    what: What
    part: str
    key: str
    before: str
    after: str

    @property
    def danish(self) -> str:
        """What happened, for people."""
        return _DANISH[self.what]


def changes_between(before: Post, after: Post) -> tuple[Change, ...]:
    """Return what is printed otherwise in *after* than in *before*, in the order of *after*.

    A sentence that the tool has worded anew is paired with the one that it had made from the same
    words of the minutes. Locks aren't printed, so they are no change.

    >>> from pipeline.editing.changing import rewrite
    >>> from pipeline.editing.post import Choices
    >>> line = Line("lead-1", "Rådet mødtes.", "Rådet mødtes.", "realised")
    >>> post = Post(Choices(), (Part("lead", "lead", blocks=((line,),)),))
    >>> (change,) = changes_between(post, rewrite(post, "lead-1", "Rådet sås."))
    >>> change.danish, change.key, change.before, change.after
    ('skrevet om', 'lead-1', 'Rådet mødtes.', 'Rådet sås.')
    """
    printed = ({line.key for line in before.printed}, {line.key for line in after.printed})
    old_parts = {part.key: part for part in before.parts}
    found: list[Change] = []
    for part in after.parts:
        found += _in_part(old_parts.pop(part.key, Part(part.key, part.role)), part, printed)
    for part in old_parts.values():
        found += _in_part(part, Part(part.key, part.role), printed)
    return (*found, *_order(before, after))


def _in_part(old: Part, new: Part, printed: tuple[set[str], set[str]]) -> Iterator[Change]:
    homes = find_homes(new, old)
    if old.headline and new.headline:
        homes[old.headline.key] = new.headline.key
    came_from = {home: key for key, home in homes.items()}
    before = {line.key: line for line in old.lines}
    for line in new.lines:
        past = before.pop(came_from.get(line.key, ""), None)
        was = past.text if past and past.key in printed[0] else ""
        now = line.text if line.key in printed[1] else ""
        if was != now:
            yield Change(_what(past, was, now), new.key, line.key, was, now)
    for line in before.values():
        if line.key in printed[0]:
            yield Change("gone", old.key, line.key, line.text, "")


def _what(past: Line | None, was: str, now: str) -> What:
    if was and now:
        return "rewritten"
    if was:
        return "taken out"
    return "put back" if past else "new"


def _order(before: Post, after: Post) -> Iterator[Change]:
    sides = [
        [part for role in STORIES for part in post.parts if part.told and part.role == role]
        for post in (before, after)
    ]
    both = {part.key for part in sides[0]} & {part.key for part in sides[1]}
    rows = [[part for part in side if part.key in both] for side in sides]
    if [part.key for part in rows[0]] != [part.key for part in rows[1]]:
        yield Change("order", "", "", *(_headlines(row) for row in rows))


def _headlines(parts: list[Part]) -> str:
    return "\n".join(part.headline.text for part in parts if part.headline)

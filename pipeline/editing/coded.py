"""A post as JSON, and back: what a store keeps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.editing.post import Post
from pipeline.errors import ReferatError

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def to_json(post: Post) -> str:
    """Return the post as JSON: all of it, so that :func:`from_json` gives back its equal.

    >>> from pipeline.editing.post import Choices
    >>> from_json(to_json(Post(Choices(), ()))) == Post(Choices(), ())
    True
    """
    return _adapter().dump_json(post).decode()


def from_json(text: str | bytes) -> Post:
    """Return the post that :func:`to_json` wrote.

    Raises:
        ReferatError: It is no such post.
    """
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(text)
    except ValidationError:
        # What it says of the fault quotes the post.
        now = "restore it from a copy, or compose the draft anew"
    raise ReferatError("isn't a post as JSON", where="post", now=now)


@cache
def _adapter() -> TypeAdapter[Post]:
    from pydantic import TypeAdapter

    return TypeAdapter(Post)

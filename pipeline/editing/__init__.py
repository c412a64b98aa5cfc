"""The post as a person changes it: every operation a pure function from post to post."""

from pipeline.editing.changing import include, lock, move, rewrite
from pipeline.editing.made import post_of
from pipeline.editing.post import Choices, Line, Part, Post, Step
from pipeline.editing.told import as_draft

__all__ = [
    "Choices",
    "Line",
    "Part",
    "Post",
    "Step",
    "as_draft",
    "include",
    "lock",
    "move",
    "post_of",
    "rewrite",
]

"""The post as a person changes it: every operation a pure function from post to post.

>>> from importlib.resources import files
>>> from pipeline import compose_draft, label_items, read_document, render, split_items
>>> minutes = split_items(read_document(str(files("pipeline") / "examples" / "direktionen.txt")))
>>> labelled = label_items(minutes)
>>> choices = Choices(audience="external", length="short")
>>> draft = compose_draft(minutes, labelled, audience="external", length="short")
>>> post = post_of(draft, choices)
>>> as_draft(post, minutes, labelled) == draft
True
>>> lead = post.parts[1].lines[0]
>>> post = rewrite(post, lead.key, "Direktionen vedtog budgettet.")
>>> flag = flags_of(post, minutes, labelled)[0]
>>> flag.level, flag.rule, place_of(flag, post, minutes) == lead.key
('red', 'beslutning-opgraderet', True)
"""

from pipeline.editing.changes import Change, changes_between
from pipeline.editing.changing import include, lock, move, rewrite
from pipeline.editing.coded import from_json, to_json
from pipeline.editing.distance import edit_distance
from pipeline.editing.flags import flag_key, flags_of, place_of
from pipeline.editing.made import post_of
from pipeline.editing.post import Choices, Line, Part, Post, Step
from pipeline.editing.renewing import add_item, rechoose, recompose, regenerate
from pipeline.editing.told import as_draft

__all__ = [
    "Change",
    "Choices",
    "Line",
    "Part",
    "Post",
    "Step",
    "add_item",
    "as_draft",
    "changes_between",
    "edit_distance",
    "flag_key",
    "flags_of",
    "from_json",
    "include",
    "lock",
    "move",
    "place_of",
    "post_of",
    "rechoose",
    "recompose",
    "regenerate",
    "rewrite",
    "to_json",
]

"""What to say and how to say it: a whole post.

Here stand the post and its paragraphs, its lead, the order of its items and the house style. What
fills them has a room of its own: ``decision`` (what was decided), ``background`` (what of the case
is told besides), ``ahead`` (what happens next), ``headings`` (titles and headlines), ``people``
(names kept out), ``plain`` (plain words), ``formats`` (files).
"""

from pipeline.drafting.compose import compose_draft

__all__ = ["compose_draft"]

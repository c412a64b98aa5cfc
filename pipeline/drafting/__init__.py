"""What to say and how to say it: a whole post.

``compose`` is the way in, for one meeting; ``letter`` for several, their cases told by
``stories``. They run

- ``ranking``: which items come first, and which are left out (``signals``: the words that make one
  matter).
- ``case``, for each item: who met, what was asked, the sentences of its decision, and who has it
  next (``afterwards``; ``stopped`` tells what goes no further).
- ``decision.realise``: what was decided, in sentences.
- ``paragraphs``: how much each item gets, with ``background.select`` for what explains it; then
  ``plain.glossary`` explains words.
- ``headings.post_headline``: the headline.
- ``lead``: the meeting and its most important decisions, each an act that stands alone
  (``opening``), with all that it must not be told without (``first_act``, ``became``,
  ``chosen_way``) and what it takes for known said in full (``in_full``), in the past
  (``in_past``).
- ``ahead.steps``: what happens next.
- over the whole draft: ``plain.past`` tells what lay ahead then, ``people.unnamed`` puts a role
  for a name, ``one_name`` spells each body one way, ``house`` puts in the words that a house wants
  (``style``). ``fixed_lines`` knows again the lines that are the same in every post.

A room for each: ``decision`` (what was decided), ``background`` (what of the case is told
besides), ``noted`` (notes and fields of a case as sentences), ``ahead`` (what happens next),
``headings`` (titles and headlines), ``people`` (names kept out), ``plain`` (plain words),
``formats`` (files). Each room's own docstring says where in it a thing lives.
"""

from pipeline.drafting.compose import compose_draft

__all__ = ["compose_draft"]

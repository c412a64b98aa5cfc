"""What was decided, as a post tells it: no more than the minutes say.

``realise`` is the way in. It tries from the surest form to the last, and each says () where it
can't be sure; then the sentences are put one after the other.

What was read, before anything is said:

- the decision: ``extent`` (which sentences are it), ``evidence`` (which an outcome was read from,
  where no heading leads), ``forms`` (a form's fields);
- the recommendation: ``asking`` (where it stands), ``recommendation`` (its points), ``inline``
  (points in one sentence), ``pointed_back`` (their "det"), ``proposals`` (the grammar of one);
- how sure: ``certain`` and ``cautions`` (is an outcome the whole case's), ``doubted`` (who read
  it), ``other_numbers`` and ``changes`` (is it what was asked for), ``another_day``, ``options``
  (model A and B), ``stands`` (is it a sentence).

A form for each kind of decision, in the order in which ``realise`` asks them:

- the last column of a table: ``row_outcomes``;
- by numbered points (first where only who counts them can tell which, else within ``mixed``):
  ``numbered`` says them, ``numbers`` reads them, ``by_place`` and ``named`` are points without a
  number, ``passed`` those that nothing was decided on, ``unruled`` what no rule knows,
  ``said_again`` a point with another day, ``parts`` plain outcomes alone;
- a bare outcome and what it adds: ``with_proviso``, read by ``provisos``;
- a list of acts: ``listed``; motions: ``amended``, ``motions``;
- its own words: ``verbatim``, ``tails`` (all that is said with it), ``outright`` (any sentence of
  it, with ``active``, ``ourselves`` and ``halves``), ``quotes`` where nothing else is sure;
- in parts, or otherwise than asked: ``mixed``;
- a frame: ``predicates`` (a writer for each type), which takes its words from ``points`` and
  ``by_deciding``, ``own_points``, ``theirs``, ``recommended``, ``sent``, ``chosen``, ``turned``;
  and ``framed`` makes sentences of them.

What stands beside it: ``attributed`` (what was proposed), ``smaller`` (a no with a smaller yes),
``votes``, ``majority``, ``dissent``, ``onward`` (who has it next), ``described`` (what the chosen
option is, by ``about_option`` and ``option_words``). Last ``sequence`` (who is named, what leans on
what), ``spoken`` (in the words of people) and, over the post, ``followers`` (what joins a sentence
that isn't told) and ``echoes`` (quotations that tell nothing).
"""

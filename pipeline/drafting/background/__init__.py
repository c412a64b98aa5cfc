"""What of a case a post tells besides its decision, and in which sentences.

``select`` is the way in, item by item; ``sharing`` shares the words of a post out among them.

1. ``prose`` reads the sentences of a case, with ``lists`` (told by ``entries``), notes (the room
   ``noted``), ``chained`` for an old clerk's long ones and ``motions`` for what somebody put
   forward and ``theme`` for what the meeting was to settle.
2. ``candidates`` reads them against the decision and tells them as they hold after it: ``asked``
   (an answer has come), ``as_proposed`` and ``proposed`` (told as a proposal), ``corrected`` (sums
   put right), ``comparable`` (figures set against others that they can't be), ``pointers`` (a
   period, a committee by its name). Out goes what the decision left behind: ``overtaken``, which
   asks ``other_counts``, ``other_effects``, ``other_figures`` and ``prolonged``;
   ``alternatives``, ``unchosen`` and ``priced`` (ways that were not taken).
3. ``select`` takes the best: ``worth`` (what one explains), ``repetition`` (said already),
   ``torn`` (misleads alone), ``breakdown`` (a small part of a sum without the large one),
   ``antecedents`` (points back to what nobody has met), ``introduced`` and ``known_stems`` (what
   the decision takes for known), ``in_a_row`` (sentences that begin alike).
4. ``standing`` makes a sentence stand by itself, ``shorter`` divides it: ``asides`` (relative
   clauses), ``afterthoughts`` (cause, consequence, share), ``rows`` (clauses under one verb).
"""

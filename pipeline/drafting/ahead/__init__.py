"""What happens next: whose turn it is, and by when.

``steps`` is the way in. Its lines are who has a case next (with those of no name of their own who
are ``also_heard``), ``informed`` (who is told of it),
``promised`` (what the decision says of a time to come) and ``foreseen`` (what the case says of
one, with ``events``: a day in its title). ``named`` says what case a line is of.

``promised`` reads a sentence by its ``statements``, ``times`` (that it looks ahead to),
``second_verbs``, ``yes_to``, ``its`` (what its "det" is) and ``shares`` (of what part of the case
it is); tells it by ``framed`` or with the time first; hangs it on another body's yes by
``advised``, and asks ``followed`` whether the times of the recommendation hold. ``deadlines`` and
``log_cells`` read an action log. ``dated`` puts the day before what a body did, for a letter of
several meetings.
"""

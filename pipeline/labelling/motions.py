"""A member's motion to put a matter off or send it on: carried, it is what was decided.

"Venstre foreslog sagen udsat. Forslaget blev vedtaget." says neither by itself: the first clause is
one member's wish, and the second one sounds like an approval.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.labelling.passages import Clause
from pipeline.labelling.rules import motion_rules
from pipeline.labels import Decision


class Motion(NamedTuple):
    """A clause that tells that a motion was carried, and what was decided by that."""

    clause: Clause
    label: Decision


def carried_motions(clauses: Sequence[Clause]) -> tuple[Motion, ...]:
    """Return the clauses of a decision that carry a motion which was raised before them.

    >>> from pipeline.labelling.passages import split_clauses
    >>> from pipeline.records import Span
    >>> text = "Ib Dam foreslog sagen udsat. For stemte 9, imod 4. Forslaget blev vedtaget."
    >>> [(one.clause.text, one.label.value)
    ...  for one in carried_motions(split_clauses(text, Span(0, len(text))))]
    [('Forslaget blev vedtaget.', 'udsat')]
    """
    if len(clauses) < 2:  # one that raises a motion, and one that carries it
        return ()
    rules = motion_rules()
    found: list[Motion] = []
    raised: Decision | None = None
    for clause in clauses:
        text = clause.text
        if rules.raised.search(text):
            raised = next((label for label, kind in rules.kinds if kind.search(text)), None)
        elif raised is not None and rules.carried.search(text):
            found.append(Motion(clause, raised))
            raised = None
        elif raised is not None and rules.fell.search(text):
            raised = None
    return tuple(found)

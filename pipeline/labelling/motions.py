"""A member's motion to put a matter off or send it on: carried, it is what was decided.

"Venstre foreslog sagen udsat. Forslaget blev vedtaget." says neither by itself: the first clause is
one member's wish, and the second one sounds like an approval.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.labelling.passages import Clause
from pipeline.labelling.rules import compile_row
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon


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
    rules = _rules()
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


class _Rules(NamedTuple):
    """How a motion is raised, what it is about, and that it was carried or fell."""

    raised: re.Pattern[str]
    kinds: tuple[tuple[Decision, re.Pattern[str]], ...]
    carried: re.Pattern[str]
    fell: re.Pattern[str]


@cache
def _rules() -> _Rules:
    table = {"id": "motion", **load_lexicon("decisions")["motion"]}
    kinds = (Decision.UDSAT, Decision.OVERSENDT)
    return _Rules(
        raised=compile_row(table, "raised"),
        kinds=tuple((kind, compile_row(table, kind.value)) for kind in kinds),
        carried=compile_row(table, "carried"),
        fell=compile_row(table, "fell"),
    )

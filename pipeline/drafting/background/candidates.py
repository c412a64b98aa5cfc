"""The sentences that may explain an item, as they read after what was decided.

What the decision or the case itself has overtaken has no text here: a gap, so that nothing leans
on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.drafting.background.alternatives import Choice
from pipeline.drafting.background.as_proposed import as_proposed
from pipeline.drafting.background.asked import as_asked
from pipeline.drafting.background.corrected import corrected
from pipeline.drafting.background.proposed import proposed_sentences
from pipeline.drafting.background.prose import Source, source_sentences
from pipeline.drafting.people.someone import reported
from pipeline.labels import Decision
from pipeline.records import LabelledItem, Minutes

_UNSETTLED = {Decision.AFVIST, Decision.UDSAT}


def candidates(minutes: Minutes, labelled: LabelledItem) -> tuple[Source, ...]:
    """Return the sentences that a post may use to explain an item, in order.

    What was recommended comes first, then the case: sums as they were put right, without the
    alternatives that were not chosen, and what waits or was refused told as proposed.
    """
    kinds = {label.value for label in labelled.decisions}
    asked = proposed_sentences(minutes.text, labelled.item, minutes.body)
    found = corrected(source_sentences(minutes.text, labelled.item, settled=not kinds & _UNSETTLED))
    gaps = Choice(minutes.text, labelled).gaps([one.text for one in found])
    kept = [one._replace(text="") if at in gaps else one for at, one in enumerate(found)]
    rows = (*(() if Decision.AFVIST in kinds else _apart(asked)), *kept)
    told = (
        one._replace(text=as_asked(reported(minutes, one.text), kinds), place=place)
        for place, one in enumerate(rows)
    )
    return as_proposed(tuple(told), kinds)


def _apart(sources: Sequence[Source]) -> Sequence[Source]:
    """Part sentences that have nothing to do with those next to them by gaps."""
    return [row for one in sources for row in (one, one._replace(text=""))]

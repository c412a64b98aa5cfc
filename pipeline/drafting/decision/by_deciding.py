"""What a body does by deciding it, and what is still to be done when it has said yes.

"At der gives tilladelse" approved is a permission given. "At der gives status efter et halvt år"
approved is only approved: the status comes later, and from others.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.drafting.decision.proposals import Proposal
from pipeline.lexicon import load_lexicon


def does_it(point: Proposal) -> bool:
    """Tell whether saying yes to a point does what it asks for.

    >>> from pipeline.drafting.decision.proposals import parse_clause
    >>> from pipeline.records import Span
    >>> def done(clause):
    ...     return does_it(parse_clause(clause, Span(0, 0), None))
    >>> done("der gives tilladelse til løbet"), done("der gives status efter et halvt år")
    (True, False)
    >>> done("taksten fastsættes til 40 kr."), done("taksten fastsættes på mødet i maj")
    (True, False)
    """
    verb = point.verb
    if verb is None or not verb.enacts:
        return False
    what = load_lexicon("outright")["enacted"]["only"].get(verb.infinitive)
    if what and not re.search(rf"(?:{'|'.join(what)})(?!\w)", point.clause, re.IGNORECASE):
        return False
    after = re.split(rf"\b{verb.passive}\b", point.clause, maxsplit=1)[-1]
    later = verb.infinitive not in _PUTS_OFF and _later().search(after)
    return not (later or _by_others().search(after))


# "Sagen udsættes til mødet i maj": the day is what is decided.
_PUTS_OFF = frozenset({"udsætte", "udskyde"})


@cache
def _later() -> re.Pattern[str]:
    """What tells that the act itself is to come: "inden påske", "hvert år", "på mødet i maj"."""
    return re.compile("|".join(load_lexicon("outright")["enacted"]["later"]), re.IGNORECASE)


@cache
def _by_others() -> re.Pattern[str]:
    """Who else does it, or with whom: "af en arbejdsgruppe", "med MED-udvalget"."""
    return re.compile("|".join(load_lexicon("outright")["enacted"]["others"]))

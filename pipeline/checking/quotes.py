"""Quotations: what stands in quotation marks has to be the item's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.checking.grounding import bare_words
from pipeline.drafting.people.names import HIDDEN
from pipeline.records import Flag

_QUOTED = re.compile(r"[»\"“”](?P<words>[^»«\"“”]+)[«\"”]")
# A shorter quotation may be a name that an editor sets off.
_LEAST = 4
# So many of its runs of three words the item has to print: names are cut out of a quotation.
_OWN = 0.5
_RUN = 3


def check_quotes(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a quotation that the item does not print."""
    for match in _QUOTED.finditer(claim.text):
        words = bare_words(match["words"]).split()
        runs = [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
        own = sum(f" {run} " in claim.evidence.printed for run in runs)
        if HIDDEN not in match["words"] and len(words) >= _LEAST and own < _OWN * len(runs):
            yield claim.flag(
                "red",
                "citat-uden-kilde",
                f"Ordene »{match['words'].strip()}« står i anførselstegn, men ikke i punktet. "
                "Citér ordret, eller fjern anførselstegnene.",
            )

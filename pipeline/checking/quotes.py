"""Quotations: what stands in quotation marks has to be the item's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.checking.grounding import bare_words
from pipeline.drafting.names import HIDDEN
from pipeline.records import Flag

_QUOTED = re.compile(r"[»\"“”](?P<words>[^»«\"“”]+)[«\"”]")
# A shorter quotation may be a name that an editor sets off.
_LEAST = 3


def check_quotes(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for a quotation that the item does not print."""
    for match in _QUOTED.finditer(claim.text):
        pieces = re.split(r"…|\(…\)|\.\.\.|" + re.escape(HIDDEN), match["words"])
        strange = [
            piece
            for piece in pieces
            if len(piece.split()) >= _LEAST
            and f" {bare_words(piece)} " not in claim.evidence.printed
        ]
        if strange:
            yield claim.flag(
                "red",
                "citat-uden-kilde",
                f"Ordene »{strange[0].strip()}« står i anførselstegn, men står ikke sådan i "
                "punktet. Citér ordret, eller fjern anførselstegnene.",
            )

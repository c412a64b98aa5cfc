"""The form of a sentence: doubled words, a missing full stop, too many words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.claims import Claim
from pipeline.records import Flag

MAX_WORDS = 25

_DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
# "den den 7. oktober", "der der": a pronoun may meet an article.
_MAY_DOUBLE = frozenset({"der", "den", "det", "de", "at", "som"})
_END = re.compile(r"[.!?:»\])…]$")
_WORD = re.compile(r"[\wæøå][\wæøå.,'’/-]*")


def check_form(claim: Claim) -> Iterator[Flag]:
    """Yield a flag for what a proofreader would mark in the sentence."""
    for match in _DOUBLED.finditer(claim.text):
        if match[1].lower() not in _MAY_DOUBLE:
            yield claim.flag("yellow", "dobbelt-ord", f"»{match[1]}« står to gange. Slet det ene.")
    if claim.role in ("headline", "keyword"):
        return
    if claim.text and not _END.search(claim.text):
        yield claim.flag("yellow", "punktum", "Sætningen mangler punktum.")
    words = len(_WORD.findall(claim.text))
    if words > MAX_WORDS:
        yield claim.flag(
            "yellow",
            "lang-saetning",
            f"Sætningen er på {words} ord. Del den i to; {MAX_WORDS} er grænsen.",
        )

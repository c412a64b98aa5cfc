"""What a number of a draft is said of: the words around it, and the source's beside its own."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.checking.acts import find_acts
from pipeline.checking.claims import Claim
from pipeline.checking.facts import Fact, clause_span
from pipeline.checking.grounding import Unit, mentions_in
from pipeline.checking.roots import frame_roots, is_among, root_of, roots_of, times
from pipeline.danish.cues import Cued
from pipeline.records import Span

# A sentence that goes on from the one before: a pronoun, or one definite noun, before its verb.
_OPENS = re.compile(
    r"(?:Det|Den|De|Dette|Denne|Disse|Her|Heraf|Hertil|Dertil|Herudover|Prisen|Beløbet|Udgiften|"
    r"(?P<thing>[A-ZÆØÅ][a-zæøå]+(?:en|et|ne))) (?:er|var|har|skal|"
    r"kan|vil|blev|bliver|[a-zæøå]+[re])\b|"
    r"(?:[\wæøåÆØÅ.]+ ){1,4}(?:er|var|bliver|blev|udgør) (?:den|det|de)\b"
)
_AS_OF = Cued(r"(?P<noun>[^\W\d_]+) pr\.? (?:den |d\. )?$", re.IGNORECASE)
# Kinds whose own words are too few to fall back on those of the whole sentence.
_ANCHORED = frozenset({"kr.", "procent", "date"})


def words_around(claim: Claim, fact: Fact) -> frozenset[str]:
    """Return the words that tell what *fact* is of; the clause's where its own are too few.

    When, and who decided, tells nothing of that, and in "sagen om 38 biler" the frame doesn't.
    """
    dull = _acting(claim.text) | _money() if fact.kind == "kr." else frozenset()
    around = fact.roots - dull
    if fact.kind == "count":
        around -= frame_roots()
    if len(around - times()) < 2:
        return _clause_roots(claim, fact) - dull if fact.kind in _ANCHORED else frozenset()
    return around


def kin_of(around: frozenset[str], source: frozenset[str]) -> frozenset[str]:
    """Return the words of the source that *around* has a part of: "ordning", "tekstilordning"."""
    return frozenset(one for one in source - around if is_among(one, around))


@lru_cache(maxsize=1024)
def _acting(text: str) -> frozenset[str]:
    """Return the roots of the bodies and of the verbs that tell what they did."""
    spans = [one.span for one in mentions_in(text)]
    spans += [Span(act.start, act.end) for act in find_acts(text)]
    return roots_of(" ".join(one.of(text) for one in spans))


@cache
def _money() -> frozenset[str]:
    """Return the words that any sum may have beside it."""
    return roots_of("koste pris udgift beløb penge samlet beregne skønne anslå regne mio mia kr")


def goes_on_from(claim: Claim, holders: list[tuple[Unit, Fact]]) -> list[Unit]:
    """Return the sentences that one with the fact goes on from: "… et påbud. Påbuddet skal …"."""
    units = claim.evidence.units
    places = [at for unit, _ in holders if (at := units.index(unit))]
    return [units[at - 1] for at in places if goes_on(units[at], units[at - 1])]


def goes_on(unit: Unit, last: Unit) -> bool:
    """Tell whether *unit* goes on from the sentence before it."""
    opens = _OPENS.match(unit.text)
    if opens is None or last.section is not unit.section:
        return False
    thing = roots_of(opens["thing"] or "")
    return not thing or bool(thing & last.roots)


def _clause_roots(claim: Claim, fact: Fact) -> frozenset[str]:
    start, end = clause_span(claim.text, fact)
    # Without the facts themselves: "april" is no word beside "21. april".
    facts = [one.span for one in claim.unit.facts if start <= one.span.start < end]
    cuts = [start, *(edge for span in facts for edge in span), end]
    return roots_of(" ".join(claim.text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True)))


def is_named(claim: Claim, fact: Fact) -> bool:
    """Tell whether the number belongs to the title of an item, which stands there whole."""
    text = claim.text.lower()
    for labelled in claim.evidence.items:
        title = labelled.item.title.lower()
        start = text.find(title) if title else -1
        if 0 <= start <= fact.span.start and fact.span.end <= start + len(title):
            return True
    return False


def is_as_of(claim: Claim, fact: Fact, holders: list[tuple[Unit, Fact]]) -> bool:
    """Tell whether the day is printed behind the same word: "opfølgningen pr. 31. maj"."""
    said = _AS_OF.search(claim.text, 0, fact.span.start)
    given = (_AS_OF.search(unit.text, 0, one.span.start) for unit, one in holders)
    return said is not None and any(
        one is not None and root_of(one["noun"]) == root_of(said["noun"]) for one in given
    )

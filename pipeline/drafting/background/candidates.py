"""The sentences that may explain an item, as they read after what was decided.

What the decision or the case itself has overtaken has no text here: a gap, so that nothing leans
on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise

from pipeline.danish.dates import MONTHS
from pipeline.drafting.ahead.times import moves, times_ahead
from pipeline.drafting.background.alternatives import Choice
from pipeline.drafting.background.as_proposed import as_proposed, put_off_in, without_waiting
from pipeline.drafting.background.asked import as_asked, as_wished, tells_effect, tells_whole
from pipeline.drafting.background.comparable import without_comparison
from pipeline.drafting.background.corrected import corrected
from pipeline.drafting.background.overtaken import read_overtaken
from pipeline.drafting.background.pointers import with_names
from pipeline.drafting.background.priced import unchosen_prices
from pipeline.drafting.background.proposed import proposed_sentences
from pipeline.drafting.background.prose import Source, source_sentences
from pipeline.drafting.background.unchosen import unchosen
from pipeline.drafting.decision.recommendation import read_proposals
from pipeline.drafting.noted.quoted import is_quote
from pipeline.drafting.people.secret import is_banned
from pipeline.drafting.people.someone import reported
from pipeline.drafting.stopped import is_stopped
from pipeline.labels import SAID_NO, SAID_YES, Decision, SectionKind
from pipeline.records import LabelledItem, Minutes


# What explains an item is asked for, and what it says of times ahead.
@lru_cache(maxsize=128)
def candidates(minutes: Minutes, labelled: LabelledItem) -> tuple[Source, ...]:
    """Return the sentences that a post may use to explain an item, in order.

    What was recommended comes first, then the case: sums as they were put right, without the
    alternatives that were not chosen, and what waits or was refused told as proposed.
    """
    kinds = labelled.outcomes
    asked = proposed_sentences(minutes.text, labelled.item, minutes.body)
    found = corrected(source_sentences(minutes, labelled.item, settled=not kinds & SAID_NO))
    found = with_names(minutes, labelled.item, found)
    choice = Choice(minutes.text, labelled)
    gaps = choice.gaps(minutes.text, found) | _banned(found) | _of_all(found, kinds)
    gaps |= unchosen(minutes.text, labelled, found) | _of_a_cut(minutes, labelled, found)
    gaps |= _moved(minutes, labelled, found) | _without_subject(found)
    gaps |= _planned(minutes, labelled, found) | _of_the_changed(minutes, labelled, found)
    prices = [(at, one.text, one.span) for at, one in enumerate(found)]
    gaps |= unchosen_prices(minutes.text, labelled, prices)
    said = without_comparison(one.text for one in found)
    kept = [
        one._replace(text="" if at in gaps else text)
        for at, (one, text) in enumerate(zip(found, said, strict=True))
    ]
    kept = [
        one._replace(text=as_wished(one.text, kept[at - 1].text if at else ""))
        for at, one in enumerate(kept)
    ]
    stale = Decision.AFVIST in kinds or choice.differs
    rows = (*(() if stale else _apart(asked)), *kept)
    told = (
        one._replace(text=as_asked(reported(minutes, one.text), kinds), place=place)
        for place, one in enumerate(rows)
    )
    item, text = labelled.item, minutes.text
    asked_for = " ".join(part.body.of(text) for part in item.parts(SectionKind.INDSTILLING))
    decided = " ".join(part.body.of(text) for part in item.parts(SectionKind.BESLUTNING))
    points = [point.clause for point in read_proposals(text, item)]
    rows = as_proposed(tuple(told), kinds, asked_for)
    return without_waiting(rows, put_off_in(decided, points))


def _banned(found: Sequence[Source]) -> frozenset[int]:
    """Return where something may not be printed, and what that is said of: the sentence before."""
    bans = [at for at, one in enumerate(found) if one.text and is_banned(one.text)]
    return frozenset(place for at in bans for place in (at - 1, at))


def _of_a_cut(minutes: Minutes, labelled: LabelledItem, found: Sequence[Source]) -> Set[int]:
    """Return where "Det vil give plads til to" goes on about a sum that the decision cut."""
    overtaken = read_overtaken(minutes.text, labelled.item)
    pairs = enumerate(pairwise(found), 1)
    return {at for at, (one, after) in pairs if overtaken.reaches(after.text, one.text)}


def _moved(minutes: Minutes, labelled: LabelledItem, found: Sequence[Source]) -> frozenset[int]:
    """Return where the case tells of a time ahead that the decision has moved."""
    sections = labelled.item.parts(SectionKind.BESLUTNING)
    if minutes.date is None or not moves(" ".join(one.body.of(minutes.text) for one in sections)):
        return frozenset()
    return frozenset(at for at, one in enumerate(found) if times_ahead(one.text, minutes.date))


def _planned(minutes: Minutes, labelled: LabelledItem, found: Sequence[Source]) -> Set[int]:
    """Return where the case tells when work begins that now waits: "Arbejdet begynder i maj."."""
    decided = " ".join(
        one.body.of(minutes.text) for one in labelled.item.parts(SectionKind.BESLUTNING)
    )
    kinds = labelled.outcomes
    if minutes.date is None or not is_stopped(kinds, decided):
        return frozenset()
    return frozenset(
        at
        for at, one in enumerate(found)
        if _BEGINS.search(one.text) and times_ahead(one.text, minutes.date)
    )


def _of_the_changed(minutes: Minutes, labelled: LabelledItem, found: Sequence[Source]) -> Set[int]:
    """Return where a proposal is told as it was before the decision changed it."""
    decided = " ".join(
        one.body.of(minutes.text) for one in labelled.item.parts(SectionKind.BESLUTNING)
    )
    if not labelled.outcomes & SAID_YES or not _CHANGED.search(decided):
        return frozenset()
    return {
        at
        for at, one in enumerate(found)
        if _AS_IT_WAS.match(one.text) or (is_quote(one.text) and _DAY.search(one.text))
    }


_CHANGED = re.compile(r"\bmed (?:den|de|følgende) ændring(?:er)?\b", re.IGNORECASE)
# A line with a day may be the one that is another now.
_DAY = re.compile(rf"\d\. ?(?:{'|'.join(MONTHS)})\b")
_AS_IT_WAS = re.compile(r"(?:Forslaget|Udkastet) (?:indebærer|betyder|omfatter|går ud på)\b")
# What begins whatever was decided is no plan: "Skoleåret begynder i august".
_BEGINS = re.compile(
    r"^(?!\w*(?:år|året|ferien?|sæson|sæsonen|loven|reglerne|kravet|direktivet|valget)\b)[^.;]*?\b"
    r"(?:begynder?|starter?|åbner?|igangsættes|sættes i gang|går i gang|tages i brug|indvies|"
    r"(?:står|er|være|stå) (?:helt )?(?:færdig|klar)\w*|flytter? (?:ind|ud|i|til|over)|overtager|"
    r"gennemføres|etableres|opføres|bygges)\b"
)


def _without_subject(found: Sequence[Source]) -> frozenset[int]:
    """Return where a line of a list opens with its verb: "Frigør 2 årsværk."."""
    return frozenset(at for at, one in enumerate(found) if _VERB_FIRST.match(one.text))


_VERB_FIRST = re.compile(
    r"(?:Frigør|Koster|Sparer|Giver|Kræver|Medfører|Betyder|Omfatter|Dækker)\b"
)


def _of_all(found: Sequence[Source], kinds: Set[Decision]) -> frozenset[int]:
    """Return where all of a proposal is summed up of which a part was refused or put off."""
    if not (kinds & SAID_NO and kinds & SAID_YES):
        return frozenset()
    return frozenset(
        at for at, one in enumerate(found) if tells_whole(one.text) or tells_effect(one.text)
    )


def _apart(sources: Sequence[Source]) -> Sequence[Source]:
    """Part sentences that have nothing to do with those next to them by gaps."""
    return [row for one in sources for row in (one, one._replace(text=""))]

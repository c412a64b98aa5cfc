"""What another way would cost, where the decision went its own.

"Pavillonerne koster 38.000 kr." explains a yes to the pavilions. Where the meeting took another way
in its own words, without any yes to the proposal, only what it names can be what the sum is of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from pipeline.danish.words import content_words
from pipeline.drafting.background.asked import tells_today
from pipeline.drafting.background.prose import Source
from pipeline.labels import SAID_YES, Decision, SectionKind
from pipeline.records import LabelledItem

_PRICE = re.compile(
    r"(?P<what>(?!(?:Der|Det|Den|De|Her|I|På|Ved|Hvis)\b)[A-ZÆØÅ0-9][^,.;:]{2,60}?) "
    r"(?:koster|vil koste|sparer|vil spare|giver|vil give|kræver|vil kræve|skal betales|betales|"
    r"finansieres|er anslået til|anslås til|skønnes til|beregnes til|beløber sig til|udgør) "
    r"(?P<rest>.*)"
)
_SUM = re.compile(r"\bkr\.|\bbetales|\bfinansieres")
# A yes to what was proposed, wherever it stands.
_YES = re.compile(
    r"\b(?:godkend|tiltr[æå]d|vedtag|følges|imødekom|anbefales\b|anbefaler (?:det|indst|forsl)|"
    r"bifald|bevilge[ts]|som indstillet|indstillingen|forslaget)",
    re.IGNORECASE,
)
# "fast", "ny": they name nothing.
_SHORT = 4
# Where a question waits, what stands beside it was chosen.
_OWN_WAY = SAID_YES | {Decision.ANDET, Decision.UDSAT}
# What a house has anyway costs the same whatever was decided.
_OF_THE_HOUSE = re.compile(
    r"\b(?:hvert år|(?:19|20)\d\d|budget\w*|regnskab\w*|pulje\w*|konto\w*|ramme\w*|"
    r"tilskud\w*|forsikring\w*)\b",
    re.IGNORECASE,
)


def unchosen(text: str, labelled: LabelledItem, found: Sequence[Source]) -> Set[int]:
    """Return where a sum is told of what the decision, an own one, does not name.

    *text* is that of the minutes.

    >>> from pipeline.records import Item, Label, Section, Span
    >>> text = "Klubbens lokaler bruges i et år."
    >>> part = Section(SectionKind.BESLUTNING, Span(0, 0), Span(0, len(text)))
    >>> item = Item("1", "Plads til to klasser", Span(0, 0), None, Span(0, len(text)), (part,))
    >>> labelled = LabelledItem(item, (Label(Decision.GODKENDT, 1.0, "rule"),), ())
    >>> told = "Pavilloner koster 9 kr.", "Klubbens lokaler koster 2 kr. at male."
    >>> row = [Source(one, Span(0, 1), SectionKind.RESUME, at) for at, one in enumerate(told)]
    >>> sorted(unchosen(text, labelled, row))
    [0]
    """
    kinds = labelled.outcomes
    decided = " ".join(part.body.of(text) for part in labelled.item.parts(SectionKind.BESLUTNING))
    if not kinds & _OWN_WAY or not decided or _YES.search(decided):
        return frozenset()
    named = content_words(decided) | content_words(labelled.item.title)
    return frozenset(
        one.place
        for one in found
        if (match := _PRICE.match(one.text))
        and _SUM.search(one.text)
        and not (tells_today(one.text) or _OF_THE_HOUSE.search(one.text))
        and not {word for word in content_words(match["what"]) if len(word) > _SHORT} & named
    )

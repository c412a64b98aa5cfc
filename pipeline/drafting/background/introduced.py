"""What a decision names as known that its reader hasn't met: the sentence that brings it in.

"Broen spærres" is clear where the case has told of a bridge in Vesterhavn. Of all that a case says,
the sentence that brings in what the decision speaks of explains most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.danish.numerals import NUMERALS
from pipeline.danish.verbs import verb_of_participle
from pipeline.drafting.background.antecedents import is_general
from pipeline.drafting.background.known_stems import brought_in, starts_of, stems_of
from pipeline.drafting.background.prose import Source
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon

_KNOWN = re.compile(r"(?<![\w-])[A-ZÆØÅa-zæøå][a-zæøå]{1,}(?:en|et|erne|ene)\b")
_COUNTED = re.compile(
    rf"\b[Dd]e (?:\d{{1,3}}|{'|'.join(NUMERALS)}|andre|øvrige|sidste) "
    r"(?:[a-zæøå]+(?:nde|ske|ige|nye|mle) )?(?P<noun>[a-zæøå]{3,}?)(?:erne|ene|er|e)?\b"
)
_NO_NOUN = re.compile(r"inden|siden|foruden|andet|meget|noget|intet|hvilket|hverken|gangen|året")


def untold_in(decision: str, told: str, case: str) -> frozenset[str]:
    """Return the stems of what a decision names as known, and the case has brought in.

    Args:
        decision: What the post says that was decided.
        told: What stands before it, the headline among it.
        case: The text of the case.

    >>> untold_in("Broen spærres for biler.", "Skader", "Stormen slog hul på broen i Vesterhavn.")
    frozenset({'bro'})
    >>> untold_in("Broen spærres for biler.", "Broer i byen", "Der er en bro i Vesterhavn.")
    frozenset()
    """
    found: set[str] = set()
    for word in map(str.lower, _KNOWN.findall(decision)):
        if verb_of_participle(word) is None and not _NO_NOUN.fullmatch(word):
            found |= {one for one in stems_of(word) if len(one) > 2}
    found |= {match["noun"].lower() for match in _COUNTED.finditer(decision)}
    known = told.lower()
    return frozenset(
        one
        for one in found
        if one not in known
        and not one.startswith(_of_any_case())
        and not is_general(one)
        and introduces(case, frozenset({one}))
    )


def introduces(sentence: str, stems: frozenset[str]) -> bool:
    """Tell whether a sentence brings in one of the things: "en bro", "broen i Vesterhavn".

    >>> introduces("Der er hul i broen ved Sønderhavn.", frozenset({"bro"}))
    True
    >>> introduces("Broen er lukket.", frozenset({"bro"}))
    False
    """
    return any(
        brought_in(one, sentence)
        or any(_PLACED.match(sentence, at + len(one)) for at in starts_of(one, sentence))
        for one in stems
    )


def introducing(sources: Sequence[Source], stems: frozenset[str], decision: str) -> list[int]:
    """Return where each of the things that a decision takes as known is brought in first.

    What "forslaget" is stands in the recommendation.
    """
    first = {
        one: next((each.place for each in sources if introduces(each.text, frozenset({one}))), None)
        for one in stems
    }
    asked = [one.place for one in sources if one.kind is SectionKind.INDSTILLING]
    places = [place for place in first.values() if place is not None]
    return [*places, *(asked if _PROPOSAL.search(decision) else ())]


_PROPOSAL = re.compile(
    r"\b(?:forslaget|indstillingen|anbefalingen|oplægget)(?! (?:om|til|i sagen|fra|for)\b)"
)


_PLACED = re.compile(r"\w{0,2}(?:en|et|erne|ene) (?:i|på|ved|til|fra|over|langs) [A-ZÆØÅ]")


@cache
def _of_any_case() -> tuple[str, ...]:
    """Return how what every case has begins, and so tells nothing of it."""
    return tuple(load_lexicon("nouns")["any_case"]["stems"])

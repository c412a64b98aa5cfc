"""The line of a list that describes an alternative, told as sentences.

"Model B: Leasing af 14 biler. Årlig udgift 2 mio. kr." becomes "Model B er leasing af 14 biler. Den
årlige udgift er 2 mio. kr.".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.clauses import stop
from pipeline.danish.nouns import find_noun, lower_first, upper_first
from pipeline.danish.verbs import has_finite, is_attribute, is_finite

_HEAD = re.compile(
    r"[ \t•*–-]*(?P<name>[^\W\d_]+ (?:[A-H]|[IVX]{1,4}|\d{1,2}))(?::|\.|\)| [–—-])\s+(?P<rest>.+)$"
)
_PRICED = re.compile(r",? (?P<sum>\d[\d.,]*(?: (?:mio|mia)\.)? kr\.(?: (?:om året|årligt))?)$")
_BARE_SUM = re.compile(
    r"(?:(?P<how>Årlig|Forventet|Samlet|Anslået) )?(?P<noun>[A-ZÆØÅa-zæøå]+)(?: på| af)? (?=\d)"
)
_SUBJECT = 6


def as_told_line(printed: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences of a line as a post can say them, up to the first that it can't.

    >>> as_told_line(["Model 1: Leasing af 14 elbiler.", "Årlig udgift 2 mio. kr."])
    ('Model 1 er leasing af 14 elbiler.', 'Den årlige udgift er 2 mio. kr.')
    >>> as_told_line(["Model B: Rengøring hjemtages og udføres af kommunen."])
    ('I model B hjemtages rengøring og udføres af kommunen.',)
    >>> as_told_line(["Scenarie 2: Tilbygning med 40 pladser, 11,2 mio. kr."])
    ('Scenarie 2 er tilbygning med 40 pladser og koster 11,2 mio. kr.',)
    """
    head = _HEAD.match(" ".join(printed[0].split())) if printed else None
    first = _described(head["name"], head["rest"]) if head else None
    if first is None:
        return ()
    told = [first]
    for one in printed[1:]:
        said = one if has_finite(one) else _priced(one)
        if said is None:
            break
        told.append(said)
    return tuple(told)


def _described(name: str, rest: str) -> str | None:
    bare = rest.rstrip(".") if not rest.endswith("kr.") else rest
    if not has_finite(rest):
        priced = _PRICED.sub(r" og koster \g<sum>", bare)
        return stop(f"{upper_first(name)} er {lower_first(priced)}")
    words = rest.split(" ")
    for place, word in enumerate(words[1:_SUBJECT], 1):
        if words[place - 1].endswith((",", ":")):
            return None
        if is_finite(word) and not is_attribute(" ".join(words[: place + 1])):
            who, after = " ".join(words[:place]), " ".join(words[place + 1 :])
            return stop(f"I {lower_first(name)} {word} {lower_first(who)} {after}")
    return None


def _priced(sentence: str) -> str | None:
    """Return "Den årlige udgift er 2 mio. kr." for a sum that has no verb."""
    match = _BARE_SUM.match(sentence)
    noun = find_noun(match["noun"].lower()) if match else None
    if match is None or noun is None:
        return None
    rest = sentence[match.end() :]
    if match["how"] is None:
        return f"{upper_first(noun.definite)} er {rest}"
    how = {"Årlig": "årlige", "Forventet": "forventede", "Samlet": "samlede"}
    article = "Den" if noun.gender == "den" else "Det"
    return f"{article} {how.get(match['how'], 'anslåede')} {match['noun'].lower()} er {rest}"

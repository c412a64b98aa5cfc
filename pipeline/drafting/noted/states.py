"""A note without a verb told with the one it lacks: "Lejemålet opsagt til 1. juli", "14 syge".

What is only counted is told with "Det drejer sig om", which leaves open whether it is there or is
planned.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.clauses import stop
from pipeline.danish.nouns import find_noun, lower_first
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.verbs import is_finite
from pipeline.drafting.noted.values import timed, value_of
from pipeline.lexicon import load_lexicon

_DEFINITE = re.compile(r"[A-ZÆØÅ][a-zæøå-]{3,}(?:en|et|erne|ene)$")
_NUMERAL = "|".join(NUMERALS)
_MANY = re.compile(rf"(?:{_NUMERAL}|\d[\d.]*)$", re.IGNORECASE)
_LONGEST_SUBJECT = 8
_BEFORE_ATTRIBUTE = re.compile(
    r"mod|i|på|til|fra|for|af|med|om|ved|over|under|end|og|eller|som|ikke|den|det|de|en|et|pr\.",
    re.IGNORECASE,
)
_ABOUT = r"(?:[Cc]a\. |[Cc]irka |[Kk]nap |[Gg]odt |[Oo]ver )?"
_COUNT = re.compile(
    rf"(?P<now>I dag,? |Lige nu |For tiden |I øjeblikket )?(?P<about>{_ABOUT})"
    rf"(?P<count>{_NUMERAL}|\d+(?:\.\d{{3}})*) (?P<what>(?:[a-zæøå]+(?:e|de|ige) )*"
    rf"[a-zæøå]+(?:er|e|r|folk|børn|hjem|stik|job|stk\.)(?P<rest> .*)?)$",
    re.IGNORECASE,
)
# A time, a measure or a part says nothing of what there is.
_NO_COUNT = re.compile(
    r"(?:uger?|dage?|måneder|år|timer?|gange?|procent|kroner|minutter|meter|km|ud|af|for|imod|til|og|"
    r"i|på|stemmer|stemte)\b",
    re.IGNORECASE,
)


def told_state(text: str) -> str | None:
    """Put the "er" before a state, None where what is in that state isn't sure.

    >>> told_state("Skaden anslået til 4 mio. kr."), told_state("Nyt lejemål fundet")
    ('Skaden er anslået til 4 mio. kr.', 'Et nyt lejemål er fundet.')
    """
    words = text.rstrip(".").split(" ")
    at = next((at for at, word in enumerate(words) if word.lower() in _states()), 0)
    if not at or at > _LONGEST_SUBJECT or words[at - 1].endswith((",", ";")):
        return None
    if _BEFORE_ATTRIBUTE.fullmatch(words[at - 1]):
        # "64 udkald mod budgetteret 85"
        return None
    head = _as_subject(words[:at])
    if head is None:
        return None
    rest = timed(" ".join(words[at:]))
    return stop(f"{head} er {rest}{'.' if rest.endswith((' kr', ' pct')) else ''}")


def told_named(text: str) -> str | None:
    """Tell what a note only names: a wish, an offer, a lack.

    >>> told_named("Ønske om 14 elcykler"), told_named("Mangler især folk til weekender")
    ('Der er et ønske om 14 elcykler.', 'Der mangler især folk til weekender.')
    """
    if not value_of(text) and not text.startswith("Mangler "):
        return None
    for row in load_lexicon("notes")["there"]:
        if re.match(row["label"], text):
            said = row["says"].format(note=lower_first(text), rest=text[1:], rest6=text[6:])
            return stop(said)
    return None


def told_count(text: str) -> str | None:
    """Tell what is only counted, None where what that is isn't sure.

    >>> told_count("I dag 86 frivillige på fem hjem"), told_count("140 væltede træer")
    ('I dag er der 86 frivillige på fem hjem.', 'Det drejer sig om 140 væltede træer.')
    >>> told_count("14 dage efter mødet") is None
    True
    """
    match = _COUNT.match(text)
    if match is None or _NO_COUNT.match(match["what"]) or re.search(r"[?!»|]| [-–] ", text):
        return None
    if any(is_finite(word.strip(",()")) for word in (match["rest"] or "").split()):
        return None
    what = f"{match['about'].lower()}{match['count'].lower()} {match['what']}"
    if match["now"]:
        return stop(f"{match['now'].rstrip(' ,')} er der {timed(what)}")
    return stop(f"Det drejer sig om {timed(what)}")


def _as_subject(words: list[str]) -> str | None:
    """Return a subject with the article it lacks: "Nyt lejemål" is "Et nyt lejemål"."""
    first = words[0]
    if _DEFINITE.match(first) or (_MANY.match(first) and len(words) > 1):
        return " ".join(words)
    if first in ("Ny", "Nyt") and len(words) > 1:
        return f"{'En' if first == 'Ny' else 'Et'} {lower_first(' '.join(words))}"
    if first in ("Alle", "Begge", "Flere") and len(words) > 1:
        return " ".join(words)
    noun = find_noun(first.lower())
    if noun and noun.gender != "de" and first[0].isupper():
        return f"{'En' if noun.gender == 'den' else 'Et'} {lower_first(' '.join(words))}"
    return None


@cache
def _states() -> frozenset[str]:
    return frozenset(load_lexicon("notes")["state"]["words"])

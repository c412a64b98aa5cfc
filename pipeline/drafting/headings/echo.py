"""Do not repeat the headline: under it "sagen om <the headline>" is "sagen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.danish.cues import Cued
from pipeline.danish.nouns import definite, find_noun, is_genitive, upper_first
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case, about_title
from pipeline.drafting.headings.titles import Matter
from pipeline.records import Sentence

# "den nye plan for havnen": what follows the noun can go, the noun stays.
_TAIL = re.compile(r" (?:for|om|af|på|i|ved|til|mod|vedrørende) ")

# "opfølgningen" alone would leave open on what.
_ACTS = ("sagen", "status", "opfølgningen", "orienteringen", "evalueringen", "drøftelsen")


def say_less(case: Case, headline: str, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences with the words left out that *headline*, right above, has said.

    Nothing changes where the headline is shorter than what the sentences name.
    """
    return tuple(_shorter(case, headline, one) for one in said)


def said_shorter(case: Case, background: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the background with the event called by its noun, its full name just told.

    "Nordby Havn holdt den 2. maj sin årlige konference i hallen." becomes "Konferencen blev holdt
    den 2. maj i hallen." where the decision speaks of Nordby Havns årlige konference.
    """
    if not background:
        return ()
    phrase = about_title(case)
    match = _HELD.match(background[0].text)
    noun = find_noun(match["noun"]) if match else None
    named = match is not None and phrase.startswith((f"{match['who']}s ", f"{match['who']}' "))
    if match is None or noun is None or not named or match["noun"] != phrase.split()[-1]:
        return tuple(background)
    rest = background[0].text[match.end() :]
    when = f" {match['when']}" if match["when"] else ""
    text = f"{upper_first(noun.definite)} blev holdt{when}{rest}"
    return (replace(background[0], text=text, kind="realised"), *background[1:])


_HELD = re.compile(
    r"(?P<who>[A-ZÆØÅ][^,.]*?) holdt(?: (?P<when>den \d+\. [a-z]+(?: \d{4})?))? "
    r"(?:sin|sit|deres) (?:[a-zæøå]+e )?(?P<noun>[a-zæøå]+)(?=[ .])"
)


def _shorter(case: Case, headline: str, sentence: Sentence) -> Sentence:
    text = sentence.text
    if "Beslutning: »" not in text:
        for long, short in _names(case.matter, headline):
            text = text.replace(long, short, 1)
        text = _without_owner(case, headline, text)
        text = re.sub(
            r"\b(\w+(?:ede|te)) sagen og (\w+(?:ede|te)) sagen\b", r"\1 og \2 sagen", text
        )
        text = _IN_THE_CASE.sub(r"\1", text)
    if text == sentence.text:
        return sentence
    return replace(sentence, text=text, kind="realised")


# "godkendte indstillingen i sagen": under a headline there is but one.
_IN_THE_CASE = Cued(
    r"\b(indstilling(?:en)?|forslaget|afslag|udpegede|valget|pengene|sagde nej|sagde ja) "
    r"(?:i|til) sagen\b"
    r"(?! (?:om\b|»))"
)


def _names(matter: Matter, headline: str) -> list[tuple[str, str]]:
    """Return what an item is called in full, and what is enough under *headline*."""
    pairs = []
    if covers(headline, matter.case):
        pairs.append((matter.case, "sagen"))
    if covers(headline, matter.about):
        pairs.append((f"Punktet om {matter.about}", "Punktet"))
        pairs.append((f"Punktet {matter.about}", "Punktet"))
        pairs.append((f"orienteringen om {matter.about}", "orienteringen"))
    short = _head(matter.thing)
    if short and covers(headline, matter.thing):
        pairs.append((matter.thing, short))
    return pairs


def covers(headline: str, phrase: str) -> bool:
    """Tell whether *headline* names all that *phrase* does.

    >>> covers("Nye regler for fravær", "sagen om nye regler for fravær")
    True
    >>> covers("Budgetopfølgning", "sagen om budgetopfølgning pr. 1. maj")
    False
    """
    words = {word for word in content_words(phrase) if word not in content_words("sagen om")}
    numbers = set(re.findall(r"\d+", phrase))
    return words <= content_words(headline) and numbers <= set(re.findall(r"\d+", headline))


def _head(thing: str) -> str | None:
    """Return the noun of "retningslinjen om vold": "retningslinjen"."""
    cut = _TAIL.search(thing)
    if cut is None or "»" in thing or thing.startswith(_ACTS):
        return None
    head = thing[: cut.start()]
    words = head.split()
    known = find_noun(words[-1]) is not None or definite(words[-1]) == words[-1]
    return head if len(words) <= 3 and known and not is_genitive(words) else None


def _without_owner(case: Case, headline: str, text: str) -> str:
    """Say "konferencen" for "Nordby Havns årlige konference"."""
    phrase = about_title(case)
    words = phrase.split()
    noun = find_noun(words[-1]) if len(words) > 2 and is_genitive(words) else None
    if noun is None or phrase not in text or not covers(headline, phrase):
        return text
    return text.replace(phrase, noun.definite, 1)

"""What a background sentence is worth: how much it explains for the words that it takes.

The points stand in ``lexicon/scores.toml``.
"""

from __future__ import annotations

import re

from pipeline.danish.amounts import find_amounts
from pipeline.danish.dates import find_dates
from pipeline.danish.words import content_words
from pipeline.drafting.background.prose import Source
from pipeline.drafting.background.standing import short_sentences, torn_at
from pipeline.drafting.noted.quoted import QUOTES
from pipeline.drafting.plain.compress import count_words
from pipeline.drafting.plain.wording import opening_cut
from pipeline.drafting.ranking import Audience
from pipeline.drafting.signals import has_signal
from pipeline.labels import Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import LabelledItem, Minutes


def best_of(
    minutes: Minutes, labelled: LabelledItem, source: Source, audience: Audience
) -> tuple[float, int]:
    """Return the most that a source is worth, and how many of its short sentences tell that."""
    said = short_sentences(source.text, minutes.date)
    # "Det er 2,6 mio. kr. mindre end budgettet" stays with its sum.
    plain = [one.replace("\u00a0", " ") for one in said]
    torn = torn_at(source.text, minutes.date)
    ends = (end for end in range(1, len(said)) if end not in torn)
    kept = [end for end in ends if not has_signal("contrast", plain[end])]
    return max(
        (points_of(minutes, labelled, source, " ".join(said[:end]), audience), end)
        for end in (*kept, len(said))
    )


def points_of(
    minutes: Minutes, labelled: LabelledItem, source: Source, said: str, audience: Audience
) -> float:
    """Return what is said of a sentence of an item is worth for the words that it takes."""
    weights = load_lexicon("scores")["sentence"]
    text = said or source.text
    title = content_words(labelled.item.title)
    total = weights["title"] * min(3, len(title & content_words(text)))
    total += weights["purpose"] * has_signal("purpose", text)
    total += weights["change"] * has_signal("change", text)
    total += weights["asks"] * has_signal("asks", text) + weights["effect"] * has_signal(
        "effect", text
    )
    total += weights["reader"] * has_signal("citizen" if audience == "external" else "staff", text)
    total += weights["reader"] * has_signal("action", text)
    total += weights["rule"] * has_signal("rule", text)
    total += weights["law"] * has_signal("law", source.text)
    total += weights["resume"] * (source.kind is SectionKind.RESUME)
    total += weights["asked"] * (source.kind is SectionKind.INDSTILLING)
    total += weights["later"] * min(source.place, _FAR) * (not source.noted)
    total += weights["long"] * max(0, count_words(text) - 20)
    total += weights["printed"] * max(0, _run(text, source.text) - _FEW)
    # A note has no words but those that it needs.
    hard = max(0.0, 10 * share_of_long_words(text) - 3) * min(1.0, count_words(text) / _SHORT)
    total += weights["hard"] * hard * (not source.noted)
    total += weights["total"] * (_TOTAL.match(text) is not None)
    total += weights["bought"] * (_BOUGHT.match(text) is not None)
    if has_signal("theme", text):
        total += weights["theme"] if _says_more(text, labelled.item.title) else weights["process"]
    elif opening_cut(source.text) is None:
        total += weights["process"] * has_signal("process", source.text)
    elif _STRESSED.match(source.text):
        total += weights["stressed"]
    total += weights["figure"] * _figures(text) + _amounts_and_dates(minutes, text)
    total += _of_outcome(minutes, labelled, source, text)
    # A note in its own words is the last that a post has room for.
    total *= _QUOTED if text.startswith(QUOTES) and total > 0 else 1.0
    # What a sentence tells counts by the room it takes.
    return float(total * (12 / max(5, count_words(text))) ** weights["dense"])


def _of_outcome(minutes: Minutes, labelled: LabelledItem, source: Source, text: str) -> float:
    """Return what a sentence is worth beside what was decided."""
    weights = load_lexicon("scores")["sentence"]
    if labelled.outcomes <= _ONLY_TOLD:
        return float(weights["told"] * _figures(text))
    total = weights["proposed"] * has_signal("proposed", text)
    total += weights["content"] * has_signal("content", text)
    total += weights["cost"] * _tells_the_cost(minutes, labelled, source, text)
    if Decision.UDSAT in labelled.outcomes:
        total += weights["old_price"] * has_signal("old_price", text)
        total += weights["waits"] * has_signal("waits", text)
    return float(total)


def _tells_the_cost(minutes: Minutes, labelled: LabelledItem, source: Source, text: str) -> bool:
    """Tell whether a sentence has the sum of a case whose decision and proposal name none."""
    if source.kind is not SectionKind.OEKONOMI:
        return False
    parts = labelled.item.parts(SectionKind.BESLUTNING, SectionKind.INDSTILLING)
    named = any(one.unit for part in parts for one in find_amounts(part.body.of(minutes.text)))
    return not named and has_signal("cost", text) and any(one.unit for one in find_amounts(text))


def _says_more(theme: str, title: str) -> bool:
    """Tell whether what a case is about says more than its title.

    >>> _says_more("Sagen handler om salg af 18 grunde.", "Salg af grunde")
    True
    >>> _says_more("Egeby Skole har søgt om støtte til en tur.", "Ansøgning om støtte, Egeby Skole")
    False
    """
    figures = set(_FIGURE.findall(theme)) - set(_FIGURE.findall(title))
    return bool(figures) or len(content_words(theme) - content_words(title)) > _MORE


def share_of_long_words(text: str) -> float:
    """Return the share of words of more than six letters, which LIX counts as long.

    >>> share_of_long_words("Vejen bliver asfalteret.")
    0.3333333333333333
    """
    words = re.findall(r"[^\W\d_]+", text)
    return sum(len(word) > 6 for word in words) / max(1, len(words))


def _run(text: str, printed: str) -> int:
    """Return how many words in a row a post would take over from the minutes."""
    words, there = text.replace("\u00a0", " ").split(), f" {printed} "
    best = start = 0
    for end in range(1, len(words) + 1):
        while f" {' '.join(words[start:end])} " not in there and start < end:
            start += 1
        best = max(best, end - start)
    return best


_FEW = 8
# Words that a theme has and its title hasn't, "søgt" or "forslaget" among them.
_MORE = 3
# Behind a long list a sentence is worth no less than at its end.
_FAR = 10
_BOUGHT = re.compile(r"For [^,.]+ er prisen ")
# In a short sentence a long word or two make no hard reading.
_SHORT = 12
_TOTAL = re.compile(r"(?:I alt|Samlet|Alt i alt|For hele [a-zæøå]+ er det) ")
# What the case itself stresses.
_STRESSED = re.compile(r"Det skal (?:understreges|bemærkes|nævnes)|Det (?:understreges|bemærkes)")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])(?!\. [a-z])")
# "Taget er fra 1981" tells of age, "etape 1" which: no figure of the case.
_NO_FIGURE = re.compile(
    r"^[^,.]{3,40}? (?:er|var|stammer|blev (?:bygget|opført)|har stået tom) (?:fra|i|siden) "
    r"(?:19|20)\d\d\b|\b(?:etape|fase|model|løsning|linje|rute) \d+\b",
    re.IGNORECASE,
)


# Items that inform: their news is in the figures.
_ONLY_TOLD = {Decision.TAGET_TIL_EFTERRETNING, Decision.INGEN_BESLUTNING}


def _figures(text: str) -> int:
    return min(3, len(_FIGURE.findall(_NO_FIGURE.sub("", text))))


def _amounts_and_dates(minutes: Minutes, text: str) -> float:
    weights = load_lexicon("scores")["sentence"]
    amounts = [amount for amount in find_amounts(text) if amount.unit]
    dates = find_dates(text, meeting=minutes.date)
    total = 0.0
    if len(dates) > 2 or len(amounts) > 3:
        total += weights["many_dates"]
    if amounts:
        total += weights["based_amount" if any(one.base for one in amounts) else "amount"]
    if any(one.base and one.direction for one in amounts):
        total += weights["result"]
    if dates and minutes.date:
        total += weights["coming_date" if dates[-1].date > minutes.date else "date"]
    elif _SOON.search(text):
        total += weights["coming_date"]
    return total


_QUOTED = 0.25
_SOON = re.compile(
    r"\b(?:årsskiftet|nytår|næste (?:måned|år|uge|forår|sommer|efterår|vinter)|(?:før|efter) "
    r"sommerferien|til (?:foråret|sommer|efteråret|vinter)|inden (?:jul|sommer|påske))\b"
)

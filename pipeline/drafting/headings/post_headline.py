"""The headline of the whole post: "Nyt fra Direktionen: elbiler, hjemmearbejde og sygefravær".

It names the weightiest cases by short names, and what a body said no to as a no. It tells no other
outcome, for a name claims nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product

from pipeline.danish.nouns import join_list, lower_first
from pipeline.danish.words import content_words
from pipeline.drafting.decision.realise import Decided
from pipeline.drafting.decision.smaller import smaller_yes
from pipeline.drafting.headings.capitals import small
from pipeline.drafting.headings.headlines import is_asked, no_to_proposal, refused, telling_topic
from pipeline.drafting.headings.short_names import names_of
from pipeline.lexicon import load_lexicon
from pipeline.records import Minutes, Sentence

POST_LIMIT = 75
# So many cases are named, and they are among the first that many.
_MOST = 3
_NAMED = 5


def post_headline(
    minutes: Minutes, cases: Sequence[Decided], pattern: str = "Nyt fra {body}"
) -> Sentence:
    """Return "Nyt fra <body>: <topic>, <topic> og <topic>", 75 characters at most.

    Three cases are named where there is room, the weightiest of all among them; where none fits
    beside it, the first that can be named alone.
    """
    start = pattern.format(body=minutes.body or "mødet")
    room = POST_LIMIT - len(start) - 2
    names = [list(_names_of(one)) for one in cases[:_NAMED]]
    # A no on top is news: it goes before a second case beside its bare name.
    first = [[one for one in names[0] if one.startswith(_NO)], *names[1:]] if names else []
    for told, chosen in product((first, names), _choices(len(names))):
        topics = _fitting([told[at] for at in chosen], room)
        if topics and (told is names or 0 in chosen):
            sources = tuple(cases[at].case.labelled.item.heading for at in chosen)
            text = f"{start}: {join_list(_unmistaken(topics))}"
            return Sentence(text, "realised", sources)
    return Sentence(start, "derived")


def _choices(count: int) -> Iterator[tuple[int, ...]]:
    """Yield which cases to name, the first among them; the two first before any others.

    >>> list(_choices(3))
    [(0, 1, 2), (0, 1), (0, 2), (0,), (1,), (2,)]
    """
    several = [
        chosen
        for size in range(min(_MOST, count), 1, -1)
        for chosen in combinations(range(count), size)
        if chosen[0] == 0
    ]
    yield from sorted(several, key=lambda chosen: chosen[1] != 1)
    yield from ((at,) for at in range(count))


def _fitting(names: Sequence[Sequence[str]], room: int) -> list[str] | None:
    """Return the longest names that fit into *room* characters together, None where none do.

    >>> _fitting([["elbiler til hjemmeplejen", "elbiler"], ["fravær"]], 20)
    ['elbiler', 'fravær']
    """
    chosen = [0 for _ in names]
    while all(names):
        told = [one[at] for one, at in zip(names, chosen, strict=True)]
        if len(join_list(told)) <= room and (len(told) == 1 or _apart(told)):
            return told
        shorter = [at for at, one in enumerate(names) if chosen[at] + 1 < len(one)]
        if not shorter:
            return None
        chosen[max(shorter, key=lambda at: len(told[at]))] += 1
    return None


def _apart(topics: Sequence[str]) -> bool:
    """Tell whether topics are told apart in a list: one at most holds an "og", none a comma.

    >>> _apart(["vold og trusler", "biler", "mad"]), _apart(["vold og trusler", "biler"])
    (True, False)
    """
    joined = sum(bool(_AND.search(one)) for one in topics)
    words = [content_words(one) for one in topics]
    # "puljen til tilgængelighed og tilgængelighed"
    again = any(one <= other for one, other in permutations(words, 2))
    return (
        len({one.split()[0] for one in topics}) == len(topics)
        and not again
        and not any(", " in one for one in topics)
        and (joined == 0 or (joined == 1 and len(topics) > 2))
    )


# Not "vej- og parkdriften", which is one thing.
_AND = re.compile(r"(?<!-) og ")


def _unmistaken(topics: Sequence[str]) -> list[str]:
    """Put last what would take the others for a part of it, and what has an "og" first.

    >>> _unmistaken(["forsøg med bogbus", "sygefravær"])
    ['sygefravær', 'forsøg med bogbus']
    >>> _unmistaken(["nej til salg", "havnen", "vold og trusler"])
    ['vold og trusler', 'havnen', 'nej til salg']
    """

    def place(topic: str) -> int:
        takes = 1 if _TAKES_MORE.search(topic) else 0
        return 2 if topic.startswith(_NO) else -1 if _AND.search(topic) else takes

    return sorted(topics, key=place)


_NO = "nej til "
# "elcykler i stedet for biler og rengøring", "forsøg med bogbus og sygefravær"
_TAKES_MORE = re.compile(r" (?:med|i stedet for|mellem|uden) ")


def _names_of(decided: Decided) -> Iterator[str]:
    """Yield names of a case for a headline, from the fullest to the shortest; a no as a no.

    A no is told in full or as one to a proposal: "nej til elbiler" is more than a no to some of
    them. By its bare name a case that was refused reads as one that comes.
    """
    case = decided.case
    no = None if smaller_yes(case) else _said_no_to(decided.said)
    denied = refused(case, small(telling_topic(case.matter.topic), case.minutes.text))
    if no:
        yield f"{_NO}{no}"
    elif denied:
        yield lower_first(denied)
        yield _IN_PLACE.sub("", lower_first(denied))
    refusals = names_of(case) if no or denied else ()
    yield from (lower_first(no_to_proposal(case, name)) for name in refusals)
    yield from (name for name in names_of(case) if not (no or denied) or is_asked(name))


# "… Kværnholt Skoles afdeling i Ålinge-Krog"
_IN_PLACE = re.compile(r" (?:i|på|ved) [A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ]\w+)*$")


def _said_no_to(decision: Sequence[Sentence]) -> str | None:
    """Return the thing that a sentence of the decision says no to, where it names it."""
    for sentence in decision:
        if not _HALF.search(sentence.text):
            for row in load_lexicon("titles")["refused"]:
                if match := re.search(row["pattern"], sentence.text):
                    return match["x"]
    return None


# A no that is none for good, or not to all of it.
_HALF = re.compile(r"\b(?:men|endnu|først|foreløbig\w*|i denne omgang|i stedet|delvist?)\b")

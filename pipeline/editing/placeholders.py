"""The places in the closing lines that a person fills in: the link, the contact.

The gate can't know a contact or an address, which the minutes don't have. What was filled in is
one thing to look at, and no fault; whatever else a person writes there is held as everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checking.acts import tells_decision
from pipeline.checking.facts import find_facts
from pipeline.checking.words import is_sensitive
from pipeline.editing.post import Line, Post
from pipeline.editing.told import split_line
from pipeline.records import Draft, Flag, Sentence

_PLACEHOLDER = re.compile(r"\[[^\]\d]*\bindsættes\]")
# Numbers of a telephone, a room or a web address, and not of money or days.
_OF_ADDRESS = frozenset({"count", "year"})
# More words than a contact or an address has.
_MOST = 8
# What the gate says of a department, an address or a number that the minutes don't have.
_CONTACT = frozenset(
    {
        "navn-uden-kilde", "organ-uden-kilde", "ord-uden-kilde", "saetning-uden-kilde",
        "tal-uden-kilde", "person-email", "person-telefon",
    }
)  # fmt: skip


def filled_in(line: Line) -> str:
    """Return what a person has put for the placeholder of a line, "" if there is nothing such.

    Anything else in the line has to stand as the tool wrote it, and what was put in has to look
    like a contact or an address: a few words of the same sentence, no decision, no amount or date,
    and nothing of what closed items are about.

    >>> line = Line("closing-1", "Kontakt Staben.", "Kontakt [afdeling indsættes].", "derived")
    >>> filled_in(line)
    'Staben'
    """
    around = _PLACEHOLDER.split(line.made)
    if not line.edited or len(around) != 2:
        return ""
    match = re.fullmatch(f"{re.escape(around[0])}(.+){re.escape(around[1])}", line.text)
    if match is None or len(split_line(line)) > 1 or tells_decision(line.text):
        return ""
    place = match[1]
    numbers = {fact.kind for fact in find_facts(place, None)} - _OF_ADDRESS
    words = place.split()
    unfit = numbers or len(words) > _MOST or any(map(is_sensitive, words)) or "[" in place
    return "" if unfit else place


def filled_places(post: Post, draft: Draft) -> dict[str, str]:
    """Return the sentences that hold a filled placeholder, each with what was put in.

    A sentence that the post has in another place, too, is none: there it is no contact.
    """
    said = Counter(sentence.text for sentence in draft.sentences)
    found = {line.text: filled_in(line) for line in post.printed}
    return {text: place for text, place in found.items() if place and said[text] == 1}


def is_of_contact(flag: Flag, filled: dict[str, str]) -> bool:
    """Tell whether a flag only says that a contact or an address isn't in the minutes."""
    return flag.rule in _CONTACT and flag.sentence in filled


def check_places(draft: Draft, filled: dict[str, str]) -> Iterator[Flag]:
    """Yield a flag for each placeholder of *draft*, filled in or not."""
    for sentence in draft.sentences:
        for match in _PLACEHOLDER.finditer(sentence.text):
            yield _flag(
                sentence,
                f"{match.group()} er ikke udfyldt. Skriv det, der skal stå der, eller tag linjen "
                "ud.",
            )
        if place := filled.get(sentence.text):
            yield _flag(
                sentence,
                f"»{place}« står ikke i referatet. Tjek, at det er rigtigt og må offentliggøres.",
            )


def _flag(sentence: Sentence, message: str) -> Flag:
    return Flag("yellow", "pladsholder", message, sentence.text, sentence.sources)

"""The places in the closing lines that a person fills in: the link, the contact.

The gate can't know a contact or an address, which the minutes don't have. What was filled in is
one thing to look at, and no fault; whatever else a person writes there is held as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.acts import tells_decision
from pipeline.checking.words import is_sensitive
from pipeline.editing.post import Line, Post
from pipeline.editing.told import split_line
from pipeline.records import Draft, Flag, Sentence

_PLACEHOLDER = re.compile(r"\[[^\]\d]*\bindsættes\]")
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
    like a contact or an address: a few words, no decision and nothing of what closed items are
    about.

    >>> line = Line("closing-1", "Kontakt Staben.", "Kontakt [afdeling indsættes].", "derived")
    >>> filled_in(line)
    'Staben'
    """
    around = _PLACEHOLDER.split(line.made)
    if not line.edited or len(around) != 2:
        return ""
    match = re.fullmatch(f"{re.escape(around[0])}(.+?){re.escape(around[1])}", line.text)
    if match is None or tells_decision(line.text):
        return ""
    words = match[1].split()
    return "" if len(words) > _MOST or any(map(is_sensitive, words)) else match[1]


def filled_places(post: Post) -> dict[str, str]:
    """Return the sentences of lines that were filled in, each with what was put in."""
    lines = [(line, filled_in(line)) for line in post.printed]
    return {text: place for line, place in lines if place for text in split_line(line)}


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
    seen: set[str] = set()
    for sentence in draft.closing:
        place = filled.get(sentence.text)
        if place and place not in seen:
            seen.add(place)
            yield _flag(
                sentence,
                f"»{place}« står ikke i referatet. Tjek, at det er rigtigt og må offentliggøres.",
            )


def _flag(sentence: Sentence, message: str) -> Flag:
    return Flag("yellow", "pladsholder", message, sentence.text, sentence.sources)

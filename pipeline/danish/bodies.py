"""Find the bodies a text names, and what to call them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.danish.cues import ByCue, Row, cues_of, folded
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

# A name starts at a word, or where a heading has run into it ("KommuneTeknisk Udvalg").
_START = r"(?:(?<![\w-])|(?-i:(?<=[a-zæøå])(?=[A-ZÆØÅ])))"
# Shorter names are no beginnings of longer ones.
_LEAST = 6
_SMALL = frozenset({"og", "for", "i", "af", "&", "ad", "hoc"})


class Body(NamedTuple):
    """A body as written in a text, the pronoun it takes and what kind it is.

    Kinds: administration, med, advisory, committee, economy, council, board.
    """

    name: str
    pronoun: str
    kind: str

    @property
    def is_heard(self) -> bool:
        """Whether others ask for its opinion, and it settles nothing of theirs.

        >>> body_named("HovedMED").is_heard, body_named("Direktionen").is_heard
        (True, False)
        """
        return self.kind in ("med", "advisory")


class Mention(NamedTuple):
    """A body and where the text names it (a genitive -s left out)."""

    body: Body
    span: Span


def find_bodies(text: str, offset: int = 0) -> tuple[Mention, ...]:
    """Return every body that *text* names, in order, spans shifted by *offset*.

    >>> [m.body.name for m in find_bodies("Direktionen, Økonomiudvalget og KB")]
    ['Direktionen', 'Økonomiudvalget', 'Kommunalbestyrelsen']
    >>> find_bodies("Udvalget drøftede sagen")
    ()
    """
    if not offset:
        return _found(text)
    return tuple(
        Mention(body, Span(span.start + offset, span.end + offset)) for body, span in _found(text)
    )


# Splitting, drafting and checking ask for the same titles and sentences again and again.
@lru_cache(maxsize=1 << 11)
def _found(text: str) -> tuple[Mention, ...]:
    found: list[Mention] = []
    rows = enumerate(_rows().asked(folded(text)))
    ahead = {at: (row, match) for at, row in rows if (match := row.pattern.search(text))}
    while ahead:
        # What starts first, and of that what stands first in the table.
        _, at = min((match.start(), at) for at, (_, match) in ahead.items())
        (_, row), match = ahead[at]
        body = Body(row["name"] or _as_written(match.group()), row["pronoun"], row["kind"])
        found.append(Mention(body, Span(*match.span())))
        for other in [one for one, (_, after) in ahead.items() if after.start() < match.end()]:
            rest = ahead[other][0]
            if after := rest.pattern.search(text, match.end()):
                ahead[other] = (rest, after)
            else:
                del ahead[other]
    return tuple(found)


def body_named(name: str) -> Body:
    """Return the body that *name* is, with "det" and "committee" where it is not in the table.

    >>> body_named("Byrådet").pronoun
    'det'
    """
    mentions = find_bodies(name)
    return mentions[0].body if mentions else Body(name, "det", "committee")


def is_not_the_municipality(name: str | None) -> bool:
    """Tell whether "vi" in the minutes of this body may be others than the municipality.

    >>> is_not_the_municipality("Byrådet"), is_not_the_municipality("Skolebestyrelsen")
    (False, True)
    """
    return name is None or body_named(name).kind in ("board", "advisory", "med")


def same_body(a: str, b: str) -> bool:
    """Whether two names mean the same body, however they are spelled.

    >>> same_body("Teknisk Udvalg", "TEKNISK UDVALG"), same_body("Byrådet", "Direktionen")
    (True, False)
    >>> same_body("KB", "Kommunalbestyrelsen"), same_body("TU", "Teknisk Udvalg")
    (True, True)
    >>> same_body("HovedMED", "Hovedudvalget"), same_body("LokalMED", "Hovedudvalget")
    (True, False)
    """
    left, right = _key(a), _key(b)
    if left == right or (min(len(left), len(right)) >= _LEAST and _one_begins(left, right)):
        return True
    return any(_abbreviates(x, y) for x, y in ((a, b), (b, a)))


def _key(name: str) -> str:
    """Reduce a name to its letters; a municipality has one council, whatever it is called."""
    mentions = find_bodies(name)
    if mentions and mentions[0].body.kind == "council":
        return "council"
    name = mentions[0].body.name if mentions else name
    if mentions and mentions[0].body.kind == "med" and name.lower().startswith("hoved"):
        return "hovedmed"
    words = re.findall(r"[a-zæøå]+", name.lower())
    return re.sub(r"(?:et|en)$", "", "".join(word for word in words if word != "og"))


def _one_begins(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)


def _abbreviates(short: str, name: str) -> bool:
    """Whether *short* is capital initials whose letters stand in *name* in that order."""
    letters = iter(name.upper())
    return short.isupper() and len(short) <= 5 and all(letter in letters for letter in short)


def _as_written(mention: str) -> str:
    """Write a name as a text would, also where a heading shouts it."""
    name = re.sub(r"\s+", " ", mention.strip())
    if name.isupper() and len(name) > 5:
        words = (word if word in _SMALL else word.capitalize() for word in name.lower().split())
        name = " ".join(words)
    return name[0].upper() + name[1:]


@cache
def _rows() -> ByCue[Row]:
    """Return the names of which a text may have some; most texts have none."""
    made = [
        (Row(re.compile(f"{_START}(?:{row['pattern']})", re.IGNORECASE), row), row["pattern"])
        for row in load_lexicon("bodies")["body"]
    ]
    return ByCue(
        [(row, cues_of(re.compile(name, re.IGNORECASE), shortest=2)) for row, name in made]
    )

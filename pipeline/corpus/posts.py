"""What a person wrote of the items of a meeting, and what a text of them must and must not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.corpus import Corpus
from pipeline.corpus.drafts import DRAFTS, LEFT_OUT
from pipeline.corpus.fields import read_lines
from pipeline.danish.words import content_words

# A line of "Kort nyt", in a list or not, with a bold keyword or without.
_BRIEF = re.compile(r"^(?:[-*•] +)?(?:\*\*(?P<name>.+?):?\*\*:? *)?(?P<text>\S.*)$", re.MULTILINE)
# Sections of a post that tell of no item by themselves.
_LISTS = ("kort nyt", "det videre forløb")
POSTS = "drafts/posts"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item: two texts of it (``ref`` and ``alt``), nuggets and traps.

    ``must`` and ``may`` hold nuggets, "a|b" where either will do. ``traps`` say in plain words
    what must not be written. ``priority`` is the place in a post, or "udelades" or "rutine".
    """

    document: str
    position: int
    heading: str
    ref: str = field(repr=False)
    alt: str = field(repr=False)
    must: tuple[str, ...]
    may: tuple[str, ...]
    traps: tuple[str, ...]
    priority: str

    @property
    def key(self) -> str:
        """The name of the item in tables: document and position."""
        return f"{self.document}#{self.position}"

    @property
    def routine(self) -> bool:
        """Whether a post may leave the item out."""
        return self.priority in LEFT_OUT

    @property
    def texts(self) -> tuple[str, ...]:
        """The reference texts that are there."""
        return tuple(text for text in (self.ref, self.alt) if text)


def read_wanted(corpus: Corpus) -> dict[tuple[str, int], Wanted]:
    """Return the references of a corpus by document and position.

    Raises:
        CorpusError: A line doesn't fit its form.
    """
    path = corpus.folder / DRAFTS
    found = {}
    for line in read_lines(path) if path.is_file() else ():
        one = Wanted(
            line.text("document"),
            line.whole("position"),
            line.text("heading"),
            line.text("ref", empty=True),
            line.text("alt", empty=True),
            line.texts("must"),
            line.texts("may"),
            line.texts("traps"),
            str(line.any("priority")),
        )
        found[one.document, one.position] = one
    return found


def posts_in(corpus: Corpus) -> frozenset[str]:
    """Return the documents of which a person wrote a whole post."""
    return frozenset(path.stem for path in (corpus.folder / POSTS).glob("*.md"))


def read_post(corpus: Corpus, document: str) -> str | None:
    """Return the whole post that a person wrote of a meeting (Markdown), or None."""
    path = corpus.folder / POSTS / f"{document}.md"
    return path.read_text("utf-8") if path.is_file() else None


def parts_of(post: str) -> tuple[tuple[str, str], ...]:
    r"""Return what a post in Markdown tells, part by part in printed order: heading and text.

    Lines under "Kort nyt" are parts of their own, with the bold word as heading if there is one.

    >>> parts_of("# Nyt\n\n## Havnen\n\nSolgt.\n\n## Kort nyt\n\n**Stien:** Åben.")
    (('Havnen', 'Solgt.'), ('Stien', 'Åben.'))
    """
    found = []
    for section in re.split(r"^## ", post, flags=re.MULTILINE)[1:]:
        name, _, text = section.partition("\n")
        if name.strip().lower() not in _LISTS:
            found.append((name.strip(), text.strip()))
        elif name.strip().lower() == "kort nyt":
            found += [(match["name"] or "", match["text"]) for match in _BRIEF.finditer(text)]
    return tuple(found)


def lead_of(post: str) -> tuple[str, str]:
    r"""Return headline and lead of a post in Markdown.

    >>> lead_of("# Nyt fra Byrådet\n\nDen 3. maj.\n\n## Havnen\n\nSolgt.")
    ('Nyt fra Byrådet', 'Den 3. maj.')
    """
    head = re.split(r"^## ", post, maxsplit=1, flags=re.MULTILINE)[0].strip()
    title, _, rest = head.partition("\n")
    return title.removeprefix("# ").strip(), rest.strip()


def order_in(post: str, items: dict[int, str]) -> dict[int, int]:
    r"""Return at which part of a post each item is told, for those that are.

    Args:
        post: In Markdown.
        items: What a text of each item says (heading and reference texts), by position.

    An item belongs to the part that has the largest share of the item's words, if that is two in
    five or more; two items in one part share its place.

    >>> items = {4: "Havnen Byrådet solgte havnen.", 7: "Stien Byrådet åbnede stien ved åen."}
    >>> order_in("# Nyt\n\n## Ny sti\n\nByrådet åbnede stien.\n\n## Havnen\n\nSolgt.", items)
    {4: 1, 7: 0}
    """
    parts = [content_words(f"{name} {text}") for name, text in parts_of(post)]
    placed = {}
    for position, text in items.items():
        words = content_words(text)
        shares = [len(words & part) / max(1, min(len(words), len(part))) for part in parts]
        if shares and max(shares) >= 0.4:
            placed[position] = shares.index(max(shares))
    return placed

"""What a person may do to a post: each operation returns a new post and touches nothing else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from pipeline.editing.post import STORIES, Post, line_at, part_at, with_line, with_part
from pipeline.errors import EditError

# Longer than any sentence, and than any paragraph of a post.
LONGEST = 2000
_BLANK = re.compile(r"[^\S\u00a0]+")


def rewrite(post: Post, key: str, text: str) -> Post:
    """Put a person's *text* in the place of a line; what the tool wrote is kept beside it.

    Raises:
        EditError: There is no such line, or the text is empty or too long.

    >>> from pipeline.editing.post import Choices, Line, Part
    >>> line = Line("lead-1", "Rådet mødtes.", "Rådet mødtes.", "realised")
    >>> post = Post(Choices(), (Part("lead", "lead", blocks=((line,),)),))
    >>> [(one.text, one.kind) for one in rewrite(post, "lead-1", "Rådet  sås.").lines]
    [('Rådet sås.', 'person')]
    """
    line = line_at(post, key)
    told = tidy(text)
    if not told:
        raise EditError("Teksten er tom. Tag linjen ud, hvis den ikke skal med.", where=key)
    if len(told) > LONGEST:
        raise EditError(f"Teksten er for lang: højst {LONGEST} tegn i en linje.", where=key)
    for known in (line.text, line.made):
        # A browser may give back plain spaces for those that keep an amount together.
        if _plain(told) == _plain(known):
            told = known
            break
    return with_part(post, with_line(part_at(post, key), replace(line, text=told)))


def lock(post: Post, key: str, on: bool) -> Post:
    """Lock a line, so that it stands when its part is written anew, or unlock it.

    Raises:
        EditError: There is no such line.
    """
    return with_part(post, with_line(part_at(post, key), replace(line_at(post, key), locked=on)))


def include(post: Post, key: str, on: bool) -> Post:
    """Take a part or a line out of what is printed, or put it back.

    A part that the tool holds back is told from then on, whatever the audience.

    Raises:
        EditError: There is no such part or line, or it is a headline, which goes with its part.
    """
    part = part_at(post, key)
    if part.role == "headline":
        raise EditError("Teksten skal have en overskrift. Ret den i stedet.", where=key)
    if key == part.key:
        added = part.added or (on and bool(part.held))
        held = "" if on else part.held
        return with_part(post, replace(part, included=on, added=added, held=held))
    line = line_at(post, key)
    if line == part.headline:
        raise EditError("Overskriften hører til punktet. Tag hele punktet ud.", where=key)
    return with_part(post, with_line(part, replace(line, included=on)))


def move(post: Post, part_key: str, to_index: int) -> Post:
    """Move a part about items to the place *to_index* (0 is first) among those of its role.

    The full items stand before the brief ones, whatever their order in the post.

    Raises:
        EditError: There is no such part, it has a fixed place, or there is no such place.
    """
    part = part_at(post, part_key)
    if part.key != part_key or part.role not in STORIES:
        raise EditError("Kun punkterne kan flyttes.", where=part_key)
    row = [one for one in post.parts if one.role == part.role]
    if not 0 <= to_index < len(row):
        raise EditError("Punktet kan ikke flyttes længere i den retning.", where=part_key)
    if row[to_index] is part:
        return post
    row.remove(part)
    row.insert(to_index, part)
    rest = iter(row)
    parts = tuple(next(rest) if one.role == part.role else one for one in post.parts)
    return replace(post, parts=parts, moved=True)


def tidy(text: str) -> str:
    r"""Return what a person typed or pasted as one line of clean text.

    Line breaks become spaces. Marks that can't be seen (soft hyphens, zero-width spaces, control
    characters) go: a file can't hold some of them, and a word with one in it is no word to the
    gate. Letters are composed, so that "å" is one character wherever it was typed.

    >>> tidy(" Lok\u00adal\u200bplanen\ner  go\u0061\u030adt ")
    'Lokalplanen er goådt'
    """
    seen = "".join(
        one
        for one in unicodedata.normalize("NFC", _BLANK.sub(" ", text))
        if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return _BLANK.sub(" ", seen).strip()


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")

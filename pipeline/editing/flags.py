"""What a person should look at in a post, known again from one version to the next."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from json import dumps

from pipeline.checking.acts import tells_decision
from pipeline.checking.gate import check_draft
from pipeline.danish.nouns import join_list
from pipeline.editing.placeholders import check_places, filled_places, is_of_contact
from pipeline.editing.post import Post
from pipeline.editing.told import as_draft, split_line
from pipeline.records import Draft, Flag, LabelledItem, Minutes, Span

_LEVELS = ("red", "yellow")
# Hexadecimal digits of a flag's key: no two flags of all the drafts of a house meet by chance.
_DIGITS = 20


def flags_of(post: Post, minutes: Minutes, labelled: tuple[LabelledItem, ...]) -> tuple[Flag, ...]:
    """Return everything that is to be looked at before *post* goes out, worst first.

    These are the gate's flags of the text as it stands, whoever wrote it, as seen from the day of
    publication; and what only a post can have: an item that was taken out but is still spoken of
    at the top, a decision among the closing lines, placeholders.
    """
    draft = as_draft(post, minutes, labelled)
    filled = filled_places(post, draft)
    gate = check_draft(draft, today=post.choices.today)
    found = (
        *(flag for flag in gate if not is_of_contact(flag, filled)),
        *_still_told(post, draft),
        *_decided_at_the_end(draft),
        *check_places(draft, filled),
    )
    return tuple(sorted(found, key=lambda flag: _LEVELS.index(flag.level)))


def flag_key(flag: Flag) -> str:
    """Return a key that the flag keeps for as long as it says the same of the same words.

    It does not change when another part of the text does, so what a person has said to a flag
    stands; another level, rule, message, sentence or source is another flag.

    >>> flag_key(Flag("red", "tal", "Ret tallet.", "Det koster 3 kr."))
    '8599d87e803986a5766c'
    """
    said = [flag.level, flag.rule, flag.message, flag.sentence, flag.sources]
    return sha256(dumps(said).encode()).hexdigest()[:_DIGITS]


def place_of(flag: Flag, post: Post, minutes: Minutes) -> str | None:
    """Return the key of the line that a flag is about, or of the part if it is about an item.

    None where it is about neither: the minutes as a whole, or an item that is left out.
    """
    lines = [line for line in post.printed if flag.sentence in (line.text, *split_line(line))]
    if lines:
        # The same sentence may stand in two places; the sources tell which was meant.
        return max(lines, key=lambda line: len({*line.sources} & {*flag.sources})).key
    if flag.sentence is not None:
        return None
    items = minutes.open_items
    for part in post.parts:
        if part.told and any(_inside(flag.sources, items[item].span) for item in part.items):
            return part.key
    return None


def _still_told(post: Post, draft: Draft) -> Iterator[Flag]:
    """Yield a flag for a line at the top that speaks of an item which a person took out."""
    parts = [part for part in post.parts if not part.told and not part.held]
    items = draft.minutes.open_items
    out = {item for part in parts for item in part.items} & {item for item, _ in post.left_out}
    for sentence in (draft.headline, *draft.lead):
        named = [items[item] for item in sorted(out) if _inside(sentence.sources, items[item].span)]
        if named:
            titles = join_list([f"»{item.title}«" for item in named])
            yield Flag(
                "red",
                "udtaget-omtalt",
                f"Punktet {titles} er taget ud, men nævnes stadig her. Skriv linjen igen, eller "
                "ret den.",
                sentence.text,
                tuple(item.heading for item in named),
            )


def _decided_at_the_end(draft: Draft) -> Iterator[Flag]:
    """Yield a flag for a closing line that tells a decision: there it stands under no item."""
    for sentence in draft.closing:
        if tells_decision(sentence.text):
            yield Flag(
                "red",
                "beslutning-til-sidst",
                "En beslutning hører til under sit punkt, hvor den kan holdes op mod kilden. Flyt "
                "den, eller slet den.",
                sentence.text,
                sentence.sources,
            )


def _inside(sources: tuple[Span, ...], span: Span) -> bool:
    return any(span.start <= one.start and one.end <= span.end for one in sources)

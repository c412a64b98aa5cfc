"""Faults planted in faithful texts: what the gate is tried on.

What one sentence can be turned into stands in ``lexicon/mutations.toml``; the faults that need
the item, or another one, are made here. Everything is made in the same order every time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from pipeline.checking.facts import find_facts
from pipeline.checking.grounding import mentions_in
from pipeline.lexicon import load_lexicon

AMOUNT = re.compile(r"\b\d+(?:[.,]\d+)* (?:mio\. kr\.|mia\. kr\.|kr\.|procent\b)")
DATE = re.compile(
    r"\b\d{1,2}\. (?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|"
    r"december)\b"
)
# At most so many faults of a kind from one sentence: a list of amounts must not drown the rest.
_MOST = 3
# So many letters tell what a compound is about.
_OPENING = 9


class Ground(NamedTuple):
    """What the faults of a text are made from.

    ``own`` is what the text's item says, ``foreign`` what the others say, ``moved`` true
    sentences about the other items, ``later`` the bodies that have the matter after this one.
    """

    own: str
    foreign: str
    moved: tuple[str, ...]
    body: str | None
    later: tuple[str, ...]
    participants: tuple[str, ...]


class Fault(NamedTuple):
    """A text with one lie in it: its kind, the sentences, and which of them is the lie."""

    kind: str
    texts: tuple[str, ...]
    lie: str


class Row(NamedTuple):
    """A row of the table: its kind and its pairs of pattern and replacement."""

    kind: str
    danish: str
    pairs: tuple[tuple[re.Pattern[str], str], ...]
    plus: int
    unless: re.Pattern[str] | None


def plant_faults(texts: tuple[str, ...], ground: Ground) -> Iterator[Fault]:
    """Yield every faulty version of the sentences *texts* that are about one item.

    >>> ground = Ground("Prisen er 2 kr. og 3 kr. i gebyr.", "", (), None, (), ())
    >>> [fault.lie for fault in plant_faults(("Prisen er 2 kr.",), ground)][:2]
    ['Prisen er -2 kr.', 'Prisen er 2 mio. kr.']
    """
    for index, text in enumerate(texts):
        for kind, lie in _changes(text, ground):
            if lie != text:
                yield Fault(kind, (*texts[:index], lie, *texts[index + 1 :]), lie)
    for kind, lie in _added(texts, ground):
        yield Fault(kind, (*texts, lie), lie)
    yield from _routes_dropped(texts, ground)


def kinds() -> dict[str, str]:
    """Return every kind of fault with its Danish name.

    >>> kinds()["minus"]
    'minus tilbage'
    """
    table = load_lexicon("mutations")
    named = {row["kind"]: row["danish"] for row in (*table["row"], *table["added"])}
    return named | {
        "own-amount": "beløb fra samme punkt",
        "foreign-amount": "beløb fra andet punkt",
        "own-date": "dato fra samme punkt",
        "foreign-date": "dato fra andet punkt",
        "body": "andet organ",
        "next-body": "andet næste led",
        "no-next-body": "næste led fjernet",
        "merged": "to punkters beløb",
        "sum": "to beløb lagt sammen",
        "moved": "fakta fra andet punkt",
    }


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows that change one sentence."""
    return tuple(
        Row(
            row["kind"],
            row["danish"],
            tuple(
                (re.compile(old), new)
                for old, new in row.get("swaps") or [(row["pattern"], row.get("replacement", ""))]
            ),
            row.get("plus", 0),
            re.compile(f"(?:{row['unless']})$") if "unless" in row else None,
        )
        for row in load_lexicon("mutations")["row"]
    )


def change(row: Row, text: str) -> Iterator[str]:
    """Yield what *row* makes of *text*, a match at a time."""
    for pattern, replacement in row.pairs:
        for match in pattern.finditer(text):
            if row.unless and row.unless.search(text, 0, match.start()):
                continue
            new = str(int(match[0]) + row.plus) if row.plus else match.expand(replacement)
            changed = text[: match.start()] + new + text[match.end() :]
            yield changed[:1].upper() + changed[1:]


def _changes(text: str, ground: Ground) -> Iterator[tuple[str, str]]:
    for row in rows():
        for lie in islice(change(row, text), _MOST):
            yield row.kind, lie
    yield from _numbers(text, ground)
    yield from _bodies(text, ground)


def _numbers(text: str, ground: Ground) -> Iterator[tuple[str, str]]:
    for pattern, what in ((AMOUNT, "amount"), (DATE, "date")):
        for match in pattern.finditer(text):
            for where, source in (("own", ground.own), ("foreign", ground.foreign)):
                like = [
                    one
                    for one in dict.fromkeys(found[0] for found in pattern.finditer(source))
                    if _unit(one) == _unit(match[0])
                    and not _equal(one, match[0])
                    and (where == "own" or one not in ground.own)
                    and one not in text
                ]
                for new in like[:_MOST]:
                    yield f"{where}-{what}", text[: match.start()] + new + text[match.end() :]
    mine = [match for match in AMOUNT.finditer(text) if "kr." in match[0]]
    if mine:
        end = mine[0].end()
        for amount in _amounts(ground.moved, ground.own)[:1]:
            yield "merged", f"{text[:end]} og {amount}{text[end:]}"
        if other := _other_amount(mine[0][0], ground.own):
            total = _sum(mine[0][0], other)
            if total not in ground.own:
                yield "sum", text[: mine[0].start()] + total + text[end:]


def _unit(written: str) -> str:
    return re.sub(r"^[\d.,]+ ", "", written) if not DATE.fullmatch(written) else "date"


def _equal(one: str, other: str) -> bool:
    return re.sub(r",0\b", "", one) == re.sub(r",0\b", "", other)


def _amounts(sentences: tuple[str, ...], own: str) -> list[str]:
    found = (match[0] for text in sentences for match in AMOUNT.finditer(text))
    return [one for one in found if "kr." in one and one not in own]


def _other_amount(written: str, own: str) -> str | None:
    found = (match[0] for match in AMOUNT.finditer(own))
    return next((o for o in found if _unit(o) == _unit(written) and not _equal(o, written)), None)


def _sum(one: str, other: str) -> str:
    total = sum(float(text.split()[0].replace(".", "").replace(",", ".")) for text in (one, other))
    written = f"{total:,.1f}" if "mi" in one else f"{total:,.0f}"
    swapped = written.translate(str.maketrans(",.", ".,"))
    return f"{swapped} {_unit(one)}"


def _bodies(text: str, ground: Ground) -> Iterator[tuple[str, str]]:
    names = load_lexicon("mutations")["bodies"]["names"]
    said = {mention.body.name for mention in mentions_in(ground.own)}
    said |= {ground.body or "", *ground.later}
    strange = [name for name in names if name not in said]
    for mention in mentions_in(text)[:_MOST]:
        name = mention.body.name
        kind = "next-body" if name in ground.later else "body"
        if name not in (ground.body, *ground.later) or not strange:
            continue
        start, end = mention.span
        yield kind, text[:start] + strange[len(text) % len(strange)] + text[end:]


def _added(texts: tuple[str, ...], ground: Ground) -> Iterator[tuple[str, str]]:
    turn = len(texts[0])
    for kind in load_lexicon("mutations")["added"]:
        # One of the texts for each draft, in turn: many easy faults would hide a weak spot.
        turned = (*kind["texts"][turn % len(kind["texts"]) :], *kind["texts"])
        # A word that the item has a part of ("Sygefravær") is not of a closed item.
        text = next((one for one in turned if not _is_at_home(one, ground.own)), turned[0])
        if "{participant}" in text and not ground.participants:
            continue
        yield kind["kind"], text.format(participant=next(iter(ground.participants), ""))
    for sentence in ground.moved[turn % 3 : turn % 3 + 1]:
        if find_facts(sentence, None):
            yield "moved", sentence


def _is_at_home(text: str, own: str) -> bool:
    """Tell whether the item speaks of the longest word of *text*, by its first letters."""
    longest = max(re.findall(r"\w+", text), key=len)
    return longest[:_OPENING].lower() in own.lower()


def _routes_dropped(texts: tuple[str, ...], ground: Ground) -> Iterator[Fault]:
    """Drop every mention of the bodies that come next."""
    if not ground.later:
        return
    cut = []
    for whole in texts:
        text = whole
        for name in ground.later:
            text = re.sub(rf"(?: over for|, at)(?: [\w-]+(?: og|,))* {name} \w+r\b", "", text)
            text = re.sub(rf"(?: over for| til| i)(?: [\w-]+(?: og|,))* {name}\b", "", text)
        if not any(mention.body.name in ground.later for mention in mentions_in(text)):
            cut.append(text)
    if cut and len(cut) <= len(texts) and tuple(cut) != texts:
        yield Fault("no-next-body", tuple(cut), cut[0])

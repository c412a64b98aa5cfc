"""The lists of a case that is told in sentences, each entry as it may stand in a post.

"Tallene er klar:" above "- Sygefraværet er 7 procent." brings in a sentence that needs nothing but
its capital and its full stop. What somebody proposes or thinks, or chooses between, is no fact of
the case, and nothing of such a list is told (``lexicon/lists.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.danish.amounts import find_amounts
from pipeline.danish.blocks import BULLETS
from pipeline.danish.clauses import stop
from pipeline.danish.form import is_whole
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import has_finite, is_finite
from pipeline.drafting.background.entries import (
    acts,
    joined,
    told_dated,
    told_effect,
    told_figure,
    told_measured,
    told_price,
    told_result,
    told_under,
)
from pipeline.drafting.noted.entries import told_entry_clause
from pipeline.drafting.noted.reading import told_notes
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_MARK = re.compile(rf"[{BULLETS}]\s+")
# "71 procent vil gerne": of whom, the line above says.
_COUNT_ALONE = re.compile(r"\d[\d.,]*(?: ?(?:%|pct\.|procent))? (?P<verb>[a-zæøå]+)")


_FIGURE_OF = re.compile(r"For [^.]+ er det \d")
_FEWEST = 4


class Told(NamedTuple):
    """A sentence of a list, and where it stands; *back* counts to the one that it goes on about."""

    text: str
    span: Span
    also: tuple[Span, ...] = ()
    back: int = 0


class _List(NamedTuple):
    """Where the line above a list stands among the sentences (-1 for none), and its entries."""

    head: int
    entries: tuple[range, ...]


def told_lists(text: str, spans: Sequence[Span]) -> Mapping[int, tuple[Told, ...]]:
    r"""Return what the sentences of lists are told as, by their places among *spans*.

    A sentence that stands in no list, or in one of alternatives, has no place here.

    >>> from pipeline.danish.sentences import split_sentences
    >>> text = "Foreløbige tal:\n- Fraværet er 7 pct.\n- Vagten er for dyr."
    >>> found = told_lists(text, split_sentences(text))
    >>> [one.text for place in sorted(found) for one in found[place]]
    ['Efter de foreløbige tal er fraværet 7 pct.', 'Efter de foreløbige tal er vagten for dyr.']
    """
    found: dict[int, tuple[Told, ...]] = {}
    for one in _lists(text, spans):
        head = _flat(spans[one.head].of(text)) if one.head >= 0 else ""
        colon = head.endswith(":")
        head = head.rstrip(" :.")
        if colon and one.head > 0 and _is("parts", head):
            found |= _results(text, spans, one)
            continue
        if colon and _ASKS_FOR.search(head):
            found |= _asked_for(text, spans, one, head)
            continue
        if _OPTIONS.search(head):
            found |= _priced(text, spans, one, head)
            continue
        days = colon and _is("days", head)
        plan = colon and not days and (_finds("plan", head) or not _is_report(head))
        if plan or _finds("wish", head):
            found |= dict.fromkeys((place for entry in one.entries for place in entry), ())
            if colon and _tells(head):
                found[one.head] = (Told(f"{head}.", spans[one.head]),)
            continue
        measured = {} if colon else dict(_measured(text, spans, one, head))
        found |= measured or _told(text, spans, one, head if colon else "")
    return found


_ASKS_FOR = re.compile(r"^[A-ZÆØÅ][^,.:]* (?:beder|har bedt|(?:an)?søger|har (?:an)?søgt) om$")


def _asked_for(
    text: str, spans: Sequence[Span], one: _List, head: str
) -> Iterator[tuple[int, tuple[Told, ...]]]:
    """Yield the sum that somebody asks for: a refusal is measured against it."""
    for entry in one.entries:
        first = _first_of(spans[entry.start].of(text))
        plain = find_amounts(first) and ":" not in first and not has_finite(first)
        among = "blandt andet " if len(one.entries) > 1 else ""
        told = stop(f"{head} {among}{lower_first(first)}") if plain else ""
        yield entry.start, (Told(told, spans[entry.start], (spans[one.head],)),) if told else ()


# What is chosen between is told by what was chosen.
_OPTIONS = re.compile(
    r"\b(?:muligheder|modeller|priser|løsninger|scenarier|alternativer|varianter|tilbud|bud|placeringer|"
    r"set på|regnet på)\b",
    re.IGNORECASE,
)


def _measured(
    text: str, spans: Sequence[Span], one: _List, head: str
) -> Iterator[tuple[int, tuple[Told, ...]]]:
    """Yield the figures below a sentence that says what was measured."""
    for entry in one.entries:
        said = told_measured(head, _first_of(spans[entry.start].of(text)))
        if said:
            yield entry.start, (Told(said, spans[entry.start], (spans[one.head],)),)


def _results(
    text: str, spans: Sequence[Span], one: _List
) -> Iterator[tuple[int, tuple[Told, ...]]]:
    """Yield the part that moved most: it says where the sum before the list comes from."""
    whole = spans[one.head - 1]
    above = _flat(whole.of(text))
    rows = [_first_of(spans[entry.start].of(text)) for entry in one.entries]
    told = [told_result(above, row) for row in rows]
    sizes = [max((abs(found.value) for found in find_amounts(row)), default=0) for row in rows]
    for entry, said, size in zip(one.entries, told, sizes, strict=True):
        most = said and size == max(sizes)
        yield entry.start, (Told(said, spans[entry.start], (whole,)),) if most else ()


def _priced(
    text: str, spans: Sequence[Span], one: _List, head: str
) -> Iterator[tuple[int, tuple[Told, ...]]]:
    for entry in one.entries:
        parts = [_first_of(spans[place].of(text)) for place in entry]
        price = told_price(head, parts)
        if price:
            at = entry[price[0]]
            yield at, (Told(price[1], spans[at], (spans[entry.start],) if price[0] else ()),)


def _lists(text: str, spans: Sequence[Span]) -> Iterator[_List]:
    entries: list[range] = []
    head = -1
    for place, span in enumerate(spans):
        opens = not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
        if opens and _MARK.match(text, span.start):
            head = head if entries else place - 1
            entries.append(range(place, place + 1))
        elif entries and not opens:
            entries[-1] = range(entries[-1].start, place + 1)
        elif entries:
            yield _List(head, tuple(entries))
            entries = []
    if entries:
        yield _List(head, tuple(entries))


def _is_report(head: str) -> bool:
    """Tell whether the entries below a line tell how things are."""
    return has_finite(head) or _is("label", head)


def _told(
    text: str, spans: Sequence[Span], one: _List, head: str
) -> Iterator[tuple[int, tuple[Told, ...]]]:
    """Yield what the line above a list and its entries are told as, by place."""
    above = spans[one.head] if one.head >= 0 else None
    firsts = [_first_of(spans[entry.start].of(text)) for entry in one.entries]
    stands = bool(head) and _stands(head)
    whole = joined(head, firsts) if stands else None
    if above and head:
        also = tuple(spans[entry.start] for entry in one.entries) if whole else ()
        said = whole or (f"{head}." if stands else "")
        yield one.head, (Told(said, above, also),) if said else ()
    for entry, first in zip(one.entries, firsts, strict=True):
        under = () if whole else tuple(_of_entry(head, first, spans[entry.start], above))
        if under and _leans(head, under[0].text, first):
            # Right behind the line above, whatever entries stand between.
            under = (under[0]._replace(back=entry.start - one.head),) if stands else ()
        if under:
            yield entry.start, under
        else:
            yield from dict.fromkeys(entry, ()).items()


def _leans(head: str, said: str, first: str) -> bool:
    """Tell whether an entry says nothing without the line above: "71 procent vil gerne"."""
    match = _COUNT_ALONE.match(said)
    if _FIGURE_OF.match(said) or (match is not None and is_finite(match["verb"])):
        return True
    # "Bilerne har kørt længe" is said of those that the line above tells of.
    return has_finite(head) and ":" not in first and said.startswith(first[:-1])


def _of_entry(head: str, first: str, span: Span, above: Span | None) -> Iterator[Told]:
    also = (above,) if above and head else ()
    result = told_result(head, first) or told_dated(first) or told_effect(first)
    result = result or told_figure(head, first)
    if result:
        yield Told(result, span, also)
        return
    if _is("days", head):
        return
    clause = _clause(first)
    if clause:
        told = _with_limit(head, clause)
        if told:
            yield Told(told, span, also if told != clause else ())
        return
    for note in told_notes(first) if ":" in first else ():
        yield Told(note.told, span)


def _clause(first: str) -> str:
    """Return an entry that is a clause as a sentence, "" for any other."""
    said = f"{upper_first(first.rstrip('.;,'))}."
    sentence = first[:1] == said[:1] and first.endswith(".") and ":" not in first
    if sentence and len(first.split()) >= _FEWEST and is_whole(said):
        return said if has_finite(said) or acts(said) else ""
    told = told_entry_clause(first)
    return told[0] if told and not told[1] else ""


def _with_limit(head: str, clause: str) -> str:
    """Return a sentence with what the line above says of all: "Efter de foreløbige tal …"."""
    for row in load_lexicon("lists")["limited"]:
        match = re.search(row["pattern"], head)
        if match:
            named = {key: lower_first(one) for key, one in match.groupdict().items() if one}
            return told_under(row["to"].format(**named), clause)
    return clause


def _stands(head: str) -> bool:
    """Tell whether the line above a list is a sentence by itself."""
    last = head.rpartition(" ")[2]
    whole = has_finite(head) and is_whole(f"{head}.") and not is_finite(last)
    return whole and not _finds("dangling", head)


def _tells(head: str) -> bool:
    """Tell whether the line above a list says something without it."""
    return _stands(head) and re.search(r"\d", head) is not None


def _first_of(printed: str) -> str:
    """Return an entry without its mark, "" where the next line ran into it."""
    return "" if re.search(r"\n\s*[A-ZÆØÅ]", printed) else _flat(_MARK.sub("", printed, count=1))


def _flat(printed: str) -> str:
    return " ".join(printed.split())


def _is(kind: str, head: str) -> bool:
    return any(re.fullmatch(row["pattern"], head, re.I) for row in load_lexicon("lists")[kind])


def _finds(kind: str, text: str) -> bool:
    return any(re.search(row["pattern"], text, re.I) for row in load_lexicon("lists")[kind])

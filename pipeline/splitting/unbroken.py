"""Where a transcript that lost its line breaks is cut: at its items, headings and fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.danish.dates import MONTHS
from pipeline.lexicon import load_lexicon
from pipeline.records import Span
from pipeline.splitting.case_numbers import case_number_in, case_number_line
from pipeline.splitting.numbering import read_label

# Above this many characters a line may be a transcript, above that many it can be nothing else.
_FLAT, _WHOLE = 600, 3000
# Fewer headings in a line are chance, and so are fewer numbers that rise.
_FEWEST = 3
# From one item to the next a number goes up by no more; each that is left out counts against it.
_STEP, _MISSING = 3, 0.4
# What stands below an item's heading stands so near; its title is no longer.
_NEAR, _TITLE = 260, 200
# A heading this long has run into its text.
_LONG_HEADING = 160
# "Pkt. 65 2. behandling: Tilskud til hal"
_TITLE_BEGINS = r"(?=[A-ZÆØÅÉ»(]|\d\. behandling\b)"
_BEGINS = re.compile(rf"\W{{0,4}}{_TITLE_BEGINS}")
# Where a label may stand, and what it never stands behind: "jf. § 28. Efter", "den 3. Maj".
_WORD = re.compile(r"(?<!\S)(?=\S*\d|[IVXLCA-Z]{1,5}[.):]|\w+[ .]+(?:nr\.? )?\d)\S")
_BEHIND = re.compile(
    r"(?:,|§|\b(?:(?:nr|stk|pkt|jf|d|kl|ca|ad|bilag|side|matr)\.?|den|og|til|fra|på|i|af|med))\s+$",
    re.IGNORECASE,
)
_LABEL = 40
# "139Busdrift", as some systems print it.
_GLUED = re.compile(r"\d{1,4}(?=[A-ZÆØÅ][a-zæøå])")
# What closes all below it, or what stands above it.
_SHUT = re.compile(
    r"(?:\bFOR LUKKEDE DØRE|\bFor lukkede døre(?=:)|\b(?:LUKKE(?:T|DE)|Lukke(?:t|de))"
    r" (?i:dagsorden|sager|(?:dagsordens)?punkter|del|mødedel|afsnit))\b"
    r"(?! (?:er|for|den|blev|af)\b)"
    r"|[\[(][^()\[\]]{0,60}\b(?i:lukke(?:t|de))\b[^()\[\]]{0,60}[\])]"
)
# "Overskrift: Nye busser", "Hvad blev besluttet?": a label if it comes again.
_RECURS = re.compile(
    r"(?<!\S)(?:[A-ZÆØÅ][a-zæøå.]+(?: [a-zæøå]+){0,4}|[A-ZÆØÅ]{4,20}(?: [A-ZÆØÅ]+){0,3})"
    r"(?P<sign>[:?])(?=\s)"
)
_RULE = re.compile(r"([=_*#~-])\1{2,}(?: [A-ZÆØÅ]+ \1{3,})?")
_STOP = re.compile(r"\.\s+(?=[A-ZÆØÅ0-9])")
# Where a title has run into its text: behind a full stop, or before a word that begins a sentence.
_RUNS_INTO = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=\d{4}))[.!?]\s+(?=[A-ZÆØÅ])"
    r"|(?<=[a-zæøå0-9)»])\s+(?=(?:Der|Det|Den|De|Af|På|I|Ved|Efter|Som|Til|Med|For|Fra|Et|En|Siden|"
    r"Under|Når|Hvis|Forvaltningen|Administrationen|Udvalget|Kommunen|Byrådet|Borgmesteren|"
    r"Formanden) [a-zæøå])"
)
_SHORTEST = 5


class _Numbered(NamedTuple):
    """A place where an item may begin: where, its place in its numbering, and what it weighs."""

    at: int
    title: int
    key: tuple[int, ...]
    weight: float


def cut_unbroken(text: str, span: Span) -> list[Span]:
    """Return the pieces of a line that holds many headings; none where it is a paragraph.

    >>> line = "Punkt 1: Bus Beslutning Godkendt. Behandling: Byrådet " + "Mere tekst. " * 50
    >>> [piece.of(line)[:12] for piece in cut_unbroken(line, Span(0, len(line)))]
    ['Punkt 1: Bus', 'Beslutning G', 'Behandling: ']
    """
    if span.end - span.start < _FLAT:
        return []
    whole = span.end - span.start >= _WHOLE
    numbered = _numbered(text, span) if whole else ()
    pattern = _heading() if numbered else _heading_or_item()
    titles = {one.title for one in numbered}
    breaks = [at for match in pattern.finditer(text, *span) if (at := match.start()) not in titles]
    breaks += [one.at for one in numbered]
    breaks += _recurring(text, span) if whole else ()
    if len(breaks) < _FEWEST:
        return []
    shut = [match.span() for match in _SHUT.finditer(text, *span)]
    breaks = [at for at in breaks if not any(start < at < end for start, end in shut)]
    edges = sorted({*span, *(at for at in (*breaks, *sum(shut, ())) if at > span.start)})
    begins = {one.at: one.title for one in numbered}
    return [
        part for a, b in pairwise(edges) for part in _title_apart(text, Span(a, b), begins.get(a))
    ]


def _numbered(text: str, span: Span) -> Sequence[_Numbered]:
    """Return where the items begin by the numbers that rise all through a line, if any do."""
    forms: dict[str, list[_Numbered]] = {}
    for match in _WORD.finditer(text, *span):
        at = match.start()
        if _BEHIND.search(text, max(span.start, at - 12), at):
            continue
        key: tuple[int, ...]
        if glued := _GLUED.match(text, at, span.end):
            form, key, title = "glued", (int(glued.group()),), glued.end()
        elif (label := read_label(text[at : min(at + _LABEL, span.end)])) is not None:
            form, key, title = label.form, label.key, at + label.end
        else:
            continue
        if _BEGINS.match(text, title):
            near = text[title : title + _NEAR]
            sure = case_number_in(near) is not None or _heading().search(near) is not None
            forms.setdefault(form, []).append(_Numbered(at, title, key, 1.0 + sure))
    chains = [_rising(one) for one in forms.values()]
    chains = [one for one in chains if len(one) >= _FEWEST and _goes_through(one, span)]
    return max(chains, key=lambda chain: sum(one.weight for one in chain), default=())


def _rising(labels: Sequence[_Numbered]) -> Sequence[_Numbered]:
    """Return the labels of one form that rise by one, or nearly so, and weigh most together."""
    best: list[tuple[float, int | None]] = []
    for place, one in enumerate(labels):
        before = [
            (best[other][0] - _MISSING * (step - 1), other)
            for other in range(place)
            if 0 < (step := _step(labels[other].key, one.key)) <= _STEP
        ]
        gain, other = max(before, default=(0.0, None))
        best.append((one.weight + gain, other))
    at = max(range(len(best)), key=lambda place: best[place][0], default=None)
    chain = []
    while at is not None:
        chain.append(labels[at])
        at = best[at][1]
    return chain[::-1]


def _step(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return how far *other* is above *one* in the same chapter or year, 0 if it is in none.

    The first of the next chapter is one up.
    """
    if len(one) > 1 and other[-1] == 1 and other[0] == one[0] + 1:
        return 1
    return other[-1] - one[-1] if one[:-1] == other[:-1] else 0


def _goes_through(chain: Sequence[_Numbered], span: Span) -> bool:
    """Whether a numbering fills a line: a list inside an item does not."""
    return 2 * (chain[-1].at - chain[0].at) > span.end - chain[0].at


def _recurring(text: str, span: Span) -> Iterator[int]:
    """Yield where labels with a colon or a question mark stand that come again, and rules."""
    found = list(_RECURS.finditer(text, *span))
    often = Counter(match.group() for match in found)
    for match in found:
        if often[match.group()] >= _FEWEST:
            yield match.start()
            if match["sign"] == "?":  # the answer stands below
                yield match.end()
    for match in _RULE.finditer(text, *span):
        yield from match.span()


def _title_apart(text: str, span: Span, title: int | None) -> Iterator[Span]:
    """Cut a piece that runs from an item's title into its case number and text.

    *title* is where the title begins, None where no numbering has told.
    """
    heading = _item().match(text, *span)
    if (title is None and heading is None) or span.end - span.start < _LONG_HEADING:
        yield span
        return
    begins = title or (heading.end() if heading else span.start)
    if title is not None and (parts := _parts_of_title(text, Span(title, span.end))):
        yield Span(span.start, parts[0].end)
        yield from parts[1:]
        return
    at = span.start
    for _ in range(2):  # behind the title, and behind a case number
        stop = _STOP.search(text, max(at, begins) + 4, span.end)
        if stop is None:
            break
        yield Span(at, stop.start())
        at = stop.end()
        if case_number_line(text[at : at + 40].split(". ", maxsplit=1)[0]) is None:
            break
    yield Span(at, span.end)


def _parts_of_title(text: str, span: Span) -> list[Span]:
    """Return a title, the number of its case if there is one, and the text that it runs into."""
    near = Span(span.start, min(span.start + _TITLE, span.end))
    case = case_number_in(near.of(text))
    stop = _RUNS_INTO.search(text, near.start + _SHORTEST, near.end)
    if case and (stop is None or near.start + case.start <= stop.end()):
        first, last = near.start + case.start, near.start + case.end
        ends = span.start + len(text[span.start : first].rstrip(" ."))
        return [Span(span.start, ends), Span(first, last), Span(last, span.end)]
    return [Span(span.start, stop.start()), Span(stop.end(), span.end)] if stop else []


@cache
def _heading() -> re.Pattern[str]:
    """A section's name: capitalised, and followed by a colon, a capital or a number."""
    return re.compile(rf"(?<![\w-])(?:{_section_starts()})")


@cache
def _heading_or_item() -> re.Pattern[str]:
    items = rf"(?i:{_item_starts()}){_TITLE_BEGINS}"
    return re.compile(rf"(?<![\w-])(?:{_section_starts()}|(?<!, ){items})")


@cache
def _section_starts() -> str:
    sections = load_lexicon("headings")["section"]
    words = [w for row in sections if row.get("strong", True) for w in row["words"]]
    words += ["sagsfremstilling", "fraværende", "afbud", *load_lexicon("header")["inline"]]
    either = "|".join(
        re.escape(form) for word in sorted(words, key=len, reverse=True) for form in _cases(word)
    )
    # "Økonomiudvalget 13-03-2012:" heads a decision too, and so does "Byrådets beslutning".
    body = r"[A-ZÆØÅ][\w-]*(?:udvalget|råd(?:et)?|bestyrelsen|irektionen|Udvalg)"
    months = "|".join(MONTHS)
    dated = (
        rf"{body},?\s(?:den\s|d\.\s?)?\d{{1,2}}"
        rf"(?:[-./]\s?\d{{1,2}}[-./]\s?\d{{2,4}}|\.\s(?:{months})\s\d{{4}})\s*:"
    )
    whose = rf"{body}s\s(?:[Bb]eslutning|[Aa]fgørelse)(?=\s*:|\s+[A-ZÆØÅ])"
    return (
        rf"{dated}|{whose}|(?:{either})(?=\s*:|\s+[A-ZÆØÅ0-9]|\s+(?:i|fra|den)\s)"
        r"|(?:Lukket|LUKKET|Lukkede)\b"
    )


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_item_starts()}){_TITLE_BEGINS}")


@cache
def _item_starts() -> str:
    return "|".join(
        re.sub(r"\?P<\w+>", "?:", row["pattern"].split("(?P<title>")[0])
        for row in load_lexicon("items")["item"]
        if row.get("inline")
    )


def _cases(word: str) -> tuple[str, str]:
    return word[0].upper() + word[1:], word.upper()

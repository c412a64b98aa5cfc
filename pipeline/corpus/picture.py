"""The counts as a picture: one bar a label, a colour a split. Plain SVG, no library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from pipeline.corpus.rows import SPLITS, Corpus
from pipeline.corpus.stats import count_labels
from pipeline.labels import Decision, Topic

# Apart in lightness as well, so that they can be told without colours.
_COLOURS = dict(zip(SPLITS, ("#1b3a5d", "#5b8db8", "#c2d9ec"), strict=True))
_NAMES, _BARS, _ROW, _TOP = 230, 520, 20, 58


def draw_counts(corpus: Corpus) -> str:
    """Return an SVG of how many open items each label has, split by split.

    >>> from pipeline.corpus import read_corpus
    >>> draw_counts(read_corpus()).startswith("<svg ")
    True
    """
    counts = Counter[tuple[str, str]]()
    for cell in count_labels(corpus):
        counts[cell.label, cell.split] += cell.items
    groups = (
        ("Beslutning", [(f"decision {one.value}", one.danish) for one in Decision]),
        ("Emne", [(f"topic {one.value}", one.danish) for one in Topic]),
        ("Svære", [("hard", "Svære punkter"), ("negative", "Negative eksempler")]),
    )
    most = max((sum(counts[key, split] for split in SPLITS) for key, _ in counts), default=1)
    lines: list[str] = []
    y = _TOP
    for heading, rows in groups:
        lines.append(f'<text x="12" y="{y + 14}" font-weight="bold">{heading}</text>')
        y += _ROW
        for key, name in rows:
            lines += _bar(name, [counts[key, split] for split in SPLITS], y, _BARS / max(1, most))
            y += _ROW
        y += _ROW // 2
    return "\n".join([*_head(corpus, y + 10), *lines, "</svg>", ""])


def _head(corpus: Corpus, height: int) -> Iterator[str]:
    width = _NAMES + _BARS + 70
    title = f"{len(corpus.open_rows)} åbne punkter i {len(corpus.documents)} referater"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{escape(title)}</title>'
    )
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield f'<text x="12" y="22" font-size="16">{escape(title)}</text>'
    for number, (split, colour) in enumerate(_COLOURS.items()):
        x = _NAMES + 90 * number
        yield f'<rect x="{x}" y="34" width="13" height="13" fill="{colour}"/>'
        yield f'<text x="{x + 18}" y="45">{split}</text>'


def _bar(name: str, counts: Sequence[int], y: int, scale: float) -> Iterator[str]:
    yield f'<text x="{_NAMES - 8}" y="{y + 14}" text-anchor="end">{escape(name)}</text>'
    x = float(_NAMES)
    for count, colour in zip(counts, _COLOURS.values(), strict=True):
        width = count * scale
        yield f'<rect x="{x:.1f}" y="{y + 3}" width="{width:.1f}" height="14" fill="{colour}"/>'
        x += width
    yield f'<text x="{x + 6:.1f}" y="{y + 14}">{sum(counts)}</text>'

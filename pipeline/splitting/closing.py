"""How an item ends that says what was decided in everyday words, under no heading.

"Vi skifter til juli.", "Rikke skriver til skolerne.": such a sentence is no formula, and further up
it would be part of the case. It is taken for the decision only where it ends an item, of minutes
that tell their decisions so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.danish.sentences import split_sentences
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

# What was decided may be told in two sentences: what, and who sees to it.
_LAST = 2
_MARK = re.compile(r"^(?:[–—*•·-] |[A-F]\. (?=[A-ZÆØÅ]))+")


def closing_from(text: str, paragraph: Span) -> int | None:
    """Return where the sentences begin that end *paragraph* with a decision; None if none does.

    >>> text = "Den gamle lås er slidt. Vi skifter den i maj. Ove ringer til smeden."
    >>> closing_from(text, Span(0, len(text)))
    24
    """
    spans = split_sentences(paragraph.of(text), paragraph.start)
    last = (span for span in spans[-_LAST:] if closes(_words(span.of(text))))
    at = next(last, None)
    return (
        None if at is None or _table().formal.search(text, paragraph.start, at.start) else at.start
    )


def _words(sentence: str) -> str:
    """Return a sentence in one line, without the sign or the letter that it may begin with."""
    return _MARK.sub("", " ".join(sentence.split()))


def closes(sentence: str) -> bool:
    """Tell whether the last sentence of an item says what is to be done, or that nothing is.

    >>> closes("Rikke skriver til skolerne."), closes("Taget er skrevet ned i værdi.")
    (True, False)
    """
    table = _table()
    return table.closes.search(sentence) is not None and table.never.search(sentence) is None


def is_round(title: str) -> bool:
    """Tell whether a title is that of news from all around, which ends with no decision.

    >>> is_round("Nyt fra formanden"), is_round("Nyt fra Lund: køb af bro"), is_round("Ny bro")
    (True, True, False)
    """
    return _table().round.search(title) is not None


class _Table(NamedTuple):
    """The table ``closing`` of ``headings.toml``, compiled."""

    closes: re.Pattern[str]
    never: re.Pattern[str]
    formal: re.Pattern[str]
    round: re.Pattern[str]


@cache
def _table() -> _Table:
    table = load_lexicon("headings")["closing"]
    either = "|".join(f"(?:{row['pattern']})" for row in table["row"])
    return _Table(
        *(
            _compile(one, table)
            for one in (either, *(str(table[key]) for key in _Table._fields[1:]))
        )
    )


def _compile(pattern: str, table: dict[str, Sequence[str]]) -> re.Pattern[str]:
    """Compile *pattern* with the words it names by "{does}" put in."""
    for name in table["words"]:
        pattern = pattern.replace(f"{{{name}}}", f"(?:{'|'.join(table[name])})")
    return re.compile(pattern, re.IGNORECASE)

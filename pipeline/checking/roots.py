"""Root words: what a word says, whatever its form.

Two texts are held together by their root words: stems, with the forms of a verb brought together
(``lexicon/verbs.toml`` and the strong verbs of ``lexicon/grounding.toml``), and with words that
say the same (``same`` in ``lexicon/grounding.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from itertools import chain

from pipeline.danish.dates import MONTHS, WEEKDAYS
from pipeline.danish.verbs import is_finite
from pipeline.danish.words import GENITIVE, STOP_WORDS, stem, tokenize, words_of
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_PART = re.compile(r"[^\W_]+(?:['’]s?)?")
# A full stop inside a sentence ("12. maj", "2 kr. pr. bil") ends no clause. What stands before a
# mark is looked at from behind it: letters are passed by at once.
_CUT = re.compile(
    r"[,;:–.!?\s](?:(?<=[,;:–])(?=\s(?!at\s))|"
    r"(?<=[.!?])(?<!\d.)(?<!\bkr.)(?<!\bpr.)(?=\s[»\"]?[A-ZÆØÅ])|"
    r"(?<=\s)(?<![,;]\s)(?=(?:men|mens|hvorimod)\s))"
)
# A shorter root may be any small word.
_THING = 3
# "en mindre renovering" and "en fuld renovering" are two things.
_KEPT = frozenset({"mindre", "hele", "anden", "andet"})


@lru_cache(maxsize=2048)
def roots_of(text: str) -> frozenset[str]:
    """Return the root words of *text*: stems, with verb forms and synonyms brought together.

    >>> roots_of("Konferencen afholdtes") & roots_of("holdt en konference") == {"konference"}
    False
    >>> sorted(roots_of("tog sagen") & roots_of("sagen tages"))
    ['sag', 'tag']
    """
    return frozenset(chain.from_iterable(map(_roots_of_piece, text.split())))


@lru_cache(maxsize=65536)
def _roots_of_piece(piece: str) -> tuple[str, ...]:
    return tuple(root for word in words_of(piece) for _, _, root in _roots_in(word))


def rooted_words(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the words of *text* that carry meaning, parts of hyphened words apart, as roots."""
    return tuple(
        (Span(token.start + start, token.start + end), root)
        for token in tokenize(text)
        for start, end, root in _roots_in(token.of(text))
    )


@lru_cache(maxsize=65536)
def _roots_in(token: str) -> tuple[tuple[int, int, str], ...]:
    """Return the roots of one token with their places in it."""
    words = ((match.start(), match.end(), match.group().lower()) for match in _PART.finditer(token))
    return tuple(
        (start, end, root_of(word))
        for start, end, word in words
        if (word not in STOP_WORDS or word in _KEPT) and len(word) > 1 and not word[0].isdigit()
    )


@lru_cache(maxsize=65536)
def root_of(word: str) -> str:
    """Return the root of one word.

    >>> root_of("tages") == root_of("tog"), root_of("benyttes") == root_of("bruges")
    (True, True)
    """
    word = GENITIVE.sub("", word.lower())
    form = _verb_forms().get(word)
    if form is None and word.endswith("s"):
        form = _verb_forms().get(word[:-1])
    root = stem(form or word)
    return _groups().get(root, root)


def is_verb(word: str) -> bool:
    """Tell whether a word is a form of a verb that the tables know, or one by its ending.

    >>> is_verb("vedtog"), is_verb("fremmes"), is_verb("plan")
    (True, True, False)
    """
    return word.lower() in _verb_forms() or is_finite(word)


@cache
def _verb_forms() -> dict[str, str]:
    """Map every form of the verbs in the table to its infinitive."""
    forms: dict[str, str] = {}
    for row in load_lexicon("verbs")["verb"]:
        infinitive = row["infinitive"]
        own = [infinitive, row.get("passive", f"{infinitive}s")]
        if "particle" not in row:
            own += [row["past"], row["participle"], row.get("present", f"{infinitive}r")]
        for form in own:
            forms.setdefault(form, infinitive)
    for row in load_lexicon("grounding")["strong"]:
        infinitive, *others = row.split()
        for form in (infinitive, *others):
            forms.setdefault(form, infinitive)
    return forms


@cache
def _groups() -> dict[str, str]:
    groups: dict[str, str] = {}
    for row in load_lexicon("grounding")["same"]:
        roots = [stem(_verb_forms().get(word, word)) for word in row["words"]]
        name = groups.get(roots[0], roots[0])
        for root in roots:
            groups.setdefault(root, name)
    return groups


def is_kin(one: str, other: str) -> bool:
    """Tell whether one root is a part of the other: "sygefravær" and "fravær".

    >>> is_kin("fravær", "sygefravær"), is_kin("fravær", "hal"), is_kin("hal", "hal")
    (True, False, False)
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return (
        len(short) >= _THING and short != long and (long.startswith(short) or long.endswith(short))
    )


def is_among(root: str, roots: Collection[str]) -> bool:
    """Tell whether a root, or one of its kin, is among *roots*.

    >>> is_among("fravær", ["hal", "sygefravær"]), is_among("hal", ["hal"]), is_among("vej", [])
    (True, True, False)
    """
    return root in roots or any(is_kin(root, one) for one in roots)


def are_kin(some: Iterable[str], others: Collection[str]) -> bool:
    """Tell whether one of *some* roots, or one of its kin, is among *others*.

    >>> are_kin(["hal", "fravær"], {"sygefravær"}), are_kin(["hal"], {"vej"}), are_kin([], ["hal"])
    (True, False, False)
    """
    return any(is_among(one, others) for one in some)


@lru_cache(maxsize=2048)
def clauses_of(text: str) -> tuple[str, ...]:
    """Cut a sentence into parts at its commas; a short part stays with the one before it.

    >>> clauses_of("Byggeriet begynder i maj, men taget skal skiftes inden 2032")
    ('Byggeriet begynder i maj', ', men taget skal skiftes inden 2032')
    """
    parts: list[str] = []
    start = 0
    for cut in [*(match.start() for match in _CUT.finditer(text)), len(text)]:
        piece = text[start:cut]
        if parts and (len(roots_of(piece)) < 2 or len(roots_of(parts[-1])) < 2):
            parts[-1] += piece
        else:
            parts.append(piece)
        start = cut
    return tuple(parts)


@cache
def frame_roots() -> frozenset[str]:
    """Return the root words of the frames ("sagen går videre til …"): they name nothing."""
    return frozenset(root_of(word) for word in load_lexicon("grounding")["frame"].split())


@cache
def times() -> frozenset[str]:
    """Return the root words that tell when, or only name a unit."""
    return roots_of(f"{' '.join(MONTHS)} {' '.join(WEEKDAYS)} år året måned uge dag kr mio mia")

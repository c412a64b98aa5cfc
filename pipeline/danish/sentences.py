"""Split running Danish text into sentences.

Two passes. The first (``blocks``) cuts the text by its lines. The second decides at every full stop
in a block what it is: an end, an abbreviation, an ordinal, an initial. It goes by the tokens around
it (spaCy's tokenizer for Danish, which needs no model). Abbreviations are rows in
``lexicon/abbreviations.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.danish.blocks import ordinal_nouns, split_blocks
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

if TYPE_CHECKING:
    from spacy.language import Language

_CAPITAL_NEXT = re.compile(r"[\s»«\"”“'’(\[\-–•]*(?:[A-ZÆØÅÉ0-9§]|[a-zæøå]+[A-ZÆØÅ])")
_PLAIN = re.compile(r"[A-ZÆØÅ]?[a-zæøå]{2,100}")
_MASK = re.compile(r"\S{120,}")
_GLUED = re.compile(r"[.!?](?:(?<=[a-zæøå]{3}.)|(?<=[\d.]\skr\.))(?=[A-ZÆØÅ][a-zæøå])")
_PARENTHESIS = re.compile(r"\([^()]{1,400}\)")
_STEP = re.compile(r"(?<!\S)(\d{1,2})[.)]\s+at\b")
# "med stemmerne fra A, V og O. Bo Dahl stemte imod": a list of parties, and no initial.
_LETTERS = re.compile(r"\b[A-ZÆØÅ](?:, | og | samt |, samt )[A-ZÆØÅ]\.$")
_MARKS = (".", "!", "?", "…")
_CLOSERS = "»«\"”“’')]"
# Where a sentence may end: a mark, what closes behind it, and what may begin one. By the mark it is
# found several times as quickly as by a look at each word.
_MAY_END = re.compile(rf"[.!?…][{re.escape(_CLOSERS)}]*(?=\s)(?={_CAPITAL_NEXT.pattern})")


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    spaced: bool


def split_sentences(text: str, offset: int = 0) -> tuple[Span, ...]:
    """Return the sentences of *text*, in order, spans shifted by *offset*.

    The spans hold no outer white space, do not overlap, and together cover every character that
    is not white space.

    >>> text = "Godkendt jf. bilag 2. Tilskuddet er på 1,5 mio. kr. Sagen er slut."
    >>> [span.of(text) for span in split_sentences(text)]
    ['Godkendt jf. bilag 2.', 'Tilskuddet er på 1,5 mio. kr.', 'Sagen er slut.']
    """
    found = _sentences(text)
    return tuple(Span(start + offset, end + offset) for start, end in found) if offset else found


def split_statements(text: str) -> list[str]:
    """Return the sentences of *text*, and of those with semicolons each part.

    >>> split_statements("Godkendt den 3. maj; beløbet er 1,5 mio. kr. Sagen er slut.")
    ['Godkendt den 3. maj', 'beløbet er 1,5 mio. kr.', 'Sagen er slut.']
    >>> split_statements("Det koster 1,5 mio. kr.Sagen er slut.")
    ['Det koster 1,5 mio. kr.', 'Sagen er slut.']
    """
    return [part.strip() for one in split_sentences(text) for part in one.of(text).split(";")]


# Labelling, drafting and checking cut the same sections, one after the other.
@lru_cache(maxsize=1 << 11)
def _sentences(text: str) -> tuple[Span, ...]:
    found: list[Span] = []
    for block in split_blocks(text):
        start = block.start
        for cut in (*_cuts(block.of(text)), block.end - block.start):
            span = _stripped(text, start, block.start + cut)
            if span.start < span.end:
                found.append(span)
            start = block.start + cut
    return tuple(found)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _cuts(block: str) -> Iterator[int]:
    """Yield the positions in *block* at which a new sentence starts."""
    inside = [match.span() for match in _PARENTHESIS.finditer(block)]
    steps = _steps(block)
    cuts = {match.end() for match in _GLUED.finditer(block) if _is_glued(block, match)}
    cuts |= steps
    cuts |= set(_stops(block))
    yield from _outside(sorted(cut for cut in cuts if 0 < cut < len(block)), inside)


def _stops(block: str) -> Iterator[int]:
    """Yield the positions right after the marks that end a sentence."""
    start = 0
    for match in _MAY_END.finditer(block):
        # Tokens cost more than all the rest, and no more than these are looked at: of what stands
        # between blanks, where the mark stands and what is before it.
        runs = block[start : match.end()].rsplit(None, 2)[-2:]
        start = match.end() - len(runs[-1])
        before = _placed(block.rindex(runs[0], 0, start), runs[0], block) if runs[1:] else []
        tokens = before + _placed(start, runs[-1], block)
        for index in range(len(before), len(tokens)):
            if tokens[index].text.endswith(_MARKS) and _ends(tokens, index, block):
                yield _after_closers(tokens, index)


def _placed(at: int, run: str, block: str) -> list[_Token]:
    """Return the tokens of a run of characters without white space, and where they stand."""
    return [
        _Token(token, at + start, end := at + start + len(token), block[end : end + 1].isspace())
        for start, token in _tokens(run)
    ]


def _outside(cuts: Sequence[int], inside: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the cuts that do not fall within a parenthesis; both run in order."""
    at = 0
    for cut in cuts:
        while at < len(inside) and inside[at][1] <= cut:
            at += 1
        if at == len(inside) or not inside[at][0] < cut < inside[at][1]:
            yield cut


def _steps(block: str) -> set[int]:
    """Return where "2. at …", "3. at …" start, if the steps count up from 1."""
    found = list(_STEP.finditer(block))
    numbers = [int(match.group(1)) for match in found]
    if len(found) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return set()
    return {match.start() for match in found}


def _is_glued(block: str, match: re.Match[str]) -> bool:
    """Tell a missing space ("mødet.Der") from an address and an abbreviation ("korr.Budget")."""
    before = re.search(r"\S*$", block[max(0, match.start() - 60) : match.start()])
    after = re.match(r"\S*", block[match.end() : match.end() + 60])
    word = before.group() if before else ""
    whole = word + (after.group() if after else "")
    # After a sum "kr." is as likely the end as not, and a capital behind it tells that it is.
    known = word != "kr" and f"{word}.".lower() in _abbreviations()
    return not known and not re.search(r"@|www|://|/", whole)


def _after_closers(tokens: Sequence[_Token], index: int) -> int:
    while (
        not tokens[index].spaced and index + 1 < len(tokens) and tokens[index + 1].text in _CLOSERS
    ):
        index += 1
    return tokens[index].end


def _ends(tokens: Sequence[_Token], index: int, block: str) -> bool:
    """Tell whether the token at *index*, which ends in a mark, ends its sentence."""
    token = tokens[index]
    after = _after_closers(tokens, index)
    rest = block[after : after + 80]
    if not rest.strip() or not rest[0].isspace() or not _CAPITAL_NEXT.match(rest):
        return False
    if token.text[-1] != "." or token.text.endswith(".."):
        return True
    word, before = _word_before_stop(tokens, index)
    digit_next = rest.lstrip(' \t\n\r»"”“(-–')[:1].isdigit()
    following = rest.split()[0]
    if word.isdigit():
        return _number_ends(word, before, following)
    kind = None if _is_name(word, following) else _abbreviations().get(f"{word}.".lower())
    if kind is not None:
        return _abbreviation_ends(kind, before, digit_next=digit_next)
    if len(word) == 1 and word.isalpha():
        words = load_lexicon("abbreviations")["lettered"]["words"]
        listed = _LETTERS.search(block, max(0, after - 40), after)
        return before.lower() in words or before[-1:].isdigit() or listed is not None
    return True


def _is_name(word: str, following: str) -> bool:
    """Tell "KL." (a name) from "kl.", and from "NR." where the whole line is in capitals."""
    return len(word) > 1 and word.isupper() and not (following.isupper() or following[0].isdigit())


def _word_before_stop(tokens: Sequence[_Token], index: int) -> tuple[str, str]:
    """Return the word that the stop belongs to, and the word before that one ("" at the start)."""
    token = tokens[index]
    if token.text != ".":
        return token.text[:-1], tokens[index - 1].text if index else ""
    if index == 0 or tokens[index - 1].spaced:
        return "", ""
    return tokens[index - 1].text, tokens[index - 2].text if index > 1 else ""


def _abbreviation_ends(kind: str, before: str, *, digit_next: bool) -> bool:
    if kind == "may":
        return True
    if kind == "capital":
        return not digit_next
    return kind == "counted" and before[-1:].isdigit() and not digit_next


def _number_ends(number: str, before: str, following: str) -> bool:
    """Tell whether "<number>." ends a sentence: an ordinal and a list number do not."""
    words = load_lexicon("abbreviations")["reference"]["words"]
    if len(number) > 2 or before.lower() in words:
        return True
    if not before or ordinal_nouns().match(following.strip('»"(,')):
        return False
    return before.lower() not in {"den", "d.", "d", ".", ":", ";"}


@lru_cache(maxsize=1 << 14)
def _tokens(run: str) -> tuple[tuple[int, str], ...]:
    """Return the tokens of a run of characters without white space, and where they start in it."""
    word = run.removesuffix(".")
    if _PLAIN.fullmatch(word) and not {run, word} & _special_cases():
        # What the tokenizer would say, too, and takes twenty times as long to.
        return ((0, word), (len(word), "."))[: 1 + run.endswith(".")]
    # A run of more than 120 characters is no word but noise, and would make the tokenizer's affix
    # rules slow; its last characters are all that matter here.
    masked = _MASK.sub(lambda match: "x" * (len(match.group()) - 3) + match.group()[-3:], run)
    return tuple((token.idx, token.text) for token in _language().make_doc(masked))


@cache
def _special_cases() -> frozenset[str]:
    """Return the runs that the tokenizer doesn't cut as its rules say."""
    tokenizer: Any = _language().tokenizer
    return frozenset(tokenizer.rules)


@cache
def _abbreviations() -> dict[str, str]:
    rows = load_lexicon("abbreviations")["abbreviation"]
    return {form: row["ends"] for row in rows for form in row["form"]}


@cache
def _language() -> Language:
    import spacy

    nlp = spacy.blank("da")
    tokenizer: Any = nlp.tokenizer
    for form in _abbreviations():
        if " " not in form:
            for spelling in {form, form[0].upper() + form[1:], form.upper()}:
                tokenizer.add_special_case(spelling, [{"ORTH": spelling}])
    return nlp

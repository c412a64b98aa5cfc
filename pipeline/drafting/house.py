"""Put a draft into the house's words: its own words for others, "vi" for the municipality, comma.

Each of the three keeps what a sentence says; what can't be turned safely stays as it is. What is
quoted (»…«) is quoted as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import is_finite
from pipeline.drafting.style import Style
from pipeline.records import Draft, NextStep, Paragraph, Sentence

_QUOTED = re.compile(r"(»[^«]*«)")
# A clause that a comma need not open: "anbefaler at …", "drøftede om …". A relative clause keeps
# its comma unless a determiner before it shows that it is needed to know what is meant.
_STARTS = re.compile(
    r", (?=(?:om|når|fordi|da|idet|selvom|selv om|hvordan|hvorvidt|hvorfor|hvornår|hvad|hvem|"
    r"hvilken|hvilke|hvis (?:d[ent]|de|der|man|vi|ingen|alle|kommunen))\b)"
)
_AT = re.compile(r"(?P<word>[\w-]+), (?=at\b)")
_NEEDED = re.compile(
    r"(\b(?:den|det|de|dem|alle|noget|nogen|nogle)(?: [a-zæøå-]+){0,2}), (?=(?:som|der)\b)",
    re.IGNORECASE,
)
_KOMMUNEN = re.compile(r"\bkommunens?\b", re.IGNORECASE)
# Words that point back to the municipality as "it", and would have to follow.
_LEANING = re.compile(r"\b(?:sig|sin|sit|sine|selv|den|dens)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:^|[.:] |\b(?:når|fordi|hvor|da|mens)(?: ikke)? )$")
_OBJECT = re.compile(r"\b(?:af|for|fra|hos|med|om|til)(?: hele)? $")
_INSIDE = re.compile(r"\bi(?: hele)? $")
# What somebody said or asked is theirs: "spurgte, om kommunen …" must not become "om vi".
_SPOKEN = re.compile(r", (?:og )?(?:at|om|hv\w+) (?:[^,.]* )?kommunens?\b", re.IGNORECASE)


def in_house_style(draft: Draft, style: Style) -> Draft:
    """Return *draft* as the house writes.

    >>> from pipeline.drafting.style import default_style
    >>> sentence = Sentence("Kommunens veje er gode, når det ikke regner.", "realised")
    >>> house = replace(default_style(), comma="none", voice="vi", words={"veje": "gader"})
    >>> restyled(sentence, house).text
    'Vores gader er gode når det ikke regner.'
    """
    if not style.words and style.voice == "kommunen" and style.comma == "start":
        return draft

    def each(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        return tuple(restyled(one, style) for one in sentences)

    def paragraph(one: Paragraph) -> Paragraph:
        blocks = tuple(each(block) for block in one.blocks)
        return replace(one, headline=restyled(one.headline, style), blocks=blocks)

    def step(one: NextStep) -> NextStep:
        return replace(one, sentence=restyled(one.sentence, style))

    return replace(
        draft,
        headline=restyled(draft.headline, style),
        lead=each(draft.lead),
        paragraphs=tuple(paragraph(one) for one in draft.paragraphs),
        next_steps=tuple(step(one) for one in draft.next_steps),
    )


def restyled(sentence: Sentence, style: Style) -> Sentence:
    """Return one sentence as the house writes it; what is changed is no longer an extract."""
    text = _unquoted(sentence.text, lambda part: with_words(part, style.words))
    if style.voice == "vi":
        text = as_we(text)
    if style.comma == "none":
        text = _unquoted(text, without_start_comma)
    if text == sentence.text:
        return sentence
    kind = "realised" if sentence.kind == "extracted" else sentence.kind
    return replace(sentence, text=text, kind=kind)


def with_words(text: str, words: Mapping[str, str]) -> str:
    """Put the house's words in place of others, all at once.

    >>> with_words("Borgere og borgerens hund", {"borgere": "indbyggere", "hund": "vovse"})
    'Indbyggere og borgerens vovse'
    """
    if not words:
        return text
    by_word = {word.lower(): to for word, to in words.items()}
    longest = sorted(map(re.escape, by_word), key=len, reverse=True)
    pattern = rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])"

    def write(match: re.Match[str]) -> str:
        to = by_word[match.group().lower()]
        return upper_first(to) if match.group()[0].isupper() else to

    return re.sub(pattern, write, text, flags=re.IGNORECASE)


def as_we(text: str) -> str:
    """Say "vi" for the municipality: all of a sentence, or nothing of it.

    >>> as_we("Kommunen sender et brev, når kommunens frist er nær.")
    'Vi sender et brev, når vores frist er nær.'
    >>> as_we("Byrådet beder kommunen om en plan.")
    'Byrådet beder kommunen om en plan.'
    """
    if _LEANING.search(text) or _SPOKEN.search(text) or "»" in text:
        return text
    out, last = [], 0
    for match in _KOMMUNEN.finditer(text):
        before = text[: match.start()]
        if match.group().lower().endswith("s"):
            word = "vores"
        elif _SUBJECT.search(before):
            word = "vi"
        elif _OBJECT.search(before):
            word = "os"
        elif _INSIDE.search(before):
            word = "vores kommune"
        else:
            return text
        out += [text[last : match.start()], upper_first(word) if match.group()[0] == "K" else word]
        last = match.end()
    return "".join([*out, text[last:]])


def without_start_comma(text: str) -> str:
    """Take out the comma that opens a subordinate clause; the one that closes it stays.

    >>> without_start_comma("Den plan, som Byrådet har, viser, at det går, og at alle er med.")
    'Den plan som Byrådet har, viser at det går, og at alle er med.'
    >>> without_start_comma("Havnen, som er fra 1912, er lukket.")
    'Havnen, som er fra 1912, er lukket.'
    """
    text = _STARTS.sub(" ", _NEEDED.sub(r"\1 ", text))
    first = True

    def opened(match: re.Match[str]) -> str:
        # A later one may part the members of a list: "at planen sendes ud, at der holdes møde".
        nonlocal first
        opens, first = first or is_finite(match["word"]), False
        return f"{match['word']} " if opens else match.group()

    return _AT.sub(opened, text)


def _unquoted(text: str, change: Callable[[str], str]) -> str:
    parts = _QUOTED.split(text)
    return "".join(part if part.startswith("»") else change(part) for part in parts)

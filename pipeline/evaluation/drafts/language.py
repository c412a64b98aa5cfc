"""The Danish of a draft: how long, hard, active and plain, and what a proofreader marks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import (
    MODALS,
    has_finite,
    verb_of_participle,
    verb_of_passive,
)
from pipeline.danish.words import tokenize
from pipeline.lexicon import load_lexicon

LONG_WORD = 6
LONGEST = 25


class Prose(NamedTuple):
    """Counts of running prose.

    ``long`` words have more than six letters; ``other_long`` are those that are no part of the
    name of a body and don't begin with a capital.
    """

    words: int
    sentences: int
    long: int
    other_long: int
    longest: int
    over: int


def count_prose(texts: list[str]) -> Prose:
    """Count words and sentences of texts, each of whole sentences.

    >>> count_prose(["Direktionen drøftede sagen. Den anbefaler forslaget."])
    Prose(words=6, sentences=2, long=4, other_long=3, longest=3, over=0)
    """
    words = sentences = long = other = longest = over = 0
    for text in texts:
        bodies = [mention.span for mention in find_bodies(text)]
        for sentence in split_sentences(text):
            tokens = tokenize(sentence.of(text), sentence.start)
            if not tokens:
                continue
            sentences += 1
            words += len(tokens)
            longest = max(longest, len(tokens))
            over += len(tokens) > LONGEST
            hard = [token for token in tokens if len(token.of(text)) > LONG_WORD]
            long += len(hard)
            other += sum(
                not (token.of(text)[0].isupper() and token.start > sentence.start)
                and not any(body.start <= token.start < body.end for body in bodies)
                for token in hard
            )
    return Prose(words, sentences, long, other, longest, over)


def count_active(texts: list[str]) -> tuple[int, int]:
    """Return how many main clauses are active, and how many there are.

    A main clause is passive by its s-form ("varsles") or by "blive" with a participle.

    >>> count_active(["Trackerne skal varsles, fordi de kan spore. Byrådet godkendte planen."])
    (1, 2)
    >>> count_active(["Planen blev godkendt. Sagen bliver svær, og Økonomiudvalget får den."])
    (2, 3)
    """
    clauses = [
        clause
        for text in texts
        for span in split_sentences(text)
        for clause in main_clauses(span.of(text))
    ]
    return sum(not is_passive(clause) for clause in clauses), len(clauses)


_CUT = re.compile(
    r"(?<!\d)[,;:–](?!\d)\s*|(?<=\d),\s+|\s(?=(?:men|og)\s+(?:\w+\s+){0,2}?(?:er|har|skal|kan|vil)\b)"
)
_UNDER = re.compile(
    r"^(?:og |men |eller )?(?:at|som|der|hvor\w*|hvis|når|fordi|så|mens|da|inden|om|selv om|for at|"
    r"idet|før|efter at|til)\b",
    re.IGNORECASE,
)
_INNER = re.compile(r"\s(?:at|som|der|hvor\w*|hvis|når|fordi|om at|for at)\s.*$")
_EXPLETIVE = re.compile(r"^der\s+[\wæøå]+", re.IGNORECASE)


def main_clauses(sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence that are main clauses with a finite verb.

    >>> list(main_clauses("Når hallen er klar, flytter klubben ind, der har ventet."))
    ['flytter klubben ind']
    """
    for number, part in enumerate(_CUT.split(sentence)):
        clause = part.strip(" .»«")
        under = _UNDER.match(clause) and not (number == 0 and _EXPLETIVE.match(clause))
        if under:
            continue
        clause = clause if number == 0 and _EXPLETIVE.match(clause) else _INNER.sub("", clause)
        if has_finite(clause) or is_passive(clause):
            yield clause


_BLIVE = re.compile(
    r"\b(?:bliver|blev|blive|blevet)\b(?:\s+\S+){0,4}?\s+(?P<participle>[^\W\d_]+t)\b",
    re.IGNORECASE,
)
# Verbs that end in -s and are active.
_DEPONENT = frozenset(
    [
        "findes",
        "fandtes",
        "lykkes",
        "lykkedes",
        "mødes",
        "mødtes",
        "synes",
        "syntes",
        "skyldes",
        "skyldtes",
        "trives",
        "trivedes",
        "mindes",
        "færdes",
        "kendes",
        "enes",
        "hedder",
        "håbes",
        "ønskes",
        "omgås",
        "slås",
        "opholdes",
        "længes",
    ]
)
_MODAL_S = re.compile(
    rf"\b(?:{'|'.join(MODALS)})\b(?:\s+\S+){{0,5}}?\s+(?P<verb>[^\W\d_]{{3,}}es)\b"
)


def is_passive(clause: str) -> bool:
    """Tell whether a main clause is passive.

    >>> is_passive("Sagen sendes i høring"), is_passive("Der findes tre skoler")
    (True, False)
    """
    words = [span.of(clause).lower() for span in tokenize(clause)]
    if any(word not in _DEPONENT and verb_of_passive(word) for word in words):
        return True
    modal = _MODAL_S.search(clause)
    if modal and modal["verb"].lower() not in _DEPONENT:
        return True
    return any(
        verb_of_participle(match["participle"]) or match["participle"].endswith(("et", "rt", "gt"))
        for match in _BLIVE.finditer(clause)
        if match["participle"] not in ("stort", "godt", "svært", "klart")
    )


# Officialese that no draft should have: the list of the project's editorial rules, kept apart from
# the table that the writer uses (lexicon/kancelli.toml), which would find itself faultless.
_OFFICIALESE = re.compile(
    r"(?<![\w-])(?:afhold(?:e[rst]?|es|te|tes|t)|afvikl(?:e[rs]?|ede|es|et)|anmod(?:e[rs]?|ede|es|et)|"
    r"afrapporter\w*|beslutningskompetence\w*|bedes|benytt(?:e[rs]?|ede|es|et)|"
    r"drag(?:e|er|es) omsorg|endvidere|ligeledes|ydermere|"
    r"foretag(?:e[rs]?|es|et)|forelægg(?:e[rs]?|es)|forefindes|fremsend(?:e[rs]?|te|es|t)|"
    r"såfremt|hvorvidt|herunder|hensigtsmæssig\w*|i forbindelse med|i henhold til|i relation til|"
    # Not those who start a business: "iværksættere", "iværksætterhus".
    r"igangsæt\w*|iværksæt(?!ter(?:e\b|e?n|i|h|v|k|p|s))\w*|implementer\w*|indeværende|"
    r"med henblik på|nærværende|optimer\w*|"
    r"på baggrund af|pågældende|påføre\w*|samt|sådan at|således at|tilvejebring\w*|udmønt\w*|"
    r"umiddelbart inden|vedrørende|vedr\.|af særlig \w+ karakter|henholdsvis|"
    r"ovennævnte|nedenstående|"
    r"bl\.\s?a\.|evt\.|ift\.|jf\.|mhp\.|hhv\.|mv\.|pkt\.|inkl\.)(?!\w)",
    re.IGNORECASE,
)


def officialese(text: str) -> list[str]:
    """Return the words of officialese and the abbreviations that should be written out.

    >>> officialese("Mødet afholdes bl.a. med henblik på valget, samt festen.")
    ['afholdes', 'bl.a.', 'med henblik på', 'samt']
    >>> officialese("Iværksættere i iværksætterhuset iværksætter kurset.")
    ['iværksætter']
    """
    return [match.group() for match in _OFFICIALESE.finditer(text)]


_DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
_MAY_DOUBLE = frozenset({"der", "den", "det", "de", "at", "som", "for", "i", "på", "om", "til"})
_SPACING = re.compile(r"\s[,.;:!?](?:\s|$)|\(\s|\s\)|,,|\.\.(?!\.)|  ")
# "den samlede budgetopfølgningen": after article and adjective the noun is indefinite.
_TWICE_DEFINITE = re.compile(
    r"\b(?:den|det|de)\s+[^\W\d_]+e\s+(?P<noun>[a-zæøå]{4,}(?:en|et|erne|ene))\b"
)
# A quoted decision is the body's own wording.
_QUOTED = re.compile(r"^Beslutning: ?»")


def faults(sentence: str, vocabulary: Container[str]) -> list[str]:
    """Return what a proofreader would mark in a sentence, as kinds.

    Args:
        sentence: As printed.
        vocabulary: The words that may stand there, in lower case.

    >>> faults("sagen sagen drøftes", {"sagen", "drøftes"})
    ['doubled', 'capital', 'stop']
    >>> faults("Den ny lokalplan og den nye lokalplanen er klar.", {"den", "ny", "nye", "og", "er",
    ...        "lokalplan", "lokalplanen", "klar"})
    ['definite']
    >>> faults("Byrådet drøftede skolenes.", {"byrådet", "drøftede"})
    ['unknown']
    """
    found = []
    if any(match[1].lower() not in _MAY_DOUBLE for match in _DOUBLED.finditer(sentence)):
        found.append("doubled")
    if _SPACING.search(sentence):
        found.append("spacing")
    if not re.match(r"[»\"(\[]?[A-ZÆØÅÉ0-9]|[a-zæøå]+[-A-ZÆØÅ]", sentence):
        found.append("capital")
    if not re.search(r"[.!?:][»«)\"\]]*$|\]$", sentence):
        found.append("stop")
    if not _QUOTED.match(sentence) and not has_verb(sentence):
        found.append("no verb")
    if any(_is_definite(match["noun"]) for match in _TWICE_DEFINITE.finditer(sentence)):
        found.append("definite")
    words = (span.of(sentence).lower() for span in tokenize(sentence))
    found += ["unknown" for word in words if word[0].isalpha() and not _known(word, vocabulary)]
    return found


# Strong verbs that no ending gives away.
_STRONG = re.compile(
    r"\b(?:sagde|traf|bad|fik|gik|kom|stod|lå|holdt|skrev|så|tog|gav|lod|lagde|solgte|bragte|fandt|bar|"
    r"trak|drog|slog|steg|faldt|skar|gjorde|vidste|satte|valgte|fulgte|brød|bød|nåede|sker|bor)\b|^Se\b"
)


def has_verb(text: str) -> bool:
    """Tell whether a sentence may have a finite verb: one of the tables, or a word formed so.

    >>> has_verb("Se beslutningen i referatet."), has_verb("Beslutningen i referatet.")
    (True, False)
    """
    if has_finite(text) or _STRONG.search(text):
        return True
    words = [span.of(text) for span in tokenize(text)][1:]
    return any(re.fullmatch(r"[a-zæøå]{2,}(?:er|år|år|ede|te|es|ås)", word) for word in words)


def _known(word: str, vocabulary: Container[str]) -> bool:
    if word in vocabulary or word.rstrip("s'’") in vocabulary:
        return True
    if "-" in word:
        return all(_known(part, vocabulary) for part in word.split("-") if part.isalpha())
    # A compound of two known words: "rammebesparelsen" is right if "besparelsen" is.
    return any(
        word[at:] in vocabulary and (word[:at] in vocabulary or word[:at].rstrip("s") in vocabulary)
        for at in range(3, len(word) - 3)
    )


def _is_definite(noun: str) -> bool:
    return noun.endswith(_definite_forms())


@cache
def _definite_forms() -> tuple[str, ...]:
    rows = load_lexicon("nouns")["noun"]
    return tuple(row["definite"] for row in rows if row["definite"] != row["head"])

"""Words: find them, stem them, and keep those that carry meaning."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from pipeline.records import Span

_WORD = re.compile(r"[^\W_]+(?:[-/.,:'’&+_]+[^\W_]+)*(?:['’](?=\s|$))?")

# "KL's", "Mads'"
GENITIVE = re.compile(r"['’]s?$")

# Words that bind a sentence together and say nothing of the case. Their own stems are left out
# with them ("kan" and "kunne" are both here), so the list is by form, not by stem.
_STOP = """
ad af alle alt altså anden andet andre at begge blandt blev blive bliver blevet bl.a da de dem
den denne der deres derfor deraf derfra derimod derved dermed des det dette dig din disse dog du
efter ej eller en end endnu enhver er et f.eks for fordi forhold fra få får fået før først
gennem gør gøre gjort ham han hans har have havde hele hen hende hendes henholdsvis her heraf
herunder hos hun hvad hvem hver hvert hvilke hvilken hvilket hvis hvor hvoraf hvordan hvorfor
hvornår i idet ift igen igennem ikke ind inden ingen intet jeg jer jeres jf jo kan kom komme
kommer kun kunne lige ligesom man mange med meget mellem men mens mere mest mig min mindre mod
må måtte ned nogen noget nogle nok nu når og også om omkring op os over på pr samt samme sammen
se sig sige sin sine sit skal skulle som stadig således så sådan til ud uden under var ved vi
via vil ville være været vores
"""
STOP_WORDS = frozenset(_STOP.split())

_VOWELS = frozenset("aeiouyæåø")
_S_ENDING = frozenset("abcdfghjklmnoprtvyzå")
_ENDINGS = """
hed ethed ered e erede ede erende ene erne ere en heden eren er heder erer heds es endes
erendes enes ernes eres ens hedens erens ers ets erets et eret
"""
_STEP_1 = tuple(sorted(_ENDINGS.split(), key=len, reverse=True))


def tokenize(text: str, offset: int = 0) -> tuple[Span, ...]:
    """Return the words of *text*, spans shifted by *offset*.

    A word keeps the marks inside it: hyphen, stop, comma, slash, apostrophe.

    >>> text = "KL's GPS-trackere (24-001522) kostede 56,4 mio. kr."
    >>> [word.of(text) for word in tokenize(text)]
    ["KL's", 'GPS-trackere', '24-001522', 'kostede', '56,4', 'mio', 'kr']
    """
    return tuple(
        Span(match.start() + offset, match.end() + offset) for match in _WORD.finditer(text)
    )


def words_of(text: str) -> list[str]:
    """Return the words of *text*, those of :func:`tokenize`, where their places don't matter.

    >>> words_of("KL's GPS-trackere")
    ["KL's", 'GPS-trackere']
    """
    return list(chain.from_iterable(map(_words_in, text.split())))


# To look up what stands between two blanks takes a tenth of reading it anew.
@lru_cache(maxsize=65536)
def _words_in(piece: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(piece))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a light stem of a Danish word, in lower case.

    After the Danish stemmer of the Snowball project (M. F. Porter,
    https://snowballstem.org/algorithms/danish/stemmer.html), written from its description, with
    three differences that align the forms minutes use: "-ende" stays, so that "godkende" and
    "godkender" meet; "-ede" goes; and the steps run until nothing changes, so that "budget" and
    "budgettet" meet. A genitive apostrophe goes first, for "KL's".

    >>> [stem(word) for word in ("budget", "budgettets", "kommunerne", "godkendte", "KL's")]
    ['budg', 'budg', 'kommun', 'godkend', 'kl']
    """
    word = GENITIVE.sub("", word.lower())
    region = _region(word)
    while (shorter := _one_pass(word, region)) != word:
        word = shorter
    return word


@lru_cache(maxsize=1 << 11)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning: stop words and single letters left out.

    Numbers stay, as they are printed.

    >>> sorted(content_words("Direktionen anbefaler, at sagen om bilerne tages op"))
    ['anbefal', 'bil', 'direktion', 'sag', 'tag']
    """
    return frozenset(
        [
            stem(word)
            for one in words_of(text)
            if (word := one.lower()) not in STOP_WORDS and (len(word) > 1 or word.isdigit())
        ]
    )


def _one_pass(word: str, region: int) -> str:
    word = _undouble_cluster(_drop_ending(word, region), region)
    if word.endswith("igst"):
        word = word[:-2]
    word = _drop_derivation(word, region)
    if len(word) > region and len(word) > 1 and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]
    return word


def _region(word: str) -> int:
    """Return where R1 starts: after the first consonant that follows a vowel, but not before 3."""
    for index in range(1, len(word)):
        if word[index] not in _VOWELS and word[index - 1] in _VOWELS:
            return max(index + 1, 3)
    return len(word)


def _drop_ending(word: str, region: int) -> str:
    for suffix in _STEP_1 if word.endswith(_STEP_1) else ():
        if word.endswith(suffix) and len(word) - len(suffix) >= region:
            return word[: -len(suffix)]
    if len(word) > region and word.endswith("s") and word[-2:-1] in _S_ENDING:
        return word[:-1]
    return word


def _undouble_cluster(word: str, region: int) -> str:
    if word.endswith(("gd", "dt", "gt", "kt")) and len(word) - 2 >= region:
        return word[:-1]
    return word


def _drop_derivation(word: str, region: int) -> str:
    for suffix in ("elig", "lig", "els", "ig"):
        if word.endswith(suffix) and len(word) - len(suffix) >= region:
            return _undouble_cluster(word[: -len(suffix)], region)
    if word.endswith("løst") and len(word) - 4 >= region:
        return word[:-1]
    return word

"""The subject of a title that is a whole sentence, as narrative minutes open an item.

"Overenskomsten med redningskorpset udløber ved årets udgang" is about "overenskomsten med
redningskorpset".
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import WORD, is_finite

# Shorter titles are titles, whatever words they hold.
_LEAST = 9
_CLAUSE = frozenset(("som", "der", "at", "hvor", "hvis", "når", "om", "hvem", "hvilke", "hvad"))
# Verbs that open an item of a protocol, and that are no nouns.
_OPENING = frozenset(("forelå", "konstaterede", "bemærkede", "oplyste", "refererede", "har"))
_LAID = (
    r"(?:forelå|foreligger|fremlagdes|fremlægges|forelagdes|forelægges|behandledes|behandles|"
    r"drøftedes|drøftes)"
)
_FROM = re.compile(rf"(?:Fra|Af|Som|Under|På|I) [^,]{{2,80}}? {_LAID} (?P<x>[^,;]+)")
_ABOUT = re.compile(r"(?:Ved|Til|Om|For|Vedrørende|Angående|Med hensyn til) (?P<x>.+)$")
_BROUGHT = re.compile(
    r"(?:indstillede|indstiller|fremlagde|fremlægger|forelagde|forelægger|fremsendte|fremsender|"
    r"orienterede om|orienterer om|redegjorde for|redegør for|gennemgik|gennemgår|refererede)"
    r" (?P<x>[^,;]+)"
)
_ENDS = re.compile(
    r"(?: (?:vedtaget|godkendt|tiltrådt|herom|hermed|"
    r"til (?:efterretning|godkendelse|beslutning|vedtagelse|behandling|høring)))+$"
)


@lru_cache(maxsize=1024)
def subject_of(title: str) -> str:
    """Return what a sentence is about; any other title as it is.

    >>> subject_of("Fra udvalget for teknik forelå lokalplan 3 for Vadgårdens jorder, der er nye")
    'Lokalplan 3 for Vadgårdens jorder'
    >>> subject_of("Overenskomsten med det private redningskorps udløber ved årets udgang i år")
    'Overenskomsten med det private redningskorps'
    >>> subject_of("Ny hal")
    'Ny hal'
    """
    if len(title.split()) < _LEAST or re.search(r"[?«»]|\s[-–]\s|: ", title):
        return title
    start = _verb(title)
    if start is None:
        return title
    laid = _FROM.match(title)
    brought = _BROUGHT.match(title, start)
    before = title[:start].strip(" ,")
    about = _ABOUT.match(before)
    if laid or brought:
        told = (laid or brought)["x"]  # type: ignore[index]
    elif about:
        told = about["x"]
    else:
        told = before
    told = _ENDS.sub("", told.partition(", ")[0].strip(" ,."))
    return upper_first(told) if 1 <= len(told.split()) <= 16 and len(told) > 5 else title


def _verb(title: str) -> int | None:
    """Return where the finite verb of the main clause stands."""
    words = list(WORD.finditer(title))
    inside = False
    for before, word in zip([None, *words], words, strict=False):
        text = word.group()
        if text.lower() in _CLAUSE:
            inside = True
        article = before is not None and before.group().lower() in ("den", "det", "de", "en", "et")
        if (
            before is None
            or article
            or not text.islower()
            or not (is_finite(text) or text in _OPENING)
        ):
            continue
        if not inside:
            return word.start()
        inside = False
    return None

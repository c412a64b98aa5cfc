"""The statements of a sentence: where one ends and the next has a subject of its own."""

from __future__ import annotations

import re

from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import has_finite, is_finite

# Where a statement of its own begins within a clause.
_JOIN = re.compile(
    r"; (?:og )?|,(?: og)? (?=(?:genoptages|tages op) )|"
    r",? og (?=(?:genoptages|tages op|udsættes|behandles) )|"
    r"(?<!-),? (?P<and>og) (?=(?:der|[a-zæøå]*(?:en|et|ne)|[A-ZÆØÅ][\w-]+) [a-zæøå]+)|"
    r"(?P<under>,? (?:og at|idet|dog således at|således at|sådan at|dog at) |"
    r"\b(?:beslutte\w+|vedtog|aftalt\w*|enig\w*(?: om)?|tilføjelse|bemærkning|rettelse|ændring|"
    r"afgjorde|betingelse)(?: om)?,? at )|, men |, hvorefter |, dog (?=(?:skal|sker|er) )|"
    r", (?P<comma>og) (?!(?:om|når|som|mens|idet|hv(?:is|ad|em|or\w*|ilke\w?))\b)"
)
# Without it what is cut off would hold for sure.
CONDITION = re.compile(
    r"\b(?:hvis|såfremt|medmindre|forudsat|betinge\w+|forudsætning\w*|forbehold\w*|under hensyn|"
    r"foreslog|foreslå\w*|ikke)\b",
    re.IGNORECASE,
)
# A clause, with its own subject and verb.
_CLAUSE = re.compile(r", (?:at|som|der|hvor|så) ")


def statements(said: str) -> list[tuple[str, bool]]:
    """Divide a clause where one statement ends and the next has a subject of its own.

    With each: whether it stood after "at" or "idet".

    >>> [one for one, _ in statements("Hallen lukker i maj, og taget skiftes i juni")]
    ['Hallen lukker i maj.', 'Taget skiftes i juni.']
    >>> [one for one, _ in statements("Rådet vil have, at HR og Løn laver en plan")]
    ['Rådet vil have, at HR og Løn laver en plan.']
    """
    if CONDITION.search(said):
        return [(f"{said.rstrip('.')}.", False)]
    parts: list[tuple[str, bool]] = []
    start, under = 0, False
    for match in _JOIN.finditer(said):
        # "at HR og Løn laver en plan": before the "og" of one subject there is no verb.
        before = _CLAUSE.split(said[start : match.start()])[-1]
        halves = before, said[match.end() :].partition(",")[0]
        joined = match["and"] or match["comma"]
        if joined and not all(has_finite(half) for half in halves):
            continue
        # "… og vender tilbage i maj" has its subject before it.
        if match["comma"] and is_finite(halves[1].split(" ", 1)[0]):
            continue
        parts.append((said[start : match.start()], under))
        start, under = match.end(), match["under"] is not None
    parts.append((said[start:], under))
    return [
        (f"{upper_first(part.strip(' ,;.'))}.", under)
        for part, under in parts
        if len(part.split()) > 1
    ]

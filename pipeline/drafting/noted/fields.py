"""A field or a note of what and how much told as a sentence: "Pris 1,2 mio. kr.", "Frist: 1. maj".

Such a note has no verb. It is told with "er" alone, which claims no more than the note: "Prisen er
1,2 mio. kr." That needs the noun in ``lexicon/notes.toml``, with its definite form, and a value of
a kind that goes with it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipeline.danish.clauses import stop
from pipeline.danish.nouns import is_genitive, lower_first, upper_first
from pipeline.drafting.noted.values import is_a, timed, value_of
from pipeline.lexicon import load_lexicon

_FOLLOWS = re.compile(
    r"(?:(?:19|20)\d\d$|(?:i|på|for|af|til|pr\.|fra|ved|om|med|under|hos|uden|efter|over) )"
)
_ONLY_COUNT = re.compile(
    r"(?:(?:ca\.|cirka|knap|godt|over|i alt|op til) )*\d+(?:\.\d{3})*(?: mod .+)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
# "Langtidsledige", "Sygeplejersker": a plural, and no definite one.
_PLURAL = re.compile(
    r"(?P<what>[A-ZÆØÅa-zæøå][a-zæøå-]*(?<!ern)(?<!en)(?:er|ere|ige|evne|gte|mte|nte|dte|ede)"
    r"(?: (?:i|på|fra|til|under|over|med) [\wæøå ]+)?)"
)


def told_field(label: str, value: str) -> str | None:
    """Return a sentence for what stands before and after the colon, None where none is sure.

    >>> told_field("Samlet udgift", "610.000 kr."), told_field("Tilbudsfrist", "15. december")
    ('Den samlede udgift er 610.000 kr.', 'Tilbudsfristen er den 15. december.')
    >>> told_field("Antal abonnementer", "1.420"), told_field("Pris", "følger") is None
    ('Antallet af abonnementer er 1.420.', True)
    """
    label, said = label.strip(), value_of(value)
    if not said:
        return None
    return _framed(label, said) or _counted(label, said) or _of_noun(label, said)


def told_bare(label: str, value: str) -> str | None:
    """Return a sentence for a label and a value that no colon parts, None where none is sure.

    >>> told_bare("Indflytning", "tidligst 15. juni"), told_bare("Klasser", "12") is None
    ('Indflytning er tidligst den 15. juni.', True)
    """
    said = value_of(value)
    return (_framed(label.strip(), said) or _of_noun(label.strip(), said)) if said else None


def told_entry(head: str, what: str, value: str) -> str | None:
    """Return a sentence for an entry of a list under a head, None where none is sure.

    >>> told_entry("Ventetid", "børn", "5 uger (3 uger i 2017)")
    'Ventetiden for børn er 5 uger mod 3 uger i 2017.'
    >>> told_entry("Ledige stillinger pr. 1. juni", "Lærere", "12 (9 i marts)")
    'For lærere er antallet af ledige stillinger pr. 1. juni 12 mod 9 i marts.'
    """
    of = lower_first(what.strip())
    told = told_field(f"{head} for {of}", value)
    if told or not (said := value_of(value)):
        return told
    if not _ONLY_COUNT.fullmatch(said) or not _MANY_OF.match(head):
        return None
    return stop(f"For {of} er antallet af {lower_first(head)} {said}")


# An adjective and its noun, or a noun, in the plural.
_MANY_OF = re.compile(
    r"(?:[A-ZÆØÅ][a-zæøå]+e [a-zæøå]+(?:er|e)|[A-ZÆØÅ][a-zæøå]{3,}(?<!ern)(?:er|inger|ere))(?= |$)"
)


def _framed(label: str, value: str) -> str | None:
    for row in load_lexicon("notes")["frame"]:
        if re.fullmatch(row["label"], label, re.IGNORECASE) and (
            match := is_a(row["takes"], value)
        ):
            said = timed(match.groupdict().get("day") or value)
            return stop(row["says"].format(value=said, label=lower_first(label)))
    return None


def _counted(label: str, value: str) -> str | None:
    """Tell how many: "Antal skoler: 12", "Pladser: 120"."""
    many = label.lower().startswith(("antal ", "antallet af "))
    if _YEAR.match(value):
        return None
    if many and is_a(["count"], value):
        return stop(f"Antallet af {re.sub('^antal(?:let af)? ', '', label, flags=re.I)} er {value}")
    counted = _PLURAL.fullmatch(label)
    if counted is None or not _ONLY_COUNT.fullmatch(value):
        return None
    return stop(f"Antallet af {lower_first(counted['what'])} er {value}")


def _of_noun(label: str, value: str) -> str | None:
    said = _subject(label)
    # "Engangsudgift på 9 kr." says what it comes to, as "Engangsudgift: 9 kr." does.
    amount = value.removeprefix("på ")
    found = is_a(said[1]["takes"], amount) if said else None
    if said is None or found is None:
        return None
    if amount != value and _VERB.search(amount, found.end()):
        return None  # "Prisen på 9 kr. overrækkes i maj" is a sentence.
    subject, row = said
    if (time := is_a(["time"], value)) and row["takes"] == ["time"] and ", " in value[time.end() :]:
        return None
    subject = lower_first(label) if row.get("bare") else subject
    link = f"{row['link']} " if "link" in row and amount == value else ""
    return stop(f"{upper_first(subject)} er {link}{timed(value)}")


_VERB = re.compile(r"\b(?:[a-zæøå]{2,}es|er|var|blev|bliver|har|skal|kan|vil|dækker|går)\b")


def _subject(label: str) -> tuple[str, dict[str, Any]] | None:
    """Return the definite form of what a label names, and its row: "den samlede udgift"."""
    words = label.split(" ")
    first = words[0].lower()
    if len(words) > 1 and first in load_lexicon("notes")["adjective"]["bare"]:
        row, rest = _row(words[1].lower()), words[2:]
        said = f"{first} {words[1].lower()}"
    elif len(words) > 1 and (adjective := _definite_adjective(first)):
        row, rest = _row(words[1].lower()), words[2:]
        said = f"{row['gender']} {adjective} {words[1].lower()}" if row else ""
    elif len(words) > 1 and is_genitive(words):
        row, rest = _row(words[1].lower()), words[2:]
        said = f"{lower_first(words[0])} {words[1].lower()}"
    else:
        known = _row_of_definite(first)
        row, rest = known or _row(first), words[1:]
        said = first if known else _definite(first, row) if row else ""
    after = " ".join(rest)
    if row is None or "," in after or (after and not _FOLLOWS.match(after)):
        return None
    after = f"i {after}" if after.isdigit() else after
    return f"{said} {after}".strip(), row


def _definite_adjective(word: str) -> str | None:
    table = load_lexicon("notes")["adjective"]
    if word in table["same"] or word.endswith("ende"):
        return word
    if re.fullmatch(r"[a-zæøå]{3,}(?:et|ede)", word) and not _row(word):
        return word if word.endswith("ede") else f"{word[:-2]}ede"
    ending: dict[str, str] = table["ending"]
    return ending.get(word)


def _definite(word: str, row: dict[str, Any]) -> str:
    definite: str = row["definite"]
    return word[: len(word) - len(row["head"])] + definite


def _row(word: str) -> dict[str, Any] | None:
    rows = _rows("head")
    return next((rows[word[at:]] for at in range(len(word)) if word[at:] in rows), None)


def _row_of_definite(word: str) -> dict[str, Any] | None:
    rows = _rows("definite")
    return next((rows[word[at:]] for at in range(len(word)) if word[at:] in rows), None)


@cache
def _rows(form: str) -> dict[str, dict[str, Any]]:
    return {row[form]: row for row in load_lexicon("notes")["noun"]}

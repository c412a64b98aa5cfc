"""What a decision adds to a bare outcome, "Anbefales, dog med en kortere frist", in plain words.

The outcome takes its words from the recommendation. The wordings stand in
``lexicon/outright.toml``; whether they change what was proposed, :mod:`changes` tells.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.danish.nouns import calm, lower_first, upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.decision.another_day import has_other_day
from pipeline.drafting.decision.certain import is_changed
from pipeline.drafting.decision.changes import alters, moves_later
from pipeline.drafting.decision.halves import stand_alone
from pipeline.drafting.people.names import HIDDEN, hide_names
from pipeline.drafting.plain.wording import plain_words
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

_BARE = (
    r"(?:(?:indstillingen|forslaget|sagen) )?(?:blev |er |bliver )?(?:enstemmigt )?"
    r"(?:følges|fulgt|godkendt|godkendes|tiltrådt|tiltrædes|vedtaget|vedtages|anbefalet|"
    r"anbefales (?:godkendt|vedtaget|tiltrådt)|anbefales|"
    r"imødekommet|som (?:foreslået|indstillet))(?: enstemmigt)?(?: som indstillet)?"
    # One word at a time: where the words of a list may run together, they are tried in every way.
    r"(?: \(?(?:til|over ?for) [A-ZÆØÅ][\w-]+(?:(?: og |, | )[A-ZÆØÅ][\w-]+)*(?: og |, | )?\)?)?|"
    r"(?:fremsendes|oversendes|sendes|går|overgår)(?: videre)? til [^,;]+? med (?:\w+s )?anbefaling"
)
_PROVISO = re.compile(
    rf"(?:{_BARE})(?P<rest>,? (?:idet|dog|men|da|hvis|så|forudsat|således) (?!at\b).+|"
    r",? (?:dog |men )?(?:således|sådan),? at .+|, dog at .+|"
    r",? (?:med|under|på) (?:den |de |det |en |et |følgende )?"
    r"(?:[a-zæøå]+ )?(?:tilføjelse|bemærkning|ændring|krav|forudsætning|betingelse|vilkår)\w*"
    r"(?: om| af)?,? at .+|,? med et (?:tilføjet|nyt|ekstra) punkt.+)$",
    re.IGNORECASE,
)


# "Vedtaget med ikrafttræden den 1. marts", where another day was proposed.
_WITH_DAY = re.compile(
    rf"(?:{_BARE})(?P<rest>,? (?:med|fra|til|pr\.|senest|inden|indtil|først) [^,;]*\d[^,;]*)",
    re.IGNORECASE,
)
_ONLY_BARE = re.compile(rf"(?:{_BARE})", re.IGNORECASE)


class Proviso(NamedTuple):
    """What follows the outcome: in the same sentence, and in one of its own ("" for none).

    ``words`` is the proviso as printed, in plain words.
    """

    span: Span
    joined: str
    apart: str
    words: str


def read_proviso(case: Case) -> Proviso | None:
    """Return what the decision sentence adds to a bare outcome; None where it is not just that."""
    spans = [span for span in case.decision if case.has_evidence(span)]
    if not spans or (len(spans) > 1 and spans[0] != case.decision[0]):
        return None
    printed = calm(case.printed(spans[0])).rstrip(".")
    match = _PROVISO.match(printed)
    if match is None and _ONLY_BARE.fullmatch(printed):
        return _in_the_next(case, spans[0])
    other = _WITH_DAY.fullmatch(printed) if match is None else None
    if other and has_other_day(case.proposals, other["rest"]):
        match = other
    said = say_proviso(case, match["rest"]) if match else None
    if said is None or (len(spans) > 1 and not alters(case, said[-1])):
        # Beside another outcome only what changes the first has to be told with it.
        return None
    return Proviso(spans[0], *said)


def changed_later(case: Case) -> Proviso | None:
    """Return an empty proviso where a later sentence gives another day or sum than was asked for.

    "Godkendt. Starten rykkes til den 1. januar." under "at reglen gælder fra 1. november".
    """
    own = next((one for one in case.decision if case.has_evidence(one)), None)
    printed = calm(case.printed(own)).strip(" .") if own else ""
    if own is None or own != case.decision[0] or not _ONLY_BARE.fullmatch(printed):
        return None
    return Proviso(own, "", "", "") if moves_later(case, own) else None


def _in_the_next(case: Case, outcome: Span) -> Proviso | None:
    """Return the "Dog …" of the next sentence where that changes what was proposed, or None."""
    span = next((one for one in case.decision if one.start >= outcome.end), None)
    printed = calm(case.printed(span)) if span else ""
    anew = has_other_day(case.proposals, lower_first(printed)) if span else False
    but = re.match(r"(?:Dog|Men) [a-zæøå]+ |(?:Der|Det|De|Den) [a-zæøå]+s dog ", printed)
    if span is None or not (anew or but):
        return None
    words = plain_words(printed.rstrip("."), case.meeting)
    if not words or HIDDEN in hide_names(words, case.minutes.participants):
        return None
    apart = words if words.endswith(".") else f"{words}."
    return Proviso(span, "", apart, words) if alters(case, words) else None


def say_proviso(case: Case, printed: str) -> tuple[str, str, str] | None:
    """Return what is joined to the outcome, what stands apart, and the proviso in plain words.

    None where it can't be told: a sum whose sign contradicts its word, a person's name.
    """
    words = plain_words(printed.strip(" ."), case.meeting)
    words = re.sub(r"^,\s*", "", words or "")
    named = HIDDEN in hide_names(words, case.minutes.participants)
    if named and words.startswith("idet "):
        # "idet Bo Holm stemmer imod": how a member stood.
        return "", "", ""
    if not words or named:
        return None
    for row in _rows():
        match = row.pattern.fullmatch(words)
        if match is None or (row.changed and not is_changed(match["x"])):
            continue
        # What ends with "kr." has its stop.
        told = re.sub(r"\.\.$", ".", row.to.format(it=case.pronoun.capitalize(), x=match["x"]))
        return ("", told, words) if row.apart else (told, "", words)
    first = words.partition(" ")[0].lower()
    if first == "idet":
        alone = [stand_alone(one) for one in words.removeprefix("idet ").split(", og idet ")]
        told = " ".join(f"{upper_first(one.rstrip('.'))}." for one in alone if one)
        if all(alone):
            return "", told, words
    comma = ", " if first in _CLAUSES else " "
    return f"{comma}{words}", "", words


_CLAUSES = frozenset(
    {"indtil", "til", "idet", "dog", "men", "da", "hvis", "så", "forudsat", "således", "fordi"}
)


class _Row(NamedTuple):
    pattern: re.Pattern[str]
    to: str
    apart: bool
    changed: bool


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            re.compile(row["from"], re.IGNORECASE),
            row["to"],
            row["to"].endswith("."),
            row.get("changed", False),
        )
        for row in load_lexicon("outright")["proviso"]
    )


def of_all(joined: str) -> str | None:
    """Tell a condition of all that was said in several sentences; None where it is none.

    >>> of_all(", hvis der er penge"), of_all(", da det haster")
    ('Det gælder kun, hvis der er penge.', None)
    """
    match = re.match(r", (?:hvis|forudsat)\b", joined)
    return f"Det gælder kun{joined.rstrip('.')}." if match else None


def as_change(proviso: Proviso) -> Proviso:
    """Join what "idet" says otherwise to the yes: "…, men sådan, at det sker i maj"."""
    match = _BESIDES.fullmatch(proviso.words)
    if match is None:
        return proviso
    what = match["what"].rstrip(".").replace(", og idet ", ", og at ")
    return proviso._replace(joined=f", men sådan, at {what}", apart="")


# Not "idet direktionen forudsætter, at …": that is a sentence of its own.
_BESIDES = re.compile(r"idet (?P<what>(?:(?!, at )[^;])+)")

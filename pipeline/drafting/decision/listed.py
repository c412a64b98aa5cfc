"""A decision that lists its acts, "Direktionen besluttede: - at … - at …", told act by act.

None may stand for the others, and none may get lost.
"""

from __future__ import annotations

import re

from pipeline.danish.nouns import upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.decision.points import words_of
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN
from pipeline.drafting.plain.compress import count_words
from pipeline.records import Sentence, Span


def listed_acts(case: Case) -> tuple[Sentence, ...]:
    """Return a sentence for each act of a list; () where there is none, or an act can't be said.

    "Direktionen besluttede, at indsats 1 fortsætter. Den besluttede også, at indsats 2 udgår."
    """
    opening = next((one for one in case.decision if not case.is_aside(one)), None)
    intro = _INTRO.fullmatch(_printed(case, opening)) if opening else None
    acts = _acts(case, opening) if opening and intro else []
    if opening is None or intro is None or len(acts) < _SEVERAL:
        return ()
    verb = _NOW.get(intro["verb"] or "", intro["verb"] or "besluttede")
    first = upper_first(f"{case.body} {intro['does'] or ''}{verb}")
    said: list[Sentence] = []
    for span in acts:
        told = without_names(case, _CLAUSE.sub("", _printed(case, span)).strip(" .,;"))
        if not told or HIDDEN in told:
            return ()
        clause = words_of(case, _AND.sub("", told))
        start = f"{case.pronoun.capitalize()} {verb} også" if said else first
        said.append(Sentence(f"{start}, at {clause.rstrip('.')}.", "realised", (opening, span)))
    return tuple(said)


_SEVERAL = 2
_LONG = 60


def listed_spans(case: Case) -> tuple[Span, ...]:
    """Return the sentences of the decision that are such a list, its opening first."""
    opening = next((one for one in case.decision if not case.is_aside(one)), None)
    intro = opening and _INTRO.fullmatch(_printed(case, opening))
    return (opening, *_acts(case, opening)) if opening and intro else ()


def _acts(case: Case, opening: Span) -> list[Span]:
    acts: list[Span] = []
    for span in case.decision:
        if span.start < opening.end:
            continue
        printed = _printed(case, span)
        if not _CLAUSE.match(printed) or count_words(printed) > _LONG:
            break
        acts.append(span)
    return acts


def is_opening(printed: str) -> bool:
    """Tell whether a sentence only announces what was decided.

    >>> is_opening("Direktionen besluttede følgende:"), is_opening("Direktionen besluttede det.")
    (True, False)
    >>> is_opening("Vedtaget.")
    False
    """
    return _INTRO.fullmatch(printed) is not None and _AHEAD.search(printed) is not None


_AHEAD = re.compile(r"(?::|\bat:?|\bfølgende\.?)$")


def _printed(case: Case, span: Span) -> str:
    return case.printed(span)


_VERB = r"(?:besluttede|vedtog|godkendte|tiltrådte|anbefaler|anbefalede|aftalte|indstiller|ønsker)"
_INTRO = re.compile(
    rf"(?:[A-ZÆØÅ][\w -]*?(?:en|et|rådet|udvalg|bestyrelsen) "
    rf"(?P<does>[a-zæøå]+(?:ede|te|og) [^.:;]{{3,60}}? og )?(?P<verb>{_VERB})|"
    r"(?:Det )?(?:blev )?(?:[Bb]esluttet|[Vv]edtaget|[Aa]ftalt|[Bb]esluttedes))"
    r"(?: følgende| derfor| herefter)?(?:,? at)? ?:?\.?",
)
_NOW = {"anbefalede": "anbefaler", "indstiller": "anbefaler"}
_CLAUSE = re.compile(r"(?:\(?(?:\d{1,2}|[a-h])[.)] ?)?[Aa]t (?=\S)")
_AND = re.compile(r"[,;]? (?:og|samt)$")

"""Does what a decision adds make something else of what was proposed, and what does it make of it?

"Godkendt, dog med 2,5 procent" exchanges a sum, "idet oplæringen betales af skolerne" settles a
point otherwise, "Starten rykkes til den 1. januar" comes a sentence later.
"""

from __future__ import annotations

import re

from pipeline.danish.amounts import Amount, find_amounts
from pipeline.danish.dates import MONTHS
from pipeline.danish.nouns import lower_first
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.verbs import WORD, verb_of_passive
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case
from pipeline.drafting.decision.another_day import has_other_day
from pipeline.drafting.decision.certain import is_changed
from pipeline.drafting.decision.options import named_options
from pipeline.drafting.decision.other_numbers import has_other_sum
from pipeline.drafting.decision.proposals import Proposal, parse_clause
from pipeline.records import Span


def alters(case: Case, words: str) -> bool:
    """Tell whether a proviso makes something else of what was proposed."""
    return (
        is_changed(words)
        or has_other_sum(case.asked, words)
        or with_new_option(case.proposals, words) is not None
        or _for_another_time(case.asked, words)
        or has_other_day(case.proposals, words)
        or _restates(case, words)
        or _settles_anew(case, words)
    )


def _for_another_time(asked: str, words: str) -> bool:
    """Tell whether a proviso gives another count of days or hours than was asked for.

    >>> _for_another_time("lukket i to uger", "dog kun én uge")
    True
    """
    other = _SPELL.search(words) if words.startswith(("dog ", "men ")) else None
    same = [one for one in _SPELL.finditer(asked) if other and one["of"][:2] == other["of"][:2]]
    return bool(same) and other is not None and all(one["n"] != other["n"] for one in same)


_SPELL = re.compile(
    rf"\b(?P<n>\d+|én|ét|en|et|halv\w*|{'|'.join(NUMERALS)}) (?P<of>dag|uge|time|måned|år)\w*"
)


def _restates(case: Case, words: str) -> bool:
    """Tell whether a proviso asks for the act of the only point again: then it takes its place.

    "…, således at forslaget sendes i høring til den 15. august" under "at forslaget sendes i 8
    ugers høring" leaves no eight weeks.
    """
    verb = case.proposals[0].verb if len(case.proposals) == 1 else None
    again = [verb_of_passive(word.group()) for word in WORD.finditer(words)]
    return verb is not None and verb in again


def _settles_anew(case: Case, words: str) -> bool:
    """Tell whether a proviso says otherwise of something that a point asks for.

    "…, idet oplæringen betales af skolerne" under "at oplæringen betales af puljen".
    """
    if not words.startswith("idet ") or _REMARKS.search(words) or not _ANEW.search(words):
        return False
    own = content_words(words) - _GENERAL - content_words(case.labelled.item.title)
    for point in case.proposals:
        asked = content_words(point.clause) - content_words(case.labelled.item.title)
        often = _OFTEN.search(words) and _OFTEN.search(point.clause)
        alike = any(one[:4] == other[:4] for one in own for other in asked if len(one) > 4)
        if own & asked - _GENERAL or (often and alike):
            return True
    return False


_ANEW = re.compile(
    r"\b(?:holdes|afholdes|finansieres|betales|dækkes|sker|gennemføres|udføres|iværksættes|begynder|"
    r"starter|gælder|omfatter|placeres|udpeges|etableres|indføres|bliver|vælges|fordeles|lukkes|"
    rf"(?:er|får) (?:\d+|én|et|{'|'.join(NUMERALS)}))\b"
)
_REMARKS = re.compile(r"\b(?:bemærker|noterer|påpeger|understreger|konstaterer|oplyses|vurderer)\b")
_OFTEN = re.compile(
    r"\b(?:hver|hvert|årlig\w*|halvårlig\w*|månedlig\w*|ugentlig\w*|(?:en|to|tre|fire) gang\w*)\b"
)
_GENERAL = content_words(
    "udgift udgiften sagen planen forslaget administrationen direktionen udvalget kommunen mødet "
    "året ordningen projektet arbejdet område områder midler beløb penge uge måned"
)


def moves_later(case: Case, own: Span) -> bool:
    """Tell whether a sentence after *own* gives another day or sum than the proposal has."""
    days = set(_MONTH.findall(case.asked.lower()))
    for span in case.decision:
        printed = case.printed(span)
        if span.start < own.end or case.is_aside(span) or not _MOVES.search(printed):
            continue
        new = set(_MONTH.findall(printed.lower()))
        if (days and new and not new & days) or has_other_sum(case.asked, printed):
            return True
    return False


_MONTH = re.compile(rf"(?:\d{{1,2}}\. )?(?:{'|'.join(MONTHS)})")
_MOVES = re.compile(
    r"\b(?:[Ss]tart(?:en)?|[Ff]risten|[Ii]krafttræden|[Bb]eløbet|[Aa]ntallet|[Tt]aksten|[Pp]risen|"
    r"[Tt]ilskuddet|[Rr]ammen|[Ss]atsen|[Ii]brugtagning(?:en)?|[Ll]evering(?:en)?|"
    r"[Ii]ndflytning(?:en)?|[Åå]bning(?:en)?|[Uu]dsendelse(?:n)?|[Dd]er|[Dd]et|[Dd]en)\b[^.;]*"
    r"\b(?:rykkes|flyttes|udskydes|fremrykkes|ændres|bliver|fastsættes|sættes|nedsættes|hæves|"
    r"forhøjes|skubbes|begynder)\b"
)


def with_new_sum(points: tuple[Proposal, ...], words: str) -> tuple[Proposal, ...] | None:
    """Return the points with the one sum that *words* change; None where which is not sure.

    "idet punkt 2 nedsættes til 3 mio. kr." and "idet tilskuddet hæves til 3 mio. kr." name the
    point or the noun whose sum they change, "med 2,5 procent" says it of the only one there is.
    """
    new = find_amounts(words)
    if len(new) != 1 or _GOES_ON.match(words, new[0].span.end):
        return None
    named = _POINT.search(words)
    noun = _NOUN.search(words)
    first = named or noun
    if first and not _LEADS_IN.fullmatch(words[: first.start()]):
        return None
    for place, point in enumerate(points):
        if named and int(named["number"]) != place + 1:
            continue
        old = [one for one in find_amounts(point.clause) if one.unit == new[0].unit]
        if noun and not named:
            old = [one for one in old if _belongs(point.clause, one, noun["noun"].lower())]
        elif (not named and not words.startswith("med ")) or (named is None and len(points) > 1):
            continue
        if len(old) == 1:
            changed = _exchanged(point, old[0], words[new[0].span.start : new[0].span.end])
            return (*points[:place], changed, *points[place + 1 :])
    return None


# "… til 3 mio. kr., og på vilkår af, at …": the new sum is not all that is said.
_GOES_ON = re.compile(
    r"(?![.,;]*$)(?!,? (?:årligt|om året|pr\. år|i (?:19|20)\d\d|i stedet for)\b)"
)
# "Dog overdækkes kun halvdelen, og udgiften nedsættes …": nor is the change of a sum all of it.
_LEADS_IN = re.compile(
    r"(?:(?:idet|dog|men|således|sådan|så|at|det|den|de|med|ændring|ændringer|tilføjelse|i|"
    r"bemærkning|måde|på|indstillingens|forslagets|under|for|der)[ ,]+)*",
    re.IGNORECASE,
)
_POINT = re.compile(r"\b(?:pkt\.?|punkt) (?P<number>\d+)")
_NOUN = re.compile(
    r"(?P<noun>[a-zæøåA-ZÆØÅ-]{4,})(?:en|et) (?:dog |er |bliver )?"
    r"(?:nedsættes|hæves|forhøjes|sænkes|ændres|fastsættes|sættes|rettes|rettet|"
    r"reduceres|begrænses|sættes (?:op|ned)|øges|bliver (?:nedsat|hævet|sænket|ændret)) til\b"
)


def _belongs(clause: str, amount: Amount, noun: str) -> bool:
    """Tell whether an amount of the clause is that of *noun*: "en egenbetaling på 4 mio. kr."."""
    before = clause[: amount.span.start].lower()
    # "tilskuddet" is "tilskud".
    noun = noun[:-1] if noun[-1] == noun[-2] else noun
    return bool(re.search(rf"\b{re.escape(noun)}\w*(?: \w+)? (?:på|til|med|:)? ?$", before))


def _exchanged(point: Proposal, old: Amount, new: str) -> Proposal:
    clause = point.clause
    printed = clause[old.span.start : old.span.end]
    told = f"{new} i stedet for de foreslåede {printed}"
    text = f"{clause[: old.span.start]}{told}{clause[old.span.end :]}"
    return parse_clause(text, point.span, point.to)


def with_new_option(points: tuple[Proposal, ...], words: str) -> tuple[Proposal, ...] | None:
    """Return the only point with the option that *words* name for its own: "dog løsning 3".

    >>> point = parse_clause("løsning 1 anbefales", Span(0, 0), None)
    >>> with_new_option((point,), "dog løsning 3")[0].clause
    'løsning 3 anbefales i stedet for løsning 1'
    """
    new = named_options(words)
    old = named_options(points[0].clause) if len(points) == 1 else ()
    if len(new) != 1 or len(old) != 1 or new[0].kind != old[0].kind or new == old:
        return None
    before, after = lower_first(old[0].known), lower_first(new[0].known)
    if not re.fullmatch(rf"(?:dog|men)(?: med)? {re.escape(after)}", words.strip(" .,").lower()):
        return None
    (point,) = points
    clause = re.sub(rf"(?i:{re.escape(before)})(?!\w)", after, point.clause, count=1)
    return (parse_clause(f"{clause} i stedet for {before}", point.span, point.to),)


def later(points: tuple[Proposal, ...], rest: str) -> tuple[Proposal, ...]:
    """Return the only point without its own day, where the decision sets another one."""
    if len(points) != 1 or not _ANOTHER_DAY.search(rest):
        return points
    clause = _OWN_DAY.sub("", points[0].clause)
    return (parse_clause(clause, points[0].span, points[0].to),)


LATER_START = re.compile(r"^(?:,? ?(?:men|dog) )?(?:først |med virkning )+(?:fra|pr\.)")
_ANOTHER_DAY = re.compile(
    rf"{LATER_START.pattern}|"
    r"\b(?:[a-zæøå]*fristen|datoen|tidspunktet) (?:dog )?"
    r"(?:fastsættes|ændres|rykkes|flyttes|forlænges|udskydes|fremrykkes|sættes|bliver|er)\b.*\d"
)
_OWN_DAY = re.compile(
    r" (?:(?:med virkning )?(?:fra|pr\.)|senest|inden)? ?"
    r"(?:samme dato|straks|omgående|med det samme|(?:den )?\d{1,2}\. [a-zæøå]+(?: \d{4})?)$"
)

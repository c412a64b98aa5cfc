"""Points that a decision names by their place, or as all the others: told by their numbers.

"Sidste at udgår", "I øvrigt som indstillet" and "Som indstillet, på nær 2" point to points that
only who counts them knows. Where the count is not sure, the words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.danish.nouns import calm, join_list, upper_first
from pipeline.danish.numerals import NUMERALS, ORDINALS
from pipeline.drafting.case import Case
from pipeline.drafting.decision.named import is_about
from pipeline.drafting.decision.numbers import ROW, Points, labels_in, outcome_of, points_by_label
from pipeline.labels import SAID_YES, Decision
from pipeline.records import Span

_SOME = 2


def points_by_place(case: Case) -> bool:
    """Tell whether a decision on several points names some of them by place, or as the others."""
    text = case.decision_text
    said = [case.printed(span) for span in case.decision]
    return len(case.proposals) >= _SOME and (
        any(map(_BUT.search, said))
        or any(pattern.search(text) for pattern in (_BY_PLACE, _OTHERS, _ROW_FIRST, _NEXT))
    )


def numbered_by_place(case: Case, spans: Sequence[Span]) -> dict[Span, tuple[str, ...]]:
    """Return the sentences that name points by their place, with the numbers of those."""
    printed = [calm(case.printed(span)) for span in spans]
    told = zip(spans, printed, by_place(case, printed), strict=True)
    return {span: said for span, one, said in told if said != (one,)}


def by_place(case: Case, printed: Sequence[str]) -> list[tuple[str, ...]]:
    """Return each sentence of a decision with the numbers of its points, as one or more.

    A sentence that points to none by place comes back alone, as it is.
    """
    by_label = points_by_label(case)
    known = {point for some in by_label.values() for point in some} == set(case.proposals)
    agreed = _agreed(case)
    if len(by_label) < _SOME or not known or not agreed:
        return [(one,) for one in printed]
    labels = tuple(by_label)
    parts = [
        (at, _counted(upper_first(half) if n else half, labels))
        for at, one in enumerate(printed)
        for n, half in enumerate(_REST_APART.split(one))
    ]
    told: list[list[str]] = [[] for _ in printed]
    for place, (at, one) in enumerate(parts):
        others = _of_others(one, agreed)
        before, after = ([two for _, two in some] for some in (parts[:place], parts[place + 1 :]))
        left = _left(before, after, by_label) if others else ()
        if left and _is_count(one, len(left)):
            told[at].append(f"{_row(left)} {others}")
        else:
            told[at] += list(_parts(one, labels, agreed)) or [_agreed_to(one, agreed)]
    return [tuple(some) for some in told]


# "Punkt 1 med 70.000 kr., ellers som indstillet"
_REST_APART = re.compile(
    r", (?:men |og )?(?=(?:ellers|i øvrigt|resten|det øvrige|de (?:øvrige|andre))\b[^,]*$)"
)


def _agreed(case: Case) -> str:
    """Return what "som indstillet" decides: "godkendt", "anbefales", or "" where it is not sure."""
    agreed = case.labelled.outcomes & SAID_YES
    if len(agreed) != 1:
        return ""
    return "godkendt" if Decision.GODKENDT in agreed else "anbefales"


def _row(labels: Sequence[str]) -> str:
    return f"Punkt {join_list(list(labels))}"


def _is_count(printed: str, count: int) -> bool:
    """Tell whether "de to andre" are as many as are left; a rest without a number always is."""
    found = _OTHERS.search(printed)
    told = found and (found["n"] or found["after"])
    return not told or told in _as_words(count)


def _as_words(count: int) -> tuple[str, ...]:
    return (str(count), *(word for word, number in NUMERALS.items() if number == count))


_PLACES = {**ORDINALS, "sidste": 0}
_PLACE = rf"(?:{'|'.join(_PLACES)})"
_AT = r"[»\"']?at[«\"']?(?:['’]?er(?:ne)?)?(?:-?(?:punkt|pind|led)\w*)?"
_KINDS = rf"(?:{_AT}|punkt(?:er(?:ne)?)?|pind(?:e(?:ne)?)?|led)"
_NUMBER = rf"(?:\d|{'|'.join(NUMERALS)})"
_OUTCOME = (
    r"(?:er |blev |bliver )?(?:ikke )?(?:godkend|tiltr|vedtag|anbefal|afvis|uds[æa]t|udg[åi]|"
    r"bortfald|følges)"
)
_BY_PLACE = re.compile(
    rf"(?<![\w-])(?:(?:indstillingens |det |den )?(?P<places>{_PLACE}(?:(?:, | og ){_PLACE})*)"
    rf" {_KINDS}(?!\w| på)|"
    rf"(?:indstillingens |de )(?P<count>{_NUMBER}) (?P<end>første|sidste)"
    # "Sidste at udgår. De to første godkendt."
    rf"(?: {_KINDS}(?!\w| på)|(?= {_OUTCOME}))|"
    rf"(?:den|det) (?P<lone>{_PLACE})(?= {_OUTCOME}))",
    re.IGNORECASE,
)


def _counted(printed: str, labels: Sequence[str]) -> str:
    """Return a sentence with the numbers of the points that it names by their place.

    >>> _counted("Sidste at-punkt udgår.", ("1", "2", "3"))
    'Punkt 3 udgår.'
    >>> _counted("De to første pinde godkendes, tredje pind udsættes.", ("a", "b", "c"))
    'Punkt a og b godkendes, punkt c udsættes.'
    >>> _counted("Fjerde punkt udgår.", ("1", "2")), _counted("På sidste møde", ("1", "2"))
    ('Fjerde punkt udgår.', 'På sidste møde')
    """

    def told(match: re.Match[str]) -> str:
        if match["count"]:
            some = next((n for n in range(1, len(labels)) if match["count"] in _as_words(n)), 0)
            found = (
                [] if not some else labels[:some] if match["end"] == "første" else labels[-some:]
            )
        else:
            named = match["places"] or match["lone"]
            places = [_PLACES[one.lower()] for one in re.findall(_PLACE, named, re.I)]
            known = max(places) <= len(labels)
            found = tuple(labels[place - 1] for place in places) if known else ()
        row = _row(found) if found else match.group()
        return row if match.start() == 0 or not found else f"p{row[1:]}"

    return _BY_PLACE.sub(told, printed)


def _agreed_to(printed: str, agreed: str) -> str:
    """Return a sentence about a numbered point with the outcome for "som indstillet".

    >>> _agreed_to("Punkt 2 som indstillet, dog med 30. juni.", "godkendt")
    'Punkt 2 godkendt, dog med 30. juni.'
    """
    return _AS_ASKED.sub(rf"\1 {agreed} ", printed).replace(f"{agreed} ,", f"{agreed},").strip()


_AS_ASKED = re.compile(
    rf"^((?:(?:Punkt|Pkt\.|Ad) )?{ROW}[.):]*) (?:som (?:indstillet|foreslået)\b|(?=med [\d.,]+ ))",
    re.I,
)


# The points that are not named: "Resten", "De to andre", "i øvrigt".
_OTHERS = re.compile(
    rf"\b(?:Resten|Det øvrige|Øvrige {_KINDS}|Alt andet|[Ii] øvrigt|Ellers|"
    rf"De (?:(?:andre|øvrige|resterende)(?: (?P<after>{_NUMBER}))?|"
    rf"(?P<n>{_NUMBER}) (?:andre|øvrige))(?: {_KINDS})?)(?= |\.|$)"
)
_YES = (
    r"(?:(?:godkend|tiltr|vedt)\w+|følge[rs]|fulgt|ok|ja|fint|"
    r"som (?:indstillet|foreslået|anbefalet|beskrevet))"
)
_SAID = re.compile(
    rf"(?:(?:indstillingen|forslaget|det|er|blev|bliver|enstemmigt|herefter|dermed|{_YES}|"
    r"(?P<advised>anbefal\w+))(?:[ .,]|$))+",
    re.IGNORECASE,
)


def _of_others(printed: str, agreed: str) -> str:
    """Return what was decided on all points that are not named, "" for another kind of sentence.

    >>> _of_others("I øvrigt som indstillet.", "godkendt")
    'godkendt'
    >>> _of_others("Resten udsættes til maj.", "godkendt")
    'udsættes til maj.'
    >>> _of_others("Resten betales af kassen.", "godkendt")
    ''
    """
    found = _OTHERS.search(printed)
    if found is None:
        return ""
    bare = f"{printed[: found.start()]}{printed[found.end() :].lstrip(' :,')}".strip()
    said = _SAID.fullmatch(bare)
    if said:
        return "anbefales" if said["advised"] else agreed
    return bare if found.start() == 0 and outcome_of(bare) else ""


def _left(before: Sequence[str], after: Sequence[str], by_label: Points) -> tuple[str, ...]:
    """Return the labels that no other sentence is about; () where that is not sure.

    A sentence before that has no number is about the one point that it shares a word with.
    """
    named: set[str] = set()
    for place, one in enumerate([*before, *after]):
        numbers = [label for match in _NUMBERED.finditer(one) for label in labels_in(match["row"])]
        if numbers or place >= len(before):
            named |= set(numbers)
            continue
        about = [
            label for label, some in by_label.items() if any(is_about(one, p.clause) for p in some)
        ]
        if len(about) != 1:
            return ()
        named |= set(about)
    return tuple(label for label in by_label if label not in named) if named else ()


_POINT = r"(?:punkt(?:erne)?|pkt\.?|ad\.?|nr\.?|pind(?:ene)?)"
_NUMBERED = re.compile(
    rf"(?:\b{_POINT} |^(?:som )?|\b(?:ikke|nej til|fra|nær|undtagen|uden) )(?P<row>{ROW})(?!\w)",
    re.IGNORECASE,
)
_NOT = (
    r"bortset fra|undtagen|undtaget|på nær|med undtagelse af|uden|minus|(?:dog |men |og )?ikke|"
    r"(?P<no>(?:men |og )?nej til)"
)
# "Som indstillet, bortset fra punkt 3", "Punkt 1 godkendt, ikke 2"
_BUT = re.compile(
    rf"^(?P<yes>[A-ZÆØÅ\d][^.;:]*?),? (?:dog )?(?:{_NOT}) (?:{_POINT} )?(?P<row>{ROW})(?!\w)"
    r"(?P<why>(?:,| [-–]) .+)?\.?$",
    re.IGNORECASE,
)
_SETTLED = (
    rf"(?:{_YES}|nej|afvises|afvist|udgår|bortfalder|udsættes|udskydes|afventer|venter|"
    r"(?:sendes|tages)(?= [a-zæøå]))"
)
# "a og b ok. c nej", "Som 1 og 2"
_ROW_FIRST = re.compile(
    rf"^(?P<does>som |(?:ja|ok) til |enig i |(?:godkendt|tiltrådt|vedtaget|anbefales):? )?"
    rf"(?:{_POINT} )?(?P<row>{ROW})(?: (?P<rest>{_SETTLED}\b.*))?$",
    re.IGNORECASE,
)
# Within "a. og c. tiltrådt" no part ends.
_NEXT = re.compile(
    r"(?:(?<!\b[a-h1-9])[.,;] (?:men |og |mens )?|(?<=[1-9])\. )"
    rf"(?=(?:{_POINT} )?{ROW} {_SETTLED}\b)",
    re.IGNORECASE,
)


def _parts(printed: str, labels: Sequence[str], agreed: str) -> Iterator[str]:
    """Yield a sentence as one for the points it agrees to and one for those that it does not.

    >>> list(_parts("Som indstillet, bortset fra 3.", ("1", "2", "3"), "godkendt"))
    ['Punkt 1 og 2 godkendt', 'Punkt 3 undtaget']
    >>> list(_parts("a og b ok. c nej - vi har timerne.", ("a", "b", "c"), "godkendt"))
    ['Punkt a og b ok', 'Punkt c: Nej, vi har timerne']
    >>> list(_parts("Godkendt.", ("1", "2"), "godkendt"))
    []
    """
    but = _BUT.fullmatch(printed)
    off = labels_in(but["row"]) if but else []
    if but and off and set(off) < set(labels):
        said = _SAID.fullmatch(but["yes"])
        own = _ROW_FIRST.fullmatch(but["yes"])
        on = labels_in(own["row"]) if own else [one for one in labels if one not in off]
        if (said or own) and set(on) <= set(labels) - set(off):
            yield f"{_row(on)} {'anbefales' if said and said['advised'] else agreed}"
            yield from _excepted(_row(off), but)
        return
    each = [_ROW_FIRST.fullmatch(one.rstrip(" .")) for one in _NEXT.split(printed)]
    whole = all(one and (one["does"] or (one["rest"] and len(each) > 1)) for one in each)
    for one in each if whole else ():
        if one and set(labels_in(one["row"])) <= set(labels):
            yield f"{_row(labels_in(one['row']))}{_told(one['rest'] or agreed)}"


def _told(rest: str) -> str:
    why = re.match(r"(?P<no>nej)(?:,| [-–]) (?P<why>.+)", rest, re.IGNORECASE)
    return f": Nej, {why['why']}" if why else f" {rest}"


def _excepted(row: str, but: re.Match[str]) -> Iterator[str]:
    """Yield what was decided on the points that a yes leaves out."""
    why = (but["why"] or "").lstrip(" ,–-")
    here, own = _HERE.fullmatch(why), _WHICH.fullmatch(why)
    if own and outcome_of(own["outcome"]):
        yield f"{row} {own['outcome']}"
        return
    told = "nej" if but["no"] else "undtaget"
    yield f"{row} {told}" if here or not why else f"{row} {told}, {why}"
    if here:
        yield f"Her {here['verb']} {here['what']} {here['rest']}"


_HERE = re.compile(
    r"hvor (?P<what>[a-zæøå-]+(?:en|et|erne|ene)) (?P<verb>[a-zæøå]+) ?(?P<rest>.+?)\.?$"
)
_WHICH = re.compile(r"(?:som|der) (?P<outcome>.+?)\.?$")

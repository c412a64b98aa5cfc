"""Read a decision by numbered points: which points, and what was decided on each.

"Punkt 1 og 2 anbefales. Ad c) Udsat." is read against the numbers of the recommendation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.danish.nouns import upper_first
from pipeline.danish.numerals import ORDINALS
from pipeline.drafting.case import Case
from pipeline.drafting.decision.asking import refers
from pipeline.drafting.decision.points import is_readable
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.decision.stands import is_sentence
from pipeline.drafting.decision.votes import is_ballot
from pipeline.lexicon import load_lexicon
from pipeline.records import Span

ONE = r"(?:\d{1,2}|[a-h])"
# "1 og 2", "1.-3.", "a) til c)": what :func:`labels_in` reads.
ROW = rf"{ONE}[.)]?(?:(?:, | og | til | ?[+&] ?|-|–){ONE}[.)]?)*"
_MANY = rf"(?P<numbers>{ROW})"
_WORD = r"(?:indstillingens )?(?:punkt|pkt\.?|punkterne|indstillingspunkt|pind|pindene|at)"
_ABOUT_IT = r"(?:vedr(?:ørende|\.)?|hvad angår|for så vidt angår|med hensyn til|om|til) "
NAMED = re.compile(
    rf"(?:(?:(?:forslaget|indstillingen) (?:under|i) |ad |{_ABOUT_IT})?{_WORD}\.? {_MANY}"
    r"(?: om [^.;,]{3,60}?(?= (?:kan|blev|er|anbefales|godkendes)\b))?|"
    rf"ad\.? ?{_MANY.replace('numbers', 'ad')}|"
    rf"(?:[a-zæøå]+s )?{_MANY.replace('numbers', 'after')} (?:punkt|pkt\.?|pind|at)|"
    rf"{_MANY.replace('numbers', 'bare')})"
    r"(?P<mark>[.):]{0,2}) +(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?P<who>[A-ZÆØÅ][\w -]+?) "
    r"(?P<verb>tiltræder|tilslutter sig|godkender|anbefaler|tiltrådte|godkendte|anbefalede|"
    rf"indstiller)(?: over for [A-ZÆØÅa-zæøå]\w+)?(?:, at)? (?:{_WORD} )?{_MANY}"
    r"(?: (?:godkendes|tiltrædes|følges)| til [\w-]+s godkendelse)?"
    r"(?P<more>,? (?:idet|dog|men|hvis|forudsat|således|sådan|med den|med de|med en) .+)?$",
    re.IGNORECASE,
)


Points = dict[str, tuple[Proposal, ...]]


class Part(NamedTuple):
    """Points, and what was decided on them: ``outcome`` is "" where no rule knows the words."""

    points: tuple[Proposal, ...]
    outcome: str
    rest: str
    span: Span
    printed: str


def points_by_label(case: Case) -> Points:
    """Return the points by the number or letter that they bear, or else by their place."""
    return _labelled(case) or _counted(case)


def points_at(numbers: str, by_label: Points) -> tuple[Proposal, ...]:
    """Return the points that numbers name, "1 og 3"; () where one of them is not known."""
    some = [by_label.get(label, ()) for label in labels_in(numbers)]
    return tuple(point for each in some for point in each) if all(some) else ()


def _labelled(case: Case) -> Points:
    """Return the points by the number or letter that they bear in the recommendation."""
    text = case.minutes.text
    by_label: dict[str, tuple[Proposal, ...]] = {}
    for point in case.proposals:
        inside = _LABEL.match(point.span.of(text))
        mark = inside or _LABEL_BEFORE.search(
            text[max(0, point.span.start - 12) : point.span.start]
        )
        if mark and is_readable(point):
            label = mark[1].lower()
            by_label[label] = (*by_label.get(label, ()), point)
    return by_label


def _counted(case: Case) -> Points:
    """Return the points by their place, where the recommendation does not number them."""
    readable = all(is_readable(point) for point in case.proposals)
    points = case.proposals if readable else ()
    return {str(place): (point,) for place, point in enumerate(points, 1)}


_LABEL = re.compile(rf"\(?({ONE})[.)]\s", re.IGNORECASE)
_LABEL_BEFORE = re.compile(rf"(?:^|\s)\(?({ONE})[.)]\s*(?:at\s*)?$", re.IGNORECASE)


def as_point(case: Case, printed: str) -> str:
    """Say "punkt 2" for "forslag 2" where the recommendation is the case's own list of them."""
    if not refers(case.minutes.text, case.labelled.item):
        return printed
    return _PROPOSAL.sub(lambda match: "Punkt" if match.start() == 0 else "punkt", printed)


_PROPOSAL = re.compile(rf"\bforslag(?:ene)?(?= {ONE}\b)", re.IGNORECASE)


def with_figures(printed: str) -> str:
    """Number the points that a decision counts in words.

    >>> with_figures("Udvalget godkender, at første at-punkt følges.")
    'Udvalget godkender, at punkt 1 følges.'
    >>> with_figures("Hvad angår det andet, tages forbehold."), with_figures("På andet møde")
    ('Punkt 2: tages forbehold.', 'På andet møde')
    >>> with_figures("Første at: Nej.")
    'Punkt 1: Nej.'
    >>> with_figures("Udvalget tiltræder de to første punkter.")
    'Udvalget tiltræder punkt 1 og 2.'
    >>> with_figures('Partiet kan ikke anbefale 2. "at".')
    'Partiet kan ikke anbefale punkt 2.'
    >>> with_figures("For så vidt angår punkt 3 ønsker udvalget nye tal.")
    'Punkt 3: Udvalget ønsker nye tal.'
    """
    printed = _AT_IN_QUOTES.sub(lambda match: f"punkt {match['n'] or match['of']}", printed)
    printed = _INVERTED.sub(_straight, printed)
    printed = _FIRST_ONES.sub(lambda match: f"punkt {_FIRST[match['n']]}", printed)
    printed = _COUNTED.sub(lambda match: f"Punkt {ORDINALS[match['place'].lower()]}:", printed)
    printed = _ABOUT.sub(lambda match: f"Punkt {ORDINALS[match['place']]}: ", printed)
    return _ORDINAL.sub(lambda match: f"punkt {ORDINALS[match['place']]}", printed)


# "For så vidt angår punkt 3 ønsker udvalget nye tal."
_INVERTED = re.compile(
    r"^(?:Hvad angår|For så vidt angår|Med hensyn til|Vedrørende|Til|Om|Under) "
    r"(?P<point>punkt \d),? "
    r"(?P<verb>[a-zæøå]+(?:er|ede|te)) (?P<who>[A-ZÆØÅ]?[\w-]*(?:en|et)),?(?= )"
)


def _straight(match: re.Match[str]) -> str:
    comma = "," if match.group().endswith(",") else ""
    return f"{upper_first(match['point'])}: {upper_first(match['who'])} {match['verb']}{comma}"


# '1. og 2. "at"', "2. »at«"
_AT_IN_QUOTES = re.compile(
    r"(?P<n>\d(?:\. (?:og|,) \d)?)\. [\"»”“'](?:at)[\"«”“'](?:-?(?:punkt|pind|led))?(?!\w)|"
    # At the start "1. at" marks the point itself.
    r"(?<=[a-zæøå] )(?<! og )(?<!s )(?P<of>\d)\. (?:at\b(?:-?(?:punkt|pind|led))?|punkt\b|pind\b)"
)
_FIRST = {"to": "1 og 2", "tre": "1-3", "fire": "1-4"}
_FIRST_ONES = re.compile(
    r"\b(?:indstillingens |de )(?P<n>to|tre|fire) første (?:at-)?(?:punkter|led|pinde)\b"
)
_PLACE = rf"(?P<place>{'|'.join(ORDINALS)})"
_ORDINAL = re.compile(rf"(?:indstillingens |det )?{_PLACE} (?:at-?)?(?:punkt|pind|led|at)\b")
# "Første at: Nej."
_COUNTED = re.compile(rf"^(?i:{_PLACE}) (?:at-?)?(?:punkt|pind|led|at):")
_ABOUT = re.compile(
    rf"^(?:Hvad angår|For så vidt angår|Med hensyn til|Vedrørende|Til) det {_PLACE}"
    r"(?: (?:at-?)?(?:punkt|led|pind))?,? (?=[a-zæøå])"
)


def units(case: Case, kept: Iterable[Span]) -> Iterator[Span]:
    """Yield the sentences, cut where a mark begins: "a) Godkendt. b) Udsat."."""
    start: int | None = None
    for span in kept:
        whole = Span(span.start if start is None else start, span.end)
        start = None
        if _ONLY_MARK.fullmatch(whole.of(case.minutes.text).strip()):
            # "ad 2)": the outcome stands in what follows.
            start = whole.start
            continue
        text = whole.of(case.minutes.text)
        cuts = [match.start() for match in _MARK.finditer(text) if match.start()]
        for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            yield Span(whole.start + begin, whole.start + len(text[:end].rstrip()))


# "Forvaltningens" stands alone where a list was made of "Forvaltningens 1. at anbefales".
_ONLY_MARK = re.compile(
    r"[a-zæøå]+(?:en|et|er)s|(?:vedr\. )?(?:ad\.? ?|punkt |pkt\.? |pind )?(?:\d{1,2}|[a-h])"
    r"(?:[.)]?(?:, | og | til |-|–)(?:\d{1,2}|[a-h]))*[.):]{1,2}",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?:(?<=\. )|(?<=\.\n)|(?<=; ))"
    # "pr. 1. januar" is a day.
    r"(?!\d{1,2}\. ?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))(?<!pr\. )"
    # "Pkt. 1: Godkendt" is one mark.
    r"(?<!pkt\. )(?<!ad\. )(?<!vedr\. )"
    r"(?=(?:vedr\. )?(?:ad\.? ?|punkt |pkt\.? |pind )?(?:\d{1,2}|[a-h])[.):]|"
    r"(?:punkt|pkt\.?|pind) (?:\d|[a-h]\b)|"
    r"\d\. (?:at|pind|punkt)\b)|"
    # "a og b. Forslaget …" is no abbreviation.
    r"(?<= og [a-h]\. )(?=[a-zæøå]{3})"
    r"(?!(?:ikke|godkend|tilt|vedt|anbef|afvis|udsat|udsæt|udgå|imøde|forka|drøft|tag))",
    re.I,
)


def read_part(printed: str, span: Span, by_label: Points) -> Part | None:
    """Read one sentence as the outcome of points; None where it is none, or tells all by itself."""
    match = NAMED.match(printed)
    active = _ACTIVE.match(printed.rstrip(".")) if match is None else None
    if match:
        numbers = match["numbers"] or match["ad"] or match["after"] or match["bare"]
        rest = match["rest"]
    elif active:
        numbers, rest = active["numbers"], f"{active['verb']}{active['more'] or ''}"
    else:
        return None
    flat = points_at(numbers, by_label)
    if not flat:
        return None
    for pattern, outcome in outcomes():
        found = pattern.match(rest)
        if found:
            return Part(flat, outcome, rest[found.end() :].strip(" ."), span, rest)
    whole = is_sentence(upper_first(rest)) and not is_ballot(rest)
    return None if whole else Part(flat, "", "", span, rest)


def put_to_vote(case: Case, span: Span, left: list[Span], by_label: Points) -> Part | None:
    """Read "Ad 2. Et flertal stemte for. Imod stemte V (3). Dermed vedtaget." as one part.

    The sentences that it takes are gone from *left*.
    """
    text = case.minutes.text
    marked = NAMED.match(with_figures(case.printed(span)))
    for place, one in enumerate(left if marked else ()):
        printed = case.printed(one)
        ended = _ENDED.fullmatch(printed)
        if NAMED.match(printed) or (ended is None and not _CAST.search(printed)):
            return None
        if marked and ended:
            whole = Span(span.start, one.end)
            figures = re.findall(r"\d+", f"{marked['rest']} {Span(span.end, one.end).of(text)}")
            count = f" med {figures[0]} stemmer mod {figures[1]}" if len(figures) == _BOTH else ""
            mark = marked.group()[: marked.start("rest")]
            del left[: place + 1]
            return read_part(f"{mark}{ended['outcome']}{count}", whole, by_label)
    return None


_BOTH = 2
_CAST = re.compile(r"\b(?:stemte|stemmer|imod|undlod|hverken)\b", re.IGNORECASE)
_ENDED = re.compile(
    r"(?:(?:Forslaget|Punktet|Indstillingen|Det) (?:er|blev) )?(?:dermed |herefter |hermed )?"
    r"(?P<outcome>vedtaget|godkendt|tiltrådt|forkastet|anbefales|nedstemt|afvist)\W*",
    re.IGNORECASE,
)


# "Ad a) Indstillingen tiltrådt. Ad b) Sagen oversendes til …": the point is all there is to it.
_WHOLE = r"(?:indstillingen|forslaget|sagen|punktet)"


def outcome_of(words: str) -> str:
    """Return what kind of outcome words are, "" for none.

    >>> outcome_of("Godkendt"), outcome_of("Bilerne")
    ('yes', '')
    """
    return next((outcome for pattern, outcome in outcomes() if pattern.match(words)), "")


@cache
def outcomes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns of outcomes and what they mean (``outcome`` in ``outright.toml``)."""
    return tuple(
        (
            re.compile(rf"(?:{_WHOLE} )?(?:enstemmigt )?(?:{row['from']})(?!\w)", re.IGNORECASE),
            row["means"],
        )
        for row in load_lexicon("outright")["outcome"]
    )


def labels_in(numbers: str) -> list[str]:
    """Read "1 og 2", "1. og 3." and "1-3".

    >>> labels_in("1+2)")
    ['1', '2']
    >>> labels_in("1. og 3."), labels_in("2-4"), labels_in("a, c og d")
    (['1', '3'], ['2', '3', '4'], ['a', 'c', 'd'])
    """
    span = re.fullmatch(r"(\d{1,2})\.?\s?(?:[-–]|til)\s?(\d{1,2})[.)]?", numbers)
    if span:
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return [one.lower() for one in re.findall(rf"(?<!\w){ONE}(?!\w)", numbers, re.IGNORECASE)]

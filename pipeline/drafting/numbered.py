"""A decision by numbered points, "Punkt 1 og 2 anbefales. Punkt 3 udgår.", told by what they ask.

The numbers are those of the recommendation, which a reader of the post has not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.nouns import calm, join_list, upper_first
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import has_finite
from pipeline.drafting.case import Case
from pipeline.drafting.compress import compress, count_words
from pipeline.drafting.halves import stand_alone
from pipeline.drafting.names import HIDDEN, hide_names
from pipeline.drafting.points import clause_for, enacted, is_bare, words_of
from pipeline.drafting.proposals import Proposal
from pipeline.records import Sentence, Span

LONGEST = 25
_ONE = r"(?:\d{1,2}|[a-h])"
_MANY = rf"(?P<numbers>{_ONE}\.?(?:(?:, | og |-|–){_ONE}\.?)*)"
_WORD = r"(?:indstillingens )?(?:punkt|pkt\.?|punkterne|indstillingspunkt|at)"
_NAMED = re.compile(
    rf"(?:(?:ad )?{_WORD}\.? {_MANY}|ad\.? ?{_MANY.replace('numbers', 'ad')}|"
    rf"{_MANY.replace('numbers', 'after')} (?:punkt|pkt\.?)|{_MANY.replace('numbers', 'bare')})"
    r"(?P<mark>[.):]{0,2}) +(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?P<who>[A-ZÆØÅ][\w -]+?) (?P<verb>tiltræder|godkender|anbefaler|tiltrådte|godkendte|"
    rf"anbefalede) {_WORD} {_MANY}\.?$",
    re.IGNORECASE,
)
_OUTCOMES: tuple[tuple[str, str], ...] = (
    (r"(?:blev |er )?ikke (?:godkendt|imødekommet|tiltrådt|vedtaget)", "no"),
    (r"(?:tiltrædes|godkendes|imødekommes|vedtages) ikke", "no"),
    (r"(?:kan|kunne) ikke (?:godkendes|tiltrædes|imødekommes)", "no"),
    (r"(?:kan ikke anbefales|anbefales ikke|(?:blev )?ikke anbefalet)", "advise_not"),
    (r"(?:er |blev )?(?:godkendt|godkendes|imødekommet)", "godkendte"),
    (r"(?:er |blev )?(?:tiltrådt|tiltrædes|tiltræder|tiltrådte)", "tiltrådte"),
    (r"(?:er |blev )?(?:vedtaget|vedtages)", "vedtog"),
    (r"(?:er |blev )?(?:anbefales|anbefalet|anbefaler|anbefalede)", "advise"),
    (r"(?:er |blev )?(?:afvist|afvises|forkastet)", "no"),
    (r"(?:er |blev )?(?:udsat|udsættes)", "later"),
    (r"udgår|udgik", "out"),
)
_YES = ("godkendte", "tiltrådte", "vedtog")


class _Part(NamedTuple):
    points: tuple[Proposal, ...]
    outcome: str
    rest: str
    span: Span


def say_points(case: Case, kept: Iterable[Span]) -> tuple[Sentence, ...]:
    """Return what was decided on each point; () where a part of it is not sure.

    *kept* are the sentences of the decision that count.
    """
    by_label = dict(_labelled(case))
    if len(by_label) < 2:
        return ()
    said: list[Sentence] = []
    told = False
    for span in _units(case, kept):
        printed = calm(re.sub(r"\s+", " ", span.of(case.minutes.text)).strip())
        part = _part(printed, span, by_label)
        lines = tuple(_lines(case, part, also=told)) if part else _free(case, printed)
        if not lines:
            return ()
        told = told or part is not None
        sources = (span, *(point.span for point in part.points)) if part else (span,)
        said += [Sentence(line, "realised", sources) for line in lines]
    return tuple(said) if told else ()


def _labelled(case: Case) -> Iterator[tuple[str, Proposal]]:
    """Yield the points with the number or letter that they bear in the recommendation."""
    text = case.minutes.text
    for point in case.proposals:
        inside = _LABEL.match(point.span.of(text))
        mark = inside or _LABEL_BEFORE.search(
            text[max(0, point.span.start - 12) : point.span.start]
        )
        if mark and (point.verb or has_finite(point.clause)):
            yield mark[1].lower(), point


_LABEL = re.compile(rf"\(?({_ONE})[.)]\s", re.IGNORECASE)
_LABEL_BEFORE = re.compile(rf"(?:^|\s)\(?({_ONE})[.)]\s*(?:at\s*)?$", re.IGNORECASE)


def _units(case: Case, kept: Iterable[Span]) -> Iterator[Span]:
    """Yield the sentences, cut where a mark begins: "a) Godkendt. b) Udsat."."""
    for span in kept:
        text = span.of(case.minutes.text)
        cuts = [match.start() for match in _MARK.finditer(text) if match.start()]
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            yield from split_sentences(text[start:end], span.start + start)


_MARK = re.compile(
    r"(?:(?<=\. )|(?<=\.\n))(?=(?:ad\.? ?|punkt |pkt\.? )?(?:\d{1,2}|[a-h])[.):])", re.I
)


def _part(printed: str, span: Span, by_label: dict[str, Proposal]) -> _Part | None:
    match = _NAMED.match(printed)
    active = _ACTIVE.match(printed.rstrip(".")) if match is None else None
    if match:
        numbers = match["numbers"] or match["ad"] or match["after"] or match["bare"]
        rest = match["rest"]
    elif active:
        numbers, rest = active["numbers"], active["verb"]
    else:
        return None
    points = [by_label.get(label) for label in _labels(numbers)]
    for pattern, outcome in _OUTCOMES:
        found = re.match(rf"(?:{pattern})\b", rest, re.IGNORECASE)
        if found and points and all(points):
            after = rest[found.end() :].strip(" .")
            return _Part(tuple(one for one in points if one), outcome, after, span)
    return None


def _labels(numbers: str) -> list[str]:
    """Read "1 og 2", "1. og 3." and "1-3".

    >>> _labels("1. og 3."), _labels("2-4"), _labels("a, c og d")
    (['1', '3'], ['2', '3', '4'], ['a', 'c', 'd'])
    """
    span = re.fullmatch(r"(\d{1,2})\s?[-–]\s?(\d{1,2})\.?", numbers)
    if span:
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return [one.lower() for one in re.findall(rf"(?<!\w){_ONE}(?!\w)", numbers, re.IGNORECASE)]


def _lines(case: Case, part: _Part, *, also: bool) -> Iterator[str]:
    """Yield the sentences of one part: its points together where that is short, else one by one."""
    subject = case.pronoun.capitalize() if also else case.body
    rest, apart = _rest(part.rest)
    if rest is None:
        return
    if part.outcome == "out":
        clauses = ", og at ".join(clause_for(case, point, None) for point in part.points)
        yield _ended(case, f"Forslaget om, at {clauses}, udgik", rest)
        return
    together = f"{subject} {_joined(case, part, part.points)}"
    if count_words(together) + count_words(rest) <= LONGEST or len(part.points) == 1:
        yield _ended(case, together, rest)
    else:
        for number, point in enumerate(part.points):
            told = f"{subject if number == 0 else case.pronoun.capitalize()} "
            told += _joined(case, part, (point,), more=number > 0)
            yield _ended(case, told, rest if point is part.points[-1] else "")
    if apart:
        yield f"{upper_first(apart)}."


def _joined(case: Case, part: _Part, points: tuple[Proposal, ...], *, more: bool = False) -> str:
    also = " også" if more else ""
    if part.outcome in _YES:
        said = [_yes(case, point) for point in points]
        said = [re.sub(r"^(?:godkendte|tiltrådte|vedtog)\b", part.outcome, one) for one in said]
        first, *others = said
        rest = [one.removeprefix(f"{part.outcome}, ") for one in others]
        first = re.sub(r"^(\w+)", rf"\1{also}", first)
        comma = "," if any(one.startswith("at ") for one in rest) else ""
        return f"{join_list([first, *rest[:-1]])}{comma} og {rest[-1]}" if rest else first
    name = case.next_body
    clauses = [clause_for(case, point, name) for point in points]
    joined = ", og at ".join(clauses)
    frames = {
        "advise": f"anbefaler{also}, at {joined}",
        "advise_not": f"anbefaler{also} ikke, at {joined}",
        "no": f"godkendte{also} ikke forslaget om, at {joined}",
        "later": f"udsatte{also} forslaget om, at {joined}",
    }
    return frames[part.outcome]


def _yes(case: Case, point: Proposal) -> str:
    """Say yes to one point; a bare one ("bevillingen gives") in its own words, not the title's."""
    named = point.verb is None or point.verb.infinitive != "godkende" or not point.empty
    if named and is_bare(case, point):
        return f"godkendte, at {words_of(case, point.clause)}"
    return enacted(case, point)


def _rest(rest: str) -> tuple[str | None, str]:
    """Return what may follow in the same sentence (None: not sure), and what stands apart."""
    rest, _, second = rest.partition("; ")
    apart = (stand_alone(second) or "") if second else ""
    if second and not apart:
        return None, ""
    rest = rest.strip()
    to = re.match(r"(?:til|over ?for) (?P<who>.+)$", rest)
    if (
        to
        and len(find_bodies(to["who"])) == 1
        and find_bodies(to["who"])[0].span == (0, len(to["who"]))
    ):
        return "", apart
    if not rest or re.match(r", (?:idet|da|dog|men|fordi|så|hvis) ", rest):
        return rest, apart
    return None, ""


def _ended(case: Case, told: str, rest: str) -> str:
    if not rest:
        return f"{told.rstrip('.')}."
    return f"{told}{words_of(case, rest)}."


def _free(case: Case, printed: str) -> tuple[str, ...]:
    """Return a sentence of the decision that is on no point, where it stands by itself."""
    if not printed[0].isupper() or not has_finite(printed) or _NAMED.match(printed):
        return ()
    said = compress(printed, case.meeting)
    if any(HIDDEN in hide_names(one, case.minutes.participants) for one in said):
        return ()
    return said

"""A decision by numbered points, "Punkt 1 og 2 anbefales. Punkt 3 udgår.", told by what they ask.

The numbers are those of the recommendation, which a reader of the post has not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import find_bodies
from pipeline.danish.nouns import calm, join_list, upper_first
from pipeline.danish.verbs import verb_of_participle
from pipeline.drafting.case import Case
from pipeline.drafting.certain import is_changed
from pipeline.drafting.compress import count_words
from pipeline.drafting.members import without_names
from pipeline.drafting.names import HIDDEN, hide_names
from pipeline.drafting.outright import is_whole, say_outright
from pipeline.drafting.points import acted, clause_for, enacted, is_bare, is_readable, words_of
from pipeline.drafting.proposals import Proposal
from pipeline.drafting.provisos import later, say_proviso, with_new_sum
from pipeline.drafting.votes import count_of, without_count
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

LONGEST = 25
_ONE = r"(?:\d{1,2}|[a-h])"
_MANY = rf"(?P<numbers>{_ONE}[.)]?(?:(?:, | og |-|–){_ONE}[.)]?)*)"
_WORD = r"(?:indstillingens )?(?:punkt|pkt\.?|punkterne|indstillingspunkt|at)"
_NAMED = re.compile(
    rf"(?:(?:(?:forslaget|indstillingen) (?:under|i) |ad )?{_WORD}\.? {_MANY}"
    r"(?: om [^.;,]{3,60}?(?= (?:kan|blev|er|anbefales|godkendes)\b))?|"
    rf"ad\.? ?{_MANY.replace('numbers', 'ad')}|"
    rf"(?:indstillingens )?{_MANY.replace('numbers', 'after')} (?:punkt|pkt\.?|pind|at)|"
    rf"{_MANY.replace('numbers', 'bare')})"
    r"(?P<mark>[.):]{0,2}) +(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?P<who>[A-ZÆØÅ][\w -]+?) (?P<verb>tiltræder|godkender|anbefaler|tiltrådte|godkendte|"
    rf"anbefalede|indstiller)(?: over for [A-ZÆØÅ]\w+)? (?:{_WORD} )?{_MANY}"
    r"(?: til [\w-]+s godkendelse)?\.?$",
    re.IGNORECASE,
)


_Points = dict[str, tuple[Proposal, ...]]


class _Part(NamedTuple):
    points: tuple[Proposal, ...]
    outcome: str
    rest: str
    span: Span


def say_points(case: Case, kept: Iterable[Span]) -> tuple[Sentence, ...]:
    """Return what was decided on each point; () where a part of it is not sure.

    *kept* are the sentences of the decision that count.
    """
    by_label = _labelled(case) or _counted(case)
    if len(by_label) < 2:
        return ()
    said: list[Sentence] = []
    told = ""
    for span in _units(case, kept):
        printed = calm(re.sub(r"\s+", " ", span.of(case.minutes.text)).strip())
        part = _part(printed, span, by_label)
        if part:
            lines = tuple(_lines(case, part, last=told))
            told = part.outcome
        else:
            marked = _NAMED.match(printed)
            rest = upper_first(marked["rest"]) if marked else without_names(case, printed)
            if not rest or _VOTERS.match(rest):
                continue
            whole = marked is None or is_whole(rest)
            lines = say_outright(case, rest, opens=False) if whole else ()
        if not lines:
            return ()
        sources = (span, *(point.span for point in part.points)) if part else (span,)
        said += [Sentence(line, "realised", sources) for line in lines]
    return tuple(said) if told else ()


def _labelled(case: Case) -> _Points:
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


def _counted(case: Case) -> _Points:
    """Return the points by their place, where the recommendation does not number them."""
    readable = all(is_readable(point) for point in case.proposals)
    points = case.proposals if readable else ()
    return {str(place): (point,) for place, point in enumerate(points, 1)}


_LABEL = re.compile(rf"\(?({_ONE})[.)]\s", re.IGNORECASE)
_LABEL_BEFORE = re.compile(rf"(?:^|\s)\(?({_ONE})[.)]\s*(?:at\s*)?$", re.IGNORECASE)


def _units(case: Case, kept: Iterable[Span]) -> Iterator[Span]:
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


_ONLY_MARK = re.compile(r"(?:ad\.? ?|punkt |pkt\.? )?(?:\d{1,2}|[a-h])[.):]{1,2}", re.IGNORECASE)
_MARK = re.compile(
    r"(?:(?<=\. )|(?<=\.\n)|(?<=; ))"
    r"(?=(?:ad\.? ?|punkt |pkt\.? )?(?:\d{1,2}|[a-h])[.):]|(?:punkt|pkt\.?) (?:\d|[a-h]\b)|"
    r"\d\. (?:at|pind|punkt)\b)|"
    # "a og b. Forslaget …" is no abbreviation.
    r"(?<= og [a-h]\. )(?=[a-zæøå]{3})",
    re.I,
)


def _part(printed: str, span: Span, by_label: _Points) -> _Part | None:
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
    for pattern, outcome in _outcomes():
        found = pattern.match(rest)
        if found and points and all(points):
            after = rest[found.end() :].strip(" .")
            flat = tuple(one for some in points for one in some or ())
            return _Part(flat, outcome, after, span)
    return None


@cache
def _outcomes() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?:{row['from']})(?!\w)", re.IGNORECASE), row["means"])
        for row in load_lexicon("outright")["outcome"]
    )


def _labels(numbers: str) -> list[str]:
    """Read "1 og 2", "1. og 3." and "1-3".

    >>> _labels("1. og 3."), _labels("2-4"), _labels("a, c og d")
    (['1', '3'], ['2', '3', '4'], ['a', 'c', 'd'])
    """
    span = re.fullmatch(r"(\d{1,2})\s?[-–]\s?(\d{1,2})\.?", numbers)
    if span:
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return [one.lower() for one in re.findall(rf"(?<!\w){_ONE}(?!\w)", numbers, re.IGNORECASE)]


def _lines(case: Case, part: _Part, *, last: str) -> Iterator[str]:
    """Yield the sentences of one part: its points together where that is short, else one by one.

    *last* is the outcome of the part before it, "" for none.
    """
    points, outcome = part.points, part.outcome
    rest, second = (
        _BESIDE.split(part.rest, maxsplit=1) if _BESIDE.search(part.rest) else (part.rest, "")
    )
    beside = say_outright(case, upper_first(second.strip()), opens=False) if second else ()
    if second and not beside:
        return
    rest, votes, some = _shape(rest)
    subject = case.pronoun.capitalize() if last else case.body
    subject = f"Et flertal i {case.body}" if some else subject
    if outcome in ("out", "on"):
        yield from _gone(case, part, subject, rest)
        return
    named = HIDDEN in hide_names(rest, case.minutes.participants)
    if named and rest.startswith((", idet ", "idet ")):
        # Why some were against it.
        rest = ""
    told = say_proviso(case, rest) if rest else ("", "", "")
    if told is None or (rest and not _PROVISO.match(rest)):
        return
    joined, apart, words = told
    if apart and words.lower().startswith("idet ") and outcome.startswith("advise"):
        # What is only recommended may not stand as a fact.
        joined, apart = f", {words}", ""
    exchanged = with_new_sum(points, words) if rest else None
    points = later(points, rest)
    if exchanged:
        points, joined, apart = exchanged, "", ""
    elif rest and is_changed(words) and len(points) > 1:
        return
    more = last == outcome and not some
    yield from _of_points(case, part._replace(points=points), subject, joined, more=more)
    if apart:
        yield apart
    yield from _ballot(votes, yes=outcome in ("yes", "advise"))
    yield from beside


def _ballot(votes: tuple[str, str] | None, *, yes: bool) -> Iterator[str]:
    """Yield how many were for and against what a part decided, where that is told."""
    if votes and yes:
        yield f"Det skete med {votes[0]} stemmer mod {votes[1]}."
    elif votes:
        yield f"Stemmerne faldt med {votes[0]} for og {votes[1]} imod."


# Who was against it, by name.
_VOTERS = re.compile(r"(?:For|Imod)(?: stemte)?:? (?:\[|[A-ZÆØÅ][\w-]+ [A-ZÆØÅ])")
# "…; sletning sker i maj", "…, og regnskabet sendes til revisionen": what happens besides.
_BESIDE = re.compile(r";|, og (?=[a-zæøå]+(?:en|et|erne) [a-zæøå]+s )")


def _gone(case: Case, part: _Part, subject: str, rest: str) -> Iterator[str]:
    """Yield the sentence of a part that was dropped, or sent to somebody."""
    clauses = ", og at ".join(clause_for(case, point, None) for point in part.points)
    if part.outcome == "out":
        joined, apart, _ = (rest and say_proviso(case, rest)) or ("", "", "")
        yield f"Forslaget om, at {clauses}, udgik{joined}."
        yield from [apart] if apart else []
    elif where := re.fullmatch(r"(?:videre )?(?P<to>til \S[^,;]*)", part.rest):
        to = words_of(case, where["to"])
        yield f"{subject} sender forslaget om, at {clauses}, videre {to}."


# What may follow an outcome: a proviso, or the sum that holds.
_PROVISO = re.compile(
    r",? ?(?:idet|dog|men|da|hvis|fordi|så|forudsat|således|sådan|indtil|når|med virkning)\b|"
    r",? ?(?:med|under|på) (?:den |de |det |en |et )?(?:tilføjelse|bemærkning|ændring|krav|"
    r"forudsætning|betingelse|vilkår)|med [\d.,]+ (?:procent|pct|kr|mio|mia)",
    re.IGNORECASE,
)


def _shape(rest: str) -> tuple[str, tuple[str, str] | None, bool]:
    """Return what is left after votes and the body it goes to, the votes, and who: a majority."""
    bracket = re.match(r"\((?P<in>[^()]*)\)", rest)
    votes = count_of(rest)
    rest = without_count(rest)
    rest = rest[bracket.end() :] if bracket else rest
    rest = re.sub(r"^ ?enstemmigt", "", rest)
    some = re.match(r"af (?:et )?flertal(?:let)?(?: \([^()]*\))?", rest.strip())
    rest = rest.strip()[some.end() :] if some else rest
    to = re.match(r"(?:til|over ?for) (?P<who>\S+(?: og \S+)?)", rest.strip())
    if to and find_bodies(to["who"]) and find_bodies(to["who"])[0].span.start == 0:
        rest = rest.strip()[to.end() :]
    return rest.strip(" ."), votes, bool(some)


def _of_points(case: Case, part: _Part, subject: str, joined: str, *, more: bool) -> Iterator[str]:
    points, outcome = part.points, part.outcome
    together = f"{subject} {_joined(case, outcome, points, more=more)}"
    if count_words(together) + count_words(joined) <= LONGEST or len(points) == 1:
        yield f"{together.rstrip('.')}{joined}."
        return
    for number, point in enumerate(points):
        told = subject if number == 0 else case.pronoun.capitalize()
        told += f" {_joined(case, outcome, (point,), more=more or number > 0)}"
        yield f"{told.rstrip('.')}{joined if point is points[-1] else ''}."


def _joined(case: Case, outcome: str, points: tuple[Proposal, ...], *, more: bool = False) -> str:
    also = " også" if more else ""
    if outcome == "yes":
        first, *others = [_yes(case, point) for point in points]
        rest = [one.removeprefix("godkendte, ") for one in others]
        first = re.sub(r"^(\w+)", rf"\1{also}", first)
        comma = "," if any(one.startswith("at ") for one in rest) else ""
        return f"{join_list([first, *rest[:-1]])}{comma} og {rest[-1]}" if rest else first
    name = case.next_body
    clauses = [_advised(case, point, name) for point in points]
    said = ", og at ".join(clauses)
    noted = [_noted_object(case, one) for one in points]
    frames = {
        "noted": f"tog{also} {join_list(noted)} til efterretning",
        "advise": f"anbefaler{also}, at {said}",
        "advise_not": f"anbefaler{also} ikke, at {said}",
        "no": f"sagde{also} nej til forslaget om, at {said}",
        "later": f"udsatte{also} forslaget om, at {said}",
    }
    return frames[outcome]


def _advised(case: Case, point: Proposal, name: str | None) -> str:
    """Return what a point asks for; of "planen anbefales godkendt" only what is recommended."""
    if point.verb and point.verb.infinitive == "anbefale" and point.object:
        done = verb_of_participle(point.rest.partition(" ")[0])
        if done:
            after = point.rest.partition(" ")[2]
            return words_of(case, f"{point.object} {done.passive} {after}").strip()
    return clause_for(case, point, name)


def _noted_object(case: Case, point: Proposal) -> str:
    return words_of(case, point.object) if point.object else "orienteringen"


def _yes(case: Case, point: Proposal) -> str:
    """Say yes to one point; a bare one ("bevillingen gives") in its own words, not the title's."""
    if point.verb and point.verb.infinitive == "godkende" and not point.empty:
        return acted(case, point, "godkendte")
    if is_bare(case, point):
        return f"godkendte, at {words_of(case, point.clause)}"
    return enacted(case, point)

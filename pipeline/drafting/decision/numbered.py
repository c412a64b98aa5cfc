"""A decision by numbered points, "Punkt 1 og 2 anbefales. Punkt 3 udgår.", told by what they ask.

The numbers are those of the recommendation, which a reader of the post has not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.danish.clauses import stop, without_stop
from pipeline.danish.nouns import calm, join_list, upper_first
from pipeline.danish.numerals import in_digits
from pipeline.danish.verbs import verb_of_participle
from pipeline.drafting.case import Case
from pipeline.drafting.decision.another_day import with_day_after, with_days_after, with_new_day
from pipeline.drafting.decision.attributed import attributed
from pipeline.drafting.decision.by_place import numbered_by_place
from pipeline.drafting.decision.certain import is_changed
from pipeline.drafting.decision.changes import LATER_START, alters, later, with_new_sum
from pipeline.drafting.decision.dissent import against_point
from pipeline.drafting.decision.listed import is_opening
from pipeline.drafting.decision.named import halves, parts_of
from pipeline.drafting.decision.numbers import (
    NAMED,
    Part,
    Points,
    as_point,
    points_by_label,
    put_to_vote,
    read_part,
    units,
    with_figures,
)
from pipeline.drafting.decision.outright import say_outright
from pipeline.drafting.decision.passed import PASSED, say_passed
from pipeline.drafting.decision.points import (
    acted,
    clause_for,
    enacted,
    is_bare,
    recommends_itself,
    words_of,
)
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.decision.provisos import Proviso, as_change, say_proviso
from pipeline.drafting.decision.said_again import said_again
from pipeline.drafting.decision.unruled import (
    agreement,
    as_printed,
    beside,
    named_again,
    points_of,
    with_points_told,
)
from pipeline.drafting.decision.votes import (
    with_ballots,
    without_agent,
    without_votes,
)
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN, hide_names
from pipeline.drafting.plain.compress import count_words
from pipeline.records import Sentence, Span

LONGEST = 25


def say_points(case: Case, kept: Iterable[Span]) -> tuple[Sentence, ...]:
    """Return what was decided on each point; () where a part of it is not sure.

    *kept* are the sentences of the decision that count.
    """
    by_label = points_by_label(case)
    if len(by_label) < 2:
        return ()
    said: list[Sentence] = []
    last = ""
    text = case.minutes.text
    left = with_days_after(with_ballots(tuple(units(case, kept)), text), text)
    counted = numbered_by_place(case, left)
    while left:
        span = left.pop(0)
        printed = calm(case.printed(span))
        if is_opening(printed):
            continue
        for half in counted.get(span) or halves(with_figures(as_point(case, printed))):
            part = read_part(half, span, by_label) or put_to_vote(case, span, left, by_label)
            parts = parts_of(half, span, by_label, part) or ((part,) if part else ())
            told = [_say_beside(case, half, by_label, span)] if not parts else []
            for one in parts:
                own = tuple(_lines(case, one, last=last))
                own = own or as_printed(case, one.points, one.printed)
                told.append((one.points, named_again(case, own, said)))
                last = one.outcome
            for about, lines in told:
                if lines == ():
                    return ()
                sources = (span, *(point.span for point in about))
                said += [Sentence(line, "realised", sources) for line in lines or ()]
    on_points = [one for one in said if len(one.sources) > 1]
    return tuple(said) if on_points else ()


def _say_beside(
    case: Case, printed: str, by_label: Points, span: Span
) -> tuple[tuple[Proposal, ...], tuple[str, ...] | None]:
    """Tell a sentence that is no outcome of points, and which it is about; None for no line."""
    marked = NAMED.match(printed)
    about = points_of(marked, by_label) if marked else ()
    apart = against_point(case, span)
    if apart:
        return about, (apart.text,)
    printed = upper_first(agreement(case, marked, about)) if marked else printed
    rest = without_names(case, with_points_told(case, printed, by_label))
    if not rest or _VOTERS.match(rest):
        return (), None
    return about, beside(case, rest, about) if about or not marked else ()


def _lines(case: Case, part: Part, *, last: str) -> Iterator[str]:
    """Yield the sentences of one part: its points together where that is short, else one by one.

    *last* is the outcome of the part before it, "" for none.
    """
    outcome = part.outcome
    if not outcome:
        return
    points, said = with_day_after(part.points, part.rest)
    part = part._replace(points=points, rest=said)
    rest, second = (
        _BESIDE.split(part.rest, maxsplit=1) if _BESIDE.search(part.rest) else (part.rest, "")
    )
    beside = say_outright(case, upper_first(second.strip()), opens=False) if second else ()
    if second and not beside:
        return
    rest, votes, some = without_votes(without_agent(rest, case.body))
    subject = case.pronoun.capitalize() if last else case.body
    subject = f"{some} {case.body}" if some else subject
    if outcome in PASSED:
        yield from say_passed(case, part, subject, rest)
        return
    added = _added(case, outcome, rest)
    if added is None:
        return
    exchanged = with_new_sum(points, added.words) if added.words else None
    exchanged = exchanged or said_again(points, rest) or with_new_day(points, rest)
    points = exchanged or later(points, rest)
    if exchanged:
        added = _NOTHING
    elif added.words and is_changed(added.words) and len(points) > 1:
        return
    alone = replace(case, proposals=points)
    # A later start is no other thing than was asked for.
    other = added.words and points == part.points and alters(alone, added.words)
    other = other and not LATER_START.match(added.words)
    if len(points) == 1 and outcome in _AGREED and other:
        yield from _as_proposed(alone, _AGREED[outcome], added)
    else:
        more = last == outcome and not some
        part = part._replace(points=points)
        yield from _of_points(case, part, subject, added.joined, more=more)
        yield from [added.apart] if added.apart else []
    yield from _ballot(votes, yes=outcome in _AGREED)
    yield from beside


_AGREED = {"yes": "godkendte", "advise": "anbefaler"}
_NOTHING = Proviso(Span(0, 0), "", "", "")


def _added(case: Case, outcome: str, rest: str) -> Proviso | None:
    """Return what is said besides the outcome of a part; None where that can't be told."""
    named = HIDDEN in hide_names(rest, case.minutes.participants)
    if not rest or (named and rest.startswith((", idet ", "idet "))):
        # Why some were against it, by name.
        return _NOTHING
    if outcome == "later" and _UNTIL.match(rest):
        return Proviso(Span(0, 0), f", {rest}", "", rest)
    told = say_proviso(case, rest)
    if told is None or not _PROVISO.match(rest):
        return None
    added = Proviso(Span(0, 0), *told)
    if added.apart and added.words.lower().startswith("idet ") and outcome.startswith("advise"):
        # What is only recommended may not stand as a fact.
        return added._replace(joined=f", {added.words}", apart="")
    return added


def _as_proposed(case: Case, verb: str, added: Proviso) -> Iterator[str]:
    """Yield what a point proposed, and that it was agreed to otherwise than that."""
    before = attributed(case)
    if before:
        added = as_change(added)
        yield from before
        yield f"{case.body} {verb} det{added.joined.removesuffix('.')}."
        yield from [added.apart] if added.apart else []


def _ballot(votes: tuple[str, str] | None, *, yes: bool) -> Iterator[str]:
    """Yield how many were for and against what a part decided, where that is told."""
    # "Forkastet med 5 stemmer mod 4": the five were against it.
    carried = votes and int(in_digits(votes[0])) > int(in_digits(votes[1]))
    if votes and (yes or carried):
        yield f"Det skete med {votes[0]} stemmer mod {votes[1]}."
    elif votes:
        yield f"Der stemte {votes[0]} for og {votes[1]} imod."


# Who was against it, by name.
_VOTERS = re.compile(r"(?:For|Imod)(?: stemte)?:? (?:\[|[A-ZÆØÅ][\w-]+ [A-ZÆØÅ])")
# "…; sletning sker i maj", "…, og regnskabet sendes til revisionen": what happens besides.
_BESIDE = re.compile(r";|, og (?=[a-zæøå]+(?:en|et|erne) [a-zæøå]+s )")


# "Udsættes til mødet i maj, hvor …"
_UNTIL = re.compile(r"(?:til|indtil|til og med) ")
# What may follow an outcome: a proviso, or the sum that holds.
_PROVISO = re.compile(
    r",? ?(?:idet|dog|men|da|hvis|fordi|så|forudsat|således|sådan|indtil|når|med virkning)\b|"
    r",? ?til (?=[^.]*\b(?:foreligger|er|har|bliver|kommer)\b)|"
    r",? ?(?:med|under|på) (?:den |de |det |en |et )?(?:tilføjelse|bemærkning|ændring|krav|"
    r"forudsætning|betingelse|vilkår)|med (?:stor |en )?(?:tak|ros|glæde|beklagelse|tilfredshed|"
    r"bekymring|interesse|anerkendelse|påskønnelse)\b|"
    r"(?:med|for) [\d.,]+ (?:procent|pct|kr|mio|mia|[a-zæøå]{4,})",
    re.IGNORECASE,
)


def _of_points(case: Case, part: Part, subject: str, joined: str, *, more: bool) -> Iterator[str]:
    points, outcome = part.points, part.outcome
    together = f"{subject} {_joined(case, outcome, points, more=more)}"
    if count_words(together) + count_words(joined) <= LONGEST or len(points) == 1:
        yield stop(f"{without_stop(together)}{joined}")
        return
    for number, point in enumerate(points):
        told = subject if number == 0 else case.pronoun.capitalize()
        told += f" {_joined(case, outcome, (point,), more=more or number > 0)}"
        yield stop(f"{without_stop(told)}{joined if point is points[-1] else ''}")


def _joined(case: Case, outcome: str, points: tuple[Proposal, ...], *, more: bool = False) -> str:
    also = " også" if more else ""
    if outcome == "yes":
        first, *others = [_yes(case, point) for point in points]
        # "tog evalueringen til efterretning og godkendte, at …"
        again = first.startswith("godkendte")
        rest = [_AGAIN.sub("", one) if again else one for one in others]
        first = re.sub(r"^(\w+)", rf"\1{also}", first)
        if _AGAIN.match(first) and rest and all(one.startswith("at ") for one in rest):
            return f"{', '.join([first, *rest[:-1]])}, og {rest[-1]}"
        # "godkendte, at skolen bygges, og nedsatte et udvalg"
        comma = "," if any(one.startswith("at ") for one in rest) or ", at " in first else ""
        return f"{join_list([first, *rest[:-1]])}{comma} og {rest[-1]}" if rest else first
    # Who has the case next acts in what is recommended to it, never in what was put off or refused.
    name = case.next_body if outcome.startswith("advise") else None
    clauses = [_advised(case, point, name) for point in points]
    said = ", og at ".join(clauses)
    if outcome == "advise_not" and _NOT.search(said):
        # "anbefaler ikke, at indsigelserne ikke imødekommes" would have to be read twice.
        return f"kan{also} ikke anbefale forslaget om, at {said}"
    noted = [_noted_object(case, one) for one in points]
    own = points[0] if outcome == "advise" and len(points) == 1 else None
    if own and recommends_itself(case, own) and (own.rest or "over for ").startswith("over for "):
        return acted(case, own, f"anbefaler{also}")
    frames = {
        "noted": f"tog{also} {join_list(noted)} til efterretning",
        "advise": f"anbefaler{also}, at {said}",
        "advise_not": f"anbefaler{also} ikke, at {said}",
        "no": f"sagde{also} nej til forslaget om, at {said}",
        "reserves": f"tager{also} forbehold for forslaget om, at {said}",
        "later": f"udsatte{also} forslaget om, at {said}",
        "talked": f"drøftede{also} {join_list([_talked(case, one) for one in points])}".replace(
            "drøftede om ", "drøftede, om "
        ),
    }
    return frames[outcome]


_NOT = re.compile(r"\bikke\b")
# "godkendte, at …, og at …": the verb is said once.
_AGAIN = re.compile(r"^godkendte(?: også)?(?: forslaget om)?, (?=at )")


def _advised(case: Case, point: Proposal, name: str | None) -> str:
    """Return what a point asks for; of "planen anbefales godkendt" only what is recommended."""
    if point.verb and point.verb.infinitive == "anbefale" and point.object:
        done = verb_of_participle(point.rest.partition(" ")[0])
        if done:
            after = point.rest.partition(" ")[2]
            return words_of(case, f"{point.object} {done.passive} {after}").strip()
    return clause_for(case, point, name)


def _talked(case: Case, point: Proposal) -> str:
    """Return what a point asks to discuss, or the proposal itself."""
    whether = re.search(r"\bdrøfter,? (?P<x>(?:om|hv[a-zæøå]+) .+)", point.clause)
    if whether:
        return words_of(case, whether["x"])
    discussed = point.verb is not None and point.verb.infinitive == "drøfte" and point.object
    return words_of(case, point.object) if discussed else f"forslaget om, at {point.clause}"


def _noted_object(case: Case, point: Proposal) -> str:
    return words_of(case, point.object) if point.object else "orienteringen"


def _yes(case: Case, point: Proposal) -> str:
    """Say yes to one point; a bare one ("bevillingen gives") in its own words, not the title's."""
    if point.verb and point.verb.infinitive == "godkende" and not point.empty:
        return acted(case, point, "godkendte")
    if is_bare(case, point):
        return f"godkendte, at {words_of(case, point.clause)}"
    return enacted(case, point)

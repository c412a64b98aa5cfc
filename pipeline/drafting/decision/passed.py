"""Points that nothing was decided on: dropped, sent to somebody, or left waiting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.danish.bodies import find_bodies
from pipeline.danish.clauses import stop
from pipeline.drafting.case import Case
from pipeline.drafting.decision.numbers import Part
from pipeline.drafting.decision.points import clause_for, words_of
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.decision.provisos import say_proviso

PASSED = frozenset({"out", "on", "waits", "apart"})


def say_passed(case: Case, part: Part, subject: str, rest: str) -> Iterator[str]:
    """Yield the sentences of a part that was dropped, sent to somebody, or left waiting."""
    clauses = ", og at ".join(clause_for(case, point, None) for point in part.points)
    if part.outcome == "out":
        rest = _OF_ANOTHER.sub("", rest)
        joined, apart, _ = (rest and say_proviso(case, rest)) or ("", "", "")
        yield f"Forslaget om, at {clauses}, udgik{joined}."
        yield from [apart] if apart else []
    elif part.outcome == "apart":
        why = f", {rest.lstrip(' ,')}" if rest else ""
        yield stop(f"Undtaget er forslaget om, at {clauses}{why}")
    elif part.outcome == "waits":
        yield f"Forslaget om, at {clauses}, venter {_waits_for(part.rest)}.".replace("  ", " ")
    elif where := _WHERE.fullmatch(part.rest):
        way = "tilbage" if where["back"] else "videre"
        to = f"{words_of(case, where['to'])}{where['why'] or ''}"
        what = _sent_object(case, part.points, where["to"], clauses)
        yield f"{subject} sender {what} {way} {to}."


_WHERE = re.compile(
    r"(?P<back>tilbage )?(?:videre )?(?P<to>til \S[^,;]*)"
    r"(?P<why>, (?:idet|da|fordi|der|som|så) [^;]+)?"
)


def _sent_object(case: Case, points: tuple[Proposal, ...], to: str, clauses: str) -> str:
    """Return what was sent: the proposal, or what it asks to send to the same body."""
    bodies = {mention.body.name for mention in find_bodies(to)}
    again = bodies & {mention.body.name for mention in find_bodies(clauses)}
    if len(points) == 1 and again:
        return words_of(case, points[0].object) if not points[0].empty else "sagen"
    return f"forslaget om, at {clauses},"


# "Bortfalder som følge af beslutningen under 1": no reader knows which that is.
_OF_ANOTHER = re.compile(
    r"(?:som følge af|på grund af|i lyset af|jf\.?) (?:beslutningen |afgørelsen |svaret )?"
    r"(?:under|i|på|om|til|vedr\.?|ad)?(?: ?(?:ad|punkt|pkt\.?|pind))? ?\d\.?$"
)


def _waits_for(rest: str) -> str:
    return rest if re.match(r"(?:på|til|indtil)\b", rest) else f"på {rest}"

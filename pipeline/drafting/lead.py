"""The lead: when the meeting was, its one or two most important decisions, and where they go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.dates import format_date
from pipeline.danish.nouns import join_list, lower_first, upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.certain import agreed_with, says_yes_to_motion, sure_types
from pipeline.drafting.compress import count_words
from pipeline.drafting.headlines import KEYWORD_LIMIT, telling_topic
from pipeline.drafting.ranking import routine_row
from pipeline.drafting.realise import decision_sources, is_unsure
from pipeline.drafting.titles import plain_topic, shorten
from pipeline.drafting.turned import is_put_off
from pipeline.drafting.verbatim import full_stop, is_mixed
from pipeline.labels import Decision
from pipeline.records import Minutes, Sentence, Span

SHORTEST = 25
# Verb and object of a decision in the lead, and the verb for several cases at once.
_VERBS: dict[Decision, str] = {
    Decision.ANBEFALES: "anbefalede",
    Decision.GODKENDT: "godkendte",
    Decision.DROEFTET: "drøftede",
    Decision.UDSAT: "udsatte",
}


def write_lead(
    minutes: Minutes, cases: Sequence[Case], *, brief: bool = False
) -> tuple[Sentence, ...]:
    """Return the lead's sentences; none where there is nothing to tell."""
    if not cases:
        return ()
    top = list(cases[:2])
    sources = _sources(minutes, top)
    sentences = [Sentence(text, "realised", sources) for text in _decisions(minutes, top)]
    if brief:
        return tuple(sentences[:1])
    onward = _onward(top)
    if onward:
        sentences.append(Sentence(onward, "realised", sources))
    if sum(count_words(one.text) for one in sentences) < SHORTEST and len(cases) > len(top):
        sentences += _also_on_the_agenda(minutes, cases[len(top) :])
    return tuple(sentences)


def _also_on_the_agenda(minutes: Minutes, cases: Sequence[Case]) -> list[Sentence]:
    named = [case for case in cases if "?" not in case.labelled.item.title]
    more = [case for case in named if routine_row(case.labelled.item.title) is None][:2]
    if not more:
        return []
    text = f"På dagsordenen var også {join_list([_topic(case) for case in more])}."
    return [Sentence(text, "realised", _sources(minutes, more))]


def _decisions(minutes: Minutes, top: list[Case]) -> list[str]:
    when = f" {format_date(minutes.date, weekday=True)}" if minutes.date else ""
    body = top[0].body
    kinds = [_kind(case) for case in top]
    if len(top) == 2 and kinds[0] == kinds[1] and kinds[0] in _VERBS:
        topics = join_list([_topic(case) for case in top])
        return [f"På mødet{when} {_VERBS[kinds[0]]} {body} to sager: {topics}."]
    first = full_stop(f"På mødet{when} {_inverted(top[0], body)}")
    rest = [_also(case) for case in top[1:]]
    return [first, *rest]


def _inverted(case: Case, body: str) -> str:
    verb, rest = _act(case)
    return f"{verb} {body} {rest}"


def _also(case: Case) -> str:
    pronoun = upper_first(case.pronoun)
    verb, rest = _act(case)
    # "Den sagde også nej" would make a first no of the yes before it.
    also = "" if _kind(case) is Decision.AFVIST else "også "
    return full_stop(f"{pronoun} {verb} {also}{rest}")


def _act(case: Case) -> tuple[str, str]:
    """Return the verb of the decision and what follows it, the body's place being between."""
    kind = _kind(case)
    if kind is Decision.DROEFTET and "»" not in case.matter.thing:
        return _VERBS[kind], case.matter.thing
    if kind in _VERBS:
        return _VERBS[kind], _case(case)
    if kind is Decision.TAGET_TIL_EFTERRETNING:
        about = case.matter.about
        return (
            ("fik", about)
            if about.startswith("orienteringen ")
            else ("blev", f"orienteret om {about}")
        )
    if kind is Decision.AFVIST:
        return "sagde", f"nej til indstillingen i {_case(case)}"
    return "behandlede", _case(case)


def _kind(case: Case) -> Decision | None:
    """Return the decision to lead with; None for a yes that means no, which needs its own words."""
    kinds = sure_types(case)
    if is_unsure(case) or is_mixed(case) or (Decision.AFVIST in kinds and len(kinds) > 1):
        return None
    if is_put_off(case) or (Decision.UDSAT in kinds and Decision.DROEFTET in kinds):
        return Decision.UDSAT
    if Decision.GODKENDT in kinds:
        refused = any(point.refuses for point in case.proposals) or "afslag" in case.decision_text
        other = agreed_with(case) is not None or says_yes_to_motion(case)
        return None if refused or other else Decision.GODKENDT
    return kinds[0]


def _onward(top: list[Case]) -> str | None:
    going = [case for case in top if case.next_body]
    if any(_kind(case) in (Decision.UDSAT, Decision.AFVIST) for case in going) or not going:
        return None
    names = join_list(list(dict.fromkeys(case.next_body or "" for case in going)))
    if len(going) == len(top):
        subject = "Sagen" if len(going) == 1 else "Sagerne"
        return f"{subject} går nu videre til {names}."
    which = "Den første sag" if going[0] is top[0] else "Den sag"
    return f"{which} går nu videre til {names}."


def _case(case: Case) -> str:
    """Return "sagen om …"; of a title with a subtitle, only what stands before it."""
    if "»" not in case.matter.case:
        return case.matter.case
    topic = telling_topic(case.matter.topic)
    head, _, rest = topic.partition(", ")
    if " og " not in topic and not _NARROWS.match(rest):
        topic = head
    if "?" in topic or topic.count("(") != topic.count(")"):
        return case.matter.case
    return f"sagen om {lower_first(topic)}"


# "spildevandsplan 2011-2018, tillæg 2": only that part of it was decided.
_NARROWS = re.compile(
    r"(?:\w+ )?(?:tillæg|ændring|del|etape|afsnit|fase)\b|\w*tillæg\b|\d\. behandling\b",
    re.IGNORECASE,
)


def _topic(case: Case) -> str:
    thing = case.matter.thing
    if "»" in thing:
        return _case(case).removeprefix("sagen om ")
    if " og " in thing:
        # Two cases are joined by "og" already: take the shortest name of this one.
        return lower_first(shorten(plain_topic(case.matter.topic), KEYWORD_LIMIT))
    return shorten(lower_first(case.matter.topic) if thing.startswith("sagen") else thing, 70)


def _sources(minutes: Minutes, cases: Sequence[Case]) -> tuple[Span, ...]:
    spans = [minutes.preamble] if minutes.preamble.start < minutes.preamble.end else []
    spans += [span for case in cases for span in decision_sources(case)]
    return tuple(dict.fromkeys(spans))

"""The lead: when the meeting was, its one or two most important decisions, and where they go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from pipeline.danish.clauses import stop
from pipeline.danish.dates import format_date
from pipeline.danish.nouns import join_list, upper_first
from pipeline.danish.verbs import has_finite
from pipeline.drafting.became import with_change
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import (
    agreed_with,
    is_sent_on,
    says_yes_to_motion,
    sure_types,
)
from pipeline.drafting.decision.doubted import is_unsure
from pipeline.drafting.decision.mixed import is_mixed
from pipeline.drafting.decision.options import named_options
from pipeline.drafting.decision.realise import Decided, decision_sources
from pipeline.drafting.decision.sent import not_reached
from pipeline.drafting.decision.smaller import smaller_yes
from pipeline.drafting.decision.turned import is_put_off
from pipeline.drafting.headings.bare import is_bare
from pipeline.drafting.headings.capitals import small
from pipeline.drafting.headings.headlines import KEYWORD_LIMIT, telling_topic
from pipeline.drafting.headings.short_names import names_of
from pipeline.drafting.headings.shortened import plain_topic, shorten
from pipeline.drafting.opening import Act, act_of, weight_of
from pipeline.drafting.plain.compress import count_words
from pipeline.labels import SAID_YES, Decision, SectionKind
from pipeline.records import Minutes, Sentence, Span

SHORTEST = 25
LONGEST = 45
# The most words of a sentence, and of the one that tells the day as well.
MAXIMUM = 25
_WITH_DAY = 28
# So many words may stand between "sagde" and "nej".
_APART = 7
# No reader takes these for the last word in a case.
_GOES_ON = re.compile(r"\b(?:anbefalede|indstillede|sendte|behandlede|videresendte)\b")
# Of so many cases, the first whose decisions are looked at for one that can be told.
_SEEN = 4
# Decisions that don't go before one that is weightier by its place.
_QUIET = {Decision.UDSAT, Decision.DROEFTET, Decision.TAGET_TIL_EFTERRETNING}
# Verb and object of a decision in the lead, and the verb for several cases at once.
_VERBS: dict[Decision, str] = {
    Decision.ANBEFALES: "anbefalede",
    Decision.GODKENDT: "godkendte",
    Decision.DROEFTET: "drøftede",
    Decision.UDSAT: "udsatte",
}


def write_lead(
    minutes: Minutes, decided: Sequence[Decided], *, brief: bool = False
) -> tuple[Sentence, ...]:
    """Return the lead's sentences; none where there is nothing to tell."""
    if not decided:
        return ()
    acts = {id(one.case): act_of(one, _short_case(one.case)) for one in decided[:_SEEN]}
    cases = _telling([one.case for one in decided], acts)
    top = [cases[0], *_second(cases, acts)]
    sources = _sources(minutes, top)
    told = _fitting(_told(minutes, top, [acts[id(case)] for case in top]))
    sentences = [Sentence(text, "realised", sources) for text in told]
    if brief:
        return tuple(sentences[:1])
    if sum(count_words(one.text) for one in sentences) < SHORTEST:
        sentences += _one_more(minutes, cases, acts, top)
    return tuple(replace(one, text=_TWICE.sub(r"\1", one.text)) for one in sentences)


# "taksten for vand i 2027 i 2027", "taksterne for affald 2016 for 2016"
_TWICE = re.compile(r"\b((?:(?:i|for|fra) )?(20\d\d)) (?:i|for|fra) \2\b")


def _telling(cases: Sequence[Case], acts: Mapping[int, Act | None]) -> Sequence[Case]:
    """Put a case whose outcome can't be told behind those whose can: "behandlede" is no news."""
    first = acts[id(cases[0])]
    if weight_of(first) > _NO_NEWS if first else _act(cases[0])[0] != "behandlede":
        return cases
    told = [one for one in cases[:_SEEN] if _is_news(one, acts[id(one)])]
    return [*told, *(one for one in cases if all(one is not other for other in told))]


def _is_news(case: Case, act: Act | None) -> bool:
    quiet = _QUIET & set(sure_types(case))
    return act is not None and not quiet and weight_of(act) > _NO_NEWS


# A talk, a paper that was handled.
_NO_NEWS = -2.9


def _fitting(told: Sequence[str]) -> list[str]:
    """Leave out who has a case next where the lead is long and its verb says that it goes on."""
    told = list(told)
    while _words(told) > LONGEST:
        going = [
            at
            for at in range(1, len(told))
            if told[at].startswith(("Sagen går ", "Sagerne går ")) and _GOES_ON.search(told[at - 1])
        ]
        if not going:
            break
        del told[going[-1]]
    return told


def _second(cases: Sequence[Case], acts: Mapping[int, Act | None]) -> Sequence[Case]:
    """Return the next weightiest case, one whose decision can be told before one that can't."""
    rest = cases[1:_SEEN]
    first = acts[id(rest[0])] if rest else None
    if not rest or (first and weight_of(first) > _NO_NEWS):
        return rest[:1]
    told = [one for one in rest if _is_news(one, acts[id(one)])]
    return (told or [one for one in rest if _act(one)[0] != "behandlede"])[:1]


def _told(minutes: Minutes, top: Sequence[Case], acts: Sequence[Act | None]) -> list[str]:
    """Return what was decided in each case, in the decision's own words where it has any."""
    when = f" {format_date(minutes.date, weekday=True)}" if minutes.date else ""
    start, body, who = f"På mødet{when}", top[0].body, upper_first(top[0].pronoun)
    kinds = [_kind(case) for case in top]
    onward = [_onward([case]) for case in top]
    if len(top) == 2 and not any(acts) and kinds[0] == kinds[1] and kinds[0] in _VERBS:
        topics = join_list([_topic(case) for case in top])
        both = f"{start} {_VERBS[kinds[0]]} {body} to sager: {topics}."
        return [both, _onward(top)] if all(onward) else [both]
    told: list[list[str]] = []
    done = [act or Act(*_act(case)) for case, act in zip(top, acts, strict=True)]
    for case, one, on in zip(top, done, onward, strict=True):
        said = _said_second(one, case, who, done[0]) if told else _said_first(one, case, start, who)
        if on and not _names(said[-1], case.next_body or ""):
            said.append(on)
            # "Den" behind "Sagen går nu videre" would be the case.
            who = upper_first(body)
        if " flertal " in said[-1]:
            who = upper_first(body)
        told.append(said)
    if [said[1:] for said in told] == [[one] for one in onward] and len(told) == 2:
        told = [told[0][:1], [told[1][0], _onward(top)]]
    whole = [one for said in told for one in said]
    acts_alone = [one for one in whole if not one.startswith(_ONWARD)]
    fits = (one for one in (whole, acts_alone) if _words(_fitting(one)) <= LONGEST)
    return next(fits, told[0])


def _names(text: str, body: str) -> bool:
    """Tell whether a sentence has named a body already, by its name or as "den … chefgruppe"."""
    return re.sub("n$", "", body.lower()) in text.lower()


def _words(told: Sequence[str]) -> int:
    return sum(map(count_words, told))


_ONWARD = ("Sagen går nu videre ", "Sagerne går nu videre ")


def _said_first(act: Act, case: Case, start: str, who: str) -> list[str]:
    """Return the first act of the lead, behind the day of the meeting."""
    day = upper_first(start.removeprefix("På mødet "))
    for most, begin in product((MAXIMUM, _WITH_DAY), dict.fromkeys((start, day))):
        for one in _named(act, case):
            said = stop(one.after(begin, case.body))
            # "sagde Direktionen i sagen om … nej": the no stands too far from its verb.
            apart = one.is_no and "," in one.rest and count_words(one.about) > _APART
            if count_words(said) <= most and not apart:
                return [said]
    if not act.about:
        return [stop(act.after(day, case.body))]
    return [stop(Act("behandlede", act.about).after(start, case.body)), _here(act, who)]


def _said_second(act: Act, case: Case, who: str, before: Act) -> list[str]:
    for one in _named(act, case):
        said = stop(one.also(who, before))
        if not one.about or count_words(said) <= MAXIMUM:
            return [said]
    return [stop(Act("behandlede", act.about).also(who, before)), _here(act, who)]


def _named(act: Act, case: Case) -> Iterator[Act]:
    """Yield the act in a case by its name, and then by shorter ones."""
    yield act
    if act.about:
        for name in names_of(case):
            if len(name) < len(act.about.removeprefix("sagen om ")):
                yield act._replace(about=f"sagen om {name}")


def _here(act: Act, who: str) -> str:
    name = who.lower() if who in ("Den", "Det", "De") else who
    return stop(Act(act.verb, act.rest, by=act.by).after("Her", name))


def _one_more(
    minutes: Minutes, cases: Sequence[Case], acts: Mapping[int, Act | None], top: Sequence[Case]
) -> list[Sentence]:
    """Return what was decided in a third case; [] where no decision can be told."""
    for case in cases[:_SEEN]:
        act = acts.get(id(case))
        if act and not any(case is one for one in top):
            text = stop(act.after("Desuden", case.body))
            return [Sentence(text, "realised", _sources(minutes, [case]))]
    return []


def _act(case: Case) -> tuple[str, str]:
    """Return the verb of the decision and what follows it, the body's place being between."""
    kind = _kind(case)
    if not_reached(case):
        return "nåede", f"ikke {_case(case)}"
    if kind is Decision.DROEFTET and "»" not in case.matter.thing:
        return _VERBS[kind], case.matter.thing
    if kind in _VERBS:
        yes = kind in SAID_YES
        change = with_change(case.decision_text, case.proposals) if yes else ""
        return _VERBS[kind], f"{f'forslaget{change} i ' if yes else ''}{_case(case)}"
    if kind is Decision.TAGET_TIL_EFTERRETNING:
        about = case.matter.about
        if "»" in about:
            about = _case(case).removeprefix("sagen om ")
        return (
            ("fik", about)
            if about.startswith("orienteringen ")
            else ("blev", f"orienteret om {about}")
        )
    if kind is Decision.AFVIST and not smaller_yes(case):
        proposed = any(case.labelled.item.parts(SectionKind.INDSTILLING))
        return "sagde", f"nej {'til indstillingen ' if proposed else ''}i {_case(case)}"
    return "behandlede", _case(case)


def _kind(case: Case) -> Decision | None:
    """Return the decision to lead with; None for a yes that means no, which needs its own words."""
    kinds = sure_types(case)
    if not_reached(case):
        return None
    if is_unsure(case) or is_mixed(case) or (Decision.AFVIST in kinds and len(kinds) > 1):
        return None
    if is_put_off(case) or (Decision.UDSAT in kinds and Decision.DROEFTET in kinds):
        return Decision.UDSAT
    if kinds == [Decision.UDSAT]:
        return None
    if Decision.GODKENDT in kinds:
        refused = any(point.refuses for point in case.proposals) or "afslag" in case.decision_text
        other = agreed_with(case) is not None or says_yes_to_motion(case) or _chose_apart(case)
        return None if refused or other else Decision.GODKENDT
    return kinds[0]


def _chose_apart(case: Case) -> bool:
    """Tell whether the decision names an option that the recommendation doesn't ask for alone."""
    parts = case.labelled.item.parts(SectionKind.INDSTILLING)
    asked = named_options(" ".join(part.body.of(case.minutes.text) for part in parts))
    chosen = set(named_options(case.decision_text))
    return bool(asked) and bool(chosen) and chosen != set(asked)


def _onward(cases: Sequence[Case]) -> str:
    """Return who has these cases next; "" where nobody has, or where they come again first."""
    if any(_kind(case) is Decision.AFVIST or not is_sent_on(case) for case in cases):
        return ""
    names = join_list(list(dict.fromkeys(case.next_body for case in cases if case.next_body)))
    subject = "Sagen" if len(cases) == 1 else "Sagerne"
    return f"{subject} går nu videre til {names}." if names else ""


def _short_case(case: Case) -> str:
    """Return "sagen om …" as short as a headline names it."""
    topic = telling_topic(case.matter.topic)
    short = shorten(topic, KEYWORD_LIMIT)
    if "…" in short or is_bare(short) or has_finite(short) or (short != topic and " " not in short):
        return _case(case)
    return f"sagen om {small(short, case.minutes.text)}"


def _case(case: Case) -> str:
    """Return "sagen om …"; of a title with a subtitle, only what stands before it."""
    topic = telling_topic(case.matter.topic)
    if has_finite(topic) and "»" not in topic:
        return f"sagen »{upper_first(topic)}«"
    if is_bare(topic) or "?" in topic or topic.count("(") != topic.count(")"):
        return case.matter.case
    return f"sagen om {small(topic, case.minutes.text)}"


def _topic(case: Case) -> str:
    thing = case.matter.thing
    if "»" in thing:
        return _case(case).removeprefix("sagen om ")
    if " og " in thing:
        # Two cases are joined by "og" already: take the shortest name of this one.
        return small(shorten(plain_topic(case.matter.topic), KEYWORD_LIMIT), case.minutes.text)
    return shorten(
        small(case.matter.topic, case.minutes.text) if thing.startswith("sagen") else thing, 70
    )


def _sources(minutes: Minutes, cases: Sequence[Case]) -> tuple[Span, ...]:
    spans = [minutes.preamble] if minutes.preamble.start < minutes.preamble.end else []
    spans += [span for case in cases for span in decision_sources(case)]
    return tuple(dict.fromkeys(spans))

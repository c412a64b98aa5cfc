"""Who has a case after this meeting, and who the minutes show has had it since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.danish.bodies import body_named, find_bodies, same_body
from pipeline.danish.dates import format_date
from pipeline.danish.nouns import calm, join_list
from pipeline.danish.other_bodies import Elsewhere, decided_elsewhere
from pipeline.danish.words import content_words
from pipeline.drafting.people.names import hide_names
from pipeline.drafting.people.someone import names_someone
from pipeline.drafting.stopped import (
    chose_otherwise,
    has_another_matter,
    is_but_told,
    is_refused,
    is_sent_back,
    still_has_it,
)
from pipeline.labels import RUNNING_TEXT, Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence

if TYPE_CHECKING:
    from pipeline.drafting.case import Case


def later_decisions(case: Case) -> tuple[Elsewhere, ...]:
    """Return what is printed of meetings after this one, by day: a transcript made since has it."""
    printed = decided_elsewhere(case.minutes.text, case.labelled.item.sections)
    return tuple(
        one
        for one in printed
        if one.day and case.meeting and one.day > case.meeting and one.body != case.body
    )


def bodies_ahead(case: Case) -> tuple[str, ...]:
    """Return the bodies that still have the case before them, in order."""
    after = _after_this(case)
    if body_named(case.body).kind in _OVER_THE_STAFF:
        # What politicians have settled, the administration carries out: it takes no stand.
        after = tuple(
            name
            for name in after
            if body_named(name).kind != "administration"
            or re.search(rf"\btil {re.escape(name)}", case.decision_text, re.IGNORECASE)
        )
    after = tuple(
        name
        for name in after
        if not (_has_a_part(case, name) or _is_told(case, name) or _is_proposed(case, name))
    )
    if is_but_told(case):
        after = tuple(name for name in after if not has_another_matter(case, name))
    if _given_back(case):
        # Those whom the plan has behind this body wait for it to come again.
        after = tuple(name for name in after if any(_naming(case, name)))
    if is_refused(case):
        after = tuple(name for name in after if still_has_it(case, name))
    if _SETTLED.search(case.decision_text) or sent_outside(case.decision_text):
        # What is settled for good waits for nobody but those whom the decision itself names.
        after = tuple(name for name in after if any(_naming(case, name)))
    return _not_yet(after, [one.body for one in later_decisions(case)])


def sent_outside(decided: str) -> str | None:
    """Return who outside of the bodies a decision sends a case to, None where it names nobody.

    >>> sent_outside("Taget til efterretning og oversendes til revisionen.")
    'revisionen'
    >>> sent_outside("Sendes ikke til revisionen."), sent_outside("Sendes fredag til kl. 12.")
    (None, None)
    """
    match = _OUTSIDE.search(decided)
    return match["who"] if match else None


_OUTSIDE = re.compile(
    r"\b(?:over|frem|videre)?send(?:er|es|te|t)\b(?: (?!ikke\b)[\wæøå]+){0,3} til (?P<who>"
    r"revisionen|revisor|(?-i:KL)|Ankestyrelsen|Kammeradvokaten|regionen|ministeriet)\b(?!s )",
    re.IGNORECASE,
)


def _is_told(case: Case, name: str) -> bool:
    """Tell whether a body is but told of the case: "Hovedudvalget orienteres i maj".

    So it is where its route says so, or everything that tells of a time to come for it.
    """
    text = case.minutes.text
    said = [
        (part.kind, _is_but_told(printed, one.span))
        for part in case.labelled.item.sections
        for printed in (part.body.of(text),)
        for one in find_bodies(printed)
        if one.body.name == name
    ]
    by_route = any(told for kind, told in said if kind is SectionKind.BEHANDLING)
    return by_route or (bool(said) and all(told for _, told in said))


def _is_but_told(printed: str, name: tuple[int, int]) -> bool:
    before = re.sub(r"\s+", " ", printed[: name[0]])
    return bool(_TOLD_ONLY.match(printed, name[1]) or _TOLD_TO.search(before))


_TOLD_ONLY = re.compile(
    r"(?: den [\d. a-zæøå]{3,30})? \(?(?:til )?orientering\b|"
    r"(?: skal| bliver| vil blive)? (?:orienter|underret|informer)e[st]"
)
# "sendes til orientering i Hovedudvalget"
_TOLD_TO = re.compile(
    r"\btil (?:orientering|underretning) (?:i|for|hos|til|på|over for) (?:det |den )?$|"
    r"\b(?:orienter|underret|informer)(?:es|er|e) (?:det |den )?$"
)


def _is_proposed(case: Case, name: str) -> bool:
    """Tell whether only the recommendation would send on a case that was discussed or refused."""
    values = case.labelled.outcomes
    less = values == {Decision.ANDET} and bool(_LESS.search(case.decision_text))
    less = less or (
        Decision.ANBEFALES not in values and chose_otherwise(case.minutes.text, case.labelled.item)
    )
    if values not in ({Decision.DROEFTET}, {Decision.AFVIST}) and not less:
        return False
    text = case.minutes.text
    naming = {
        part.kind
        for part in case.labelled.item.sections
        if any(one.body.name == name for one in find_bodies(part.body.of(text)))
    }
    announced = re.search(
        rf"\b(?:i|af|til) (?:det |den )?{re.escape(name)}\b|"
        rf"\b{re.escape(name)} (?:behandler|får|drøfter|tager stilling)",
        " ".join(part.body.of(text) for part in case.labelled.item.parts(*RUNNING_TEXT)),
    )
    decided = naming & {SectionKind.BEHANDLING, SectionKind.BESLUTNING}
    return SectionKind.INDSTILLING in naming and not decided and not announced


# "Udvalget nøjes med en henstilling": what was recommended came to less.
_LESS = re.compile(r"\b(?:nøjes|i stedet|ikke|nej|alene|kun)\b", re.IGNORECASE)


def _given_back(case: Case) -> bool:
    """Tell whether a case that got no yes goes back to where it came from."""
    values = case.labelled.outcomes
    sent = values & _UNSETTLED and not values & {Decision.ANBEFALES, Decision.GODKENDT}
    return bool(sent) and is_sent_back(case.decision_text)


_UNSETTLED = frozenset({Decision.AFVIST, Decision.OVERSENDT, Decision.UDSAT})


# "Planen blev herefter endeligt vedtaget med 13 stemmer mod 4."
_SETTLED = re.compile(
    r"\bendeligt? (?:vedtag\w+|vedtog|godkend\w+)|\btræffer endelig afgørelse\b", re.I
)


def sends_a_part(case: Case) -> bool:
    """Tell whether all that the decision puts to anybody is something else than the case."""
    named = {
        mention.body.name
        for span in case.decision
        if not case.is_aside(span)
        for mention in find_bodies(span.of(case.minutes.text))
    } - {case.body}
    return bool(named) and all(_has_a_part(case, name) for name in named)


def _has_a_part(case: Case, name: str) -> bool:
    """Tell whether the decision puts to a body something else than the case.

    "Spørgsmålet om bilerne overgives til Økonomiudvalget" and "HR laver en skabelon, der
    forelægges chefforum" send nobody the case.
    """
    clauses = list(_naming(case, name))
    return bool(clauses) and all(_of_something_else(case, one) for one in clauses)


def _naming(case: Case, name: str) -> Iterator[str]:
    """Yield what stands before a body's name in each sentence of the decision that has it."""
    for span in case.decision:
        said = span.of(case.minutes.text)
        for mention in () if case.is_aside(span) else find_bodies(said):
            if same_body(mention.body.name, name):
                yield re.sub(r"\s+", " ", said[: mention.span.start])


def _of_something_else(case: Case, before: str) -> bool:
    clause = re.split(r"[;:] |, (?:og|men|idet) ", before)[-1]
    if _ONLY_ASKED.search(clause):
        return True
    who = _THAT_GOES.search(clause) or _GOES.match(_DONE_AND.sub("", clause))
    if who is None:
        return False
    if _QUESTION.match(who["what"]):
        return True
    titled = content_words(f"{case.labelled.item.title} {case.matter.thing}")
    asked = content_words(case.asked)
    # "Notatet" may be the case itself, "et notat" is one more paper.
    one_more = re.match(r"e[nt] ", who["what"], re.IGNORECASE)
    return not content_words(who["what"]) & (titled | asked | (set() if one_more else _THE_CASE))


_SENDS = (
    r"(?:(?:over|frem|videre|til|efter|ud)?send(?:es|t|tes)|forelægges|forelagt|overgives|overgår|overlades|"
    r"henvises|henvist|tilgår|fremlægges|lægges frem|går videre|går)"
)
# "…, der forelægges chefforum": what is put to it is what the clause is about.
_THAT_GOES = re.compile(rf"(?P<what>[\w-]+), (?:der|som) (?:\w+ )?{_SENDS}\b")
_GOES = re.compile(rf"(?P<what>\w[^,.]*?) (?:(?:blev|bliver|er|skal) )?(?:\w+ )?{_SENDS}\b")
# "Det henstilles til Haludvalget at sende en plan": a request sends nobody the case.
_ONLY_ASKED = re.compile(r"\b(?:henstille[rs]?|henstilling|opfordring) til (?:den |det )?$")
# "Taget til efterretning og sendes til Økonomiudvalget": it is the case that goes.
_DONE_AND = re.compile(
    r"^(?:(?:Orienteringen|Indstillingen|Sagen|Punktet) (?:blev |er )?)?"
    r"(?:taget til efterretning|drøftet|godkendt|tiltrådt|vedtaget|anbefalet)"
    r"(?:,? og(?: (?=[a-zæøå]+s ))?| )",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:Spørgsmålet|Delen|Ønsket|Drøftelsen|Tanken|Ideen|Idéen|Emnet)\b", re.I)
_THE_CASE = content_words(
    "sagen punktet forslaget planen udkastet indstillingen ansøgningen henvendelsen materialet "
    "anbefalingen resultatet regnskabet budgettet rapporten aftalen beslutningen udtalelsen "
    "høringssvaret bemærkningerne høringssvarene redegørelsen notatet politikken strategien"
)
_OVER_THE_STAFF = frozenset({"committee", "economy", "council", "board"})


def treated_since(case: Case) -> tuple[Sentence, ...]:
    """Say who has had the case since, and in its own words what the last of them decided."""
    later = later_decisions(case)
    if not later:
        return ()
    year = case.meeting.year if case.meeting else None
    days: dict[str, list[str]] = {}
    for one in later:
        if one.day:
            day = f"den {format_date(one.day, year=one.day.year != year)}"
            days.setdefault(one.body, []).append(day)
    when = [f"{body} ({join_list(list(dict.fromkeys(had)))})" for body, had in days.items()]
    frame: str = load_lexicon("frames")["sentence"]["since"]
    text = frame.format(bodies=join_list(when))
    outcome = _outcome(case, later[-1])
    sources = [*(one.section.heading for one in later), *(later[-1].section.body for _ in outcome)]
    # Of the same sources: the one goes with the other.
    told = (text, *outcome)
    return tuple(Sentence(one, "realised", tuple(dict.fromkeys(sources))) for one in told)


def _outcome(case: Case, last: Elsewhere) -> tuple[str, ...]:
    """Quote what a later body decided: the reader would else take this meeting's word for it.

    A long decision, or one that names somebody, is for a person to read.
    """
    printed = calm(re.sub(r"\s+", " ", last.section.body.of(case.minutes.text)).strip(" ."))
    named = hide_names(printed, case.minutes.participants) != printed or names_someone(
        case.minutes, printed
    )
    if not printed or named or len(printed.split()) > _MOST_QUOTED:
        return ()
    frame: str = load_lexicon("frames")["sentence"]["since_quote"]
    return (frame.format(body=last.body, text=printed),)


_MOST_QUOTED = 25


def _not_yet(bodies: tuple[str, ...], had: list[str]) -> tuple[str, ...]:
    """Leave out those who have had the case, and whoever had it before them."""
    last = max((at for at, name in enumerate(bodies) if name in had), default=-1)
    return bodies[last + 1 :]


def _after_this(case: Case) -> tuple[str, ...]:
    route = case.labelled.item.route
    if case.body in route:
        if _heard_first(case):
            return ()
        return tuple(name for name in route[route.index(case.body) + 1 :] if name != case.body)
    said = [span.of(case.minutes.text) for span in case.decision if not case.is_aside(span)]
    names = [
        mention.body.name
        for one in said
        for mention in find_bodies(one)
        if re.search(r"\b(?:til|over for|i) (?:den |det )?$", one[: mention.span.start])
    ]
    recommended = Decision.ANBEFALES in case.labelled.outcomes
    # A route without this body holds those that come after it.
    later = names or (list(route) if recommended else [])
    return tuple(dict.fromkeys(name for name in later if name != case.body))


def _heard_first(case: Case) -> bool:
    """Tell whether a case is out for a hearing and its printed plan has this body again after it.

    "Teknisk Udvalg (udsendelse i høring). Efter høringen: Teknisk Udvalg, Byrådet."
    """
    text = case.minutes.text
    plan = " ".join(part.body.of(text) for part in case.labelled.item.parts(SectionKind.BEHANDLING))
    own = [one for one in find_bodies(plan) if same_body(one.body.name, case.body)]
    return len(own) > 1 and re.search(r"\bhøring", case.decision_text, re.I) is not None

"""What an item's own words say of a time to come: one line each, the time first.

The clauses of the decision count (``follow_ups``), and the points of a recommendation that was
followed in whole. What the case tells stands in :mod:`pipeline.drafting.ahead.foreseen`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pipeline.danish.nouns import stands_within, upper_first
from pipeline.danish.verbs import has_finite
from pipeline.drafting.ahead.advised import if_agreed
from pipeline.drafting.ahead.followed import is_followed
from pipeline.drafting.ahead.framed import framed, framed_untimed
from pipeline.drafting.ahead.its import is_of_another
from pipeline.drafting.ahead.log_cells import log_cells, told_cell
from pipeline.drafting.ahead.second_verbs import is_of_second, second_verb
from pipeline.drafting.ahead.shares import share_of, without_mark
from pipeline.drafting.ahead.statements import statements
from pipeline.drafting.ahead.times import times_ahead
from pipeline.drafting.ahead.yes_to import agreed_to, says_yes
from pipeline.drafting.background.antecedents import points_to_untold
from pipeline.drafting.background.standing import leans_back
from pipeline.drafting.case import Case
from pipeline.drafting.decision.halves import stand_alone
from pipeline.drafting.decision.ourselves import acting
from pipeline.drafting.decision.row_outcomes import row_spans
from pipeline.drafting.decision.stands import is_subjectless
from pipeline.drafting.decision.tails import rewrite_free
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN
from pipeline.drafting.people.unnamed import say_roles
from pipeline.drafting.plain.compress import count_words
from pipeline.drafting.plain.fronting import LONGEST, fronted, set_apart
from pipeline.drafting.plain.retold import retold
from pipeline.drafting.plain.wording import cut_loose, plain_words
from pipeline.records import Span


class Promise(NamedTuple):
    """A line about a time ahead: ``day`` where the minutes name one, ``about`` else.

    One that is ``filed`` does not open with its time, and wants the item's keyword before it.
    """

    text: str
    day: date | None
    about: date
    source: Span
    filed: bool = False


# "Der gives 6 mio. kr. i 2027 og 4 mio. kr. i 2028": with one of the years first, the other's sum
# would be of that year, too.
_TWO_YEARS = re.compile(r"\bkr\.? i 20\d\d\b.* i 20\d\d\b")
# "Bilen skiftes med henblik på levering i maj": the time is that of the purpose.
_PURPOSE = re.compile(r"\bmed henblik på [^,.;]*")
# "Det tages på mødet den 9. april."
_IT = re.compile(r"(?:Det|Den|Dette|De) [a-zæøå]+s\b")
# Told of the past, of every year, or of somebody's wish: nothing to wait for.
_BEHIND = re.compile(
    r"\b(?:var|blev(?! udsat)|havde|hvert år|årligt|stemte|mente|ønskede|foreslog|oplyste|"
    r"udløb|fik|skulle|ville|(?<!skal )kunne|burde|(?!bedes\b)\w+(?:toges|edes)|[Ii]ndtil da|"
    r"[Dd]et (?:anbefales|indstilles|foreslås))\b|^Næste (?:ordinære )?møde\b|"
    # "En tredje begynder den 1. april", "Teknik holder den 1. september": of what, no line says.
    r"\b[Ee][nt] (?:anden|andet|tredje|fjerde|femte) (?:[a-zæøå]+(?:er|es)\b|den \d)|"
    r"\bholder (?:den \d+\. [a-zæøå]+(?: \d{4})?|fristen)\.$|"
    # "Vi ses igen den 8. maj", and how long somebody or something is in place: no step.
    r"\bses (?:[A-ZÆØÅ][\wæøå-]+ )?igen\b|"
    r"\b(?:[Uu]dpegning|[Vv]alg(?:periode)?|[Bb]eskikkelse|\w*[Aa]ftale|\w*[Kk]ontrakt)(?:en|et|n)"
    r" (?:gælder|løber|varer) (?:frem )?(?:til|indtil)\b"
)
# "Udsat til maj, da beregningen ikke var klar": the reason is past, what it is one for is not.
_REASON = re.compile(r",? (?:da|fordi|eftersom) [^,]*")


def promised(case: Case, told: str) -> Iterator[Promise]:
    """Yield the lines about times ahead that the decision of an item tells.

    *told* is what the post says of the item: what it names needs no introduction.
    """
    if case.meeting is None:
        return
    item = Told(case, told)
    for span in _spans(case):
        printed = _LABEL.sub("", case.printed(span))
        text = acting(without_names(case, printed) or "", case)
        lines = lines_in(item, say_roles(text), span) if text else ()
        hidden = HIDDEN in text
        yield from (one for one in lines if not (hidden and _NAMES_INSIDE.search(one.text)))
    yield from _logged(item)
    for point in case.proposals if is_followed(case) else ():
        alone = stand_alone(f"{point.clause.rstrip('.')}.")
        if alone and without_names(case, upper_first(alone)) == upper_first(alone):
            yield from lines_in(item, upper_first(alone), point.span, clause=True)


def _logged(item: Told) -> Iterator[Promise]:
    """Yield the lines of the column in which a table tells who follows a decision up."""
    case = item.case
    if case.meeting is None:
        return
    for printed, span in log_cells(case):
        line = told_cell(case, printed)
        times = times_ahead(f"{line[:1].lower()}{line[1:]}", case.meeting) if line else ()
        if line and times:
            yield Promise(line, times[0].day, times[0].about, span)
            continue
        text = without_names(case, printed) if has_finite(printed) else None
        if text and HIDDEN not in text:
            yield from lines_in(item, text, span)


class Told(NamedTuple):
    """An item, and what the post says of it."""

    case: Case
    told: str


_LABEL = re.compile(r"(?:Bemærkning\w*|Konklusion|Beslutning|Aftale|Handling|Opfølgning|Svar): ")
# Somebody who does not act, or a place that was taken for a name: the line would tell nothing.
_NAMES_INSIDE = re.compile(r"\b(?:en person|\w+ personer)\b|\bpersons?['’s]", re.IGNORECASE)


def _spans(case: Case) -> list[Span]:
    """Return the clauses of the decision, and of its sentences those in which none was found."""
    clauses = list(case.labelled.follow_ups)
    rest = [span for span in case.decision if not any(span.overlaps(one) for one in clauses)]
    apart = row_spans(case)
    found = [span for span in (*clauses, *rest) if not any(span.overlaps(one) for one in apart)]
    return sorted((one for one in found if not case.is_aside(one)), key=lambda span: span.start)


# "Svaret godkendt og afsendes inden jul": the paragraph tells that it was agreed to.
_AGREED_AND = re.compile(
    r"^([A-ZÆØÅ]\w*(?:en|et|ne)) (?:godkendt|vedtaget|tiltrådt) og(?= \w+es\b)"
)


def lines_in(
    item: Told, text: str, source: Span, *, decided: bool = True, clause: bool = False
) -> Iterator[Promise]:
    """Yield the lines that one sentence of an item gives.

    Args:
        item: The item, and what the post says of it.
        text: The sentence, without names.
        source: Where it stands.
        decided: Whether the decision says it; of the case only what an office offers is filed.
        clause: Whether it stood after "at" or "idet", in the order of a clause.
    """
    case = item.case
    said = plain_words(rewrite_free(cut_loose(_AGREED_AND.sub(r"\1", text))), case.meeting)
    if said is None or "»" in said:
        return
    parts = [
        (second, False)
        if case.meeting and (second := second_verb(part, case.meeting))
        else (part, under)
        for part, under in statements(said)
    ]
    for part, under in parts:
        statement = agreed_to(case, part)
        if _BEHIND.search(_REASON.sub("", statement)) or _TWO_YEARS.search(statement):
            continue
        if _IT.match(statement) and is_of_another(case, source):
            continue
        if case.meeting and times_ahead(_PURPOSE.sub("", statement), case.meeting):
            found = _timed(item, statement, source, decided=decided, clause=clause or under)
        else:
            share = share_of(case, source, statement)
            line = framed_untimed(case, without_mark(statement), share) if decided else None
            found = Promise(line, None, date.max, source) if line else None
        if found is not None:
            yield found._replace(text=if_agreed(case, said, found.text)) if under else found


def _timed(
    item: Told, statement: str, source: Span, *, decided: bool, clause: bool
) -> Promise | None:
    share = share_of(item.case, source, statement)
    line = framed(item.case, without_mark(statement) if share else statement, share)
    if line is None and says_yes(item.case, statement):
        return None
    line = line or _ordered(item, statement, source, clause=clause)
    told = decided or _OFFERS.match(statement) is not None
    filed = line is None and told and not clause
    line = _filed(item, statement, source) if filed else line
    if line is None or item.case.meeting is None:
        return None
    if count_words(line) > LONGEST + 4:
        return None
    line = _THEN.sub("", line)
    first = statement.partition(" ")[0]
    named = not first.endswith(("en", "et", "ne")) and stands_within(first, item.case.minutes.text)
    if first.lower() in line.split() and named:
        # "Solhøj"; "Rådhuset" has its capital here and there, and is no name.
        line = re.sub(rf"\b{re.escape(first.lower())}\b", first, line, count=1)
    times = times_ahead(f"{line[:1].lower()}{line[1:]}", item.case.meeting)
    return Promise(line, times[0].day, times[0].about, source, filed) if times else None


# "Fra den 1. januar gælder retningslinjen herefter": the line itself says when.
_THEN = re.compile(
    r"(?<!,)(?<!træde)(?<!træder) "
    r"(?:herefter|derefter|dernæst|i stedet|derudover|desuden|endvidere|herudover)\b(?! for)(?!,)"
)


def _is_clear(item: Told, statement: str, source: Span) -> bool:
    heading = item.case.labelled.item.heading
    before = item.case.minutes.text[heading.end : source.start]
    # Which office acts needs no introduction.
    known = _OFFICE.sub("Kommunen ", statement)
    riddle = points_to_untold(known, before, f"{item.case.labelled.item.title} {item.told}")
    return not riddle and not leans_back(statement) and not is_subjectless(statement)


def _filed(item: Told, statement: str, source: Span) -> str | None:
    """Return a statement that will stand behind the item's keyword: its time can't stand first."""
    known = any(source.overlaps(one) for one in item.case.labelled.follow_ups)
    known = known or _OFFERS.match(statement) is not None
    opens = statement.partition(",")[0]
    whole = has_finite(opens) or opens.startswith("Hvis ")
    several = ". " in re.sub(r"\d\. ", "", statement)
    unfit = several or not whole or _NO_STEP.search(statement)
    if not known or unfit or not _is_clear(item, statement, source):
        return None
    told = retold(statement)
    return told if count_words(told) <= LONGEST else None


_OFFICE = re.compile(
    r"(?=[A-ZÆØÅ])[\wæøå]*(?i:administration|forvaltning|afdeling|cent(?:e)?r|sekretariat|kontor|"
    r"chef|direktør|stab)(?:en|et) "
)
# What an office says that it will do; most else that it does in a case is no step.
_OFFERS = re.compile(
    rf"{_OFFICE.pattern}(?:fremlægger|forelægger|lægger frem|vender tilbage|"
    r"kommer (?:igen|tilbage|med)|(?:ud)?sender|offentliggør|udbyder|indkalder|"
    r"evaluerer|følger op|udarbejder|laver)\b"
)
# What somebody thinks, what was agreed, and the routine of meetings.
_NO_STEP = re.compile(
    r"\b(?:ikke|godkend\w*|anbefale\w*|ønsker|bemærke\w*|forvente\w*|orienterede|svarede|fortalte|"
    r"har|sagde|fastsat|fastsættes|vedtage\w*|indstille\w*|opfordre\w*|først|i dag|aftale\w*|"
    r"bevilge\w*)\b|"
    r"^Næste (?:ordinære )?møde|\d[A-ZÆØÅ]"
)


def _ordered(item: Told, statement: str, source: Span, *, clause: bool) -> str | None:
    """Return a statement with its time first, or before it."""
    meeting = item.case.meeting
    if meeting is None or not _is_clear(item, statement, source):
        return None
    told = retold(statement)
    line = (
        fronted(told, meeting, clause=clause)
        or fronted(statement, meeting, clause=clause)
        or (None if clause or is_of_second(told, meeting) else set_apart(told, meeting))
    )
    if line and _IS_THEN.match(line):
        # "Dagen bliver den 5. juni": the time is what is said of it.
        return None
    # "alle stillinger … slås op" must not become "stillinger alle slås op".
    every = _EVERY.search(statement)
    if line and every and every["which"].lower() in line.lower().split():
        return line if every.group().lower() in line.lower() else None
    return line


_IS_THEN = re.compile(r"[^,]+ (?:bliver|er) [a-zæøå]*(?:en|et|ne)(?: for [a-zæøå]+)?\.$")
_EVERY = re.compile(r"\b(?P<which>alle|begge|samtlige) [a-zæøå]+", re.IGNORECASE)

"""What a table prints behind a decision, in a column of its own: who follows it up, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.danish.bodies import find_bodies
from pipeline.danish.nouns import upper_first
from pipeline.drafting.ahead.times import times_ahead
from pipeline.drafting.case import Case
from pipeline.drafting.people.names import HIDDEN, hide_names
from pipeline.drafting.plain.wording import plain_words
from pipeline.labels import SectionKind
from pipeline.records import Span

LONGEST = 15
_BARE_DAY = re.compile(r"(?<!\S)(?<!den )(?=\d{1,2}\. [a-z]{3,9}\b)")
# "Teknisk Service, 26. oktober", "Udviklingsafdelingen, temamøde 8. juni"
_WHO_WHEN = re.compile(r"(?:(?P<who>[^,:;]+?)[,:] )?(?:(?P<where>[a-zæøå]*møde)(?:t)?,? )?")


def log_cells(case: Case) -> Iterator[tuple[str, Span]]:
    """Yield what the cells behind an item's decision say, with their places.

    A cell has no heading inside its item, and is short: what is long tells of the case.
    """
    decided = tuple(case.labelled.item.parts(SectionKind.BESLUTNING))
    for part in case.labelled.item.sections if decided else ():
        behind = part.heading.start > decided[0].heading.start
        bare = part.heading.start == part.heading.end and part not in decided
        text = case.printed(part.body)
        if behind and bare and 0 < len(text.split()) <= LONGEST:
            yield text, part.body


def told_cell(case: Case, text: str) -> str | None:
    """Return who follows a case up when, where a cell only names them; None where it does not.

    Whose name it is stays untold, and what another body does then stands in a line of its own.
    """
    said = plain_words(_BARE_DAY.sub("den ", text), case.meeting)
    if said is None or case.meeting is None:
        return None
    for time in times_ahead(said, case.meeting):
        match = _WHO_WHEN.fullmatch(said[: time.start])
        if match is None or said[time.end :].strip(" .") or find_bodies(said[: time.start]):
            continue
        who = match["who"] or ""
        known = hide_names(f"Af {who}", case.minutes.participants) if who else HIDDEN
        who = "" if HIDDEN in known or not _OFFICE.search(who) else who
        when = f"På {match['where']}t {time.words}" if match["where"] else upper_first(time.words)
        acts = f"følger {who} op" if who else "er der opfølgning"
        # A title in quotation marks inside others is no thing to write about.
        thing = "" if "»" in case.matter.thing else f" på {case.matter.thing}"
        return f"{when} {acts}{thing}."
    return None


# What acts and is no person: "Teknisk Service", "Udviklingsafdelingen", "HR", "Børn og Unge".
_OFFICE = re.compile(
    r"(?i:afdeling|forvaltning|administration|cent(?:e)?r|sekretariat|kontor|stab|service|chef|"
    r"direktør|enhed|team|gruppe|drift|forsyning)|\b[A-ZÆØÅ]{2,4}$| og [A-ZÆØÅ]"
)

"""Lines of an action log below a decision: who has it, and by when."""

from __future__ import annotations

import re

from pipeline.danish.dates import find_dates
from pipeline.drafting.case import Case
from pipeline.records import Span

_LINE = re.compile(
    r"(?:(?:Ansvarlige?|Tovholder): ?(?P<who>[^:]*?)[.,;]? ?)?"
    r"(?:(?:Svarf|F)rist: ?(?P<when>[^:]+?))?\.?",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:inden|senest|før|efter|i|til|ved|på)\b", re.IGNORECASE)
_EMPTY = re.compile(r"\W*$|ingen|løbende", re.IGNORECASE)
_DAY = re.compile(rf"\d|den |uge |{_BY.pattern}|{_EMPTY.pattern}", re.IGNORECASE)


def is_log_line(text: str) -> bool:
    """Tell whether a line of a decision only says who has it and when it is due.

    >>> is_log_line("Ansvarlig: HTN Frist: 1. juli 2024"), is_log_line("Fristen er den 1. juli.")
    (True, False)
    """
    match = _LINE.fullmatch(text.strip()) if ":" in text else None
    # "Frist: udvalgsmøde 3. maj" stays as it is printed.
    return match is not None and (not match["when"] or _DAY.match(match["when"]) is not None)


def told_deadline(text: str) -> str:
    """Return when it is due as a sentence, "" where the line names no day.

    >>> told_deadline("Ansvarlig: HTN. Frist: inden sommerferien.")
    'Det skal ske inden sommerferien.'
    >>> told_deadline("Ansvarlig: HTN Frist: 1. juli 2024"), told_deadline("Ansvarlig: –")
    ('Fristen er den 1. juli 2024.', '')
    """
    match = _LINE.fullmatch(text.strip())
    when = match["when"] if match else None
    if not when or _EMPTY.match(when) or not _DAY.match(when):
        return ""
    due = when[0].lower() + when[1:]
    if _BY.match(due):
        return f"Det skal ske {due}."
    return f"Fristen er {'den ' if due[0].isdigit() else ''}{due}."


def deadline_of_act(case: Case, log: Span) -> str:
    """Return when a log line says that the act before it is due, "" where none stands there.

    Behind a bare yes nobody could tell what is due then, and an act with a day has its own.
    """
    printed = [case.printed(one) for one in case.decision if one.end <= log.start]
    acts = [one for one in printed if not is_log_line(one)]
    said = [case.printed(one) for one in case.decision if case.has_evidence(one)]
    if not acts or acts[-1] in said or find_dates(acts[-1]):
        return ""
    return told_deadline(case.printed(log))

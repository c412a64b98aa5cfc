"""Who was for what was decided, where that was not all: a majority, or so many of the members."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.danish.nouns import upper_first
from pipeline.danish.numerals import in_digits, number_word
from pipeline.drafting.case import Case
from pipeline.records import Sentence


def by_majority(case: Case, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Say "Et flertal i Byrådet godkendte planen" where the decision is told as a majority's."""
    text = case.minutes.text
    own = [span.of(text) for span in case.decision if case.has_evidence(span)]
    first = said[0] if said else None
    few = next((match for one in own if (match := _BY_SOME.match(one))), None)
    if first is None or not own or not (few or all(_BY_MOST.search(one) for one in own)):
        return said
    if few and _MEMBERS.match(first.text):
        told = {span for one in said for span in one.sources}
        return (first, *(one for one in against(case) if told.isdisjoint(one.sources)), *said[1:])
    if not first.text.startswith(f"{case.body} ") or _TREATED.match(first.text, len(case.body) + 1):
        return said
    if few is None:
        return (replace(first, text=f"Et flertal i {first.text}"), *said[1:])
    some = upper_first(number_word(int(few["n"])) if few["n"].isdigit() else few["n"])
    # All of them sent it on, but not all recommended it.
    text, on, to = first.text.partition(" og sendte sagen videre til ")
    others = against(case)
    if others and _is_outvoted(few["n"], others[0].text):
        # Fewer for than against: a yes of theirs is none of the body's.
        yes = _YES_OF_SOME.sub(lambda match: f" ville {match['stem']}e", text, count=1)
        return (replace(first, text=f"{some} medlemmer af {yes.rstrip('.')}."), *others)
    first = replace(first, text=f"{some} medlemmer af {text.rstrip('.')}.")
    onward = (replace(first, text=f"Sagen går videre til {to}"),) if on else ()
    return (first, *others, *onward, *said[1:])


def _is_outvoted(few: str, against: str) -> bool:
    yes, no = (in_digits(one.lower()) for one in (few, against.partition(" ")[0]))
    return yes.isdigit() and no.isdigit() and int(yes) < int(no)


_YES_OF_SOME = re.compile(r" (?P<stem>godkend|anbefal|støtt)(?:er|te|ede)\b")


_MEMBERS = re.compile(r"[\wæøå]+ medlem(?:mer)? ")


def against(case: Case) -> tuple[Sentence, ...]:
    """Tell how many could not go along, where those who could are counted, too."""
    for span in case.decision:
        match = _NOT_WITH_IT.match(span.of(case.minutes.text))
        if match:
            some = upper_first(number_word(int(match["n"])) if match["n"].isdigit() else match["n"])
            whoever = "Et medlem" if some in ("Én", "En", "Et") else f"{some} medlemmer"
            return (Sentence(f"{whoever} var imod.", "realised", (span,)),)
    return ()


_SOME = (
    r"\s*(?P<n>\d{1,2}|[Ee]t|[Éé]n|[Tt]o|[Tt]re|[Ff]ire|[Ff]em|[Ss]eks|[Ss]yv|[Oo]tte) "
    r"medlem(?:mer)?(?: af \w+)?(?: \([^()]*\))? "
)
# "3 medlemmer (A, B og C) anbefaler forslaget. 2 medlemmer kan ikke anbefale."
_BY_SOME = re.compile(rf"{_SOME}(?:kan )?(?:anbefale|indstille|tiltræde|godkende|støtte)[rs]?\b")
_NOT_WITH_IT = re.compile(
    rf"{_SOME}(?:(?:kan|kunne) ikke (?:anbefale|tiltræde|godkende|støtte|medvirke)|"
    r"stemme[rd]? imod|stemte imod)\b"
)


# Not "Forslaget fik flertal": that tells the same as a yes.
_BY_MOST = re.compile(
    r"^\s*(?:Et )?(?:stort |snævert )?flertal(?:let)?\b|\baf (?:et )?flertal(?:let)?\b",
    re.IGNORECASE,
)
_TREATED = re.compile(r"behandle[dr]")

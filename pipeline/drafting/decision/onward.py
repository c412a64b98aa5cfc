"""Who has a case next, said after what was decided."""

from __future__ import annotations

import re

from pipeline.danish.nouns import upper_first
from pipeline.drafting.ahead.shares import share_sent
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import goes_on, only_heard
from pipeline.drafting.decision.spoken import spoken
from pipeline.drafting.stopped import says_no
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

# "Sagen behandles i Økonomiudvalget den 7. juni."
_GOES = re.compile(
    r"(?:Sagen|Punktet|Det|Den|Planen|Forslaget) (?:behandles|forelægges|sendes|går|kommer|"
    r"bliver (?:behandlet|forelagt|sendt)|lægges frem)\b"
)


def passes_on(
    case: Case, main: str, sources: tuple[Span, ...], tail: tuple[Sentence, ...] = ()
) -> tuple[Sentence, ...]:
    """Say who has the case next, unless the decision *main*, or its *tail*, has said so already."""
    name, main = case.next_body, spoken(main)
    if name is None or _is_said(case, main, tail) or _stays(case, main):
        return ()
    text = _frame(case, main, name).format(next=name)
    share = share_sent(case, name)
    if share and not share.startswith("en del ") and text.startswith("Sagen "):
        text = f"{upper_first(share)} {text.removeprefix('Sagen ')}"
    return (Sentence(text, "realised", sources),)


def _is_said(case: Case, main: str, tail: tuple[Sentence, ...]) -> bool:
    """Tell whether the decision names one of the bodies to come, or its tail says who is next."""
    stems = [re.sub(r"(?:en|et)$", "", one.lower()) for one in case.next_bodies]
    return any(stem in main.lower() for stem in stems) or any(
        _GOES.match(one.text) and stems[0] in one.text.lower() for one in tail
    )


def _stays(case: Case, main: str) -> bool:
    """Tell whether the case is put off, comes back here first, or was refused for good."""
    values = case.labelled.outcomes
    if Decision.UDSAT in values or re.search(r"\btilbage til\b", main):
        return True
    return Decision.AFVIST in values and not goes_on(case)


def _frame(case: Case, main: str, name: str) -> str:
    """Return the sentence that says what *name* has the case for."""
    fixed = load_lexicon("frames")["sentence"]
    if says_no(case):
        return str(fixed["decides"])
    if re.search(r"\bi høring\b", main):
        return str(fixed["udtaler" if only_heard(case, name) else "derefter"])
    return case.style.sentences["passes_on"]

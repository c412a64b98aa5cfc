"""Who has a case next, said after what was decided."""

from __future__ import annotations

import re

from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import goes_on, only_heard
from pipeline.drafting.decision.spoken import spoken
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
    stems = [re.sub(r"(?:en|et)$", "", one.lower()) for one in case.next_bodies]
    if name is None or any(stem in main.lower() for stem in stems):
        return ()
    if any(_GOES.match(one.text) and stems[0] in one.text.lower() for one in tail):
        return ()
    fixed = load_lexicon("frames")["sentence"]
    refused = any(label.value is Decision.AFVIST for label in case.labelled.decisions)
    if any(label.value is Decision.UDSAT for label in case.labelled.decisions):
        return ()
    if re.search(r"\btilbage til\b", main):
        # It comes again, and only then goes on.
        return ()
    if refused and not goes_on(case):
        return ()
    template = fixed["decides"] if refused else case.style.sentences["passes_on"]
    if not refused and re.search(r"\bi høring\b", main):
        template = fixed["udtaler" if only_heard(case, name) else "derefter"]
    text = template.format(next=name)
    return (Sentence(text, "realised", sources),)

"""Load a house style, and prove that it can say no more than the minutes do.

Each frame and line that differs from the default is filled for an invented item and passed through
the gate. What the gate flags, and does not flag in the default's words, is refused, so no house
can turn a recommendation into a decision. A verb that the gate does not know is refused as well:
what it can't weigh it can't hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline.checking.acts import find_acts
from pipeline.checking.facts import find_facts
from pipeline.checking.gate import check_draft
from pipeline.checking.grounding import mentions_in
from pipeline.drafting.headings.titles import matter_of
from pipeline.drafting.style import Style, default_style, read_style
from pipeline.errors import StyleError
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.lexicon import load_lexicon
from pipeline.records import (
    ClosedItem,
    Draft,
    Flag,
    Item,
    Label,
    LabelledItem,
    Minutes,
    Paragraph,
    Section,
    Sentence,
    Span,
)

TITLE, BODY, NEXT = "Lokalplan for havnen", "Direktionen", "Byrådet"
_PROPOSAL = "Forvaltningen indstiller, at lokalplanen godkendes."
_REFUSAL = "Forvaltningen indstiller, at der gives afslag."
_WAYS = re.compile(
    r"^(?:mer|mindre|flere|færre|højere|lavere|højst|lavest|mest|mindst|over|under|op|ned|"
    r"stig\w*|steg\w*|fald\w*|øg\w*|sænk\w*|hæv\w*)",
    re.IGNORECASE,
)
_NO = r"\b(?:ikke|ingen|intet|hverken|aldrig|næppe|uden|nej|ja|kun|alle|altid)\b"


class Example(NamedTuple):
    """What an invented item decided: how it is printed, what it is called, what was proposed."""

    printed: str
    decision: Decision
    proposal: str = _PROPOSAL


_EXAMPLES = {
    "droeftet": Example("Drøftet.", Decision.DROEFTET),
    "taget_til_efterretning": Example("Taget til efterretning.", Decision.TAGET_TIL_EFTERRETNING),
    "orienteret": Example("Orientering givet.", Decision.TAGET_TIL_EFTERRETNING),
    "godkendt": Example("Godkendt.", Decision.GODKENDT),
    "godkendt_afslag": Example("Godkendt.", Decision.GODKENDT, _REFUSAL),
    "anbefales": Example("Anbefales.", Decision.ANBEFALES),
    "afvist": Example("Ikke godkendt.", Decision.AFVIST),
    "afvist_anbefaling": Example("Anbefales ikke.", Decision.AFVIST),
    "afvist_kan_ikke": Example("Kan ikke anbefales.", Decision.AFVIST),
    "afvist_afslag": Example("Der gives afslag.", Decision.AFVIST),
    "udsat": Example("Udsat.", Decision.UDSAT),
    "ikke_naaet": Example("Ikke nået.", Decision.UDSAT),
    "oversendt": Example("Sendes videre til Byrådet.", Decision.OVERSENDT),
    "hoering": Example("Sendes i høring.", Decision.OVERSENDT),
    "tilbage": Example("Sendes tilbage til Byrådet.", Decision.OVERSENDT),
    "udpeget": Example("Medlemmerne blev udpeget.", Decision.UDPEGET),
    "valgt": Example("Valget blev foretaget.", Decision.UDPEGET),
    "ingen_bemaerkninger": Example("Ingen bemærkninger.", Decision.INGEN_BEMAERKNINGER),
    "udgaaet": Example("Punktet udgår af dagsordenen.", Decision.UDSAT),
}


def load_style(path: Path) -> Style:
    """Read a house's style and check it.

    Raises:
        StyleError: It does not fit its form, or one of its lines says more than the minutes do.
    """
    style = read_style(path)
    for fault in _faults(style):
        raise StyleError(fault.what, where=str(path), now=fault.now)
    return style


class _Fault(NamedTuple):
    what: str
    now: str


def _faults(style: Style) -> Iterator[_Fault]:
    default = default_style()
    for name, frame in style.frames.items():
        for wording, text in frame.items():
            usual = default.frames[name][wording]
            yield from _weighed(f"frames.{name}.{wording}", name, f"{BODY} {text}.", usual)
    for name, text in style.sentences.items():
        yield from _weighed(f"sentences.{name}", name, text, default.sentences[name])
    yield from _closing_faults(style)
    for name, text in style.headings.items():
        if find_acts(_filled(text)):
            what = f"headings.{name} tells a decision"
            yield _Fault(what, f"word it like {default.headings[name]!r}")
    for word, to in style.words.items():
        why = _why_not(word, to)
        if why:
            yield _Fault(f"words: {word!r} = {to!r} {why}", "take the line out")


def _weighed(key: str, name: str, text: str, usual: str) -> Iterator[_Fault]:
    """Yield a fault where the gate flags the line and not the default in its place."""
    default = usual if key.startswith("sentences.") else f"{BODY} {usual}."
    if text == default:
        return
    known = {flag.rule for flag in _flags(name, default)}
    # A plain word more is the house's to answer for, and flagged as such in each draft.
    new = [
        flag
        for flag in _flags(name, text)
        if flag.rule not in known and (flag.level == "red" or flag.rule == "beslutning-mangler")
    ]
    if new:
        yield _Fault(f"{key}: {new[0].message} [{new[0].rule}]", f"word it like {usual!r}")


def _flags(name: str, text: str) -> tuple[Flag, ...]:
    draft = _draft(_example(name), Sentence(_filled(text), "realised"))
    return check_draft(draft)


def _example(name: str) -> Example:
    """Return the example of the longest name that *name* begins with; a plain yes without one."""
    fitting = [one for one in _EXAMPLES if name.startswith(one)]
    return _EXAMPLES[max(fitting, key=len)] if fitting else _EXAMPLES["godkendt"]


def _filled(text: str) -> str:
    matter = matter_of(TITLE)
    return text.format(
        thing=matter.thing, about=matter.about, case=matter.case, next=NEXT, body=BODY,
        month="maj 2025", count="to", title="Referat fra Direktionens møde",
    )  # fmt: skip


def _draft(example: Example, told: Sentence | None, *closing: Sentence, closed: int = 0) -> Draft:
    """Make a draft of one item, with one sentence about it and what comes at the end."""
    parts = [
        ("", TITLE),
        (SectionKind.BESLUTNING, example.printed),
        (SectionKind.INDSTILLING, example.proposal),
        (SectionKind.BEHANDLING, f"{BODY}, {NEXT}."),
    ]
    text, spans = "", []
    for _, printed in parts:
        spans.append(Span(len(text), len(text) + len(printed)))
        text += f"{printed}\n"
    sections = tuple(
        Section(kind, Span(span.start, span.start), span)
        for (kind, _), span in zip(parts[1:], spans[1:], strict=True)
        if isinstance(kind, SectionKind)
    )
    item = Item("1", TITLE, spans[0], None, Span(0, len(text)), sections, (BODY, NEXT))
    label = Label(example.decision, 1.0, "rule", (spans[1],))
    labelled = LabelledItem(item, (label,), (Label(Topic.OTHER, 0.0, "none"),))
    items: tuple[Item | ClosedItem, ...] = (
        item,
        *(ClosedItem(str(number + 2)) for number in range(closed)),
    )
    minutes = Minutes(text, "style", "", BODY, date(2025, 5, 12), None, None, (), Span(0, 0), items)
    sources = tuple(spans)
    headline = Sentence(TITLE, "realised", (spans[0],))
    block = () if told is None else (Sentence(told.text, told.kind, sources),)
    paragraph = Paragraph(headline, (block,), (labelled,))
    return Draft(minutes, Sentence(f"Nyt fra {BODY}", "derived"), (), (paragraph,), (), closing, ())


def _closing_faults(style: Style) -> Iterator[_Fault]:
    """Yield what the gate has against the last lines; a house may name its own contact."""
    lines = {f"closing.{name}": text for name, text in style.closing.items()}
    lines |= {f"closing.extra {number}": line for number, line in enumerate(style.extra, 1)}
    for name, text in lines.items():
        line = Sentence(text if name.startswith("closing.extra") else _filled(text), "derived")
        count = 1 if name == "closing.one" else 2
        draft = _draft(_EXAMPLES["godkendt"], None, line, closed=count)
        said = [flag for flag in check_draft(draft) if flag.sentence == line.text]
        # What is the house's own word for word may hold its telephone number.
        own = line.text in style.own_lines
        wrong = [flag for flag in said if not own or flag.rule.startswith("lukket-")]
        if wrong or find_acts(line.text):
            why = wrong[0].message if wrong else "It tells a decision."
            yield _Fault(f"{name}: {why}", "say only what holds for every meeting")


def _why_not(word: str, to: str) -> str:
    """Return why a house may not put *to* for *word*: it would decide, doubt, deny or count."""
    for one in (word, to):
        if not one.strip() or find_facts(one, None) or any(char.isdigit() for char in one):
            return "changes a number or a date"
        if mentions_in(one):
            return "changes the name of a body"
        if any(_WAYS.match(part) for part in one.split()):
            return "may turn more into less"
    acts = [{act.stage.kind for act in find_acts(f"{BODY} {one} sagen.")} for one in (word, to)]
    if acts[0] != acts[1]:
        return "changes what was decided"
    patterns = [row[key] for row in load_lexicon("hedges")["hedge"] for key in ("pattern", "keeps")]
    if any(re.search(one, f"{word} {to}", re.IGNORECASE) for one in (_NO, *patterns) if one):
        return "changes a doubt, a condition or a no"
    return ""

"""Which sentences of an item are its decision: where it begins, where it ends, and what is none.

Running headers, the route, the heading of the next item and what other bodies decided are printed
inside it, and a wish may stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.danish.sign_key import is_among_signs
from pipeline.drafting.background.prose import decision_part
from pipeline.drafting.decision.unled import before_route, from_outcome, from_remark, is_route
from pipeline.labels import SectionKind
from pipeline.records import Item, LabelledItem, Minutes, Span

# Running headers and the end of the meeting, printed inside a decision.
_NOISE = re.compile(
    r"\bside \d+ (?:af|/) ?\d|^\W*side \d+|\bkommune\b.*\bside \d+\W*$|"
    r"^mødet (?:hævet|slut)|^beslutning:?$|^sideantal|"
    r"^(?:attachments?|back to top|accessibility|printed|til toppen|giv os feedback)\b|"
    r"^til beslutning\.?$|\.(?:pdf|docx?|xlsx?)\b|^\W*$|^[\W\d]*slut[\W]*$|^# ?genereret|"
    r"^(?:næste|kommende) (?:møde|gang)\W+[^a-zæøå]*\d|^(?:referatet|protokollen) (?:er |blev )?"
    r"(?:ikke )?oplæst|^(?:underskrift\w*|fandt du det)\b|^\W*\d{1,3}\W*$|"
    r"^[a-h]\.\s*eventuelt\.?$|\bblad nr\.? ?\d+\W*$|^(?:spørgsmål|sp\.?|q): .*\?$",
    re.IGNORECASE,
)
# "→ Godkendt", "[ Intet ]", "Svar: Ja": marks around a decision.
_MARKS = re.compile(r"^(?:[\s→➔►>*\[•–—-]+(?=\S))?(?:(?:Svar|Sv\.?)(?: \([^()]{2,30}\))?: +)?")
# "… i otte uger. Pkt. 65 2. behandling: Ny hal": no sentence begins like that but a heading.
_NUMBERED = re.compile(
    r"(?<=[.!?\n] )(?:Pkt\.?|Punkt|Sag(?: nr\.?)?) ?(?P<number>\d+)\b[.:]? (?=\d\. |[A-ZÆØÅ])"
)
# "Godkendt. SagsfremstillingKommunen ejer 12 biler": the next heading lost its line break.
_GLUED = re.compile(
    r"(?<=[.!?]\s)(?:Sagsfremstilling|Indstilling|Resumé?|Baggrund)(?=[A-ZÆØÅ][a-zæøå])"
)
# "ØU 12.03.: Anbefales.": another body's outcome, told beside this one's.
_ELSEWHERE = re.compile(
    r"(?P<who>[A-ZÆØÅ][\w -]{0,50}?),? (?:den |d\. )?\d{1,2}[./] ?(?:\d{1,2}|[a-z]{3,9})\.?"
    r"(?:[-/. ]?\d{2,4})?\s?: "
)


def decision_of(minutes: Minutes, labelled: LabelledItem, body: str) -> tuple[Span, ...]:
    """Return the sentences of an item that are what *body* decided, in the order of the text."""
    item, text = labelled.item, minutes.text
    end = _next_begins(minutes, item)
    decision = tuple(
        from_remark(_bare(before_route(span, text), text), text)
        for section in item.parts(SectionKind.BESLUTNING)
        for sentence in decision_part(text, section)
        if sentence.start < end
        for span in _at_marks(sentence, text)
        if not _NOISE.search(span.of(text))
        and not _is_heading(minutes, item, span)
        and not is_route(span.of(text))
        and not _is_elsewhere(span.of(text), body)
    )
    return from_outcome(_own_part(decision, labelled, text, body), labelled, text)


def _next_begins(minutes: Minutes, item: Item) -> int:
    """Return where a decision runs into the next item, whose heading was missed, or the end.

    "Pkt. 65 2. behandling: Ny hal" in the decision of item 64 begins item 65.
    """
    glued = [
        part.body.start + found.start()
        for part in item.parts(SectionKind.BESLUTNING)
        if (found := _GLUED.search(part.body.of(minutes.text)))
    ]
    if glued:
        return glued[0]
    number = re.search(r"\d+$", item.number)
    after = str(int(number.group()) + 1) if number else ""
    if not after or any(other.number.endswith(after) for other in minutes.items):
        return len(minutes.text)
    for section in item.parts(SectionKind.BESLUTNING):
        for found in _NUMBERED.finditer(section.body.of(minutes.text)):
            if found["number"] == after:
                return section.body.start + found.start()
    return len(minutes.text)


def _is_heading(minutes: Minutes, item: Item, span: Span) -> bool:
    """Tell whether the heading of another item is printed inside a decision."""
    printed = re.sub(r"^\W*\d+\W*|\s+", " ", span.of(minutes.text)).strip(" .")
    return any(
        other is not item and len(other.title) > 8 and printed == other.title.strip(" .")
        for other in minutes.open_items
    )


def _at_marks(span: Span, text: str) -> Iterator[Span]:
    """Divide a sentence at the arrows, or the lines "b: Afslag.", between what was decided."""
    start = span.start
    for arrow in re.finditer(r"(?<=\w)\.? → (?=\w)|(?<=\.)\n(?=[a-h][:)] )", span.of(text)):
        yield Span(start, span.start + arrow.start())
        start = span.start + arrow.end()
    yield Span(start, span.end)


def _bare(span: Span, text: str) -> Span:
    """Leave out the arrow, bracket or dash around a decision, if it isn't one of several signs."""
    printed = span.of(text)
    if is_among_signs(text, span):
        return span
    start = _MARKS.match(printed)
    begin = start.end() if start else 0
    kept = printed[begin:].rstrip("] \n") if printed.lstrip().startswith("[") else printed[begin:]
    return Span(span.start + begin, span.start + begin + len(kept)) if kept else span


def _is_elsewhere(text: str, body: str) -> bool:
    match = _ELSEWHERE.match(text)
    return match is not None and match["who"].lower() not in body.lower()


# "Økonomiudvalget 16. juni", "Forberedelsesgruppen, 23-08-2006 Godkendt": what follows is theirs.
_OF_OTHERS = re.compile(
    r"(?P<who>[A-ZÆØÅ][\w, -]{1,60}?(?:udvalget?|udvalg|gruppen|rådet|direktionen|bestyrelsen)),? "
    r"(?:den |d\. )?\d{1,2}(?:[./-] ?\d{1,2}(?:[./-]\d{2,4})?|\. [a-z]{3,9}(?: \d{4})?)\.?"
    r"(?=$|:| [A-ZÆØÅ])"
)


def _own_part(
    spans: tuple[Span, ...], labelled: LabelledItem, text: str, body: str
) -> tuple[Span, ...]:
    """Leave out other bodies' decisions that are printed after this one's, or before it.

    Theirs begin with their name and day, and end where a sentence begins that the outcome was
    read from, or that says more than an outcome.
    """
    evidence = [span for label in labelled.decisions for span in label.evidence]
    kept: list[Span] = []
    theirs = False
    for span in spans:
        words = " ".join(span.of(text).split())
        marked = _OF_OTHERS.match(words)
        if marked and marked["who"].lower() not in body.lower():
            theirs = True
            continue
        own = any(span.overlaps(one) for one in evidence)
        if theirs and not own and (evidence or len(words.split()) <= _OUTCOME_WORDS):
            continue
        theirs = False
        kept.append(span)
    return tuple(kept) or spans


_OUTCOME_WORDS = 6

"""Which sentences of an item are its decision: where it begins, where it ends, and what is none.

Running headers, the route, the heading of the next item and what other bodies decided are printed
inside it, and a wish may stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.danish.blocks import BULLETS
from pipeline.danish.bodies import find_bodies
from pipeline.danish.dates import MONTHS
from pipeline.danish.remarks import recommends_from
from pipeline.danish.sign_key import is_among_signs
from pipeline.danish.verbs import has_finite
from pipeline.drafting.background.prose import decision_part
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
_MARKS = re.compile(
    rf"^(?:[\s→➔►>\[{BULLETS}]+(?=\S))?(?:(?:Svar|Sv\.?)(?: \([^()]{{2,30}}\))?: +)?"
)
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
        _from_remark(_bare(_before_route(span, text), text), text)
        for section in item.parts(SectionKind.BESLUTNING)
        for sentence in decision_part(text, section)
        if sentence.start < end
        for span in _at_marks(sentence, text)
        if not _NOISE.search(span.of(text))
        and not _is_heading(minutes, item, span)
        and not _is_route(span.of(text))
        and not _is_elsewhere(span.of(text), body)
    )
    return _from_outcome(_own_part(decision, labelled, text, body), labelled, text)


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


def _from_outcome(spans: tuple[Span, ...], labelled: LabelledItem, text: str) -> tuple[Span, ...]:
    """Leave out what somebody wished before the outcome, where no heading parts it from the case.

    "HR gerne flere penge. Vendt på kryds og tværs.": what somebody wants was not decided.
    """
    parts = tuple(labelled.item.parts(SectionKind.BESLUTNING))
    read = [span for label in labelled.decisions for span in label.evidence]
    first = next((at for at, one in enumerate(spans) if any(map(one.overlaps, read))), 0)
    if any(part.heading.of(text).strip() for part in parts):
        return spans
    wishes = [
        at
        for at, one in enumerate(spans[:first], 1)
        if _WISH.search(one.of(text)) and not has_finite(one.of(text))
    ]
    return spans[max(wishes, default=0) :]


# "HR gerne flere penge", "300.000 kr. nævnt"
_WISH = re.compile(r"\b(?:gerne|helst|hellere|nævnt|ønske\w*|bange for|bekymret for)\b")


def _from_remark(span: Span, text: str) -> Span:
    """Leave out how a case is sent on, where what the body recommends stands behind it."""
    return Span(span.start + recommends_from(re.sub(r"\s", " ", span.of(text))), span.end)


def _is_route(text: str) -> bool:
    """Tell whether a sentence of a decision is but a list of bodies, perhaps with their days.

    >>> _is_route("Økonomiudvalget 12. september, Byrådet 26. september."), _is_route("Byrådet.")
    (True, False)
    >>> _is_route("Til Økonomiudvalget den 4. maj og Byrådet den 9. maj.")
    True
    """
    words = _DAY.sub("", re.sub(r"\s+", " ", text.strip(" .\n")))
    words = _ON_TO.sub("", words)
    names = [words[one.span.start : one.span.end] for one in find_bodies(words)]
    return len(names) > 1 and words in (", ".join(names), " og ".join(names))


_ON_TO = re.compile(r"^(?:Til|Går (?:videre )?til|Videre til|Herefter(?: til)?) (?=[A-ZÆØÅ])")
_DAY = re.compile(
    rf"(?<=\w) (?:den |d\. )?\d{{1,2}}\. ?(?:{'|'.join(MONTHS)})(?: \d{{4}})?(?=,|$| og )"
)


def _before_route(span: Span, minutes: str) -> Span:
    """Leave out the bodies and days that a decision counts up last: the steps tell those.

    >>> text = "Sendes i høring 4. maj, Økonomiudvalget 12. juni."
    >>> _before_route(Span(0, len(text)), text).of(text)
    'Sendes i høring 4. maj'
    """
    text = span.of(minutes)
    for joint in _JOINT.finditer(text):
        rest = text[joint.end() :].strip(" .\n")
        first = next(iter(find_bodies(rest)), None)
        days = [*_DAY.finditer(rest)]
        alone = days and first and (first.span.start, first.span.end) == (0, days[0].start())
        if alone and (days[0].end() == len(rest) or _is_route(rest)):
            return Span(span.start, span.start + joint.start())
    return span


_JOINT = re.compile(r",(?: (?:og|derefter|herefter|så))? (?=\w+ (?:den |d\. )?\d)")

"""What a sentence about one item needs to know, gathered once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from pipeline.danish.bodies import body_named
from pipeline.danish.nouns import definite, find_noun
from pipeline.danish.sign_key import is_among_signs
from pipeline.drafting.afterwards import bodies_ahead
from pipeline.drafting.background.prose import decision_part
from pipeline.drafting.decision.proposals import Proposal, read_proposals
from pipeline.drafting.decision.unled import before_route, from_outcome, is_route
from pipeline.drafting.headings.capitals import with_capitals, with_names
from pipeline.drafting.headings.titles import Matter, clean_title, matter_of
from pipeline.drafting.people.names import is_given
from pipeline.drafting.people.personal import find_personal
from pipeline.drafting.style import Style, default_style
from pipeline.labels import SectionKind
from pipeline.records import Item, LabelledItem, Minutes, PassageKind, Span

Wording = Literal["precise", "plain"]
_UNKNOWN_BODY = "mødedeltagerne"
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

# "b: Afslag."
_LISTED = re.compile(r"[a-h][:)] ")
# "…, hvilket der var enighed om", "…, og sagen blev i enighed henvist til Skoleudvalget"
AGREED = re.compile(
    r"\bhvilket (?:\w+ )?(?:var enighed om|blev (?:\w+ )?(?:vedtaget|tiltrådt|godkendt))\b|"
    r"\bog (?:sagen|det|dette|forslaget) blev (?:(?:i|enstemmigt|med) (?:enighed )?)?"
    r"(?:vedtaget|tiltrådt|godkendt|besluttet|henvist|oversendt|sendt)\b"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One item, read for writing.

    ``body`` is who decided, ``next_bodies`` who has the case next, ``decision`` the sentences of
    the decision, ``decision_text`` what they say but for absences, minorities and headings.
    """

    minutes: Minutes
    labelled: LabelledItem
    body: str
    next_bodies: tuple[str, ...]
    matter: Matter
    proposals: tuple[Proposal, ...]
    decision: tuple[Span, ...]
    wording: Wording = "precise"
    style: Style = field(default_factory=default_style)
    decision_text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read the decision text once: every rule asks for it."""
        kept = [span.of(self.minutes.text) for span in self.decision if not self.is_aside(span)]
        told = " ".join(re.sub(r"\s+", " ", part) for part in kept)
        object.__setattr__(self, "decision_text", told)

    @property
    def meeting(self) -> date | None:
        """The meeting's date."""
        return self.minutes.date

    @property
    def next_body(self) -> str | None:
        """The body that has the case next, if any."""
        return self.next_bodies[0] if self.next_bodies else None

    @property
    def pronoun(self) -> str:
        """Den or det, for the deciding body."""
        return "de" if self.body == _UNKNOWN_BODY else body_named(self.body).pronoun

    @property
    def evidence(self) -> tuple[Span, ...]:
        """Where the decision types were read, or the whole decision text."""
        spans = tuple(span for label in self.labelled.decisions for span in label.evidence)
        return spans or self.decision

    @property
    def in_prose(self) -> bool:
        """Whether the item is told without headings: its decision may stand in any sentence."""
        return all(section.kind is SectionKind.TEKST for section in self.labelled.item.sections)

    def passages(self, *kinds: PassageKind) -> tuple[Span, ...]:
        """The passages of the given kinds, in the order of the text."""
        return tuple(p.span for p in self.labelled.passages if p.kind in kinds)

    def is_aside(self, span: Span) -> bool:
        """Whether a sentence of the decision text is an absence, a minority or a heading.

        What one member asked for and all agreed to was decided.
        """
        asides = self.passages("attendance", "minority", "heading")
        if not asides or AGREED.search(span.of(self.minutes.text)):
            return False
        if _LISTED.match(span.of(self.minutes.text)):
            # The line before it, without a full stop between, may be the aside.
            asides = tuple(one for one in asides if one.start >= span.start)
        return any(overlaps(span, aside) and not self.has_evidence(span) for aside in asides)

    def has_evidence(self, span: Span) -> bool:
        """Whether a decision type was read from this sentence."""
        spans = (one for label in self.labelled.decisions for one in label.evidence)
        return any(overlaps(span, one) for one in spans)


def overlaps(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character.

    >>> overlaps(Span(0, 3), Span(2, 5)), overlaps(Span(0, 3), Span(3, 5))
    (True, False)
    """
    return one.start < other.end and other.start < one.end


def read_case(
    minutes: Minutes,
    labelled: LabelledItem,
    wording: Wording = "precise",
    style: Style | None = None,
) -> Case:
    """Gather what the sentences about an item are made of."""
    item = labelled.item
    # Whoever only gets the case is not the one who met.
    planned = item.route if any(item.parts(SectionKind.BEHANDLING)) else ()
    body = minutes.body or next(iter(planned), _UNKNOWN_BODY)
    proposals = read_proposals(minutes.text, item)
    end = _next_begins(minutes, item)
    decision = tuple(
        _bare(before_route(span, minutes.text), minutes.text)
        for section in item.parts(SectionKind.BESLUTNING)
        for sentence in decision_part(minutes.text, section)
        if sentence.start < end
        for span in _at_marks(sentence, minutes.text)
        if not _NOISE.search(span.of(minutes.text))
        and not _is_heading(minutes, item, span)
        and not is_route(span.of(minutes.text))
        and not _is_elsewhere(span.of(minutes.text), body)
    )
    decision = _own_part(decision, labelled, minutes.text, body)
    decision = from_outcome(decision, labelled, minutes.text)
    title = _unnamed(item.title, minutes)
    if item.title.isupper():
        title = with_capitals(title, minutes.text)
    matter = matter_of(title, minutes.date)
    matter = Matter(*(with_names(phrase, minutes.text) for phrase in matter))
    house = style or default_style()
    case = Case(minutes, labelled, body, (), matter, proposals, decision, wording, house)
    return replace(case, next_bodies=bodies_ahead(case))


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
        words = re.sub(r"\s+", " ", span.of(text)).strip()
        marked = _OF_OTHERS.match(words)
        if marked and marked["who"].lower() not in body.lower():
            theirs = True
            continue
        own = any(overlaps(span, one) for one in evidence)
        if theirs and not own and (evidence or len(words.split()) <= _OUTCOME_WORDS):
            continue
        theirs = False
        kept.append(span)
    return tuple(kept) or spans


_OUTCOME_WORDS = 6


# "Konstituering efter Hanne-Lis Overgårds fratræden"
_LED_IN = re.compile(r" (?:efter|for|til|med|hos|ved) $")


def _unnamed(title: str, minutes: Minutes) -> str:
    """Put the role for the name of a participant, or of who made a proposal, in a title."""
    for name in minutes.participants:
        if " " in name:
            title = title.replace(name, "et medlem")
    for found in reversed(find_personal(title)):
        if found.kind == "person" and title[: found.span.start].endswith((" fra ", " af ")):
            title = f"{title[: found.span.start]}et medlem{title[found.span.end :]}"
        elif found.kind == "person" and (led := _LED_IN.search(title[: found.span.start])):
            title = title[: led.start()]
    given = re.search(r" (?:efter|til|for|med|fra|af|hos) ([A-ZÆØÅ][a-zæøå]+)$", title)
    return title[: given.start()] if given and is_given(given[1]) else title


def expand(case: Case, phrase: str) -> str:
    """Say in full what a short definite noun at the end of *phrase* stands for.

    "afviklingen af konferencen" under the title "Opfølgning på Nordby Havns konference" becomes
    "afviklingen af Nordby Havns konference".
    """
    head, _, last = phrase.rpartition(" ")
    about = about_title(case)
    known = definite(about) if about else None
    if not known or not re.search(r"(?:en|et|ne)$", last):
        return phrase
    words = known.split()
    if len(words) > 1 and phrase.endswith(" ".join(("", *words[1:]))):
        # "renovering af kantinen" under "Renovering af kantinen" says it in full.
        return phrase
    names_it = any(
        word == last or ((noun := find_noun(word)) and noun.definite == last) for word in words
    )
    return f"{head} {known}".strip() if names_it else phrase


def about_title(case: Case) -> str:
    """Return what the title is about, without the "opfølgning på" before it."""
    title = clean_title(case.labelled.item.title, case.meeting)
    title = re.split(r"\s[-–]\s", title)[0]
    match = re.match(
        r"(?:opfølgning på|drøftelse af|evaluering af|orientering om|status (?:på|for)) (.+)",
        title,
        re.IGNORECASE,
    )
    return match.group(1) if match else title[:1].lower() + title[1:]

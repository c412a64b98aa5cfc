"""What a sentence about one item needs to know, gathered once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import Literal

from pipeline.danish.bodies import body_named
from pipeline.danish.nouns import definite, find_noun
from pipeline.danish.remarks import remark_alone
from pipeline.drafting.afterwards import bodies_ahead
from pipeline.drafting.decision.extent import decision_of
from pipeline.drafting.decision.proposals import Proposal
from pipeline.drafting.decision.recommendation import read_proposals
from pipeline.drafting.headings.capitals import with_capitals, with_names
from pipeline.drafting.headings.titles import Matter, clean_title, matter_of
from pipeline.drafting.people.names import is_given
from pipeline.drafting.people.personal import find_personal
from pipeline.drafting.style import Style, default_style
from pipeline.labels import Decision, SectionKind
from pipeline.records import LabelledItem, Minutes, PassageKind, Span

Wording = Literal["precise", "plain"]
# What stands before a remark that is read alone.
_LED = (" at ", " at\n", " idet ", " idet\n")
_UNKNOWN_BODY = "mødedeltagerne"
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
    def asked(self) -> str:
        """What the points of the recommendation ask for, one after the other."""
        return " ".join(point.clause for point in self.proposals)

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
        return any(span.overlaps(aside) and not self.has_evidence(span) for aside in asides)

    def has_evidence(self, span: Span) -> bool:
        """Whether a decision type was read from this sentence."""
        return bool(self.outcomes_in(span))

    def outcomes_in(self, span: Span) -> frozenset[Decision]:
        """The decision types that were read from this sentence."""
        labels = self.labelled.decisions
        return frozenset(one.value for one in labels if any(map(span.overlaps, one.evidence)))

    def printed(self, span: Span) -> str:
        """The words of a span as one line, the remark of a decision as a main clause."""
        words = " ".join(span.of(self.minutes.text).split())
        led = self.minutes.text.endswith(_LED, 0, span.start) and span in self.decision
        return remark_alone(words, self.meeting) if led else words


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
    decision = decision_of(minutes, labelled, body)
    title = _unnamed(item.title, minutes)
    if item.title.isupper():
        title = with_capitals(title, minutes.text)
    matter = matter_of(title, minutes.date)
    matter = Matter(*(with_names(phrase, minutes.text) for phrase in matter))
    house = style or default_style()
    case = Case(minutes, labelled, body, (), matter, proposals, decision, wording, house)
    return replace(case, next_bodies=bodies_ahead(case))


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
    # "garantien" is no "ansøgning om garanti".
    heads = takewhile(lambda word: word not in _LINKS, words)
    names_it = any(
        word == last or ((noun := find_noun(word)) and noun.definite == last) for word in heads
    )
    return f"{head} {known}".strip() if names_it else phrase


_LINKS = frozenset(("om", "til", "fra", "for", "af", "på", "i", "med", "ved", "over"))


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

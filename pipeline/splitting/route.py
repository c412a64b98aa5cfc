"""The bodies an item goes through, in order, as far as it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.danish.bodies import body_named, find_bodies
from pipeline.danish.dates import find_dates
from pipeline.danish.other_bodies import decided_elsewhere
from pipeline.labels import RUNNING_TEXT, SectionKind
from pipeline.records import Section, Span
from pipeline.splitting.had_before import bodies_before, with_opening
from pipeline.splitting.own import Meeting
from pipeline.splitting.returning import in_turn, with_return

# Who the case is put to: "indstiller til Byrådet, at", "over for KB", "(Til Økonomiudvalget)".
_OBJECT = r"(?:[\wæøå-]+ ){0,3}"
_ONWARD = re.compile(
    r"(?:indstill\w*(?: det)?(?: over for| overfor)? til|over for|overfor|oversend\w*(?: til)?"
    rf"|(?:videre)?send\w* {_OBJECT}til|henvis\w* {_OBJECT}til|\(\s*til"
    r"|forelægges(?: (?:derefter|herefter|dernæst|efterfølgende))?(?: for)?"
    r"|(?:op)?løftes til|lægges op til|begære[rs]? (?:sagen )?i(?:ndbragt for)?|via"
    rf"|anbefale[rst]?(?: {_OBJECT}til)?|indstiller {_OBJECT}til|fremsende[rs] {_OBJECT}til"
    r"|(?:bringes|overgår|hjemvises|tilbage)(?: \w+)? til|tilråder|tilstilles|henstille\w* til"
    rf"|(?:går|sagen) {_OBJECT}til|med anbefaling til"
    r"|til (?:\w+ )?(?:godkendelse|behandling|udtalelse|beslutning|vedtagelse|stadfæstelse"
    r"|stillingtagen) (?:i|hos|ved|af)"
    r"|(?:i|til) (?:\w+ )?høring (?:i|hos|ved)(?: (?:alle|de|det|den|lokale|berørte))*"
    r"|\bvidere(?:sendes)? til|\bafgives til|\bbringe[rs] [^.;]{0,30}til"
    r"|\bindstill\w+ [^.;]{0,60}(?:godkendt|vedtaget) i|indstilling godkendt i"
    r"|\bser gerne, at"
    rf"|overl(?:od|ade[rs]|ades|adt) {_OBJECT}til)\s+$",
    re.IGNORECASE,
)
# Who still has to settle it, as the case itself says.
_SETTLES = re.compile(r"(?i)(?:sagen afgøres|skal vedtages|vedtages endeligt) (?:af|i)\s+$")
# Without whom it does not hold: "Ændringer kræver Byrådets stadfæstelse".
_NEEDS = re.compile(r"(?i)\b(?:kræve[rs]|forudsætter|betinget af|under forudsætning af)\b")
# "Økonomichefen indstiller, at Byrådet giver garanti": who is to give it has to decide.
_DECIDES = re.compile(
    r" (?:godkender|vedtager|bevilger|meddeler|giver|beslutter|tiltræder|optager|frigiver)\b"
)
_TO_DECIDE = re.compile(r"\b(?:indstille[rs]|anbefaler|foreslår),? at\s+$", re.IGNORECASE)
# What falls, or is only asked, puts the case to nobody: "et forslag om at sende sagen til … faldt".
_NOTHING_CAME = re.compile(
    r"\b(?:nedstemt\w*|stemt ned|forkast\w+|bortfald\w*|faldt|ikke vedtaget|sp(?:urgte|ørger))\b",
    re.I,
)
_MOVED = re.compile(r"\b(?:foreslog|stillede (?:ændrings)?forslag)\b", re.IGNORECASE)
# Between a motion and its end stands how the votes fell: "For stemte 4, imod 13. Forkastet."
_AND_FELL = re.compile(
    r"(?:\W*(?:For|Imod|Afstemning|Herom|\d+)\b[^.;]*[.;])*"
    rf"\W*(?:\w*forslaget\b[^.;]*)?{_NOTHING_CAME.pattern}", re.IGNORECASE
)  # fmt: skip
# "Anbefales.", "Indstillingen anbefales tiltrådt", "Et flertal anbefaler …".
_RECOMMENDED = re.compile(
    r"\W*(?:(?:indstillingen|forslaget|planen|sagen|(?:økonomi|et|udvalget|flertal|enigt|enstemmigt)"
    r"[\wæøå]*) )*(?:\([^()]*\) )?(?:blev |indstilles |indstillet )?anbefale[rts]",
    re.IGNORECASE,
)
# A box without a cross: "[ ] Anbefales ØU".
_NOT_CHOSEN = re.compile(r"\[ ?\] [^\[\]\n]*$")
# Who is asked for it: "Økonomiudvalget og Byrådet tilrådes at bevilge pengene".
_IS_ASKED = re.compile(r"(?i)(?:(?: (?:og|samt) |/)[\wæøå-]+)? (?:tilrådes|anbefales) at\b")
# Who gave the power to settle it, has agreed to it before or is only told, and what a case may come
# to: "Udvalget, jf. delegation fra Byrådet", "Økonomiudvalget, hvis sagen skal med i budgettet".
_BESIDES = re.compile(
    r"\b(?:(?P<whole>hvis|såfremt)|jf|som|delegation|(?:til )?orientering|aftalt|bevilling\w*)\b"
)
# "Byrådet, efter behandling i Økonomiudvalget": who settles it has it last.
_ONCE = re.compile(r"\befter (?:behandling|indstilling|anbefaling|drøftelse|udtalelse|høring)\b")
# A heading below which stands who has the case next.
_AFTERWARDS = re.compile(r"\bvidere (?:proces|forløb)", re.IGNORECASE)
# A recommendation that has no heading: "Forvaltningen indstiller, at udvalget anbefaler Byrådet …".
_RECOMMENDS = re.compile(
    r"\s*(?:Det indstilles|(?:Administrationen|[\wæøå-]*(?:[Ff]orvaltningen|chefen|direktøren))"
    r"(?: for [^,.;\n]{3,40})? (?:indstiller|foreslår))\b"
)
# What is put to a body and is not the case: "beløb over 25.000 kr. forelægges udvalget", "HR
# evaluerer ordningen over for udvalget".
_NOT_THE_CASE = re.compile(
    r"\b(?:beløb|ansøgninger|afvigelser|overskridelser|overførsler|undtagelser|tvivls\w+|"
    r"(?:fremtidige|senere|større|øvrige) [\wæøå]+) (?:(?:[^.;]|(?<=\d)\.|(?<=kr)\.)*? )?$"
    r"|\b(?:evaluer|redegør|orienter)\w* [^.;]*$",
    re.IGNORECASE,
)
# A decision that gives the case back whole lets nothing of the recommendation stand.
_GIVEN_BACK = re.compile(
    r"\b(?:tilbagesend|hjemvis|tilbagevis)|\b(?:send(?:es?|t)|går) (?:sagen )?tilbage\b"
    r"|^\W*tilbage til\b|\bfornyet behandling\b",
    re.IGNORECASE,
)
_SOME_STANDS = re.compile(r"anbefal|godkend|tiltræd|tiltrådt|vedtag", re.IGNORECASE)
# A full stop after a number ends no sentence: "den 14. juni".
_SENTENCE = re.compile(r"(?:[^.;]|(?<=\d)\.)+")
# Between a body and the day on which it has the case.
_ON = re.compile(
    r"s?(?:,? (?:der|som) (?:holder møde|mødes)|s? møde"
    r"|(?:,? (?:der|som))? (?:behandler|drøfter|får|skal (?:behandle|drøfte|have)) "
    r"(?:\w+ ){0,2}\w+)?,?"
    r" ?\(?(?:på )?(?:[a-zæøå]+dag )?(?:den |d\. ?)?"
)
_TOLD_IN = (
    *RUNNING_TEXT, SectionKind.INDSTILLING, SectionKind.HOERING, SectionKind.BESLUTNING,
)  # fmt: skip
_APPROVAL = re.compile(
    r"s (?:(?:godkend|stadfæst|vedtag|afgør)else|(?:beslutn|behandl|orienter)ing)"
)
_ITS_WORDS = re.compile(
    r"s (?:[a-zæøå]+ )?(?:høringssv|udtalelse|bemærkning|indstilling|beslutning|anbefaling|svar\b|"
    r"ønske|forslag|notat|protokol|ændring)"
)
_AND = (" og ", ", ", " samt ", " og til ", " til ", "/")


def read_route(text: str, sections: Iterable[Section], meeting: Meeting) -> tuple[str, ...]:
    """Return the bodies that treat the item, in order.

    A section "Behandling" names them. Without one they are those who had it before, the meeting's
    own, and those that recommendation and decision put the case to.
    """
    sections = tuple(sections)
    own = (meeting.body,) if meeting.body else ()
    planned = tuple(_named(text, sections, SectionKind.BEHANDLING))
    said = [one for one in sections if one.kind is SectionKind.BESLUTNING]
    decided = [one.body.of(text) for one in said]
    if planned:
        # "Videre behandling: Økonomiudvalget" leaves out who has the case now.
        first = () if any(name in own for name in planned) else own
        return with_return(in_turn((*first, *planned)), meeting.body, decided)
    onward = list(_onward(text, sections, *_still_counting(text, sections)))
    ahead = [one for one in sections if _AFTERWARDS.search(one.heading.of(text))]
    announced = _announced(text, ahead)
    last = _settling(text, sections)
    printed = [one for one in decided_elsewhere(text, sections) if one.body != meeting.body]
    met = meeting.date or date.max
    earlier = [one.body for one in printed if one.day is None or one.day <= met]
    earlier += bodies_before(text, sections, meeting)
    later = [one.body for one in printed if one.day is not None and one.day > met]
    planned_for = _to_come(text, sections, meeting)
    before = dict.fromkeys((*earlier, *own))
    # Who sent it here for an opinion gets it again; what is given back is no step onward.
    answers = not any(_GIVEN_BACK.search(one) for one in decided)
    sent = _onward(text, said, SectionKind.BESLUTNING) if answers else ()
    back = (name for name in sent if name in earlier and name not in own)
    further = (*later, *announced, *onward, *planned_for, *last)
    after = (name for name in further or _to_council(text, said, meeting) if name not in before)
    route = (*before, *_council_last(dict.fromkeys((*back, *after))))
    return with_return(route, meeting.body, decided)


def _to_council(text: str, said: Iterable[Section], meeting: Meeting) -> tuple[str, ...]:
    """Return the council, by the name the minutes give it, where the one below it recommends.

    An economy committee has nobody else to recommend anything to: "Anbefales."
    """
    if meeting.body is None or body_named(meeting.body).kind != "economy":
        return ()
    if not any(_RECOMMENDED.match(one.body.of(text)) for one in said):
        return ()
    names = [one.body.name for one in find_bodies(text) if one.body.kind == "council"]
    return tuple(names[:1])


def _council_last(names: Iterable[str]) -> list[str]:
    """Put whoever settles a case last: "til Byrådet via Økonomiudvalget"."""
    names = list(names)
    kinds = [body_named(name).kind for name in names]
    before = kinds[kinds.index("council") + 1 :] if "council" in kinds else []
    if _BELOW_COUNCIL.intersection(before):
        return sorted(names, key=lambda name: body_named(name).kind == "council")
    return names


_BELOW_COUNCIL = frozenset({"committee", "economy"})


def _to_come(text: str, sections: Iterable[Section], meeting: Meeting) -> Iterator[str]:
    """Yield the bodies that the case itself says will have it: on a day to come, or to settle it.

    "Sagen behandles i Økonomiudvalget den 14. juni og i Byrådet den 28. juni."
    """
    for section in sections:
        if section.kind not in _TOLD_IN:
            continue
        for phrase in _SENTENCE.finditer(text, *section.body):
            if section.kind in RUNNING_TEXT and _RECOMMENDS.match(phrase.group()):
                yield from _put_to(text, Span(*phrase.span()))
            mentions = find_bodies(phrase.group(), phrase.start())
            if not mentions:  # nearly always
                continue
            days = find_dates(phrase.group(), phrase.start(), meeting=meeting.date)
            for mention in mentions:
                before = text[max(section.body.start, mention.span.start - 30) : mention.span.start]
                ahead = (day for day in days if day.date > (meeting.date or date.max))
                starts = (day.span.start for day in ahead if day.span.start >= mention.span.end)
                met = any(_ON.fullmatch(text, mention.span.end, start) for start in starts)
                needs = _NEEDS.search(text, phrase.start(), mention.span.start)
                approves = needs and _APPROVAL.match(text, mention.span.end)
                if met or approves or _SETTLES.search(before):
                    yield mention.body.name


def _announced(text: str, sections: Iterable[Section]) -> Iterator[str]:
    """Yield the bodies of sections that say what comes next; a question says nothing."""
    for section in sections:
        for phrase in _SENTENCE.finditer(text, *section.body):
            if section.kind is SectionKind.SAGSFREMSTILLING and "?" not in phrase.group():
                yield from (one.body.name for one in find_bodies(phrase.group()))


def _named(text: str, sections: Iterable[Section], *kinds: SectionKind) -> Iterator[str]:
    for section in sections:
        if section.kind in kinds:
            for mention in find_bodies(section.body.of(text), section.body.start):
                yield mention.body.name


def _settling(text: str, sections: Iterable[Section]) -> Iterator[str]:
    """Yield the bodies that settle the case as its section "Hvem beslutter" has it."""
    for section in sections:
        if section.kind is SectionKind.KOMPETENCE:
            for phrase in _SENTENCE.finditer(text, *section.body):
                besides = _BESIDES.search(phrase.group())
                if besides is None or besides["whole"] is None:
                    yield from _last_who_settles(phrase.group()[: besides and besides.start()])


def _last_who_settles(said: str) -> Iterator[str]:
    """Yield the bodies that a sentence names, those first that have the case before."""
    before = _ONCE.search(said)
    cut = before.start() if before else len(said)
    for part in (said[cut:], said[:cut]):
        yield from (one.body.name for one in find_bodies(part))


def _onward(text: str, sections: Iterable[Section], *kinds: SectionKind) -> Iterator[str]:
    for kind in kinds:
        for section in sections:
            if section.kind is kind:
                yield from _put_to(text, with_opening(section))


def _still_counting(text: str, sections: Iterable[Section]) -> tuple[SectionKind, ...]:
    """Return the kinds of section that tell whom the case is put to."""
    said = [one.body.of(text) for one in sections if one.kind is SectionKind.BESLUTNING]
    given_back = any(_GIVEN_BACK.search(one) and not _SOME_STANDS.search(one) for one in said)
    kinds = (SectionKind.INDSTILLING, SectionKind.BESLUTNING)
    return kinds[1:] if given_back else kinds


def _put_to(text: str, span: Span) -> Iterator[str]:
    previous: int | None = None
    for mention in find_bodies(span.of(text), span.start):
        before = text[max(span.start, mention.span.start - 40) : mention.span.start]
        after = text[mention.span.end : mention.span.end + 30]
        approval = _APPROVAL.match(after)
        # "henviste til Ældrerådets høringssvar" puts nothing to anybody.
        if _ITS_WORDS.match(after) or _comes_to_nothing(text, span, mention.span):
            continue
        # "over for Økonomiudvalget og Byrådet" puts the case to both.
        joined = previous is not None and text[previous : mention.span.start] in _AND
        asked = (
            _IS_ASKED.match(after)
            or (approval and re.search(r"\btil\s+$", before))
            or (_DECIDES.match(after) and _TO_DECIDE.search(before))
        )
        if joined or _ONWARD.search(before) or asked:
            yield mention.body.name
            previous = mention.span.end


def _comes_to_nothing(text: str, within: Span, body: Span) -> bool:
    """Tell whether what is put to a body is not the case, or falls, or is only asked about."""
    before = text[max(within.start, body.start - 80) : body.start]
    if _NOT_THE_CASE.search(before) or _NOT_CHOSEN.search(before):
        return True
    start = max(text.rfind(mark, within.start, body.start) for mark in (". ", ";", "\n"))
    end = re.compile(r"\.\s|;|\n\n").search(text, body.end, within.end)
    sentence = text[max(start, within.start) : end.start() if end else within.end]
    after = text[end.start() : within.end] if end else ""
    fell = _MOVED.search(sentence) and _AND_FELL.match(after)
    return bool(fell or _NOTHING_CAME.search(sentence))

"""Which point of a recommendation is a clause about, and was that point said yes or no to?

"Punkt 1 og 2 anbefales. Punkt 3 tiltrædes ikke." decides each point for itself: to tell point 3 as
done, or point 1 as refused, is a lie although the decision has both a yes and a no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline.checking.facts import keys_of
from pipeline.checking.grounding import SILENT, Evidence
from pipeline.checking.roots import clauses_of, frame_roots
from pipeline.danish.blocks import BULLETS
from pipeline.danish.dates import MONTHS
from pipeline.danish.numerals import NUMERALS
from pipeline.danish.sentences import split_sentences
from pipeline.drafting.case import read_case
from pipeline.drafting.decision.by_place import by_place, points_by_place
from pipeline.labels import SectionKind
from pipeline.records import LabelledItem, Minutes

_ONE = r"(?:\d{1,2}|[a-h])"
_LABEL = re.compile(
    rf"(?:^|(?<=[.;:,]\s)|(?<=\sog\s))[ ]*\(?(?:punkt |pkt\.? )?({_ONE})[.)]\s+"
    rf"(?!(?:{'|'.join(MONTHS)}|kvartal|klasse|sal)\b)(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
# "Ad 1:", "Punkt 2 og 3", "1. og 3. punkt", "a og c", "b)" where a part of a decision begins.
_MARK = re.compile(
    r"(?:^|(?<=[.;:] )|(?<=\n)|(?<=, ))"
    r"(?:(?:ad|punkt(?:erne)?|pkt\.?|projekt(?:erne)?|gruppe|forslag|etape|prioritet|del)\.? )?"
    rf"(?P<labels>{_ONE}\.?(?:(?:, | og |[-–]){_ONE}\.?)*)(?P<end>[):.]*(?: at:?)?)"
    r"(?= (?:punkt\b|pkt|(?:er |blev |kan |kunne )?(?:ikke )?(?:godkend|tiltr|anbefal|vedtag|afvis|"
    r"forkast|udsat|udsæt|udgå|sendes|bevilg|imødekom|behandle|fremme))|:? )",
    re.IGNORECASE,
)
# "Direktionen tiltræder punkt 1 og 2."
_ACTIVE = re.compile(
    r"\b(?:godkender|godkendte|tiltræder|tiltrådte|anbefaler|anbefalede|vedtog|vedtager)"
    r"(?P<no> ikke)? "
    rf"(?:indstillingens )?(?:punkt(?:erne)?|pkt\.?|projekt(?:erne)?) (?P<labels>{_ONE}\.?"
    rf"(?:(?:, | og |[-–]){_ONE}\.?)*)\b",
    re.IGNORECASE,
)
# The points of a recommendation without numbers, which a decision calls "1. at".
_AT = re.compile(r"^at\s+(.+?)(?=^at\s|\Z)", re.MULTILINE | re.DOTALL)
# What follows the last point on a line of its own: "Sagen afgøres i Byrådet."
_AFTER = re.compile(r"(?<=\w{3}\.)\s*\n\s*(?=[A-ZÆØÅ])|(?<=\d{4}\.)\s*\n\s*(?=[A-ZÆØÅ])")
# "Første at: Nej."
_PLACE = re.compile(r"^(første|andet|tredje|fjerde) at:", re.IGNORECASE | re.MULTILINE)
_PLACES = {"første": 1, "andet": 2, "tredje": 3, "fjerde": 4}
# "Forslag 2: Filialen lukker", "c) Svømmehallen lukkes" in the case.
_LINE = re.compile(
    rf"^[ ]*(?:[{BULLETS}] )?(?:(?:forslag|etape|prioritet|del|projekt|ansøgning|punkt) )?"
    rf"(?P<label>{_ONE})[.):] (?P<text>\S.*)",
    re.IGNORECASE | re.MULTILINE,
)
_ROW = re.compile(r"^(\d{1,2})\t([^\t\n]*[a-zæøå]{4}[^\t\n]*)", re.MULTILINE)
_REFUSES = re.compile(
    r"^nej\b|\b(?:ikke|afvis\w*|forkast\w*|(?<!om )afslag|afsl[åo]\w*|undtaget|"
    r"udgå\w*|udgik|bortfald\w*|udsat|udsæt\w*|"
    r"(?:send\w*|vis\w*) tilbage|går tilbage til|tilbagesend\w*|faldt)\b",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:godkend\w*|tiltr\w+|anbefal\w*|vedtag\w*|bevilg\w*|imødekom\w*|følges|tilsluttet)\b",
    re.IGNORECASE,
)
# What comes after the first sentence of a part is a remark.
_REMARK = re.compile(r"(?<=[a-zæøå)])[.;](?:\s|$)")
# "tre børnehaver" and "tre af fem projekter" have only a small number in common.
_SMALL = re.compile(r"#\d{1,2}")
# "Aftalen må dog ikke overstige seks år" binds what was agreed to, and refuses nothing.
_BINDS = re.compile(r"\bmå (?:\w+ )?ikke\b|\bikke (?:\w+ )?(?:overstig|overskrid)", re.IGNORECASE)
# "Tine Abelsgaard (V) kan ikke anbefale variant 1": one member's no is not the body's.
_MEMBER = re.compile(r"[A-ZÆØÅ][\w.-]+ [A-ZÆØÅ][\w. -]+(?:\([^)]*\) )?(?:kan|kunne) ikke\b")
# A longer clause of a decision tells more than what was said yes or no to.
_SHORT = 14
# How many characters part "godkendt" from a "not" of its own.
_APART = 3
# So much better than any other point has the one to fit that the clause is about.
_LEAST = 0.9
_BETTER = 1.5


class Point(NamedTuple):
    """A point: what it asks for, by root words and numbers, and whether it was agreed to.

    None where the decision does not say.
    """

    label: str
    keys: frozenset[str]
    agreed: bool | None


def points_of(evidence: Evidence) -> tuple[Point, ...]:
    """Return the points of an item that were decided one by one; () where they were not."""
    if len(evidence.items) != 1:
        return ()
    asked, decided = _printed(evidence)
    whole = evidence.items[0].item.span.of(evidence.minutes.text)
    numbered = _numbered(evidence.minutes, evidence.items[0])
    rows = _rows(whole)
    if not rows and not _LABEL.search(asked):
        rows = _listed(evidence.minutes, evidence.items[0])
    return _points(asked, rows, numbered or decided, evidence.minutes.date)


@lru_cache(maxsize=64)
def _numbered(minutes: Minutes, labelled: LabelledItem) -> str:
    """Return a decision that names points by their place with their numbers, "" for another."""
    case = read_case(minutes, labelled)
    if not points_by_place(case):
        return ""
    printed = [" ".join(span.of(minutes.text).split()) for span in case.decision]
    return " ".join(f"{one.rstrip('.')}." for some in by_place(case, printed) for one in some)


def plainly_agreed(evidence: Evidence) -> tuple[str, ...]:
    """Return the points that the decision says yes to without more: "Ad 3. Godkendt."."""
    if len(evidence.items) != 1:
        return ()
    return _plainly_agreed(*_printed(evidence))


def _printed(evidence: Evidence) -> tuple[str, str]:
    """Return what the recommendation and the decision of the only item say."""
    text, item = evidence.minutes.text, evidence.items[0].item
    asked, decided = (
        "\n".join(one.body.of(text) for one in item.parts(kind))
        for kind in (SectionKind.INDSTILLING, SectionKind.BESLUTNING)
    )
    return asked, decided


@lru_cache(maxsize=2048)
def _plainly_agreed(asked: str, decided: str) -> tuple[str, ...]:
    """Return the points of *asked* that *decided* says nothing but yes to.

    >>> asked = "1. at prisen er 2 kr., 2. at hallen bygges."
    >>> _plainly_agreed(asked, "Ad 1. Udsat. Ad 2. Godkendt.")
    ('at hallen bygges.',)
    """
    texts = _asked(asked)
    return tuple(
        texts[label]
        for labels, said in _parts(decided, frozenset(texts))
        if _YES.fullmatch(said)
        for label in labels
    )


def keys_of_point(evidence: Evidence, mark: str) -> frozenset[str]:
    """Return what the point called *mark* asks for, by root words and numbers."""
    text = evidence.minutes.text
    items = evidence.items if len(evidence.items) == 1 else ()
    parts = [part for one in items for part in one.item.parts(SectionKind.INDSTILLING)]
    point = _asked("\n".join(one.body.of(text) for one in parts)).get(mark.lower(), "")
    return keys_of(point, evidence.minutes.date) - frame_roots()


def keys_answered(evidence: Evidence, decision: str) -> frozenset[str]:
    """Return what the point asks for that a sentence of the decision answers by its mark.

    "a. 33 kr. fra 1. august" is said of "a. prisen på buffeten hæves til 36 kr.".
    """
    mark = _ANSWERS.match(decision)
    return keys_of_point(evidence, mark["mark"]) if mark else frozenset()


_ANSWERS = re.compile(
    r"\W*(?:(?:ad|punkt|pkt)\.? )?(?P<mark>[a-h]|\d{1,2})(?:(?<=ad \d)\b|[.):])\s", re.IGNORECASE
)
# A yes, and nothing else.
_YES = re.compile(r"(?:Blev |Er )?(?:godkendt|godkendes|anbefales|tiltr\w+|vedtaget)[.;]?", re.I)


def _asked(asked: str) -> dict[str, str]:
    """Return the points of a recommendation by their marks."""
    marks = list(_LABEL.finditer(asked))
    ends = [mark.start() for mark in marks[1:]] + [len(asked)] * bool(marks)
    texts = {
        mark[1].lower(): asked[mark.end() : end] for mark, end in zip(marks, ends, strict=True)
    } or {str(at): row[1] for at, row in enumerate(_AT.finditer(asked), start=1)}
    return {label: _AFTER.split(text, maxsplit=1)[0] for label, text in texts.items()}


@lru_cache(maxsize=256)
def _listed(minutes: Minutes, labelled: LabelledItem) -> tuple[tuple[str, str], ...]:
    """Return the points of the case's own list, where the recommendation only names them.

    "Forslag a-d godkendes" of "a) Sparepærer. b) Lavere varme." There may be one list alone.
    """
    found = [
        (match["label"].lower(), match["text"])
        for part in labelled.item.sections
        if part.kind not in (*SILENT, SectionKind.BESLUTNING, SectionKind.INDSTILLING)
        for match in _LINE.finditer(part.body.of(minutes.text))
    ]
    marks = [label for label, _ in found]
    first = marks[0] if marks else ""
    in_a_row = first in ("1", "a") and marks == [
        str(at + 1) if first == "1" else chr(ord("a") + at) for at in range(len(marks))
    ]
    return tuple(found) if in_a_row else ()


def _rows(text: str) -> tuple[tuple[str, str], ...]:
    """Return the numbered rows of a table: "3<tab>Fælles køkken<tab>1.900"."""
    return tuple((match[1], match[2]) for match in _ROW.finditer(text))


@lru_cache(maxsize=2048)
def _points(
    asked: str, rows: tuple[tuple[str, str], ...], decided: str, meeting: date | None
) -> tuple[Point, ...]:
    texts = {**dict(rows), **_asked(asked)}
    decided = _PLACE.sub(lambda match: f"Ad {_PLACES[match[1].lower()]}:", decided)
    outcomes = dict(_outcomes(decided, frozenset(texts)))
    if len(texts) > 1 and False in outcomes.values():
        return tuple(
            Point(label, keys_of(text, meeting) - frame_roots(), outcomes.get(label))
            for label, text in texts.items()
        )
    said = tuple(_said(decided, meeting))
    return said if len({point.agreed for point in said}) > 1 else ()


def _said(decided: str, meeting: date | None) -> Iterator[Point]:
    """Yield the short sentences of a decision that say what they are about themselves.

    >>> [point.agreed for point in _said("Budgettet vedtaget. Forslaget fra C forkastet.", None)]
    [True, False]
    """
    for span in split_sentences(decided):
        if _MEMBER.match(span.of(decided)):
            continue
        for text in clauses_of(span.of(decided)):
            verdict = None if _OF_A_FEW.match(text) or _GOVERNED.match(text) else _verdict(text)
            if verdict is not None and len(text.split()) <= _SHORT and not _BINDS.search(text):
                yield Point("", keys_of(text, meeting) - frame_roots(), verdict)


# "Bo Holm (V) kan ikke anbefale variant 1": how one stood, and no outcome.
_OF_A_FEW = re.compile(
    r"\W*(?:(?:[A-ZÆØÅ][\w-]+ ){1,3}\([A-ZÆØÅ]{1,3}\)|(?:Et )?[Mm]indretal|"
    r"(?:Liste [A-ZÆØÅ]|[A-ZÆØÅ]\w+(?:listen|partiet)) (?:kan|kunne|vil|ville|ønske[rd]e?)\b)"
)


# "…, idet brugen er frivillig, og at reglerne ikke gælder for breve": how the yes is meant.
_GOVERNED = re.compile(r", (?:og )?(?:at|idet|hvor|som|der|når)\b")


def _outcomes(decided: str, known: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield each label with what was decided on it, where that is plainly a yes or a no.

    >>> sorted(_outcomes("1. og 3. punkt anbefales. 2. punkt sendes tilbage.", frozenset("123")))
    [('1', True), ('2', False), ('3', True)]
    """
    for match in _ACTIVE.finditer(decided):
        for label in _labels(match["labels"]):
            yield label, not match["no"]
    for labels, whole in _parts(decided, known):
        verdict = _verdict(_REMARK.split(whole, maxsplit=1)[0])
        if verdict is not None:
            for label in labels:
                yield label, verdict


def _parts(decided: str, known: frozenset[str]) -> Iterator[tuple[list[str], str]]:
    """Yield the marks of each part of a decision with what it says of those points."""
    marks = [m for m in _MARK.finditer(decided) if set(_labels(m["labels"])) <= known]
    ends = [mark.start() for mark in marks[1:]] + [len(decided)] * bool(marks)
    for mark, end in zip(marks, ends, strict=True):
        yield _labels(mark["labels"]), decided[mark.end() : end].strip()


def _verdict(text: str) -> bool | None:
    """Return what a part of a decision says; a yes well before a no is one with a remark.

    >>> _verdict("Godkendt, dog ikke for PPR"), _verdict("Ikke godkendt"), _verdict("Et år")
    (True, False, None)
    """
    refused, agreed = _REFUSES.search(text), _AGREES.search(text)
    if refused is None:
        return True if agreed else None
    return agreed is not None and refused.start() - agreed.end() > _APART


def _labels(printed: str) -> list[str]:
    span = re.fullmatch(r"(\d{1,2})\.?[-–](\d{1,2})\.?", printed)
    if span:
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return [one.lower() for one in re.findall(rf"(?<!\w){_ONE}(?!\w)", printed, re.IGNORECASE)]


def point_told(keys: frozenset[str], points: tuple[Point, ...]) -> Point | None:
    """Return the point that a clause with *keys* is about: the one that has most of its own.

    None where two points that were decided differently fit it nearly as well.
    """
    words = frozenset(key for key in keys if not _SMALL.fullmatch(key)) - NUMERALS.keys()
    scores = {
        point: sum(1 / sum(key in one.keys for one in points) for key in words & point.keys)
        for point in points
    }
    best = max(scores.values(), default=0.0)
    near = [point for point in points if _BETTER * scores[point] > best >= _LEAST]
    same = len({point.agreed for point in near}) == 1
    return near[0] if same and near[0].agreed is not None else None

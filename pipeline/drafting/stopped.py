"""What stops a case here: a no, a last word, or news that sends it to nobody."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import TYPE_CHECKING

from pipeline.danish.bodies import body_named, find_bodies, same_body
from pipeline.danish.remarks import recommends_from
from pipeline.danish.sentences import split_sentences
from pipeline.danish.words import content_words
from pipeline.drafting.decision.options import named_options
from pipeline.labels import RUNNING_TEXT, SAID_NO, Decision, SectionKind
from pipeline.records import Item

if TYPE_CHECKING:
    from pipeline.drafting.case import Case


def is_but_told(case: Case) -> bool:
    """Tell whether the body only took note, or talked: nothing in that sends the case on."""
    return case.labelled.outcomes <= {
        Decision.TAGET_TIL_EFTERRETNING,
        Decision.DROEFTET,
        Decision.ANDET,
        Decision.INGEN_BEMAERKNINGER,
    }


def has_another_matter(case: Case, name: str) -> bool:
    """Tell whether the case tells of a body only that something else is put to it.

    "Første behandling af budgettet er i Økonomiudvalget den 12. september" in a status of the work
    on the budget sends the status nowhere.
    """
    text = case.minutes.text
    said = []
    for section in case.labelled.item.sections:
        if not any(one.body.name == name for one in find_bodies(section.body.of(text))):
            continue
        if section.kind not in RUNNING_TEXT:
            return False
        said += [
            sentence.of(text)
            for sentence in split_sentences(section.body.of(text), section.body.start)
            if any(
                # "Byrådets seminar" puts nothing to Byrådet.
                one.body.name == name and sentence.of(text)[one.span.end : one.span.end + 1] != "s"
                for one in find_bodies(sentence.of(text))
            )
        ]
    its = content_words(f"{case.labelled.item.title} {case.matter.thing}") | _THE_NEWS
    its -= {
        *(
            word
            for one in find_bodies(case.labelled.item.title)
            for word in content_words(one.body.name)
        )
    }
    return bool(said) and not any(content_words(_SOME_CASE.sub("", one)) & its for one in said)


# "Sagen om tillægsbevilling" is another.
_SOME_CASE = re.compile(r"\b[Ss]agen om \w+")
_THE_NEWS = content_words(
    "sag sagen punktet orienteringen rapporten status notatet redegørelsen evalueringen opgørelsen "
    "opfølgningen materialet resultatet beretningen undersøgelsen statistikken"
)


def says_no(case: Case) -> bool:
    """Tell whether this body said no, yes to nothing, and took note of nothing that goes on."""
    values = case.labelled.outcomes
    return Decision.AFVIST in values and not values & _GOES_ON


_GOES_ON = {Decision.ANBEFALES, Decision.GODKENDT, Decision.TAGET_TIL_EFTERRETNING}


def is_sent_back(decided: str) -> bool:
    """Tell whether a decision sends the case back to who put it up.

    >>> is_sent_back("Sendes tilbage."), is_sent_back("Staben vender tilbage i maj.")
    (True, False)
    >>> is_sent_back("Sagen er tilbage her den 9. maj.")
    False
    """
    return _SENT_BACK.search(decided) is not None


# "… og vende tilbage i maj" sends nothing back.
_SENT_BACK = re.compile(
    r"(?<!vende )(?<!vender )(?<!melde )(?<!melder )(?<!vendt )(?<!kommer )(?<!komme )(?<!holde )"
    r"(?<!\ber )\b(?:tilbage(?:send\w*|vis\w*)?|send\w+(?: \w+)? retur)\b|hjemvis|\breturner[et]",
    re.IGNORECASE,
)


def is_stopped(kinds: Set[Decision], decided: str) -> bool:
    """Tell whether nothing of a case goes on as planned: it waits, was refused or sent back."""
    back = kinds == {Decision.OVERSENDT} and is_sent_back(decided)
    return bool(kinds) and (back or kinds <= SAID_NO)


def chose_otherwise(text: str, item: Item) -> bool:
    """Tell whether another option was chosen than the one that was recommended: A, and not B.

    *text* is that of the minutes.
    """
    asked, decided = (
        " ".join(part.body.of(text) for part in item.parts(kind))
        for kind in (SectionKind.INDSTILLING, SectionKind.BESLUTNING)
    )
    # What a few would rather have had stands behind it.
    said = (_options(decided[start:end]) for start, end in split_sentences(decided))
    chosen = next((one for one in said if one), set())
    return bool(_options(asked)) and bool(chosen) and not _options(asked) & chosen


def _options(text: str) -> set[tuple[str, str]]:
    return {one.key for one in named_options(text) if one.is_lettered}


def is_refused(case: Case) -> bool:
    """Tell whether this body said no, or closed the case; who is only heard stops nothing."""
    closed = _CLOSED.search(case.decision_text) is not None
    return (says_no(case) or closed) and not body_named(case.body).is_heard


_CLOSED = re.compile(
    r"\b(?:sagen|ansøgningen|forslaget|punktet) (?:afsluttes|er (?:hermed |dermed )?afsluttet|"
    r"henlægges|bortfalder|trækkes|foretages ikke yderligere)\b|"
    r"\bder foretages ikke (?:mere|yderligere)\b",
    re.IGNORECASE,
)
# "Ønsket oversendes i stedet til budgetforhandlingerne": the way that was planned is left.
_OTHER_WAY = re.compile(
    r"\bi stedet\b|\bbudget(?:forhandling|lægning|drøftelse|behandling|seminar)|"
    r"\bnyt (?:oplæg|forslag)\b",
    re.IGNORECASE,
)


def still_has_it(case: Case, name: str) -> bool:
    """Tell whether a body has a refused case before it: the decision says so, or a printed plan."""
    text = case.minutes.text
    for span in case.decision:
        said = span.of(text)
        for mention in () if case.is_aside(span) else find_bodies(said):
            before, after = said[: mention.span.start], said[mention.span.end :]
            named = same_body(mention.body.name, name)
            if named and (_PUT_TO.search(before) or _HAS_IT.match(after)):
                return True
    if _is_sent(case, name):
        return True
    if _OTHER_WAY.search(case.decision_text) or _CLOSED.search(case.decision_text):
        return False
    # What only the case or the proposal tells of its way was told before the no.
    naming = {
        part.kind
        for part in case.labelled.item.sections
        if any(same_body(one.body.name, name) for one in find_bodies(part.body.of(text)))
    }
    return SectionKind.BEHANDLING in naming or not naming


def _is_sent(case: Case, name: str) -> bool:
    """Tell whether a case was sent to a body with the remark that this one can't recommend it."""
    parts = case.labelled.item.parts(SectionKind.BESLUTNING)
    told = [re.sub(r"\s", " ", part.body.of(case.minutes.text)) for part in parts]
    led = " ".join(one[: recommends_from(one)] for one in told)
    return any(same_body(one.body.name, name) for one in find_bodies(led))


_PUT_TO = re.compile(r"\b(?:til|over ?for|forelægges|i) (?:den |det )?$", re.IGNORECASE)
_HAS_IT = re.compile(r" (?:behandler|drøfter|tager|får|afgør|træffer|skal|vurderer|beslutter)\b")

"""What case a line of "Det videre forløb" is about, where the line alone does not tell it."""

from __future__ import annotations

import re

from pipeline.danish.dates import MONTHS
from pipeline.danish.nouns import lower_first, stands_within, upper_first
from pipeline.danish.words import content_words
from pipeline.drafting.ahead.times import opening_time
from pipeline.drafting.case import Case
from pipeline.drafting.headings.headlines import keyword
from pipeline.drafting.plain.compress import count_words
from pipeline.drafting.ranking import routine_row

_EMPTY = re.compile(r"\b(?:[Ss]agen|[Pp]unktet|[Ee]mnet)\b(?! (?:om|»|fra|på))")
# Words that tell no topic although the title has them, too.
_GENERAL = content_words(
    "forslag forslaget udkast udkastet sag sagen høring høringen møde mødet udvalg udvalget plan "
    "ny nye status " + " ".join(MONTHS)
)


def filed_under(case: Case) -> str:
    """Return the item's keyword without its outcome: the line tells what comes after it."""
    name = _OUTCOME.sub("", keyword(case).text)
    return upper_first(name.partition(": ")[2] or name)


_OUTCOME = re.compile(r"^(?:Ja|Nej) til | (?:i (?:offentlig )?høring|sendt videre|udsat)$")


def topical(case: Case, text: str) -> str:
    """Say what "sagen" is, and add the keyword in brackets where a line does not name its topic."""
    thing = case.matter.thing
    if thing != "sagen" and count_words(thing) < 12:
        text = _EMPTY.sub(lambda found: _cased(found.group(), thing), text, count=1)
    topic = filed_under(case)
    text = _completed(case, text)
    shared = {one for one in content_words(text) - _GENERAL if not one.isdigit()}
    # "I maj følger Park og Vej op" names who acts of "Elbiler til Park og Vej", and not what it is.
    heads = content_words(f"{_COMPLEMENT.split(topic)[0]} {_COMPLEMENT.split(thing)[0]}")
    shared &= content_words(f"{topic} {thing}")
    if shared & heads or shared - _actors_in(text):
        return text
    if routine_row(case.labelled.item.title) is not None:
        return text
    # A second day in a line would be taken for the line's own.
    first = topic.split(" ", 1)[0]
    # What has its capital within a sentence is a name: "Humlevang 800 år".
    named = stands_within(first, case.minutes.text)
    topic = _DAY.sub("", topic)
    return f"{_STOP.sub('', text)} ({topic if named else lower_first(topic)})."


def _completed(case: Case, text: str) -> str:
    """Say of what the case's own noun is: "offentliggøres udbuddet" is "udbuddet af rengøring"."""
    thing, when = case.matter.thing, len(opening_time(text))
    match = _OF.fullmatch(thing)
    if (
        match is None
        or len(thing.split()) > _FEW
        or content_words(match["of"]) & content_words(text)
    ):
        return text
    # "HR laver en plan. Planen sendes rundt": not the plan that the title names.
    stem = re.escape(match["stem"])
    if re.search(rf"\b(?:en|et|nyt?|nye) (?:\w+ )?\w*{stem}", case.decision_text):
        return text
    head = rf"\b{stem}{match['end']}\b(?!{_MORE})"
    return text[:when] + re.sub(head, thing, text[when:], count=1)


_OF = re.compile(r"(?P<stem>[a-zæøå]+?)(?P<end>en|et|e?ne) (?P<of>(?:af|til|for|om|på|i|ved) .+)")
_COMPLEMENT = re.compile(r" (?=(?:af|til|for|om|på|i|ved|hos|med|mellem|fra) )")
_MORE = rf"{_COMPLEMENT.pattern}|,? (?:der|som|vedrørende|over|over for|»)|-"
_FEW = 8


def _actors_in(text: str) -> frozenset[str]:
    """Return the names of a line and who acts in it: "sender biblioteket" tells of no case."""
    names = re.findall(r"(?<=[a-zæøå0-9] )[A-ZÆØÅ][\w-]+", text)
    return content_words(" ".join([*names, *text[len(opening_time(text)) :].split()[1:2]]))


# The full stop of an abbreviation stays.
_STOP = re.compile(r"(?<!\bkr)(?<!\bmio)(?<!\bmia)(?<!\bmv)\.+$")


_DAY = re.compile(r",? (?:pr\.|den|fra) \d.*$")


def _cased(printed: str, thing: str) -> str:
    return upper_first(thing) if printed[0].isupper() else thing

"""Headlines: of the post, of an item, and the bold keyword of a brief line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.danish.amounts import Amount, find_amounts, format_amount
from pipeline.danish.nouns import join_list, lower_first, upper_first
from pipeline.drafting.case import Case
from pipeline.drafting.ranking import routine_row
from pipeline.drafting.titles import HEADING_LIMIT, heading_of, plain_topic, shorten
from pipeline.labels import SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Minutes, Sentence, Span

POST_LIMIT = 75
KEYWORD_LIMIT = 42
# Keywords that say nothing without what follows the colon.
_BARE = frozenset(
    [
        "høring", "status", "valg", "ansøgning", "orientering", "temadrøftelse", "sag", "regler",
        "retningslinje", "retningslinjer", "forslag", "projektforslag", "lokalplan", "nyt", "plan",
        "oplæg", "udgifter", "skema a", "skema b", "skema c",
    ]
)  # fmt: skip


def post_headline(
    minutes: Minutes, cases: Sequence[Case], pattern: str = "Nyt fra {body}"
) -> Sentence:
    """Return "Nyt fra <body>: <topic> og <topic>", most important first, 75 characters at most."""
    start = pattern.format(body=minutes.body or "mødet")
    topics = [lower_first(telling_topic(case.matter.topic)) for case in cases]
    topics = list(dict.fromkeys(topics))
    sources = tuple(case.labelled.item.heading for case in cases[:2])
    for count in (2, 1):
        for limit in (60, 40, 30, 24):
            short = [shorten(topic, limit) for topic in topics[:count]]
            text = f"{start}: {join_list(short)}"
            bare = any(
                one in _BARE and one != whole for one, whole in zip(short, topics, strict=False)
            )
            if short and len(text) <= POST_LIMIT and "…" not in text and not bare:
                return Sentence(text, "realised", sources[:count])
    return Sentence(start, "derived")


def telling_topic(topic: str) -> str:
    """Return the plain topic, or what follows the colon or question where that says more.

    >>> telling_topic("Projektforslag: Fjernvarme til Holmby"), telling_topic("Lederdag: program")
    ('Fjernvarme til Holmby', 'Lederdag')
    >>> telling_topic("Puste, før man kører? Lås i bilerne")
    'Lås i bilerne'
    """
    plain = plain_topic(topic)
    rest = re.split(r"[:?] ", topic, maxsplit=1)
    weak = plain.lower() in _BARE or "? " in topic
    return rest[1] if weak and len(rest) == 2 and rest[1] else plain


def item_headline(case: Case) -> Sentence:
    """Return the result where one amount tells it, else the topic."""
    heading = case.labelled.item.heading
    event = _event(case)
    if event:
        return Sentence(event, "realised", (heading, *case.evidence))
    topic = heading_of(plain_topic(case.matter.topic))
    result = _result(case)
    if result:
        amount, words = result
        text = f"{topic}: {words}"
        if len(text) <= HEADING_LIMIT + 5:
            return Sentence(text, "realised", (heading, amount.span))
    return Sentence(heading_of(case.matter.topic), "realised", (heading,))


def keyword(case: Case) -> Sentence:
    """Return the bold keyword of a brief line."""
    topic = shorten(plain_topic(case.matter.topic), KEYWORD_LIMIT)
    if topic.endswith("…"):
        topic = shorten(plain_topic(case.matter.topic), HEADING_LIMIT)
    if topic.lower() in _BARE:
        topic = shorten(case.matter.topic, HEADING_LIMIT)
    text = _event(case) or upper_first(topic)
    return Sentence(text, "realised", (case.labelled.item.heading,))


def _event(case: Case) -> str | None:
    """Return what "Eventuelt" turned out to be about, where it is something to take part in."""
    row = routine_row(case.labelled.item.title)
    if row is None or row["treat"] != "open":
        return None
    match = re.search(load_lexicon("scores")["words"]["event"], case.decision_text, re.IGNORECASE)
    return upper_first(match.group()) if match else None


def _result(case: Case) -> tuple[Amount, str] | None:
    """Return the only amount of the resume that has both direction and base, in words."""
    text = case.minutes.text
    found = [
        amount
        for section in case.labelled.item.parts(SectionKind.RESUME)
        for amount in find_amounts(section.body.of(text), section.body.start)
        if amount.unit == "kr."
    ]
    if len(found) != 1 or not (found[0].direction and found[0].base and found[0].word):
        return None
    amount = found[0]
    if amount.sign_clash or not re.fullmatch(r"(?:mer|mindre)\w+", amount.word or ""):
        return None
    before = Span(max(0, amount.span.start - 60), amount.span.start).of(text)
    total = "samlet " if re.search(rf"\bsamlet {amount.word}\b", before) else ""
    return amount, f"{total}{amount.word} på {format_amount(amount)}"

"""Headlines of an item, and the bold keyword of a brief line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.danish.amounts import Amount, find_amounts, format_amount
from pipeline.danish.nouns import upper_first
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import fell_by_rule, is_limited, only_asks, sure_types
from pipeline.drafting.decision.doubted import is_unsure
from pipeline.drafting.decision.smaller import smaller_yes
from pipeline.drafting.decision.turned import is_put_off
from pipeline.drafting.headings.bare import is_bare
from pipeline.drafting.headings.capitals import small
from pipeline.drafting.headings.shortened import HEADING_LIMIT, heading_of, plain_topic, shorten
from pipeline.drafting.headings.titles import headed
from pipeline.drafting.ranking import routine_row
from pipeline.labels import SAID_YES, Decision, SectionKind
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

KEYWORD_LIMIT = 48


def telling_topic(topic: str) -> str:
    """Return the plain topic, or what follows the colon or question where that says more.

    >>> telling_topic("Projektforslag: Fjernvarme til Holmby"), telling_topic("Lederdag: program")
    ('Fjernvarme til Holmby', 'Lederdag')
    >>> telling_topic("Puste, før man kører? Lås i bilerne")
    'Lås i bilerne'
    """
    return plain_topic(_about(topic))


def _about(topic: str) -> str:
    """Return a topic without the paper it came on and a weak word or question before it."""
    head, _, rest = re.sub(r"[:?] ", "\x00", topic, count=1).partition("\x00")
    weak = is_bare(head) or "? " in topic
    return headed(rest if weak and rest else topic)


def item_headline(case: Case) -> Sentence:
    """Return the result where an amount or the decision tells it, else the topic."""
    heading = case.labelled.item.heading
    event = _event(case)
    if event:
        return Sentence(event, "realised", (heading, *case.evidence))
    topic = heading_of(telling_topic(case.matter.topic))
    result = _result(case)
    if result:
        amount, words = result
        text = f"{topic}: {words}"
        if len(text) <= HEADING_LIMIT + 5:
            return Sentence(text, "realised", (heading, amount.span))
    return _named(case, HEADING_LIMIT)


def keyword(case: Case) -> Sentence:
    """Return the bold keyword of a brief line."""
    event = _event(case)
    if event:
        return Sentence(event, "realised", (case.labelled.item.heading,))
    return _named(case, KEYWORD_LIMIT)


def without_outcome(headline: Sentence, said: Sequence[Sentence]) -> Sentence:
    """Leave "Udsat:" out of the keyword of a line that opens by telling just that.

    >>> put_off = Sentence("Direktionen udsatte sagen.", "realised")
    >>> without_outcome(Sentence("Udsat: ny hal", "realised"), [put_off]).text
    'Ny hal'
    """
    marked = _PUT_OFF.match(headline.text)
    if marked is None or not said or not _TELLS_SO.search(said[0].text):
        return headline
    return replace(headline, text=upper_first(headline.text[marked.end() :]))


_PUT_OFF = re.compile(r"(?:Taget af dagsordenen|Udgået|Udsat): ")
_TELLS_SO = re.compile(
    r"\b(?:udsatte|udskød|venter med|er udsat|(?:blev|er) taget af|tog [^.]*af dagsordenen|"
    r"udgår|udgik|trukket|ikke nået|taget op igen)\b"
)


def _named(case: Case, limit: int) -> Sentence:
    """Return what the case is about, and where it was refused, that it was."""
    asked = _asked_for(case)
    whole = asked[0] if asked else _about(case.matter.topic)
    topic = whole if limit == HEADING_LIMIT else plain_topic(whole)
    short = shorten(topic, limit)
    if short != topic and (short.endswith("…") or is_bare(short) or " " not in short):
        short = shorten(whole, HEADING_LIMIT)
    if is_bare(short) or short.endswith("…"):
        short = shorten(case.matter.topic, HEADING_LIMIT)
    outcome = _outcome(case, short)
    if outcome and outcome.startswith("Nej") and len(outcome) > HEADING_LIMIT:
        room = HEADING_LIMIT - len(no_to_proposal(case, ""))
        cut = shorten(short, room)
        outcome = no_to_proposal(case, cut) if " " in cut and "…" not in cut else None
    if outcome and _NO.match(outcome) and not whole.lower().startswith(short.lower()):
        # "tillægsbevilling til …": what it got a no for is cut.
        outcome = None
    sources = (case.labelled.item.heading, *((asked[1],) if asked else ()))
    if outcome and len(outcome) <= HEADING_LIMIT:
        return Sentence(outcome, "realised", (*sources, *case.evidence))
    return Sentence(heading_of(short, HEADING_LIMIT), "realised", sources)


# "Ansøgning", "Ansøgning fra Foreningen Havnens Venner": for what, only the case tells.
_FROM = re.compile(
    r"(?:ansøgning|henvendelse|brev|anmodning|andragende|skrivelse|klage)"
    r"(?: fra (?!.* (?:om|vedr\.|vedrørende|angående) )[^:,]+)?$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:an)?(?:søger|søgte|søgt|moder|modet|beder|bedt|bad)(?: \w+){0,3} om "
    r"(?P<x>(?!at |hv)[a-zæøå](?:kr\.|mio\.|[^.,;:()\n]|[.,](?=\d)){8,80}?)"
    r"(?=(?<!kr)(?<!mio)[.,;:(\n](?!\d)| til brug| samt | og om\b|, (?:som|der|så))"
)


def _asked_for(case: Case) -> tuple[str, Span] | None:
    """Return what somebody asks for whose name is all that the title tells."""
    if not _FROM.match(case.labelled.item.title):
        return None
    span = case.labelled.item.span
    found = _ASKS.search(span.of(case.minutes.text))
    if found is None:
        return None
    return found["x"], Span(span.start + found.start("x"), span.start + found.end("x"))


def _outcome(case: Case, topic: str) -> str | None:
    """Return the topic with what became of it, where that is one thing and says itself.

    A headline says no more than that it was refused, put off or sent for comments: what was said
    yes to stands in the decision.
    """
    kinds = sure_types(case)
    plain = not re.search(r"[:?»,]|\b(?:høring|udsat)", topic)
    # A model saw something put off: that may be one question of the case.
    read = is_taken_off(case) or any(one.by != "model" for one in case.labelled.decisions)
    if is_put_off(case) and kinds == [Decision.UDSAT] and plain and read:
        put_off = ("Taget af dagsordenen", "Udgået") if is_taken_off(case) else ("Udsat",)
        told = [f"{outcome}: {small(topic, case.minutes.text)}" for outcome in put_off]
        return next((one for one in told if len(one) <= HEADING_LIMIT), told[0])
    heard = re.search(r"\bi (?:\w+ )?høring\b", case.decision_text)
    if kinds == [Decision.OVERSENDT] and heard and plain:
        return f"{upper_first(topic)} i høring"
    return refused(case, topic)


def is_taken_off(case: Case) -> bool:
    """Tell whether an item was taken off the agenda, which is no promise to take it up again."""
    off = re.search(_OFF, case.decision_text, re.IGNORECASE)
    return bool(off) and not re.search(r"\b(?:udsat|udsættes|udsattes)\b", case.decision_text, re.I)


_OFF = (
    r"^\W*(?:(?:sagen|punktet) )?(?:er |blev )?(?:herefter |dermed )?"
    r"(?:udgår|udgik|udgået|taget af|trukket|tages af)(?!\w)"
)


# A no to the thing itself, and not to a proposal about it.
_NO = re.compile(r"Nej til (?!\w+ om )")
# What a body can say no to: an act, a gift, something new.
_REFUSED = re.compile(
    r"(?:[^\W\d_]+(?:ning|else|ing|køb|salg|tilskud|støtte)(?: \d{4})?|nye?|nyt|fælles|gratis|"
    r"tilskud|støtte|køb|salg|leje|leasing|forslag|lån|garanti|dispensation|fritagelse) "
)


def refused(case: Case, topic: str) -> str | None:
    """Return "Nej til …" where all that was decided is no, and a no to what the title names.

    A title that names no more than what a proposal is about gets "Nej til forslag om …".
    """
    plain, whole = small(topic, case.minutes.text), case.matter.topic.lower()
    if not _is_no(case) or re.search(r"[:?»]|, |^høring|lokalplan", whole):
        return None
    if (is_asked(whole) or _REFUSED.match(plain)) and _whole_no(case):
        return f"Nej til {plain}"
    proposed = is_asked(whole) or _was_proposed(case, whole)
    if not proposed or _SAYS_MORE.search(case.decision_text):
        return None
    return no_to_proposal(case, topic)


def no_to_proposal(case: Case, topic: str) -> str:
    """Return "Nej til forslag om …": of a name that is cut it says no more than that it fell."""
    plain = small(topic, case.minutes.text)
    whole = re.match(r"ansøgning|anmodning|ønske", case.matter.topic.lower())
    paper = "" if is_asked(plain) else f"{whole[0] if whole else 'forslag'} om "
    return f"Nej til {paper}{plain}"


def is_asked(topic: str) -> bool:
    """Tell whether a topic names itself what somebody asks for, which claims nothing."""
    return _IS_ASKED.match(topic) is not None


def _is_no(case: Case) -> bool:
    """Tell whether a case was refused and nothing else, by the body's own last word."""
    # "Punkt 3 godkendes ikke. I øvrigt som indstillet.": a yes that is read with doubt is one, too.
    agreed = case.labelled.outcomes & SAID_YES
    if agreed or case.next_body or sure_types(case) != [Decision.AFVIST]:
        return False
    # A no to "afslag" is none, but where the decision itself says "afslag" it is one.
    if any(p.refuses for p in case.proposals) and not _SAYS_NO.search(case.decision_text):
        return False
    return not (
        fell_by_rule(case) or is_limited(case) or smaller_yes(case) or _is_no_to_change(case)
    )


def _is_no_to_change(case: Case) -> bool:
    moved = re.search(r"\b(?:mod|ændrings)forslag", case.decision_text, re.IGNORECASE)
    return is_unsure(case) or moved is not None


def _was_proposed(case: Case, title: str) -> bool:
    """Tell whether a proposal was refused as a whole, with no smaller yes beside the no."""
    text = case.labelled.item.span.of(case.minutes.text)
    told = [one for one in case.proposals if not one.empty and not only_asks(one.clause)]
    return (
        bool(told or re.search(r"\b[Ff]or(?:slag|eslog|eslår)", text))
        and not _PAPER.match(title)
        and not find_amounts(case.decision_text)
    )


# What a proposal is hardly about; whoever only advises says no last word.
_PAPER = re.compile(
    r"(?:status|opfølgning|\w*(?:opfølgning|regnskab|plan \d{4})\b|orientering|drøftelse|klage|"
    r"brev|henvendelse|skrivelse|evaluering|eventuelt|byrådsforslag)"
)
_SAYS_MORE = re.compile(r"\b(?:anbefal\w+|ja|ok|enig\w*|noget af|delvist?)\b", re.IGNORECASE)


def _whole_no(case: Case) -> bool:
    """Tell whether the no is one to what the title names, and not to a change or a part of it.

    "at taksten hæves" refused is no no to the payment that the title is about.
    """
    titled = content_words(case.labelled.item.title)
    told = [one for one in case.proposals if not one.empty and not only_asks(one.clause)]
    return not told or any(content_words(one.clause) & titled for one in told)


_IS_ASKED = re.compile(
    r"(?:ansøgning|anmodning|ønske)(?: fra [^:,]{3,50}?)? om |(?:medlems)?forslag |ansøgning fra "
)
_SAYS_NO = re.compile(
    r"^\W*(?:der (?:meddeles|gives|blev givet)|(?:udvalget |byrådet )?(?:meddeler|gav|giver)|"
    r"ansøgningen) (?:afslag|afslås|afvises|imødekommes ikke)\b",
    re.IGNORECASE,
)


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

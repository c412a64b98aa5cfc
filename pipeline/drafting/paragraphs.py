"""The paragraphs of a post: how much each item gets, what stands together, what is one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from pipeline.danish.nouns import find_noun, join_list, lower_first, upper_first
from pipeline.danish.numerals import number_word
from pipeline.drafting.background.rows import in_rows
from pipeline.drafting.background.select import Chosen, Claim, Room
from pipeline.drafting.background.sharing import share_out
from pipeline.drafting.case import Case, about_title
from pipeline.drafting.decision.realise import Decided, is_undecided
from pipeline.drafting.headings.echo import said_shorter, say_less
from pipeline.drafting.headings.headlines import item_headline, keyword, without_outcome
from pipeline.drafting.people.secret import is_withheld
from pipeline.drafting.plain.compress import count_words
from pipeline.drafting.ranking import Audience, Ranked, routine_row
from pipeline.labels import Decision
from pipeline.lexicon import load_lexicon
from pipeline.records import Minutes, Paragraph, Sentence

Length = Literal["short", "normal", "long"]


@dataclass(frozen=True, slots=True)
class Budget:
    """Words of background: for the whole post, and at most for one item.

    A post has ``least``, one of a long agenda ``each`` for an item. ``first`` is the most for the
    item on top, ``other`` for any other under a headline of its own, ``brief`` for a line;
    ``headed`` is the share of the items with such a headline.
    """

    least: int
    each: int
    first: int
    other: int
    brief: int
    headed: float


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one item: its headline, decision, and the background that explains it."""

    case: Case
    headline: Sentence
    decision: tuple[Sentence, ...]
    background: tuple[Sentence, ...]
    brief: bool


_BUDGETS: dict[Length, Budget] = {
    "short": Budget(least=0, each=0, first=0, other=0, brief=0, headed=0.0),
    "normal": Budget(least=190, each=20, first=75, other=45, brief=42, headed=0.6),
    "long": Budget(least=300, each=40, first=95, other=60, brief=36, headed=1.0),
}
# Headlines of their own: so many at least, and in a long agenda so many at most.
_HEADED = (4, 6)
# An item without a decision is told by its background only where that says something.
_ENOUGH = 8
_ONE_BLOCK = 45


def write_paragraphs(
    minutes: Minutes,
    ranked: Sequence[Ranked],
    decided: Sequence[Decided],
    audience: Audience,
    length: Length,
) -> tuple[Paragraph, ...]:
    """Return the paragraphs, most important first, the brief ones last."""
    told = _told_items(minutes, ranked, decided, audience, length)
    full = [one for one in told if not one.brief]
    brief = [one for one in told if one.brief]
    quiet = [one for one in brief if is_undecided(one.case) and not _worth_telling(one)]
    lines = [_brief(one, length) for one in brief if one not in quiet]
    return (*(_full(group) for group in _groups(full)), *lines, *_without_decision(quiet))


def _told_items(
    minutes: Minutes,
    ranked: Sequence[Ranked],
    decided: Sequence[Decided],
    audience: Audience,
    length: Length,
) -> list[Told]:
    budget = _BUDGETS[length]
    headed = _headed(ranked, length)
    headlines = [
        item_headline(one.case) if place in headed else keyword(one.case)
        for place, one in enumerate(decided)
    ]
    claims = []
    for place, (case, decision) in enumerate(decided):
        # Under its headline a decision doesn't repeat that.
        under = () if is_undecided(case) else say_less(case, headlines[place].text, decision)
        if place not in headed:
            headlines[place] = without_outcome(headlines[place], under)
        said = [one.text for one in under]
        first = bool(headed) and place == headed[0]
        # One line has room for a sentence, and for more while they fit.
        brief = Room(budget.brief, budget.brief - _words(under))
        full = budget.first if first else budget.other
        room = Room(full, full) if place in headed else brief
        room = Room(0, 0) if is_withheld(case) else room
        claims.append(Claim(minutes, case.labelled, said, room, audience))
    shares = share_out(claims, max(budget.least, budget.each * len(claims)))
    return [
        Told(
            case,
            headline,
            decision,
            said_shorter(case, _sentences(minutes, share)),
            place not in headed,
        )
        for place, ((case, decision), headline, share) in enumerate(
            zip(decided, headlines, shares, strict=True)
        )
    ]


def _headed(ranked: Sequence[Ranked], length: Length) -> list[int]:
    """Return the places of the items under a headline of their own, the first ones."""
    full = [place for place, one in enumerate(ranked) if one.treatment == "full"]
    share = ceil(_BUDGETS[length].headed * len(ranked))
    if length == "normal":
        share = min(max(share, _HEADED[0]), _HEADED[1])
    return full[:share]


def _groups(full: Sequence[Told]) -> list[list[Told]]:
    """Put neighbours of one kind and one head noun together: two conferences."""
    groups: list[list[Told]] = []
    for one in full:
        if groups and len(groups[-1]) < 3 and _shared_noun([*groups[-1], one]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _shared_noun(group: Sequence[Told]) -> str | None:
    """Return the plural of the noun that all titles name, if they were decided alike."""
    decisions = {tuple(label.value for label in one.case.labelled.decisions) for one in group}
    if len(decisions) > 1 or next(iter(decisions)) != (Decision.DROEFTET,):
        return None
    nouns = [_head(about_title(one.case)) for one in group]
    heads = {head for _, head in nouns}
    words = {word for word, _ in nouns}
    plural = _plurals().get(next(iter(heads))) if len(heads) == 1 else None
    if plural is None or (len(words) > 1 and not heads & words):
        return None
    (head,) = heads
    return next(iter(words))[: -len(head)] + plural if len(words) == 1 else plural


def _head(phrase: str) -> tuple[str, str]:
    """Return the noun of a title as a word, and its head: ("kulturkonference", "konference")."""
    for word in phrase.lower().split():
        for head in _plurals():
            definite = find_noun(head)
            for form in (head, definite.definite if definite else head):
                if word.endswith(form):
                    return word[: -len(form)] + head, head
    return "", ""


def _plurals() -> dict[str, str]:
    rows = load_lexicon("nouns")["noun"]
    return {row["head"]: row["plural"] for row in rows if "plural" in row}


def _full(group: Sequence[Told]) -> Paragraph:
    plural = _shared_noun(group) if len(group) > 1 else None
    items = tuple(one.case.labelled for one in group)
    if plural is None:
        one = group[0]
        decision = in_rows(say_less(one.case, one.headline.text, one.decision))
        return Paragraph(one.headline, _blocks(decision, one.background), items)
    sources = tuple(one.case.labelled.item.heading for one in group)
    text = f"{number_word(len(group)).capitalize()} {plural}"
    blocks = [(*group[0].decision, *group[0].background)]
    blocks += [(*_also(one), *one.background) for one in group[1:]]
    return Paragraph(Sentence(text, "realised", sources), tuple(blocks), items)


def _also(one: Told) -> tuple[Sentence, ...]:
    """Say "drøftede også" of the second of two."""
    first, *rest = one.decision
    start = f"{one.case.body} drøftede "
    if first.text.startswith(start):
        text = f"{start}også {first.text[len(start) :]}"
        first = replace(first, text=text, kind="realised")
    return (first, *rest)


def _blocks(
    decision: tuple[Sentence, ...], why: tuple[Sentence, ...]
) -> tuple[tuple[Sentence, ...], ...]:
    one_block = _words((*decision, *why)) <= _ONE_BLOCK
    blocks = ((*decision, *why),) if one_block or not why else (decision, why)
    return tuple(block for block in blocks if block)


def _brief(one: Told, length: Length) -> Paragraph:
    if is_undecided(one.case):
        line = _undecided(one)
    else:
        decision = in_rows(say_less(one.case, one.headline.text, one.decision))
        # One line an item is the first sentence and whatever must not be lost with it.
        line = decision if length == "short" else (*decision, *one.background)
        line = _news_of(one, line)
    return Paragraph(one.headline, (line,), (one.case.labelled,), brief=True)


def _news_of(one: Told, line: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Leave out that nothing was decided on a fixed item where the line has what was told."""
    labels = one.case.labelled.outcomes
    silent = labels == {Decision.INGEN_BEMAERKNINGER} or line[0].kind == "derived"
    fixed = routine_row(one.case.labelled.item.title) is not None
    return line[1:] if silent and fixed and len(line) > 1 else line


def _undecided(one: Told) -> tuple[Sentence, ...]:
    """Return what an undecided item is about; where it has headings, that it was not decided."""
    if one.case.in_prose or routine_row(one.case.labelled.item.title):
        return one.background[:2]
    fixed = load_lexicon("frames")["sentence"]["ingen_beslutning_kort"]
    return (*one.background[:2], replace(one.decision[0], text=fixed))


def _worth_telling(one: Told) -> bool:
    """Tell whether the background of an undecided item can stand alone under its keyword."""
    return _words(one.background) >= _ENOUGH


def _without_decision(quiet: Sequence[Told]) -> tuple[Paragraph, ...]:
    """Name the items without a decision in one line."""
    if not quiet:
        return ()
    items = tuple(one.case.labelled for one in quiet)
    if len(quiet) == 1:
        return (Paragraph(quiet[0].headline, (quiet[0].decision,), items, brief=True),)
    fixed = load_lexicon("frames")["sentence"]
    sources = tuple(one.item.heading for one in items)
    names = [lower_first(_short_name(one.headline.text)) for one in quiet]
    count = upper_first(number_word(len(quiet)))
    shown = "uafklarede" if any(one.case.in_prose for one in quiet) else "uden_beslutning"
    text = fixed[shown].format(count=count, titles=join_list(names))
    headline = Sentence(fixed[f"{shown}_ord"], "derived", sources)
    return (Paragraph(headline, ((Sentence(text, "derived", sources),),), items, brief=True),)


def _short_name(name: str) -> str:
    """Cut what follows a comma, unless the comma is that of a list."""
    return name if " og " in name else name.partition(", ")[0]


def _sentences(minutes: Minutes, background: Sequence[Chosen]) -> tuple[Sentence, ...]:
    sentences = []
    for chosen in background:
        printed = " ".join(chosen.source.span.of(minutes.text).split())
        same = " ".join(chosen.said).replace("\u00a0", " ") == printed
        sentences += [
            Sentence(
                text,
                "extracted" if same else "realised",
                (chosen.source.span, *chosen.source.also),
            )
            for text in chosen.said
        ]
    return tuple(sentences)


def _words(sentences: Sequence[Sentence]) -> int:
    return sum(count_words(sentence.text) for sentence in sentences)

"""One letter of several meetings: what mattered most first, each case told once with its stages.

Every meeting is drafted as it would be alone, so each sentence keeps the minutes it comes from and
the gate holds it against those. The letter says when each thing was decided, brings together what
several meetings did in one case, and orders the cases by what they mean to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.danish.dates import MONTHS, format_date
from pipeline.danish.nouns import join_list
from pipeline.danish.numerals import number_word
from pipeline.drafting.ahead.dated import dated_block, gone_on
from pipeline.drafting.background.repetition import overlap
from pipeline.drafting.case import Wording
from pipeline.drafting.compose import compose_draft
from pipeline.drafting.paragraphs import Length
from pipeline.drafting.plain.glossary import explained_once
from pipeline.drafting.ranking import Audience
from pipeline.drafting.stories import Stage, Story, tell_stories
from pipeline.drafting.style import Style, default_style
from pipeline.errors import ReferatError
from pipeline.records import Draft, LabelledItem, Minutes, NextStep, Sentence

MOST_STEPS = 12
_LIMIT = 75
_SAME = 0.7
_PRONOUNS = ("Den", "Det", "Sagen")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its own headline and opening, and for each meeting its draft, as told here.

    ``stories`` are in printed order; their paragraphs are those of ``drafts``. ``today`` is the
    day that all is told from.
    """

    headline: Sentence
    opening: Sentence
    drafts: tuple[Draft, ...]
    stories: tuple[Story, ...]
    today: date | None

    @property
    def next_steps(self) -> tuple[tuple[int, NextStep], ...]:
        """The next steps by date, what has no date last, each with the number of its draft."""
        steps = [(at, step) for at, one in enumerate(self.drafts) for step in one.next_steps]
        return tuple(sorted(steps, key=lambda one: one[1].when or date.max)[:MOST_STEPS])

    @property
    def closing(self) -> tuple[tuple[int, Sentence], ...]:
        """The last lines: what the text covers, the links, then whom to ask."""
        placed = []
        for at, draft in enumerate(self.drafts):
            texts = [line.text for line in draft.closing]
            link = next((n for n, text in enumerate(texts) if "[" in text), len(texts))
            placed += [(n > link, n == link, at, line) for n, line in enumerate(draft.closing)]
        placed.sort(key=lambda one: one[:2])
        return tuple((at, line) for _, _, at, line in placed)


def compose_letter(  # noqa: PLR0913 - one keyword for each choice of the editor
    meetings: Sequence[tuple[Minutes, Sequence[LabelledItem]]],
    *,
    audience: Audience = "internal",
    length: Length = "normal",
    wording: Wording = "precise",
    today: date | None = None,
    style: Style | None = None,
    reword: Callable[[Draft, date | None], Draft] | None = None,
) -> Letter:
    """Write one letter of several meetings.

    Args:
        meetings: Minutes and labelled items of each, in any order.
        audience: As for :func:`pipeline.compose_draft`.
        length: As there, for each meeting.
        wording: As there.
        today: The day of publication; without it, that of the last meeting.
        style: As for :func:`pipeline.compose_draft`.
        reword: Another writer, given each meeting's draft and the day that all is told from, in
            the order of the meetings.

    Raises:
        ReferatError: There is no meeting, one has no date, or two are of the same file.
    """
    _check_meetings([minutes for minutes, _ in meetings])
    house = style or default_style()
    in_order = sorted(meetings, key=lambda one: one[0].date or date.max)
    last = today or in_order[-1][0].date
    drafts = [
        compose_draft(
            minutes, labelled, audience=audience, length=length, wording=wording, today=last,
            style=house,
        )
        for minutes, labelled in in_order
    ]  # fmt: skip
    if reword:
        drafts = [reword(draft, last) for draft in drafts]
    stories = tell_stories(drafts, audience)
    return replace(_told(drafts, stories, house), today=last)


def _check_meetings(meetings: Sequence[Minutes]) -> None:
    if not meetings:
        raise ReferatError("no minutes", where="letter", now="name at least one file")
    seen: set[str] = set()
    for minutes in meetings:
        if minutes.date is None:
            now = "draft it on its own: a letter tells its meetings by date"
            raise ReferatError("no date found in the minutes", where=minutes.source, now=now)
        if minutes.sha256 in seen:
            raise ReferatError("the same minutes twice", where=minutes.source, now="name it once")
        seen.add(minutes.sha256)


def _told(drafts: Sequence[Draft], stories: Sequence[Story], style: Style) -> Letter:
    known: set[str] = set()
    said = tuple(_explained(_dated(story, drafts), known, style) for story in stories)
    # The two meetings that decided what stands first.
    leading = list(dict.fromkeys(story.stages[-1].meeting for story in said))[:2]
    told = []
    for number, draft in enumerate(drafts):
        own = [s.paragraph for story in said for s in story.stages if s.meeting == number]
        last = number == len(drafts) - 1
        one = replace(
            draft,
            lead=draft.lead[:1] if number in leading else (),
            paragraphs=tuple(own),
            next_steps=tuple(s for s in draft.next_steps if not _is_done(s, number, said, drafts)),
            closing=_closing(draft, style, last=last),
        )
        told.append(one)
    return Letter(_headline(drafts, style), _opening(drafts), tuple(told), said, None)


def _dated(story: Story, drafts: Sequence[Draft]) -> Story:
    """Say in each stage when it was, and leave out background that a stage before has given."""
    stages: list[Stage] = []
    known: list[str] = []
    for place, stage in enumerate(story.stages):
        minutes = drafts[stage.meeting].minutes
        first, *rest = stage.paragraph.blocks or ((),)
        if minutes.date and minutes.body:
            heading = stage.paragraph.items[0].item.heading
            source = Sentence("", "derived", (heading,))
            first = dated_block(first, minutes.body, minutes.date, source)
        names = (minutes.body or "", *_PRONOUNS)
        kept = [_unsaid(block, known, ()) for block in rest]
        # A body's own acts stay, however often bodies do the same.
        blocks = [(*first[:1], *_unsaid(first[1:], known, names)), *filter(None, kept)]
        if place < len(story.stages) - 1:
            blocks = [tuple(gone_on(one) for one in block) for block in blocks]
        known += [one.text for block in blocks for one in block]
        stages.append(replace(stage, paragraph=replace(stage.paragraph, blocks=tuple(blocks))))
    return replace(story, stages=tuple(stages))


def _explained(story: Story, known: set[str], style: Style) -> Story:
    """Explain a hard word once in the letter, and not again for each meeting."""
    stages = []
    for stage in story.stages:
        blocks = tuple(
            tuple(replace(one, text=explained_once(one.text, known, style)) for one in block)
            for block in stage.paragraph.blocks
        )
        stages.append(replace(stage, paragraph=replace(stage.paragraph, blocks=blocks)))
    return replace(story, stages=tuple(stages))


def _unsaid(
    sentences: Sequence[Sentence], known: Sequence[str], kept: tuple[str, ...]
) -> tuple[Sentence, ...]:
    """Leave out what is *known*, but for sentences whose subject is one of *kept*."""
    return tuple(
        one
        for one in sentences
        if one.text.split(" ")[0] in kept or not any(overlap(one.text, k) >= _SAME for k in known)
    )


def _is_done(
    step: NextStep, meeting: int, stories: Sequence[Story], drafts: Sequence[Draft]
) -> bool:
    """Tell whether a later meeting of the letter has had the case that *step* says is coming."""
    if step.when is not None:
        return False
    for story in stories:
        if any(s.meeting == meeting and step.item in s.paragraph.items for s in story.stages):
            later = (drafts[s.meeting].minutes.body for s in story.stages if s.meeting > meeting)
            return step.who in later
    return False


def _closing(draft: Draft, style: Style, *, last: bool) -> tuple[Sentence, ...]:
    """Say once what is the house's own; of each meeting, when it had its closed items."""
    day = draft.minutes.date
    lines = []
    for line in draft.closing:
        if line.text in style.own_lines:
            lines += [line] if last or line.text == style.closing["scope"] else []
        elif "[" not in line.text and day and line.text.endswith("."):
            text = f"{line.text[:-1]} den {format_date(day, year=False)}."
            lines.append(replace(line, text=text))
        else:
            lines.append(line)
    return tuple(lines)


def _headline(drafts: Sequence[Draft], style: Style) -> Sentence:
    days = [draft.minutes.date for draft in drafts if draft.minutes.date]
    bodies = list(dict.fromkeys(draft.minutes.body or "mødet" for draft in drafts))
    pattern = style.headings["letter"]
    text = pattern.format(body=join_list(bodies), month=_months(days))
    if len(text) > _LIMIT:
        text = pattern.format(body="møderne", month=_months(days))
    return Sentence(text, "derived")


def _months(days: Sequence[date]) -> str:
    """Return "maj og juni 2025"; with two years, "december 2024 og januar 2025"."""
    months = list(dict.fromkeys((day.year, day.month) for day in days))
    if len({year for year, _ in months}) == 1:
        return f"{join_list([MONTHS[month - 1] for _, month in months])} {months[0][0]}"
    return join_list([f"{MONTHS[month - 1]} {year}" for year, month in months])


def _opening(drafts: Sequence[Draft]) -> Sentence:
    """Say which meetings the letter is about."""
    bodies = {draft.minutes.body for draft in drafts}
    one = next(iter(bodies)) if len(bodies) == 1 else None
    days = []
    for number, draft in enumerate(drafts, 1):
        day = draft.minutes.date
        if day:
            body = "" if one else f"{draft.minutes.body or 'mødet'} "
            # The year once is enough, with the last day of it.
            rest = [other.minutes.date for other in drafts[number:]]
            year = not any(later and later.year == day.year for later in rest)
            days.append(f"{body}den {format_date(day, year=year)}")
    count = "et møde" if len(drafts) == 1 else f"{number_word(len(drafts))} møder"
    where = f" i {one}" if one else ""
    return Sentence(f"Teksten samler {count}{where}: {join_list(days)}.", "derived")

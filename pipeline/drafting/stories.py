"""The cases that several meetings had: one story each, told by stages, in the order of a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.danish.dates import MONTHS
from pipeline.danish.words import content_words
from pipeline.drafting.ranking import Audience, routine_row, score
from pipeline.labels import Topic
from pipeline.records import Draft, LabelledItem, Paragraph

# More than this many cases under headings of their own is no letter but an archive.
MOST_FULL = 8


@dataclass(frozen=True, slots=True)
class Stage:
    """What one meeting did in a case: which of the letter's drafts, and what it says."""

    meeting: int
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Story:
    """A case of the letter, told by its stages in the order of the meetings."""

    stages: tuple[Stage, ...]
    points: float
    topic: Topic

    @property
    def brief(self) -> bool:
        """Whether it is one line under "Kort nyt"."""
        return all(stage.paragraph.brief for stage in self.stages)


def tell_stories(drafts: Sequence[Draft], audience: Audience) -> list[Story]:
    """Return what the drafts tell as stories, what matters most to the reader first.

    The drafts are in the order of their meetings.
    """
    return _limited(_grouped(_stories(drafts, audience)))


def _stories(drafts: Sequence[Draft], audience: Audience) -> list[Story]:
    """Make a story of each paragraph, and one of what several meetings say of one case."""
    stories: list[Story] = []
    for meeting, draft in enumerate(drafts):
        for paragraph in draft.paragraphs:
            points = max(score(draft.minutes, one, audience) for one in paragraph.items)
            stage = Stage(meeting, paragraph)
            at = next((n for n, one in enumerate(stories) if _continues(one, stage)), None)
            if at is None:
                topic = paragraph.items[0].topics[0].value
                stories.append(Story((stage,), points, topic))
            else:
                one = stories[at]
                joined = (*one.stages, stage)
                stories[at] = replace(one, stages=joined, points=max(one.points, points))
    return stories


def _continues(story: Story, stage: Stage) -> bool:
    last = story.stages[-1]
    if last.meeting == stage.meeting:
        return False
    if len(last.paragraph.items) != 1 or len(stage.paragraph.items) != 1:
        return False
    return is_same_case(last.paragraph.items[0], stage.paragraph.items[0])


def is_same_case(one: LabelledItem, other: LabelledItem) -> bool:
    """Tell whether two meetings had one case: by its title, or by its number and half the title.

    A case number alone is no key: some are on several items of one meeting. Two titles with
    different numbers or months ("pr. 30. april", "pr. 31. maj") are two cases.
    """
    titles = (one.item.title, other.item.title)
    if any(routine_row(title) is not None for title in titles):
        return False
    figures = [set(re.findall(rf"\d+|{'|'.join(MONTHS)}", title.lower())) for title in titles]
    if figures[0] != figures[1]:
        return False
    words = [content_words(title) for title in titles]
    if words[0] and words[0] == words[1]:
        return True
    numbered = one.item.case_number and one.item.case_number == other.item.case_number
    shared = len(words[0] & words[1]) / max(1, min(map(len, words)))
    return bool(numbered) and shared >= 0.5


def _grouped(stories: Sequence[Story]) -> list[Story]:
    """Order by points, and move a story up to one of its topic past those half a point better."""
    rest = sorted(stories, key=lambda one: -one.points)
    placed: list[Story] = []
    while rest:
        one = rest.pop(0)
        placed.append(one)
        near = (s for s in rest if s.topic == one.topic and s.points >= rest[0].points - 0.5)
        same = next(near, None)
        if same is not None:
            rest.remove(same)
            rest.insert(0, same)
    return placed


def _limited(stories: Sequence[Story]) -> list[Story]:
    """Make brief what is more than a letter holds: only its decision is told."""
    full = [one for one in stories if not one.brief]
    brief = [one for one in stories if one.brief]
    return [*full[:MOST_FULL], *(_shortened(one) for one in full[MOST_FULL:]), *brief]


def _shortened(story: Story) -> Story:
    stages = []
    for stage in story.stages:
        told = replace(stage.paragraph, blocks=stage.paragraph.blocks[:1], brief=True)
        stages.append(replace(stage, paragraph=told))
    return replace(story, stages=tuple(stages))

"""From a draft to a post: every sentence becomes a line with a key that lasts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from pipeline.editing.post import Choices, Line, Part, Post, Step
from pipeline.records import Draft, LabelledItem, NextStep, Paragraph, Sentence

# Hexadecimal digits of a line's key: enough to tell the few sentences of a part apart.
_DIGITS = 8


def post_of(draft: Draft, choices: Choices | None = None) -> Post:
    """Return *draft*, which was composed with *choices*, as a post that nobody has touched.

    >>> from pipeline.records import Minutes, Span
    >>> minutes = Minutes("", "x.txt", "", "Direktionen", None, None, None, (), Span(0, 0), ())
    >>> draft = Draft(minutes, Sentence("Nyt fra Direktionen", "derived"), (), (), (), (), ())
    >>> [(part.key, part.role) for part in post_of(draft).parts][:2]
    [('headline', 'headline'), ('lead', 'lead')]
    """
    places = {item.span: at for at, item in enumerate(draft.minutes.open_items)}
    keys = _Keys()

    def index(labelled: LabelledItem) -> int:
        return places[labelled.item.span]

    def story(paragraph: Paragraph) -> Part:
        items = tuple(index(one) for one in paragraph.items)
        key = keys.part("item", *items)
        head = _line(f"{key}-title", paragraph.headline)
        blocks = tuple(keys.lines(key, block) for block in paragraph.blocks)
        return Part(key, "brief" if paragraph.brief else "item", items, head, blocks)

    def step(one: NextStep) -> tuple[Line, ...]:
        filed = Step(one.when, one.who, index(one.item))
        return keys.lines("steps", (one.sentence,), filed)

    parts = (
        Part("headline", "headline", (), _line("headline-title", draft.headline)),
        Part("lead", "lead", blocks=_one_block(keys.lines("lead", draft.lead))),
        *(story(paragraph) for paragraph in draft.paragraphs),
        Part("steps", "steps", blocks=tuple(step(one) for one in draft.next_steps)),
        Part("closing", "closing", blocks=_one_block(keys.lines("closing", draft.closing))),
    )
    omitted = tuple((index(one.item), one.reason) for one in draft.omitted)
    return Post(choices or Choices(), parts, omitted)


class _Keys:
    """Keys that no two parts or lines share."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def part(self, *names: object) -> str:
        return self._own("-".join(map(str, names)))

    def lines(
        self, part: str, sentences: Iterable[Sentence], step: Step | None = None
    ) -> tuple[Line, ...]:
        return tuple(_line(self._own(f"{part}-{_name(one)}"), one, step) for one in sentences)

    def _own(self, key: str) -> str:
        self._taken[key] += 1
        again = self._taken[key]
        return key if again == 1 else f"{key}-again{again}"


def _name(sentence: Sentence) -> str:
    return sha256(sentence.text.encode()).hexdigest()[:_DIGITS]


def _line(key: str, sentence: Sentence, step: Step | None = None) -> Line:
    return Line(key, sentence.text, sentence.text, sentence.kind, sentence.sources, step=step)


def _one_block(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], ...]:
    return (lines,) if lines else ()

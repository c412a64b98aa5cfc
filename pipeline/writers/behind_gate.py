"""Let a writer reword a draft, and keep of it what the gate lets through, sentence by sentence.

A sentence of the model takes the place of the realised one it is about. It stays if the gate
(:mod:`pipeline.checking`) has nothing against it that it had not against the realised one, yellow
flags included, and if it says no less: the same amounts, dates, bodies and acts. In any other case
the realised sentence stands. Headlines, lead, next steps and closing lines are never the model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, Protocol

from pipeline.checking import check_draft
from pipeline.checking.acts import find_acts
from pipeline.checking.alignment import align
from pipeline.checking.claims import Claim, read_claims
from pipeline.checking.grounding import mentions_in
from pipeline.checking.numbers.same import is_same
from pipeline.danish.amounts import find_amounts
from pipeline.drafting.background.repetition import overlap
from pipeline.drafting.fixed_lines import is_fixed_line
from pipeline.drafting.house import restyled
from pipeline.drafting.plain.wording import NO_BREAK
from pipeline.drafting.style import Style
from pipeline.errors import WriterError
from pipeline.records import Draft, Flag, Omission, Paragraph, Sentence, Span
from pipeline.writers.answer import Answered, parse_answer
from pipeline.writers.facts import ItemFacts, gather_facts, is_order
from pipeline.writers.prompt import Prompt, build_prompt

# A sentence without a number belongs to the realised one it shares so much with, or to none.
_LEAST_ALIKE = 0.2
# So many failures in a row, and the writer is asked no more in this draft.
_PATIENCE = 2
# Markup, placeholders and quotations: none of it is running text, and the gate reads past some.
_MARKS = frozenset('»«"“”[]{}<>|\\`*_#@')


class Writer(Protocol):
    """Whoever words an item: a prompt in, an answer out.

    ``model`` and ``sha256`` say which model it is; None where there is none, or where only the
    server knows it.
    """

    @property
    def name(self) -> str:
        """What ``--writer`` calls it."""

    @property
    def model(self) -> str | None:
        """The model's name."""

    @property
    def sha256(self) -> str | None:
        """The SHA-256 of the model's files."""

    def write(self, prompt: Prompt) -> str:
        """Return the answer, whatever it is.

        Raises:
            WriterError: There is none.
        """


class Refusal(NamedTuple):
    """A sentence of the model that was not used: its item and the rules it broke.

    The sentence itself is not kept: nobody knows what it says.
    """

    item: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A draft with what a writer did to it.

    ``wrote`` counts the sentences of the model that stand, ``refused`` holds those that don't and
    ``failures`` what kept the writer from answering.
    """

    draft: Draft
    writer: str
    model: str | None
    sha256: str | None
    wrote: int = 0
    refused: tuple[Refusal, ...] = ()
    failures: tuple[WriterError, ...] = ()


@dataclass(frozen=True, slots=True)
class Realised:
    r"""The writer that changes nothing: it repeats the sentences it is given.

    >>> Realised().write(Prompt("", "Udkast:\n1. Rådet mødtes."))
    '1. Rådet mødtes.'
    """

    name: str = "realised"
    model: str | None = None
    sha256: str | None = None

    def write(self, prompt: Prompt) -> str:
        """Return the sentences that the prompt gives to reword."""
        return prompt.user.rpartition("Udkast:\n")[2]


def write_draft(
    draft: Draft, writer: Writer | None, *, today: date | None = None, style: Style | None = None
) -> Written:
    """Let *writer* reword each item of *draft* that stands in a paragraph of its own.

    Args:
        draft: The realised draft.
        writer: Whom to ask; None leaves the draft as the tool realised it.
        today: As for :func:`pipeline.check_draft`.
        style: The house style that the draft was written in; the model's words follow it too.

    Returns:
        The draft with every sentence that passed, and an account of those that did not. A writer
        that fails is no error: the realised sentences stand.
    """
    if writer is None:
        return Written(draft, Realised().name, None, None)
    paragraphs: list[Paragraph] = []
    refused: list[Refusal] = []
    failures: list[WriterError] = []
    in_a_row = 0
    for paragraph in draft.paragraphs:
        facts = gather_facts(draft.minutes, paragraph)
        paragraphs.append(paragraph)
        if facts is None or in_a_row == _PATIENCE:
            continue
        try:
            answer = writer.write(build_prompt(facts))
        except WriterError as error:
            failures.append(error)
            in_a_row += 1
            continue
        in_a_row = 0
        trial = _Trial(draft, paragraph, facts, today, style)
        paragraphs[-1], own = trial.rewritten(parse_answer(answer))
        number = paragraph.items[0].item.number
        refused += [Refusal(number, rules) for rules in own]
    made = replace(draft, paragraphs=tuple(paragraphs))
    wrote = sum(sentence.kind == "model" for sentence in made.sentences)
    about = (writer.name, writer.model, writer.sha256)
    return Written(made, *about, wrote, tuple(refused), tuple(failures))


@dataclass(frozen=True, slots=True)
class _Trial:
    """One paragraph on trial: the draft around it is left out, so that a sentence is soon held."""

    draft: Draft
    paragraph: Paragraph
    facts: ItemFacts
    today: date | None
    style: Style | None

    def rewritten(self, answered: Sequence[Answered]) -> tuple[Paragraph, list[tuple[str, ...]]]:
        """Return the paragraph with the sentences that pass, and the rules the others broke."""
        paragraph = self.paragraph
        refused: list[tuple[str, ...]] = []
        for at, text in place(answered, self.facts.told):
            if at is None:
                refused.append(("uden-plads",))
                continue
            block, number = self.facts.places[at]
            if text == " ".join(self.facts.told[at].split()):
                continue
            new, rules = self._judged(paragraph, block, number, text)
            if rules:
                refused.append(rules)
            else:
                paragraph = new
        return paragraph, refused

    def _judged(
        self, paragraph: Paragraph, block: int, at: int, text: str
    ) -> tuple[Paragraph, tuple[str, ...]]:
        """Return the paragraph with *text* in place, and the rules that it breaks."""
        old = paragraph.blocks[block][at]
        said = {sentence.text for one in paragraph.blocks for sentence in one}
        unfit = _MARKS & set(text) or is_fixed_line(text) or is_order(text)
        if unfit or not text.endswith((".", "!", "?")):
            return paragraph, ("form",)
        if text in said:
            return paragraph, ("gentaget",)
        new = Sentence(unbroken(text), "model", (paragraph.items[0].item.span,))
        new = restyled(new, self.style) if self.style else new
        claim = self._claim(_with(paragraph, block, at, new), new)
        sources = _anchored(claim)
        if not sources:
            return paragraph, ("uden-kilde",)
        made = _with(paragraph, block, at, replace(new, sources=sources))
        rules = [flag.rule for flag in self._flags(made) if flag not in self._flags(paragraph)]
        rules += list(_lost(self._claim(paragraph, old), claim))
        return made, tuple(dict.fromkeys(rules))

    def _alone(self, paragraph: Paragraph) -> Draft:
        others = [
            Omission(labelled, "")
            for one in self.draft.paragraphs
            for labelled in one.items
            if labelled not in paragraph.items
        ]
        return replace(
            self.draft,
            lead=(),
            paragraphs=(paragraph,),
            next_steps=tuple(s for s in self.draft.next_steps if s.item in paragraph.items),
            closing=(),
            omitted=(*self.draft.omitted, *others),
        )

    def _flags(self, paragraph: Paragraph) -> tuple[Flag, ...]:
        return check_draft(self._alone(paragraph), today=self.today, style=self.style)

    def _claim(self, paragraph: Paragraph, sentence: Sentence) -> Claim:
        claims = read_claims(self._alone(paragraph), self.style)
        return next(one for one in claims if one.role == "body" and one.sentence == sentence)


def place(answered: Sequence[Answered], told: Sequence[str]) -> Iterator[tuple[int | None, str]]:
    """Yield each sentence of an answer with the number (from 0) of the one it rewords.

    A number counts once. A sentence without one goes to the sentence that it is most alike, of
    those that are left; None where it is like none.

    >>> told = ("Rådet mødtes i maj.", "Havnen er lukket nu.")
    >>> list(place([Answered(None, "Nu er havnen lukket."), Answered(None, "Det sner.")], told))
    [(1, 'Nu er havnen lukket.'), (None, 'Det sner.')]
    """
    taken: set[int] = set()
    for number, text in answered:
        at: int | None = None if number is None else number - 1
        if at is None or at in taken or not 0 <= at < len(told):
            alike = {n: overlap(text, one) for n, one in enumerate(told) if n not in taken}
            best = max(alike, key=lambda n: alike[n], default=None)
            at = best if best is not None and alike[best] >= _LEAST_ALIKE else None
        if at is not None:
            taken.add(at)
        yield at, text


def unbroken(text: str) -> str:
    r"""Keep amounts and times of day on one line, as the realised sentences do.

    >>> unbroken("Det koster 1,2 mio. kr. fra kl. 8.00.")
    'Det koster 1,2\xa0mio.\xa0kr. fra kl.\xa08.00.'
    """
    text = re.sub(r"\bkl\. (?=\d)", f"kl.{NO_BREAK}", text)
    for amount in find_amounts(text):
        if amount.unit == "kr.":
            written = amount.span.of(text)
            text = text.replace(written, written.replace(" ", NO_BREAK))
    return text


def _with(paragraph: Paragraph, block: int, at: int, sentence: Sentence) -> Paragraph:
    blocks = [list(one) for one in paragraph.blocks]
    blocks[block][at] = sentence
    return replace(paragraph, blocks=tuple(map(tuple, blocks)))


def _anchored(claim: Claim) -> tuple[Span, ...]:
    """Return the source sentences that each clause fits best, in the order of the minutes."""
    fitting = ([m.unit for m in part.matches] for part in align(claim))
    told = ([unit for unit in units if not claim.evidence.heads(unit)] for units in fitting)
    return tuple(sorted({units[0].span for units in told if units}))


def _lost(old: Claim, new: Claim) -> Iterator[str]:
    """Yield the rule that a sentence breaks by saying less, or doing more, than the realised one.

    An amount is lost with its direction or its base, too.
    """
    kept = [
        any(
            is_same(one, fact)
            and (fact.direction is None or one.direction == fact.direction)
            and (fact.base is None or one.base is not None)
            for one in new.unit.facts
        )
        for fact in old.unit.facts
    ]
    # The body that met may be "den" or "det" in either.
    own = {old.evidence.minutes.body}
    bodies = [{one.body.name for one in mentions_in(claim.text)} - own for claim in (old, new)]
    acts = [{act.stage.kind for act in find_acts(claim.text)} for claim in (old, new)]
    if not all(kept) or not bodies[0] <= bodies[1] or not acts[0] <= acts[1]:
        yield "oplysning-tabt"
    if not acts[1] <= acts[0]:
        yield "handling-tilfoejet"

"""From a desk to what the review page shows of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.checking.meaning.stage import bodies_after
from pipeline.editing import Line, Part, as_draft, place_of
from pipeline.labels import Decision, SectionKind, Topic
from pipeline.records import Item, Label, Span
from pipeline.store import FlagRecord
from pipeline.web.desk import Desk, maker
from pipeline.web.moments import clock_of, day_of, moment_of
from pipeline.web.source_view import section_name, source_view
from pipeline.web.tasks import today
from pipeline.web.views import (
    ChipView,
    DeskView,
    Embargo,
    FlagView,
    ItemView,
    LineView,
    OmittedView,
    Option,
    PartView,
    Quote,
    StepView,
)

STATE_NAMES = {
    "importeret": "Importeret",
    "udkast": "Udkast",
    "kontrolleret": "Kontrolleret",
    "redigeret": "Redigeret",
    "godkendt": "Godkendt",
    "publiceret": "Publiceret",
}
_KINDS = {
    "extracted": "citat",
    "realised": "omskrevet",
    "derived": "udregnet",
    "model": "model",
    "person": "redigeret",
}
_PARTS = {
    "headline": "overskriften",
    "lead": "indledningen",
    "steps": "Det videre forløb",
    "closing": "afslutningen",
}
_SAYS = {
    "rule": "En regel",
    "model": "Modellen",
    "none": "Værktøjet er i tvivl og",
    "person": "En person",
}
OPTIONS = {
    "audience": (("internal", "Medarbejdere"), ("leaders", "Ledere"), ("external", "Borgere")),
    "length": (("short", "Kort"), ("normal", "Normal"), ("long", "Lang")),
    "wording": (("precise", "Præcis"), ("plain", "Enkel")),
}
_DECISIONS = tuple(Option(one.value, one.danish, one.definition) for one in Decision)
_TOPICS = tuple(Option(one.value, one.danish, one.definition) for one in Topic)
_QUOTED = 200
_WORD = 60


def view_of(desk: Desk, *, approved_at: dt.datetime | None = None) -> DeskView:
    """Return what the page shows of *desk*."""
    document, draft, post = desk.document, desk.draft, desk.post
    viewer = _viewer(desk)
    body, day = document.body or "Møde", day_of(document.date)
    steps = viewer.steps()
    flags = [viewer.flag(one) for one in draft.flags if one.open]
    levels = Counter(one.level for one in flags)
    return DeskView(
        id=draft.id,
        document_id=document.id,
        version=draft.version,
        state=draft.state,
        state_name=STATE_NAMES[draft.state],
        title=", ".join(filter(None, (body, day))),
        body=body,
        date_text=day,
        source=document.source,
        sha256=document.sha256,
        saved_at=clock_of(draft.changed),
        saved_by=draft.changed_by,
        delete_after=day_of(document.delete_after.astimezone().date()),
        can_undo=draft.can_undo,
        approved_by=draft.reviewer,
        approved_at=moment_of(approved_at) if approved_at else None,
        words=len(draft.text.split()),
        writer=f"Regelbaseret, {maker().tool}",
        choices={name: getattr(post.choices, name) for name in OPTIONS},
        options=OPTIONS,
        parts=tuple(viewer.part(part) for part in post.parts if part.told or not part.included),
        flags=tuple(flags),
        settled=tuple(viewer.flag(one) for one in draft.flags if not one.open),
        reds=levels["red"],
        yellows=levels["yellow"],
        omitted=tuple(
            OmittedView(item, viewer.items[item].title, reason)
            for item, reason in post.left_out
            if item not in viewer.taken_out
        ),
        steps=tuple(steps),
        embargoes=tuple(viewer.embargoes()),
        has_dates=any(one.iso for one in steps),
        minutes=source_view(desk.minutes),
    )


def label_names(field: str, ids: Sequence[str]) -> str:
    """Return the Danish names of labels.

    >>> label_names("decision", ("anbefales", "droeftet"))
    'Anbefales og Drøftet'
    """
    names = {one.id: one.name for one in (_DECISIONS if field == "decision" else _TOPICS)}
    return _joined([names.get(one, one) for one in ids])


def _viewer(desk: Desk) -> _Viewer:
    flags = (one.flag for one in desk.draft.flags if one.open)
    keys = (place_of(flag, desk.post, desk.minutes) for flag in flags)
    places = _Places(desk.minutes.text, desk.minutes.open_items)
    return _Viewer(desk, places, Counter(key for key in keys if key))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where in the minutes a span is."""

    text: str
    items: tuple[Item, ...]

    def item(self, span: Span) -> Item | None:
        return next(
            (
                one
                for one in self.items
                if one.span.start <= span.start and span.end <= one.span.end
            ),
            None,
        )

    def section(self, span: Span) -> str:
        item = self.item(span)
        if item is None:
            return "Referatets hoved"
        if _within(span, item.heading):
            return "Titel"
        for one in item.sections:
            if _within(span, one.body):
                return section_name(one, self.text)
        return "Hele punktet"

    def quote(self, span: Span) -> Quote:
        item = self.item(span)
        words = " ".join(span.of(self.text).split())
        cut = words if len(words) <= _QUOTED else f"{words[:_QUOTED].rsplit(' ', 1)[0]} …"
        return Quote(self.section(span), item.title if item else "", cut)

    def spans(self, spans: Sequence[Span]) -> str:
        return " ".join(f"{one.start}-{one.end}" for one in spans if self.item(one))


@dataclass(frozen=True, slots=True)
class _Viewer:
    """A desk and what is looked up in it again and again.

    ``marked`` counts the open flags of each line.
    """

    desk: Desk
    places: _Places
    marked: Counter[str]

    @property
    def items(self) -> tuple[Item, ...]:
        return self.places.items

    @property
    def taken_out(self) -> set[int]:
        """The items whose part a person took out: it is shown with what it says."""
        parts = [one for one in self.desk.post.parts if not one.included]
        return {item for part in parts for item in part.items}

    def part(self, part: Part) -> PartView:
        row = [one for one in self.desk.post.parts if one.role == part.role]
        shown = [one.key for one in row if one.told] or [part.key]
        name = part.headline.text if part.headline else _PARTS.get(part.role, "")
        numbers = {line.key: number for number, line in enumerate(part.lines, 1)}
        offset = 1 if part.headline else 0

        def label(line: Line) -> str:
            if line == part.headline:
                return "Overskrift" if part.role != "headline" else "Tekstens overskrift"
            return f"Sætning {numbers[line.key] - offset} i {name}"

        return PartView(
            key=part.key,
            role=part.role,
            headline=self.line(part.headline, label) if part.headline else None,
            blocks=tuple(tuple(self.line(one, label) for one in block) for block in part.blocks),
            included=part.included,
            first=part.key == shown[0],
            last=part.key == shown[-1],
            place=row.index(part),
            items=tuple(self.item(index) for index in part.items),
        )

    def line(self, line: Line, label: Any) -> LineView:
        quotes = dict.fromkeys(self.places.quote(one) for one in line.sources)
        return LineView(
            key=line.key,
            text=line.text,
            kind=line.kind,
            kind_name=_KINDS[line.kind],
            locked=line.locked,
            included=line.included,
            edited=line.edited,
            made=line.made,
            label=label(line),
            spans=self.places.spans(line.sources),
            quotes=tuple(quotes),
            flags=self.marked[line.key],
        )

    def item(self, index: int) -> ItemView:
        item, labelled = self.items[index], self.desk.labelled[index]
        told = (one.body.of(self.places.text) for one in item.parts(SectionKind.BESLUTNING))
        chips = [self._chip(index, "decision", one, _DECISIONS) for one in labelled.decisions]
        chips += [self._chip(index, "topic", one, _TOPICS) for one in labelled.topics[:1]]
        return ItemView(
            index, item.number, item.title, "\n".join(" ".join(one.split()) for one in told),
            tuple(chips),
        )  # fmt: skip

    def _chip(
        self,
        index: int,
        field: Any,
        label: Label[Decision] | Label[Topic],
        options: tuple[Option, ...],
    ) -> ChipView:
        corrected = any(
            (one.item, one.field) == (index, field) for one in self.desk.draft.corrected
        )
        words = dict.fromkeys(" ".join(s.of(self.places.text).split()) for s in label.evidence)
        short = [one for one in words if one and len(one) <= _WORD]
        return ChipView(
            field=field,
            value=label.value.value,
            name=label.value.danish,
            why_by="En person" if corrected else _SAYS[label.by],
            why_words=tuple(short[:5]),
            runner_up=label.runner_up.value.danish if label.runner_up else None,
            options=options,
            corrected=corrected,
        )

    def flag(self, record: FlagRecord) -> FlagView:
        flag, seen = record.flag, record.acknowledged
        place = place_of(flag, self.desk.post, self.desk.minutes)
        first = next((one for one in flag.sources if self.places.item(one)), None)
        item = self.places.item(first) if first else None
        return FlagView(
            key=record.key,
            level=flag.level,
            rule=flag.rule,
            message=flag.message,
            line_key=place if any(one.key == place for one in self.desk.post.lines) else None,
            sentence=flag.sentence,
            spans=self.places.spans(flag.sources),
            where=self.places.section(first) if first else "",
            item_title=item.title if item else "",
            comment=seen.comment if seen else "",
            actor=seen.actor if seen else "",
            at=moment_of(seen.at) if seen else "",
        )

    def steps(self) -> list[StepView]:
        """Return the next steps as their words stand now, changed dates and all."""
        now = today()
        draft = as_draft(self.desk.post, self.desk.minutes, self.desk.labelled)
        return [
            StepView(
                day_of(step.when) or "Uden dato",
                step.when.isoformat() if step.when else None,
                step.who,
                step.sentence.text,
                bool(step.when and step.when < now),
            )
            for step in draft.next_steps
        ]

    def embargoes(self) -> list[Embargo]:
        told = {index for part in self.desk.post.parts if part.included for index in part.items}
        found = []
        for index in sorted(told):
            later = bodies_after(self.items[index], self.desk.minutes)
            if later:
                found.append(Embargo(_joined(later), self.items[index].title))
        return found


def _within(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _joined(names: Sequence[str]) -> str:
    """Return names as Danish lists them: "A, B og C"."""
    return " og ".join(filter(None, (", ".join(names[:-1]), names[-1])))

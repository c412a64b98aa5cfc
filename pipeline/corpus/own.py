"""Own minutes, read and labelled by the rules, for a person to put right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.corpus.folder import DOCUMENTS, read_minutes
from pipeline.corpus.rows import (
    ClosedRow,
    Corpus,
    CorpusDocument,
    LabelledRow,
    Marked,
    Part,
    Sides,
    SplitName,
)
from pipeline.danish.bodies import body_named
from pipeline.errors import CorpusError
from pipeline.labels import Decision
from pipeline.records import ClosedItem, LabelledItem, Minutes, Span


def propose_labels(
    folder: Path, municipality: str, *, time: str, layout: str = "own", split: SplitName = "train"
) -> Corpus:
    """Return the documents in ``minutes/`` that no line describes yet, as the rules label them.

    Nothing is written: export the result, put it right, and import it.

    Args:
        folder: A folder with minutes in ``minutes/``; it need not be a corpus yet.
        municipality: Whose minutes they are.
        time: When, as ISO 8601; written with every label.
        layout: A word for how these minutes look.
        split: Where the municipality goes.

    Raises:
        CorpusError: There are no new minutes, or some don't say their date or body.
        ReferatError: Some can't be read.
    """
    known = folder / DOCUMENTS
    listed = known.read_text("utf-8") if known.is_file() else ""
    names = [path.stem for path in sorted(folder.glob("minutes/*.*"))]
    new = [name for name in names if f'"id": "{name}"' not in listed]
    if not new:
        now = "put minutes there that documents.jsonl doesn't name"
        raise CorpusError("no new minutes", where=str(folder / "minutes"), now=now)
    documents, rows, texts = [], [], {}
    for name in new:
        minutes = _split(folder, name)
        documents.append(describe_meeting(minutes, name, municipality, layout=layout, split=split))
        rows += propose_rows(minutes, _label(minutes), name, time)
        texts[name] = minutes.text
    return Corpus(folder, tuple(documents), tuple(rows), (), Sides((), (), ()), texts)


def _split(folder: Path, name: str) -> Minutes:
    from pipeline.splitting import split_items

    return split_items(read_minutes(folder, name))


def _label(minutes: Minutes) -> tuple[LabelledItem, ...]:
    from pipeline.labelling import label_items

    return label_items(minutes)


def describe_meeting(
    minutes: Minutes,
    name: str,
    municipality: str,
    *,
    layout: str = "own",
    split: SplitName = "train",
) -> CorpusDocument:
    """Return what ``documents.jsonl`` says of own minutes.

    Raises:
        CorpusError: They don't say their date or body.
    """
    if minutes.date is None or minutes.body is None:
        now = "write the body and the date at the top of the minutes"
        raise CorpusError("says no date or body", where=minutes.source, now=now)
    kind = body_named(minutes.body).kind
    return CorpusDocument(
        id=name,
        municipality=municipality,
        region=municipality.startswith("Region "),
        body=minutes.body,
        body_kind=kind,  # type: ignore[arg-type]  # the lexicon has no other kinds
        date=minutes.date,
        layout=layout,
        writer="own",
        split=split,
        sha256=minutes.sha256,
    )


def propose_rows(
    minutes: Minutes, labels: Sequence[LabelledItem], name: str, time: str
) -> list[LabelledRow | ClosedRow]:
    """Return a line an item: the open ones with the labels given, the closed ones a number."""
    labelled = iter(labels)
    return [
        ClosedRow(name, position, item.number)
        if isinstance(item, ClosedItem)
        else _row(next(labelled), minutes.text, name, position, time)
        for position, item in enumerate(minutes.items)
    ]


def _row(one: LabelledItem, text: str, name: str, position: int, time: str) -> LabelledRow:
    item = one.item
    marked = (
        Marked(label.value, label.evidence[0], label.evidence[0].of(text))
        for label in one.decisions
        if label.evidence
    )
    nothing = Marked(Decision.INGEN_BESLUTNING, None, "")
    topics = [label.value for label in one.topics]
    return LabelledRow(
        document=name,
        position=position,
        number=item.number,
        title=item.title,
        case_number=item.case_number,
        span=item.span,
        decisions=tuple(sorted(marked, key=lambda mark: mark.span or Span(0, 0))) or (nothing,),
        topic=topics[0],
        secondary=tuple(topic for topic in topics[1:] if topic != topics[0]),
        route=item.route,
        sections=tuple(
            Part(section.kind, section.body if section.body.start < section.body.end else None)
            for section in item.sections
        ),
        next_steps=(),
        amounts=(),
        hard=None,
        negative=False,
        chain=None,
        annotator="referat",
        time=time,
    )

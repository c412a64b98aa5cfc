"""``referat check``: hold a text against its minutes, or try the gate itself."""

from __future__ import annotations

import json as json_
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.messages import tell, tell_error

if TYPE_CHECKING:
    from pipeline.checking.self_test import Score, Subject
    from pipeline.records import Draft, Flag, LabelledItem, Minutes

# How much of a source is printed: enough to find it.
_SHOWN = 160

Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[DRAFT MINUTES]", help="The text (.md, .docx, .json …), its minutes."),
]
SelfTest = Annotated[
    bool, typer.Option("--self-test", help="Plant faults in true texts and count what is seen.")
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        metavar="FOLDER",
        help="With --self-test: reference drafts to use; without it, the checkout's if any.",
    ),
]
Missed = Annotated[
    bool, typer.Option("--missed", help="With --self-test: list false alarms and missed faults.")
]
Today = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Day of publication; without it, today."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def check(
    documents: Files = None,
    self_test: SelfTest = False,
    corpus: Folder = None,
    missed: Missed = False,
    today: Today = None,
    json: AsJson = False,
) -> None:
    """Check an edited text against its minutes: exit 1 if it has red flags.

    With --self-test no file is read but the examples: faults of every kind are planted in true
    texts. Exit 1 if fewer than 98 % are caught or more than 2 % of the true sentences are flagged.
    """
    if self_test:
        if documents:
            raise typer.BadParameter("--self-test takes no files")
        _try(corpus, missed=missed, json=json)
        return
    if documents is None or len(documents) != 2:
        raise typer.BadParameter("name the text and its minutes: referat check DRAFT MINUTES")
    _check(*documents, today=today, json=json)


def _check(text: Path, source: Path, *, today: datetime | None, json: bool) -> None:
    from pipeline.checking.edited import left_out
    from pipeline.checking.gate import check_draft
    from pipeline.drafting.formats.json import flag_as_json
    from pipeline.labelling import label_items
    from pipeline.reading import read_document
    from pipeline.splitting import split_items

    minutes = split_items(read_document(str(source)))
    draft = _draft(text, minutes, label_items(minutes))
    day = today.date() if today else date.today()  # noqa: DTZ011
    flags = (*check_draft(draft, today=day), *left_out(draft))
    red = sum(flag.level == "red" for flag in flags)
    if json:
        found = [flag_as_json(flag, minutes.text) for flag in flags]
        print(json_.dumps({"draft": str(text), "minutes": str(source), "flags": found},
                          ensure_ascii=False))  # fmt: skip
    else:
        print(f"{text}: {red} røde og {len(flags) - red} gule flag")
        for flag in flags:
            _print_flag(flag, minutes)
    if red:
        raise typer.Exit(1)


def _draft(path: Path, minutes: Minutes, labelled: tuple[LabelledItem, ...]) -> Draft:
    """Read the text: JSON keeps its sources, any other format is anchored anew."""
    from pipeline.checking.edited import read_edited
    from pipeline.checking.edited_file import read_json, read_text

    if path.suffix.lower() == ".json":
        return read_json(path, minutes, labelled)
    return read_edited(read_text(path), minutes, labelled)


def _print_flag(flag: Flag, minutes: Minutes) -> None:
    from pipeline.messages import printable

    print(printable(f"  {'rød' if flag.level == 'red' else 'gul'}  {flag.message} [{flag.rule}]"))
    if flag.sentence:
        print(printable(f"       »{flag.sentence}«"))
    for span in flag.sources[:2]:
        words = " ".join(span.of(minutes.text).split())
        print(printable(f"       kilde: {words[:_SHOWN]}{' …' if len(words) > _SHOWN else ''}"))


def _try(corpus: Path | None, *, missed: bool, json: bool) -> None:
    from pipeline.checking.self_test import try_gate

    scores = {name: try_gate(subjects) for name, subjects in _subjects(corpus)}
    if json:
        print(json_.dumps({n: _as_json(s) for n, s in scores.items()}, ensure_ascii=False))
    else:
        for name, score in scores.items():
            _print_score(name, score, missed=missed and name != "test")
    if not all(score.passed for score in scores.values()):
        raise typer.Exit(1)


def _subjects(corpus: Path | None) -> Iterator[tuple[str, list[Subject]]]:
    """Yield the true texts by name: the shipped example, then the splits of a corpus."""
    from pipeline.errors import CorpusError

    yield "example", list(_example())
    try:
        by_split = _references(corpus)
    except CorpusError as error:
        if corpus is not None:
            raise
        tell_error(error)
        return
    yield from by_split.items()


def _example() -> Iterator[Subject]:
    from importlib.resources import as_file, files

    from pipeline.checking.self_test import Subject
    from pipeline.drafting import compose_draft
    from pipeline.labelling import label_items
    from pipeline.reading import read_document
    from pipeline.splitting import split_items

    with as_file(files("pipeline") / "examples" / "direktionen.txt") as path:
        minutes = split_items(read_document(str(path)))
    draft = compose_draft(minutes, label_items(minutes), length="long")
    for paragraph in draft.paragraphs:
        texts = tuple(one.text for block in paragraph.blocks for one in block)
        if len(paragraph.items) == 1:
            yield Subject(minutes, paragraph.items[0], paragraph.headline.text, texts)


def _references(corpus: Path | None) -> dict[str, list[Subject]]:
    from pipeline.checking.self_test import Subject
    from pipeline.corpus.references import read_references
    from pipeline.danish.sentences import split_sentences

    found: dict[str, list[Subject]] = {}
    for one in read_references(corpus):
        texts = tuple(span.of(one.text) for span in split_sentences(one.text))
        subject = Subject(one.minutes, one.item, one.headline, texts)
        found.setdefault(one.split, []).append(subject)
    return found


def _as_json(score: Score) -> dict[str, Any]:
    kinds = {kind: [score.caught[kind], made] for kind, made in score.planted.items()}
    return {
        "planted": sum(score.planted.values()),
        "caught": sum(score.caught.values()),
        "recall": round(score.recall, 4),
        "sentences": score.sentences,
        "alarms": len({alarm.sentence for alarm in score.alarms}),
        "alarm_rate": round(score.alarm_rate, 4),
        "seen": round(score.seen, 4),
        "question_rate": round(score.question_rate, 4),
        "alarm_rules": dict(Counter(alarm.rule for alarm in score.alarms)),
        "passed": score.passed,
        "kinds": kinds,
    }


def _print_score(name: str, score: Score, *, missed: bool) -> None:
    from pipeline.checking.mutations import kinds

    danish = kinds()
    print(f"{name}: {len(score.planted)} kinds of fault{'caught':>14}{'planted':>9}")
    for kind in sorted(score.planted):
        print(f"  {kind:<20}{danish[kind]:<28}{score.caught[kind]:>6}{score.planted[kind]:>9}")
    alarms = len({alarm.sentence for alarm in score.alarms})
    print(
        f"  {score.recall:.1%} of {sum(score.planted.values())} faults caught, "
        f"{alarms} of {score.sentences} true sentences flagged ({score.alarm_rate:.1%}): "
        f"{'passed' if score.passed else 'FAILED'}\n"
        f"  with questions (yellow flags) {score.seen:.1%} of the faults are seen, and "
        f"{score.question_rate:.1%} more of the true sentences are asked about\n"
    )
    if missed:
        for alarm in score.alarms:
            tell(f"  false alarm [{alarm.rule}] »{alarm.sentence}« {alarm.message}")
        for lie in score.missed:
            tell(f"  missed [{lie.kind}] »{lie.lie}«")

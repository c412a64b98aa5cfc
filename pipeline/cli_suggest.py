"""``referat suggest``: which minutes to label next. A skin, like ``pipeline.cli``."""

from __future__ import annotations

import json as json_format
import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli_reading import Reading, read_good, reads_files
from pipeline.messages import printable, tell

if TYPE_CHECKING:
    from pipeline.corpus import Corpus
    from pipeline.labelling import ItemText
    from pipeline.records import Label, Minutes
    from pipeline.training.suggest import Pending, Suggestion, Teaching

_DOUBTFUL = 0.4  # a doubt that is told
_NEW = 0.6
_SHOWN = 3  # items of a document
_OWN = "my-corpus"  # as in docs/tutorial.md


@reads_files
def suggest(
    places: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER|FILE", help="Minutes without labels."),
    ],
    reading: Reading,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="What is labelled already, to be learned beside."),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Your own models; without it, Referat's."),
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="How many minutes to suggest.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a document.")] = False,
) -> None:
    """Say which minutes to label next, because they would teach the models most.

    Those are minutes that the models are unsure of, that are like others of the archive, and
    unlike what is labelled. The gain is the doubt that labelling settles for an item's work.
    """
    from pipeline.corpus import read_corpus
    from pipeline.training.params import read_params
    from pipeline.training.suggest import rank_minutes

    if Path("-") in places:
        raise typer.BadParameter("minutes to be labelled must lie in a file, not on stdin")
    labelled = read_corpus(corpus) if corpus else None
    files = _files(places)
    found = read_good(files, reading)
    pending = _pending(_unlabelled(found, labelled), model)
    scale = read_params()["topic"]["linear"]
    chosen = rank_minutes(pending, _known(labelled), scale, count=count)
    for rank, one in enumerate(chosen, 1):
        print(_as_json(rank, one) if json else _as_text(rank, one))
    if chosen:
        _tell_next([one.source for one in chosen], corpus, labelled)
    else:
        tell("nothing to suggest: no minutes with open items that are not labelled already")
    if len(found) < len(files):
        raise typer.Exit(1)


def _files(places: Sequence[Path]) -> list[str]:
    """Return the files, and those in the folders at any depth, but no hidden ones."""
    found = []
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        found += [
            str(path)
            for path in inside
            if path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(place).parts)
        ]
    return list(dict.fromkeys(found))


def _unlabelled(
    found: Sequence[tuple[str, Minutes]], labelled: Corpus | None
) -> list[tuple[str, Minutes]]:
    known = {one.sha256 for one in labelled.documents} if labelled else set()
    left = [(file, minutes) for file, minutes in found if minutes.sha256 not in known]
    if len(left) < len(found):
        tell(f"{len(found) - len(left)} of {len(found)} minutes are labelled already")
    return left


def _pending(found: Sequence[tuple[str, Minutes]], model: Path | None) -> list[Pending]:
    from pipeline.labelling import ItemText, label_items
    from pipeline.labelling.shipped import decision_classifier, topic_classifier
    from pipeline.training.suggest import Pending

    topics = topic_classifier(model, explain=False)
    decisions = decision_classifier(model, explain=False)
    return [
        Pending(
            file,
            tuple(ItemText(item, minutes.text, minutes.body) for item in minutes.open_items),
            label_items(minutes, topics=topics, decisions=decisions),
        )
        for file, minutes in found
    ]


def _known(labelled: Corpus | None) -> list[ItemText]:
    """Return the labelled items that training may see: the test split is no part of it."""
    from pipeline.training.prepare import gold_examples

    examples = gold_examples(labelled) if labelled else ()
    return [one.item for one in examples if one.split != "test"]


def _as_text(rank: int, one: Suggestion) -> str:
    lines = [f"{rank:>2}. {one.source} ({len(one.teaching)} items, gain {one.gain:.3f})"]
    for item in _speaking(one):
        name = " ".join(filter(None, (item.labelled.item.number, item.labelled.item.title)))
        lines.append(f"      {name} ({', '.join(_reasons(item))})")
    return "\n".join(map(printable, lines))


def _as_json(rank: int, one: Suggestion) -> str:
    record: dict[str, Any] = {"rank": rank, "source": one.source, "gain": round(one.gain, 4)}
    record["items"] = len(one.teaching)
    record["because"] = [
        {
            "number": item.labelled.item.number,
            "title": item.labelled.item.title,
            "gain": round(item.gain, 4),
            "topic_doubt": round(item.topic_doubt, 4),
            "decision_doubt": round(item.decision_doubt, 4),
            "news": round(item.news, 4),
            "alike": item.alike,
            "reasons": _reasons(item),
        }
        for item in _speaking(one)
    ]
    return json_format.dumps(record, ensure_ascii=False)


def _speaking(one: Suggestion) -> list[Teaching]:
    return [item for item in one.teaching[:_SHOWN] if item.gain > 0]


def _reasons(one: Teaching) -> list[str]:
    """Return why an item speaks for its document, the doubts first."""
    found = []
    if one.topic_doubt >= _DOUBTFUL:
        found.append(f"topic: {_between(one.labelled.topics[0])}")
    if one.decision_doubt >= _DOUBTFUL:
        unsure = min(one.labelled.decisions, key=lambda label: label.score)
        found.append(f"decision: {_between(unsure)}")
    if one.news >= _NEW:
        found.append("like nothing labelled or above")
    if one.alike:
        found.append(f"like {one.alike} more")
    return found or ["a little of everything"]


def _between(label: Label[Any]) -> str:
    if label.by == "none":
        return "none found"
    second = label.runner_up
    return (
        f"{label.value.danish}, or {second.value.danish}?" if second else f"{label.value.danish}?"
    )


def _tell_next(files: Sequence[str], corpus: Path | None, labelled: Corpus | None) -> None:
    """Print the commands by which these files are labelled, for a shell."""
    folder = corpus or Path(_OWN)
    places = sorted({one.municipality for one in labelled.documents} if labelled else ())
    place = places[0] if len(places) == 1 else "MUNICIPALITY"
    tell("Label them, and then ask again:")
    for line in (
        f"mkdir -p {_quoted(folder / 'minutes')}",
        *_copies(files, folder / "minutes"),
        f"referat corpus export --folder {_quoted(folder)} --new {_quoted(place)} --to jsonl "
        "--out to-label.jsonl",
        f"referat corpus import to-label.jsonl --folder {_quoted(folder)}",
    ):
        tell(f"  {line}")


def _copies(files: Sequence[str], folder: Path) -> Iterator[str]:
    """Yield the commands that copy files; the name of one there is its id, so none stands twice."""
    taken = {path.stem for path in folder.glob("*")}
    for file in map(Path, files):
        if file.parent.resolve() == folder.resolve():
            continue
        name = file.name
        if file.stem in taken:
            name = f"{file.resolve().parent.name}_{file.name}"
        taken.add(Path(name).stem)
        yield f"cp {_quoted(file)} {_quoted(folder / name)}"


def _quoted(name: str | Path) -> str:
    return shlex.quote(os.fspath(name))

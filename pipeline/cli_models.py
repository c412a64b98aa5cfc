"""``referat train``: make models of labelled minutes. A skin, like ``pipeline.cli``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pipeline.messages import tell

if TYPE_CHECKING:
    from pipeline.training.prepare import Prepared

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

Task = Literal["decision", "topic"]
Candidate = Literal["rules", "linear", "spacy", "encoder", "instruct"]
CorpusFolder = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="FOLDER", help="Without it, the corpus of the checkout."),
]
Params = Annotated[
    Path | None, typer.Option(metavar="FILE", help="All knobs; without it, Referat's params.yaml.")
]


@app.command(epilog="Example: referat prepare --out build/prepared.jsonl")
def prepare(
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the examples are written.")],
    corpus: CorpusFolder = None,
    params: Params = None,
) -> None:
    """Write the train and dev examples of a corpus, to train several models from.

    The test split is left out.
    """
    from pipeline.training.prepare import write_prepared

    prepared = _prepared(corpus, _params(params))
    write_prepared(prepared, out)
    tell(f"{out}: {_told(prepared)}")


@app.command(epilog="Example: referat train --corpus my-corpus --model my-models")
def train(
    model: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the models go, a folder for each task.")
    ],
    corpus: CorpusFolder = None,
    task: Annotated[
        Task | None, typer.Option(help="What the model labels; without it, one for each.")
    ] = None,
    candidate: Annotated[
        Candidate | None, typer.Option(help="Without it, the one that the params name.")
    ] = None,
    params: Params = None,
    prepared: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Examples from referat prepare, in place of a corpus."),
    ] = None,
) -> None:
    """Train models on your own labelled minutes, or Referat's anew.

    A corpus is a folder as docs/tutorial.md makes it. Its train split is learned from, its dev
    split chosen on, and its test split is not looked at. The figures that are printed are those
    of the dev split.
    """
    from pipeline.training.prepare import read_prepared
    from pipeline.training.stage import train_model

    if corpus and prepared:
        raise typer.BadParameter("--prepared takes the place of --corpus: give one of them")
    knobs = _params(params)
    examples = read_prepared(prepared) if prepared else _prepared(corpus, knobs)
    tell(_told(examples))
    tasks: tuple[Task, ...] = (task,) if task else ("topic", "decision")
    for one in tasks:
        chosen = knobs
        if candidate:
            chosen = {**knobs, one: {**knobs[one], "candidate": candidate}}
        card = train_model(examples, chosen, one, model / one)
        tell(f"{model / one}: {card.kind}, {len(card.labels)} labels")
        for view, figures in card.about["scores"].items():
            print(f"{one} {view}: " + ", ".join(f"{name} {figures[name]:g}" for name in figures))


@app.command(epilog="Example: referat search --knob c=3,10,30 --knob scale.title=1,2")
def search(
    knob: Annotated[
        list[str],
        typer.Option(metavar="NAME=A,B,…", help="The values to try; may be given several times."),
    ],
    corpus: CorpusFolder = None,
    params: Params = None,
) -> None:
    """Try knobs of the topic model by cross-validation over municipalities, and write nothing.

    Printed is how unlikely a model finds the topics of places, and of sources, that it has not
    seen: less is better. What is best goes into params.yaml by hand.
    """
    from pipeline.training.search import search_knobs

    knobs = _params(params)
    grid = dict(_values(one) for one in knob)
    for trial in search_knobs(_prepared(corpus, knobs), knobs["topic"]["linear"], grid):
        tried = " ".join(f"{name}={value:g}" for name, value in trial.knobs.items())
        found = " ".join(f"{name} {loss:.4f}" for name, loss in trial.losses.items())
        print(f"{tried}: {found}", flush=True)


def _values(knob: str) -> tuple[str, list[float]]:
    name, _, values = knob.partition("=")
    try:
        return name, [float(one) if "." in one else int(one) for one in values.split(",")]
    except ValueError:
        raise typer.BadParameter(f"{knob!r} is not a name, = and numbers") from None


def _prepared(corpus: Path | None, params: Mapping[str, Any]) -> Prepared:
    from pipeline.corpus import read_corpus
    from pipeline.training.prepare import prepare as prepare_corpus

    return prepare_corpus(read_corpus(corpus), params["titles"])


def _params(file: Path | None) -> Mapping[str, Any]:
    from pipeline.training.params import read_params

    return read_params(file)


def _told(prepared: Prepared) -> str:
    return f"{len(prepared.found)} items and {len(prepared.titles)} titles to train and choose on"

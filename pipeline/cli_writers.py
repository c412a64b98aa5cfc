"""The options of ``referat draft`` that let a language model write: which one, and where it is."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from pipeline.writers import Writer, Written

WriterName = Literal["realised", "transformers", "openai-compatible"]

WriterChoice = Annotated[
    WriterName,
    typer.Option(
        help="Who words the draft: the tool, a model in a folder, or one on your own server. "
        "Each sentence of a model is checked; the tool's stands where it fails.",
    ),
]
WriterModel = Annotated[
    str | None,
    typer.Option(
        metavar="PATH", help="The model: a folder, or for a server the name it knows it by."
    ),
]
Url = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The server's address, such as http://127.0.0.1:11434."),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(metavar="HOST", help="A host of your own that may be asked besides this machine."),
]


def choose_writer(
    name: WriterName, model: str | None, url: str | None, hosts: Sequence[str] | None
) -> Writer | None:
    """Return the chosen writer, loaded; None for the tool itself.

    Raises:
        typer.BadParameter: An option is missing, or belongs to another writer.
        ModelError: The folder holds no model.
        WriterError: The server may not be asked.
    """
    if name != "openai-compatible" and (url or hosts):
        raise typer.BadParameter("--url and --allow-host need --writer openai-compatible")
    if name == "realised":
        if model:
            raise typer.BadParameter("--writer-model needs --writer transformers or another")
        return None
    if not model:
        raise typer.BadParameter(f"--writer {name} needs --writer-model")
    if name == "openai-compatible":
        if not url:
            raise typer.BadParameter(f"--writer {name} needs --url")
        from pipeline.writers.server import find_server

        return find_server(url, model, allowed=hosts or ())
    os.environ["HF_HUB_OFFLINE"] = "1"  # read once, as transformers is loaded
    from pipeline.writers.local import load_local

    return load_local(Path(model))


def tell_written(written: Written) -> None:
    """Say on stderr what the model wrote, and what kept it from more."""
    from pipeline.messages import tell
    from pipeline.writers.account import account_line

    for error in dict.fromkeys(map(str, written.failures)):
        tell(f"referat: {error}")
    tell(f"{written.draft.minutes.source}: {account_line(written)}")


def with_account(result: str | bytes, *written: Written) -> str:
    """Return a draft in JSON with what the writer did under "writer", a letter by meeting."""
    from pipeline.writers.account import account_values

    accounts = [account_values(one) for one in written]
    values = json.loads(result)
    values["writer"] = accounts[0] if "stories" not in values else accounts
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"

"""Pretrained transformers models: found, loaded and refused in one way.

A model is a local folder or an id of the Hugging Face hub. From the hub only what is needed is
taken, and nothing at all where HF_HUB_OFFLINE is set. Weights are safetensors, which hold numbers
only; a model that brings code of its own is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError

_FILES = ["*.json", "*.safetensors", "*.txt", "*.model", "*.jinja"]
# Never code from a model's folder, never pickled weights, never another look at the network.
SAFE: dict[str, Any] = {"trust_remote_code": False, "local_files_only": True}


def need_torch(where: str) -> None:
    """Refuse to go on without torch, which is no part of a plain installation.

    Args:
        where: What needs it.

    Raises:
        ModelError: It isn't installed.
    """
    if find_spec("torch") is None:
        now = "install it: pip install 'referat[neural]'"
        raise ModelError("needs torch, which is not installed", where=where, now=now)


def find_pretrained(name: str) -> Path:
    """Return the folder of a model, fetching it first if *name* is an id of the hub.

    Raises:
        ModelError: There is no such folder, and no such model in reach.
    """
    folder = Path(name)
    if (folder / "config.json").is_file():
        return folder
    now = "name a folder with config.json and safetensors, or an id of the Hugging Face hub"
    if folder.exists() or name.count("/") != 1:
        raise ModelError("holds no transformers model", where=name, now=now)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=_FILES))
    except HFValidationError:
        raise ModelError("is no folder and no id of a model", where=name, now=now) from None
    except (LocalEntryNotFoundError, HfHubHTTPError):
        what = "is not on this machine, and the hub can't be reached or doesn't have it"
        now = "check the id and unset HF_HUB_OFFLINE, or name a folder"
        raise ModelError(what, where=name, now=now) from None


@contextmanager
def quiet() -> Iterator[None]:
    """Do what is done within without bars and advice on stderr."""
    from transformers.utils import logging as told

    logging: Any = told  # has no types
    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()


@contextmanager
def loading(where: str) -> Iterator[None]:
    """Load a model quietly, and refuse it if it can't be loaded safely.

    Args:
        where: The model, for errors.

    Raises:
        ModelError: Anything at all went wrong with its files. transformers, tokenizers and
            safetensors raise what they like, down to a bare ``Exception``.
    """
    try:
        with quiet():
            yield
    except Exception as error:
        what = f"is no model that transformers can load safely ({type(error).__name__})"
        now = "take one with safetensors and no code of its own, or train it again"
        raise ModelError(what, where=where, now=now) from error

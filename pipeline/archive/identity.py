"""What made the rows of an archive: checksums of the code, the tables of rules and the models.

Rows made by something else are out of date, and a later build makes them anew.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline.archive.schema import VERSION
from pipeline.labelling.saved import TASKS, read_card
from pipeline.labelling.shipped import models_folder

_PACKAGE = Path(__file__).parents[1]
_READERS = ("reading", "splitting", "danish", "lexicon", "records.py", "labels.py")
_LABELLERS = ("labelling", "archive/rows.py", "archive/schema.py", "archive/schema.toml")


@cache
def reader_id() -> str:
    """Return a checksum of all that turns bytes into blanked text and items.

    >>> len(reader_id()), reader_id() == reader_id()
    (16, True)
    """
    return _checksum(_READERS, (_PACKAGE / "archive" / "fingerprint.py").read_bytes())


@cache
def labeller_id(models: Path | None = None) -> str:
    """Return a checksum of all that turns items into labels and rows, models included.

    Args:
        models: A folder of models; None takes those that come with Referat.

    Raises:
        ModelError: There is no model, or it isn't one.
    """
    cards = b"".join((folder / "card.json").read_bytes() for folder in model_folders(models))
    return _checksum(_LABELLERS, b"%d%s%s" % (VERSION, reader_id().encode(), cards))


def model_folders(models: Path | None = None) -> tuple[Path, ...]:
    """Return the folder of each model in a folder of models, checked that its card can be read.

    Raises:
        ModelError: There is no topic model, or a card isn't one.
    """
    places = [(models or models_folder()) / task for task in TASKS]
    found = tuple(place for place in places if place.name == "topic" or place.is_dir())
    for place in found:
        read_card(place)
    return found


def _checksum(names: tuple[str, ...], more: bytes) -> str:
    digest = hashlib.sha256(more)
    for name in names:
        place = _PACKAGE / name
        paths = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in paths:
            if path.suffix in (".py", ".toml"):
                data = path.read_bytes()
                digest.update(f"{path.relative_to(_PACKAGE)} {len(data)} ".encode() + data)
    return digest.hexdigest()[:16]

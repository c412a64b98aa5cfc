"""Floors under the figures: what a run must reach, in one file (``floors.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ReferatError

_SIDES = ("at_least", "at_most")


class Floor(NamedTuple):
    """What one figure of one split must reach; ``side`` is at_least or at_most."""

    part: str
    figure: str
    side: str
    limit: float


class Check(NamedTuple):
    """A floor and the value that was found; None where the run has no such figure."""

    floor: Floor
    value: float | None

    @property
    def held(self) -> bool:
        """Whether the floor holds. A figure that is missing doesn't hold it."""
        if self.value is None:
            return False
        if self.floor.side == "at_least":
            return self.value >= self.floor.limit
        return self.value <= self.floor.limit

    def __str__(self) -> str:
        """Say it in one line."""
        found = "is missing" if self.value is None else f"is {self.value:.3f}"
        wanted = self.floor.side.replace("_", " ")
        return f"{self.floor.part} {self.floor.figure} {found}, wanted {wanted} {self.floor.limit}"


def read_floors(model: str, path: Path | None = None) -> tuple[Floor, ...]:
    """Return the floors under a model, by its name; without a *path* those of the package.

    Raises:
        ReferatError: The file is missing, no TOML, or a line in it doesn't fit its form.

    >>> {floor.side for floor in read_floors("rules")} <= {"at_least", "at_most"}
    True
    """
    where = str(path or "floors.toml")
    try:
        if path:
            text = path.read_text("utf-8")
        else:
            text = (files("pipeline.evaluation") / "floors.toml").read_text("utf-8")
        tables = tomllib.loads(text)
    except (OSError, ValueError) as error:
        now = "write it as pipeline/evaluation/floors.toml is"
        raise ReferatError("can't be read as TOML", where=where, now=now) from error
    return tuple(_floors(tables.get(model, {}), f"{where} [{model}]"))


def check_floors(
    floors: tuple[Floor, ...], figures: Mapping[str, Mapping[str, float]]
) -> tuple[Check, ...]:
    """Hold the floors against figures by part: a split, or "titles".

    Floors of parts that were not run are left out.
    """
    return tuple(
        Check(floor, figures[floor.part].get(floor.figure))
        for floor in floors
        if floor.part in figures
    )


def _floors(parts: Any, where: str) -> Iterator[Floor]:
    for part, sides in _table(parts, where).items():
        for side, limits in _table(sides, f"{where} {part}").items():
            if side not in _SIDES:
                now = "write at_least or at_most"
                raise ReferatError("has an unknown table", where=f"{where} {part}", now=now)
            for figure, limit in _table(limits, f"{where} {part} {side}").items():
                if not isinstance(limit, int | float) or isinstance(limit, bool):
                    now = "write a number"
                    raise ReferatError("is no number", where=f"{where} {part} {figure}", now=now)
                yield Floor(part, figure, side, float(limit))


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        now = 'write "figure" = limit below [model.split.at_least]'
        raise ReferatError("is no table", where=where, now=now)
    return value

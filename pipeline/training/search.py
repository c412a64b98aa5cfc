"""Try knobs of the linear topic model by grouped cross-validation.

Groups are municipalities (and files of titles), so that a knob that only helps on places already
seen gains nothing by it; and each kind of source by a model that has only seen the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # ships no types

from pipeline.training.linear import learn_from, losses
from pipeline.training.prepare import Prepared


class Trial(NamedTuple):
    """Knobs, and the mean of -log(probability) of the right topic by kind of fold: less is better.

    ``knobs`` are by their path in ``params.yaml`` ("scale.title").
    """

    knobs: Mapping[str, float]
    losses: Mapping[str, float]


def search_knobs(
    prepared: Prepared, params: Mapping[str, Any], grid: Mapping[str, Sequence[float]]
) -> Iterator[Trial]:
    """Yield a trial for each way to choose one value of each knob in *grid*.

    Args:
        prepared: The examples; those of the train split are learned from, a fold at a time.
        params: The knobs of the linear topic model, for all that is not in the grid.
        grid: The values to try, by the path of the knob.
    """
    for values in product(*grid.values()):
        knobs = dict(zip(grid, values, strict=True))
        chosen = dict(params)
        for path, value in knobs.items():
            *above, name = path.split(".")
            for part in above:
                chosen = {**chosen, part: {**chosen[part], name: value}}
            if not above:
                chosen = {**chosen, name: value}
        with threadpool_limits(1):  # see stage: several cores only wait for each other
            found = dict(losses(learn_from(prepared, chosen), chosen))
        yield Trial(knobs, found)

"""How well what happens next is found where nothing was learned: grouped cross-validation.

Each clause of the train split is judged by weights that were learned without its municipality. Told
by the least likelihood that is taken for a yes, and of clauses that name a day, which is what
``referat archive open`` goes by.

    python benchmarks/follow_ups.py
"""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.model_selection import GroupKFold

from pipeline.corpus import read_corpus
from pipeline.danish.wording import likelihood
from pipeline.labelling.follow_ups import SURE
from pipeline.training.follow_ups import LEAST, STRENGTH, Sample, read_clauses
from pipeline.training.wording import learn_weights

FOLDS = 6
LIMITS = (0.2, SURE, 0.4, 0.5)


def judged(samples: Sequence[Sample]) -> list[float]:
    """Return how likely each clause tells what happens next, by the other municipalities."""
    found = [0.0] * len(samples)
    groups = [one.group for one in samples]
    for learn, ask in GroupKFold(FOLDS).split(samples, groups=groups):
        known = [samples[at] for at in learn]
        told = [one.told for one in known]
        weights = learn_weights([one.known for one in known], told, STRENGTH, LEAST)
        for at in ask:
            found[at] = likelihood(samples[at].known, weights)
    return found


def figures(samples: Sequence[tuple[Sample, float]], limit: float) -> str:
    """Return precision, recall and F1 as a line."""
    said = [one for one, score in samples if score >= limit]
    right, there = sum(one.told for one in said), sum(one.told for one, _ in samples)
    one, other = right / len(said), right / there
    return f"right {one:.2f}  found {other:.2f}  F1 {2 * right / (len(said) + there):.2f}"


def main() -> None:
    """Print the figures."""
    samples = list(read_clauses(read_corpus()))
    both = list(zip(samples, judged(samples), strict=True))
    print(f"{len(both)} clauses, {sum(one.told for one in samples)} tell what happens next")
    for limit in LIMITS:
        print(f"  from {limit:.2f}   {figures(both, limit)}")
    dated = [(one, score) for one, score in both if "dated" in one.known]
    print(f"  with a day  {figures(dated, SURE)}  of {len(dated)}")


if __name__ == "__main__":
    main()

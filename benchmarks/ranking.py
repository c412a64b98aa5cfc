"""How well items are put in order: by the shipped weights, and by weights that never saw the post.

Posts of the train split are judged by weights learned without their municipality; those of dev by
the shipped ones. Kendall's tau against the order of the post, and whether the same item is on top.

    python benchmarks/ranking.py
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy.stats import kendalltau

from pipeline.corpus import read_corpus
from pipeline.lexicon import load_lexicon
from pipeline.training.ranking import Told, learn_order, points, read_posts


def judged(post: Told, weights: dict[str, float]) -> tuple[float, bool]:
    """Return tau, and whether the item on top is one that the post tells first."""
    found = [points(known, weights) for known in post.known]
    tau = kendalltau([-one for one in found], post.places).statistic
    return float(tau), post.places[found.index(max(found))] == min(post.places)


def figures(name: str, results: Sequence[tuple[float, bool]]) -> str:
    """Return the means as a line."""
    tau = sum(one for one, _ in results) / len(results)
    top = sum(right for _, right in results) / len(results)
    return f"{name:32} tau {tau:.3f}  on top {top:.2f}  ({len(results)} posts)"


def main() -> None:
    """Print the figures."""
    corpus = read_corpus()
    train = list(read_posts(corpus))
    shipped = load_lexicon("ranking")["weights"]
    others = [
        judged(post, learn_order([one for one in train if one.group != post.group]))
        for post in train
    ]
    print(figures("train, without its municipality", others))
    print(figures("train, shipped", [judged(post, shipped) for post in train]))
    dev = list(read_posts(corpus, ("dev",)))
    print(figures("dev, shipped", [judged(post, shipped) for post in dev]))


if __name__ == "__main__":
    main()

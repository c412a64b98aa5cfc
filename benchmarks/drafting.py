"""What drafting and checking cost beside reading, splitting and labelling, in the same run.

The documents are those of the corpus that have reference drafts, and any given as arguments. The
two halves run in turn, document by document, so that a busy machine slows both; the ratio of their
sums is what to look at, and a draft should cost no more than what it is made from.
"""

import statistics
import sys
import time
from pathlib import Path

from pipeline import check_draft, compose_draft, label_items, read_document, split_items

CORPUS = Path(__file__).parents[1] / "corpus"
ROUNDS = 5


def seconds(path: Path) -> tuple[float, float]:
    """Return how long a document takes to labels, and from there to a checked draft."""
    start = time.perf_counter()
    minutes = split_items(read_document(str(path)))
    labelled = label_items(minutes)
    between = time.perf_counter()
    check_draft(compose_draft(minutes, labelled))
    return between - start, time.perf_counter() - between


def clear_caches() -> None:
    """Forget what was worked out in the round before: no document is met a second time in life.

    Tables stay: each half loads its own in the first round, which is not counted.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("pipeline."):
            for value in vars(module).values():
                if getattr(value, "cache_parameters", dict)().get("maxsize"):
                    value.cache_clear()


def main() -> None:
    """Print the medians of the sums and their ratio."""
    posts = sorted((CORPUS / "drafts" / "posts").glob("*.md"))
    paths = [next(CORPUS.glob(f"minutes/{post.stem}.*")) for post in posts]
    paths += [Path(name) for name in sys.argv[1:]]
    rounds = []
    for _ in range(ROUNDS + 1):
        clear_caches()
        pairs = [seconds(path) for path in paths]
        rounds.append([sum(column) for column in zip(*pairs, strict=True)])
    before, after = (statistics.median(column) for column in zip(*rounds[1:], strict=True))
    ratio = statistics.median(draft / labels for labels, draft in rounds[1:])
    print(f"{len(paths)} documents")
    print(f"reading, splitting, labelling  {before:.3f} s")
    print(f"drafting, checking             {after:.3f} s")
    print(f"ratio                          {ratio:.2f}  (median of {ROUNDS} rounds)")


if __name__ == "__main__":
    main()

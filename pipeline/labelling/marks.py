"""What tells how likely a decision type is right: its score, and those of the others."""

from __future__ import annotations

import numpy as np

from pipeline.labelling.word_sums import Floats

NEVER = -30.0  # a logit
_WIDE = 6.0  # logits; a wider lead says no more


def label_marks(best: Floats, approved: int) -> Floats:
    """Return what tells how likely each label of some items is right.

    Args:
        best: The highest logit of each label among an item's clauses, of shape (items, labels).
        approved: The column of "godkendt", which a model says too often.

    Returns:
        An array of shape (items, labels, 4): the logit, its lead over the other labels, whether
        the label is "godkendt", and whether it is the first.

    >>> label_marks(np.array([[3.0, 1.0]]), 1).tolist()
    [[[3.0, 2.0, 0.0, 1.0], [1.0, -2.0, 1.0, 0.0]]]
    """
    first = np.arange(len(best)), best.argmax(axis=1)
    lead = best - best[first][:, None]
    rest = best.copy()
    rest[first] = NEVER
    lead[first] = best[first] - rest.max(axis=1)
    marks = np.zeros((*best.shape, 4), dtype=np.float32)
    marks[..., 0] = np.maximum(best, -_WIDE - 2)
    marks[..., 1] = np.clip(lead, -_WIDE, _WIDE)
    marks[:, approved, 2] = 1
    marks[(*first, 3)] = 1
    return marks


def likely(marks: Floats, lines: Floats) -> Floats:
    """Return 1 / (1 + e^-z), z being a line through the marks whose last number is the offset."""
    scores: Floats = 1 / (1 + np.exp(-((marks * lines[..., :-1]).sum(axis=-1) + lines[..., -1])))
    return scores

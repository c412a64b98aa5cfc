"""How the words of background that a post has are shared among its items."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.drafting.background.select import Chosen, Claim


def share_out(claims: Sequence[Claim], words: int) -> tuple[tuple[Chosen, ...], ...]:
    """Give *words* of background to the sentences of a post that explain most, item by item.

    All sentences of all items compete, so an item whose decision tells everything takes nothing
    from one whose decision is a word. An item that nothing is said of has its first sentence.
    """
    if words > 0:
        words -= sum(claim.open() for claim in claims)
    while words > 0:
        bids = [(claim.bid, claim) for claim in claims]
        (_, source), claim = max(bids, key=lambda one: one[0][0], default=((0.0, None), None))
        if source is None or claim is None:
            break
        words -= claim.take(source, words)
    return tuple(claim.chosen for claim in claims)

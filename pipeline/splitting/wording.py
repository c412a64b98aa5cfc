"""How likely a sentence is a decision by its words alone.

The weights tell which sentences begin the decision of an item, and which stand in its case. They
catch more than any table of verbs does, and are asked only where no heading tells what was decided.
"""

from __future__ import annotations

from pipeline.danish.wording import features_of
from pipeline.danish.wording import likelihood as weigh
from pipeline.lexicon import load_lexicon


def likelihood(sentence: str) -> float:
    """Return how likely a sentence begins a decision, 0 to 1.

    >>> likelihood("Indstillingen følges.") > 0.5 > likelihood("Skolen er bygget i 1962.")
    True
    """
    return weigh(features_of(sentence), load_lexicon("wording")["weights"])

"""Is a draft true? Every sentence held against the item it is about, whoever wrote it.

Here stand the gate, the claims it looks at and what an item says (``grounding``). Its checks of
numbers are in ``numbers``, those of who, how sure, how far and yes or no in ``meaning``.
"""

from pipeline.checking.gate import check_draft
from pipeline.checking.settled import settle_draft

__all__ = ["check_draft", "settle_draft"]

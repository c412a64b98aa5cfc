"""Is a draft true? Every sentence held against the item it is about, whoever wrote it."""

from pipeline.checking.gate import check_draft
from pipeline.checking.settled import settle_draft

__all__ = ["check_draft", "settle_draft"]

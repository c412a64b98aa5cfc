"""Other writers behind the same gate: a local language model, or one on a server nearby.

The realised draft is made first and stands wherever a writer says nothing, or nothing true.
"""

from pipeline.writers.behind_gate import Realised, Writer, Written, write_draft

__all__ = ["Realised", "Writer", "Written", "write_draft"]

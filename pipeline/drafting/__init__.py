"""What to say, how to say it, the whole post, and whether it is true."""

from pipeline.drafting.compose import compose_draft

__all__ = ["compose_draft"]

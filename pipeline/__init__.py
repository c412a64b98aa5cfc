"""Referat reads Danish meeting minutes and drafts a communication text.

The whole way through, from a file to a checked draft:

>>> from importlib.resources import files
>>> from pipeline import check_draft, compose_draft, label_items, read_document
>>> from pipeline import settle_draft, split_items
>>> document = read_document(str(files("pipeline") / "examples" / "direktionen.txt"))
>>> minutes = split_items(document)  # closed items end here
>>> labelled = label_items(minutes)
>>> draft = settle_draft(compose_draft(minutes, labelled))  # says nothing that the gate refuses
>>> flags = check_draft(draft)
>>> minutes.body, len(minutes.open_items), minutes.closed_count
('Direktionen', 6, 4)
>>> [label.value.danish for label in labelled[1].decisions]
['Anbefales']

Each step returns a larger frozen record (``pipeline.records``) and knows nothing of the next.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.checking import check_draft, settle_draft
    from pipeline.checking.style import load_style
    from pipeline.drafting import compose_draft
    from pipeline.drafting.formats import render
    from pipeline.errors import ReferatError
    from pipeline.labelling import label_items, label_titles
    from pipeline.reading import Limits, read_document
    from pipeline.splitting import split_items

__all__ = [
    "Limits",
    "ReferatError",
    "check_draft",
    "compose_draft",
    "label_items",
    "label_titles",
    "load_style",
    "read_document",
    "render",
    "settle_draft",
    "split_items",
]

# Looked up on first use (PEP 562), so that importing any part of Referat loads only that part.
_HOMES = {
    "Limits": "pipeline.reading",
    "ReferatError": "pipeline.errors",
    "check_draft": "pipeline.checking",
    "compose_draft": "pipeline.drafting",
    "label_items": "pipeline.labelling",
    "label_titles": "pipeline.labelling",
    "load_style": "pipeline.checking.style",
    "read_document": "pipeline.reading",
    "render": "pipeline.drafting.formats",
    "settle_draft": "pipeline.checking",
    "split_items": "pipeline.splitting",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

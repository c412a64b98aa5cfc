"""Records as JSON, there and back: the form in which the database holds them."""

from __future__ import annotations

from pydantic import TypeAdapter

from pipeline.records import LabelledItem, Minutes
from pipeline.store.kept import KeptFlag, Relabel

MINUTES = TypeAdapter(Minutes)
LABELLED = TypeAdapter(tuple[LabelledItem, ...])
FLAGS = TypeAdapter(tuple[KeptFlag, ...])
RELABELS = TypeAdapter(tuple[Relabel, ...])

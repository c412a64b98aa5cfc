"""Imported by the process that workers split off from: what every worker needs is loaded once.

Loading models, tables of rules and the Danish tokenizer takes longer than most minutes do. Done
here, no file's time is spent on it, a new worker starts at once, and workers share the memory.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from importlib import import_module
from importlib.resources import files

from pipeline.archive.rows import rows_of
from pipeline.archive.work import Settings, load_models
from pipeline.labelling import label_items
from pipeline.reading import read_bytes
from pipeline.splitting import split_items

_LIBRARIES = (
    "numpy", "pyarrow.parquet", "pipeline.reading.pdf", "pypdfium2", "pipeline.reading.docx",
    "docx", "pipeline.reading.html", "pipeline.reading.xml",
)  # fmt: skip


def warm_up(settings: Settings) -> None:
    """Load what files need, by taking the example minutes through every step.

    Raises:
        ModelError: A model is missing or damaged.
    """
    for name in _LIBRARIES:
        import_module(name)
    load_models(settings)
    example = files("pipeline") / "examples" / "direktionen.txt"
    minutes = split_items(read_bytes(example.read_bytes(), "example"))
    rows_of(minutes, label_items(minutes))
    # Models and tables are no garbage: not to look through them again and again takes a tenth off.
    gc.collect()
    gc.freeze()


# Whatever is wrong comes up again in the worker, which can tell of it.
with suppress(Exception):
    warm_up(Settings())

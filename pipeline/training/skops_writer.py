"""Write a skops file so that the same model always is the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold


def write_skops(content: Any) -> bytes:
    """Return *content* as the bytes of a skops file.

    skops names arrays by their place in memory and stamps them with the time of day; here they
    are numbered in the order of the tree and stamped with one fixed day. ``skops.io.loads`` reads
    it as any other.

    >>> write_skops({"idf": [1.5]}) == write_skops({"idf": [1.5]})
    True
    """
    from skops import io

    made = BytesIO()
    with (
        ZipFile(BytesIO(io.dumps(content))) as old,
        ZipFile(made, "w", ZIP_DEFLATED, compresslevel=9) as new,
    ):
        schema = json.loads(old.read("schema.json"))
        names: dict[str, str] = {}
        for number, node in zip(count(1), _nodes(schema)):
            if "__id__" in node:
                node["__id__"] = number
            if "file" in node:
                node["file"] = names.setdefault(node["file"], f"{len(names) + 1}.npy")
        for before, after in names.items():
            new.writestr(_entry(after), old.read(before))
        new.writestr(_entry("schema.json"), json.dumps(schema, ensure_ascii=False))
    return made.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DAY)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a tree, those above first."""
    if isinstance(node, dict):
        if "__loader__" in node:
            yield node
        for below in node.values():
            yield from _nodes(below)
    elif isinstance(node, list):
        for below in node:
            yield from _nodes(below)

"""A skops file as plain data: dictionaries, lists, texts, numbers and arrays.

scikit-learn models are saved with skops, and skops opens them. Referat needs only the numbers in
them, so it reads those by itself: no class is imported, nothing is called and nothing unpickled,
and labelling needs neither scikit-learn nor skops, whose import takes longer than the labelling.

The form is that of skops' protocol 2: a zip with ``schema.json``, a tree of nodes, and one
``.npy`` file for each array.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from pipeline.errors import ModelError

_LARGEST = 64 * 1024 * 1024  # bytes unpacked, so that a small zip can't fill the memory
_DEEPEST = 40


def read_skops(data: bytes, where: str) -> Any:
    """Return what a skops file holds; an object is the dictionary of its attributes.

    Args:
        data: The file's bytes.
        where: Its path, for errors.

    Raises:
        ModelError: No skops file, too large, or something in it that is not plain data.

    >>> read_skops(b"not a zip", "model.skops")
    Traceback (most recent call last):
        ...
    pipeline.errors.ModelError: model.skops: is no skops file: get the model again
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise _wrong(where, "is larger than any model Referat knows")
            schema = json.loads(archive.read("schema.json"))
            return _Tree(archive, where).value(schema)
    except (BadZipFile, KeyError, ValueError, TypeError, EOFError, RecursionError) as error:
        raise _wrong(where, "is no skops file") from error


def _wrong(where: str, what: str) -> ModelError:
    return ModelError(what, where=where, now="get the model again")


class _Tree:
    """The nodes of one file."""

    def __init__(self, archive: ZipFile, where: str) -> None:
        self._archive = archive
        self._where = where

    def value(self, node: Mapping[str, Any], depth: int = 0) -> Any:
        """Return what a node stands for."""
        if depth > _DEEPEST:
            raise _wrong(self._where, "is nested too deep")
        loader = node["__loader__"]
        if loader == "JsonNode":
            return json.loads(node["content"])
        if loader == "DictNode":
            return {key: self.value(one, depth + 1) for key, one in node["content"].items()}
        if loader in ("ListNode", "TupleNode"):
            return [self.value(one, depth + 1) for one in node["content"]]
        if loader == "ObjectNode":
            return self.value(node["content"], depth + 1)
        if loader == "TypeNode":
            return f"{node['__module__']}.{node['__class__']}"
        if loader == "NdArrayNode" and node["type"] == "numpy":
            return self._array(node["file"])
        raise _wrong(self._where, "holds more than numbers and texts")

    def _array(self, name: str) -> Any:
        import numpy as np

        return np.load(BytesIO(self._archive.read(name)), allow_pickle=False)

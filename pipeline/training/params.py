"""``params.yaml``: every knob of training, read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError

_PACKAGE = Path(__file__).parents[1]
_NEEDED = ("seed", "date", "titles")


def read_params(file: Path | None = None) -> Mapping[str, Any]:
    """Return all knobs; None reads Referat's own.

    Raises:
        ModelError: The file can't be read, isn't YAML, or lacks a part.

    >>> read_params()["topic"]["candidate"]
    'linear'
    """
    import yaml

    packed = _PACKAGE / "params.yaml"
    path = file or (packed if packed.is_file() else _PACKAGE.parent / "params.yaml")
    try:
        values = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        what = f"can't be read ({error.strerror})"
        raise ModelError(what, where=str(path), now="name a file of params: --params") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ModelError("is not YAML", where=str(path), now="mend it") from None
    missing = [name for name in _NEEDED if not isinstance(values, dict) or name not in values]
    if missing:
        what = f"lacks {', '.join(missing)}"
        raise ModelError(what, where=str(path), now="start from a copy of Referat's own")
    return dict(values)

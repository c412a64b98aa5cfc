"""Rules as tables: one TOML file a subject, each entry with a real-looking example.

``tests/test_lexicon.py`` runs every example. To add a rule, add a row with its example.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.errors import LexiconError


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """Return the table ``pipeline/lexicon/<name>.toml`` as plain Python values.

    Raises:
        LexiconError: There is no such table, or it isn't valid TOML.

    >>> sorted(load_lexicon("bodies"))[0]
    'body'
    """
    path = files(__name__) / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise LexiconError("no such table", where=f"{name}.toml", now="check the name") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(str(error), where=f"{name}.toml", now="mend the line") from error

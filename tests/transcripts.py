"""Commands in the documents, with the output they really give.

A ``console`` block holds commands after ``$`` and what they print. The tests run them again;
``python tests/transcripts.py`` writes what they print now.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.+)\n", re.MULTILINE)


def shown(text: str) -> list[tuple[str, str]]:
    """Return every command in the console blocks of a document and what stands below it."""
    found = []
    for block in _BLOCK.findall(text):
        before, *pairs = _COMMAND.split(block)
        assert not before, f"a console block begins with a command: {before[:40]!r}"
        found += zip(pairs[::2], pairs[1::2], strict=True)
    return found


def printed(command: str) -> str:
    """Run a command in the checkout as a shell would, and return what it prints on a terminal."""
    scripts = Path(sys.executable).parent
    # The tests run in an environment that is set up: make need not look again.
    command = re.sub(
        r"^make ", f"make --no-print-directory -o .venv/.ready BIN={scripts} ", command
    )
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.stdout


def renewed(text: str) -> str:
    """Return a document with the output of its commands as it is now."""

    def renew(block: re.Match[str]) -> str:
        return "".join(f"$ {command}\n{printed(command)}" for command in _COMMAND.findall(block[0]))

    return _BLOCK.sub(renew, text)


def main() -> None:
    """Write the documents anew; a person reads the difference."""
    for name in DOCUMENTS:
        path = ROOT / name
        path.write_text(renewed(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()

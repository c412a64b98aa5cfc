"""kill -9 in the middle of saving: what was acknowledged is there, and whole."""

from __future__ import annotations

import signal
import subprocess
import sys

import meetings
import pytest

from pipeline.store import Store, audit, find_drafts, history, open_store, read_draft, save_version

# Saves without end, and says of each version that it is kept once it is.
WRITER = """
import sys
from pipeline.store import Content, open_store, save_version

url, draft, version = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url)
while True:
    content = Content("{}", f"text {version + 1} " + "lang " * 5000)
    version = save_version(
        store, draft, content, expected=version, operation="rewrite", actor="Anna"
    ).version
    print(version, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 7])
def test_what_was_acknowledged_is_there_after_a_kill(
    store: Store, database: str, acknowledged: int
) -> None:
    draft = meetings.started(store)
    reached = 1
    for _ in range(2):  # killed, opened, and killed again on top
        told = killed_after(database, draft.id, reached, acknowledged)
        again = open_store(database)
        now = read_draft(again, draft.id)
        # One more may have been kept whose word didn't get out any more.
        assert told <= now.version <= told + 1
        versions = history(again, draft.id)
        assert [one.number for one in versions] == list(range(1, now.version + 1))
        assert all(one.text.startswith(f"text {one.number} ") for one in versions[1:])
        assert len(find_drafts(again)) == 1
        assert len(audit(again, draft.id)["versions"]) == now.version
        after = save_version(
            again, draft.id, meetings.words(f"text {now.version + 1} "), expected=now.version,
            operation="rewrite", actor="Bo",
        )  # fmt: skip
        reached = after.version
        again.close()


def killed_after(database: str, draft: str, version: int, acknowledged: int) -> int:
    """Return the last version that a writer has told of before it was killed in its work."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, database, draft, str(version)],
        stdout=subprocess.PIPE, text=True,
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(acknowledged)]
        writer.send_signal(signal.SIGKILL)
        told += [int(line) for line in writer.stdout]  # told before the signal came
    assert writer.returncode == -signal.SIGKILL
    return told[-1]

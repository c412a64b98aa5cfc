"""A PostgreSQL server of the tests' own: from Debian's package, on loopback, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_SECONDS = 60


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL here, or None where there is none."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name)
    )
    if folders:
        return folders[-1]
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def account() -> dict[str, Any]:
    """Return whom to run it as: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return {}
    names = {one.pw_name for one in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """Run a server that keeps nothing, and give the URL of its one database."""
    run_as = account()
    folder = Path(tempfile.mkdtemp(prefix="referat-pg-"))
    if run_as:
        shutil.chown(folder, run_as["user"], run_as["group"])
    data = folder / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = [bin_folder / "initdb", "-D", data, "-U", "referat", "-A", "trust", "-E", "UTF8"]
    quick = ["--locale=C", "--no-sync", "--no-instructions"]
    try:
        subprocess.run([*made, *quick], check=True, capture_output=True, cwd=folder, **run_as)
        off = [f"-c{name}=off" for name in ("fsync", "synchronous_commit", "full_page_writes")]
        where = [f"-p{port}", "-h127.0.0.1", "-cunix_socket_directories=", "-cmax_connections=200"]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(
                [bin_folder / "postgres", "-D", data, *where, *off],
                stdout=log, stderr=log, cwd=folder, **run_as,
            )  # fmt: skip
        try:
            _wait(bin_folder, port, running, folder / "log")
            yield f"postgresql://referat@127.0.0.1:{port}/postgres"
        finally:
            running.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            running.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(bin_folder: Path, port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    ready = [bin_folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(START_SECONDS * 10):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        if running.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text('utf-8', 'replace')[-500:]}")

"""`referat serve` as a process of its own, which may be killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

START_SECONDS = 120


class Served:
    """One server on a port and a database that stay the same however often it is started."""

    def __init__(self, folder: Path, store: str, *options: str, password: str = "") -> None:
        """Take a folder for its secret and log, the URL of its database, and more options."""
        self.folder = folder
        self.options = ["--store", store, *options]
        self.environment = dict(os.environ)
        if password:
            self.options += ["--password-env", "REFERAT_PASSWORD"]
            self.environment["REFERAT_PASSWORD"] = password
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return when it answers."""
        referat = Path(sys.executable).with_name("referat")
        command = [referat, "serve", "--port", str(self.port), "--data", self.folder]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *self.options],
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=self.environment,
            )
        for _ in range(START_SECONDS * 10):
            try:
                httpx.get(f"{self.url}/api/v1/health", timeout=10).raise_for_status()
            except httpx.TransportError:
                assert self.process.poll() is None, self.log
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the server doesn't answer: {self.log}")

    def kill(self) -> None:
        """End it as a crash does: at once, whatever it is doing."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in good order."""
        self._end(signal.SIGTERM)

    @property
    def log(self) -> str:
        """What it has said on stderr, over all its starts."""
        return (self.folder / "log").read_text("utf-8")

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(60)
            self.process = None

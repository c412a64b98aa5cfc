"""How the page is served: where things are kept, who may come in, and what a file may cost."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReferatError

MEGABYTE = 1024 * 1024
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What one server is told when it starts.

    ``store`` is a SQLAlchemy URL. With neither ``password`` nor ``proxy_header`` anyone who
    reaches the server is let in, so it must listen on this machine only; ``names`` are then the
    host names a request may call it by (none: any), so that no page elsewhere can talk to it
    under a name of its own. ``proxies`` are the addresses whose ``proxy_header`` is believed.
    ``archive`` is the folder of an archive to show, if any.
    ``warm`` loads what the first draft and edit need while nobody waits yet.
    ``max_bytes`` holds for one file, ``max_files`` and four times ``max_bytes`` for those sent at
    once, ``seconds`` for one file through all its steps.
    """

    store: str
    secret: str
    password: str | None = None
    proxy_header: str | None = None
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    names: tuple[str, ...] = LOOPBACK
    https: bool = False
    max_bytes: int = 50 * MEGABYTE
    max_files: int = 20
    seconds: float = 120.0
    memory: int = 1024 * MEGABYTE
    workers: int = 2
    keep_days: int = 30
    archive: Path | None = None
    warm: bool = False

    @property
    def guarded(self) -> bool:
        """Whether a person must say who they are before anything is shown.

        >>> Settings("sqlite://", "s").guarded, Settings("sqlite://", "s", password="x").guarded
        (False, True)
        """
        return self.password is not None or self.proxy_header is not None

    @property
    def max_batch(self) -> int:
        """How many bytes the files sent at once may have, with what is around them."""
        return 4 * self.max_bytes + MEGABYTE

    @property
    def session_key(self) -> str:
        """The key that signs sessions; a new password makes every older session void."""
        told = (self.password or "").encode()
        return hmac.new(self.secret.encode(), told, hashlib.sha256).hexdigest()


def data_folder() -> Path:
    """Return the folder where a user's own data lies by the rules of the system (XDG)."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "referat"


def kept_secret(folder: Path) -> str:
    """Return the secret in *folder*, made at the first call and readable by its owner alone.

    Raises:
        ReferatError: The folder can't be written to.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kept_secret(Path(folder)) == kept_secret(Path(folder))
    True
    """
    path = folder / "secret"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = folder / f".secret.{os.getpid()}"
        if not path.exists():
            aside.touch(mode=0o600)
            aside.write_text(secrets.token_hex(32), "ascii")
            aside.rename(path)
        return path.read_text("ascii")
    except OSError as error:
        what = f"can't be written ({error.strerror})"
        raise ReferatError(what, where=str(folder), now="name another folder: --data") from error

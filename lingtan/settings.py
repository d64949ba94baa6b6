"""One frozen Settings: the only place that reads the environment."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.notices import NOWHERE, Channels

if TYPE_CHECKING:
    from store.depot import Depot


@dataclass(frozen=True)
class Settings:
    """Where things live and how the batch runs.

    ``database_url`` is empty for the workspace's own SQLite. ``roster`` is the TOML of
    experts; ``None`` means ``<workspace>/roster.toml`` where that exists, else the sample's.
    ``workers`` counts the processes that read submissions at the same time.
    """

    workspace: Path
    database_url: str = ""
    roster: Path | None = None
    workers: int = 2
    policy: str = "zj_2025"
    received: str | None = None
    channels: Channels = NOWHERE
    """Mail and webhook of the night's notices; off by default."""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    """The names that the desk answers to."""
    https: bool = False
    """Whether people reach the desk by HTTPS, through a server in front of it."""
    originals_at: str = ""
    """Where originals are kept, as a path or an address that fsspec knows; empty for the workspace's folder."""

    @property
    def secret_key(self) -> str:
        """What the desk signs sessions with: made once per workspace, kept beside its data."""
        return workspace_secret(self.workspace)

    @property
    def uploads(self) -> Path:
        """The folder of what was handed in through the desk, one folder an upload."""
        return self.workspace / "uploads"

    @property
    def papers(self) -> Path:
        """The folder of the papers that were made, by content hash."""
        return self.workspace / "papers"

    @property
    def pictures(self) -> Path:
        """The folder of drawn pages; it may be emptied at any time."""
        return self.workspace / "cache" / "pages"

    @property
    def originals(self) -> Path:
        """The folder of stored originals by content hash, or of this host's copies of them."""
        return self.depot.folder

    @property
    def depot(self) -> Depot:
        """Where originals are kept, here or beyond this host."""
        from store import depot  # fsspec is not for a command that stores nothing

        address = self.originals_at or str(self.workspace / "originals")
        return depot.at(address, self.workspace / "cache" / "originals")

    @property
    def pages(self) -> Path:
        """The folder of recognised pages, by what they show; it may be emptied at any time."""
        return self.workspace / "cache" / "ocr"

    @property
    def reports(self) -> Path:
        """The folder of archived quality reports, one folder a day."""
        return self.workspace / "reports"

    @property
    def backups(self) -> Path:
        """The folder of backups, one folder each."""
        return self.workspace / "backups"

    @property
    def inbox(self) -> Path:
        """The folder that the night takes submissions from."""
        return self.workspace / "inbox"

    @property
    def scratch(self) -> Path:
        """The folder that archives are unpacked into while a batch is read."""
        return self.workspace / "scratch"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own files, apart from ours."""
        return self.workspace / "prefect"


def workspace_secret(workspace: Path) -> str:
    """The workspace's own secret, made at its first use and readable by the owner only."""
    path = workspace / "secret.key"
    if not path.exists():
        workspace.mkdir(mode=0o700, parents=True, exist_ok=True)
        _appear(path, secrets.token_urlsafe(48))
    return path.read_text()


def _appear(path: Path, text: str) -> None:
    """``text`` under ``path`` whole or not at all; whoever was first stands."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        partial.touch(mode=0o600)
        partial.write_text(text)
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(partial)
    finally:
        partial.unlink(missing_ok=True)


def from_environment(
    workspace: Path | None = None, *, workers: int | None = None, received: str | None = None
) -> Settings:
    """Settings from the command line's words, else the environment, else the defaults."""
    from flows import room  # asks the machine, which most commands need not

    home = os.environ.get("LINGTAN_HOME")
    roster = os.environ.get("LINGTAN_ROSTER")
    return Settings(
        workspace=(workspace or Path(home or "workspace")).absolute(),
        database_url=os.environ.get("DATABASE_URL", ""),
        roster=Path(roster) if roster else None,
        workers=workers or room.workers(),
        received=received,
        channels=_channels(),
        hosts=_hosts(),
        https=os.environ.get("LINGTAN_HTTPS", "") in ("1", "true", "yes"),
        originals_at=os.environ.get("LINGTAN_ORIGINALS", ""),
    )


def _hosts() -> tuple[str, ...]:
    """``LINGTAN_HOSTS``, parted by commas; this machine alone by default."""
    names = os.environ.get("LINGTAN_HOSTS", "127.0.0.1,localhost")
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _channels() -> Channels:
    """``LINGTAN_MAIL_*`` and ``LINGTAN_WEBHOOK``."""
    to = os.environ.get("LINGTAN_MAIL_TO", "")
    return Channels(
        mail_host=os.environ.get("LINGTAN_MAIL_HOST", ""),
        mail_from=os.environ.get("LINGTAN_MAIL_FROM", "lingtan@localhost"),
        mail_to=tuple(word.strip() for word in to.split(",") if word.strip()),
        mail_user=os.environ.get("LINGTAN_MAIL_USER", ""),
        mail_password=os.environ.get("LINGTAN_MAIL_PASSWORD", ""),
        webhook=os.environ.get("LINGTAN_WEBHOOK", ""),
    )

"""What breaks a batch off is said in words; folders of killed runs go; the secret appears whole."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import httpx
import pytest
from django.db import DataError, InterfaceError, OperationalError

from flows.hands import CrewLost
from flows.prefect_server import ServerLost
from lingtan import troubles
from lingtan.cli import BrokenOff
from lingtan.scratch import scratch
from lingtan.settings import workspace_secret
from store.refusals import Refused


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk_full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "disk_full"),
        (OSError(errno.EIO, "Input/output error"), "disk_error"),
        (OperationalError("database or disk is full"), "disk_full"),
        (OperationalError("disk I/O error"), "disk_error"),
        (OperationalError("attempt to write a readonly database"), "disk_error"),
        (OperationalError("could not extend file: No space left on device"), "disk_full"),
        (OperationalError("database is locked"), "database_locked"),
        (OperationalError("database disk image is malformed"), "database_damaged"),
        (OperationalError("connection refused"), "database_gone"),
        (InterfaceError("connection already closed"), "database_gone"),
        (ServerLost("status 1"), "engine_lost"),
        (FileNotFoundError(errno.ENOENT, "No usable temporary directory found"), "disk_full"),
        (CrewLost(), "workers_lost"),
        (httpx.ConnectError("All connection attempts failed"), "engine_lost"),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (DataError("value too long"), None),
        (ValueError("malformed"), None),
    ],
)
def test_what_is_around_a_batch_has_a_code(error: Exception, code: str | None) -> None:
    assert troubles.code_of(error) == code
    wrapped = RuntimeError("task failed")
    wrapped.__cause__ = error
    assert troubles.code_of(wrapped) == code


def test_a_trouble_is_one_line_with_its_code_and_a_bug_stays_loud(tmp_path: Path) -> None:
    with (
        pytest.raises(BrokenOff, match=r"^磁盘空间不足.*再次运行.*（disk_full）$"),
        troubles.told(tmp_path),
    ):
        raise sqlite_full()
    with pytest.raises(BrokenOff, match=r"^正忙（busy）$"), troubles.told(tmp_path):
        raise Refused("busy", "正忙")
    with (
        pytest.raises(BrokenOff, match=r"^读取进程反复被终止.*（workers_lost）$"),
        troubles.told(tmp_path),
    ):
        raise CrewLost
    with pytest.raises(KeyError), troubles.told(tmp_path):
        raise KeyError("a bug")


def test_a_server_lost_on_a_full_disk_was_lost_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BrokenOff, match="engine_lost"), troubles.told(tmp_path):
        raise httpx.ReadError("")
    monkeypatch.setattr(troubles, "_LEAST_BYTES", 1 << 60)
    with pytest.raises(BrokenOff, match="disk_full"), troubles.told(tmp_path):
        raise httpx.ReadError("")


def sqlite_full() -> OperationalError:
    """As Django wraps what SQLite really says."""
    error = OperationalError("database or disk is full")
    error.__cause__ = sqlite3.OperationalError("database or disk is full")
    return error


def test_a_killed_run_leaves_no_folder_and_a_living_one_keeps_its_own(tmp_path: Path) -> None:
    left = tmp_path / "scratch" / "left"
    left.mkdir(parents=True)
    (left / "方案.docx").write_bytes(b"somebody's")
    (tmp_path / "scratch" / "stray").write_bytes(b"a file")
    with scratch(tmp_path / "scratch") as first:
        (first / "x").write_bytes(b"")
        with scratch(tmp_path / "scratch") as second:
            there = {path.name for path in (tmp_path / "scratch").iterdir()}
            assert there == {"stray", first.name, second.name}
        assert (first / "x").exists()
    assert [path.name for path in (tmp_path / "scratch").iterdir()] == ["stray"]


def test_the_secret_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="No space"):
        broken.setattr(Path, "write_text", killed)
        workspace_secret(tmp_path)
    assert list(tmp_path.iterdir()) == []
    secret = workspace_secret(tmp_path)
    assert len(secret) > 40
    assert workspace_secret(tmp_path) == secret
    assert [oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == ["0o600"]

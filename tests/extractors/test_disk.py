"""A full disk is told as that and never as a file's fault; folders of killed processes go."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors import disk, reading, sandbox
from extractors.errors import UnreadableFile
from extractors.packages_model import PackedFile
from schemas.submission import Outcome, Role
from tests.extractors import sandbox_jobs


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def over_quota(*_: object) -> int:
    raise ValueError("a library's own words") from OSError(errno.EDQUOT, "Disk quota exceeded")


def no_folder(*_: object) -> int:
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")


def too_long(*_: object) -> int:
    """The child's own limit, which an applicant's file can reach."""
    raise OSError(errno.EFBIG, "File too large")


@pytest.mark.parametrize("function", [full, over_quota, no_folder])
def test_a_full_disk_in_a_child_is_no_files_fault(function: Callable[[], int]) -> None:
    with pytest.raises(OSError, match="No space left"):
        sandbox.call(function)


def test_a_file_that_is_too_long_is_not_a_full_disk() -> None:
    with pytest.raises(sandbox.ChildFailedError):
        sandbox.call(too_long)


def test_a_child_that_dies_on_a_full_disk_died_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing to a mapped page that finds no room is a signal, not an error."""
    with pytest.raises(UnreadableFile, match="crashed"):
        sandbox.call(sandbox_jobs.segfault)
    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(OSError, match="No space left"):
        sandbox.call(sandbox_jobs.segfault)


@pytest.mark.parametrize("function", [full, over_quota])
def test_a_reader_without_room_says_nothing_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: Callable[[], int]
) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(b"x")
    file = PackedFile(path.name, path, "0" * 64, 1, role=Role.PLAN)
    monkeypatch.setattr(reading, "read_file", function)
    with pytest.raises((OSError, ValueError)) as told:
        reading.open_file(file)
    assert disk.is_full(told.value)
    monkeypatch.setattr(reading, "read_file", too_long)
    opened = reading.open_file(file)
    assert opened.source.outcome is Outcome.UNREADABLE
    assert "too_long" in opened.bug


def test_folders_of_killed_processes_go_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "lingtan-left"
    (left / "profile").mkdir(parents=True)
    (tmp_path / "others").mkdir()
    (tmp_path / "lingtan-link").symlink_to(tmp_path / "others")
    disk.sweep()
    assert left.exists(), "it may be so new that it is not locked yet"
    with disk.temporary() as mine:
        disk.sweep(young=0)
        there = {path.name for path in tmp_path.iterdir()}
        assert there == {mine.name, "others", "lingtan-link"}
        assert oct(mine.stat().st_mode & 0o777) == "0o700"
    assert not mine.exists()

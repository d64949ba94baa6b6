"""A full disk under ``lingtan check``: one line with its code, and status 4; never a traceback."""

from __future__ import annotations

import errno
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from fixtures.build import Formats, build
from fixtures.families import FORM
from lingtan.cli import BROKEN_OFF, main


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan") / "001-甲"
    build(1, FORM, Formats.DOCX_XLSX, folder)
    return folder


def full(*_: object, **__: object) -> str:
    raise OSError(errno.ENOSPC, "No space left on device")


def nowhere(*_: object, **__: object) -> str:
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")


def broken(*_: object, **__: object) -> str:
    raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize(
    ("fault", "code"), [(full, "disk_full"), (nowhere, "disk_full"), (broken, "disk_error")]
)
def test_no_room_to_unpack(
    fault: object,
    code: str,
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(tempfile, "mkdtemp", fault)
        assert main(["check", str(plan)]) == BROKEN_OFF
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert line.startswith("lingtan: 磁盘")
    assert line.endswith(f"再次运行同一条命令。（{code}）")


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_room_for_the_answer(form: str, plan: Path) -> None:
    command = [sys.executable, "-m", "lingtan", "check", str(plan), "--format", form]
    with Path("/dev/full").open("wb") as out:
        ended = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == BROKEN_OFF
    (line,) = ended.stderr.decode().splitlines()
    assert line.endswith("（disk_full）")


def test_a_bug_stays_loud(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object, **__: object) -> str:
        raise FileNotFoundError(errno.ENOENT, "No such file")

    monkeypatch.setattr(tempfile, "mkdtemp", bug)
    with pytest.raises(FileNotFoundError):
        main(["check", str(plan)])

"""What an intake leaves is its user's alone, whatever the shell's own mask: folders 0700, files 0600."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from fixtures.build import Formats, build
from fixtures.families import FORM

pytestmark = pytest.mark.slow


def modes(folder: Path) -> Counter[str]:
    """How many folders and files have which mode, the folder itself among them."""
    found: Counter[str] = Counter()
    for path in (folder, *folder.rglob("*")):
        kind = "folder" if path.is_dir() else "file"
        found[f"{kind} {path.lstat().st_mode & 0o777:04o}"] += 1
    return found


def test_a_workspace_is_its_users_alone(tmp_path: Path) -> None:
    build(5, FORM, Formats.DOCX, tmp_path / "city" / "甲")
    packed = tmp_path / "city" / "乙"
    build(6, FORM, Formats.DOCX, tmp_path / "乙")
    shutil.make_archive(str(packed), "zip", tmp_path / "乙")
    (tmp_path / "t").mkdir()
    words = ["intake", str(tmp_path / "city"), "--workers", "1"]
    words += ["--workspace", str(tmp_path / "w"), "--export", str(tmp_path / "out")]
    surroundings = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    ended = subprocess.run(
        [sys.executable, "-m", "lingtan", *words],
        check=False,
        env=surroundings | {"TMPDIR": str(tmp_path / "t")},
        capture_output=True,
        umask=0o022,
    )
    assert ended.returncode in (0, 1), ended.stderr.decode()
    for folder in (tmp_path / "w", tmp_path / "out"):
        assert modes(folder).keys() == {"folder 0700", "file 0600"}, modes(folder)
    assert (tmp_path / "w" / "prefect").is_dir()
    assert list((tmp_path / "t").glob("lingtan-*")) == []

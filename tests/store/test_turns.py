"""Locks by name among processes, originals that appear whole, and what killed runs leave."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

CONTENT = b"a plan"
NAME = sha256(CONTENT).hexdigest()
_HOLDER = """
import sys, time
from pathlib import Path
from lingtan.django_settings import start
from lingtan.settings import Settings

start(Settings(Path(sys.argv[1]), database_url=sys.argv[2]))
from store import turns

with turns.only_intake("batch"):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "plan.docx"
    path.write_bytes(CONTENT)
    return path


@pytest.mark.slow
def test_a_turn_is_held_by_one_process_and_a_killed_one_loses_it(database: Path) -> None:
    from store import turns

    given = [str(database), os.environ.get("DATABASE_URL", "")]
    command = [sys.executable, "-c", _HOLDER, *given]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(turns.Taken), turns.turn("intake batch", 0):
            pass
        with turns.turn("intake another", 0):
            holder.kill()
    with turns.turn("intake batch", 5):
        pass
    with turns.only_intake("batch"):
        pass


@pytest.mark.usefixtures("database")
def test_whoever_comes_second_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from store import turns
    from store.refusals import Refused

    def never(*_: object) -> None:
        raise turns.Taken

    monkeypatch.setattr(turns, "_wait", never)
    with pytest.raises(Refused) as told, turns.only_intake("batch"):
        pass
    assert (told.value.code, "另一个程序" in told.value.sentence) == ("busy", True)


def test_a_full_disk_leaves_no_half_original(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store import originals

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = tmp_path / "originals"
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            originals.keep(folder, NAME, source)
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert originals.keep(folder, NAME, source).read_bytes() == CONTENT


def test_half_an_original_is_swept_unless_somebody_writes(source: Path, tmp_path: Path) -> None:
    from store import originals

    folder = tmp_path / "originals"
    kept = originals.keep(folder, NAME, source)
    half = kept.with_name(f".{NAME}.0123abcd")
    half.write_bytes(b"a p")
    with originals._locked(folder, fcntl.LOCK_SH):  # as a writer has it
        assert originals.sweep(folder) == 0
    assert half.exists()
    assert originals.sweep(folder) == 1
    assert not half.exists()
    assert kept.read_bytes() == CONTENT
    assert originals.sweep(tmp_path / "nowhere") == 0

"""The tables: each migration made and noted, or neither, whenever the process that makes them is killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store import migrations
from tests.chaos import databases

_KILLED_AFTER_EVERY_COMMIT = """
import os, sys
from pathlib import Path

import django.db.migrations.executor
from lingtan.django_settings import start
from lingtan.settings import Settings
from tests.chaos.commits import watch

workspace, url = Path(sys.argv[1]), sys.argv[2]
kills, status = 0, -9
while status == -9:
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        watch(workspace / "tally", 1)
        start(Settings(workspace, database_url=url))
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    kills += status == -9
print(kills)
sys.exit(status)
"""


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_start_killed_after_any_commit_is_taken_up_by_the_next(
    database: str, tmp_path: Path
) -> None:
    missing = databases.unreachable(database)
    if missing:
        pytest.skip(missing)
    with databases.made(database, "lt_tables") as url:
        command = [sys.executable, "-c", _KILLED_AFTER_EVERY_COMMIT, str(tmp_path), url]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > len(list(Path(migrations.__path__[0]).glob("0*.py")))

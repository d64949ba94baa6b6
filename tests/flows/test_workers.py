"""Our workers leave nothing behind when their parent is killed."""

from __future__ import annotations

import subprocess
import sys

_KILLED = """
import os, signal
from flows import workers
if __name__ == "__main__":
    pool = workers.start(2)
    print("warm", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_of_a_killed_parent_let_go_of_its_output() -> None:
    """Reading to the end of the output ends only when no orphan holds it open."""
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as killed:
        told, _ = killed.communicate(timeout=120)
    assert killed.returncode == -9
    assert told.startswith(b"warm\n")

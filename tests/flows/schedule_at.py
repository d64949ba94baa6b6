"""``lingtan schedule`` that looks every five seconds and whose nights go by the clock of a file."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from lingtan.night_commands import schedule
from lingtan.settings import Settings

if __name__ == "__main__":
    command = (sys.executable, "-m", "tests.flows.night_at", sys.argv[1])
    settings = Settings(Path(sys.argv[1]))
    sys.exit(schedule(settings, command=command, watch=timedelta(seconds=5)))

"""``lingtan night`` by the clock of a file: what the served schedule starts in the tests."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from lingtan.night_commands import night
from lingtan.settings import Settings


def clock(workspace: Path) -> datetime:
    """What the workspace's clock says."""
    return datetime.fromisoformat((workspace / "clock").read_text("utf-8"))


if __name__ == "__main__":
    root = Path(sys.argv[1])
    sys.exit(night(Settings(root, workers=1), lambda: clock(root)))

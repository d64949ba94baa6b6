"""The empty database of Prefect's server, made at once instead of by its 125 migrations, which cost ten seconds.

``prefect_schema.sql`` is what these migrations leave, of the version that it names in its first line. Another version, or a
database outside, migrates by itself as ever. ``python -m flows.prefect_schema`` writes the file anew, by the migrations.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Final
from uuid import uuid4

_FILE: Final = Path(__file__).with_suffix(".sql")
_VERSION: Final = "-- prefect {}\n"
_NAME: Final = "prefect.db"
_MIGRATE: Final = """
import asyncio
from prefect.server.database import provide_database_interface
asyncio.run(provide_database_interface().create_db())
"""


def make(home: Path) -> None:
    """The database in ``home``, where there is none yet. It appears whole or not at all."""
    statements = _FILE.read_text("utf-8")
    if (home / _NAME).exists() or not statements.startswith(_VERSION.format(version("prefect"))):
        return
    partial = home / f".{_NAME}.{uuid4().hex[:8]}"
    try:
        with closing(sqlite3.connect(partial)) as database:
            database.executescript(statements)
        _appear(partial, home / _NAME)
    finally:
        partial.unlink(missing_ok=True)


def _appear(partial: Path, place: Path) -> None:
    """Under its name; whoever was first stands."""
    try:
        place.hardlink_to(partial)
    except FileExistsError:
        return


def migrated() -> str:
    """What the migrations of the installed Prefect leave, as statements."""
    with tempfile.TemporaryDirectory() as home:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
        command = [sys.executable, "-c", _MIGRATE]
        subprocess.run(command, env=environment | {"PREFECT_HOME": home}, check=True)
        with closing(sqlite3.connect(Path(home, _NAME))) as database:
            return _VERSION.format(version("prefect")) + "\n".join(database.iterdump()) + "\n"


if __name__ == "__main__":
    _FILE.write_text(migrated(), "utf-8")

"""Django for the tests that store: an SQLite file of the run's own, tables made by our migrations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lingtan.settings import Settings


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace whose database holds our tables (``DATABASE_URL`` moves it)."""
    from lingtan.django_settings import start

    workspace = tmp_path_factory.mktemp("workspace")
    start(Settings(workspace, database_url=os.environ.get("DATABASE_URL", "")))
    return workspace


@pytest.fixture
def database(tables: Path) -> Iterator[Path]:
    """The database, empty before and after."""
    empty()
    yield tables
    empty()


def empty() -> None:
    """Every table emptied, the log too, which refuses that to everybody but tests."""
    from django.core.management import call_command
    from django.db import connection

    from store import append_only

    append_only.lift(connection)
    call_command("flush", verbosity=0, interactive=False)
    append_only.install(connection)

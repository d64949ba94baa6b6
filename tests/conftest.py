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
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)
    yield tables
    call_command("flush", verbosity=0, interactive=False)

"""Prefect's server with its scheduler, for as long as somebody needs one: its temporary server plans no runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.prefect_server import PrefectServer


@contextmanager
def planner(home: Path) -> Iterator[str]:
    """The address of a server of our own, its files in ``home``. Raises :class:`~flows.prefect_server.ServerLost`."""
    server = PrefectServer(home, plans=True)
    try:
        server.wait()
        yield server.address
    finally:
        server.end()

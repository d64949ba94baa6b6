"""Prefect for a batch on one machine: its settings quiet and offline, its files in the workspace, its server our own."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flows.prefect_server import PrefectServer

if TYPE_CHECKING:
    from flows.alive import Clock
    from flows.crew import Crew
    from flows.nightly import NightOrder
    from flows.order import Order, Progress
    from schemas.report import BatchSummary

_API: Final = "PREFECT_API_URL"
_TRIES: Final = "3"
"""A call that finds no server is tried again after 2, 4 and 8 seconds. A lost server costs a run several such
calls before it ends; Prefect's own five tries take a minute each."""


def prepare(home: Path) -> None:
    """Set what Prefect reads when it is imported; call it before anything imports Prefect."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ |= {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    }
    os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", _TRIES)


def begin() -> None:
    """Let a server of our own start, unless ``PREFECT_API_URL`` names one. The first flow waits for it.

    After :func:`prepare`, and the earlier the better: it takes seconds, of another core. It ends with this process.
    """
    if not os.environ.get(_API):
        _OWN.begin()


class _Own:
    """The one server that this process may have."""

    def __init__(self) -> None:
        self._server: PrefectServer | None = None

    @property
    def begun(self) -> bool:
        return self._server is not None

    def begin(self) -> PrefectServer:
        """The server; it starts where there is none, or none any more."""
        if self._server is None or self._server.ended:
            self._server = PrefectServer(Path(os.environ["PREFECT_HOME"]))
            atexit.register(self._server.end)
            os.environ[_API] = self._server.address
        return self._server


_OWN: Final = _Own()


@contextmanager
def engine() -> Iterator[None]:
    """Flows can run in the body: Prefect's server answers; no heartbeat, which only a served deployment needs.

    Raises :class:`~flows.prefect_server.ServerLost`.
    """
    from prefect.settings import (
        PREFECT_API_URL,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )

    address = PREFECT_API_URL.value()
    if _OWN.begun or not address:
        server = _OWN.begin()
        server.wait()
        address = server.address
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None, PREFECT_API_URL: address}):
        yield


def run_intake(order: Order, crew: Crew, progress: Progress) -> BatchSummary:
    """Run the intake flow here."""
    from flows.intake import intake

    with engine():
        return intake(order, crew, progress)


def run_nights(night: NightOrder, crew: Crew, clock: Clock) -> tuple[date, ...]:
    """Run the nightly flow here. Returns the days that are now done."""
    from flows.nightly import nightly

    with engine():
        return nightly(night, crew, clock)

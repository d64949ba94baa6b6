"""Prefect's own settings for a batch on one machine: quiet, offline, its files in the workspace."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from flows.alive import Clock
    from flows.crew import Crew
    from flows.nightly import NightOrder
    from flows.order import Order, Progress
    from schemas.report import BatchSummary

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
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
    }
    os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", _TRIES)


def run_intake(order: Order, crew: Crew, progress: Progress) -> BatchSummary:
    """Run the intake flow here, without the heartbeat that only a served deployment needs."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.intake import intake

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return intake(order, crew, progress)


def run_nights(night: NightOrder, crew: Crew, clock: Clock) -> tuple[date, ...]:
    """Run the nightly flow here. Returns the days that are now done."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.nightly import nightly

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return nightly(night, crew, clock)

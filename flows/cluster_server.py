"""Prefect's server for many hosts: on PostgreSQL, without its pages, telling nobody outside."""

from __future__ import annotations

import uvicorn

from flows.prefect_server import let_plans_be_stored


def serve(host: str, port: int) -> None:
    """Serve until stopped; call :func:`flows.server.prepare` before this is imported."""
    let_plans_be_stored()
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host=host,
        port=port,
        log_level="critical",
        lifespan="on",
    )

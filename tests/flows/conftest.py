"""What flows run on: two workers and a Prefect server of the tests' own, started once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import pytest

from flows import workers


@pytest.fixture(scope="session")
def pool() -> Iterator[ProcessPoolExecutor]:
    with workers.start(2) as started:
        yield started


@pytest.fixture(scope="session")
def server(pool: ProcessPoolExecutor) -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield

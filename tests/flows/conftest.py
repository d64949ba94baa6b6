"""What flows run on: two workers and a Prefect server of the tests' own, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.crew import LocalCrew, local


@pytest.fixture(scope="session")
def crew() -> Iterator[LocalCrew]:
    with local(2) as started:
        yield started


@pytest.fixture(scope="session")
def server(crew: LocalCrew) -> Iterator[None]:
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield

"""What flows run on: two workers and a Prefect server of the tests' own, started once, and a right plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractors.packages import Package, discover
from fixtures.build import Formats, build
from fixtures.families import FORM
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


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A made-up plan without faults, as discovered."""
    folder = tmp_path_factory.mktemp("plan")
    build(5, FORM, Formats.DOCX, folder / "甲")
    (package,) = discover([folder / "甲"], folder / "scratch")
    return package

"""The desk's tests: the sample batch stored, one person a role, and a browser of theirs."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import pytest
from msgspec import Struct

from extractors.packages import Package, discover
from flows.engine import engine
from flows.process import Processed, process
from routing.roster import example
from schemas.desk import Role
from schemas.policy import edition

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Person

SAMPLE: Final = Path(__file__).parents[2] / "fixtures" / "sample"
TODAY: Final = date(2026, 11, 20)
PASSWORD: Final = "Lingtan-2026"
"""Everybody's password in these tests."""
BEFORE: Final = datetime(2026, 11, 1, 9, tzinfo=UTC)
"""When everybody was here last: nobody has a first password to change."""


class Sample(Struct, frozen=True):
    """What the sample batch became: its batch, and its submissions' keys by their folder's name."""

    batch: int
    submissions: dict[str, int]
    workspace: Path

    def one(self, start: str) -> int:
        """The key of the submission whose name starts so: ``sample.one("001")``."""
        return next(pk for name, pk in self.submissions.items() if name.startswith(start))


class _Taken(Struct, frozen=True):
    package: Package
    processed: Processed


@pytest.fixture(scope="session", autouse=True)
def quick_passwords(tables: Path) -> Iterator[None]:
    """Passwords hashed in no time, and a desk that answers to the test client's host."""
    from django.test.utils import override_settings

    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers, ALLOWED_HOSTS=["*"]):
        yield


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[_Taken, ...]:
    """The sample batch processed, as the flow does it but without Prefect; kept between sessions
    under the engine's name, for no reader and no rule changed meanwhile."""
    packages = discover([SAMPLE], tmp_path_factory.mktemp("unpacked"))
    kept = Path(tempfile.gettempdir()) / f"lingtan-sample-{os.getuid()}-{engine()}.msgpack"
    results = _kept_results(kept) or _worked_out(packages, kept)
    return tuple(map(_Taken, packages, results))


def _kept_results(kept: Path) -> list[Processed]:
    try:
        return msgspec.msgpack.decode(kept.read_bytes(), type=list[Processed])
    except (OSError, msgspec.MsgspecError):
        return []


def _worked_out(packages: tuple[Package, ...], kept: Path) -> list[Processed]:
    results = [process(package, edition()) for package in packages]
    mine = kept.with_suffix(f".{os.getpid()}")
    mine.write_bytes(msgspec.msgpack.encode(results))
    mine.replace(kept)
    return results


@pytest.fixture(scope="session")
def snapshots() -> Iterator[list[sqlite3.Connection]]:
    """The database with the sample in it, once it was filled; stays empty on PostgreSQL."""
    kept: list[sqlite3.Connection] = []
    yield kept
    for one in kept:
        one.close()


@pytest.fixture
def sample(
    database: Path, taken: tuple[_Taken, ...], snapshots: list[sqlite3.Connection]
) -> Sample:
    """The sample batch in the tests' database: stored, compared, routed, originals on disk."""
    from django.db import connection

    from store import originals
    from store.models import Batch, Submission

    for file in (file for entry in taken for file in entry.package.files if file.disk):
        originals.keep(database / "originals", file.sha256, file.disk)
    connection.ensure_connection()
    if snapshots:
        snapshots[0].backup(connection.connection)
    else:
        _fill(database, taken)
    if not snapshots and connection.vendor == "sqlite":
        snapshots.append(sqlite3.connect(":memory:"))
        connection.connection.backup(snapshots[0])
    names = dict(Submission.objects.values_list("name", "pk"))
    return Sample(Batch.objects.get().pk, names, database)


def _fill(workspace: Path, taken: tuple[_Taken, ...]) -> None:
    """As the flow does it."""
    from flows.keeping import keep_all
    from flows.routing import route
    from store import selectors, services
    from store.depot import Depot
    from store.ready import ready
    from validators.catalogue import judge_across

    batch = services.open_batch(str(SAMPLE), "sample")
    answers = [
        (
            one.package,
            ready(one.processed.submission, one.processed.verdicts, one.processed.documents),
        )
        for one in taken
    ]
    keep_all(batch, answers, Depot(workspace / "originals"))
    services.save_across(batch, judge_across(selectors.understood(batch), edition()))
    route(batch, example(), TODAY)
    services.close_batch(batch)


@pytest.fixture
def people(request: pytest.FixtureRequest, database: Path) -> dict[str, Person]:
    """One person a role, and ``second`` of the province, ``elsewhere``: staff of another city,
    ``stranger``: an expert without desks. ``expert`` has the most desks of the sample."""
    from store.models import Person

    if "sample" in request.fixturenames:
        request.getfixturevalue("sample")  # first: the expert is one of its desks
    made = {
        key: Person(
            username=key,
            name=name,
            role=role,
            city=city,
            password=_hash(PASSWORD),
            last_login=BEFORE,
        )
        for key, name, role, city in (
            ("province", "周予安", Role.PROVINCE, ""),
            ("second", "陆知衡", Role.PROVINCE, ""),
            ("city", "沈若川", Role.CITY, "杭州市"),
            ("elsewhere", "何以宁", Role.CITY, "宁波市"),
            ("expert", _busiest(), Role.EXPERT, ""),
            ("stranger", "甄无关", Role.EXPERT, ""),
            ("auditor", "秦慎之", Role.AUDITOR, ""),
            ("admin", "管维", Role.ADMIN, ""),
        )
    }
    for person in made.values():
        person.save()
    return made


@cache
def _hash(password: str) -> str:
    from django.contrib.auth.hashers import make_password

    return make_password(password)


def _busiest() -> str:
    """The expert on the most desks of what is stored; the roster's first where nothing is."""
    from django.db.models import Count

    from store.models import Assignment

    given = Assignment.objects.exclude(expert="").values_list("expert")
    top = given.annotate(desks=Count("pk")).order_by("-desks", "expert").first()
    return str(top[0]) if top else example().experts[0].name


@pytest.fixture
def client_of(people: dict[str, Person]) -> Callable[[str], Client]:
    """``client_of("city")``: a browser where that person (a key of ``people``) is logged in."""
    from django.test import Client

    def logged_in(key: str) -> Client:
        client = Client()
        client.force_login(people[key], "django.contrib.auth.backends.ModelBackend")
        return client

    return logged_in


@pytest.fixture
def django_queries(database: Path) -> Callable[[Callable[[], object]], int]:
    """How many queries a call makes: ``django_queries(lambda: client.get("/"))``."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return counted

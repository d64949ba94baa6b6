"""The log: only added to, chained, the same chain whoever writes at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("database")


def written(count: int = 5) -> list[int]:
    """The ids of ``count`` lines."""
    from store import audit
    from store.models import Audit

    for number in range(count):
        audit.record("周予安", "view_file", f"file:{number}", size=number, name="方案.docx")
    return list(Audit.objects.order_by("pk").values_list("pk", flat=True))


def forced(statement: str) -> None:
    """A change by somebody who took the triggers off."""
    from django.db import connection

    from store import append_only

    append_only.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    append_only.install(connection)


def test_the_chain_holds_and_carries_the_details() -> None:
    from store import audit
    from store.models import Audit

    assert audit.verify() is None
    first, *_ = written()
    line = Audit.objects.get(pk=first)
    assert (line.actor, line.action, line.object) == ("周予安", "view_file", "file:0")
    assert (line.detail, line.previous) == ({"size": 0, "name": "方案.docx"}, audit.START)
    assert audit.verify() is None


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE store_audit SET actor = '别人' WHERE id = {2}", 2),
        ("UPDATE store_audit SET action = 'export' WHERE id = {0}", 0),
        ("UPDATE store_audit SET detail = '{{}}' WHERE id = {3}", 3),
        ("UPDATE store_audit SET at = '2020-01-01 00:00:00' WHERE id = {4}", 4),
        ("UPDATE store_audit SET object = '' WHERE id = {1}", 1),
        ("DELETE FROM store_audit WHERE id = {1}", 2),
        ("DELETE FROM store_audit WHERE id = {0}", 1),
    ],
)
def test_verify_names_the_first_line_that_does_not_fit(change: str, broken: int) -> None:
    from store import audit

    lines = written()
    forced(change.format(*lines))
    assert audit.verify() == lines[broken]


def test_a_line_put_in_does_not_fit() -> None:
    from store import audit
    from store.models import Audit

    written()
    line = Audit.objects.latest("pk")
    false = Audit(at=line.at, actor="x", action="login", previous=line.hash, hash="f" * 64)
    false.save()
    assert audit.verify() == false.pk


def test_the_model_refuses_changes() -> None:
    from store.models import Audit

    written(1)
    line = Audit.objects.get()
    for attempt in (
        line.save,
        line.delete,
        Audit.objects.all().delete,
        lambda: Audit.objects.update(actor="x"),
        lambda: Audit.objects.bulk_update([line], ["actor"]),
    ):
        with pytest.raises(TypeError, match="only added to"):
            attempt()


@pytest.mark.parametrize(
    "statement", ["UPDATE store_audit SET actor = 'x'", "DELETE FROM store_audit"]
)
def test_the_database_refuses_changes(statement: str) -> None:
    from django.db import DatabaseError, connection

    from store import audit

    written(2)
    with pytest.raises(DatabaseError, match="only added to"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert audit.verify() is None


def test_an_action_nobody_knows_is_a_mistake() -> None:
    from store import audit

    with pytest.raises(ValueError, match="no such action"):
        audit.record("x", "peek")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("电话13812345678，x13812345678", "电话138****5678，x13812345678"),
        ("电话 13812345678。", "电话 138****5678。"),
        ("a\0b\ud800", "ab?"),
        (1.5, "1.5"),
        ([1, ("x", None)], [1, ["x", None]]),
        (True, True),
    ],
)
def test_details_come_back_as_they_were_hashed(given: Any, kept: Any) -> None:
    from store import audit
    from store.models import Audit

    audit.record("x" * 200, "reveal", "y" * 500, value=given)
    assert Audit.objects.get().detail == {"value": kept}
    assert audit.verify() is None


def test_many_lines_at_once_are_one_chain() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from store import audit
    from store.models import Audit

    queries = []
    for count in (1, 50):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            audit.record_all("x", [audit.Entry("bulk", f"finding:{n}") for n in range(count)])
        queries.append(len(seen))
    assert queries[0] == queries[1]
    assert (Audit.objects.count(), audit.verify()) == (51, None)


def test_what_is_undone_leaves_no_line() -> None:
    from django.db import transaction

    from store import audit
    from store.models import Audit

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("x", "login")
        raise ZeroDivisionError
    audit.record("x", "logout")
    assert (Audit.objects.get().action, audit.verify()) == ("logout", None)


def test_writers_at_once_make_one_chain() -> None:
    from django.db import connection

    from store import audit
    from store.models import Audit

    def write(number: int) -> None:
        try:
            for _ in range(10):
                audit.record(f"人{number}", "view_file", "file:1")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert (Audit.objects.count(), audit.verify()) == (40, None)

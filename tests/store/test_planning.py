"""The database looks at its tables anew when a batch is through."""

from __future__ import annotations

import pytest

from tests.store.desk_rows import BATCH, stored


@pytest.mark.usefixtures("database")
def test_a_closed_batch_is_known_to_the_planner() -> None:
    from store import services

    for n in range(3):
        stored(f"{n:03}", digest=f"{n}")
    services.close_batch(services.open_batch(BATCH, "desk"))
    assert rows_known() == 3


def rows_known() -> int:
    """How many submissions the planner believes there are."""
    from django.db import connection

    asked = {
        "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = 'store_submission' LIMIT 1",
        "postgresql": "SELECT reltuples::int FROM pg_class WHERE relname = 'store_submission'",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return int(str(cursor.fetchone()[0]).split()[0])

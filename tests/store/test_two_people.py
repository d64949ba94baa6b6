"""Two people on one finding in the same moment: one wins, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.store.desk_rows import error_of, stored, who

pytestmark = pytest.mark.usefixtures("database")


def test_of_two_at_once_one_wins_and_the_other_is_told() -> None:
    from django.db import connection

    from store import audit, decisions
    from store.models import Decision
    from store.refusals import Refused

    pk = error_of(stored()).pk
    both = [who("甲"), who("乙")]

    def attempt(number: int) -> str:
        try:
            decisions.decide(both[number % 2], pk, "upheld", seen=None)
            return "won"
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(4))) == ["stale"] * 3 + ["won"]
    assert (Decision.objects.count(), audit.verify()) == (1, None)


def test_of_two_who_open_it_at_once_one_holds_it() -> None:
    from django.db import connection

    from store import decisions
    from store.models import Hold
    from store.refusals import Refused

    pk = error_of(stored()).pk
    both = [who("甲"), who("乙")]

    def attempt(number: int) -> str:
        try:
            decisions.hold(both[number], pk)
            return "held"
        except Refused as refused:
            return f"refused: {refused.code}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, range(2))) == ["held", "refused: held"]
    assert Hold.objects.count() == 1

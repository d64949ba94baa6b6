"""A second run of a batch leaves its desks as they were given out; killed in between, too."""

from __future__ import annotations

import pytest

from fixtures.submissions import right
from schemas.assignment import Assignment, Reason, ReasonCode
from schemas.finding import Speciality
from tests.store.test_store import save

FIRST = (Reason(ReasonCode.SPECIALITY, "专业匹配"), Reason(ReasonCode.LOAD, "当前负荷最低"))
KEPT = (FIRST[0], Reason(ReasonCode.KEPT, "沿用原有分派"))


def desk(expert: str, rules: tuple[str, ...], reasons: tuple[Reason, ...] = KEPT) -> Assignment:
    return Assignment(right().name, Speciality.ENERGY, expert, rules, reasons)


@pytest.mark.usefixtures("database")
def test_a_desk_keeps_the_reasons_that_it_was_given_out_for() -> None:
    from store import models, selectors, services

    batch = services.open_batch("/a", "a")
    save(batch, right())
    services.save_assignments(batch, [desk("专家甲", ("D02",), FIRST)], [])
    row = models.Assignment.objects.get().pk
    services.save_assignments(batch, [desk("专家甲", ("D02",))], [])
    assert selectors.assignments(batch) == [desk("专家甲", ("D02",), FIRST)]
    assert models.Assignment.objects.get().pk == row
    for changed in (desk("专家甲", ("D02", "D03")), desk("专家乙", ("D02", "D03"))):
        services.save_assignments(batch, [changed], [])
        assert selectors.assignments(batch) == [changed]
    services.save_assignments(batch, [], [])
    assert not models.Assignment.objects.exists()

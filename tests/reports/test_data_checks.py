"""Planted data faults are each named by an expectation, with their submission; clean data by none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fixtures.submissions import ABSENT, Change
from schemas.quality import Checked
from tests.reports.stored import DAY, save, submission

pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.slow]

FAULTS: dict[str, tuple[str, dict[str, Change]]] = {
    "code check character": ("uscc.checksum", {"uscc": "91330109MA2B3C4D1X"}),
    "code too short": ("uscc.checksum", {"uscc": "91330109"}),
    "name blank": ("factory_name.stated", {"factory_name": None}),
    "contact lost": ("contact.stated", {"contact": ABSENT}),
    "output unreadable": ("output_value.0.stated", {"output_value.2024": "?见附表"}),
    "energy negative": ("energy_consumption.0.range", {"energy_consumption.2024": -5.0}),
    "emissions negative": ("emissions.1.range", {"emissions.2023": -1.0}),
    "tax negative": ("tax.2.range", {"tax.2022": -3.0}),
    "share over 100": ("renewable_share.after.range", {"renewable_share.after": 130.0}),
    "offset below 0": ("offset_rate.before.range", {"offset_rate.before": -2.0}),
    "industry of services": ("industry_code.pattern", {"industry_code": "6510"}),
    "industry of three digits": ("industry_code.pattern", {"industry_code": "282"}),
    "city elsewhere": ("cover_city.pattern", {"cover_city": "苏州市"}),
    "phone of letters": ("contact_phone.pattern", {"contact_phone": "见名片"}),
    "date in words": ("established_on.pattern", {"established_on": "二〇〇三年"}),
    "ownership unknown": ("ownership.pattern", {"ownership": ["cooperative"]}),
    "years with a gap": ("years.consecutive", {"years": ["2021", "2023", "2024"]}),
    "too small": (
        "admission.scale",
        {"energy_consumption.2024": 800.0, "output_value.2024": 9000.0},
    ),
    "annex over the plan": ("projects.sum", {"total_investment": 100.0}),
    "added over output": ("value_added.0.within", {"value_added.2024": 990000.0}),
    "period backwards": ("period.order", {"period_start": "2028-01", "period_end": "2026-12"}),
    "score over 100": ("claimed.range", {"total": 120.0}),
}


def _checks() -> tuple[Checked, ...]:
    return _checks_as_of(DAY)


def _checks_as_of(day: date) -> tuple[Checked, ...]:
    from reports.checking import check_table
    from reports.material import gather

    columns = gather(day).folded.columns
    return check_table(columns.table(), columns.names, day, "全年")[0]


@pytest.fixture
def clean(database: Path) -> None:
    for number in range(1, 5):
        save(submission(number))


@pytest.mark.usefixtures("clean")
def test_clean_data_meets_every_expectation() -> None:
    checks = _checks()
    assert len(checks) > 100
    assert [one.words for one in checks if not one.met] == []


@pytest.mark.usefixtures("clean")
def test_each_fault_is_named_with_its_submission() -> None:
    numbers = dict(zip(FAULTS, range(101, 200), strict=False))
    for name, (_, changes) in FAULTS.items():
        save(submission(numbers[name], changes))
    failing = {one.key: one for one in _checks() if not one.met}
    for name, (key, _) in FAULTS.items():
        assert f"{numbers[name]:03d}-某某化纤" in failing[key].rows, name
    assert failing.keys() == {key for key, _ in FAULTS.values()}


@pytest.mark.usefixtures("clean")
def test_one_code_twice_and_an_old_store() -> None:
    save(submission(1), batch="另一市")
    failing = {one.key for one in _checks() if not one.met}
    assert failing == {"uscc.unique"}
    late = DAY.replace(month=6)
    stale = {one.key for one in _checks_as_of(late) if not one.met}
    assert stale == {"uscc.unique", "table.fresh"}

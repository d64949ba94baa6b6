"""Nights on a clock of the test's own: one report a night, after a stop, a kill and a failure too."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from fixtures.build import Formats, build
from fixtures.families import FORM
from flows.crew import LocalCrew
from flows.nights import DEAD_AFTER, OFFICE
from flows.order import Order
from routing.roster import example

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("database", "server")]


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Office:
    """A workspace whose nights are run by hand."""

    def __init__(self, root: Path, crew: LocalCrew) -> None:
        from flows.nightly import NightOrder

        self.root, self.crew = root, crew
        self.clock = Clock(datetime.now(OFFICE).replace(hour=2, minute=0))
        order = Order(
            paths=(),
            originals=root / "originals",
            scratch=root / "scratch",
            export=None,
            roster=example(),
            policy="zj_2025",
            today=self.clock.now.date(),
        )
        self.night = NightOrder(order, root / "inbox", root / "reports", root / "backups")

    def wake(self, **later: int) -> list[date]:
        """What the served schedule does when it wakes ``later``."""
        from flows.nightly import nightly

        self.clock.now += timedelta(**later)
        return list(nightly(self.night, self.crew, self.clock))

    def reports(self) -> list[str]:
        folder = self.root / "reports"
        return sorted(path.name for path in folder.iterdir() if path.name.count(".") == 0)

    def days_ago(self, *back: int) -> list[str]:
        return [(self.clock.now.date() - timedelta(days=n)).isoformat() for n in back]


@pytest.fixture
def office(tmp_path: Path, crew: LocalCrew) -> Office:
    made = Office(tmp_path, crew)
    build(5, FORM, Formats.DOCX_XLSX, tmp_path / "inbox" / "001-甲")
    return made


def test_one_report_a_night_also_after_a_stop(office: Office) -> None:
    from store import models

    assert len(office.wake()) == 1
    assert office.wake(minutes=5) == []
    assert len(office.wake(days=1)) == 1
    assert len(office.wake(days=3)) == 3
    assert office.reports() == office.days_ago(5, 4, 3, 2, 1)
    assert models.Version.objects.count() == 1
    assert sorted(p.name for p in office.night.backups.iterdir()) == office.days_ago(5, 4, 3, 2, 1)


def test_a_killed_night_is_resumed_once_it_is_seen_to_be_dead(office: Office) -> None:
    from store import services_quality

    yesterday = office.clock.now.date() - timedelta(days=1)
    services_quality.begin_night(yesterday, office.clock.now, dead_after=DEAD_AFTER)
    assert office.wake(minutes=3) == []
    assert office.wake(minutes=5) == [yesterday]
    assert office.reports() == [yesterday.isoformat()]


def test_a_failed_night_is_a_banner_and_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import nightly

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(nightly.backup, "backup", broken)
        assert office.wake() == []
    (day,) = office.reports()
    told = json.loads((office.night.reports / day / "report.json").read_text("utf-8"))
    assert "夜间任务在“备份”一步失败" in told["alarm"]
    assert len(office.wake(minutes=5)) == 1
    told = json.loads((office.night.reports / day / "report.json").read_text("utf-8"))
    assert told["alarm"] == ""


def test_what_older_rules_judged_is_judged_again(office: Office) -> None:
    from flows.engine import engine
    from store import models

    office.wake()
    before = models.Version.objects.values_list("pk", "digest", "errors").get()
    models.Version.objects.update(engine="of last year")
    office.wake(days=1)
    assert models.Version.objects.values_list("pk", "digest", "errors").get() == before
    assert set(models.Version.objects.values_list("engine", flat=True)) == {engine()}

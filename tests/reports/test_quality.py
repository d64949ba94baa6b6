"""The report's figures against a second way of counting; its files opened and compared."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import docx
import openpyxl
import pytest

from schemas.quality import Quality
from tests.reports.stored import DAY, at, save, submission

pytestmark = pytest.mark.usefixtures("database")

WRONG = {"self.retrofit_investment": 15.0}
"""E16 calls it an error."""


@pytest.fixture
def stored(database: Path) -> None:
    """Three weeks: most pass, some do not, one comes twice, one cannot be read."""
    for number in range(1, 13):
        changes = WRONG if number % 4 == 0 else {}
        save(submission(number, changes), days_ago=number % 3)
    save(submission(4), digest="b")
    for number in range(20, 26):
        save(submission(number, {"cover_city": "绍兴市"}), days_ago=20)


def _report() -> Quality:
    """The report without its data checks, which take seconds."""
    from reports.material import gather
    from reports.tally import tally
    from validators.catalogue import cards

    return tally(gather(DAY), {card.code: card for card in cards()})


def _write(root: Path, *, replace: bool = False) -> Path:
    from reports import archive
    from reports.quality import Reported

    return archive.write(Reported(_report(), ()), root, replace=replace)


@pytest.mark.usefixtures("stored")
def test_figures_equal_those_counted_another_way() -> None:
    from store import models

    report = _report()
    tiles = {tile.key: tile for tile in report.tiles}
    versions = [v for v in models.Version.objects.all() if v.created_at.date() == DAY]
    firsts = [v for v in versions if v.number == 1]
    passed = [
        v for v in firsts if not models.Finding.objects.filter(version=v, severity="error").exists()
    ]
    assert tiles["handed_in"].value == len(versions) == 5
    assert tiles["first_pass"].of == len(firsts) == 4
    assert tiles["first_pass"].value == pytest.approx(100 * len(passed) / len(firsts))
    errors = Counter(
        finding.rule
        for found in models.Submission.objects.exclude(current=None)
        for finding in models.Finding.objects.filter(version=found.current)
        if finding.severity != "info"
    )
    assert errors["E16"] == 2
    assert {line.rule: line.findings for line in report.rules} == errors
    assert sum(cell.submissions for cell in report.heat) == models.Submission.objects.count() == 18


@pytest.mark.usefixtures("stored")
def test_the_week_before_is_pooled_and_the_line_has_a_point_a_day() -> None:
    first = {tile.key: tile for tile in _report().tiles}["first_pass"]
    assert first.before == pytest.approx(100 * 6 / 8)
    assert [point is not None for point in first.line] == [False] * 4 + [True] * 3


@pytest.mark.usefixtures("stored")
def test_few_submissions_draw_no_drift() -> None:
    assert {one.words for one in _report().drift} == {"样本不足"}


def test_a_rule_that_people_dismiss_is_put_up_for_review() -> None:
    from store import models, services_quality

    save(submission(1, WRONG))
    owner = models.Submission.objects.get()
    for number in range(25):
        ruling = "dismissed" if number < 9 else "upheld"
        services_quality.decide(owner.pk, f"{number}", "E16", ruling, by="专家甲", at=at(DAY))
    (line,) = (line for line in _report().rules if line.rule == "E16")
    assert (line.ruled, line.dismissed, line.review) == (25, 9, True)
    services_quality.decide(owner.pk, "0", "E16", "upheld", by="专家乙", at=at(DAY))
    services_quality.decide(owner.pk, "1", "E16", "upheld", by="专家乙", at=at(DAY))
    (line,) = (line for line in _report().rules if line.rule == "E16")
    assert (line.ruled, line.dismissed, line.review) == (25, 7, False)


def test_an_empty_store_and_a_day_without_work() -> None:
    empty = _report()
    assert empty.headline == "3月20日没有收到材料。"
    assert {tile.value for tile in empty.tiles[1:]} == {None}
    save(submission(1), days_ago=3)
    assert _report().headline == "3月20日没有收到材料。"


def test_one_submission_is_no_rate() -> None:
    save(submission(1))
    assert "样本不足" in _report().headline


def test_a_failed_night_is_told_first() -> None:
    from store import services_quality

    night = services_quality.begin_night(DAY, at(DAY, 2), dead_after=600)
    assert night is not None
    services_quality.beat(night, "核对", at(DAY, 3))
    services_quality.end_night(night, at(DAY, 3), problem="磁盘已满")
    assert _report().alarm == "3月20日夜间任务在“核对”一步失败：磁盘已满"


@pytest.mark.usefixtures("stored")
def test_the_files_say_what_the_report_says(tmp_path: Path) -> None:
    from reports import archive

    report = _report()
    folder = _write(tmp_path)
    page = (folder / archive.PAGE).read_text("utf-8")
    assert html.escape(report.headline) in page
    assert not re.search(r"https?://|<script|style=", page)
    paper = "\n".join(p.text for p in docx.Document(str(folder / archive.BRIEF)).paragraphs)
    assert report.headline in paper
    book = openpyxl.load_workbook(folder / archive.BOOK)
    shown = [row[0].value for row in book["指标"].iter_rows(min_row=2)]
    assert shown == [tile.title for tile in report.tiles]
    assert json.loads((folder / archive.DATA).read_text("utf-8"))["headline"] == report.headline


@pytest.mark.usefixtures("stored")
def test_a_report_is_never_overwritten_in_silence(tmp_path: Path) -> None:
    from reports import archive

    first = _write(tmp_path)
    with pytest.raises(archive.AlreadyThere):
        _write(tmp_path)
    save(submission(40))
    _write(tmp_path, replace=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-03-20", "2026-03-20.1"]
    old = json.loads((first.with_name("2026-03-20.1") / archive.DATA).read_text("utf-8"))
    assert old["tiles"][0]["value"] == 5


def test_the_sample_is_the_same_for_everybody() -> None:
    from store.sampling import sampled

    drawn = [n for n in range(10_000) if sampled(f"{n}", "2026-03")]
    assert drawn == [n for n in range(10_000) if sampled(f"{n}", "2026-03")]
    assert 900 < len(drawn) < 1100
    assert drawn != [n for n in range(10_000) if sampled(f"{n}", "2026-04")]


def test_working_days_follow_the_chinese_calendar() -> None:
    from reports.calendar import after, working_days

    assert working_days(DAY, DAY + timedelta(days=11)) == 7
    assert after(DAY, 5).isoformat() == "2026-03-27"
    assert after(DAY.replace(month=2, day=13), 1).isoformat() == "2026-02-14"


def test_an_experts_desk_counts_what_asks_for_something() -> None:
    from store import models, services_quality

    save(submission(1, WRONG))
    version = models.Version.objects.get()
    desks = models.Finding.objects.exclude(severity="info").values_list("speciality", flat=True)
    assert desks
    for speciality in set(desks):
        models.Assignment.objects.create(
            version=version, speciality=speciality, expert="专家甲", body={}
        )
    models.Finding.objects.create(
        version=version, rule="A24", severity="info", speciality=desks[0], message="", body={}
    )
    services_quality.decide(version.submission_id, "1", "E16", "upheld", by="专家甲", at=at(DAY))
    services_quality.decide(version.submission_id, "1", "E16", "upheld", by="专家乙", at=at(DAY))
    services_quality.decide(version.submission_id, "2", "E16", "dismissed", by="专家甲", at=at(DAY))
    services_quality.decide(version.submission_id, "2", "E16", "harmless", by="专家乙", at=at(DAY))
    (line,) = _report().experts
    assert (line.findings, line.decided) == (len(desks), 2)
    assert (line.upheld, line.dismissed) == (1, 1)
    assert (line.shared, line.agreed) == (2, 1)


def test_a_broken_line_and_one_from_before_there_was_one_are_told() -> None:
    from store import models

    first, second, _ = (save(submission(number)) for number in (1, 2, 3))
    models.Version.objects.filter(pk=first).update(facts=b"no zlib")
    models.Version.objects.filter(pk=second).update(facts=b"")
    report = _report()
    assert (report.unread, report.without_line) == (1, 1)
    assert report.tiles[0].value == 3
    assert {one.now_of for one in report.drift} == {1}


def test_stages_take_the_times_that_are_known() -> None:
    from store import models, services_quality

    for number in (1, 2, 3):
        save(submission(number))
    stored, batch = models.Version.objects.order_by("pk"), models.Batch.objects
    batch.update(created_at=at(DAY, 8), finished_at=at(DAY, 11))
    owner = stored[0].submission_id
    for hour in (14, 13):
        services_quality.decide(owner, "1", "E16", "upheld", by="专家甲", at=at(DAY, hour))
    shown = {one.words: (one.of, one.median) for one in _report().stages}
    assert list(shown.values()) == [(3, 2.0), (3, 1.0), (1, 3.0), (0, None)]
    batch.update(created_at=at(DAY - timedelta(days=9)), finished_at=at(DAY + timedelta(days=2)))
    assert [one.of for one in _report().stages] == [0, 0, 1, 0]


def test_the_measured_error_has_its_interval() -> None:
    from store import services_quality

    save_one = save(submission(1))
    services_quality.read_again(save_one, 200, 4, by="专家甲", at=at(DAY))
    sampling = _report().sampling
    assert (sampling.read, sampling.values, sampling.wrong) == (1, 200, 4)
    assert sampling.low == pytest.approx(0.78, abs=0.01)
    assert sampling.high == pytest.approx(5.03, abs=0.01)

"""``lingtan report``: its files, its refusals, and what Great Expectations was asked and answered."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from lingtan.cli import main
from tests.reports.stored import DAY, save, submission

pytestmark = pytest.mark.slow


def _report(workspace: Path, *more: str) -> int:
    return main(["report", "--workspace", str(workspace), *more])


def test_a_report_by_its_command(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(submission(1))
    save(submission(2, {"uscc": "91330109MA2B3C4D1X"}), days_ago=40)
    assert _report(database, "--date", str(DAY)) == 0
    folder = database / "reports" / str(DAY)
    told = json.loads((folder / "report.json").read_text("utf-8"))
    assert told["headline"] in (folder / "index.html").read_text("utf-8")
    assert told["headline"] in [p.text for p in docx.Document(str(folder / "简报.docx")).paragraphs]
    book = openpyxl.load_workbook(folder / "数据.xlsx")
    assert book["指标"]["B2"].value == told["tiles"][0]["value"] == 1

    asked = json.loads((folder / "suite.json").read_text("utf-8"))
    found = json.loads((folder / "results.json").read_text("utf-8"))
    assert list(asked) == list(found) == ["当日", "近30日", "全年"]
    assert {len(suite["expectations"]) for suite in asked.values()} == {len(told["checks"]) // 3}
    failed = [one["key"] for one in found["全年"] if not one["success"]]
    assert failed == [c["key"] for c in told["checks"] if c["scope"] == "全年" and not c["met"]]
    assert failed == ["uscc.checksum"]

    capsys.readouterr()
    assert _report(database, "--date", str(DAY)) == 2
    assert "已经有了" in capsys.readouterr().err


@pytest.mark.parametrize(("day", "words"), [("2026-13-01", "无效"), ("2999-01-01", "还没到")])
def test_a_day_that_cannot_be(
    database: Path, capsys: pytest.CaptureFixture[str], day: str, words: str
) -> None:
    assert _report(database, "--date", day) == 2
    assert words in capsys.readouterr().err


def test_an_empty_store_has_a_report_too(database: Path) -> None:
    assert _report(database, "--date", "2026-03-19") == 0
    folder = database / "reports" / "2026-03-19"
    assert "3月19日没有收到材料" in (folder / "index.html").read_text("utf-8")
    assert json.loads((folder / "suite.json").read_text("utf-8")) == {}

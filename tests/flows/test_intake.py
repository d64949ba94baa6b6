"""The main job on real files: stored, routed, exported; again without change; with one file changed."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from fixtures.build import Formats, build
from fixtures.families import FORM
from flows.crew import LocalCrew
from flows.order import Order
from routing.roster import example
from schemas.contract import json_schema
from schemas.report import BatchSummary

pytestmark = pytest.mark.slow


class Heard:
    """Who listens to the progress of a batch, and remembers."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.count = 0

    def total(self, count: int) -> None:
        self.count = count

    def done(self, name: str, problem: str) -> None:
        self.said.append((name, problem))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch") / "杭州市"
    build(5, FORM, Formats.DOCX_XLSX, folder / "001-甲")
    build(6, FORM, Formats.DOCX, folder / "002-乙")
    build(6, FORM, Formats.DOCX, folder / "004-丁")
    (folder / "003-丙").mkdir()
    (folder / "003-丙" / "说明.txt").write_text("材料后补", "utf-8")
    return folder


def run(city: Path, tmp_path: Path, crew: LocalCrew) -> tuple[BatchSummary, Heard]:
    from flows.server import run_intake

    heard = Heard()
    order = Order(
        paths=(city,),
        originals=tmp_path / "originals",
        scratch=tmp_path / "scratch",
        export=tmp_path / "out",
        roster=example(),
        policy="zj_2025",
        today=date(2025, 3, 20),
    )
    return run_intake(order, crew, heard), heard


@pytest.mark.usefixtures("database", "server")
def test_a_batch_goes_in_and_routed_findings_come_out(
    city: Path, tmp_path: Path, crew: LocalCrew
) -> None:
    from store import models

    summary, heard = run(city, tmp_path, crew)
    assert (summary.new, summary.changed, summary.unchanged) == (4, 0, 0)
    assert sorted(name for name, problem in heard.said if problem) == ["003-丙"]
    rows = {row.name: row for row in summary.submissions}
    assert (rows["001-甲"].errors, rows["001-甲"].warnings) == (0, 0)
    assert (rows["003-丙"].status, rows["003-丙"].errors) == ("读不了", 1)
    same_code = [(row.name, row.rule) for row in summary.findings if row.rule == "N01"]
    assert same_code == [("002-乙", "N01"), ("004-丁", "N01")]
    assert all(row.expert for row in summary.findings if row.rule == "N01")

    for name in rows:
        body = json.loads((tmp_path / "out" / f"{name}.json").read_text("utf-8"))
        jsonschema.validate(body, json_schema())
    book = openpyxl.load_workbook(tmp_path / "out" / "summary.xlsx")
    assert [sheet.max_row for sheet in book][:2] == [5, 1 + len(summary.findings)]

    before = [kind.objects.count() for kind in (models.Version, models.Read, models.Finding)]
    again, heard = run(city, tmp_path, crew)
    assert (again.new, again.changed, again.unchanged, heard.said) == (0, 0, 4, [])
    assert before == [
        kind.objects.count() for kind in (models.Version, models.Read, models.Finding)
    ]
    assert (again.submissions, again.findings) == (summary.submissions, summary.findings)

    shutil.rmtree(city / "003-丙")
    build(8, FORM, Formats.DOCX, city / "003-丙")
    third, _ = run(city, tmp_path, crew)
    assert (third.new, third.changed, third.unchanged) == (0, 1, 3)
    changed = next(row for row in third.submissions if row.name == "003-丙")
    assert (changed.version, changed.status) == (2, "已核对")

"""The same batch on a Dask cluster of two worker processes, and in this host's own workers: byte for byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fixtures.build import Formats, build
from fixtures.families import FORM
from flows.crew import Crew, LocalCrew
from flows.order import Order
from routing.roster import example
from tests.conftest import empty
from tests.flows.test_intake import Heard

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch") / "杭州市"
    build(5, FORM, Formats.DOCX_XLSX, folder / "001-甲")
    build(6, FORM, Formats.DOCX, folder / "002-乙")
    build(7, FORM, Formats.PDF, folder / "003-丙")
    (folder / "004-丁").mkdir()
    (folder / "004-丁" / "说明.txt").write_text("材料后补", "utf-8")
    (folder / "005-戊").mkdir()
    (folder / "005-戊" / "方案.docx").write_bytes(b"PK\x03\x04 cut off")
    return folder


def exported(city: Path, root: Path, crew: Crew) -> dict[str, bytes]:
    """Every file that the intake exports, by name; the database is empty afterwards."""
    from flows.server import run_intake

    order = Order(
        paths=(city,),
        originals=root / "originals",
        scratch=root / "scratch",
        export=root / "out",
        roster=example(),
        policy="zj_2025",
        today=date(2025, 3, 20),
    )
    heard = Heard()
    run_intake(order, crew, heard)
    assert sorted(name for name, _ in heard.said) == [path.name for path in sorted(city.iterdir())]
    empty()
    return {path.name: path.read_bytes() for path in (root / "out").iterdir()}


@pytest.mark.usefixtures("database", "server")
def test_a_dask_cluster_answers_what_this_host_does(
    city: Path, tmp_path: Path, crew: LocalCrew, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.settings import PREFECT_API_URL

    from flows.cluster_dask import DaskCrew

    alone = exported(city, tmp_path / "alone", crew)
    monkeypatch.setenv("PREFECT_API_URL", str(PREFECT_API_URL.value()))
    with DaskCrew(count=2) as dask:
        together = exported(city, tmp_path / "together", dask)
    assert sorted(alone) == [
        *(f"{path.name}.json" for path in sorted(city.iterdir())),
        "summary.xlsx",
    ]
    assert together == alone
    assert not list((tmp_path / "together" / "originals" / "cluster").glob("*"))

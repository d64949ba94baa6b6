"""The archive of reports: listed, served, nothing else of the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
import pytest

if TYPE_CHECKING:
    from django.test import Client

ClientOf = Callable[[str], "Client"]


@pytest.fixture
def archive(database: Path) -> Iterator[Path]:
    """Two days, one of them with the report that was replaced, and a secret beside them."""
    import shutil

    root = database / "reports"
    for name, line in (
        ("2026-11-20", "昨日处理 312 份"),
        ("2026-11-20.1", "旧的"),
        ("2026-11-19", ""),
    ):
        folder = root / name
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(f"<p>{name}</p>", "utf-8")
        (folder / "report.css").write_text("p{}", "utf-8")
        (folder / "简报.docx").write_bytes(b"PK")
        (folder / "report.json").write_bytes(msgspec.json.encode({"headline": line}))
    (root / "2026-11-18").mkdir()
    (root / ".2026-11-21.77").mkdir()
    (database / "secret").write_text("secret")
    yield root
    shutil.rmtree(root)


def test_the_reports_are_listed_newest_first(archive: Path, client_of: ClientOf) -> None:
    page = client_of("province").get("/reports/").content.decode()
    at = [page.index(f"/reports/{name}/") for name in ("2026-11-20", "2026-11-20.1", "2026-11-19")]
    assert at == sorted(at)
    assert "昨日处理 312 份" in page
    assert "2026-11-18" not in page and "2026-11-21" not in page


def test_files_are_served_as_what_they_are(archive: Path, client_of: ClientOf) -> None:
    from store.models import Audit

    province = client_of("province")
    assert province.get("/reports/2026-11-20/")["Location"] == "/reports/2026-11-20/index.html"
    page = province.get("/reports/2026-11-20/index.html")
    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert b"2026-11-20" in b"".join(page.streaming_content)
    brief = province.get("/reports/2026-11-20/" + quote("简报.docx"))
    assert "attachment" in brief["Content-Disposition"]
    assert quote("质量日报_2026-11-20_简报.docx") in brief["Content-Disposition"]
    assert Audit.objects.get(action="export").detail == {"name": "简报.docx"}
    brief.close()


@pytest.mark.parametrize(
    "path",
    [
        "2026-11-20/report.json",
        "2026-11-20/数据.xlsx",
        "2026-11-17/index.html",
        "../secret",
        "2026-11-20/..%2F..%2Fsecret",
        "..%2Fsecret/index.html",
        "2026-13-45/index.html",
        "2026-11-20%00/index.html",
    ],
)
def test_nothing_else_is_served(archive: Path, client_of: ClientOf, path: str) -> None:
    assert client_of("province").get(f"/reports/{path}").status_code == 404


def test_a_link_out_of_the_archive_is_not_followed(archive: Path, client_of: ClientOf) -> None:
    (archive / "2026-11-19" / "数据.xlsx").symlink_to(archive.parent / "secret")
    answer = client_of("province").get("/reports/2026-11-19/" + quote("数据.xlsx"))
    assert answer.status_code == 404


def test_without_a_report_it_says_how_to_get_one(database: Path, client_of: ClientOf) -> None:
    page = client_of("province").get("/reports/").content.decode()
    assert "还没有日报" in page and "lingtan report" in page


@pytest.mark.parametrize(("state", "told"), [("failed", True), ("done", False), ("running", False)])
def test_a_night_that_failed_is_told_in_red(
    database: Path, client_of: ClientOf, state: str, told: bool
) -> None:
    from store.models import Night

    at = datetime(2026, 11, 21, 2, tzinfo=UTC)
    Night.objects.create(
        day=date(2026, 11, 20),
        state=state,
        step="出日报",
        problem="磁盘已满",
        attempts=3,
        started_at=at,
        beat_at=at,
    )
    page = client_of("province").get("/reports/").content.decode()
    assert ("在“出日报”一步失败（第3次）：磁盘已满" in page) == told
    assert ("banner-err" in page) == told


def test_reports_name_firms_of_all_cities_and_so_are_the_province_s(
    archive: Path, client_of: ClientOf
) -> None:
    for key in ("city", "expert", "auditor", "admin"):
        for path in ("", "2026-11-20/", "2026-11-20/index.html"):
            assert client_of(key).get(f"/reports/{path}").status_code == 403

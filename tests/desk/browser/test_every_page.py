"""Every page of every role: nothing from elsewhere, no serious fault of access, nothing too wide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from playwright.sync_api import Page

from tests.desk.browser.conftest import SCRIPT, Office

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
_AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
_STAFF = (
    "/batches/",
    "/findings/",
    "/findings/{finding}/",
    "/findings/{finding}/same/",
    "/submissions/{firm}/",
    "/submissions/{firm}/findings/",
    "/submissions/{firm}/score/",
    "/submissions/{firm}/changes/",
    "/submissions/{firm}/text/",
    "/submissions/{firm}/papers/",
    "/submissions/{firm}/log/",
    "/papers/",
    "/papers/notice/{firm}/",
    "/expert/assignments/",
    "/search/?q=铜业",
    "/search/?q=<script>alert(1)</script>",
    "/submissions/{odd}/",
    "/submissions/{odd}/findings/",
    "/submissions/{odd}/text/",
    "/submissions/{odd}/log/",
    "/reports/",
    "/password/",
)
_DICTIONARIES = (
    "/dictionaries/lists/cultivated/",
    "/dictionaries/lists/removed/",
    "/dictionaries/fields/",
    "/dictionaries/figures/",
    "/dictionaries/questions/",
    "/dictionaries/rules/",
    "/dictionaries/rules/?q=没有这个词",
)
PAGES = [
    *(("province", path) for path in _STAFF),
    ("city", "/batches/"),
    ("expert0", "/expert/"),
    ("expert0", "/expert/blind/"),
    ("auditor", "/log/"),
    ("admin", "/people/"),
    *(("admin", path) for path in _DICTIONARIES),
    ("auditor", _DICTIONARIES[0]),
    ("province", "/nothing/"),
]


@pytest.mark.parametrize(("username", "path"), PAGES)
def test_page(handed_in: Office, username: str, path: str) -> None:
    page = handed_in.page_of(username)
    complaints: list[str] = []
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(_filled(path, handed_in), wait_until="networkidle")
    assert handed_in.strangers == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    assert _serious(page) == []


def test_a_script_in_a_name_is_shown_and_not_run(handed_in: Office) -> None:
    page = handed_in.page_of("province")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto("/batches/", wait_until="networkidle")
    assert SCRIPT in page.inner_text("#table")
    assert page.locator("#table img").count() == 0
    assert dialogs == []


def test_login_page(office: Office) -> None:
    page = office.nobody()
    page.goto("/login/")
    assert _serious(page) == []
    assert office.strangers == []


def _filled(path: str, office: Office) -> str:
    firm = office.one("SELECT id FROM store_submission WHERE name LIKE '016-%'")
    odd = office.one("SELECT id FROM store_submission WHERE name LIKE '017-%'")
    finding = office.rows("SELECT id FROM store_finding WHERE rule = 'G13' AND live")[0][0]
    return path.format(firm=firm, finding=finding, odd=odd)


def _serious(page: Page) -> list[Any]:
    """What axe calls serious or critical, with where it stands. Its script runs beside the page's policy."""
    page.evaluate(_AXE)
    found = page.evaluate("axe.run()")
    return [
        (fault["id"], [node["target"] for node in fault["nodes"]][:5])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]

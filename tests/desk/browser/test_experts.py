"""An expert declares, judges, submits."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.desk.browser.conftest import Office
from tests.desk.browser.people import logins

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_an_expert_declares_judges_and_submits(handed_in: Office) -> None:
    username, firm = _somebody_with_findings(handed_in)
    page = handed_in.page_of(username)
    assert page.request.get(f"/submissions/{firm}/").status == 404
    page.goto(f"/expert/{firm}/")
    expect(page.locator("main")).to_contain_text("请先作回避声明")
    page.check("input[name=tied][value=no]")
    page.click(".x-state .x-go")
    judged = page.locator("article.x-f").first
    judged.locator("label", has_text="属实").first.click()
    judged.locator("input[name=remark]").fill("与表内数值复算一致")
    judged.locator("button").click()
    expect(page.locator("article.x-f").first).to_contain_text("属实")
    for part in page.locator("#opinion textarea").all():
        part.fill("依据充分，建议按意见修改。")
    page.locator("#opinion label", has_text="修改后通过").click()
    page.click("#opinion button[value=submit]")
    expect(page.locator("[role=status]").first).to_contain_text("评审意见已提交")
    said = "SELECT conclusion, submitted FROM store_opinion ORDER BY id DESC LIMIT 1"
    assert handed_in.rows(said) == [("revise", 1)]


def _somebody_with_findings(office: Office) -> tuple[str, int]:
    names = {name: username for username, name, _, _ in logins() if username.startswith("expert")}
    rows = office.rows(
        "SELECT reader, submission_id FROM store_finding"
        " JOIN store_version ON store_version.id = version_id"
        " WHERE live AND severity IN ('error', 'warning') AND reader <> ''"
    )
    return next((names[reader], firm) for reader, firm in rows if reader in names)

"""A page that lies open: warned before the session ends, and nothing typed is lost when it has."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.desk.browser.conftest import Office
from tests.desk.browser.people import PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def log_in(page: Page) -> None:
    page.goto("/login/")
    page.fill("#username", "admin")
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/people/")


def idle(page: Page, minutes: int) -> None:
    page.clock.run_for(minutes * 60 * 1000)


def test_an_idle_page_warns_and_a_lost_session_loses_nothing(office: Office) -> None:
    page = office.nobody()
    page.clock.install()
    log_in(page)
    idle(page, 26)
    assert "再过几分钟不操作将自动退出" in page.inner_text(".toast")
    page.click(".toast button")
    page.wait_for_selector(".toast", state="detached")
    page.fill("#name", "测试人")
    page.fill("#username", "t1")
    page.context.clear_cookies(name="sessionid")
    idle(page, 29)
    page.click("form.panel button[type=submit]")
    page.wait_for_selector(".toast:has-text('登录已失效')")
    assert page.input_value("#name") == "测试人"
    log_in(page.context.new_page())
    page.click("form.panel button[type=submit]")
    page.wait_for_url("**/people/add/")
    assert "测试人" in page.inner_text(".told")
    page.context.close()


def test_the_keys_of_every_page(office: Office) -> None:
    page = office.page_of("province")
    page.goto("/reports/")
    page.keyboard.press("/")
    page.keyboard.type("没有这家?")
    assert not page.is_visible("#keys")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert "没有找到“没有这家?”" in page.inner_text("main")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")
    assert office.strangers == []
    page.close()

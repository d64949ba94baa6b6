"""The administrator's list in a real browser: by keyboard alone, and too much of it."""

from __future__ import annotations

import pytest

from tests.desk.browser.conftest import Office

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
LIST = "/dictionaries/lists/removed/"


def test_a_list_is_entered_by_keyboard_alone(office: Office) -> None:
    page = office.page_of("admin")
    page.goto(LIST)
    page.focus("#lines")
    page.keyboard.insert_text(
        "浙江某某化纤有限公司\t91330109MA2B3C4D1C\n浙江错码有限公司\t91330109MA2B3C4D1X"
    )
    for typed in (
        "",
        "2024-12",
        "",
        "浙经信绿色〔2024〕105号",
    ):  # the file, the day, the status, the source
        page.keyboard.press("Tab")
        page.keyboard.insert_text(typed) if typed else None
    page.keyboard.press("Enter")
    page.locator("#draft").wait_for()
    assert "校验位不对" in page.inner_text("main")
    page.focus("button[formaction*=save]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "new=1" in address)
    told = page.inner_text("main")
    assert "已保存为第 1 版（1 家）" in told and "2024年12月" in told
    assert office.one("SELECT count FROM store_listedition WHERE kind = 'removed'") == 1


def test_too_much_is_said_before_it_is_sent_and_stays(office: Office) -> None:
    page = office.page_of("admin")
    page.goto(LIST)
    page.evaluate("document.getElementById('lines').value = '字'.repeat(50 * 1024 * 1024 / 3)")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.click("#update button[type=submit]")
    page.locator("#too-large").wait_for()
    assert "超过 2 MB" in page.inner_text("#too-large")
    assert page.evaluate("document.getElementById('lines').value.length") == 50 * 1024 * 1024 // 3
    assert sent == []

"""``docs/desk/*.png``: the desk's pages as a browser shows them at 1366×768.

Usage: ``python -m tools.desk_pictures ADDRESS PASSWORD`` on a fresh ``lingtan desk --demo``. Needs Debian's
chromium. It rules on findings and makes a statement as it goes, so each run wants a demonstration of its own.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

TARGET: Final = Path(__file__).parents[1] / "docs" / "desk"
_COLOURS: Final = 256
_MOST: Final = 250_000
"""Bytes of a picture."""
_LINES: Final = """序号\t企业名称\t统一社会信用代码\t年度\t状态
1\t浙江某某化纤有限公司\t91330109MA2B3C4D1C\t2025\t培育中
2\t浙江示例科技有限公司\t91330109MA2B3C4D1X\t2025\t培育中
3\t浙江某某化纤有限公司\t91330109MA2B3C4D1C\t2025\t培育中

4\t浙江示例新材料有限公司\t\t2024\t已退出
5\t\t\t2025\t培育中
6\t杭州示例机械（集团）有限公司\t\t2025\t培育中
"""


def main(address: str, password: str) -> None:
    """Draw every page."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        _staff(_entered(browser, address, password, "province"))
        _expert(_entered(browser, address, password, "expert"))
        for username, path, name in (("auditor", "/log/", "log"), ("admin", "/people/", "people")):
            page = _entered(browser, address, password, username)
            page.goto(path)
            _draw(page, name)
        _list(page)


def _list(page: Page) -> None:
    page.goto("/dictionaries/lists/cultivated/")
    page.fill("#lines", _LINES)
    page.fill("#source", "浙经信绿色〔2025〕36号")
    page.click("#update button[type=submit]")
    page.locator("#draft").wait_for()
    _draw(page, "dictionaries")


def _entered(browser: Browser, address: str, password: str, username: str) -> Page:
    context = browser.new_context(
        base_url=address, viewport={"width": 1366, "height": 768}, locale="zh-CN"
    )
    context.set_default_timeout(90_000)
    page = context.new_page()
    page.goto("/login/")
    if username == "province":
        _draw(page, "login")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    return page


def _staff(page: Page) -> None:
    page.goto("/batches/")
    page.locator("#table tbody input[name=pk]").nth(0).check()
    page.locator("#table tbody input[name=pk]").nth(1).check()
    _draw(page, "batches")
    page.goto("/findings/")
    _draw(page, "findings")
    _triage(page)
    page.goto("/expert/assignments/")
    _draw(page, "assignments")
    page.goto("/reports/")
    _draw(page, "reports")


def _triage(page: Page) -> None:
    page.goto(_with(page, "severity=error", "[data-box].lit-e"))
    page.wait_for_load_state("networkidle")
    _draw(page, "finding")
    firm = page.locator("main a[href*='/submissions/']").first.get_attribute("href") or "/"
    page.keyboard.press("3")
    _draw(page, "finding-dismissed")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.locator("#undo").wait_for()
    _draw(page, "finding-next")
    page.goto(_with(page, "", "svg.pg [data-box]"))
    page.wait_for_load_state("networkidle")
    _draw(page, "finding-page")
    _papers(page, re.findall(r"\d+", firm)[0])


def _papers(page: Page, firm: str) -> None:
    for tab, name in (("", "submission"), ("score/", "score"), ("text/", "text")):
        page.goto(f"/submissions/{firm}/{tab}")
        _draw(page, name)
    page.goto(f"/papers/notice/{firm}/")
    _draw(page, "notice")


def _with(page: Page, query: str, lit: str) -> str:
    """The address of the first open finding that shows ``lit``."""
    page.goto(f"/findings/?{query}")
    links = page.locator("main a[href*='/findings/']").evaluate_all(
        "all => all.map(a => a.getAttribute('href')).filter(a => /findings\\/\\d+\\//.test(a))"
    )
    for link in list(dict.fromkeys(links)):
        page.goto(link)
        if page.locator(lit).count():
            return str(link)
    raise SystemExit(f"no open finding shows {lit}")


def _expert(page: Page) -> None:
    page.goto("/expert/")
    _draw(page, "expert-statement")
    page.check("input[name=tied][value=no]")
    page.click(".x-state .x-go")
    page.locator("#opinion").wait_for()
    _draw(page, "expert")
    page.locator("#opinion").scroll_into_view_if_needed()
    page.locator("#opinion button[value=submit]").scroll_into_view_if_needed()
    _draw(page, "expert-opinion")


def _draw(page: Page, name: str) -> None:
    """A picture small enough for a repository."""
    target = TARGET / f"{name}.png"
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        shot.convert("RGB").save(target, optimize=True)
        if target.stat().st_size > _MOST:
            few = shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(target, optimize=True)
    if target.stat().st_size > _MOST:
        raise SystemExit(f"{target.name}: {target.stat().st_size} bytes")
    print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main(*sys.argv[1:3])

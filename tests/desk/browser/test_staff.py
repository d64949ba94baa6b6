"""An officer's day: hand in, watch, open a finding, see the spot, decide by keyboard, make the notice."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from tests.desk.browser.conftest import Office

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_what_was_handed_in_is_on_the_board(handed_in: Office) -> None:
    page = handed_in.page_of("province")
    page.goto("/batches/")
    expect(page.locator("#table")).to_contain_text("浙江岑禾铜业科技有限公司")
    expect(page.locator("#foot-pages")).to_contain_text("共 3 家")


def test_decided_by_keyboard_undone_and_decided_again(
    handed_in: Office, finding: Callable[[str], int]
) -> None:
    page = handed_in.page_of("province")
    disputed = finding("G13")
    page.goto(f"/findings/{disputed}/")
    lit = page.locator("[data-box].lit-e")
    expect(lit).to_be_in_viewport()
    expect(lit).to_contain_text("11.8")
    expect(page.locator("[data-box].lit-g").first).to_be_in_viewport()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: f"/findings/{disputed}/" not in address)
    expect(page.locator("#undo")).to_contain_text("G13 已记为“属实·须补正”")
    page.keyboard.press("z")
    page.wait_for_url(re.compile(f"/findings/{disputed}/"))
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: f"/findings/{disputed}/" not in address)
    said = handed_in.rows("SELECT ruling FROM store_decision WHERE rule = 'G13' ORDER BY id")
    assert [ruling for (ruling,) in said] == ["upheld", "withdrawn", "upheld"]


def test_a_box_lies_on_its_figure_in_a_drawn_page(
    handed_in: Office, finding: Callable[[str], int]
) -> None:
    """The PDF plan's finding: its picture is there and the box lies within it."""
    page = handed_in.page_of("province")
    page.goto(f"/findings/{_in_pdf(handed_in)}/")
    expect(page.locator("svg.pg [data-box]").first).to_be_in_viewport()
    picture = page.locator("svg.pg image")
    drawn = page.request.get(str(picture.get_attribute("href")))
    assert drawn.ok and drawn.headers["content-type"] == "image/png"
    whole, box = (
        picture.bounding_box(),
        page.locator("svg.pg [data-box] rect.fr").first.bounding_box(),
    )
    assert whole and box
    assert whole["x"] <= box["x"] and box["x"] + box["width"] <= whole["x"] + whole["width"]
    assert whole["y"] <= box["y"] and box["y"] + box["height"] <= whole["y"] + whole["height"]


def _in_pdf(office: Office) -> int:
    boxed = "body LIKE '%.pdf%' AND body LIKE '%bbox%'"
    return int(office.rows(f"SELECT id FROM store_finding WHERE live AND {boxed}")[0][0])


def test_the_notice_holds_what_was_upheld(
    handed_in: Office, finding: Callable[[str], int], tmp_path: Path
) -> None:
    page = handed_in.page_of("province")
    wanted = finding("F16")
    page.goto(f"/findings/{wanted}/")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: f"/findings/{wanted}/" not in address)
    firm = handed_in.one("SELECT id FROM store_submission WHERE name LIKE '016-%'")
    page.goto(f"/papers/notice/{firm}/")
    page.click(".p-make")
    page.wait_for_load_state()
    page.goto(f"/papers/notice/{firm}/")
    with page.expect_download() as got:
        page.click(".p-before a")
    path = tmp_path / "通知.docx"
    got.value.save_as(path)
    assert got.value.suggested_filename.endswith(".docx")
    letter = docx.Document(str(path))
    told = "\n".join(
        cell.text for table in letter.tables for row in table.rows for cell in row.cells
    )
    assert "3,970" in told and "3,920" in told


def test_a_second_officer_is_told_who_holds_it(
    handed_in: Office, finding: Callable[[str], int]
) -> None:
    first, second = handed_in.page_of("province"), handed_in.page_of("second")
    shared = finding("B02")
    first.goto(f"/findings/{shared}/")
    expect(first.locator("#confirm")).to_be_enabled()
    second.goto(f"/findings/{shared}/")
    expect(second.locator("[role=alert]")).to_contain_text("周予安")
    expect(second.locator("#confirm")).to_be_disabled()
    first.keyboard.press("2")
    first.fill("#w2", "经办已核对证照")
    first.click("#confirm")
    first.wait_for_url(lambda address: f"/findings/{shared}/" not in address)
    assert handed_in.one("SELECT count(*) FROM store_decision WHERE rule = 'B02'") == 1

"""The basic table with lines across only."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers import pdf
from schemas.document import Table
from tests.extractors.pdf_maker import Page, Pdf

Row = tuple[tuple[str, float], ...]
ROWS: tuple[Row, ...] = (
    (("工厂名称", 70), ("浙江某某化纤有限公司", 200)),
    (("统一社会信\n用代码", 70), ("91330109MA2B3C4D1C", 200)),
    (("法定代表人", 70), ("沈某某", 200), ("法人代表电\n话", 330), ("0571-88517387", 430)),
    (("年度", 70), ("2022", 210), ("2023", 330), ("2024", 440)),
    (("工业总产值\n（万元）", 70), ("69243", 200), ("72340.3", 325), ("76718", 435)),
    (("年综合能耗\n（吨标准煤）", 70), ("10782", 200), ("10839", 325), ("11567.97", 435)),
    (("主要荣誉", 70), ("□单项冠军企业\n□智能工厂", 150), ("√水效领跑者企业\n□其他", 330)),
    (
        ("方案实施周\n期", 70),
        ("2026年4月至2028年6月", 160),
        ("方案总投资\n（万元）", 330),
        ("6193", 460),
    ),
)
PITCH, PAD = 13.0, 7.0


def drawn(rows: tuple[Row, ...], *, beside: str = "", first: int = 0, last: int = 0) -> Page:
    """Rows with cells set to their middle; ``beside`` stands left of rows ``first`` to ``last``."""
    page, y = Page().line(60, 100, 540, 100), 100.0
    top = y
    for n, row in enumerate(rows):
        height = max(text.count("\n") + 1 for text, _ in row) * PITCH + 2 * PAD
        top = y if n == first else top
        for text, x in row:
            lines = text.split("\n")
            start = y + (height - len(lines) * PITCH) / 2
            for i, line in enumerate(lines):
                page.text(x, start + i * PITCH + 10, line)
        y += height
        inner = beside and first <= n < last
        page.line(110 if inner else 60, y, 540, y)
        if beside and n == last:
            page.text(64, (top + y) / 2, beside)
    return page


def anchors(path: Path, page: Page) -> list[list[str]]:
    document = pdf.read(Pdf([page]).save(path / "a.pdf"), "a.pdf")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [[c.text for i, c in enumerate(row) if c.column == i] for row in table.rows]


def test_rows_between_lines_across(tmp_path: Path) -> None:
    found = [[text.replace("\n", "") for text in row] for row in anchors(tmp_path, drawn(ROWS))]
    wanted = [[text.replace("\n", "") for text, _ in row] for row in ROWS]
    honours = found[6]
    assert [row for row in found if row is not honours] == [*wanted[:6], wanted[7]]
    assert honours[0] == "主要荣誉" and len(honours) == 2


def test_a_label_beside_parted_rows_is_left_out(tmp_path: Path) -> None:
    shifted = tuple(tuple((t, x + 44 if x == 70 else x) for t, x in row) for row in ROWS[3:6])
    page = drawn((*ROWS[:3], *shifted, *ROWS[6:]), beside="近3年", first=3, last=5)
    found = [[text.replace("\n", "") for text in row] for row in anchors(tmp_path, page)]
    assert found[3:6] == [[text.replace("\n", "") for text, _ in row] for row in ROWS[3:6]]


@pytest.mark.parametrize("count", [0, 3])
def test_prose_between_lines_is_no_table(tmp_path: Path, count: int) -> None:
    page = Page()
    for n in range(7):
        page.line(60, 100 + 24 * n, 540, 100 + 24 * n)
        label = ROWS[n % 3][0][0].split("\n")[0] if n < count else "公司持续推进节能降碳工作"
        page.text(70, 116 + 24 * n, label)
    document = pdf.read(Pdf([page]).save(tmp_path / "a.pdf"), "a.pdf")
    assert not any(isinstance(block, Table) for block in document.blocks)

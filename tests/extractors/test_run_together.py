"""Values that ran together with their neighbours are in doubt, clean ones are not."""

from __future__ import annotations

import pytest

from extractors.forms import lines, values
from extractors.forms.run_together import doubted
from schemas.document import Cell
from schemas.fields import BASIC_TABLE, HONOURS
from schemas.place import PageBox
from schemas.submission import Read, State, Value

CELL = PageBox("a.pdf", 2, table=1, cell=(1, 2))
LINE = PageBox("a.pdf", 2)


def confidence(key: str, read: Read) -> float:
    return doubted({key: read})[key].confidence


@pytest.mark.parametrize(
    ("key", "value", "sure"),
    [
        ("legal_representative", "陈某某", True),
        ("legal_representative", "陈某某 13800000000", False),
        ("factory_name", "浙江某某（集团）有限公司", True),
        ("factory_name", "浙江某某有限公司 91330109MA2B3C4D1C", False),
        ("address", "浙江省某市某路960号", True),
        ("address", "浙江省某市某路960号所属行业", False),
        ("address", "浙江省某市某路229号\n1751", False),
        ("benchmark", "0.115tce/t，引用《综合能耗限额》", True),
        ("benchmark", "耗限额》", False),
        ("benchmark", "0.115tce/t单位产品(工业增加 0.65tce/万元", False),
        ("main_business", "法定代表人以外的事项；（略", True),
    ],
)
def test_texts(key: str, value: Value, sure: bool) -> None:
    assert (confidence(key, Read(value, str(value), CELL)) > 0.9) is sure


@pytest.mark.parametrize(("raw", "sure"), [("2026-2028年", True), ("2026-01至2028-09 3546", False)])
def test_a_year_alone_where_months_are_printed(raw: str, sure: bool) -> None:
    read = Read("2028-12", raw, CELL, flags=("year_only",))
    assert (confidence("period_end", read) > 0.9) is sure


@pytest.mark.parametrize(("where", "sure"), [(CELL, True), (LINE, False)])
def test_a_blank_line_may_have_its_value_elsewhere(where: PageBox, sure: bool) -> None:
    read = Read(None, "", where, state=State.BLANK)
    assert (confidence("total_investment", read) > 0.9) is sure


@pytest.mark.parametrize(
    ("offered", "sure"), [(HONOURS, True), (HONOURS[:8], False), (HONOURS[-5:], False)]
)
def test_honours_of_which_the_page_end_may_have_cut_some(
    offered: tuple[str, ...], sure: bool
) -> None:
    text = "\n".join(("☑" if n == 1 else "□") + option for n, option in enumerate(offered))
    read = values.honours_read(values.Origin(Cell(0, 0, text, CELL), "主要荣誉"))
    assert read.value == [offered[1]]
    assert (read.confidence > 0.9) is sure


@pytest.mark.parametrize(("lost", "sure"), [("", False), ("□", True)])
def test_an_honour_without_a_box_among_boxes_may_have_been_ticked(lost: str, sure: bool) -> None:
    boxes = [lost if n == 4 else "☑" if n == 1 else "□" for n in range(len(HONOURS))]
    text = "\n".join(box + option for box, option in zip(boxes, HONOURS, strict=True))
    read = values.honours_read(values.Origin(Cell(0, 0, text, CELL), "主要荣誉"))
    assert (read.confidence > 0.9) is sure


@pytest.mark.parametrize(("where", "sure"), [(CELL, True), (LINE, False)])
def test_a_long_benchmark_of_mere_lines_holds_what_follows_it(where: PageBox, sure: bool) -> None:
    text = "0.115tce/t，引用《综合能耗限额》，" + "建设目标对比，指标，" * 12
    assert (confidence("benchmark", Read(text, text, where)) > 0.9) is sure


@pytest.mark.parametrize(
    ("texts", "sure"),
    [
        (("联系人  沈某某", "轴承的研发、制造与销售", "6  主营业务", "；货物及技术进出口"), False),
        (("联系人  沈某某", "主营业务：轴承的研发", "、制造与销售"), True),
        (("联系人  沈某某", "主营业务", "轴承的研发、制造与销售"), True),
    ],
)
def test_a_label_amid_the_lines_of_its_value(texts: tuple[str, ...], sure: bool) -> None:
    found = lines.find([Cell(0, 0, text, LINE) for text in texts], BASIC_TABLE)
    (slot,) = [slot for slot in found if slot.key == "main_business"]
    assert (slot.match.confidence > 0.9) is sure

"""A row that the page end cuts: the form's own label tells, brackets in it or not."""

from __future__ import annotations

import pytest

from extractors.readers.pdf_cut import is_cut
from extractors.readers.pdf_tables import DraftCell
from extractors.readers.pdf_text import Written

KEYS = ((0, 2), (2, 4))


def cell(column: int, span: int, text: str) -> DraftCell:
    box = (60.0 + 60 * column, 700.0, 60.0 + 60 * (column + span), 714.0)
    return DraftCell(9, column, 1, span, 1, box, box, Written(text))


@pytest.mark.parametrize(
    ("above", "below", "cut"),
    [
        (("开展零碳（近零碳）工厂", "围绕建设目标，实施余热回收、"), ("建设主要举措与成效", "平台等项目，提升能效。"), True),
        (("单位产品（工业增加值）", "较实施前明显优于行业平均水平"), ("能耗量", "达到行业先进水平，降低明显。"), True),
        (("主营业务", "涤纶长丝、涤纶短纤维的研发生产"), ("通讯地址", "杭州市萧山区某某路1号综合楼一层"), False),
    ],
)  # fmt: skip
def test_the_label_tells(above: tuple[str, str], below: tuple[str, str], cut: bool) -> None:
    ends = {key: cell(*key, text) for key, text in zip(KEYS, above, strict=True)}
    starts = {key: cell(*key, text) for key, text in zip(KEYS, below, strict=True)}
    assert is_cut(ends, starts, 14.0) is cut


LIST = ((0, 1), (1, 2), (3, 1))


@pytest.mark.parametrize(
    ("before", "above", "below", "cut"),
    [
        ("9", ("1", "厂房屋顶分", "2,220"), ("0", "布式光伏发电项目", ""), True),
        ("19", ("2", "循环水泵", "75"), ("0", "节能改造", ""), True),
        ("9", ("10", "循环水泵", "75"), ("11", "离心风机", "55"), False),
        ("", ("1", "循环水泵", "75"), ("0", "离心风机", "55"), False),
        ("0", ("1", "循环水泵", "75"), ("2", "离心风机", "55"), False),
        ("11", ("A", "厂房屋顶分", "2,220"), ("", "布式光伏发电项目", ".20万元"), True),
    ],
)
def test_a_number_broken_by_the_page_end(
    before: str, above: tuple[str, ...], below: tuple[str, ...], cut: bool
) -> None:
    ends = {key: cell(*key, text) for key, text in zip(LIST, above, strict=True)}
    starts = {key: cell(*key, text) for key, text in zip(LIST, below, strict=True)}
    assert is_cut(ends, starts, 14.0, before) is cut

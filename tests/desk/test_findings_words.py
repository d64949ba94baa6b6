"""What a finding's words say: the figures in them, and by how much two differ."""

from __future__ import annotations

import pytest

from desk.findings.grounds import figures_in
from desk.findings.words import Amount, amount, difference


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2024年综合能耗17,592.1吨标准煤，降低8.65%", (17592.1, 8.65)),
        ("575 469.15元", (575469.15,)),
        ("０．１５８ tCO2/t", (0.158,)),
        ("附件2-2 第3行", (2.0, 2.0, 3.0)),
        ("2026年1月至2028年12月", ()),
        ("空白", ()),
    ],
)
def test_figures(text: str, figures: tuple[float, ...]) -> None:
    assert figures_in(text) == figures


@pytest.mark.parametrize(
    ("right", "wrong", "off"),
    [
        ("14.5%", "17%", Amount("+2.5", "个百分点", True)),
        ("11,810万元", "13,420万元", Amount("+1,610", "万元", True)),
        ("9.3分", "15分", Amount("+5.7", "分", True)),
        ("8,300万元", "8.3亿元", Amount("—")),
        ("1万—2万吨标煤档", "1万吨标煤以下", Amount("—")),
    ],
)
def test_by_how_much(right: str, wrong: str, off: Amount) -> None:
    assert difference(amount(right), amount(wrong)) == off

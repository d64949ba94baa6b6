"""Before, after and effect: the rows of the basic table that are compared."""

from __future__ import annotations

import pytest

from schemas.submission import State
from tests.extractors.basic_tables import read, values

COMPARED = ["energy_intensity.before", "energy_intensity.after", "energy_intensity.effect", "energy_intensity.unit"]  # fmt: skip
LABEL = "单位产品（工业增加值）能耗量"
HEADS = ["", "培育建设实施前", "培育建设实施后", "实施成效"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEADS, [LABEL, "62kgce/t", "53kgce/t", "降低14.5%"]],
        [HEADS, [LABEL, "62 kgce/t", "53", "下降 14.5 %"]],
        [HEADS, [f"{LABEL}（kgce/t）", "62", "53", "14.5"]],
        [["指标", "单位", "建设前", "建设后", "成效"], ["单位产品能耗量", "kgce/t", "62", "53", "↓14.5%"]],
        [["指标", "实施后", "实施前", "实施成效"], [LABEL, "53kgce/t", "62kgce/t", "14.5%"]],
        [["", "实施前（2024年）", "实施后（2027年）", "变化率"], [LABEL, "62kgce/t", "53kgce/t", "降低14.5%"]],
        [[LABEL, "62kgce/t", "53kgce/t", "降低14.5%"]],
        [[*HEADS, "单位"], [LABEL, "62", "53", "降低14.5%", "kgce/t"]],
        [["二", *HEADS], ["关键指标", LABEL, "62kgce/t", "53kgce/t", "降低14.5%"]],
    ],
    ids=["form", "before only", "label", "column", "swapped", "years", "no heads", "last", "side"],
)  # fmt: skip
def test_compared_columns(rows: list[list[str]]) -> None:
    assert values(read(rows), *COMPARED) == [62.0, 53.0, 14.5, "kgce/t"]


def test_shares_keep_percent() -> None:
    basic = read(
        [
            HEADS,
            ["可再生能源使用占比（%）", "12.5", "21%", "提高8.5个百分点"],
            ["碳抵消率（%）", "0", "40", "提高  %"],
        ]
    )
    keys = (
        "renewable_share.before",
        "renewable_share.after",
        "renewable_share.effect",
        "offset_rate.before",
    )
    assert values(basic, *keys) == [12.5, 21.0, 8.5, 0.0]
    effect = basic.reads["offset_rate.effect"]
    assert (effect.state, effect.flags, effect.raw) == (State.BLANK, ("placeholder",), "提高  %")


@pytest.mark.parametrize(
    ("label", "printed", "value"),
    [
        (LABEL, "降低3%", 3.0),
        (LABEL, "-3%", 3.0),
        (LABEL, "上升3%", -3.0),
        ("可再生能源使用占比（%）", "提高3个百分点", 3.0),
        ("可再生能源使用占比（%）", "下降3个百分点", -3.0),
    ],
)
def test_an_effect_against_its_row_is_negative(label: str, printed: str, value: float) -> None:
    basic = read([HEADS, [label, "62", "60", printed]])
    (effect,) = (found for key, found in basic.reads.items() if key.endswith(".effect"))
    assert effect.value == value


def test_two_kinds_of_intensity_are_no_contradiction() -> None:
    rows = [
        HEADS,
        ["单位产品能耗量", "62kgce/t", "53kgce/t", "降低14.5%"],
        ["单位工业增加值能耗量", "0.3tce/万元", "0.2tce/万元", "降低33%"],
    ]
    basic = read(rows)
    assert (values(basic, *COMPARED), basic.rivals) == ([62.0, 53.0, 14.5, "kgce/t"], {})

"""Tables near the form that share some of its labels and are no piece of it."""

from __future__ import annotations

import pytest

from extractors.forms.plan_2025 import read
from tests.extractors.tables import document, line, lines, table

FORM = [
    ["工厂名称", "青禾化纤有限公司", "通讯地址", "浙江省杭州市萧山区青禾路1号"],
    ["统一社会信用代码", "91330109MA2B3C4D1C", "主营业务", "涤纶长丝"],
    ["成立日期", "2003-05-12", "注册资本（万元）", "5000"],
    ["法定代表人", "沈国良", "法人代表电话", "0571-82345678"],
    ["联系人", "金晓燕", "联系电话", "13812345678"],
    ["年度", "2022年", "2023年", "2024年"],
    ["工业增加值（万元）", "2001", "2002", "2003"],
    ["碳排放总量（吨）", "30001", "30002", "30003"],
    ["年综合能耗（吨标准煤）", "12001", "12002", "12003"],
    ["关键指标", "实施前", "实施后", "实施成效"],
    ["可再生能源使用占比（%）", "10", "20", "10"],
    ["碳抵消率（%）", "0", "5", "5"],
]
OTHERS = {
    "consultant": [
        ["编制单位", "某某咨询有限公司"],
        ["统一社会信用代码", "91330100MA2XXXXX1C"],
        ["联系人", "张三"],
        ["联系电话", "13900000000"],
    ],
    "milestones": [
        ["指标", "2024年", "2025年", "2026年", "2027年"],
        ["碳排放总量（吨）", "30003", "28000", "26000", "24000"],
        ["年综合能耗（吨标准煤）", "12003", "11500", "11000", "10500"],
        ["可再生能源使用占比（%）", "10", "12", "15", "20"],
    ],
    "accounts": [
        ["指标", "单位", "2022年", "2023年", "2024年"],
        ["综合能源消费量", "tce", "12001.4", "12002.3", "12003.2"],
        ["碳排放总量", "tCO2", "30001.1", "30002.2", "30003.3"],
        ["工业增加值", "亿元", "0.2001", "0.2002", "0.2003"],
    ],
    "other firms": [
        ["企业名称", "注册资本（万元）", "成立日期", "法定代表人"],
        ["青禾贸易有限公司", "100", "2010-01-01", "沈明"],
    ],
    "group": [
        ["集团名称", "青禾集团有限公司"],
        ["年综合能耗（万吨标准煤）", "23"],
        ["碳排放总量（万吨）", "60"],
    ],
    "output": [["产品", "2022年产量", "2023年产量"], ["涤纶长丝（吨）", "5000", "5100"]],
}


def values(*before: list[list[str]]) -> dict[str, object]:
    front = lines("零碳（近零碳）工厂建设方案", "申报单位：青禾化纤有限公司", "2025年3月18日")
    tables = [table(rows) for rows in (*before, FORM)]
    found = read(document(*front, *tables, line("一、培育建设基础与现状")))
    assert found.rivals == {}
    return {key: one.value for key, one in found.fields.items()}


@pytest.mark.parametrize("other", OTHERS)
def test_what_stands_before_the_form_changes_nothing(other: str) -> None:
    alone = values()
    assert alone["uscc"] == "91330109MA2B3C4D1C"
    assert values(OTHERS[other]) == alone


def test_pieces_of_one_form_go_together() -> None:
    parted = [table(FORM[:5]), table(FORM[5:9]), table(FORM[9:])]
    found = read(document(*parted, line("一、培育建设基础与现状"))).fields
    assert {"uscc", "emissions.2023", "offset_rate.after"} <= found.keys()

"""What explanations name, in the words of applicants: nobody who tells all is accused of telling less."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from fixtures.submissions import right
from schemas.policy import edition
from schemas.submission import ScoreItem
from validators import scoring
from validators.catalogue import judge
from validators.energy.offsets import offsets, only_green
from validators.points import score_evidence, score_waste
from validators.points.score_judged import aspects, cases, system
from validators.points.score_totals import totals
from validators.points.score_waste import waste

POLICY = edition()

FULL = [
    (ScoreItem.ENERGY_SYSTEM, "E05", "对厂区总进线、各车间及重点耗能设备实现分钟级采集，系统自动生成能耗报表、开展能效对标并推送异常报警。"),
    (ScoreItem.ENERGY_SYSTEM, "E05", "能源管理系统覆盖一级、二级、三级计量，实时采集，具备报表统计、能效分析、超限告警功能"),
    (ScoreItem.ENERGY_SYSTEM, "E05", "建立EMS系统，接入进出厂计量、车间级、设备级数据1200点，具有统计、分析、预警功能"),
    (ScoreItem.CARBON_SYSTEM, "E06", "可自动核算各工序碳排放，实时监控，支持数字孪生模拟和大屏展示，原始数据备份10年"),
    (ScoreItem.CARBON_SYSTEM, "E06", "实现碳排放在线监测、碳足迹核算、数据可视化展示和历史数据存储，支持减排路径模拟"),
    (ScoreItem.WASTE_ENERGY, "E12", "余热：空压机余热回收用于职工浴室，利用率75%；余压：蒸汽余压发电，利用率68%"),
    (ScoreItem.WASTE_ENERGY, "E12", "余热余压均回收利用，利用率均在60%以上"),
    (ScoreItem.WASTE_ENERGY, "E12", "余热锅炉回收烟气余热（利用率70%）、空压机余热（利用率65%），TRT余压发电（利用率80%）"),
    (ScoreItem.ECO_DESIGN, "E13", "产品轻量化设计（减重5%）、模块化设计、数字化仿真设计、无卤阻燃材料替代、废料循环利用"),
    (ScoreItem.ECO_DESIGN, "E13", "1.轻量化：壁厚减薄；2.低碳化：采用再生料；3.集成化：多功能一体；4.循环利用：边角料回用；5.有害物质减量：水性涂料"),
    (ScoreItem.ECO_DESIGN, "E13", "（1）轻量化设计；（2）低碳材料；（3）数字化设计；（4）模块化设计；（5）资源循环利用。"),
    (ScoreItem.CARBON_MANAGEMENT, "E14", "完成A、B两款产品碳足迹认证，取得ISO14064核查声明和绿色供应链管理企业称号"),
    (ScoreItem.CARBON_MANAGEMENT, "E14", "产品碳足迹证书2张、碳标签1张、绿色供应链评价1项"),
    (ScoreItem.CARBON_MANAGEMENT, "E14", "涤纶长丝、工业丝、切片、薄膜四类产品取得碳足迹证书"),
    (ScoreItem.CARBON_MANAGEMENT, "E14", "已开展产品碳足迹认证、绿色供应链认证，另开展CCUS中试和低碳产品认证"),
]  # fmt: skip
"""Explanations that bear out every point of the row."""

FAIR = [
    ("renewable_energy", "近3年可再生能源占比12%，均为厂区屋顶光伏自发自用，不含绿电、绿证"),
    ("renewable_energy", "厂内光伏自用占比12%；另外购绿电占比8%用于碳抵消，未计入本项"),
    ("renewable_energy", "厂界内光伏+储能，可再生能源消费占比12%，绿电交易另计"),
    ("renewable_energy", "光伏自用120万kWh、外购绿电300万kWh，可再生能源占比12%（仅计光伏）"),
    ("carbon_offset", "购买绿证3000张、CCER 2000吨，合计抵消比例45%"),
    ("carbon_offset", "通过绿电、绿证及碳普惠等方式抵消剩余排放的55%"),
    (
        "carbon_offset",
        "剩余排放量12000吨，绿电抵消5400吨（45%），碳普惠减排量抵消600吨（5%），合计50%",
    ),
    ("carbon_offset", "2024年剩余排放量1.2万吨，购买绿电折合减排5000吨，CCER1000吨，抵消比例50%"),
    ("retrofit_effect", "2022年0.704、2023年0.649、2024年0.603吨标煤/万元，年均下降7.5%"),
    ("retrofit_effect", "三年来单位产值能耗年均下降6.6%以上"),
    ("retrofit_effect", "能耗强度累计下降14.4%，年均下降7.4%"),
    ("retrofit_effect", "碳排放强度年均下降7.3%，能耗强度年均下降7.5%"),
    ("retrofit_effect", "万元产值能耗由0.169降至0.148，年均降幅6.6%，超过5%"),
]
"""Explanations in which nothing is wrong."""


@pytest.mark.parametrize("module", [score_evidence, score_waste])
def test_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(("item", "code", "words"), FULL)
def test_full_points_that_the_explanation_bears_out(item: ScoreItem, code: str, words: str) -> None:
    full = next(row.points for row in POLICY.items if row.item is item)
    found = judge(right({f"self.{item}": full, f"evidence.{item}": words}), POLICY).findings
    assert [f.message for f in found if f.rule == code] == []


@pytest.mark.parametrize(("item", "words"), FAIR)
def test_fair_explanations(item: str, words: str) -> None:
    told = {f"evidence.{item}": words, "offset_rate.before": 50.0, "self.carbon_offset": 9.3}
    said = {f.rule for f in judge(right(told), POLICY).findings}
    assert not said & {"E10", "E11", "E19", "E20", "E21", "E25"}


def test_counts_of_named_pieces() -> None:
    eco = aspects(right({"evidence.eco_design": "轻量化、模块化等亮点做法"}), POLICY)
    assert eco is not None
    assert (eco.items, eco.count, eco.closed) == (("轻量化", "模块化"), 2, False)
    two = cases(right({"evidence.carbon_management": "碳足迹认证、碳标识认证，共2项"}), POLICY)
    assert two is not None
    assert (two.count, two.closed) == (2, True)
    assert aspects(right({"evidence.eco_design": None}), POLICY) is None


def test_what_is_planned_is_not_there() -> None:
    told = {"evidence.carbon_system": "具备碳计算、监测功能，拟建设仿真模块"}
    found = system(right(told), ScoreItem.CARBON_SYSTEM, POLICY)
    assert found is not None
    assert "仿真" in found.missing


def test_waste_energy() -> None:
    told = "余热利用率72%，余压利用率45%，余冷"
    found = waste(right({"evidence.waste_energy": told}), POLICY)
    assert found is not None
    assert (found.kinds(POLICY), found.most(POLICY), found.closed) == (1, 2, True)
    assert found.words == "余热72%、余压45%、余冷"
    assert waste(right({"evidence.waste_energy": "无余热余压可利用，不涉及"}), POLICY) is None


def test_offsets_in_tonnes_and_in_shares() -> None:
    told = "剩余排放量1万吨，绿证、绿电抵扣7,000吨，CCER抵扣1000吨"
    found = offsets(right({"evidence.carbon_offset": told}), POLICY)
    assert found is not None
    assert (found.green, found.other, found.residual, found.stated) == (7000, 1000, 10000, True)
    assert found.credited(POLICY) == 60
    shares = offsets(right({"evidence.carbon_offset": "绿证抵消60%，CCER抵消20%"}), POLICY)
    assert shares is not None
    assert (shares.green, shares.residual, shares.stated) == (0.6 * 16200, 16200, False)
    assert offsets(right(), POLICY) is None


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("通过绿证和绿电抵消", True),
        ("通过绿证和CCER抵消", False),
        ("通过绿证等抵消", False),
        ("未购买绿证", False),
        ("见佐证材料", False),
    ],
)
def test_green_power_alone(words: str, alone: bool) -> None:
    assert only_green(right({"evidence.carbon_offset": words})) is alone


def test_a_judged_row_counts_as_claimed_up_to_its_evidence() -> None:
    told = {"self.eco_design": 5.0, "evidence.eco_design": "轻量化、模块化"}
    sums = totals(scoring.score(right(told), POLICY), POLICY)
    before = totals(scoring.score(right(), POLICY), POLICY)
    assert sums.whole is not None and before.whole is not None
    assert sums.whole.high == before.whole.high - 1


def test_nothing_left_to_sum() -> None:
    sums = totals(scoring.score(right({"self.eco_design": None}), POLICY), POLICY)
    assert sums.whole is None
    assert [group for group, found in sums.groups.items() if found is None] == ["product"]

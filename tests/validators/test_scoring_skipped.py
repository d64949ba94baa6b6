"""A rule of group E that has nothing to judge by is skipped and says what it lacks, never passed."""

from __future__ import annotations

import pytest

from fixtures.submissions import ABSENT, Change, right
from schemas.policy import edition
from validators.catalogue import judge

_MANY = {"benchmark": "POY 55kgce/t，FDY 60kgce/t"}


@pytest.mark.parametrize(
    ("code", "changes", "lacking"),
    [
        ("E05", {"evidence.energy_system": None}, "自评说明 能源信息化管理系统"),
        ("E06", {"evidence.carbon_system": None}, "自评说明 碳排放信息化系统"),
        ("E08", {}, "通用设备的能效等级"),
        ("E09", {"renewable_share.before": None}, "可再生能源使用占比"),
        ("E11", {}, "综合能耗口径、自评说明中的自用电量和占比"),
        ("E12", {}, "自评说明中的余能种类和利用率"),
        ("E13", {}, "自评说明 生态设计所列内容"),
        ("E14", {"evidence.carbon_management": None}, "自评说明 碳管理所列内容"),
        ("E15", _MANY, "与单耗同一单位的一个先进值"),
        ("E18", {"offset_rate.before": None}, "碳抵消比例"),
        ("E19", {"offset_rate.before": 45.0}, "绿证、绿电抵扣量"),
        ("E25", {}, "自评说明写明的年均下降率"),
        ("E05", {"self": ABSENT}, "self_evaluation.energy_system"),
    ],
)
def test_skipped(code: str, changes: dict[str, Change], lacking: str) -> None:
    verdicts = judge(right(changes), edition())
    skipped = {entry.rule: entry.missing for entry in verdicts.skipped}
    assert skipped.get(code) == (lacking,)
    assert code not in {finding.rule for finding in verdicts.findings}

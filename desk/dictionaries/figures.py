"""The policy's own figures in words, each with its clause. What is ours (tolerances, usual ranges) is not among them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from schemas.policy import Policy

_CONTROL: Final = "附件1 "
_SCORING: Final = {
    "retrofit_full_wan": ("技改项目：近3年投资额达到此数得满分", "万元", "技改项目"),
    "annual_drop_full": ("技改成效：能耗或碳排放强度年均下降达到此数得满分", "%", "技改成效"),
    "offset_floor": ("碳抵消比例：此数以下得0分", "%", "碳抵消比例"),
    "green_power_cap": ("碳抵消：绿证、绿电不超过剩余排放量的", "%", "碳抵消比例"),
    "waste_energy_min_use": ("余能使用：利用率达到", "%", "余能使用"),
    "unit_better": ("单耗水平：优于标杆此数得满分", "%", "单耗水平"),
    "unit_worse": ("单耗水平：劣于标杆此数以内得部分分", "%", "单耗水平"),
    "unit_met_points": ("单耗水平：达到标杆要求", "分", "单耗水平"),
    "unit_near_points": ("单耗水平：劣于标杆10%以内", "分", "单耗水平"),
    "waste_energy_each": ("余能使用：每使用一种余能", "分", "余能使用"),
    "eco_design_each": ("生态设计：每提供一种亮点做法", "分", "生态设计"),
    "carbon_management_each": ("碳管理：每提供一项案例", "分", "碳管理"),
    "general_met_points": ("通用设备能效：满足二级以上能效标准", "分", "通用设备能效"),
}
_PERIOD: Final = {
    "max_months": ("建设周期最长", "个月", "二（四） 一般不超过4年"),
    "min_months": ("建设周期最短", "个月", "一 2—3年"),
    "earliest": ("最早开始年月", "", "标题 2025—2027年"),
    "usual_end": ("一般最迟结束年月", "", "标题 2025—2027年"),
    "latest": ("最迟结束年月", "", "二（四） 一般不超过4年"),
}


class Figure(Struct, frozen=True):
    """One figure of the policy."""

    group: str
    label: str
    value: str
    unit: str
    clause: str


def figures(policy: Policy) -> tuple[Figure, ...]:
    """All of them, in the policy's order."""
    return (
        *_admission(policy),
        *_tiers(policy),
        *_scoring(policy),
        *_points(policy),
        *_period(policy),
    )


def _admission(policy: Policy) -> list[Figure]:
    said = policy.admission
    rows = (
        ("年综合能耗（等价值）达到", said.min_energy_tce, "吨标准煤"),
        ("或工业总产值达到", said.min_output_wan, "万元"),
    )
    return [
        Figure("准入条件", label, _number(value), unit, said.clause) for label, value, unit in rows
    ]


def _tiers(policy: Policy) -> list[Figure]:
    found = []
    for tier in policy.tiers:
        rows = (
            ("可再生能源使用满分线", tier.renewable_full, "可再生能源使用"),
            ("碳抵消比例满分线", tier.offset_full, "碳抵消比例"),
        )
        found += [
            Figure("能耗档位", f"{tier.label}：{label}", _number(value), "%", _CONTROL + clause)
            for label, value, clause in rows
        ]
    return found


def _scoring(policy: Policy) -> list[Figure]:
    return [
        Figure("评分标准", label, _number(getattr(policy.scoring, key)), unit, _CONTROL + clause)
        for key, (label, unit, clause) in _SCORING.items()
    ]


def _points(policy: Policy) -> list[Figure]:
    groups = {entry.group: entry for entry in policy.groups}
    heads = [
        Figure(
            "指标分值",
            f"{entry.label}（一级指标）",
            _number(entry.points),
            "分",
            f"{_CONTROL}{entry.label}",
        )
        for entry in policy.groups
    ]
    items = [
        Figure(
            "指标分值",
            entry.label,
            _number(entry.points),
            "分",
            f"{_CONTROL}{groups[entry.group].label}/{entry.label}",
        )
        for entry in policy.items
        if entry.group
    ]
    return [*heads, *items]


def _period(policy: Policy) -> list[Figure]:
    return [
        Figure("建设周期", label, _number(getattr(policy.plan_period, key)), unit, clause)
        for key, (label, unit, clause) in _PERIOD.items()
    ]


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,.10g}"

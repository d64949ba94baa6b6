"""Which projects of 附件2-2 are there to save energy: platforms, stores, water works are not."""

from __future__ import annotations

import re
from typing import Final

from schemas.submission import Row
from validators.figures import printed

_OTHER: Final = re.compile(
    r"信息|监测|监控|平台|数字|数智|智慧|智能|计量|能碳|系统软件|管控|碳足迹|认证|核查|审计|咨询"
    r"|储能|充电|节水|中水|废水|污水|水循环|环保|除尘|脱硫|脱硝|VOC|RTO|绿化|包装|原料|材料|再生"
    r"|扩建|迁建|扩产|新建.{0,8}(?:产线|生产线|车间|厂房)|产能|年产|捕集|CCUS",
    re.IGNORECASE,
)


def saves_energy(row: Row) -> bool:
    """Whether the project's name and the beginning of its content speak of nothing else."""
    return not _OTHER.search(printed(row.get("name")) + printed(row.get("content"))[:60])

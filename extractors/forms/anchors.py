"""Words of the form that are no fields: column heads, section titles, annex titles."""

from __future__ import annotations

import re

from schemas.fields import Field, Type

YEAR = Field(
    "year", "年度", Type.TEXT, ("年份", "年度金额", "年度/金额", "项目", "指标", "指标名称")
)
BEFORE = Field(
    "before",
    "培育建设实施前",
    Type.TEXT,
    (
        "实施前",
        "建设前",
        "培育建设前",
        "培育前",
        "建设实施前",
        "改造前",
        "创建前",
        "现状",
        "现状值",
        "基准值",
        "基期值",
        "实施前数值",
        "当前值",
        "培育实施前",
    ),
)
AFTER = Field(
    "after",
    "培育建设实施后",
    Type.TEXT,
    (
        "实施后",
        "建设后",
        "培育建设后",
        "培育后",
        "建设实施后",
        "改造后",
        "创建后",
        "目标",
        "目标值",
        "预期值",
        "预期目标",
        "实施后数值",
        "培育实施后",
    ),
)
EFFECT = Field(
    "effect",
    "实施成效",
    Type.TEXT,
    (
        "成效",
        "建设成效",
        "变化率",
        "变化幅度",
        "变化情况",
        "改善情况",
        "提升情况",
        "变动情况",
        "变动幅度",
        "降低幅度",
        "升降幅度",
        "实施效果",
        "降低/提高",
        "提高/降低",
        "降低或提高",
        "提高或降低",
        "降幅/增幅",
        "下降/提升",
        "降低率",
        "降幅",
        "提升幅度",
        "改善幅度",
        "变化",
        "培育建设成效",
        "预期成效",
        "效果",
    ),
)
UNIT = Field("unit", "单位", Type.TEXT, ("计量单位", "指标单位", "数据单位"))

YEAR_HEADS = (YEAR, UNIT)
COMPARED_HEADS = (BEFORE, AFTER, EFFECT, UNIT)

ANNEX_TITLES: dict[str, re.Pattern[str]] = {
    "innovations": re.compile(r"附[件表]2?[-—–.]?1(?!\d)|创新成果|技术创新清单|创新成果汇总"),
    "projects": re.compile(r"附[件表]2?[-—–.]?2(?!\d)|重点项目(?:汇总|清单|一览|计划)?表?"),
    "existing_equipment": re.compile(r"附[件表]2?[-—–.]?3(?!\d)|设备(?:清单|一览|汇总|明细)"),
    "self_evaluation": re.compile(r"附件1(?!\d)|评价要求|自[我评]评?价?表|自评"),
}
"""What an annex's title says, folded."""

EXISTING = re.compile(r"更新前|替换前|拟淘汰|现有|在用|原有|已有|现役|既有|存量")
NEW = re.compile(r"更新(?!前)|新增|新购|拟购|拟更|新设备|购置|改造后")

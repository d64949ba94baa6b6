"""能源信息化管理系统自评得分，须有三级采集和统计分析、能效分析、用能预警三项功能的说明支撑。

为什么：附件1只写了满分的要求，常见系统只做到采集和报表就按满分计。
部分得分没有尺度（未明之处第15个问题），按5×体现项数÷6供专家参考，自评高出才说；正文一（二）、三（一）写到的也算。
说明没有列出任何一级或一项功能的，可能写在附件里：满分时只作提示，其余不说；完全没有说明的由E22说。

反例：

>>> told = "系统采集用能单位、次级用能单位和主要用能设备数据，具备统计分析、能效分析功能"
>>> say(check(right({"self.energy_system": 5.0, "evidence.energy_system": told}), policy))
warning E05 能源信息化系统自评5分，材料未体现：用能预警。

正例：

>>> told = "系统采集用能单位、次级用能单位和主要用能设备数据，具备统计分析、能效分析和用能预警功能"
>>> say(check(right({"self.energy_system": 5.0, "evidence.energy_system": told}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.points.judged_claims import systems

RULE = Rule(
    code="E05",
    name="energy-system",
    title="能源信息化系统得分依据不足",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 能源信息化管理系统（5分，实时采集重点用能单位、主要次级用能单位、主要用能设备的数据，自动统计分析、能效分析、用能预警）",
    message="能源信息化系统自评{points}分，材料未体现：{missing}。",
    inputs=("self_evaluation.energy_system",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for three levels and three functions."""
    yield from systems(RULE, ScoreItem.ENERGY_SYSTEM, submission, policy)

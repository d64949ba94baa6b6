"""碳排放信息化系统自评得分，须有碳计算、监测、仿真、可视化和原始数据存档的说明支撑。

为什么：仿真最少见，也最常被按满分计入。
部分得分没有尺度（未明之处第15个问题），按5×体现项数÷5供专家参考，自评高出才说；正文一（二）、三（一）写到的也算。
说明没有列出任何一项功能的，可能写在附件里：满分时只作提示，其余不说；完全没有说明的由E22说。

反例：

>>> told = "平台具备碳计算、监测、可视化功能，原始数据存档"
>>> say(check(right({"self.carbon_system": 5.0, "evidence.carbon_system": told}), policy))
warning E06 碳排放信息化系统自评5分，材料未体现：仿真。

正例：

>>> told = "平台具备碳计算、监测、情景仿真、可视化功能，原始数据存档"
>>> say(check(right({"self.carbon_system": 5.0, "evidence.carbon_system": told}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.points.judged_claims import systems

RULE = Rule(
    code="E06",
    name="carbon-system",
    title="碳排放信息化系统得分依据不足",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件1 碳排放信息化系统（5分，对生产全流程进行碳计算、监测、仿真、可视化等管理，对原始数据存档）",
    message="碳排放信息化系统自评{points}分，材料未体现：{missing}。",
    inputs=("self_evaluation.carbon_system",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for the five functions."""
    yield from systems(RULE, ScoreItem.CARBON_SYSTEM, submission, policy)

"""各项目节能量合计应与单位能耗降低目标大致相当。

为什么：目标降多少，就要有相应的项目支撑。目标对应的节能量 =（实施前 − 实施后）÷ 实施前 × 上年度综合能耗。
产品结构、产量变化都会打破这一关系，故相差超过30%只作提示，合计不足目标的七分之一左右才是警告；
有项目写不出节能量且合计偏低时不说（光伏等可再生能源项目不计节能量）。

反例：

>>> say(check(right({"projects.2.benefit": "年节能150吨标准煤"}), policy))
warning J10 项目节能合计150吨标准煤，与单位能耗降低对应的1,242.6吨相差88%。

正例：

>>> say(check(right({"projects.2.benefit": "年节能1180吨标准煤"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.figures import base_year
from validators.slips import slipped
from validators.wording.goals_met import supported

RULE = Rule(
    code="J10",
    name="saving-against-goal",
    title="项目节能合计与目标不符",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二 单位产品（工业增加值）能耗量；附件2-2 效益分析；二（二）目标合理性",
    message="项目节能合计{sum}吨标准煤，与单位能耗降低对应的{goal}吨相差{percent}%。",
    inputs=("tables.projects", "energy_intensity.before", "energy_intensity.after"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up what the projects save and compare it with what the goal asks for."""
    gap = supported(submission, "tce", policy.projects)
    if gap is None or f"energy_consumption.{base_year(submission)}" in slipped(submission, policy):
        return
    yield fault(
        RULE,
        gap.grounds,
        severity=None if gap.far else Severity.INFO,
        sum=gap.sum,
        goal=gap.goal,
        percent=gap.percent,
        expected=f"约{gap.goal}吨标准煤",
        actual=f"{gap.sum}吨标准煤",
        working=gap.working,
        fix="请核对各项目节能量和实施前后单位能耗；目标另有产品结构等因素支撑的请在正文二说明。",
    )

"""各项目减碳量合计应与单位碳排放降低目标大致相当。

为什么：目标降多少，就要有相应的项目支撑。目标对应的减碳量 =（实施前 − 实施后）÷ 实施前 × 上年度碳排放总量。
产品结构、产量变化都会打破这一关系，故相差超过30%只作提示，合计不足目标的七分之一左右才是警告；
购买绿电、电网因子下降也会降低单位碳排放；有项目写不出减碳量且合计偏低时不说。

反例：

>>> say(check(right({"projects.1.benefit": "年减碳200吨", "projects.2.benefit": "年减碳200吨"}), policy))
warning J11 项目减碳合计400吨与目标3,240吨相差88%。

正例：

>>> say(check(right({"projects.1.benefit": "年减碳3092吨", "projects.2.benefit": "年减碳400吨"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.carbon_ratio import carbon_slips
from validators.faults import fault
from validators.figures import base_year
from validators.wording.goals_met import supported

RULE = Rule(
    code="J11",
    name="carbon-against-goal",
    title="项目减碳合计与目标不符",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件2 基本信息表 二 单位产品（工业增加值）碳排放量；附件2-2 效益分析；二（二）目标合理性",
    message="项目减碳合计{sum}吨与目标{goal}吨相差{percent}%。",
    inputs=("tables.projects", "carbon_intensity.before", "carbon_intensity.after"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up what the projects cut and compare it with what the goal asks for."""
    gap = supported(submission, "tco2", policy.projects)
    if gap is None or base_year(submission) in carbon_slips(submission, policy):
        return
    yield fault(
        RULE,
        gap.grounds,
        severity=None if gap.far else Severity.INFO,
        sum=gap.sum,
        goal=gap.goal,
        percent=gap.percent,
        expected=f"约{gap.goal}吨CO2",
        actual=f"{gap.sum}吨CO2",
        working=gap.working,
        fix="请核对各项目减碳量和实施前后单位碳排放；目标另有绿电、产品结构等因素支撑的请在正文二说明。",
    )

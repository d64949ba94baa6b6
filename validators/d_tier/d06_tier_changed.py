"""近三年综合能耗分属不同档位的，提示核对适用的年份。

为什么：档位变了，满分线也变，自评容易沿用旧档。
只作提示，适用档位以上年度为准（D01）。三年数据不全或疑似单位错位（G02）时不判断。

反例：

>>> grown = {"energy_consumption.2022": 9800.0, "energy_consumption.2023": 10400.0, "energy_consumption.2024": 11200.0}
>>> say(check(right(grown), policy))
info D06 近三年档位由“1万吨标煤以下”变为“1万—2万吨标煤”。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, tier_of
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import figures_by_year
from validators.slips import slipped

RULE = Rule(
    code="D06",
    name="tier-changed",
    title="三年内档位变化",
    severity=Severity.INFO,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用、碳抵消比例（按上年度综合能耗分档）",
    message="近三年档位由“{before}”变为“{after}”。",
    inputs=("energy_consumption.*",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The tiers of all reported years, in order of time."""
    energy = figures_by_year(submission, "energy_consumption")
    keys = [f"energy_consumption.{year}" for year in energy]
    if len(energy) != len(submission.years) or set(keys) & slipped(submission, policy):
        return
    labels = [tier_of(value, policy).label for value in energy.values() if value > 0]
    if len(set(labels)) < 2:
        return
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        before=labels[0],
        after=labels[-1] if labels[-1] != labels[0] else labels[1],
        expected="同一档位",
        actual="、".join(labels),
        fix="请按上年度综合能耗确定档位，核对两项满分线。",
    )

"""光伏装机容量、发电量在正文各处和附件2-2中须一致：已建的比已建的，拟建的比拟建的。

为什么：光伏决定可再生能源占比和减碳量，数值不一就无法复算。
分期建设、自用与总发电量、各项目合计不算矛盾；附件2-2只有一个光伏项目时才与之比较。容差2%，只作警告。

反例：

>>> said = [("pv_capacity", None, 5.2, "planned", "三（二）")]
>>> say(check(right(mentions=said), policy))
warning K10 光伏装机容量：正文5.2MW与附件2-2的6MW不一致。

正例：

>>> said = [("pv_capacity", None, 6.0, "planned", "三（二）")]
>>> say(check(right(mentions=said), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.told_solar import METRICS, Clash, against_annex, among_text
from validators.faults import fault

RULE = Rule(
    code="K10",
    name="solar",
    title="光伏装机/发电量多处不一致",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 正文一（二）、三（二）；附件2-2",
    message="光伏{metric}：{one}与{other}不一致。",
    inputs=("mentions",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """What stands already, place by place; what is planned, against the project's row."""
    for metric in METRICS:
        for clash in (
            among_text(submission, metric, policy),
            against_annex(submission, metric, policy),
        ):
            if clash is not None:
                yield _finding(clash)


def _finding(clash: Clash) -> Finding:
    return fault(
        RULE,
        clash.grounds,
        metric=METRICS[clash.metric].word,
        one=clash.one,
        other=clash.other,
        expected=clash.other,
        actual=clash.one,
        fix="请核对光伏项目备案和并网资料，统一各处数值；分期或分厂房的请逐期写明。",
    )

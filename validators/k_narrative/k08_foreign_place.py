"""正文不得以外省的政策为依据，也不得描述与本行业无关的生产工序。

为什么：套用外地、外行业的方案时，政策名称和工序名称最容易漏改。
外省政策名（有其一的，连同要求本厂报送、申报的外省主管部门）须出现2次以上且多于浙江的；他行业的工序须以本厂口吻（本、我、公司）说2次以上，且本行业不含该工序。

反例：

>>> foreign = "依据江苏省零碳工厂建设实施方案，参照江苏省工业领域碳达峰实施方案，公司编制本方案。"
>>> say(check(right({"chapter.一（二）": foreign}), policy))
warning K08 正文出现与本地/本行业不符的内容“江苏省零碳工厂建设实施方案”。

正例：

>>> ours = "依据浙江省零碳工厂培育建设方案，公司编制本方案；产品远销江苏省、广东省。"
>>> say(check(right({"chapter.一（二）": ours}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.wording.elsewhere import Trace, foreign_policies, foreign_trades

RULE = Rule(
    code="K08",
    name="foreign-place",
    title="地名与行业不符",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 正文",
    message="正文出现与本地/本行业不符的内容“{words}”。",
    inputs=("chapters",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Policies of other provinces, processes of other trades: one finding each kind."""
    least = policy.narrative.foreign_times
    for trace in (*foreign_policies(submission, least), *foreign_trades(submission, least)):
        yield _finding(submission, trace)


def _finding(submission: Submission, trace: Trace) -> Finding:
    own = [field_ground(submission, key) for key in (trace.key,) if key in submission.fields]
    return fault(
        RULE,
        [*(passage.ground(words) for words, passage in trace.places), *own],
        words=trace.places[0][0],
        expected=trace.expected,
        actual="、".join(dict.fromkeys(words for words, _ in trace.places)),
        fix="请删改从其他方案沿用的内容，按本地政策和本厂工艺重写。",
    )

"""已被移出绿色（低碳）工厂名单的单位不具备申报资格。

为什么：称号经动态管理移出后，准入条件即不成立，一票否决。
名单由省厅维护（工作台字典，政策参数removed），未录入时本条跳过，不算通过。

反例：

>>> from msgspec import structs
>>> from schemas.policy import Listed
>>> gone = Listed("浙江某某化纤有限公司", since="2024年12月")
>>> say(check(right(), structs.replace(policy, removed=(gone,))))  # 名单中有该单位
error C04 单位已于2024年12月被移出绿色（低碳）工厂名单。

正例：

>>> say(check(right(), structs.replace(policy, removed=(Listed("浙江另一家有限公司"),))))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.form.lists import entry_of
from validators.lacking import Lacking

RULE = Rule(
    code="C04",
    name="removed",
    title="绿色工厂已被移出名单",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件1 准入条件/工厂要求；浙经信绿色〔2024〕105号 动态管理",
    message="单位已于{since}被移出绿色（低碳）工厂名单。",
    inputs=("raw:factory_name",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look the firm up by its code, else by its name."""
    if not policy.removed:
        raise Lacking("绿色（低碳）工厂移出名单（未导入）")
    found = entry_of(submission, policy.removed)
    if found is None:
        return
    keys = [key for key in ("factory_name", "uscc") if key in submission.fields]
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        since=found.since or "此前",
        expected="在绿色（低碳）工厂名单内",
        actual="已移出",
        fix="请核对称号现状；已重新认定的，请附最新公布文件。",
    )

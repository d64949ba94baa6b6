"""已列入培育名单的单位再次申报的，提示其现有状态。

为什么：重复占用培育名额；退出后能否再报，政策没有规定，由经办人员判断。
名单由省厅、各市维护（工作台字典，政策参数cultivated），未录入时本条跳过，不算通过。

反例：

>>> from msgspec import structs
>>> from schemas.policy import Listed
>>> known = Listed("浙江某某化纤有限公司", "91330109MA2B3C4D1C", "2025", "培育中")
>>> say(check(right(), structs.replace(policy, cultivated=(known,))))  # 已在2025年培育名单
info B23 单位已列入2025年培育名单（状态：培育中）。

正例：

>>> say(check(right(), structs.replace(policy, cultivated=(Listed("浙江另一家有限公司"),))))
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
    code="B23",
    name="already-cultivated",
    title="申报单位非本年度首次/重复占用",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="二（二）公布培育名单；二（五）动态管理",
    message="单位已列入{year}年培育名单（状态：{status}）。",
    inputs=("raw:factory_name",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look the firm up by its code, else by its name."""
    if not policy.cultivated:
        raise Lacking("培育名单（未导入）")
    found = entry_of(submission, policy.cultivated)
    if found is None:
        return
    keys = [key for key in ("factory_name", "uscc") if key in submission.fields]
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        year=found.since or "以往",
        status=found.status or "未注明",
        expected="首次申报",
        actual=found.status or found.name,
        fix="请说明与原培育任务的关系。",
    )

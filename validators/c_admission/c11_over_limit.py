"""单位产品能耗不得劣于所引标准的限定值（基准水平）。

为什么：达不到强制性能耗限额，准入资格存疑（节约能源法第十六条）；政策未列为否决项，故只作警告。
限定值只取申报材料在“行业先进值及引用标准”栏写明、单位相同的；没有写明的，本条跳过。

反例：

>>> limit = {"benchmark": "限定值80kgce/t，先进值55kgce/t（GB 36889）", "energy_intensity.before": 95.0}
>>> say(check(right(limit), policy))
warning C11 单位产品能耗95kgce/t劣于限定值80kgce/t，请核实准入资格。

正例：

>>> say(check(right({**limit, "energy_intensity.before": 62.0}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, plain
from validators.figures import number, printed
from validators.lacking import Lacking

RULE = Rule(
    code="C11",
    name="over-limit",
    title="能效低于限额/基准（前置）",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="节约能源法第十六条；附件1 单耗水平（背景）",
    message="单位产品能耗{found}{unit}劣于{kind}{limit}{unit}，请核实准入资格。",
    inputs=("raw:benchmark", "energy_intensity.before", "energy_intensity.unit"),
)
_LIMIT: Final = re.compile(
    r"(?P<kind>限定值|限额限定值|准入值|基准水平|基准值)(?:为|是|:|不高于|≤|<=)?\s*"
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[A-Za-z]+/[A-Za-z\d\u4e00-\u9fff]+)"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare 实施前 with the limit that the applicant quotes."""
    quoted = _LIMIT.search(unicodedata.normalize("NFKC", printed(submission.fields["benchmark"])))
    unit = printed(submission.fields["energy_intensity.unit"])
    if quoted is None or not quoted["unit"].startswith(unit):
        raise Lacking("能耗限额限定值（材料未写明）")
    limit = float(quoted["figure"].replace(",", ""))
    found = number(submission.fields["energy_intensity.before"])
    if found is None or found <= limit:
        return
    yield fault(
        RULE,
        [field_ground(submission, key) for key in ("energy_intensity.before", "benchmark")],
        found=plain(found),
        unit=unit,
        kind=quoted["kind"],
        limit=plain(limit),
        expected=f"不高于{plain(limit)}{unit}",
        actual=f"{plain(found)}{unit}",
        fix="请核对单位产品能耗和限定值；确未达到的，请说明整改安排。",
    )

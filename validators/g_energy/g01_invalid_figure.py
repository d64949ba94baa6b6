"""三个年度的年综合能耗、碳排放总量须为大于零的数。

为什么：准入、分档、强度都由这两行算出，一个无效数就使该年无法核对。
无效指空白、“/”、文字、零、负数、只给区间；同一行的空白合为一条（A03不重复）。
模板占位由A04说；缺了就无法判断准入的上年度数据由C08说；整行找不到由A02说。

反例：

>>> say(check(right({"emissions.2023": "?/"}), policy))
error G01 2023年碳排放总量“/”无效。

正例：

>>> say(check(right({"emissions.2023": 21560.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import by_year, number
from validators.points.admission import gaps
from validators.wording.leftovers import empty, leftover

RULE = Rule(
    code="G01",
    name="invalid-figure",
    title="能耗/碳排放缺失或非正",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 碳排放总量（吨CO2）、年综合能耗（吨标准煤）",
    message="{year}年{label}“{text}”无效。",
    inputs=("years",),
)
_UNITS: Final = {"energy_consumption": "吨标准煤", "emissions": "吨CO2"}


_BLANK: Final = "{year}年{label}未填写。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at what stands in the six cells."""
    spoken_for = gaps(submission, policy)
    for stem in _UNITS:
        reads = {
            year: read
            for year, read in by_year(submission, stem).items()
            if f"{stem}.{year}" not in spoken_for and not leftover(read)
        }
        blank = [year for year, read in reads.items() if empty(read)]
        if blank:
            yield _finding(submission, stem, blank, _BLANK)
        for year, read in reads.items():
            if not empty(read) and (number(read) or 0.0) <= 0:
                yield _finding(submission, stem, [year], RULE.message)


def _finding(submission: Submission, stem: str, years: Sequence[int], template: str) -> Finding:
    keys = [f"{stem}.{year}" for year in years]
    label, shown = label_of(stem).removeprefix("年"), submission.fields[keys[0]].raw.strip()
    return fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        template=template,
        year="、".join(map(str, years)),
        label=label,
        text=shown,
        expected=f"大于0的数（{_UNITS[stem]}）",
        actual=shown or "空白",
        fix=f"请填写{label}的数值，单位{_UNITS[stem]}。",
    )

"""上年度（申报年的前一年）的综合能耗和产值须在表中，至少能据以判定规模体量。

为什么：准入只看上年度；缺了它，能否申报无从判定。
已有一项达到门槛的，另一项空白由A03、G01说。申报年取收件日期，其次封面、承诺日期；
都没有或与报告年相差过远时不判断。年份本身不对由F01、F02说。

反例：

>>> say(check(right({"years": ["2021", "2022", "2023"]}), policy))
error C08 缺少上年度（2024年）综合能耗、产值，无法判定准入。

正例：

>>> say(check(right({"output_value.2024": 52000.0, "energy_consumption.2024": None}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, fault, field_ground, read_ground
from validators.points.admission import gaps, scale

RULE = Rule(
    code="C08",
    name="no-base-year",
    title="上年度数据缺失",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件1 准入条件/规模体量（上年度）",
    message="缺少上年度（{year}年）{missing}，无法判定准入。",
    inputs=("years",),
)
_NAMES = {"energy_consumption": "综合能耗", "output_value": "产值"}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """What of 上年度 is missing and would decide."""
    found, missing = scale(submission), gaps(submission, policy)
    if found is None or not missing:
        return
    yield fault(
        RULE,
        _grounds(submission, found.year, found.keys),
        fields=missing,
        year=found.year,
        missing="、".join(_NAMES[key.partition(".")[0]] for key in missing),
        expected=f"{found.year}年数据",
        actual="、".join(f"{year}年" for year in sorted(submission.years)),
        fix=f"请补报{found.year}年综合能耗和工业总产值；未经审计的可用统计部门口径。",
    )


def _grounds(submission: Submission, year: int, keys: tuple[str, str]) -> list[Ground]:
    if year not in submission.years:
        return [read_ground("", "年度", cell) for cell in submission.year_cells]
    return [field_ground(submission, key) for key in keys if key in submission.fields]

"""工业增加值须小于当年工业总产值。

为什么：增加值是总产值扣除中间投入后的余额，不可能达到总产值；多为两行填反或单位不一。
单位错位由F09说，本条对该数不再重复；三年都如此的合为一条。

反例：

>>> say(check(right({"value_added.2024": 62000.0}), policy))
error F04 2024年工业增加值62,000万元不应大于等于工业总产值58,000万元。

正例：

>>> say(check(right({"value_added.2024": 14000.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import spoilt
from validators.faults import fault, field_ground, plain
from validators.figures import figures_by_year

RULE = Rule(
    code="F04",
    name="value-added",
    title="工业增加值大于等于总产值",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 工业总产值、工业增加值（统计定义）",
    message="{year}年工业增加值{added}万元不应大于等于工业总产值{output}万元。",
    inputs=("value_added.*", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the two rows year by year."""
    added = figures_by_year(submission, "value_added")
    output = figures_by_year(submission, "output_value")
    slips = spoilt(submission, policy)
    years = [
        year
        for year, value in added.items()
        if 0 < output.get(year, 0) <= value
        and not slips & {f"value_added.{year}", f"output_value.{year}"}
    ]
    if not years:
        return
    keys = [f"{stem}.{year}" for year in years for stem in ("value_added", "output_value")]
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        year="、".join(map(str, years)),
        added="、".join(plain(added[year]) for year in years),
        output="、".join(plain(output[year]) for year in years),
        expected="增加值小于总产值",
        actual="；".join(f"{plain(added[year])} ≥ {plain(output[year])}" for year in years),
        fix="请核对两行是否填反、单位是否均为万元。",
    )

"""三个年度的产值、增加值、利润、税收须填可识别的数值。

为什么：填成“约三亿”或一段文字，准入、分档和强度都无法核对。
未填由A03说，“/”“无”由A05说，模板占位由A04说；同一行的几个年度合为一条。只给区间或识别自图片的降一级。

反例：

>>> say(check(right({"profit.2023": "?约三亿"}), policy))
error F03 “利润总额”2023年“约三亿”无法识别为数值。

正例：

>>> say(check(right({"output_value.2023": 30000.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, State, Submission
from validators.energy.trends import joined
from validators.faults import fault, field_ground
from validators.figures import by_year, number
from validators.slips import MONEY
from validators.wording.leftovers import leftover, refused

RULE = Rule(
    code="F03",
    name="not-a-number",
    title="经营数据非数值",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 企业近3年经营情况（单位：万元）",
    message="“{label}”{years}年“{text}”无法识别为数值。",
    inputs=("years",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at what stands in the twelve cells."""
    for stem in MONEY:
        reads = {y: read for y, read in by_year(submission, stem).items() if _odd(read)}
        if not reads:
            continue
        shown = "、".join(read.raw.strip() for read in reads.values())
        yield fault(
            RULE,
            [field_ground(submission, f"{stem}.{year}") for year in reads],
            label=label_of(stem),
            years=joined(reads),
            text=shown,
            expected="数值（万元）",
            actual=shown,
            fix=f"请以阿拉伯数字填写{label_of(stem)}，单位万元。",
        )


def _odd(read: Read) -> bool:
    if read.state is State.BLANK or refused(read) or leftover(read):
        return False
    return number(read) is None and bool(read.raw.strip())

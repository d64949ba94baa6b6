"""单位产品原材料使用量、取水量须写明计量单位（如t/t、m3/t、m3/万元）。

为什么：模板这几列没有印单位，不写明就无法与标准、限额和其他企业比较。
标签、单位列或任一数值旁写了单位的都算写明；两行都缺的合为一条。

反例：

>>> say(check(right({"water_intensity.unit": None}), policy))
warning G28 “单位产品取水量”缺少计量单位。

正例：

>>> say(check(right({"water_intensity.unit": "m3/t"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import figure, printed

RULE = Rule(
    code="G28",
    name="unit-missing",
    title="用水与节水指标缺单位",
    severity=Severity.WARNING,
    speciality=Speciality.PROCESS,
    citation="附件2 基本信息表 二 单位产品原材料使用量、单位产品取水量",
    message="“{label}”缺少计量单位。",
)
_ROWS: Final = ("material_intensity", "water_intensity")
_ENDS: Final = ("before", "after")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for rows with figures and no unit anywhere."""
    bare = [stem for stem in _ROWS if _bare(submission, stem)]
    if not bare:
        return
    keys = [
        f"{stem}.{end}" for stem in bare for end in _ENDS if f"{stem}.{end}" in submission.fields
    ]
    label = "”“".join(map(label_of, bare))
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        label=label,
        expected="数值及单位（如t/t、m3/t）",
        actual="只有数值",
        fix="请在数值后写明计量单位，如“1.05t/t”“2.0m3/t”。",
    )


def _bare(submission: Submission, stem: str) -> bool:
    reads = [submission.fields[k] for end in _ENDS if (k := f"{stem}.{end}") in submission.fields]
    stated = any(figure(submission, f"{stem}.{end}") is not None for end in _ENDS)
    named = printed(submission.fields.get(f"{stem}.unit")) or any(
        read.printed_unit or "/" in read.label for read in reads
    )
    return stated and not named

"""经营数据须以万元填报，不得与其他年度或其他指标相差千倍以上。

为什么：元、万元、亿元填混，产值差一万倍，规模准入和增加值强度都会算错。
只在其余数值彼此相符、唯独它相差千倍以上时才说；给出换算建议，但不改数。
利润、纳税骤降和新投产企业首年的小数可能属实，不说。一处错位只由本条说，F04、K01等不再重复。

反例：

>>> say(check(right({"output_value.2023": 585000000.0}), policy))
error F09 工业总产值2023年585,000,000疑似单位错误（应为万元），建议核对：若为元则为58,500万元。

正例：

>>> say(check(right({"output_value.2023": 58500.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, plain
from validators.figures import figures_by_year
from validators.slips import Slip, money_slips

RULE = Rule(
    code="F09",
    name="money-unit",
    title="疑似单位错位（元/万元/亿元）",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 企业近3年经营情况（单位：万元）",
    message="{label}{years}年{found}疑似单位错误（应为万元），建议核对：若为{unit}则为{right}万元。",
    inputs=("years",),
)
_UNITS: Final = {4: "元", -4: "亿元"}
_UNKNOWN: Final = "{label}{years}年{found}与其他年度相差千倍以上，疑似单位错误（应为万元），请核对（或为{right}万元）。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a slip; rows that slipped alike are one slip."""
    groups: dict[tuple[tuple[int, ...], int], list[Slip]] = {}
    for slip in money_slips(submission, policy):
        groups.setdefault((slip.years, slip.power), []).append(slip)
    for (years, power), alike in groups.items():
        yield _finding(submission, [slip.stem for slip in alike], years, power)


def _finding(
    submission: Submission, stems: Sequence[str], years: Sequence[int], power: int
) -> Finding:
    figures = figures_by_year(submission, stems[0])
    pairs = [(plain(figures[year]), plain(figures[year] / 10.0**power)) for year in years]
    found, right = ("、".join(column) for column in zip(*pairs, strict=True))
    unit = _UNITS.get(power, "")
    return fault(
        RULE,
        [field_ground(submission, f"{stem}.{year}") for stem in stems for year in years],
        template="" if unit else _UNKNOWN,
        label="、".join(map(label_of, stems)),
        years="、".join(map(str, years)),
        found=found,
        unit=unit,
        right=right,
        expected=f"{right}万元",
        actual=f"{found}万元",
        working=f"{pairs[0][0]} ÷ 10^{power} = {pairs[0][1]}",
        fix="请核对单位；确有错位的，请换算为万元后重填。",
    )

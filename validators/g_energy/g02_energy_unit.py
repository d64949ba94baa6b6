"""年综合能耗须以吨标准煤填报，量级须与其他年度、产值和碳排放相称。

为什么：千克、万吨与吨填混，档位和准入都会判错。
一年与其余两年相差千倍，或三年都与产值、碳排放不相称，才说错误；单位产值能耗偏高但尚有可能的只作警告。
给出换算建议，但不改数。一处错位只由本条说，G03、K01等不再重复；大型企业能耗高不是错误。

反例：

>>> say(check(right({"energy_consumption.2023": 8700000.0}), policy))
error G02 2023年综合能耗8,700,000疑似单位错误（应为吨标准煤），建议核对：若为千克标准煤则为8,700吨标准煤。

正例：

>>> say(check(right({"energy_consumption.2023": 8700.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, plain
from validators.figures import figures_by_year, text
from validators.slips import energy_slips, slipped

RULE = Rule(
    code="G02",
    name="energy-unit",
    title="吨标煤/千克/万吨单位错位",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 年综合能耗（吨标准煤）",
    message="{years}年综合能耗{found}疑似单位错误（应为吨标准煤），建议核对：若为{unit}则为{right}吨标准煤。",
    inputs=("energy_consumption.*",),
)
_UNITS: Final = {3: "千克标准煤", -4: "万吨标准煤"}
_UNKNOWN: Final = (
    "{years}年综合能耗{found}疑似单位错误（应为吨标准煤），请核对（或为{right}吨标准煤）。"
)
_DENSE: Final = (
    "{years}年综合能耗{found}吨标准煤，单位产值能耗{ratio}吨标准煤/万元偏高，请核对单位。"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Speak of the slips; failing these, of an energy use that is high for its output."""
    slips = energy_slips(submission, policy)
    for slip in slips:
        yield _slip(submission, slip.years, slip.power)
    if not slips:
        yield from _dense(submission, policy)


def _slip(submission: Submission, years: Sequence[int], power: int) -> Finding:
    figures = figures_by_year(submission, "energy_consumption")
    pairs = [(plain(figures[year]), plain(figures[year] / 10.0**power)) for year in years]
    found, right = ("、".join(column) for column in zip(*pairs, strict=True))
    return fault(
        RULE,
        [field_ground(submission, f"energy_consumption.{year}") for year in years],
        template="" if power in _UNITS else _UNKNOWN,
        years="、".join(map(str, years)),
        found=found,
        unit=_UNITS.get(power, ""),
        right=right,
        expected=f"{right}吨标准煤",
        actual=f"{found}吨标准煤",
        working=f"{pairs[0][0]} ÷ 10^{power} = {pairs[0][1]}",
        fix="请核对单位；确有错位的，请换算为吨标准煤后重填。",
    )


def _dense(submission: Submission, policy: Policy) -> Iterator[Finding]:
    if text(submission.fields.get("industry_code")) in policy.bands.process_industries:
        return
    energy = figures_by_year(submission, "energy_consumption")
    output = figures_by_year(submission, "output_value")
    ratios = {year: e / output[year] for year, e in energy.items() if output.get(year, 0) > 0}
    odd = slipped(submission, policy)
    high = [
        year
        for year, ratio in ratios.items()
        if ratio > policy.bands.energy_per_output_max and f"output_value.{year}" not in odd
    ]
    if not high:
        return
    keys = [f"{stem}.{year}" for year in high for stem in ("energy_consumption", "output_value")]
    most = plain(policy.bands.energy_per_output_max)
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        severity=Severity.WARNING,
        template=_DENSE,
        years="、".join(map(str, high)),
        found="、".join(plain(energy[year]) for year in high),
        ratio="、".join(plain(round(ratios[year], 2)) for year in high),
        expected=f"不高于{most}吨标准煤/万元",
        actual="、".join(plain(round(ratios[year], 2)) for year in high),
        working=f"{plain(energy[high[0]])} ÷ {plain(output[high[0]])} = {ratios[high[0]]:.2f}",
        fix="请核对综合能耗与工业总产值的单位；属实的请说明。",
    )

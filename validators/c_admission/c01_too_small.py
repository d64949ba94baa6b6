"""上年度综合能耗须达到3000吨标准煤（等价值），或产值达到5亿元，两者有一即可。

为什么：规模体量是准入条件，一票否决。
大于等于即达到，按原值比较不取整。只缺一项而另一项已达到的通过；另一项未达到的无法判定，由C08说。
数值疑似单位错位（F09、G02）的降为警告。差一点未达到的，另提示先核对口径。

反例：

>>> say(check(right({"energy_consumption.2024": 2999.9, "output_value.2024": 47000.0}), policy))
error C01 上年度（2024年）综合能耗2,999.9吨标准煤（等价值）、产值4.7亿元，均未达到3000吨标准煤或5亿元。
info C01 综合能耗2,999.9吨标准煤接近3000吨标准煤的门槛，请先核对统计口径（等价值）。

正例：

>>> say(check(right({"energy_consumption.2024": 2400.0, "output_value.2024": 52000.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, plain
from validators.points.admission import Scale, large_enough, scale
from validators.slips import slipped

RULE = Rule(
    code="C01",
    name="too-small",
    title="规模体量不达标",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件1 准入条件/规模体量（一票否决）",
    message=(
        "上年度（{year}年）综合能耗{energy}吨标准煤（等价值）、产值{output}亿元，均未达到{bounds}。"
    ),
    inputs=("energy_consumption.*", "output_value.*"),
)
_NEAR_ENERGY = "综合能耗{energy}吨标准煤接近{least}吨标准煤的门槛，请先核对统计口径（等价值）。"
_NEAR_OUTPUT = "产值{output}亿元接近{least}亿元的门槛，请先核对统计口径。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Both figures of 上年度 are there and neither reaches its bound."""
    found = scale(submission)
    if found is None or found.energy is None or found.output is None:
        return
    if large_enough(found, policy):
        return
    doubtful = set(found.keys) & slipped(submission, policy)
    energy, output = plain(found.energy), plain(found.output / 10000)
    yield fault(
        RULE,
        [field_ground(submission, key) for key in found.keys],
        severity=Severity.WARNING if doubtful else None,
        year=found.year,
        energy=energy,
        output=output,
        bounds=_bounds(policy),
        expected=_bounds(policy),
        actual=f"{energy}吨标准煤，{output}亿元",
        fix="请先核对单位。" if doubtful else "请核对上年度综合能耗（等价值）和工业总产值。",
    )
    yield from () if doubtful else _near(submission, found, policy)


def _bounds(policy: Policy) -> str:
    bounds = policy.admission
    return f"{bounds.min_energy_tce:g}吨标准煤或{bounds.min_output_wan / 10000:g}亿元"


def _near(submission: Submission, found: Scale, policy: Policy) -> Iterator[Finding]:
    bounds = policy.admission
    energy_key, output_key = found.keys
    if (found.energy or 0) >= bounds.near_energy_tce:
        yield fault(
            RULE,
            [field_ground(submission, energy_key)],
            severity=Severity.INFO,
            template=_NEAR_ENERGY,
            energy=plain(found.energy or 0),
            least=f"{bounds.min_energy_tce:g}",
            fix="请核对能耗是否按等价值折算；口径无误的无需修改。",
        )
    if (found.output or 0) >= bounds.near_output_wan:
        yield fault(
            RULE,
            [field_ground(submission, output_key)],
            severity=Severity.INFO,
            template=_NEAR_OUTPUT,
            output=plain((found.output or 0) / 10000),
            least=f"{bounds.min_output_wan / 10000:g}",
            fix="请核对产值的统计口径；口径无误的无需修改。",
        )

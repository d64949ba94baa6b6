"""预期降幅应在常见范围内：单位能耗不超过50%、碳排放90%、原材料40%、取水70%。

为什么：降幅过大多为前后口径不同或数值填错；确有重大工艺变革的，须由专家重点论证。只作警告。
以实施前后两数计算。前后单位不同或相差百倍的由G12、G13说。

反例：

>>> say(check(right({"energy_intensity.after": 23.56, "energy_intensity.effect": 62.0}), policy))
warning G17 “单位产品（工业增加值）能耗量”预期降低62%，幅度异常，请专家重点论证。

正例：

>>> say(check(right({"energy_intensity.after": 53.32, "energy_intensity.effect": 14.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.changes import ends, turn
from validators.faults import fault, plain

RULE = Rule(
    code="G17",
    name="great-cut",
    title="降幅异常偏大",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二；二（二）目标合理性",
    message="“{label}”预期降低{cut}%，幅度异常，请专家重点论证。",
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each row's cut with what is usual."""
    usual = policy.energy
    limits = {
        "energy_intensity": usual.energy_cut_most,
        "carbon_intensity": usual.carbon_cut_most,
        "material_intensity": usual.material_cut_most,
        "water_intensity": usual.water_cut_most,
    }
    for stem, most in limits.items():
        row = turn(submission, stem, policy)
        if row is None or row.before <= 0 or row.cut <= most + 1e-9:
            continue
        cut = plain(round(row.cut, 2))
        yield fault(
            RULE,
            ends(submission, stem, effect=True),
            label=row.label,
            cut=cut,
            expected=f"不超过{plain(most)}%",
            actual=f"{cut}%",
            working=row.working,
            fix="请核对实施前、实施后的口径和数值；属实的请在正文二说明测算依据。",
        )

"""规模体量由能耗口径决定的，须注明等价值还是当量值。

为什么：准入按等价值3000吨标准煤判定；同一企业当量值可能只有一半，口径不明就无法下结论。
产值已达到5亿元、能耗已达到门槛，或按全部用电折算也达不到的不说；疑似单位错位（G02）时不判断。

反例：

>>> small = {"output_value.2024": 45000.0, "energy_consumption.2024": 2600.0}
>>> say(check(right(small), policy))
warning C02 综合能耗2,600吨标准煤口径不明（当量值/等价值），口径不同将影响准入结论。

正例：

>>> stated = "2024年综合能耗2600吨标准煤（等价值）。"
>>> say(check(right({**small, "chapter.一（三）": stated}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.electricity import equivalent, power
from validators.energy.energy_basis import stated_basis
from validators.faults import fault, field_ground, plain
from validators.points.admission import large_enough, scale
from validators.slips import slipped

RULE = Rule(
    code="C02",
    name="basis-decides",
    title="规模判定依赖能耗口径",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 准入条件/规模体量（等价值）；GB/T 2589-2020",
    message="综合能耗{energy}吨标准煤口径不明（当量值/等价值），口径不同将影响准入结论。",
    inputs=("energy_consumption.*", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Whether the figure would be large enough if it were 当量值."""
    found = scale(submission)
    if found is None or not found.energy or found.output is None or large_enough(found, policy):
        return
    key, _ = found.keys
    if key in slipped(submission, policy) or stated_basis(submission):
        return
    kwh = power(submission, found.year)
    most = kwh if kwh is not None else found.energy * 1000 / policy.electricity.calorific_kgce
    could_be = equivalent(found.energy, most, policy)
    if could_be < policy.admission.min_energy_tce:
        return
    energy = plain(found.energy)
    yield fault(
        RULE,
        [field_ground(submission, key)],
        energy=energy,
        expected=f"注明等价值或当量值（门槛{policy.admission.min_energy_tce:g}吨标准煤，等价值）",
        actual="未注明",
        working=f"如为当量值，折等价值{'' if kwh else '至多'}{plain(round(could_be, 1))}吨标准煤",
        fix="请注明综合能耗的口径；为当量值的，请折算为等价值并列出用电量。",
    )

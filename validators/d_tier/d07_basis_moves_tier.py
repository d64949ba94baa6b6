"""能耗口径（当量值/等价值）影响分档的，须注明口径。

为什么：按当量值与等价值可能分属两档，满分线不同，得分随之不同。
口径已注明的不说；用电量取正文一（三）该年的数，没有用电量的无法折算，本条跳过。
疑似单位错位（G02）时不判断。

反例：

>>> unsaid = {"energy_consumption.2024": 6200.0, "chapter.一（三）": "2024年外购电力3000万kWh。"}
>>> say(check(right(unsaid), policy))
warning D07 能耗口径（当量值/等价值）影响分档：6,200吨标准煤如为当量值，折等价值11,513吨标准煤，请明确。

正例：

>>> say(check(right({**unsaid, "chapter.一（三）": "2024年外购电力3000万kWh，能耗按等价值计。"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, tier_of
from schemas.submission import Submission
from validators.energy.electricity import equivalent, power
from validators.energy.energy_basis import stated_basis
from validators.faults import fault, plain
from validators.lacking import Lacking
from validators.points.tier_claims import computed

RULE = Rule(
    code="D07",
    name="basis-moves-tier",
    title="口径导致档位不确定",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用、碳抵消比例（等价值）；GB/T 2589-2020",
    message=(
        "能耗口径（当量值/等价值）影响分档：{energy}吨标准煤如为当量值，折等价值{other}吨标准煤，请明确。"
    ),
    inputs=("energy_consumption.*",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The tier of the figure as it stands, and as 当量值 converted."""
    found = computed(submission, policy)
    if found is None or stated_basis(submission):
        return
    kwh = power(submission, found.year)
    if kwh is None:
        raise Lacking("用电量")
    other = round(equivalent(found.energy, kwh, policy), 2)
    if tier_of(other, policy) == found.tier:
        return
    yield fault(
        RULE,
        [found.ground],
        energy=plain(found.energy),
        other=plain(other),
        expected="注明等价值或当量值",
        actual="未注明",
        working=f"{plain(found.energy)} + {plain(kwh)} × "
        f"({policy.electricity.equivalent_kgce:g} - {policy.electricity.calorific_kgce:g}) ÷ 1000"
        f" = {plain(other)}",
        fix="请注明综合能耗的口径；为当量值的，请折算为等价值后确定档位。",
    )

"""正文一（三）所列各品种能源折标之和，须与年综合能耗相符（5%以内）。

为什么：综合能耗由各品种折算而来，对不上说明漏列品种、系数或口径有误；也能看出用的是等价值还是当量值。
电力按当量值0.1229和等价值0.28—0.31都算，光伏自用电计入与否都算（没有列出的，按可再生能源占比留出），蒸汽、原煤按系数的常见范围算，
有一种相符即可。写有“等”“其他”或列有无法折算品种的，只在已超出时说。只作警告；能耗单位错位由G02说。

反例：

>>> said = "2024年消费外购电力1600万kWh、天然气82万立方米。"
>>> say(check(right({"chapter.一（三）": said}), policy))  # 正文一（三）：2024年外购电力1600万kWh、天然气82万立方米
warning G07 2024年分品种折标合计5,382—6,050.6吨（等价值），与综合能耗8,560吨相差19.68%。

正例：

>>> said = "2024年消费外购电力2500万kWh、天然气82万立方米。"
>>> say(check(right({"chapter.一（三）": said}), policy))  # 正文一（三）：2024年外购电力2500万kWh、天然气82万立方米
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.fuel_mix import Mix, fuel_mix
from validators.energy.trends import sound
from validators.faults import fault, field_ground, plain
from validators.figures import figure
from validators.lacking import Lacking
from validators.registers.energy import fuels

RULE = Rule(
    code="G07",
    name="fuels-against-total",
    title="分能源折标合计与综合能耗不符",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 正文一（三）能源消费量；GB/T 2589-2020 附录A",
    message="{year}年分品种折标合计{least}—{most}吨（{basis}），与综合能耗{total}吨相差{gap}%。",
    inputs=("energy_consumption.*", "chapters"),
)
EQUIVALENT: Final = (2.8, 3.1)
CALORIFIC: Final = (1.229, 1.229)
_MOST_OWN: Final = 60.0
"""Percent: a greater share explains everything and so nothing."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up the kinds at both values of electricity and look for a fit."""
    mix = fuel_mix(submission)
    if mix is None:
        raise Lacking("正文一（三）分品种能源消费量")
    total = sound(submission, "energy_consumption", policy).get(mix.year, 0.0)
    if total <= 0:
        return
    own = _own_share(submission, mix)
    sums = {
        name: _bounds(mix, power) for name, power in (("等价值", EQUIVALENT), ("当量值", CALORIFIC))
    }
    gaps = {name: _gap(total, low, high / (1 - own)) for name, (low, high) in sums.items()}
    if min(map(abs, gaps.values())) <= policy.energy.mix_gap:
        return
    if not mix.whole and max(gaps.values()) > 0:
        return
    basis = min(gaps, key=lambda name: abs(gaps[name]))
    least, most = (plain(round(bound, 1)) for bound in sums[basis])
    yield fault(
        RULE,
        [field_ground(submission, f"energy_consumption.{mix.year}"), mix.passage.ground()],
        year=mix.year,
        least=least,
        most=most,
        basis=basis,
        total=plain(total),
        gap=plain(round(abs(gaps[basis]), 2)),
        expected=f"{plain(total)}吨标准煤（容许{plain(policy.energy.mix_gap)}%）",
        actual=f"{least}—{most}吨标准煤（{basis}）",
        working=_working(mix, EQUIVALENT if basis == "等价值" else CALORIFIC, own),
        compared=(total, sum(sums[basis]) / 2),
        fix="请补全能源品种、核对实物量单位和折标系数，使合计与综合能耗一致。",
    )


def _own_share(submission: Submission, mix: Mix) -> float:
    """The part of the total that a list of bought energy alone leaves to own renewables."""
    share = figure(submission, "renewable_share.before") or 0.0
    return share / 100 if "solar" not in mix.amounts and 0 < share < _MOST_OWN else 0.0


def _bounds(mix: Mix, power: tuple[float, float]) -> tuple[float, float]:
    least = most = 0.0
    for kind, amount in mix.amounts.items():
        low, high = _factors(kind, power)
        least, most = least + amount * low, most + amount * high
    return least, most


def _factors(kind: str, power: tuple[float, float]) -> tuple[float, float]:
    """tce per unit; own solar power counts like bought power, or not at all."""
    if kind == "electricity":
        return power
    if kind == "solar":
        return 0.0, power[1]
    return fuels()[kind].tce_least, fuels()[kind].tce_most


def _gap(total: float, least: float, most: float) -> float:
    """Percent by which the total lies above (plus) or below (minus) the bounds, 0 within them."""
    if least <= total <= most:
        return 0.0
    return 100 * (total - (most if total > most else least)) / total


def _working(mix: Mix, power: tuple[float, float], own: float) -> str:
    terms = []
    for kind, amount in mix.amounts.items():
        low, high = _factors(kind, power)
        factor = plain(high) if low == high else f"({plain(low)}—{plain(high)})"
        terms.append(f"{plain(amount)}×{factor}")
    added = " + ".join(terms)
    return f"({added}) ÷ (1 - {plain(round(own * 100, 2))}%)" if own else added

"""碳排放总量与年综合能耗之比须在1.0—3.4吨CO2/吨标煤之间（等价值口径）。

为什么：常用能源的排放强度都在1.6—3.2之间，出了区间多是能耗用了当量值、漏算外购电力热力或单位错位。
区间是本系统经验值，出界只作警告；低于0.3或高于12才是错误。水泥、石灰等过程排放行业不判上限；
可再生能源占比达40%以上、或只计范围一（未决问题19）的，只判下限中的错误；写明能耗为当量值的按1.4—4.6判。
能耗、碳排放单位错位由G02、G24说，本条对该年不再重复；可能的原因另由G04、G05说。同侧出界的年份合为一条。

反例：

>>> say(check(right({"emissions.2024": 45000.0}), policy))
warning G03 2024年碳排放与综合能耗之比5.26tCO2/tce，超出1—3.4，请核对口径与单位。

正例：

>>> say(check(right({"emissions.2024": 16200.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.carbon_ratio import carbon_per_tce, carbon_slips, exempt, renewable_percent
from validators.energy.named_basis import CALORIFIC, named_basis
from validators.faults import fault, field_ground, plain
from validators.figures import figure

RULE = Rule(
    code="G03",
    name="carbon-per-tce",
    title="碳能比超出合理区间",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="GB/T 2589-2020；GB/T 32150；附件1 规模体量（等价值）；附件2 基本信息表 碳排放总量、年综合能耗",
    message="{years}年碳排放与综合能耗之比{ratios}tCO2/tce，超出{low}—{high}，请核对口径与单位。",
    inputs=("emissions.*", "energy_consumption.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Speak once of the years above the band and once of those below it."""
    bands, ratios = policy.bands, carbon_per_tce(submission, policy)
    if all(
        policy.energy.carbon_min_calorific <= q <= bands.carbon_per_tce_max for q in ratios.values()
    ):
        return
    low, high = _band(submission, policy)
    told = carbon_slips(submission, policy)
    above = {y: q for y, q in ratios.items() if q > high and y not in told}
    below = {y: q for y, q in ratios.items() if q < low and y not in told}
    if exempt(submission, policy):
        above = {}
    own = renewable_percent(submission) >= bands.renewable_share_low_carbon
    if own or policy.switches.carbon_scope == "scope_1":
        below = {y: q for y, q in below.items() if q < bands.carbon_per_tce_hard_min}
    for side in (above, below):
        if side:
            yield _finding(submission, side, policy)


def _band(submission: Submission, policy: Policy) -> tuple[float, float]:
    """The plausible ratios for the basis that the submission states; 等价值 where it is silent."""
    if named_basis(submission) == CALORIFIC:
        return policy.energy.carbon_min_calorific, policy.bands.carbon_per_tce_max_calorific
    return policy.bands.carbon_per_tce_min, policy.bands.carbon_per_tce_max


def _finding(submission: Submission, ratios: Mapping[int, float], policy: Policy) -> Finding:
    bands = policy.bands
    hard = any(
        q < bands.carbon_per_tce_hard_min or q > bands.carbon_per_tce_hard_max
        for q in ratios.values()
    )
    keys = [f"{stem}.{year}" for year in ratios for stem in ("emissions", "energy_consumption")]
    carbon, energy = (figure(submission, key) or 0.0 for key in keys[:2])
    shown = "、".join(plain(round(q, 2 if q >= 0.1 else 4)) for q in ratios.values())
    low, high = map(plain, _band(submission, policy))
    return fault(
        RULE,
        [field_ground(submission, key) for key in keys],
        severity=Severity.ERROR if hard else Severity.WARNING,
        years="、".join(map(str, ratios)),
        ratios=shown,
        low=low,
        high=high,
        expected=f"{low}—{high} tCO2/tce",
        actual=f"{shown} tCO2/tce",
        working=f"{plain(carbon)} ÷ {plain(energy)} = {shown.partition('、')[0]}",
        fix=_fix(max(ratios.values()), hard, policy),
    )


def _fix(ratio: float, hard: bool, policy: Policy) -> str:
    if hard:
        return "请核对碳排放总量（吨CO2）与综合能耗（吨标准煤）的单位。"
    if ratio < policy.bands.carbon_per_tce_min:
        return "请核对是否漏算外购电力、热力的间接排放，或已扣除绿电。"
    if ratio <= policy.bands.carbon_per_tce_max_calorific:
        return "综合能耗疑似按电力当量值计算，请改用等价值，或说明排放因子。"
    return "请核对综合能耗口径（等价值）和碳排放单位；有过程排放的请说明。"

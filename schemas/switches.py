"""Where the policy's text is open: its questions to the office, and the reading we take until then.

Each value is one reading; the default is the one of ``policies/*.toml``. A question whose answer
changes nothing that we compute has no switch (``OpenQuestion.switches`` is empty).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Switches(Struct, frozen=True):
    """The readings in force. The comment behind each default in the data says what it means."""

    offset_interp: Literal["A", "B"]
    """附件1 碳抵消 «其余按抵消比例折算»: A from 0, B from the floor."""
    offset_30_inclusive: bool
    """Whether 30 % itself gets 0."""
    residual_basis: Literal["gross", "stated"]
    """剩余排放量 where none is stated: the table's gross emissions of 上年度, or nothing."""
    green_power_use: Literal["offset_only", "both"]
    """Whether green power that lowered the emissions may offset as well."""
    offset_means: Literal["closed", "open"]
    """Whether the list of means of 附件1 is closed."""
    re_window: Literal["cumulative", "mean", "every_year"]
    """«近3年能源消费中»: the sum of three years, the mean of the shares, or the worst year."""
    re_basis: Literal["same", "any"]
    """Whether own power must be converted on the basis of the energy use that it is divided by."""
    waste_na: Literal["as_claimed", "rescaled"]
    """余能 not applicable: the total stays as it is, or is scaled up to 100."""
    waste_kind: Literal["kinds", "sources"]
    """«每使用一种余能»: kinds (余热, 余压, 余冷), or every source."""
    generic_mix: Literal["step", "interpolated"]
    """General equipment of grade 1 and 2 mixed: 3 points, or between 3 and 5."""
    unit_inclusive: bool
    """Whether exactly 20 % better, exactly met and exactly 10 % worse belong to the better step."""
    unit_products: Literal["main", "worst"]
    """Several benchmarks cited: none may be chosen for the applicant, or the strictest counts."""
    drop_metric: Literal["best_intensity", "energy_intensity", "carbon_intensity", "energy"]
    """«能耗或碳排放强度»: which figure must fall."""
    drop_intervals: Literal[2, 3]
    """«近3年年均»: over the two steps between three years, or a third of the whole."""
    drop_mean: Literal["compound", "arithmetic"]
    """«年均»: compound, or the mean of the yearly rates."""
    invest_window: Literal["payment", "any"]
    """«近3年» of an investment: years of payment within the three, or whatever is called so."""
    pass_mark: float
    """Points that a plan must reach; 0: the policy has none."""
    carbon_scope: Literal["scope_1_2", "scope_1"]
    """碳排放总量: with bought power and heat, or without."""
    effect_mode: Literal["both", "points", "relative"]
    """实施成效 提高%: percentage points, relative, or either."""
    use_2023_guide: Literal["warning", "ignored", "required"]
    """The basic requirements of 浙经信绿色〔2023〕257号: said, not applied, or binding."""


class OpenQuestion(Struct, frozen=True):
    """One question to the office (rules.md §5): where, what is unclear, what we take meanwhile."""

    number: int
    place: str
    issue: str
    default: str
    readings: tuple[str, ...] = ()
    """The readings that the text allows, ours first."""
    switches: tuple[str, ...] = ()
    """Where the policy data holds the answer: ``switches.offset_interp``; empty: text only."""

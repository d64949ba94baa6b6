"""Figures that stand in the wrong unit (元 for 万元, 千克 for 吨): detected, never corrected.

F09 and G02 speak about them; the rules that compare such a figure with others (F04, G03,
K01, E17) stay silent about it, so that one slip is one finding. Conservative: a figure is
named only where the others agree with each other and it leaves them by 10³ or more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import median
from typing import Final

from msgspec import Struct

from schemas.policy import Policy, Tier
from schemas.submission import Submission
from validators.figures import base_year, figures_by_year, number, text, tier
from validators.memory import remembered

MONEY: Final = ("output_value", "value_added", "profit", "tax")
_PARTS: Final = MONEY[1:]
_SHARES: Final = ("renewable_share", "offset_rate")
_Figures = Mapping[int, float]


class Slip(Struct, frozen=True):
    """``stem``'s figures of ``years`` are the right ones times ``10 ** power``, as it seems."""

    stem: str
    years: tuple[int, ...]
    power: int


@remembered
def slipped(submission: Submission, policy: Policy) -> frozenset[str]:
    """The field keys that F09 or G02 speaks about."""
    found = (*money_slips(submission, policy), *energy_slips(submission, policy))
    return frozenset(f"{slip.stem}.{year}" for slip in found for year in slip.years)


def sure_tier(submission: Submission, policy: Policy) -> Tier | None:
    """The tier of 上年度, ``None`` also where that year's energy use stands in another unit."""
    if f"energy_consumption.{base_year(submission)}" in slipped(submission, policy):
        return None
    return tier(submission, policy)


@remembered
def money_slips(submission: Submission, policy: Policy) -> tuple[Slip, ...]:
    """Unit slips of the four money rows: single years first, else whole rows."""
    figures = {stem: figures_by_year(submission, stem) for stem in MONEY}
    years = [slip for stem in MONEY for slip in _odd_years(submission, stem, policy)]
    return tuple(years) or tuple(_odd_rows(figures, submission, policy))


@remembered
def energy_slips(submission: Submission, policy: Policy) -> tuple[Slip, ...]:
    """Unit slips of 年综合能耗: single years first, else all years alike."""
    odd = _odd_years(submission, "energy_consumption", policy)
    return odd or _odd_energy(submission, policy)


def fraction_slips(submission: Submission) -> dict[str, float]:
    """Shares printed as fractions in a percent column: key → the percent that seems meant.

    A lone small share may be true (0.5 %), so the text or the other column must bear it out.
    """
    found: dict[str, float] = {}
    for stem in _SHARES:
        before, after = (_fraction(submission, f"{stem}.{end}") for end in ("before", "after"))
        pair = {f"{stem}.before": before, f"{stem}.after": after}
        both = before is not None and after is not None
        found |= {
            key: round(value * 100, 4)
            for key, value in pair.items()
            if value is not None and (both or told_as(submission, stem, value * 100))
        }
    return found


def told_as(submission: Submission, stem: str, percent: float) -> bool:
    """Whether the running text states the share as ``percent``."""
    said = (number(m.read) for m in submission.mentions if m.metric == stem)
    return any(value is not None and abs(value - percent) <= 0.01 * percent for value in said)


def _fraction(submission: Submission, key: str) -> float | None:
    read = submission.fields.get(key)
    value = number(read)
    if read is None or value is None or set("%％") & set(read.raw) or not 0 < value < 1:
        return None
    return value


def powers(figures: _Figures, policy: Policy) -> dict[int, int]:
    """Year → power of ten by which its figure leaves two or more others that agree.

    >>> from schemas.policy import edition
    >>> powers({2022: 52000, 2023: 585000000, 2024: 61000}, edition())
    {2023: 4}
    """
    found = {}
    for year, value in figures.items():
        others = [abs(other) for at, other in figures.items() if at != year]
        power = _power(abs(value), others, policy)
        if power:
            found[year] = power
    return found


def _power(value: float, others: list[float], policy: Policy) -> int:
    bands = policy.bands
    if len(others) < 2 or min(*others, value) <= 0:
        return 0
    ratio = value / median(others)
    agree = max(others) / min(others) <= bands.slip_agreement
    far = ratio >= bands.slip_ratio or ratio <= 1 / bands.slip_ratio
    return _nearest(math.log10(ratio)) if agree and far else 0


def _nearest(exponent: float) -> int:
    """万 is the commonest slip: 2000…50000 times counts as 10⁴ (F09)."""
    if math.log10(2000) <= abs(exponent) <= math.log10(50000):
        return 4 if exponent > 0 else -4
    return round(exponent)


def _odd_years(submission: Submission, stem: str, policy: Policy) -> tuple[Slip, ...]:
    figures = figures_by_year(submission, stem)
    found = []
    for year, power in powers(figures, policy).items():
        others = tuple(other for other in figures if other != year)
        if power < 0 and all(_absurd(submission, stem, other, policy) for other in others):
            found.append(Slip(stem, others, -power))
        elif not _real_fall(submission, stem, year, power, policy):
            found.append(Slip(stem, (year,), power))
    return tuple(found)


def _absurd(submission: Submission, stem: str, year: int, policy: Policy) -> bool:
    """Whether the figure cannot be: where two of three years are wrong, the one is right."""
    bands = policy.bands
    output = figures_by_year(submission, "output_value").get(year, 0.0)
    if stem == "output_value":
        return output > bands.output_max_wan
    most = bands.energy_per_output_hard_max if stem == "energy_consumption" else _row(policy)
    return 0 < output * most < abs(figures_by_year(submission, stem)[year])


def _real_fall(submission: Submission, stem: str, year: int, power: int, policy: Policy) -> bool:
    """A year far below the others may be true: a plant just started, a year without profit."""
    if power > 0:
        return False
    if stem in ("profit", "tax"):
        return True
    twin = "output_value" if stem == "energy_consumption" else "energy_consumption"
    return powers(figures_by_year(submission, twin), policy).get(year, 0) < 0


def _odd_rows(
    figures: Mapping[str, _Figures], submission: Submission, policy: Policy
) -> list[Slip]:
    """Whole rows in another unit: a part can be no multiple of the output, nor a ten-thousandth."""
    output = figures["output_value"]
    if not output or min(output.values()) <= 0:
        return []
    heavy = [s for s in _PARTS if _ratios(figures[s], output, least=True) >= _row(policy)]
    light = [
        s for s in _PARTS if 0 < _ratios(figures[s], output, least=False) <= 0.02 / _row(policy)
    ]
    small = max(output.values()) < policy.bands.output_min_wan
    if {"value_added", "tax"} <= set(light) or (heavy and small):
        return [Slip("output_value", tuple(output), 4 if light else -4)]
    if heavy or light == ["value_added"]:
        power = 4 if heavy else -4
        return [Slip(stem, tuple(figures[stem]), power) for stem in heavy or light]
    return _whole_table(figures, submission, policy)


def _row(policy: Policy) -> float:
    return policy.bands.row_slip_ratio


def _ratios(part: _Figures, whole: _Figures, *, least: bool) -> float:
    ratios = [abs(value) / whole[year] for year, value in part.items() if year in whole]
    return (min if least else max)(ratios, default=0.0)


def _whole_table(
    figures: Mapping[str, _Figures], submission: Submission, policy: Policy
) -> list[Slip]:
    """All rows in 元 or all in 亿元: no factory's output is that great or that small."""
    bands, output = policy.bands, figures["output_value"].values()
    energy = figures_by_year(submission, "energy_consumption").values()
    huge = min(output) > bands.output_max_wan
    tiny = max(output) < bands.output_min_wan and min(energy, default=0) > bands.energy_min_tce
    if not huge and not tiny:
        return []
    return [Slip(stem, tuple(rows), 4 if huge else -4) for stem, rows in figures.items() if rows]


def _odd_energy(submission: Submission, policy: Policy) -> tuple[Slip, ...]:
    """All years in 千克 or 万吨: what output and carbon say of the figure both contradict it."""
    bands = policy.bands
    energy = figures_by_year(submission, "energy_consumption")
    if not energy or min(energy.values()) <= 0:
        return ()
    per_output = _per_output(submission, energy, policy)
    per_tce = _carbon_per_tce(submission, energy)
    exempt = text(submission.fields.get("industry_code")) in bands.process_industries
    heavy = min(per_output, default=0.0) > bands.energy_per_output_hard_max and not exempt
    dense = max(per_tce, default=math.inf) < bands.carbon_per_tce_hard_min
    if heavy or (dense and min(energy.values()) > bands.energy_max_tce):
        return (Slip("energy_consumption", tuple(energy), 3),)
    light = max(per_output, default=math.inf) < bands.energy_per_output_min
    thin = min(per_tce, default=0.0) > bands.carbon_per_tce_hard_max
    if (light or thin) and max(energy.values()) < bands.energy_min_tce:
        return (Slip("energy_consumption", tuple(energy), -4),)
    return ()


def _per_output(submission: Submission, energy: _Figures, policy: Policy) -> list[float]:
    if any(slip.stem == "output_value" for slip in money_slips(submission, policy)):
        return []
    output = figures_by_year(submission, "output_value")
    return [e / output[year] for year, e in energy.items() if output.get(year, 0) > 0]


def _carbon_per_tce(submission: Submission, energy: _Figures) -> list[float]:
    carbon = figures_by_year(submission, "emissions")
    return [carbon[year] / e for year, e in energy.items() if carbon.get(year, 0) > 0]

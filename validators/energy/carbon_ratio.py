"""Carbon per energy, year by year: what G03 to G06 and G24 look at (rules.md §6)."""

from __future__ import annotations

from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import ratios
from validators.figures import figure, text
from validators.slips import fraction_slips

_POWERS = (-4, -3, 3)


def carbon_per_tce(submission: Submission, policy: Policy) -> dict[int, float]:
    """tCO2 per tce by year, without years whose energy stands in another unit (G02)."""
    found = ratios(submission, "emissions", "energy_consumption", policy)
    return {year: ratio for year, ratio in found.items() if ratio > 0}


def carbon_slips(submission: Submission, policy: Policy) -> dict[int, int]:
    """Years whose carbon is out of all proportion (G24) → the power of ten of the likely slip.

    0 where no usual unit explains it. Where the output contradicts the energy G02 speaks of that. What follows from a carbon figure stays unsaid for these.
    """
    least, most = policy.energy.carbon_slip_low, policy.energy.carbon_slip_high
    dense = ratios(submission, "energy_consumption", "output_value", policy)
    return {
        year: _power(ratio, policy)
        for year, ratio in carbon_per_tce(submission, policy).items()
        if not least <= ratio <= most and dense.get(year, 0.0) <= policy.bands.energy_per_output_max
    }


def _power(ratio: float, policy: Policy) -> int:
    low, high = policy.bands.carbon_per_tce_hard_min, policy.bands.carbon_per_tce_hard_max
    return next((power for power in _POWERS if low <= ratio / 10.0**power <= high), 0)


def exempt(submission: Submission, policy: Policy) -> bool:
    """Whether the industry's own process emits carbon (cement, lime, glass, ammonia …)."""
    return text(submission.fields.get("industry_code")) in policy.bands.process_industries


def renewable_percent(submission: Submission) -> float:
    """The share of renewable energy before the plan in percent, 0 where it is not stated."""
    key = "renewable_share.before"
    return fraction_slips(submission).get(key, figure(submission, key) or 0.0)

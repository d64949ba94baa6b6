"""What a 碳抵消率 may be a share of: emissions as they stand, what is left of them, what the text states."""

from __future__ import annotations

import re
from typing import Final

from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.changes import turn
from validators.wording.passages import words

_RESIDUAL: Final = re.compile(
    r"剩余(?:碳)?排放量?(?:约|为|是|:|\s){0,3}(\d[\d,]{0,12}(?:\.\d{1,4})?)\s*(万)?吨"
)


def residual_bounds(
    submission: Submission, gross: float, end: str, policy: Policy
) -> tuple[float, float] | None:
    """The least and the greatest emissions that the rate may be a share of (tCO2).

    ``None`` where the switch asks for a stated residual and there is none (§5 no. 3).
    """
    stated = [
        float(n.replace(",", "")) * (10000 if ten else 1)
        for n, ten in _RESIDUAL.findall(words(submission))
    ]
    if policy.switches.residual_basis == "stated":
        return (min(stated), max(stated)) if stated else None
    carbon = turn(submission, "carbon_intensity", policy)
    cut = (
        gross * carbon.after / carbon.before
        if end == "after" and carbon and carbon.before
        else gross
    )
    return min([gross, cut, *stated]), max([gross, *stated])

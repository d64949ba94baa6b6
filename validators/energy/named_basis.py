"""Which of 等价值 and 当量值 the submission names for its energy figures (rules.md §1).

Explicit words only: the flags that the grammar found in the cells, the labels, the text. The fit of
the listed fuels (G07) and the carbon ratio (G04) are evidence with findings of their own.
"""

from __future__ import annotations

import re
from typing import Final

from schemas.submission import Submission
from validators.figures import by_year
from validators.wording.passages import words

EQUIVALENT: Final = "等价值"
CALORIFIC: Final = "当量值"
_NEAR: Final = re.compile(r"(?:综合能耗|能源消费|能耗总量)[^。；\n]{0,24}?(等价|当量)")


def named_basis(submission: Submission) -> str:
    """``EQUIVALENT``, ``CALORIFIC`` or ``""`` where nothing, or both, is said of the energy figures."""
    reads = by_year(submission, "energy_consumption").values()
    flags = {flag for read in reads for flag in read.flags}
    labels = "".join(read.label for read in reads)
    if flags & {"basis_eq", "dual_basis"} or EQUIVALENT in labels:
        return EQUIVALENT
    if "basis_cal" in flags or CALORIFIC in labels:
        return CALORIFIC
    said = set(_NEAR.findall(words(submission, "一")))
    if len(said) != 1:
        return ""
    return EQUIVALENT if said == {"等价"} else CALORIFIC

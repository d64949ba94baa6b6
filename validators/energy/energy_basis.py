"""等价值 or 当量值: what the submission itself says about its energy figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.submission import Submission
from validators.figures import by_year, printed

EQUIVALENT: Final = "等价值"
CALORIFIC: Final = "当量值"

_EQUIVALENT: Final = re.compile(r"等价")
_CALORIFIC: Final = re.compile(r"当量值|当量(?:计|折算|口径)")
_BY_FLAG: Final = {"basis_eq": EQUIVALENT, "basis_cal": CALORIFIC}


def stated_basis(submission: Submission) -> str:
    """:data:`EQUIVALENT`, :data:`CALORIFIC`, or ``""`` where neither is said.

    The cells of 年综合能耗 (flag, label, print) come before the running text and the
    explanations of the self-evaluation. Where both are said, the figure is taken for 等价值.
    """
    cells = by_year(submission, "energy_consumption").values()
    flagged = {_BY_FLAG[flag] for read in cells for flag in read.flags if flag in _BY_FLAG}
    if len(flagged) == 1:
        return flagged.pop()
    if flagged or any("dual_basis" in read.flags for read in cells):
        return EQUIVALENT
    return _said(read.label + read.raw for read in cells) or _said(_texts(submission))


def _said(words: Iterator[str]) -> str:
    text = "\n".join(words)
    found = [bool(_EQUIVALENT.search(text)), bool(_CALORIFIC.search(text))]
    if all(found):
        return EQUIVALENT
    return EQUIVALENT if found[0] else CALORIFIC if found[1] else ""


def _texts(submission: Submission) -> Iterator[str]:
    yield from (chapter.text for chapter in submission.chapters)
    sheet = submission.self_evaluation
    yield from (printed(row.evidence) for row in sheet.items.values()) if sheet else ()

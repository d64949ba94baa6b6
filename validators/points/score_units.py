"""单耗水平: the unit consumption and the benchmark that the applicant cites (附件1, 基本信息表 二)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from schemas.fields import label_of
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.faults import field_ground
from validators.figures import figure, printed, text
from validators.points.score_inputs import Input

_UNIT_WORDS: Final = (
    ("千克标准煤", "kgce"),
    ("千克标煤", "kgce"),
    ("公斤标准煤", "kgce"),
    ("公斤标煤", "kgce"),
    ("吨标准煤", "tce"),
    ("吨标煤", "tce"),
    ("每吨", "/t"),
    ("/吨", "/t"),
)


def comparable(use: float, best: float, policy: Policy) -> bool:
    """Whether a unit consumption and its benchmark can be of one product at all."""
    ratio = max(use, best) / min(use, best)
    return ratio <= policy.tolerance.unit_ratio


def unit_consumption(submission: Submission, policy: Policy) -> tuple[Input, Input] | None:
    """The unit consumption (实施前) and the benchmark that the applicant cites, in one unit.

    ``None`` unless 行业先进值及引用标准 holds exactly one figure in the unit of 单位产品能耗量:
    several products or units are an expert's to sort out, but where the strictest of several
    counts (rules.md §5 no. 12).
    """
    key, use = "energy_intensity.before", figure(submission, "energy_intensity.before")
    unit = _unit_key(printed(submission.fields.get("energy_intensity.unit"))).strip("()")
    cited = _figures_in(unit, printed(submission.fields.get("benchmark"))) if unit else set()
    several = policy.switches.unit_products == "main" and len(cited) > 1
    if use is None or use <= 0 or not cited or several:
        return None
    best = min(cited)
    if best <= 0:
        return None
    stated = Input(use, use, use, (field_ground(submission, key),), label_of(key))
    ground = field_ground(submission, "benchmark")
    return stated, Input(best, best, best, (ground,), label_of("benchmark"))


def unit_told(submission: Submission, use: float, best: float) -> bool:
    """Whether the row's own explanation states both figures: then it means this product."""
    sheet = submission.self_evaluation
    entry = sheet.items.get(ScoreItem.UNIT_CONSUMPTION) if sheet else None
    own = text(entry.evidence) if entry else ""
    return {use, best} <= {float(found) for found in re.findall(r"\d{1,9}(?:\.\d{1,6})?", own)}


def _unit_key(unit: str) -> str:
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", unit)).lower()
    for written, short in _UNIT_WORDS:
        folded = folded.replace(written, short)
    return folded


def _figures_in(unit: str, words: str) -> set[float]:
    """The figures of ``words`` that stand before ``unit``."""
    pattern = rf"(?<![\d.,~至-])(\d{{1,9}}(?:\.\d{{1,6}})?)(?={re.escape(unit)}(?![a-z/]))"
    return {float(found) for found in re.findall(pattern, _unit_key(words[:500]))}

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
from validators.points.score_evidence import explained, explanation_ground
from validators.points.score_inputs import Input
from validators.rounding import half_unit

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
_PRINTED: Final = re.compile(
    r"(?<![\d.,~至-])(\d{1,9}(?:\.\d{1,6})?)((?:kg|g|t)ce/[a-z0-9\u4e00-\u9fff]{1,4}?)(?![a-z0-9/])(?=[(,，。;；、:\s]|$)"
)
_NOT_OURS: Final = re.compile(
    r"目标|限定|限额|准入|基准|标杆|先进|平均|上年|去年|实施后|达到|行业|同行|20\d\d年|差|低|高|降|减"
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
    if several:
        return None
    if use is None or use <= 0 or not cited:
        return _explained_pair(submission, policy)
    room = half_unit(submission.fields[key])
    stated = Input(use, use, use, (field_ground(submission, key),), label_of(key), room)
    return _with_benchmark(submission, stated, min(cited))


def _with_benchmark(
    submission: Submission, stated: Input, best: float
) -> tuple[Input, Input] | None:
    ground = field_ground(submission, "benchmark")
    cited = Input(best, best, best, (ground,), label_of("benchmark"))
    return (stated, cited) if best > 0 else None


def _explained_pair(submission: Submission, policy: Policy) -> tuple[Input, Input] | None:
    """Both figures from the row's explanation, where the table's intensity has another unit.

    ``单耗28.16kgce/m2，先进值32kgce/m2`` beside a table in tce/万元: the benchmark's only figure,
    and exactly one more in its unit that is not said to be a limit, a goal or another's.
    """
    item = ScoreItem.UNIT_CONSUMPTION
    cited = _PRINTED.findall(_unit_key(printed(submission.fields.get("benchmark"))[:500]))
    own, ground = (
        _unit_key(explained(submission, item)),
        explanation_ground(submission, item, policy),
    )
    if len(cited) != 1 or ground is None:
        return None
    best, unit = float(cited[0][0]), cited[0][1]
    others = _figures_in(unit, own) - {best}
    if len(others) != 1 or best not in _figures_in(unit, own):
        return None
    use = others.pop()
    if use <= 0 or _NOT_OURS.search(own.partition(f"{use:g}{unit}")[0][-14:]):
        return None
    digits = len(f"{use:g}".partition(".")[2])
    room = 0.5 * 10.0**-digits
    return _with_benchmark(submission, Input(use, use, use, (ground,), "自评说明", room), best)


def unit_shown(submission: Submission, use: Input) -> str:
    """The unit of the pair: the table's, or the benchmark's where the explanation gave the figure."""
    own = printed(submission.fields.get("energy_intensity.unit"))
    if any(ground.key == "energy_intensity.before" for ground in use.grounds):
        return own
    cited = _PRINTED.search(_unit_key(printed(submission.fields.get("benchmark"))[:500]))
    return cited[2] if cited else own


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

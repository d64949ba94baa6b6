"""以万元计的单位能耗、单位碳排放（实施前），须与三年能耗、碳排放除以增加值（或产值）相符。

为什么：实施前是全部目标的基准，与总量对不上，降低率就无从核实。
模板写“单位产品（工业增加值）”，产品单耗无法由总量复算，不判；只在单位为每万元时判。
实施前的基准年未定义，增加值和产值两种算法、各报告年度，有一个相符（3%以内）即可；只作警告，两行合为一条。

反例：

>>> per = {"energy_intensity.before": 0.45, "energy_intensity.after": 0.38, "energy_intensity.unit": "tce/万元"}
>>> say(check(right(per), policy))
warning G11 实施前单位产品（工业增加值）能耗量0.45tce/万元，按2024年数据计算为0.6028吨标准煤/万元。

正例：

>>> say(check(right(per | {"energy_intensity.before": 0.6}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.intensity_units import unit
from validators.energy.trends import ratios
from validators.faults import fault, field_ground, plain
from validators.figures import base_year, figure, printed
from validators.rounding import half_unit, operand

RULE = Rule(
    code="G11",
    name="intensity-against-totals",
    title="单位指标复算：强度与总量不符",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 一 年综合能耗、碳排放总量、工业增加值；二 单位产品（工业增加值）能耗量、碳排放量",
    message="实施前{rows}。",
    inputs=("years",),
)
_ROWS: Final = {
    "energy_intensity": ("energy_consumption", "ce", "吨标准煤"),
    "carbon_intensity": ("emissions", "co2", "吨CO2"),
}


class _Odd(Struct, frozen=True):
    """A row that fits no reading: as printed, and what a year's figures give (per 万元)."""

    stem: str
    found: float
    unit: str
    scale: float
    year: int
    whole: str
    right: float

    @property
    def words(self) -> str:
        """``单位……能耗量0.45tce/万元，按2024年数据计算为0.6028吨标准煤/万元``."""
        right = f"{plain(round(self.right, 4))}{_ROWS[self.stem][2]}/万元"
        return (
            f"{label_of(self.stem)}{plain(self.found)}{self.unit}，按{self.year}年数据计算为{right}"
        )

    @property
    def keys(self) -> tuple[str, str, str]:
        """The three fields that contradict each other."""
        total = _ROWS[self.stem][0]
        return f"{self.stem}.before", f"{total}.{self.year}", f"{self.whole}.{self.year}"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Recompute the two rows from the yearly figures where they are counted per 万元."""
    odd = [row for stem in _ROWS if (row := _odd(submission, stem, policy)) is not None]
    if not odd:
        return
    sums = [[figure(submission, key) or 0.0 for key in row.keys[1:]] for row in odd]
    yield fault(
        RULE,
        [field_ground(submission, k) for k in dict.fromkeys(k for row in odd for k in row.keys)],
        rows="；".join(row.words for row in odd),
        expected="；".join(f"{plain(round(row.right, 4))}{_ROWS[row.stem][2]}/万元" for row in odd),
        actual="；".join(f"{plain(row.found)}{row.unit}" for row in odd),
        working="；".join(
            f"{operand(above)} ÷ {operand(below)} = {operand(row.right)}"
            for row, (above, below) in zip(odd, sums, strict=True)
        ),
        compared=(odd[0].found * odd[0].scale, odd[0].right),
        fix="请核对实施前数值、计量单位和基准年；按产值或不变价计算的请注明。",
    )


def _odd(submission: Submission, stem: str, policy: Policy) -> _Odd | None:
    total, what, _ = _ROWS[stem]
    words = printed(submission.fields.get(f"{stem}.unit"))
    named, found = unit(words), figure(submission, f"{stem}.before")
    if named is None or (named.what, named.per) != (what, "万元") or not found or found < 0:
        return None
    computed = {w: ratios(submission, total, w, policy) for w in _wholes(words)}
    room = half_unit(submission.fields[f"{stem}.before"]) * named.scale
    rights = [right for row in computed.values() for right in row.values()]
    part = policy.energy.intensity_gap / 100
    if not rights or any(abs(found * named.scale - r) <= part * r + room for r in rights):
        return None
    if not any(max(submission.years) in row for row in computed.values()):
        return None  # the year that most plans start from is missing or in another unit
    whole, row = next((w, r) for w, r in computed.items() if r)
    base = base_year(submission) or 0
    year = base if base in row else max(row)
    return _Odd(stem, found, words, named.scale, year, whole, row[year])


def _wholes(words: str) -> tuple[str, ...]:
    """What the 万元 may be: the printed word decides, else both value added and output count."""
    if "产值" in words:
        return ("output_value",)
    return ("value_added",) if "增加值" in words else ("value_added", "output_value")

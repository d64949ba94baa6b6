"""以万元计的单位能耗、单位碳排放（实施前），须与三年能耗、碳排放除以增加值（或产值）相符。

为什么：实施前是全部目标的基准，与总量对不上，降低率就无从核实。
模板写“单位产品（工业增加值）”，产品单耗无法由总量复算，不判；只在单位为每万元时判。
实施前的基准年未定义，增加值和产值两种算法、各报告年度，有一个相符（3%以内）即可；只作警告。

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

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, plain
from validators.figures import base_year, figure, printed
from validators.intensity_units import Unit, unit
from validators.rounding import half_unit, operand
from validators.trends import ratios

RULE = Rule(
    code="G11",
    name="intensity-against-totals",
    title="单位指标复算：强度与总量不符",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 一 年综合能耗、碳排放总量、工业增加值；二 单位产品（工业增加值）能耗量、碳排放量",
    message="实施前{label}{found}{unit}，按{year}年数据计算为{right}{word}/万元。",
    inputs=("years",),
)
_ROWS: Final = {
    "energy_intensity": ("energy_consumption", "ce", "吨标准煤"),
    "carbon_intensity": ("emissions", "co2", "吨CO2"),
}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Recompute the two rows from the yearly figures where they are counted per 万元."""
    for stem, (total, what, word) in _ROWS.items():
        words = printed(submission.fields.get(f"{stem}.unit"))
        named, found = unit(words), figure(submission, f"{stem}.before")
        if named is None or (named.what, named.per) != (what, "万元") or not found or found < 0:
            continue
        computed = {w: ratios(submission, total, w, policy) for w in _wholes(words)}
        if not any(computed.values()) or _near(submission, stem, named, computed, policy):
            continue
        yield from _finding(submission, stem, words, named, word, computed)


def _wholes(words: str) -> tuple[str, ...]:
    """What the 万元 may be: the printed word decides, else both value added and output count."""
    if "产值" in words:
        return ("output_value",)
    return ("value_added",) if "增加值" in words else ("value_added", "output_value")


def _near(
    submission: Submission,
    stem: str,
    named: Unit,
    computed: dict[str, dict[int, float]],
    policy: Policy,
) -> bool:
    read = submission.fields[f"{stem}.before"]
    found = (figure(submission, f"{stem}.before") or 0.0) * named.scale
    room = half_unit(read) * named.scale
    return any(
        abs(found - right) <= policy.energy.intensity_gap / 100 * right + room
        for row in computed.values()
        for right in row.values()
    )


def _finding(
    submission: Submission,
    stem: str,
    words: str,
    named: Unit,
    word: str,
    computed: dict[str, dict[int, float]],
) -> Iterator[Finding]:
    whole, row = next((w, r) for w, r in computed.items() if r)
    base = base_year(submission) or 0
    year = base if base in row else max(row)
    total, found = _ROWS[stem][0], figure(submission, f"{stem}.before") or 0.0
    above, below = (figure(submission, f"{s}.{year}") or 0.0 for s in (total, whole))
    yield fault(
        RULE,
        [
            field_ground(submission, k)
            for k in (f"{stem}.before", f"{total}.{year}", f"{whole}.{year}")
        ],
        label=label_of(stem),
        found=plain(found),
        unit=words,
        year=year,
        right=plain(round(row[year], 4)),
        word=word,
        expected=f"{plain(round(row[year], 4))}{word}/万元",
        actual=f"{plain(found)}{words}",
        working=f"{operand(above)} ÷ {operand(below)} = {operand(row[year])}",
        compared=(found * named.scale, row[year]),
        fix="请核对实施前数值、计量单位和基准年；按产值或不变价计算的请注明。",
    )

"""技改成效得分须等于15×近3年能耗或碳排放强度年均下降率÷5%，最高15分，上升得0分。

为什么：年均下降率常按两年总降幅或绝对量计，自评因此偏高。
附件1未说明强度的分母和分子，故按基本信息表算出单位增加值、单位产值的能耗和碳排放四种复合年均降幅，
取对企业最有利的一种：自评仍高出才是错误。按能耗绝对量计可以达到，或自评说明引用单位产品指标的，
降为警告，其中写明的首末数值足以支持自评的只作提示；取整所致降为警告；少报只作提示。四行数据不全、疑似单位错位（F09、G02说）
或各年碳能比相差过大（G03说）时，算不出最有利的一种，不说。

反例：

>>> flat = {"energy_consumption.2024": 9800.0, "emissions.2024": 18500.0}
>>> say(check(right(flat), policy))
error E17 近3年单位工业增加值能耗年均下降0.99%，应得2.97分，自评15分。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, item_ground, plain
from validators.figures import claimed, figure, figures_by_year, number, text
from validators.lacking import Lacking
from validators.points.claims import advice, share_of, weigh
from validators.points.score_formulas import s_effect, yearly_drop
from validators.points.score_inputs import Input, annual_drops, dependable
from validators.rounding import operand

_ITEM: Final = ScoreItem.RETROFIT_EFFECT
RULE = Rule(
    code="E17",
    name="effect-points",
    title="技改成效得分复算",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件1 技改成效（近3年工厂能耗或碳排放强度年均下降≥5%得15分，0—5%之间按比例得分）",
    message="近3年{metric}年均{moved}%，应得{right}分，自评{found}分。",
    inputs=(
        "self_evaluation.retrofit_effect",
        "energy_consumption.*",
        "emissions.*",
        "output_value.*",
        "value_added.*",
    ),
)
_PER_PRODUCT: Final = re.compile(r"单位产品|单耗|单产|每吨|/t|/吨")


_FROM_TO: Final = re.compile(
    r"(?P<first>\d[\d,]{0,9}(?:\.\d{1,6})?)(?!年)[^\d%，,。；;]{0,24}(?:降|减|至|到|→)[^\d%，,。；;]{0,16}"
    r"(?:20\d\d年[^\d%]{0,6})?(?P<last>\d[\d,]{0,9}(?:\.\d{1,6})?)(?![\d%年])"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the claim with the most favourable drop that the table supports."""
    claim, drop = claimed(submission, _ITEM), annual_drops(submission, policy)
    if drop is None:
        raise Lacking("连续三年的能耗或碳排放、产值或增加值")
    if claim is None:
        return
    if not dependable(submission, policy):
        return
    row, high = points_of(_ITEM, policy), s_effect(drop.high, policy)
    low, tolerance = s_effect(drop.low, policy), policy.tolerance.effect_score
    severity = weigh(claim, low, high, tolerance, row, policy)
    if severity is Severity.ERROR and _arguable(submission, policy):
        severity = Severity.INFO if _borne_out(submission, policy) else Severity.WARNING
    if severity is None:
        return
    right, found = plain(round(high, 2)), plain(number(claim) or 0.0)
    yield fault(
        RULE,
        [item_ground(_ITEM, claim, policy), *drop.grounds],
        severity=severity,
        metric=drop.basis.partition("（")[0],
        moved=("下降" if drop.value >= 0 else "上升") + plain(round(abs(drop.value), 2)),
        right=right,
        found=found,
        expected=f"{right}分",
        actual=f"{found}分",
        working=_working(submission, drop, row.points, policy),
        fix=advice(severity, right, "所用强度指标、逐年数值和算法"),
    )


def _arguable(submission: Submission, policy: Policy) -> bool:
    """Whether 能耗 read as the energy use itself, or an intensity that we cannot see, bears it out."""
    points = number(claimed(submission, _ITEM)) or 0.0
    sheet = submission.self_evaluation
    entry = sheet.items.get(_ITEM) if sheet else None
    per_product = _PER_PRODUCT.search(text(entry.evidence)) if entry else None
    return (
        bool(per_product)
        or points <= s_effect(_absolute(submission, policy), policy) + policy.tolerance.effect_score
    )


def _borne_out(submission: Submission, policy: Policy) -> bool:
    """Whether the explanation's own figures per product, first and last, give the claimed points."""
    sheet = submission.self_evaluation
    entry = sheet.items.get(_ITEM) if sheet else None
    told = text(entry.evidence) if entry else ""
    series = _FROM_TO.search(told) if _PER_PRODUCT.search(told) else None
    if series is None:
        return False
    first, last = (float(series[end].replace(",", "")) for end in ("first", "last"))
    points = number(claimed(submission, _ITEM)) or 0.0
    drop = yearly_drop([first, (first * last) ** 0.5, last], policy) if min(first, last) > 0 else 0
    return points <= s_effect(drop, policy) + policy.tolerance.effect_score


def _absolute(submission: Submission, policy: Policy) -> float:
    """The yearly drop (percent) of the energy use itself."""
    series = list(figures_by_year(submission, "energy_consumption").values())
    return yearly_drop(series, policy) if len(series) > 1 and min(series) > 0 else 0.0


def _working(submission: Submission, drop: Input, points: float, policy: Policy) -> str:
    first, last, *below = (
        operand(figure(submission, ground.key) or 0.0) for ground in drop.grounds
    )
    ratio = f"{last} ÷ {below[1]} ÷ ({first} ÷ {below[0]})" if below else f"{last} ÷ {first}"
    if policy.switches.drop_mean == "compound":
        rate = f"1 − ({ratio})^(1/{policy.switches.drop_intervals})"
    else:
        rate = "逐年降幅的算术平均"
    rate += f" = {operand(drop.value, 2)}%"
    return f"{rate}；{share_of(points, drop.value, policy.scoring.annual_drop_full)}"

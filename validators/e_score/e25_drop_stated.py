"""自评说明所写的年均下降率，须与按基本信息表三年数据计算的相符。

为什么：技改成效15分全凭这一个数，常见把两年总降幅、绝对量降幅当作强度的年均降幅。
按说明写的指标（能耗或碳排放，单位增加值或产值）计算，没写明的取最接近的一种，复合、算术年均都可；
相差1个百分点以内不说。写单位产品的、三年数据不全或疑似单位错位的，无从复算，不说；写得比算得低的只作提示。

反例：

>>> told = {"evidence.retrofit_effect": "近3年单位工业增加值能耗年均下降9.8%"}
>>> say(check(right(told), policy))
warning E25 自评年均下降9.8%，按基本信息表计算为7.46%。

正例：

>>> say(check(right({"evidence.retrofit_effect": "近3年单位工业增加值能耗年均下降7.5%"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, field_ground, plain
from validators.figures import figures_by_year
from validators.lacking import Lacking
from validators.points.score_evidence import explained, explanation_ground
from validators.points.score_formulas import annual_drop, mean_drop
from validators.points.score_inputs import dependable

_ITEM: Final = ScoreItem.RETROFIT_EFFECT
RULE = Rule(
    code="E25",
    name="drop-stated",
    title="技改成效与现状表不符",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 技改成效；附件2 基本信息表",
    message="自评年均下降{found}%，按基本信息表计算为{right}%。",
    inputs=("self_evaluation", "energy_consumption.*", "emissions.*"),
)
_STATED: Final = re.compile(
    r"年(?:平)?均(?:累计)?(?:下降|降低|降幅|减少)(?:率|幅度)?(?:为|达到?|约为?|:)?(\d{1,2}(?:\.\d{1,3})?)%"
)
_PRODUCT: Final = re.compile(r"单位产品|单耗|单产|每吨|/t|/吨|吨产品")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare each stated drop with those of the table."""
    own = explained(submission, _ITEM)
    ground = explanation_ground(submission, _ITEM, policy)
    if not _STATED.search(own):
        raise Lacking("自评说明写明的年均下降率")
    if ground is None or _PRODUCT.search(own) or not dependable(submission, policy):
        return
    before = 0
    for stated in _STATED.finditer(own):
        clause, before = own[before : stated.start()], stated.end()
        found = float(stated[1])
        above, below = _stems(clause)
        drops = [d for a in above for b in below for d in _drops(submission, a, b)]
        nearest = min(drops, key=lambda drop: abs(drop - found))
        if abs(nearest - found) <= policy.tolerance.drop_points:
            continue
        right = plain(round(nearest, 2))
        ends = (min(submission.years), max(submission.years))
        keys = [f"{stem}.{year}" for stem in (above[0], *below[:1]) for year in ends if stem]
        yield fault(
            RULE,
            [ground, *(field_ground(submission, key) for key in keys)],
            severity=Severity.WARNING if found > nearest else Severity.INFO,
            found=plain(found),
            right=right,
            expected=f"{right}%",
            actual=f"{plain(found)}%",
            fix="请写明所用强度指标和逐年数值，按基本信息表三年数据重算年均下降率。",
        )


def _stems(clause: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the clause measures: numerators and denominators (``""``: none, the total itself)."""
    carbon, energy = "碳" in clause, bool(re.search(r"能耗|能源", clause))
    above: tuple[str, ...] = ("energy_consumption", "emissions")
    if carbon != energy:
        above = above[1:] if carbon else above[:1]
    if "增加值" in clause and "产值" not in clause:
        return above, ("value_added",)
    if "产值" in clause and "增加值" not in clause:
        return above, ("output_value",)
    return above, ("value_added", "output_value", "")


def _drops(submission: Submission, above: str, below: str) -> tuple[float, float]:
    upper = figures_by_year(submission, above)
    lower = figures_by_year(submission, below) if below else dict.fromkeys(upper, 1.0)
    series = [upper[year] / lower[year] for year in upper]
    return annual_drop(series), mean_drop(series)

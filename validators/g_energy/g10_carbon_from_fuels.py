"""碳排放总量须与正文一（三）所列能源按排放因子复算的结果相符（10%以内）。

为什么：碳排放由能源活动数据算出，差得太多多为漏算外购电力、热力，因子有误或单位错位。
电力因子取0.5153—0.581，热力、燃料取常见范围，都不能解释时才作警告；生产过程另有排放的行业不判高出部分，
正文写明扣减绿电的不判偏低。写有“等”“其他”的只在复算已高出时说；G03、G24说过的数不重复。

反例：

>>> said = "2024年消费外购电力2500万kWh、天然气82万立方米。"
>>> say(check(right({"chapter.一（三）": said, "emissions.2024": 21560.0}), policy))  # 正文一（三）：2024年外购电力2500万kWh、天然气82万立方米；碳排放总量21560吨
warning G10 按2024年能源数据复算碳排放14,481.5—16,329吨，与填报21,560吨相差24.26%。

正例：

>>> say(check(right({"chapter.一（三）": said, "emissions.2024": 15000.0}), policy))  # 同上，碳排放总量15000吨
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.carbon_ratio import carbon_slips, exempt
from validators.energy.fuel_mix import Mix, fuel_mix
from validators.energy.trends import sound
from validators.faults import fault, field_ground, plain
from validators.lacking import Lacking
from validators.registers.energy import fuels
from validators.wording.passages import words

RULE = Rule(
    code="G10",
    name="carbon-from-fuels",
    title="碳排放复算不符",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件2 正文一（三）能源消费量、碳排放量；GB/T 32151",
    message="按{year}年能源数据复算碳排放{least}—{most}吨，与填报{stated}吨相差{gap}%。",
    inputs=("emissions.*", "chapters"),
)


_BOUGHT: Final = ("electricity", "heat", "steam")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up what the listed kinds emit and compare with the table."""
    mix = fuel_mix(submission)
    if mix is None:
        raise Lacking("正文一（三）分品种能源消费量")
    stated = sound(submission, "emissions", policy).get(mix.year, 0.0)
    least, most = _bounds(mix, policy)
    if stated <= 0 or mix.year in carbon_slips(submission, policy):
        return
    gap = 100 * (stated - min(max(stated, least), most)) / stated
    if abs(gap) <= policy.energy.carbon_gap or _explained(submission, mix, gap, policy):
        return
    yield fault(
        RULE,
        [field_ground(submission, f"emissions.{mix.year}"), mix.passage.ground()],
        year=mix.year,
        least=plain(round(least, 1)),
        most=plain(round(most, 1)),
        stated=plain(stated),
        gap=plain(round(abs(gap), 2)),
        expected=f"{plain(round(least, 1))}—{plain(round(most, 1))}吨CO2",
        actual=f"{plain(stated)}吨CO2",
        working=" + ".join(_term(kind, amount) for kind, amount in mix.amounts.items()),
        compared=(stated, (least + most) / 2),
        fix="请核对能源实物量、排放因子及其年份；另有过程排放或扣减的请写明数量。",
    )


def _bounds(mix: Mix, policy: Policy) -> tuple[float, float]:
    """The least and the greatest emissions; bought power and heat count with scope 2 only."""
    left_out = _BOUGHT if policy.switches.carbon_scope == "scope_1" else ()
    listed = {kind: amount for kind, amount in mix.amounts.items() if kind not in left_out}
    parts = [(fuels()[kind], amount) for kind, amount in listed.items()]
    return (
        sum(amount * fuel.tco2_least for fuel, amount in parts),
        sum(amount * fuel.tco2_most for fuel, amount in parts),
    )


def _explained(submission: Submission, mix: Mix, gap: float, policy: Policy) -> bool:
    """Whether the process, other fuels, or green power may be why the two differ."""
    if gap > 0:
        return not mix.whole or exempt(submission, policy)
    green = words(submission, "一")
    return any(word in green for word in ("绿电", "绿证", "绿色电力", "市场法"))


def _term(kind: str, amount: float) -> str:
    fuel = fuels()[kind]
    low, high = plain(fuel.tco2_least), plain(fuel.tco2_most)
    return f"{plain(amount)}×{low if low == high else f'({low}—{high})'}"

"""光伏年发电量须与装机容量相称；可再生能源占比须与发电量折标后的占比相符。

为什么：浙江光伏年利用小时约900—1100，超出600—1300多为单位或数值填错；占比决定得分，应能由发电量算出。
小时数只在同一句或同一项目写明一个装机、一个年发电量时判；多年累计、分期的不判，自用电量、当年并网的不判偏低。
占比按电力当量值和等价值、计不计购入绿电都算，另有生物质等其他可再生能源的、容差2个百分点且四分之一以内的不说。只作警告。

反例：

>>> pv = {"projects.1.content": "新建5MWp屋顶光伏", "projects.1.benefit": "年发电量900万kWh，年减碳4638吨"}
>>> say(check(right(pv), policy))
warning G19 第1项光伏装机5MWp、年发电900万kWh，折合年利用1,800小时，超出常见范围600—1300小时。

正例：

>>> pv = {"projects.1.content": "新建5MWp屋顶光伏", "projects.1.benefit": "年发电量480万kWh，年减碳2473吨"}
>>> say(check(right(pv), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.pv_yield import hours, plants, yields
from validators.energy.trends import sound
from validators.faults import Ground, fault, field_ground, mention_ground, plain
from validators.figures import base_year, figure
from validators.rounding import operand
from validators.slips import fraction_slips
from validators.wording.mentioned import GREEN_POWER, PV_GENERATION, past, value
from validators.wording.passages import words

RULE = Rule(
    code="G19",
    name="solar-yield",
    title="可再生能源占比与发电量不符",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用；附件2 正文、附件2-2",
    message="可再生能源占比{share}%，按发电量{power}万kWh计算约{right}%。",
)
_YIELD: Final = "{place}光伏装机{size}MWp、年发电{power}万kWh，折合年利用{hours}小时，超出常见范围{least}—{most}小时。"
_KWH: Final = (1.229, 2.8, 3.1)
_OTHERS: Final = (
    "生物质",
    "沼气",
    "地热",
    "水电",
    "风电",
    "风力",
    "空气源",
    "热泵",
    "太阳能热",
    "余热发电",
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Judge every solar plant's yield, then the share by what was generated."""
    for place, grounds, stated in plants(submission):
        pair = yields(stated)
        if pair and not _usual(hours(*pair), policy) and not _part_year(pair, stated, policy):
            yield _odd_yield(place, grounds, pair, policy)
    yield from _share(submission, policy)


def _usual(found: float, policy: Policy) -> bool:
    return policy.energy.solar_hours_least <= found <= policy.energy.solar_hours_most


def _part_year(pair: tuple[float, float], stated: str, policy: Policy) -> bool:
    """Whether little power may be that of part of a year, or the part used on site."""
    low = hours(*pair) < policy.energy.solar_hours_least
    return low and re.search(r"20\d\d年|自用|自发|并网|截至|一期", stated) is not None


def _odd_yield(
    place: str, grounds: list[Ground], pair: tuple[float, float], policy: Policy
) -> Finding:
    least, most = plain(policy.energy.solar_hours_least), plain(policy.energy.solar_hours_most)
    found = plain(round(hours(*pair)))
    return fault(
        RULE,
        grounds,
        template=_YIELD,
        place=place,
        size=plain(pair[0]),
        power=plain(pair[1]),
        hours=found,
        least=least.replace(",", ""),
        most=most.replace(",", ""),
        expected=f"{least}—{most}小时",
        actual=f"{found}小时",
        working=f"{operand(pair[1])}万kWh ÷ {operand(pair[0])}MW = {found}小时",
        compared=(hours(*pair), 1000.0),
        fix="请核对光伏装机容量（MWp）和年发电量（万kWh）的数值与单位。",
    )


def _share(submission: Submission, policy: Policy) -> Iterator[Finding]:
    year = base_year(submission)
    key = "renewable_share.before"
    share, energy = (
        figure(submission, key),
        sound(submission, "energy_consumption", policy).get(year or 0, 0.0),
    )
    solar, green = (past(submission, m, year, policy) for m in (PV_GENERATION, GREEN_POWER))
    amounts = {value(mention) for mention in solar}
    if share is None or energy <= 0 or len(amounts) != 1 or key in fraction_slips(submission):
        return
    power, bought = amounts.pop(), max((value(mention) for mention in green), default=0.0)
    readings = [100 * (power + more) * each / energy for each in _KWH for more in {0.0, bought}]
    room = max(policy.energy.solar_share_points, policy.energy.solar_share_part / 100 * share)
    if min(readings) - room <= share <= max(readings) + room:
        return
    if share > max(readings) and any(word in words(submission) for word in _OTHERS):
        return
    right = plain(round(100 * power * 3.0 / energy, 1))
    yield fault(
        RULE,
        [
            field_ground(submission, key),
            field_ground(submission, f"energy_consumption.{year}"),
            *map(mention_ground, [*solar, *green]),
        ],
        share=plain(share),
        power=plain(power),
        right=right,
        expected=f"约{right}%（等价值）",
        actual=f"{plain(share)}%",
        working=f"{operand(power)} × 3.0 ÷ {operand(energy)} = {right}%",
        fix="请核对上年度可再生能源利用量和占比的算法，写明折标系数和统计年限。",
    )

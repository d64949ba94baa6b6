"""碳抵消率须与抵消量除以排放量相符（3个百分点以内）。

为什么：抵消率决定得分；分母应为自主减碳后的剩余排放量，常被误用。
模板没有写明分母，按排放总量、按正文写明的剩余排放量两种都算，几笔抵消量单独或合计都算，有一种相符即可；
目标年度的排放量未知，按实施前后碳强度推算剩余量，再放宽20%。只作警告。

反例：

>>> change = {"offset_rate.before": 60.0, "offset_rate.after": 80.0, "offset_rate.effect": 20.0}
>>> say(check(right(change, mentions=[("offset_volume", 2024, 3000.0)]), policy))  # 碳抵消率（实施前）60%，正文称2024年抵消3000吨
warning G25 碳抵消率60%，按抵消量3,000吨和排放量16,200吨计算为18.52%。

正例：

>>> say(check(right(change, mentions=[("offset_volume", 2024, 9720.0)]), policy))  # 碳抵消率（实施前）60%，正文称2024年抵消9720吨
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Mention, Submission
from validators.energy.carbon_ratio import carbon_slips
from validators.energy.residuals import residual_bounds
from validators.faults import fault, field_ground, mention_ground, plain
from validators.figures import base_year, figure
from validators.rounding import operand
from validators.slips import fraction_slips
from validators.wording.mentioned import OFFSET_VOLUME, each, mentioned

RULE = Rule(
    code="G25",
    name="offset-volume",
    title="碳抵消率与抵消量不符",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件2 基本信息表 二 碳抵消率；附件1 碳抵消/碳抵消比例（剩余排放量）",
    message="碳抵消率{rate}%，按抵消量{volume}吨和排放量{residual}吨计算为{right}%。",
    inputs=("mentions", "emissions.*"),
)
_MOST_PARTS: Final = 5
_MOST_SUMMED: Final = 8
_TONNES: Final = re.compile(r"(?<![\d.,])(\d[\d,]{0,12}(?:\.\d{1,4})?)(万)?吨(?!标|煤|/)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Divide the volumes by what may stand below, for the past and for the goal."""
    year = base_year(submission) or 0
    gross = figure(submission, f"emissions.{year}") or 0.0
    if gross <= 0 or year in carbon_slips(submission, policy):
        return
    said = mentioned(submission, OFFSET_VOLUME, policy)
    past = [m for m in said if m.tense == "past" and m.year in (None, year)]
    goal = [m for m in said if m.tense != "past"]
    for end, volumes in (("before", past), ("after", goal)):
        rate = figure(submission, f"offset_rate.{end}")
        if rate is None or not volumes or len(volumes) > _MOST_PARTS:
            continue
        if f"offset_rate.{end}" in fraction_slips(submission):
            continue
        bounds = residual_bounds(submission, gross, end, policy)
        if bounds is None:
            continue
        least, most = bounds
        room = policy.energy.offset_room if end == "after" else 0.0
        parts = (*each(volumes), *_unread(volumes, (gross, least, most)))[:_MOST_SUMMED]
        if not _fits(rate, parts, (least, most), room, policy):
            yield _finding(submission, end, rate, volumes, most, year)


def _unread(volumes: list[Mention], bounds: Sequence[float]) -> Iterator[float]:
    """Further tonnes in the same sentences, that may be parts of the volume: none of the emissions."""
    known = {*each(volumes), *bounds}
    for sentence in dict.fromkeys(m.sentence for m in volumes):
        for digits, ten in _TONNES.findall(sentence):
            amount = float(digits.replace(",", "")) * (10000 if ten else 1)
            if not any(abs(amount - other) <= 0.005 * other for other in known):
                yield amount


def _fits(
    rate: float,
    parts: Sequence[float],
    bounds: tuple[float, float],
    room: float,
    policy: Policy,
) -> bool:
    points, slack = policy.energy.offset_points, 1 + room / 100
    return any(
        100 * sum(chosen) / bounds[1] / slack - points
        <= rate
        <= 100 * sum(chosen) / bounds[0] * slack + points
        for size in range(1, len(parts) + 1)
        for chosen in combinations(parts, size)
    )


def _finding(
    submission: Submission,
    end: str,
    rate: float,
    volumes: list[Mention],
    residual: float,
    year: int,
) -> Finding:
    volume = sum(each(volumes))
    right = 100 * volume / residual
    keys = (f"offset_rate.{end}", f"emissions.{year}")
    return fault(
        RULE,
        [*(field_ground(submission, key) for key in keys), *map(mention_ground, volumes)],
        rate=plain(rate),
        volume=plain(volume),
        residual=plain(residual),
        right=plain(round(right, 2)),
        expected=f"{plain(round(right, 2))}%",
        actual=f"{plain(rate)}%",
        working=f"{operand(volume)} ÷ {operand(residual)} = {operand(right, 2)}%",
        fix="请写明抵消量和剩余排放量（自主减碳后），并据此重算碳抵消率。",
    )

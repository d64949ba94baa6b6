"""正文所称年均下降5%以上，须能由近三年数据算出。

为什么：年均下降5%是技改成效的满分线，常把两年总降幅当成年均。
按单位增加值、单位产值的能耗和碳排放四种强度计算，取对企业最有利的一种，复合、算术年均仍都低于4.9%的作警告；
说的是单位产品指标、目标或计划的不判（总量算不出）；自评得分是否多报由E17说。

反例：

>>> slow = {"energy_consumption.2024": 9300.0, "emissions.2024": 17200.0}
>>> say(check(right(slow, mentions=[("annual_drop", None, 5.2)]), policy))  # 正文称年均下降5.2%，三年能耗、碳排放降得慢
warning G20 称年均下降5.2%，按三年数据计算为4.5%（复合）/4.44%（算术）。

正例：

>>> say(check(right(mentions=[("annual_drop", None, 5.2)]), policy))  # 正文称年均下降5.2%，三年数据相符
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Mention, Submission
from validators.energy.trends import grounds, ratios
from validators.faults import fault, mention_ground, plain
from validators.points.score_formulas import annual_drop
from validators.wording.mentioned import ANNUAL_DROP, mentioned, value

RULE = Rule(
    code="G20",
    name="annual-drop",
    title="年均下降率未达5%但称达标",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 自主减碳/技改成效（近3年年均下降≥5%）；附件2 正文",
    message="称年均下降{claimed}%，按三年数据计算为{compound}%（复合）/{mean}%（算术）。",
    inputs=("mentions", "energy_consumption.*", "output_value.*"),
)
_PAIRS: Final = tuple(
    (above, below)
    for above in ("energy_consumption", "emissions")
    for below in ("value_added", "output_value")
)
_YEARS: Final = 3


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Recompute the drop four ways and compare the best with what the text claims."""
    full = policy.scoring.annual_drop_full
    claims = [m for m in mentioned(submission, ANNUAL_DROP, policy) if _claims(m, full)]
    if not claims:
        return
    drops = [(drop, p) for p in _PAIRS if (drop := _drop(submission, p, policy)) is not None]
    if not drops:
        return
    best, pair = max(drops)
    if max(best) >= full - policy.energy.drop_room:
        return
    yield fault(
        RULE,
        [*map(mention_ground, claims), *grounds(submission, pair, sorted(submission.years))],
        claimed="、".join(dict.fromkeys(plain(value(m)) for m in claims)),
        compound=plain(round(best[0], 2)),
        mean=plain(round(best[1], 2)),
        expected=f"{plain(round(best[0], 2))}%",
        actual=f"{plain(value(claims[0]))}%",
        fix="请按近三年强度重算年均下降率并改正正文；按单位产品指标计算的请列出各年数值。",
    )


def _claims(mention: Mention, full: float) -> bool:
    product = "产品" in mention.sentence or "单耗" in mention.sentence
    risen = re.search(rf"[-−－]\s*{re.escape(mention.read.raw)}", mention.sentence)
    return mention.tense == "past" and value(mention) >= full and not product and not risen


def _drop(
    submission: Submission, pair: tuple[str, str], policy: Policy
) -> tuple[float, float] | None:
    """The drop (percent a year) of one intensity, compound and as a mean of the steps."""
    found = ratios(submission, *pair, policy)
    years = sorted(found)
    if len(years) != _YEARS or years[-1] - years[0] != _YEARS - 1 or min(found.values()) <= 0:
        return None
    row = [found[year] for year in years]
    steps = [100 * (one - other) / one for one, other in pairwise(row)]
    return annual_drop(row), sum(steps) / len(steps)

"""正文所述各年度能耗、碳排放和经营数据须与基本信息表一致。

为什么：同一指标两处不同，无法判断以哪个为准，分档和准入也就悬空。
容差2%，并容许按正文印出的位数（如0.86万吨、5.8亿元）四舍五入；只比较把握九成以上、说过去年度的数。
相差20%以上且为上年度综合能耗或产值（决定准入、分档）的为错误；相差十倍以上多是单位或分项，只作警告；
正文另有一处与表一致的，可能是分厂区、分品种数，只作警告。表中数已由F09、G02说是单位错位的，本条不说。
同一指标同一年度合为一条，列出全部不一致之处。

反例：

>>> said = [("energy_consumption", 2024, 9200.0)]
>>> say(check(right(mentions=said), policy))
warning K01 年综合能耗2024年：正文9,200，基本信息表8,560，相差7.48%。

正例：

>>> said = [("energy_consumption", 2024, 8560.0)]
>>> say(check(right(mentions=said), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Mention, Read, Submission
from validators.faults import fault, field_ground, mention_ground, plain
from validators.figures import base_year, number
from validators.rounding import half_unit
from validators.slips import slipped

RULE = Rule(
    code="K01",
    name="text-against-table",
    title="正文与基本信息表数值不一致",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 正文一（三）能耗和碳排放现状；附件2 基本信息表",
    message="{metric}{year}年：正文{said}，基本信息表{found}，相差{gap}%。",
    inputs=("mentions",),
)
_METRICS: Final = (
    "energy_consumption",
    "emissions",
    "output_value",
    "value_added",
    "profit",
    "tax",
)
_DECISIVE: Final = ("energy_consumption", "output_value")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare every figure of the text with the table's, metric by metric and year by year."""
    odd = slipped(submission, policy)
    for metric in _METRICS:
        for year in sorted(submission.years):
            key = f"{metric}.{year}"
            table, found = submission.fields.get(key), _said(submission, metric, year, policy)
            if table is None or key in odd or not number(table):
                continue
            differing = [m for m in found if _gap(m.read, table) > policy.tolerance.narrative]
            if differing:
                agreed = len(differing) < len(found)
                yield _finding(submission, key, differing, agreed, policy)


def _said(submission: Submission, metric: str, year: int, policy: Policy) -> list[Mention]:
    return [
        mention
        for mention in submission.mentions
        if (mention.metric, mention.year, mention.tense) == (metric, year, "past")
        and mention.read.confidence >= policy.tolerance.sure_reading
        and number(mention.read) is not None
    ]


def _gap(said: Read, table: Read) -> float:
    """By how much the text leaves the table (percent), 0 where rounding explains it.

    Signs are left out: a loss is «亏损120万元» in the text and -120 in the table.
    """
    one, other = abs(number(said) or 0.0), abs(number(table) or 0.0)
    gap = abs(one - other)
    return 0.0 if gap <= half_unit(said) + half_unit(table) + 1e-9 else 100 * gap / other


def _finding(
    submission: Submission, key: str, differing: Sequence[Mention], agreed: bool, policy: Policy
) -> Finding:
    metric, _, year = key.partition(".")
    table = submission.fields[key]
    worst = max(differing, key=lambda mention: _gap(mention.read, table))
    gap, value = _gap(worst.read, table), number(table) or 0.0
    said = "、".join(dict.fromkeys(plain(number(m.read) or 0.0) for m in differing))
    grave = not agreed and _decides(submission, metric, int(year), worst, value, gap, policy)
    shown = plain(number(worst.read) or 0.0)
    return fault(
        RULE,
        [field_ground(submission, key), *map(mention_ground, differing)],
        severity=Severity.ERROR if grave else Severity.WARNING,
        metric=label_of(metric),
        year=year,
        said=said,
        found=plain(value),
        gap=plain(round(gap, 2)),
        expected=f"{plain(value)}{table.unit}",
        actual=f"{said}{table.unit}",
        working=f"({shown} − {plain(value)}) ÷ {plain(value)} = {gap:.2f}%",
        fix="请核对正文与基本信息表，改正其中一处；正文为分项数据的请写明。",
    )


def _decides(
    submission: Submission,
    metric: str,
    year: int,
    worst: Mention,
    value: float,
    gap: float,
    policy: Policy,
) -> bool:
    """Whether the figure decides admission and tier, and the two are no mere unit apart."""
    said = number(worst.read) or 0.0
    ratio = max(said, value) / max(min(said, value), 1e-9)
    return (
        metric in _DECISIVE
        and year == base_year(submission)
        and gap > policy.tolerance.narrative_error
        and ratio < policy.bands.narrative_slip
    )

"""正文所述各年度能耗、碳排放和经营数据须与基本信息表一致。

为什么：同一指标两处不同，无法判断以哪个为准，分档和准入也就悬空。
容差2%，并容许按正文印出的位数（如0.86万吨、5.8亿元）四舍五入；只比较把握九成以上、说过去年度的数；
“不足1万吨”“8000—9000吨”等范围，表中数落在范围外才说。
相差20%以上且为上年度综合能耗或产值（决定准入、分档）的为错误；相差十倍以上多是单位或分项，只作警告；
正文另有一处与表一致的，可能是分厂区、分品种数，只作警告。表中数已由F09、G02说是单位错位的，本条不说。
同一指标同一年度合为一条，列出全部说到它的地方（正文、自评），不一致的在前。

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
from schemas.submission import Mention, Submission
from validators.faults import fault, field_ground, mention_ground, plain
from validators.figures import base_year, number
from validators.slips import slipped
from validators.wording.told import is_sure, stated_apart, stated_words

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
            limit = policy.tolerance.narrative
            differing = [m for m in found if stated_apart(m.read, table) > limit]
            if differing:
                agreeing = [m for m in found if m not in differing]
                yield _finding(submission, key, differing, agreeing, policy)


def _said(submission: Submission, metric: str, year: int, policy: Policy) -> list[Mention]:
    return [
        mention
        for mention in submission.mentions
        if (mention.metric, mention.year, mention.tense) == (metric, year, "past")
        and is_sure(mention, policy)
    ]


def _finding(
    submission: Submission,
    key: str,
    differing: Sequence[Mention],
    agreeing: Sequence[Mention],
    policy: Policy,
) -> Finding:
    metric, _, year = key.partition(".")
    table = submission.fields[key]
    worst = max(differing, key=lambda mention: stated_apart(mention.read, table))
    gap, found = stated_apart(worst.read, table), plain(number(table) or 0.0)
    said = "、".join(dict.fromkeys(stated_words(m.read) for m in differing))
    grave = not agreeing and _decides(submission, key, worst, gap, policy)
    value, shown = number(worst.read), stated_words(worst.read)
    return fault(
        RULE,
        [field_ground(submission, key), *map(mention_ground, (*differing, *agreeing))],
        severity=Severity.ERROR if grave else Severity.WARNING,
        metric=label_of(metric),
        year=year,
        said=said,
        found=found,
        gap=plain(round(gap, 2)),
        expected=f"{found}{table.unit}",
        actual=f"{said}{table.unit}",
        working=f"({shown} − {found}) ÷ {found} = {gap:.2f}%" if value is not None else "",
        compared=(value, number(table) or 0.0) if value is not None else None,
        fix="请核对正文与基本信息表，改正其中一处；正文为分项数据的请写明。",
    )


def _decides(submission: Submission, key: str, worst: Mention, gap: float, policy: Policy) -> bool:
    """Whether the figure decides admission and tier, and the two are no mere unit apart."""
    metric, _, year = key.partition(".")
    said, value = number(worst.read), number(submission.fields[key]) or 0.0
    if said is None:
        return False
    ratio = max(said, value) / max(min(said, value), 1e-9)
    return (
        metric in _DECISIVE
        and int(year) == base_year(submission)
        and gap > policy.tolerance.narrative_error
        and ratio < policy.bands.narrative_slip
    )

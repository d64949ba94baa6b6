"""经营数据不应三年同值，也不应几行都按同一比例递增。

为什么：三年数值完全相同，或产值、增加值、利润、税收逐年按同一比例推算，多为照抄或估填。
单独一行恰好等比的不说；增加值按固定比例估算较常见，也不说；增加值等于产值由F04说。

反例：

>>> say(check(right({"tax.2022": 5800.0, "tax.2023": 5800.0, "tax.2024": 5800.0}), policy))
warning F10 “纳税总额”多年数值相同（5,800万元），请核对是否误填。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import grounds
from validators.faults import fault, plain
from validators.figures import figures_by_year
from validators.slips import MONEY

RULE = Rule(
    code="F10",
    name="same-figures",
    title="产值与增加值同值或三年同值",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 企业近3年经营情况",
    message="“{label}”多年数值{how}，请核对是否误填。",
    inputs=("years",),
)
_COLUMNS = 3


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for rows of one figure, then for rows that grow alike."""
    whole = {stem: figures_by_year(submission, stem) for stem in MONEY}
    full = {stem: row for stem, row in whole.items() if len(row) == _COLUMNS and all(row.values())}
    flat = {stem: row for stem, row in full.items() if len(set(row.values())) == 1}
    for stem, row in flat.items():
        yield _finding(submission, [stem], f"相同（{plain(next(iter(row.values())))}万元）")
    rates: dict[tuple[float, float], list[str]] = {}
    for stem, row in full.items():
        rates.setdefault(_growth(row), []).append(stem)
    for (first, second), stems in rates.items():
        if len(stems) >= policy.finance.copied_rows and first == second and stems[0] not in flat:
            yield _finding(submission, stems, f"逐年等比（均为{plain(first)}倍）")


def _growth(row: dict[int, float]) -> tuple[float, float]:
    one, two, three = (row[year] for year in sorted(row))
    return round(two / one, 3), round(three / two, 3)


def _finding(submission: Submission, stems: list[str], how: str) -> Finding:
    return fault(
        RULE,
        grounds(submission, stems, sorted(submission.years)),
        label="、".join(map(label_of, stems)),
        how=how,
        expected="各年度实际发生数",
        actual=how,
        fix="请按各年度财务、统计报表的实际数填写；确实相同的请说明。",
    )

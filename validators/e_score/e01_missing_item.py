"""自评表须对附件1的12项评分指标逐项给出自评得分。

为什么：缺一项，总分就无从核对，专家也不知道企业是未做还是漏填。
整份自评表缺失由A01说。“余能使用（适用时）”可以不涉及，缺行只作警告，留空不说。
半数以上缺行多半是版式特殊，降为警告。得分栏填文字（如“满分”）的，按未给出得分提示。

反例：

>>> say(check(right({"self.carbon_offset": ABSENT}), policy))
error E01 自评表缺少指标“碳抵消比例”。

正例：

>>> say(check(right(), policy))
>>> say(check(right({"self.waste_energy": None}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import ItemPoints, Policy
from schemas.submission import SelfEvaluation, Submission
from validators.faults import Ground, fault, item_ground, place_ground
from validators.points.claims import NOT_APPLICABLE, scored, wordy
from validators.wording.leftovers import empty

RULE = Rule(
    code="E01",
    name="missing-item",
    title="自评表缺项",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件1 第2—6项评分指标；二（一）对照培育建设评价要求开展自我评价",
    message="自评表缺少指标“{item}”。",
    inputs=("self_evaluation",),
)
_EMPTY = "自评表“{item}”未填写自评得分。"
_WORDS = "自评表“{item}”自评得分“{text}”不是数值。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Name the rows that are missing, then those without points."""
    sheet = submission.self_evaluation
    if sheet is None:
        return
    rows = scored(policy)
    missing = [row for row in rows if row.item not in sheet.items]
    if missing:
        yield _about(missing, place_ground(sheet.where, "自评表"), _severity(missing, rows))
    reads = {row: sheet.items[row.item].claimed for row in rows if row.item in sheet.items}
    blank = [row for row, read in reads.items() if empty(read) and row.item is not NOT_APPLICABLE]
    if blank:
        first = item_ground(blank[0].item, reads[blank[0]], policy)
        yield _about(blank, first, Severity.ERROR, _EMPTY)
    yield from _worded(sheet, rows, policy)


def _severity(missing: Sequence[ItemPoints], rows: Sequence[ItemPoints]) -> Severity:
    optional = all(row.item is NOT_APPLICABLE for row in missing)
    return Severity.WARNING if optional or len(missing) * 2 > len(rows) else Severity.ERROR


def _about(
    rows: Sequence[ItemPoints], ground: Ground, severity: Severity, template: str = ""
) -> Finding:
    return fault(
        RULE,
        [ground],
        severity=severity,
        template=template,
        item="”“".join(row.label for row in rows),
        fields=tuple(f"self_evaluation.{row.item}" for row in rows),
        expected="12项指标逐项自评",
        actual=f"缺{len(rows)}项",
        fix="请按附件1补齐该项自评得分和说明；不涉及的请注明“不涉及”。",
    )


def _worded(sheet: SelfEvaluation, rows: Sequence[ItemPoints], policy: Policy) -> Iterator[Finding]:
    for row in rows:
        entry = sheet.items.get(row.item)
        if entry is None or not wordy(entry.claimed) or row.item is NOT_APPLICABLE:
            continue
        ground = item_ground(row.item, entry.claimed, policy)
        yield fault(
            RULE,
            [ground],
            severity=Severity.WARNING,
            template=_WORDS,
            item=row.label,
            text=entry.claimed.raw,
            expected=f"0—{row.points:g}分",
            actual=entry.claimed.raw,
            fix="请在自评得分栏填写数字。",
        )

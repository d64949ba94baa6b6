"""自评得分大于0的指标须说明依据。

为什么：没有依据，专家无从核对，只能现场重问。
写“见佐证材料”“详见附件”的算有说明；说明不足10个字又没有数字的只作提示。
整张表没有一项说明的，多半是自评表没有说明栏（附件1本来也没有），只作一条提示。

反例：

>>> say(check(right({"evidence.eco_design": None}), policy))
warning E22 “生态设计”自评3分未说明依据。

正例：

>>> say(check(right({"evidence.eco_design": "轻量化、模块化和资源循环利用三项亮点做法"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import ItemPoints, Policy
from schemas.submission import SelfEvaluation, Submission
from validators.faults import fault, item_ground, plain
from validators.figures import number, printed
from validators.points.claims import scored

RULE = Rule(
    code="E22",
    name="unexplained",
    title="自评得分无佐证说明",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="二（一）对照培育建设评价要求开展自我评价（附件1）",
    message="{items}未说明依据。",
    inputs=("self_evaluation",),
)
_SHORT: Final = "{items}说明过于简略。"
_NONE: Final = "自评表各项均未说明依据。"
_ENOUGH: Final = re.compile(r"\d|见|附|详|佐证|证书|报告|.{10}", re.DOTALL)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for points without a word."""
    sheet = submission.self_evaluation
    if sheet is None:
        return
    claimed = [
        row
        for row in scored(policy)
        if row.item in sheet.items and (number(sheet.items[row.item].claimed) or 0) > 0
    ]
    said = {row: printed(sheet.items[row.item].evidence) for row in claimed}
    blank = [row for row in claimed if not said[row]]
    short = [row for row in claimed if said[row] and not _ENOUGH.search(said[row])]
    if claimed and len(blank) == len(claimed):
        yield _about(claimed, sheet, Severity.INFO, _NONE, policy)
    elif blank:
        yield _about(blank, sheet, Severity.WARNING, "", policy)
    if short:
        yield _about(short, sheet, Severity.INFO, _SHORT, policy)


def _about(
    rows: Sequence[ItemPoints],
    sheet: SelfEvaluation,
    severity: Severity,
    template: str,
    policy: Policy,
) -> Finding:
    reads = {row: sheet.items[row.item].claimed for row in rows}
    return fault(
        RULE,
        [item_ground(row.item, read, policy) for row, read in reads.items()],
        severity=severity,
        template=template,
        items="、".join(
            f"“{row.label}”自评{plain(number(r) or 0.0)}分" for row, r in reads.items()
        ),
        expected="逐项说明依据",
        actual=f"{len(rows)}项未说明",
        fix="请逐项写明得分依据（数据、做法、证书或附件名称）。",
    )

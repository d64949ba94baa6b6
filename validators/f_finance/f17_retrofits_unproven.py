"""自评所称近3年节能技改投资，须有正文逐项说明的技改项目或附件2-2已完成投资印证。

为什么：技改投资最高15分，模板又没有历年技改项目的表，金额只能从正文一（二）和附件2-2印证。
正文“投资…万元”的各项之和加已完成投资，比自评少10%以上的作警告；
正文没有逐项列出、无从印证的只作提示。只写总额、与自评相同的一句不算逐项，写明不计入的不算。

反例：

>>> said = "2023年完成空压系统改造（投资400万元），2024年完成电机更新（投资580万元）。"
>>> say(check(right({"retrofit_investment": 3500.0, "chapter.一（二）": said}), policy))  # 正文逐项列出两项技改共980万元、附件2-2已完成300万元，自评3500万元
warning F17 自评近3年节能技改投资3,500万元，材料可印证1,280万元。

正例：

>>> said = "2023年完成空压系统改造（投资800万元），2024年完成电机更新（投资850万元）。"
>>> say(check(right({"chapter.一（二）": said}), policy))  # 正文逐项列出两项技改共1650万元、附件2-2已完成300万元，自评1800万元
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, cell_ground, fault, field_ground, plain
from validators.figures import figure, number
from validators.form.annexes import added, column
from validators.rounding import operand
from validators.wording.passages import Passage, passages

RULE = Rule(
    code="F17",
    name="retrofits-unproven",
    title="近3年节能技改投资与项目不符",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件1 自主减碳/技改项目（近3年投资额）；附件2-2 已完成投资",
    message="自评近3年节能技改投资{claimed}万元，材料可印证{proven}万元。",
    inputs=("retrofit_investment", "tables.projects", "chapters"),
)
_UNLISTED: Final = "自评近3年节能技改投资{claimed}万元，正文未逐项列出技改项目及投资额，无法印证。"
_SPENT: Final = re.compile(r"投资|投入|技改|改造|耗资|资金|费用")
_SOME: Final = re.compile(r"其中|其余|其他|主要(?:包括|有|用于)|例如|等(?:项目|改造|工程|技改)")
_TOTAL: Final = re.compile(r"合计|共计|累计|总计|总额|总投|共投|共完成")
_APART: Final = re.compile(
    r"(?:[不未](?:计入|纳入)|不属于|不在)(?:上述|近[三3]年|该|节能)|产能投资|未来|今后|尚需|还需|需要?投入"
)
"""Money that the text itself sets apart from the retrofits, or that is still to be found."""
_EARNED: Final = re.compile(r"(?:节约|节省|增收|降低|减少|收益|效益)[^,，;；。]{0,12}\Z")
_AMOUNT: Final = re.compile(r"(?<![\d.,])(\d[\d,]{0,12}(?:\.\d{1,6})?)\s*(万元|亿元)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Add up what the text describes and what the projects have spent."""
    claimed = figure(submission, "retrofit_investment") or 0.0
    told = [p for p in passages(submission, "一") if _amounts(p.sentence, claimed)]
    listed = sum(sum(_amounts(p.sentence, claimed)) for p in told)
    spent = column(submission, "projects", "completed_investment")
    done = added(spent.values())
    if claimed <= 0 or claimed <= (listed + done) * (1 + policy.finance.unproven / 100) + 1e-9:
        return
    yield fault(
        RULE,
        [
            field_ground(submission, "retrofit_investment"),
            *(_ground(passage) for passage in told),
            *(
                cell_ground("projects", i, "completed_investment", r)
                for i, r in spent.items()
                if number(r)
            ),
        ],
        severity=Severity.WARNING
        if told and not _names_some(submission, claimed, told)
        else Severity.INFO,
        template="" if told else _UNLISTED,
        claimed=plain(claimed),
        proven=plain(round(listed + done, 2)),
        expected=f"{plain(claimed)}万元",
        actual=f"{plain(round(listed + done, 2))}万元",
        working=f"正文{operand(listed)} + 已完成投资{operand(done)} = {operand(listed + done)}",
        compared=(claimed, listed + done),
        fix="请在正文一（二）逐项列出近3年节能技改项目的名称、年份和投资额，并附发票、合同等佐证。",
    )


def _names_some(submission: Submission, claimed: float, told: list[Passage]) -> bool:
    """Whether the text states the claimed sum itself and lists only some of what it was spent on."""
    sums = [
        number(m.read) or 0.0
        for m in submission.mentions
        if m.metric == "retrofit_investment" and m.chapter.startswith("一")
    ]
    whole = bool(sums) and all(abs(value - claimed) <= 0.005 * claimed for value in sums)
    return whole and any(_SOME.search(passage.sentence) for passage in told)


def _amounts(sentence: str, claimed: float) -> list[float]:
    """The 万元 that a sentence on investment states, without its own or the claimed total."""
    if not _SPENT.search(sentence) or _is_apart(sentence):
        return []
    hits = [
        hit
        for hit in _AMOUNT.finditer(sentence)
        if abs(_wan(hit) - claimed) > 0.005 * claimed
        and not _EARNED.search(sentence, max(0, hit.start() - 14), hit.start())
    ]
    parts = [
        hit for hit in hits if not _TOTAL.search(sentence[max(0, hit.start() - 12) : hit.start()])
    ]
    return [_wan(hit) for hit in (parts or hits)]


def _is_apart(sentence: str) -> bool:
    """Whether the sentence's only amount is set apart."""
    return bool(_APART.search(sentence)) and len(_AMOUNT.findall(sentence)) == 1


def _wan(hit: re.Match[str]) -> float:
    return float(hit[1].replace(",", "")) * (10000 if hit[2] == "亿元" else 1)


def _ground(passage: Passage) -> Ground:
    return passage.ground(next(match[0] for match in _AMOUNT.finditer(passage.sentence)))

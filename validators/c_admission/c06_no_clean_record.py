"""材料须说明近三年无重大安全、环保、质量事故和严重失信情况。

为什么：绿色工厂的基本要求包含合法合规，准入时需要明确声明。
具体清单在政策文本之外（实施细则），故只作警告；正文、自评说明、主要举措任一处写明即可。

反例：

>>> say(check(right({"chapter.一（一）": "2021年国家级绿色工厂（工信厅节函〔2022〕7号）。"}), policy))
warning C06 未说明近三年无重大安全、环保、质量事故及严重失信情况。

正例：

>>> say(check(right({"chapter.一（一）": "近三年未发生较大及以上安全、环境污染事故，未列入失信名单。"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground
from validators.form.unread import partly_unread, plan_place
from validators.wording.prose import passages

RULE = Rule(
    code="C06",
    name="no-clean-record",
    title="近三年违法/事故/失信声明缺失",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件1 准入条件/工厂要求（绿色工厂基本要求）",
    message="未说明近三年无重大安全、环保、质量事故及严重失信情况。",
    inputs=("chapters",),
)
_CLEAN: Final = re.compile(
    r"(?:未|无|没有|不存在|零)[^。；\n]{0,30}(?:事故|处罚|失信|违法|违规|不良(?:信用)?记录|污染)"
    r"|(?:事故|处罚|失信|违法|违规)[^。；\n]{0,12}(?:为零|为0|零发生|0起|零起)|信用(?:记录)?良好|守法(?:诚信|经营)|遵纪守法|合法合规"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Any sentence that denies accidents, penalties or breaches."""
    if policy.switches.use_2023_guide == "ignored":
        return
    if any(_CLEAN.search(passage.text) for passage in passages(submission, policy)):
        return
    yield fault(
        RULE,
        [place_ground(plan_place(submission), "正文一（一）、自评 工厂要求")],
        severity=Severity.INFO if partly_unread(submission) else _weight(policy),
        expected="近三年无事故、处罚、失信的声明",
        actual="未见",
        fix="请在正文一（一）写明近三年安全、环保、质量和信用情况，必要时附信用报告。",
    )


def _weight(policy: Policy) -> Severity:
    """Binding only where the office says that the guide of 2023 still holds (§5 no. 30)."""
    return Severity.ERROR if policy.switches.use_2023_guide == "required" else Severity.WARNING

"""设备型号不应含乱码。

为什么：型号认不出，能效和淘汰都无从核对；多为字体或复制粘贴所致，故只作提示。
全角字母、O与0、l与1混用会自动统一，不算乱码。

反例：

>>> say(check(right({"new_equipment.1.model": "YE3□160M-4"}), policy))
info H18 更新设备清单第1行型号含乱码“YE3□160M-4”。

正例：

>>> say(check(right({"new_equipment.1.model": "ＹＥ３-160M-4"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.machinery.machines import LISTS, machines

RULE = Rule(
    code="H18",
    name="garbled-model",
    title="型号含乱码",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="附件2-3 设备型号",
    message="{list}第{row}行型号含乱码“{model}”。",
)
_GARBLED: Final = re.compile(
    r"[\ufffd□■▯\ue000-\uf8ff]|[?？]{2,}|[A-Za-z0-9][?？][A-Za-z0-9]|锟斤拷|烫烫"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for characters that no model has."""
    for machine in machines(submission):
        if not _GARBLED.search(machine.model):
            continue
        yield fault(
            RULE,
            [machine.ground("model")],
            list=LISTS[machine.table],
            row=machine.position,
            model=machine.model,
            expected="可辨认的型号",
            actual=machine.model,
            fix="请按铭牌重新填写型号。",
        )

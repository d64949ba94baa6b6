"""What an annex's column under a head of one's own wording cannot mean (fields.md §3.2).

The form's order tells such a column only where its head says nothing else: a list may well have
投用年份 in the place of 功率, or 自筹资金 in that of 设备投资额.
"""

from __future__ import annotations

import re
from typing import Final

from extractors.grammar import labels
from extractors.grammar.text import fold
from schemas.fields import Field

_OTHER: Final = re.compile(
    r"车间|工序|位置|地点|部门|日期|时间|年份|年限|状态|负责|联系|电话|编号|能效|进度|单价|金额|原值|资金|贷款|自筹"
    r"|计划|剩余|土建|年[产耗用]"
)
"""Words of columns that lists have besides the form's: a head with one is no entry without it."""
_SAYS: Final = {
    "total_investment": re.compile(r"总|投资|投入|[概预]算|造价"),
    "equipment_investment": re.compile(r"设备|购置|机器|硬件"),
    "completed_investment": re.compile(r"完成|支出|已|累计|到位|支付"),
    "quantity": re.compile(r"数|台|套"),
    "power_kw": re.compile(r"功率|kw|千瓦|容量|装机|负荷"),
}
"""A word that a figure's head must hold: a wrong figure costs more than a missing one."""
_FREE: Final = frozenset({"remark", "benefit"})
"""Whatever is said about a row has its place there."""


def may_mean(head: str, field: Field) -> bool:
    """Whether a column under ``head``, in nobody's known words, may be the form's ``field``."""
    if field.key in _FREE:
        return True
    key, own = labels.label_of(head).full, "".join(map(fold, (field.label, *field.synonyms)))
    says = _SAYS.get(field.key)
    foreign = any(word not in own for word in _OTHER.findall(key))
    return not foreign and (says is None or says.search(key) is not None)

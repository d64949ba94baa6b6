"""效益分析须有数量和单位：节能、减碳、节水、节材至少一项。

为什么：附件2-2要求“节能减碳量、节水节材量”，“效果显著”无法评估，也无法验收。
信息化、平台类项目效益较间接，只作警告；空白由A21说。写成范围的也算量化。

反例：

>>> say(check(right({"projects.2.benefit": "节能效果显著"}), policy))
error J07 第2项效益分析缺少量化数据或单位：“节能效果显著”。

正例：

>>> say(check(right({"projects.2.benefit": "年节能320吨标准煤，减碳550吨CO2"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Row, Submission
from validators.faults import cell_ground, fault
from validators.figures import named_rows, printed
from validators.machinery.machines import nothing

RULE = Rule(
    code="J07",
    name="no-figures",
    title="效益分析缺少量化或单位",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件2-2 效益分析（节能减碳量、节水节材量）；附件2 正文四",
    message="第{row}项效益分析缺少量化数据或单位：“{text}”。",
    inputs=("tables.projects",),
)
_QUANTITY: Final = re.compile(
    r"[\d一二两三四五六七八九十百千万]\s*[多余]?\s*[(（]?\s*(?:[百千万亿]\s*)*[(（]?\s*"
    r"(?:吨|t|kg|千克|公斤|标准?煤|kW|MW|GW|千瓦|兆瓦|度|m3|m³|Nm3|立方|标方|方|GJ|吉焦|MJ|L|升|张|米)",
    re.IGNORECASE,
)
_SOFT: Final = re.compile(
    r"平台|系统建设|信息化|数字化|智能化|软件|管控|监测|认证|体系|核算|评价|培训"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for a figure with a unit in each project's benefit."""
    for position, row in named_rows(submission, "projects"):
        shown = printed(row.get("benefit"))
        if nothing(shown) or _QUANTITY.search(unicodedata.normalize("NFKC", shown)):
            continue
        yield fault(
            RULE,
            [cell_ground("projects", position, "benefit", row["benefit"])],
            severity=Severity.WARNING if _soft(row) else None,
            row=position,
            text=shown if len(shown) <= 40 else f"{shown[:40]}…",
            expected="数量和单位，如“年节能320吨标准煤，减碳550吨CO2”",
            actual=shown,
            fix="请补充预期年节能量（吨标准煤）、减碳量（吨CO2）或节水、节材量。",
        )


def _soft(row: Row) -> bool:
    return bool(_SOFT.search(printed(row.get("name"))))

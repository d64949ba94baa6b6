"""创新成果的技术水平应用规范说法：国际、国内、行业、省内＋领先、先进。

为什么：“很高”“良好”无法比较。用语不规范只作提示；称国际领先而没有鉴定、评价等依据的为警告。空白由A21说。

反例：

>>> say(check(right({"innovations.1.technical_level": "很高"}), policy))
info J13 第1项技术水平“很高”不规范或缺鉴定依据。

正例：

>>> say(check(right({"innovations.1.technical_level": "国内领先（2024年成果鉴定）"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Row, Submission
from validators.faults import cell_ground, fault
from validators.figures import named_rows, printed
from validators.machinery.machines import nothing

RULE = Rule(
    code="J13",
    name="technical-level",
    title="创新成果技术水平用语不规范",
    severity=Severity.INFO,
    speciality=Speciality.PROCESS,
    citation="附件2-1 技术水平",
    message="第{row}项技术水平“{level}”不规范或缺鉴定依据。",
    inputs=("tables.innovations",),
)
_LEVEL: Final = re.compile(
    r"(?:国际|世界|全球|国内|全国|国家|行业内?|业内|省内|省级|全省|市内|区域|同行业?|同类)\S{0,6}?(?:领先|先进|首创|首台|一流|前列|领跑|空白)"
    r"|(?:领先|先进|首创|首台套|首批次)|填补\S{0,4}空白|发明专利|实用新型|科技进步"
)
_TOP: Final = re.compile(r"(?:国际|世界|全球)\S{0,4}领先")
_PROVEN: Final = re.compile(
    r"鉴定|评价|查新|评审|认定|验收|证书|报告|专家|获奖|奖|首台|专利|标准|院士|评估"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at the words for each result's level."""
    for position, row in named_rows(submission, "innovations"):
        level = printed(row.get("technical_level"))
        boast = bool(_TOP.search(level)) and not _proven(row)
        if nothing(level) or (_LEVEL.search(level) and not boast):
            continue
        yield fault(
            RULE,
            [cell_ground("innovations", position, "technical_level", row["technical_level"])],
            severity=Severity.WARNING if boast else None,
            row=position,
            level=level,
            expected="如“国内领先（2024年成果鉴定）”",
            actual=level,
            fix="请改用规范用语；称国际领先的请注明鉴定或评价单位和时间。",
        )


def _proven(row: Row) -> bool:
    return any(_PROVEN.search(printed(cell)) for cell in row.values())

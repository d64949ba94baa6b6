"""创新成果应与节能降碳有关。

为什么：附件2-1是支撑零碳（近零碳）建设的技术清单，办公系统一类不算。
名称、内容、推广价值里有任何节能、降碳、工艺、循环方面的词都算有关，只作提示。

反例：

>>> unrelated = {"innovations.1.name": "办公自动化系统", "innovations.1.content": "实现无纸化会议", "innovations.1.value": "可推广"}
>>> say(check(right(unrelated), policy))
info J14 成果“办公自动化系统”与零碳（近零碳）建设关联不明。

正例：

>>> say(check(right({**unrelated, "innovations.1.name": "余热梯级利用技术"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import cell_ground, fault
from validators.figures import named_rows, printed

RULE = Rule(
    code="J14",
    name="unrelated-innovation",
    title="创新成果与低碳无关",
    severity=Severity.INFO,
    speciality=Speciality.PROCESS,
    citation="附件2 正文三（五）；附件2-1 成果名称、成果内容",
    message="成果“{name}”与零碳（近零碳）建设关联不明。",
    inputs=("tables.innovations",),
)
_RELATED: Final = re.compile(
    r"节能|低碳|减碳|降碳|零碳|碳[排足捕中]|能[效耗源]|循环|绿色|环保|减排|余[热压冷能]|光伏|储能|氢|风电|太阳能|生物[质基]|"
    r"工艺|再生|回收|利用|节[水电材煤汽气]|高效|轻量|变频|永磁|热[泵能回耦]|换热|保温|减[少量]|降低|损[耗失]|替代|清洁|"
    r"原料|催化|电机|锅炉|窑|炉|蒸汽|燃烧|电气化|微电网|柔性|薄|减薄|免|短流程|一步法|无水|低温|长寿命|降解|能碳|碳强度|谷电|蓄[热冷能]|负荷|按需"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for any word of energy, carbon or process in each result."""
    for position, row in named_rows(submission, "innovations"):
        if _RELATED.search("".join(printed(row.get(c)) for c in ("name", "content", "value"))):
            continue
        name = printed(row.get("name"))
        yield fault(
            RULE,
            [cell_ground("innovations", position, "name", row["name"])],
            name=name,
            expected="与节能、降碳、循环利用有关的技术成果",
            actual=name,
            fix="请在成果内容中说明节能降碳作用，或改列相关成果。",
        )

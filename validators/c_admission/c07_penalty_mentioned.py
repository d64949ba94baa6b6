"""材料写有近年受到处罚、发生事故、失信、督办的，须核实是否影响准入。

为什么：重大违法、事故和失信会否决准入，由专家判断轻重。
只认已发生的事实（“受到行政处罚”“发生……事故”“被责令限期整改”）；
同句前文有“未、无、没有”，以及预案、制度、防范、假设的说法不算。

反例：

>>> say(check(right({"chapter.一（二）": "2023年因环保问题受到行政处罚，已完成整改。"}), policy))
warning C07 材料出现“2023年因环保问题受到行政处罚”，请核实是否影响准入。

正例：

>>> say(check(right({"chapter.一（二）": "近三年未发生环境事故，未受到行政处罚；制定了事故应急预案。"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.wording.prose import clause_before, passages

RULE = Rule(
    code="C07",
    name="penalty-mentioned",
    title="疑似存在处罚/事故",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件1 准入条件/工厂要求（绿色工厂基本要求）",
    message="材料出现“{text}”，请核实是否影响准入。",
    inputs=("chapters",),
)
_SIGNS: Final = ("处罚", "罚款", "事故", "污染事件", "整改", "督办", "失信", "异常名录", "黑名单")
_HAPPENED: Final = re.compile(
    r"(?:受到|收到|被处以?|被给予|被作出|因[^，。；\n]{1,20}被)[^，。；\n]{0,16}处罚"
    r"|发生(?!的|时|后|率)(?:过|了)?[^，。；\n]{0,16}(?:事故|污染事件)|被?(?:责令|要求)[^，。；\n]{0,8}限期整改"
    r"|被[^，。；\n]{0,24}罚款|处以?罚款|罚款[约共]?\d"
    r"|被[^，。；\n]{0,8}挂牌督办|被?列入[^，。；\n]{0,12}(?:失信|异常名录|黑名单)"
)
_DENIED: Final = re.compile(
    r"未|无|没有|不存在|不涉及|不属于|不是|并非|不曾|不得|不会|从不|零|避免|防止|杜绝|防范|预防|应急|如|若|一旦|假如|可能|风险|预案|确保|减少|降低"
)
_OTHERS: Final = re.compile(
    r"(?:同行|同类|某|其他|其它|外地|省外|兄弟|上游|下游|国内外?|国外|行业内|周边|一家)[^，。；\n]{0,10}(?:企业|工厂|单位|公司|园区|电站)[^，。；\n]{0,20}$"
)
"""Right before: it happened to somebody else."""
_NOUGHT: Final = re.compile(
    r"^[^。；，\n]{0,6}(?:为零|为0|0起|0次|零起|零次|(?:后|时)?的?(?:率|等级|应急|风险|概率|隐患|预案|能力))"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a submission, with every sentence that states such a fact."""
    hits = [
        (passage, match)
        for passage in passages(submission, policy)
        if any(sign in passage.text for sign in _SIGNS)
        for match in _HAPPENED.finditer(passage.text)
        if not _DENIED.search(clause_before(passage.text, match.start()))
        and not _DENIED.search(match[0])
        and not _OTHERS.search(clause_before(passage.text, match.start()))
        and not _NOUGHT.search(passage.text[match.end() :])
    ]
    if not hits:
        return
    passage, match = hits[0]
    said = clause_before(passage.text, match.end())[-40:]
    yield fault(
        RULE,
        [passage.ground(match.start(), match[0]) for passage, match in hits],
        text=said,
        expected="近三年无重大违法、事故、失信",
        actual=said,
        fix="请说明事由、时间、等级和整改结果，并附证明材料。",
    )

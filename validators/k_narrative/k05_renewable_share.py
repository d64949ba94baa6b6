"""可再生能源使用占比在基本信息表（实施前）、正文和自评中须是同一个数。

为什么：占比决定附件1“可再生能源使用”的得分，各处不同就不知按哪个计分。
只比较说现状（上年度或未写年份）的数；写明“近3年”的是三年口径，与表中一年的数不同属正常，不比。
容差1个百分点；差异可能出于口径，只作警告。表中疑似把百分数写成小数的由G16说。

反例：

>>> said = [("renewable_share", 2024, 21.0)]
>>> say(check(right(mentions=said), policy))
warning K05 可再生能源占比：表12%，正文21%。

正例：

>>> say(check(right(mentions=[("renewable_share", 2024, 12.0)]), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.points.share_places import differing, finding

RULE = Rule(
    code="K05",
    name="renewable-share",
    title="可再生能源占比多处不一致",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 可再生能源使用；附件2 基本信息表；附件2 正文一（二）、一（三）",
    message="可再生能源占比：{places}。",
    inputs=("mentions", "renewable_share.before"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The table's 实施前 against what text and self-evaluation say is reached."""
    for places in differing(submission, "renewable_share", "before", policy):
        yield finding(
            RULE, places, "请统一口径（年度、分子分母），把各处的可再生能源占比改为同一个数。"
        )

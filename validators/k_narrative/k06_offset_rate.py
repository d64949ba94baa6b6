"""碳抵消率在基本信息表、正文三（三）和自评中须是同一个数：现状比现状，目标比目标。

为什么：抵消率决定附件1“碳抵消比例”的得分和零碳、近零碳的目标，各处不同就不知按哪个计。
自评说的是现状，与表中“实施前”比；正文三（三）说的是期末目标，与“实施后”比。正文二的目标由K02说。
容差1个百分点；只作警告。

反例：

>>> said = [("offset_rate", 2027, 55.0, "goal", "三（三）")]
>>> say(check(right(mentions=said), policy))
warning K06 碳抵消率：表40%，正文55%。

正例：

>>> say(check(right(mentions=[("offset_rate", 2027, 40.0, "goal", "三（三）")]), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.points.share_places import differing, finding

RULE = Rule(
    code="K06",
    name="offset-rate",
    title="碳抵消率多处不一致",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="附件1 碳抵消比例；附件2 基本信息表；附件2 正文三（三）",
    message="碳抵消率：{places}。",
    inputs=("mentions",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Present rates against the table's 实施前, goals against its 实施后."""
    for when in ("before", "after"):
        for places in differing(submission, "offset_rate", when, policy):
            yield finding(RULE, places, "请把基本信息表、正文和自评的碳抵消率改为同一个数。")

"""正文三（五）所述合作单位须与附件2-1“合作单位”相符。

为什么：产学研合作是创新成果的佐证，两处单位完全不同时，成果的归属就不清楚。
两处都有高校或研究院所、而没有一家相同（容许简称）才说；只作提示。

反例：

>>> other = {"chapter.三（五）": "公司与浙江工业大学开展产学研合作。", "innovations.1.partner": "浙江大学"}
>>> say(check(right(other), policy))
info K13 合作单位不一致：正文浙江工业大学 / 附件2-1浙江大学。

正例：

>>> same = {"chapter.三（五）": "公司与浙江大学开展产学研合作。", "innovations.1.partner": "浙江大学"}
>>> say(check(right(same), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz import fuzz

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import cell_ground, fault
from validators.figures import printed, rows
from validators.wording.passages import passages

RULE = Rule(
    code="K13",
    name="partner",
    title="创新成果合作单位与正文不一致",
    severity=Severity.INFO,
    speciality=Speciality.PROCESS,
    citation="附件2 正文三（五）；附件2-1",
    message="合作单位不一致：正文{said} / 附件2-1{found}。",
    inputs=("chapters", "tables.innovations"),
)
_SCHOOL: Final = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:大学|学院|研究院|研究所)")
_LEAD: Final = re.compile(
    r"^.*(?:与|和|及|同|在|由|为|向|是|的|邀请|联合|委托|依托|携手|包括|合作单位|单位)(?=[\u4e00-\u9fff]{3})"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Schools and institutes of the chapter against the annex's column."""
    said = {
        _LEAD.sub("", m[0]): p
        for p in passages(submission, "三（五）")
        for m in _SCHOOL.finditer(p.sentence)
    }
    found = {
        i: name
        for i, row in rows(submission, "innovations")
        for name in _SCHOOL.findall(printed(row.get("partner")))
    }
    if not said or not found or _any_alike(said, found.values(), policy):
        return
    grounds = [
        cell_ground("innovations", i, "partner", submission.tables["innovations"][i - 1]["partner"])
        for i in found
    ]
    one, other = "、".join(said), "、".join(dict.fromkeys(found.values()))
    yield fault(
        RULE,
        [*(passage.ground(name) for name, passage in said.items()), *grounds],
        said=one,
        found=other,
        expected=other,
        actual=one,
        fix="请核对合作协议，把正文三（五）与附件2-1的合作单位写成一致。",
    )


def _any_alike(said: Iterable[str], found: Iterable[str], policy: Policy) -> bool:
    others = tuple(found)
    return any(
        one in other or other in one or fuzz.ratio(one, other) >= policy.narrative.same_partner
        for one in said
        for other in others
    )

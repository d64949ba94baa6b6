"""附件2-1创新成果汇总表须至少列出一项成果。

为什么：正文三（五）要求列出技术创新清单，空表则技术创新无从评价。
明写“无”的只作提示，请专家核对相关自评得分；整张表缺失由A01说，有页面未能读取时降为提示。

反例：

>>> say(check(right({"innovations": ABSENT}), policy))
warning A18 附件2-1创新成果汇总表无有效内容。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Part, Submission
from validators.faults import fault, place_ground
from validators.figures import printed, rows
from validators.form.part_names import pictured
from validators.form.unread import partly_unread

RULE = Rule(
    code="A18",
    name="no-innovations",
    title="附件2-1空表",
    severity=Severity.WARNING,
    speciality=Speciality.PROCESS,
    citation="附件2-1；附件2 正文三（五）列出技术创新清单",
    message="附件2-1创新成果汇总表无有效内容。",
)
_NONE = "附件2-1创新成果汇总表填写为“{words}”，请核对技术创新相关自评得分。"
_REFUSAL = re.compile(r"[\s\-—–/\\]*|(?:暂)?无|没有|不(?:涉及|适用)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The table is there and no row of it names a result."""
    place = submission.headings.get("innovations") or submission.parts.get(Part.ANNEX_2_1)
    if (
        Part.ANNEX_2_1 not in submission.parts
        or place is None
        or Part.ANNEX_2_1 in pictured(submission)
    ):
        return
    names = [printed(row.get("name")) for _, row in rows(submission, "innovations")]
    if not all(map(_REFUSAL.fullmatch, names)):
        return
    said = next((name for name in names if name.strip("-—–/\\ ")), "")
    doubtful = bool(said) or partly_unread(submission)
    yield fault(
        RULE,
        [place_ground(place, "附件2-1")],
        severity=Severity.INFO if doubtful else None,
        template=_NONE if said else "",
        words=said,
        fields=("innovations",),
        expected="至少1项成果",
        actual=said or "0项",
        fix="请填写创新成果；确无成果的写“无”。",
    )

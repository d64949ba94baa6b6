"""基本信息表勾选的荣誉，正文须有说明（名称、年份或文件）。

为什么：勾选而正文只字不提的，往往是误勾，也缺少核对的线索。只作提示，全部合为一条。

反例：

>>> say(check(right({"honours": ["水效领跑者企业"]}), policy))
info K12 已勾选“水效领跑者企业”，正文未见说明。

正例：

>>> told = {"honours": ["水效领跑者企业"], "chapter.一（一）": "2023年获评水效领跑者。"}
>>> say(check(right(told), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.fields import HONOURS
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import printed
from validators.wording.passages import words

RULE = Rule(
    code="K12",
    name="honour-untold",
    title="荣誉正文与勾选不一致",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 主要荣誉；附件2 正文一（一）",
    message="已勾选“{honours}”，正文未见说明。",
    inputs=("honours", "chapters"),
)
_CORES: Final = (
    "专精特新|小巨人", "雄鹰", "隐形冠军", "单项冠军", "首台套|首批次|首版次|首台（套）|首台(套)", "智能工厂|数字化车间|未来工厂",
    "企业技术中心", "节水型", "清洁生产", "水效领跑", "绿色供应链",
)  # fmt: skip
_TOLD: Final = {label: re.compile(core) for label, core in zip(HONOURS, _CORES, strict=True)}
"""The form's option → how a text speaks of it."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The ticked honours that no chapter mentions."""
    read = submission.fields["honours"]
    ticked = read.value if isinstance(read.value, list) else []
    text = words(submission) + printed(submission.fields.get("measures"))
    untold = [label for label in ticked if label in _TOLD and not _TOLD[label].search(text)]
    if untold and text.strip():
        yield fault(
            RULE,
            [field_ground(submission, "honours")],
            honours="、".join(untold),
            expected="正文一（一）说明所获荣誉",
            actual="正文未提及",
            fix="请在正文一（一）补充荣誉的全称、年份和文号；误勾的请取消勾选。",
        )

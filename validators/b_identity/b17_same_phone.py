"""法人代表与联系人不是同一人的，电话不应相同。

为什么：两栏同号，多半是漏填了法人代表的电话，重要事项通知不到负责人。
只作提示；同一人、或填单位总机（固定电话、400/800号码）的不算。格式错误由B16说。

反例：

>>> say(check(right({"contact_phone": "13800000000"}), policy))
info B17 法人代表电话与联系人电话相同（13800000000），请确认。

正例：

>>> say(check(right({"contact_phone": "13857123456"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import printed
from validators.wording.prose import words_of

RULE = Rule(
    code="B17",
    name="same-phone",
    title="法人代表与联系人电话相同",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 法人代表电话、联系电话",
    message="法人代表电话与联系人电话相同（{number}），请确认。",
    inputs=(
        "raw:legal_representative",
        "raw:contact",
        "raw:legal_representative_phone",
        "raw:contact_phone",
    ),
)
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """A mobile number that both cells hold, of two people."""
    fields = submission.fields
    if words_of(fields["legal_representative"]) == words_of(fields["contact"]):
        return
    shared = _mobiles(submission, "legal_representative_phone") & _mobiles(
        submission, "contact_phone"
    )
    if not shared:
        return
    yield fault(
        RULE,
        [
            field_ground(submission, "legal_representative_phone"),
            field_ground(submission, "contact_phone"),
        ],
        number=min(shared),
        expected="各自的电话",
        actual=min(shared),
        fix="请分别填写法人代表和联系人的电话。",
    )


def _mobiles(submission: Submission, key: str) -> set[str]:
    written = unicodedata.normalize("NFKC", printed(submission.fields[key]))
    return set(_MOBILE.findall(re.sub(r"(?<=\d)[ \-](?=\d)|\+86", "", written)))

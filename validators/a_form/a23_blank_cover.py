"""封面的申报单位、所在地市、日期须填写。

为什么：封面是登记收件的依据，缺一项就不知是谁、由哪市推荐、何时所编。
模板占位（20  年  月  日）由A04说，认不出的地市由B09说，整个封面缺失由A01说。

反例：

>>> say(check(right({"cover_city": None}), policy))
error A23 封面“所在地市”未填写。

正例：

>>> say(check(right({"cover_city": "杭州市萧山区"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import COVER
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.wording.leftovers import empty, refused

RULE = Rule(
    code="A23",
    name="blank-cover",
    title="封面信息缺失",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 封面",
    message="封面“{label}”未填写。",
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The three entries of the cover that were found and left empty."""
    for field in COVER:
        read = submission.fields.get(field.key)
        if read is None or not (empty(read) or refused(read)):
            continue
        label = field.label.removeprefix("封面")
        yield fault(
            RULE,
            [field_ground(submission, field.key)],
            label=label,
            expected=label,
            actual="空白",
            fix=f"请在封面填写{label}。",
        )

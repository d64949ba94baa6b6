"""统一社会信用代码第3—6位所属地市须与封面所在地市一致。

为什么：登记地与申报地不同，可能填错代码，也可能不归该市推荐。
按现行与历史区划对照（余杭市、绍兴县等旧码有效）；3300省级登记、外省代码（B06说）和2000年前
地区代码不判断；义乌等县（市）按其所属设区市。企业迁址后代码不变，故只作警告。

反例：

>>> say(check(right({"cover_city": "绍兴市"}), policy))
warning B07 信用代码登记地“杭州市”与所在地市“绍兴市”不一致。

正例：

>>> say(check(right({"cover_city": "杭州市萧山区"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import text
from validators.firms.credit_code import check_character, credit_code, well_formed
from validators.registers.divisions import city_of_code, city_of_text

RULE = Rule(
    code="B07",
    name="uscc-city",
    title="信用代码区划与所在地市不一致",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="GB/T 2260；附件2 封面 所在地市",
    message="信用代码登记地“{registered}”与所在地市“{city}”不一致。",
    inputs=("uscc", "cover_city"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the cities, where the code is a right one and both are known."""
    code = credit_code(submission)
    if not well_formed(code) or code[17] != check_character(code):
        return
    registered = city_of_code(code[2:8])
    city = city_of_text(text(submission.fields["cover_city"]))
    if registered is None or city is None or registered == city:
        return
    yield fault(
        RULE,
        [field_ground(submission, "cover_city"), field_ground(submission, "uscc")],
        registered=registered,
        city=city,
        expected=registered,
        actual=city,
        fix="请核对统一社会信用代码和所在地市；企业已迁址的，请附说明。",
    )

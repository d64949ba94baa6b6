"""制造业（13—43大类）的4位行业代码须在GB/T 4754—2017小类目录中。

为什么：查不到的代码多半是2011版旧码或把中类补零，行业对标会落空。
只判断制造业各大类；采矿、电力等其他门类由B14说。目录未并入2019年第1号修改单。

反例：

>>> say(check(right({"industry_code": "1364", "industry_name": "鱼油提取及制品制造"}), policy))
error B12 行业代码“1364”不在GB/T 4754—2017小类目录中。

正例：

>>> say(check(right({"industry_code": "4412", "industry_name": "热电联产"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import text
from validators.firms.industry_code import code_of
from validators.registers.industries import MANUFACTURING, like, named, within

RULE = Rule(
    code="B12",
    name="industry-unknown",
    title="行业代码不存在",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="GB/T 4754-2017",
    message="行业代码“{code}”不在GB/T 4754—2017小类目录中。",
    inputs=("industry_code",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look the code up, within section C only."""
    code = code_of(submission)
    if not code or int(code[:2]) not in MANUFACTURING or named(code):
        return
    yield fault(
        RULE,
        [field_ground(submission, "industry_code")],
        code=code,
        expected="GB/T 4754—2017小类代码",
        actual=code,
        fix=_advice(code, text(submission.fields.get("industry_name"))),
    )


def _advice(code: str, name: str) -> str:
    same = like(name) if name else None
    if same:
        return f"“{same.name}”在2017版中的代码为{same.code}；“{code}”可能是2011版旧码，请更正。"
    group = "、".join(f"{entry.code} {entry.name}" for entry in within(code[:3]))
    listed = f"该中类下有：{group}。" if group else ""
    return f"可能是GB/T 4754—2011旧码或中类补零，请按2017版填写。{listed}"

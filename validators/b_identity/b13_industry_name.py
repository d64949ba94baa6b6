"""填报的行业名称须与行业代码的标准名称相符。

为什么：代码与名称对不上，不知以哪个为准，单耗标准可能选错。
按相似度比较（80以上为相符）；写所属中类、大类名称的只作提示，正好是另一小类名称的不算相符。
名称未写、代码不在目录（B12说）的不判断。

反例：

>>> say(check(right({"industry_name": "印染"}), policy))
warning B13 行业代码2822对应“涤纶纤维制造”，填报名称为“印染”。

正例：

>>> say(check(right({"industry_name": "涤纶纤维制造业"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import text
from validators.firms.industry_code import code_of
from validators.registers.industries import Industry, like, named

RULE = Rule(
    code="B13",
    name="industry-name",
    title="行业代码与名称不符",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="GB/T 4754-2017",
    message="行业代码{code}对应“{official}”，填报名称为“{name}”。",
    inputs=("industry_code", "industry_name"),
)
_ALIKE = 80


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare with the class's name, then with those of its group and division."""
    industry = named(code_of(submission))
    name = text(submission.fields["industry_name"])
    if industry is None or not _plain(name):
        return
    severity = _doubt(name, industry)
    if severity is None:
        return
    yield fault(
        RULE,
        [field_ground(submission, "industry_name"), field_ground(submission, "industry_code")],
        severity=severity,
        code=industry.code,
        official=industry.name,
        name=name[:40],
        expected=industry.name,
        actual=name[:40],
        fix=_advice(name, industry),
    )


def _doubt(name: str, industry: Industry) -> Severity | None:
    above = (industry.group_name, industry.division_name)
    if _plain(name) == _plain(industry.name):
        return None
    if _plain(name) in map(_plain, above):
        return Severity.INFO
    if like(name, least=100):
        return Severity.WARNING
    if _alike(name, industry.name):
        return None
    return Severity.INFO if any(_alike(name, parent) for parent in above) else Severity.WARNING


def _plain(name: str) -> str:
    folded = re.sub(r"[\sA-Za-z\d()（）、,]+", "", unicodedata.normalize("NFKC", name))
    return re.sub(r"(?:行业|工业|业)$", "", folded)


def _alike(name: str, official: str) -> bool:
    a, b = _plain(name), _plain(official)
    return max(fuzz.ratio(a, b), fuzz.partial_ratio(a, b)) >= _ALIKE


def _advice(name: str, industry: Industry) -> str:
    other = like(name)
    hint = f"“{other.name}”的代码为{other.code}。" if other and other != industry else ""
    return f"请核对行业代码与名称，以营业收入占比最大的产品为准。{hint}"

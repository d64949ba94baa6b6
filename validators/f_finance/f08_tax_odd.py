"""纳税总额不应为负，不应大于工业增加值或产值的30%；有利润的年度一般不为零。

为什么：税收异常多为填错行、单位不一或口径（实缴、应交、退税）不明，只作警告。
酒、烟草、炼油缴消费税，不判占产值的比例；出口退税、税收优惠可能属实，请企业说明即可。
单位错位由F09说；几个年度同一情形合为一条。

反例：

>>> say(check(right({"tax.2024": 20000.0}), policy))
warning F08 2024年纳税总额20,000万元异常（大于工业增加值）。

正例：

>>> say(check(right({"tax.2024": 2600.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import grounds, joined, sound
from validators.faults import fault, plain
from validators.figures import figures_by_year, text

RULE = Rule(
    code="F08",
    name="tax-odd",
    title="纳税总额异常",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 纳税总额、工业增加值、工业总产值",
    message="{years}年纳税总额{taxes}万元异常（{how}）。",
    inputs=("tax.*",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look at each year's tax beside value added, output and profit; alike years together."""
    taxes, found = sound(submission, "tax", policy), dict[str, list[int]]()
    for year, tax in taxes.items():
        how = _how(submission, year, tax, policy)
        if how:
            found.setdefault(how, []).append(year)
    for how, years in found.items():
        shown = "、".join(plain(taxes[year]) for year in years)
        stated = [s for s in ("tax", "value_added", "output_value", "profit") if s in _stems(how)]
        yield fault(
            RULE,
            grounds(submission, stated, years),
            years=joined(years),
            taxes=shown,
            how=how,
            expected="大于零、小于工业增加值",
            actual=f"{shown}万元",
            fix="请核对纳税总额的数值、单位和口径；退税、免税等属实的请说明。",
        )


def _how(submission: Submission, year: int, tax: float, policy: Policy) -> str:
    added, output, profit = (
        sound(submission, stem, policy).get(year, 0.0)
        for stem in ("value_added", "output_value", "profit")
    )
    taxed = text(submission.fields.get("industry_code"))[:2] in policy.finance.taxed_divisions
    if tax < 0:
        return "为负数"
    if tax > added > 0:
        return "大于工业增加值"
    if not taxed and 100 * tax > policy.finance.tax_most * output > 0:
        return f"超过工业总产值的{plain(policy.finance.tax_most)}%"
    return "有利润而未纳税" if tax == 0 and profit > 0 and _all_paid(submission, year) else ""


def _all_paid(submission: Submission, year: int) -> bool:
    """Whether the other years state a tax: a row of noughts is a row not filled in (A05)."""
    return any(v > 0 for y, v in figures_by_year(submission, "tax").items() if y != year)


def _stems(how: str) -> tuple[str, ...]:
    if "增加值" in how:
        return ("tax", "value_added")
    return (
        ("tax", "output_value")
        if "产值" in how
        else ("tax", "profit")
        if "利润" in how
        else ("tax",)
    )

"""工业增加值占工业总产值的比例（增加值率）一般在5%—60%之间。

为什么：增加值率过低或过高，多为增加值口径有误，单位增加值能耗随之失真。区间是本系统经验值，只作警告。
炼油、钢铁、有色压延等薄利加工不判下限，酒、烟草、医药不判上限。
增加值达到或超过产值的由F04说，单位错位由F09说；同侧的年份合为一条。

反例：

>>> say(check(right({"value_added.2024": 1160.0}), policy))
warning F05 2024年增加值率2%异常（常见5%—60%）。

正例：

>>> say(check(right({"value_added.2024": 12180.0}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.trends import grounds, joined, ratios
from validators.faults import fault, plain
from validators.figures import figure, text

RULE = Rule(
    code="F05",
    name="value-added-rate",
    title="增加值率异常",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 工业总产值、工业增加值（统计定义）",
    message="{years}年增加值率{rates}%异常（常见{least}%—{most}%）。",
    inputs=("value_added.*", "output_value.*"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Divide the two rows year by year."""
    usual, division = policy.finance, text(submission.fields.get("industry_code"))[:2]
    rates = {
        year: 100 * ratio
        for year, ratio in ratios(submission, "value_added", "output_value", policy).items()
        if ratio < 1
    }
    low = {y: r for y, r in rates.items() if r < usual.value_added_least}
    high = {y: r for y, r in rates.items() if r > usual.value_added_most}
    for odd, spared in ((low, usual.thin_divisions), (high, usual.rich_divisions)):
        if odd and division not in spared:
            yield _finding(submission, odd, policy)


def _finding(submission: Submission, odd: dict[int, float], policy: Policy) -> Finding:
    least, most = policy.finance.value_added_least, policy.finance.value_added_most
    shown = "、".join(plain(round(rate, 2)) for rate in odd.values())
    year, rate = next(iter(odd.items()))
    added, output = (
        figure(submission, f"{s}.{year}") or 0.0 for s in ("value_added", "output_value")
    )
    return fault(
        RULE,
        grounds(submission, ("value_added", "output_value"), odd),
        years=joined(odd),
        rates=shown,
        least=plain(least),
        most=plain(most),
        expected=f"{plain(least)}%—{plain(most)}%",
        actual=f"{shown}%",
        working=f"{plain(added)} ÷ {plain(output)} = {plain(round(rate, 2))}%",
        fix="请按统计口径核对工业增加值与工业总产值；属实的请说明。",
    )

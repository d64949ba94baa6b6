"""自评分档、规模所用的综合能耗须是上年度的。

为什么：附件1按上年度能耗分档，用了更早的年份会套错档位。
只看自评说明写明“某年综合能耗”的三行（规模体量、可再生能源使用、碳抵消比例），同一说明也写上年度的通过；
上年度取申报年的前一年（收件、封面、承诺日期）。后续认定按哪一年，政策未写明，默认以被评文件的日期为准。

反例：

>>> say(check(right({"evidence.carbon_offset": "2023年综合能耗8700吨标准煤，适用80%"}), policy))
warning D04 自评“碳抵消比例”采用2023年能耗，分档应采用2024年数据。

正例：

>>> say(check(right({"evidence.carbon_offset": "2024年综合能耗8560吨标准煤，适用80%"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy, points_of
from schemas.submission import ScoreItem, Submission
from validators.faults import fault, read_ground
from validators.figures import base_year, printed

RULE = Rule(
    code="D04",
    name="wrong-year",
    title="上年度判定错误",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件1 规模体量、可再生能源使用、碳抵消比例（上年度）",
    message="自评“{item}”采用{found}年能耗，分档应采用{right}年数据。",
    inputs=("self_evaluation", "years"),
)
_ROWS: Final = (
    ScoreItem.ADMISSION_SCALE,
    ScoreItem.RENEWABLE_ENERGY,
    ScoreItem.CARBON_OFFSET,
)
_YEAR: Final = re.compile(
    r"(20\d{2})\s*年度?(?:的|公司|企业|全厂|单位)?(?:年|全年)?(?:综合)?能(?:耗|源消费)"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The years whose energy the three explanations name."""
    sheet, right = submission.self_evaluation, base_year(submission)
    if sheet is None or right is None or right not in submission.years:
        return
    for item in _ROWS:
        read = sheet.items[item].evidence if item in sheet.items else None
        words = printed(read)
        found = {int(year) for year in _YEAR.findall(words)}
        if read is None or len(found) != 1 or str(right) in words:
            continue
        label, year = points_of(item, policy).label, found.pop()
        yield fault(
            RULE,
            [read_ground(f"self_evaluation.{item}", f"自评 {label}", read)],
            item=label,
            found=year,
            right=right,
            expected=f"{right}年",
            actual=f"{year}年",
            fix=f"请按{right}年综合能耗（等价值）重新判定档位并核对得分。",
        )

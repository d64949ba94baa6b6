"""封面申报单位与基本信息表工厂名称须一致。

为什么：两处名称不同，不知申报主体是谁，排放边界和信用代码也无从核对。
统一全半角、括号、空格并去掉“（盖章）”后比较；股份有限公司、有限公司、有限责任公司视为不同。
相似度90以下为错误，以上为警告；一方是另一方加分厂、厂区等后缀的（同一法人的工厂）作警告。

反例：

>>> say(check(right({"factory_name": "浙江乙纺织有限公司"}), policy))
error B20 单位名称不一致：封面“浙江某某化纤有限公司”，基本信息表“浙江乙纺织有限公司”。

正例：

>>> say(check(right({"cover_applicant": "浙江某某化纤 有限公司（盖章）"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import text
from validators.firms.names import normalised
from validators.wording.leftovers import leftover

RULE = Rule(
    code="B20",
    name="name-differs",
    title="单位名称不一致",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 封面 申报单位；附件2 基本信息表 一 工厂名称",
    message="单位名称不一致：封面“{cover}”，基本信息表“{table}”。",
    inputs=("cover_applicant", "factory_name"),
)
_NEAR = 90
_KEYS = ("cover_applicant", "factory_name")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the two names in one spelling."""
    reads = [submission.fields[key] for key in _KEYS]
    cover, table = (normalised(text(read)) for read in reads)
    if cover == table or not cover or not table or any(map(leftover, reads)):
        return
    near = fuzz.ratio(cover, table) >= _NEAR or _one_within_other(cover, table)
    yield fault(
        RULE,
        [field_ground(submission, key) for key in _KEYS],
        severity=Severity.WARNING if near else None,
        cover=text(reads[0]),
        table=text(reads[1]),
        expected=cover,
        actual=table,
        fix="请对照营业执照统一两处名称；已更名的，请附变更通知书。",
    )


def _one_within_other(cover: str, table: str) -> bool:
    short, long = sorted((cover, table), key=len)
    return len(short) >= 6 and long.startswith(short)

"""注册资本须能识别，大于零，不超过1000亿元。

为什么：数量级错（把元当成万元）的注册资本会误导对企业规模的判断。
只写数字、没有单位的按万元理解，只作提示；外币可以。空白由A03说，模板占位由A04说，
填0或“/”的由B05说。

反例：

>>> say(check(right({"registered_capital": 50000000.0}), policy))
warning B21 注册资本“50000000.0”无法识别或数量级异常。

正例：

>>> say(check(right({"registered_capital": 5000.0}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, State, Submission
from validators.faults import fault, field_ground
from validators.figures import number
from validators.wording.leftovers import leftover, refused

RULE = Rule(
    code="B21",
    name="capital",
    title="注册资本异常",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2 基本信息表 一 注册资本",
    message="注册资本“{text}”无法识别或数量级异常。",
    inputs=("raw:registered_capital",),
)
_NO_UNIT: Final = "注册资本“{text}”未写单位，已按万元理解，请确认。"
_FOREIGN: Final = re.compile(
    r"\d\s*[百千万亿]*\s*(?:美|欧|日|港|英|加|澳|新台|韩)?[元圆币镑]|USD|EUR|JPY|HKD|\$"
)
_BARE: Final = re.compile(r"[\d.,\s]+")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Unreadable, out of all proportion, or without a unit."""
    read = submission.fields["registered_capital"]
    if leftover(read) or refused(read) or number(read) == 0:
        return
    written = unicodedata.normalize("NFKC", read.raw).strip()
    wrong = _wrong(read, written, policy)
    if not wrong and not (_BARE.fullmatch(written) and read.label and not read.printed_unit):
        return
    yield fault(
        RULE,
        [field_ground(submission, "registered_capital")],
        severity=None if wrong else Severity.INFO,
        template="" if wrong else _NO_UNIT,
        text=written[:30],
        expected="数值和单位，如5000万元",
        actual=written[:30],
        fix="请对照营业执照填写，写明单位和币种。",
    )


def _wrong(read: Read, written: str, policy: Policy) -> bool:
    value = number(read)
    if value is None:
        return read.state is State.UNREADABLE and not _FOREIGN.search(written)
    return value < 0 or value > policy.form.capital_max_wan

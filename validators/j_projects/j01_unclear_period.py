"""每个重点项目的建设期限须能看出起止时间。

为什么：“近期”“尽快”一类写法定不了进度，也无法核对是否在方案周期之内。
“12个月”“2025年”等只有时长或年份的可以；写有年份但格式少见的不说，月份不存在的（如2025.13）要说。空白由A21说。

反例：

>>> say(check(right({"projects.1.period": "近期"}), policy))
error J01 第1项建设期限“近期”无法识别。

正例：

>>> say(check(right({"projects.1.period": "2025.4-2026.12"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import cell_ground, fault
from validators.figures import printed
from validators.form.annexes import column
from validators.form.periods import read_period
from validators.machinery.machines import nothing

RULE = Rule(
    code="J01",
    name="unclear-period",
    title="建设期限无法识别",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2-2 建设期限",
    message="第{row}项建设期限“{period}”无法识别。",
    inputs=("tables.projects",),
)
_LENGTH: Final = re.compile(r"[\d一二两三四五六七八九十半]\s*个?(?:月|年|季度|天|日|周)")
_YEAR: Final = re.compile(r"20[1-4]\d|(?<!\d)[23]\d年|十[四五六]五|已(?:完成|完工|建成|投产|投运)")
_NO_MONTH: Final = re.compile(r"20[1-4]\d[./年-](?:1[3-9]|[2-9]\d|0{1,2})(?=[月./~至到—-]|$)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look whether each project's period can be understood at all."""
    for position, read in column(submission, "projects", "period").items():
        shown = printed(read)
        if nothing(shown) or not _unclear(shown):
            continue
        yield fault(
            RULE,
            [cell_ground("projects", position, "period", read)],
            row=position,
            period=read.raw.strip(),
            expected="起止年月，如2025.4-2026.12",
            actual=read.raw.strip(),
            fix="请写明建设起止年月。",
        )


def _unclear(shown: str) -> bool:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", shown))
    if read_period(shown) is not None:
        return False
    return bool(_NO_MONTH.search(plain)) or not (_LENGTH.search(plain) or _YEAR.search(plain))

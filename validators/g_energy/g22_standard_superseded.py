"""引用的能效、能耗标准须为现行版本。

为什么：标准换版后限定值和等级都变了，按旧版得出的“先进”“二级能效”可能已不成立。
只看行业先进值一栏和正文；同一句同时引用新版、说的是替代关系或淘汰更新旧设备的、
在申报日之后才实施新版的不说；现有设备铭牌按旧版标识是正常的，设备清单不判。只作警告。

反例：

>>> say(check(right({"benchmark": "综合能耗55kgce/t，按GB/T 2589-2008计算"}), policy))
warning G22 引用标准GB/T 2589-2008已被GB/T 2589-2020代替。

正例：

>>> say(check(right({"benchmark": "综合能耗55kgce/t，按GB/T 2589-2020计算"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, fault, field_ground
from validators.figures import printed, text
from validators.registers.energy import Standard, superseded
from validators.wording.passages import passages

RULE = Rule(
    code="G22",
    name="standard-superseded",
    title="引用标准已废止或不存在",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二 行业先进值及引用标准；现行国家标准",
    message="引用标准{old}已被{new}代替。",
)
_CITED: Final = re.compile(r"GB\s?(/\s?T)?\s?(\d{4,5}(?:\.\d)?)\s?[-—–一]\s?(\d{4})(?!\d)")
_CHANGE: Final = re.compile(
    r"代替|替代|修订|废止|旧版|原标准|原执行|淘汰|更换|替换|更新|改造前|原有"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look up every standard that the benchmark or the text cites with its year."""
    today, seen = _applied(submission, policy), set[str]()
    for ground, stated in _places(submission):
        cited = [(f"GB{'/T' if t else ''} {n}", int(year)) for t, n, year in _CITED.findall(stated)]
        for number, year in cited:
            now = superseded().get(number)
            old = f"{number}-{year}"
            if now is None or not _gone(now, year, today) or old in seen:
                continue
            if (number, now.current) in cited or _CHANGE.search(stated):
                continue
            seen.add(old)
            yield _finding(ground, old, now)


def _finding(ground: Ground, old: str, now: Standard) -> Finding:
    new = f"{now.number}-{now.current}"
    return fault(
        RULE,
        [ground],
        old=old,
        new=new,
        expected=new,
        actual=old,
        fix=f"请改引{new}《{now.title}》（{now.effective}起实施），并按新版核对数值。",
    )


def _gone(now: Standard, year: int, today: str) -> bool:
    return year < now.current and now.effective <= today


def _applied(submission: Submission, policy: Policy) -> str:
    """The day of the application (ISO), the policy's own where none is known."""
    dates = (
        submission.received,
        *(text(submission.fields.get(k)) for k in ("cover_date", "commitment_date")),
    )
    return next((date for date in dates if date and date[:4].isdigit()), policy.holds_from)


def _places(submission: Submission) -> Iterator[tuple[Ground, str]]:
    if "benchmark" in submission.fields:
        stated = unicodedata.normalize("NFKC", printed(submission.fields["benchmark"]))
        yield field_ground(submission, "benchmark"), stated
    for passage in passages(submission):
        if "GB" in passage.sentence:
            yield passage.ground(), passage.sentence

"""数值的千分位须规范：不用全角逗号，不乱分组，不用“1.234,5”。

为什么：分隔符有歧义，3，20可能是3.20也可能是320。
已按最可能的理解读取，一份材料合为一条。按三位一组用空格分节的合乎GB/T 15835，只作提示；用不换行窄空格分节的没有歧义，不提。

反例：

>>> from schemas.submission import Read
>>> from schemas.place import WordPlace
>>> wide = Read(3200.0, "3，200", WordPlace("方案.docx", table=1), flags=("fullwidth_sep",))
>>> say(check(right({"total_investment": wide}), policy))
warning M11 “方案总投资”数值“3，200”分隔符不规范，已识别为3,200。

正例：

>>> say(check(right({"total_investment": 3200.0}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import Ground, fault, plain
from validators.form.all_cells import grounds

RULE = Rule(
    code="M11",
    name="odd-separators",
    title="数值含歧义分隔符",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="系统提示；GB/T 15835-2011 分节",
    message="“{label}”{more}数值“{text}”分隔符不规范，已识别为{value}。",
    inputs=("files",),
)
_SPACED: Final = "“{label}”{more}数值“{text}”以空格分节，已识别为{value}，请确认。"
_ODD: Final = frozenset({"fullwidth_sep", "odd_groups"})
_SPACE: Final = frozenset({"space_sep"})
# Nobody types these by accident, as one may type a blank between two figures (GB/T 15835).
_THIN: Final = re.compile(r"(?<=\d)[\u2009\u202f](?=\d{3}(?!\d))")
_SHOWN: Final = 8


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding for odd separators, one for blanks between groups."""
    written = grounds(submission, policy, _separated)
    odd = [ground for ground in written if _ODD & set(ground.evidence.flags)]
    spaced = [ground for ground in written if ground not in odd]
    if odd:
        yield _said(submission, odd, None)
    if spaced:
        yield _said(submission, spaced, Severity.INFO)


def _separated(read: Read) -> bool:
    if not _ODD.isdisjoint(read.flags):
        return True
    # Left over without the thin ones: a plain blank between figures.
    plain_blanks = re.search(r"\d\s+\d", _THIN.sub("", read.raw))
    return not _SPACE.isdisjoint(read.flags) and plain_blanks is not None


def _said(submission: Submission, found: Sequence[Ground], severity: Severity | None) -> Finding:
    first = found[0]
    return fault(
        RULE,
        [_as_printed(ground) for ground in found[:_SHOWN]],
        severity=severity,
        template=_SPACED if severity else "",
        label=first.evidence.label,
        more=f"等{len(found)}处" if len(found) > 1 else "",
        text=first.evidence.text.strip(),
        value=_value(submission, first),
        expected="如3,200或3200",
        actual=first.evidence.text.strip(),
        fix="请改为半角逗号三位一组，或不分节。",
    )


def _as_printed(ground: Ground) -> Ground:
    """What is printed is sure, however unsure its meaning: the finding is about the print."""
    return structs.replace(ground, evidence=structs.replace(ground.evidence, confidence=1.0))


def _value(submission: Submission, ground: Ground) -> str:
    head, _, rest = ground.key.partition(".")
    index, _, column = rest.partition(".")
    read = submission.fields.get(ground.key)
    if read is None and head in submission.tables:
        read = submission.tables[head][int(index) - 1].get(column)
    value = read.value if read else None
    return plain(value) if isinstance(value, int | float) else "未能确定"

"""附件各表的序号须从1起连续编号。

为什么：序号跳号、重号，往往是删行、并表后没有核对，也不便引用。
只作提示。自动编号、没有序号列、分组重新编号（1、2、1、2、3）的不算；同一张清单分在几个文件时不判断。

反例：

>>> say(check(right({"projects.2.seq": 3}), policy))
info A22 附件2-2 重点项目汇总表序号不连续：1、3。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import TABLE_TITLES
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import cell_ground, fault
from validators.figures import number, rows

RULE = Rule(
    code="A22",
    name="broken-numbering",
    title="序号不连续或重复",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="附件2-1、附件2-2、附件2-3",
    message="{annex}序号不连续：{shown}。",
)
_SHOWN = 12


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Tables of which every row is numbered."""
    for table, title in TABLE_TITLES.items():
        reads = {i: row.get("seq") for i, row in rows(submission, table)}
        cells = {i: read for i, read in reads.items() if read and number(read) is not None}
        if not cells or len(cells) != len(reads) or len(_files(cells)) > 1:
            continue
        wrong = _first_wrong([int(number(read) or 0) for read in cells.values()])
        if wrong:
            yield _said(table, title, cells, wrong)


def _files(cells: dict[int, Read]) -> set[str]:
    return {read.where.file for read in cells.values()}


def _first_wrong(found: list[int]) -> int:
    """The position (from 1) that breaks the count, 0 if none; a new 1 starts a new group."""
    before = 0
    for at, value in enumerate(found, start=1):
        if value != before + 1 and not (value == 1 and at > 1 and before > 1):
            return at
        before = value
    return 0


def _said(table: str, title: str, cells: dict[int, Read], wrong: int) -> Finding:
    values = [f"{number(read):g}" for read in cells.values()]
    start = max(0, wrong - _SHOWN // 2)
    shown = "、".join(values[start : start + _SHOWN])
    row = list(cells)[wrong - 1]
    return fault(
        RULE,
        [cell_ground(table, row, "seq", cells[row])],
        annex=title,
        shown=("……" if start else "") + shown,
        expected="从1起连续",
        actual=shown,
        fix="请核对有无漏行、重行后重新编号。",
    )

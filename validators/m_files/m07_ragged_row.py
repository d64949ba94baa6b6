"""附件各表每行的列数须与表头一致。

为什么：少一格的行，后面的数据可能错到别的栏里。
合并单元格展开后仍少列的才说；一张表合为一条，列出行号。错列后的数值由各数值规则核对。

反例：

>>> from schemas.submission import Read, State
>>> from schemas.place import WordPlace
>>> gone = Read(None, "", WordPlace("方案.docx", table=2), state=State.BLANK, flags=("uncovered",))
>>> say(check(right({"projects.2.benefit": gone}), policy))  # 第2行少一格
warning M07 附件2-2 重点项目汇总表第2行列数7与表头8不一致。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import TABLE_TITLES
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Row, Submission
from validators.faults import fault, place_ground
from validators.figures import rows

RULE = Rule(
    code="M07",
    name="ragged-row",
    title="合并单元格导致错列",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2-1、附件2-2、附件2-3",
    message="{annex}第{rows}行列数{found}与表头{head}不一致。",
    inputs=("files",),
)
_SHOWN = 8


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Rows with positions that no cell of the file covers."""
    for table, title in TABLE_TITLES.items():
        ragged = {i: row for i, row in rows(submission, table) if _uncovered(row)}
        if not ragged:
            continue
        first = next(iter(ragged.values()))
        listed = "、".join(str(i) for i in list(ragged)[:_SHOWN])
        yield fault(
            RULE,
            [place_ground(next(iter(first.values())).where, title)],
            fields=(table,),
            annex=title,
            rows=listed + (f"等{len(ragged)}" if len(ragged) > _SHOWN else ""),
            found=len(first) - _uncovered(first),
            head=len(first),
            expected=f"{len(first)}列",
            actual=f"{len(first) - _uncovered(first)}列",
            fix="请恢复缺少的单元格，核对该行各栏是否错位。",
        )


def _uncovered(row: Row) -> int:
    return sum("uncovered" in read.flags for read in row.values())

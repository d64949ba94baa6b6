"""单元格不得留有公式错误值（#REF!、#DIV/0!、#N/A、#VALUE!、#NAME?）。

为什么：错误值说明引用断了或除了零，该项没有数据。
读到的栏目逐格指出（多处合为一条）；其他单元格的错误值按工作表作警告。

反例：

>>> say(check(right({"projects.1.total_investment": "?#DIV/0!"}), policy))
error M06 “附件2-2第1行 总投资额”出现公式错误值“#DIV/0!”。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.place import SheetCell
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import Ground, fault, place_ground
from validators.form.all_cells import grounds

RULE = Rule(
    code="M06",
    name="formula-error",
    title="公式错误值",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="系统提示",
    message="“{label}”出现公式错误值“{text}”。",
    inputs=("files",),
)
_SEVERAL: Final = "“{label}”等{count}处出现公式错误值“{text}”。"
_SHEET: Final = "工作表“{label}”有{count}处公式错误值。"
_ERROR: Final = re.compile(r"#(?:REF|DIV/0|VALUE|NUM|NULL)!|#N/A|#NAME\?|#SPILL!|#CALC!")
_FIX: Final = "请修正公式或直接填写数值后重新提交。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Cells that were read, then sheets with errors elsewhere."""
    found = grounds(submission, policy, _wrong)
    if found:
        first = found[0].evidence
        text = _ERROR.search(first.text)
        yield fault(
            RULE,
            found,
            template=_SEVERAL if len(found) > 1 else "",
            label=first.label,
            text=text[0] if text else first.text.strip() or "错误值",
            count=len(found),
            expected="数值",
            actual=text[0] if text else "错误值",
            fix=_FIX,
        )
    yield from _elsewhere(submission, found)


def _wrong(read: Read) -> bool:
    return "formula_error" in read.flags or ("#" in read.raw and bool(_ERROR.search(read.raw)))


def _elsewhere(submission: Submission, found: Sequence[Ground]) -> Iterator[Finding]:
    known = {_sheet(ground.evidence.where) for ground in found}
    for notice in submission.notices:
        if notice.code != "formula_error" or _sheet(notice.where) in known:
            continue
        _, sheet = _sheet(notice.where)
        yield fault(
            RULE,
            [place_ground(notice.where, "工作表", sheet)],
            severity=Severity.WARNING,
            template=_SHEET,
            label=sheet,
            count=notice.count,
            expected="无错误值",
            actual=f"{notice.count}处",
            fix=_FIX,
        )


def _sheet(where: object) -> tuple[str, str]:
    return (where.file, where.sheet) if isinstance(where, SheetCell) else ("", "")

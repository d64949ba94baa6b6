"""基本信息表须保留模板的26行（30项），不得删行、并行。

为什么：少一行，该项数据就无处可查，也无法与其他企业汇总比较。
顺序不同、标签写法相近的不算；栏目在而未填的由A03说，整张表没有的由A01说。
标签出现在别的栏内（串行）的不判断；有文件或页面未能读取时降为警告。

反例：

>>> gone = {f"water_intensity.{part}": ABSENT for part in ("before", "after", "effect", "unit")}
>>> say(check(right(gone), policy))  # 删去“单位产品取水量”一行
error A02 基本信息表缺少“单位产品取水量”一行（应有26行，实有25行）。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Part, Submission
from validators.faults import fault, place_ground
from validators.form.form_rows import ROWS, missing, rows_found, shares_row
from validators.form.unread import partly_unread, plan_place

RULE = Rule(
    code="A02",
    name="missing-row",
    title="基本信息表行缺失或被改动",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一、二",
    message="基本信息表缺少“{label}”一行（应有{all}行，实有{found}行）。",
)
_CELL = "基本信息表缺少“{label}”一栏。"
_MANY = "基本信息表缺少“{label}”等{count}项（应有{all}行，实有{found}行）。"
_FEW = 3


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding an entry; one for all where the table is another one altogether."""
    if Part.BASIC_TABLE not in submission.parts:
        return
    absent = missing(submission)
    found = rows_found(absent)
    if len(absent) > _FEW:
        labels = "、".join(field.label for field in absent[:_FEW])
        yield _said(submission, _MANY, tuple(f.key for f in absent), labels, found, len(absent))
        return
    for field in absent:
        template = _CELL if shares_row(field) else ""
        yield _said(submission, template, (field.key,), field.label, found)


def _said(
    submission: Submission,
    template: str,
    keys: tuple[str, ...],
    label: str,
    found: int,
    count: int = 1,
) -> Finding:
    place = submission.parts.get(Part.BASIC_TABLE) or plan_place(submission)
    return fault(
        RULE,
        [place_ground(place, "基本信息表")],
        severity=Severity.WARNING if partly_unread(submission) else None,
        template=template,
        fields=keys,
        label=label,
        all=ROWS,
        found=found,
        count=count,
        expected=f"{ROWS}行",
        actual=f"{found}行",
        fix=f"请按模板补上“{label}”并填写；确不涉及的填“不涉及”并注明原因。",
    )

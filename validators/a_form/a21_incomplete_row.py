"""附件各表已写名称的行，必填的单元格不得空白。

为什么：缺内容、期限、型号、数量的行，无法核对投资、进度和能效。
附件2-1看内容、技术水平；2-2看内容、期限、总投资额、效益；2-3看型号、数量。填“/”的不算空白，
合作单位、功率、备注可空；除名称外全空的行视为分组标题。同一列合为一条。

反例：

>>> say(check(right({"projects.2.period": None}), policy))
warning A21 附件2-2第2行“建设期限”未填写。

正例：

>>> say(check(right({"innovations.1.partner": None}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.fields import TABLE_TITLES, TABLES
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Row, Submission
from validators.faults import cell_ground, fault
from validators.figures import named_rows
from validators.wording.leftovers import empty

RULE = Rule(
    code="A21",
    name="incomplete-row",
    title="表格行部分空白",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2-1、附件2-2、附件2-3",
    message="{annex}第{rows}行“{label}”未填写。",
)
_REQUIRED: Final = {
    "innovations": ("content", "technical_level"),
    "projects": ("content", "period", "total_investment", "benefit"),
    "existing_equipment": ("model", "quantity"),
    "new_equipment": ("model", "quantity"),
}
_SHOWN: Final = 8


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a column, with the rows in which it was left empty."""
    for table, columns in _REQUIRED.items():
        rows = [(i, row) for i, row in named_rows(submission, table) if not _heading(row)]
        for column in columns:
            blank = {i: row for i, row in rows if column in row and empty(row[column])}
            if blank:
                yield _said(table, column, blank)


def _heading(row: Row) -> bool:
    """Whether the row only names something: a workshop or a kind of machine above its list."""
    return all(empty(read) for column, read in row.items() if column not in ("name", "seq"))


def _said(table: str, column: str, blank: dict[int, Row]) -> Finding:
    label = next(field.label for field in TABLES[table] if field.key == column)
    listed = "、".join(str(i) for i in list(blank)[:_SHOWN])
    more = f"等{len(blank)}" if len(blank) > _SHOWN else ""
    annex, _, title = TABLE_TITLES[table].partition(" ")
    return fault(
        RULE,
        [cell_ground(table, i, column, row[column]) for i, row in list(blank.items())[:_SHOWN]],
        annex=annex if "2-3" not in annex else f"{annex}{title}",
        rows=listed + more,
        label=label,
        expected=label,
        actual="空白",
        fix=f"请补填“{label}”；确无法填写的注明原因。",
    )

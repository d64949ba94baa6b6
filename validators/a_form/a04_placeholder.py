"""表中不得留有模板占位内容（202X、20  年  月  日、降低  %、XX公司、待补充等）。

为什么：占位内容说明该栏并未填写，数据会被误读。
整行实施前后都空白时由A03说；照抄“主要举措与成效”的提示语由A16说。
清单中的“待定”可能属实，降为警告；正文不查。

反例：

>>> say(check(right({"factory_name": "浙江XX有限公司"}), policy))
error A04 “工厂名称”仍为模板占位内容“XX有限”，请填写实际内容。

正例：

>>> say(check(right({"main_business": "期待定制化服务的智能装备"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import TABLES, label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, cell_ground, fault, field_ground, read_ground
from validators.figures import rows
from validators.wording.leftovers import empty, leftover

RULE = Rule(
    code="A04",
    name="placeholder",
    title="模板占位符未替换",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 封面、基本信息表",
    message="“{label}”仍为模板占位内容“{text}”，请填写实际内容。",
)
_NOT_HERE = frozenset({"uscc", "ownership", "honours", "measures", "commitment_text"})
"""Choices print all options; a credit code may hold X's; the others are A16's and A11's."""
_ROW_CELLS = frozenset({"name", "model", "content", "period"})


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Year heads first, then the fields, then the annexes."""
    heads = [cell for cell in submission.year_cells if leftover(cell)]
    if heads:
        grounds = [read_ground("", "年度", cell) for cell in heads]
        yield _said(grounds, "年度", leftover(heads[0]))
    yield from _fields(submission)
    yield from _annexes(submission)


def _fields(submission: Submission) -> Iterator[Finding]:
    said: set[str] = set()
    for key, read in submission.fields.items():
        text = leftover(read)
        if not text or key in _NOT_HERE:
            continue
        label = _label(key)
        if label in said or _row_is_empty(submission, key):
            continue
        said.add(label)
        yield _said([field_ground(submission, key)], label, text)


def _row_is_empty(submission: Submission, key: str) -> bool:
    """Whether the row's 实施前 and 实施后 are empty too: then A03 speaks about the whole row."""
    stem, _, part = key.partition(".")
    if part != "effect":
        return False
    others = [submission.fields.get(f"{stem}.{name}") for name in ("before", "after")]
    return all(other is None or empty(other) or leftover(other) for other in others)


def _label(key: str) -> str:
    """The printed row: code and name, start and end stand in one cell."""
    return {"industry": "所属行业", "period": "方案实施周期"}.get(key.split("_")[0]) or label_of(
        key
    )


def _annexes(submission: Submission) -> Iterator[Finding]:
    for table in TABLES:
        for index, row in rows(submission, table):
            for column, read in row.items():
                if column in _ROW_CELLS and (text := leftover(read)):
                    ground = cell_ground(table, index, column, read)
                    yield _said([ground], ground.evidence.label, text, Severity.WARNING)


def _said(
    grounds: list[Ground], label: str, text: str, severity: Severity | None = None
) -> Finding:
    fix = "请用实际内容替换模板文字；确不涉及的填“不涉及”。"
    return fault(RULE, grounds, severity=severity, fix=fix, label=label, text=text)

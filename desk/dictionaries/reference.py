"""What readers and rules go by, as rows to look through: fields, open questions, rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final, TypeVar

from msgspec import Struct, structs

from schemas.fields import (
    CLOSING,
    COMPARED,
    COVER,
    HONOUR_FIELD,
    IDENTITY,
    PLAN,
    RETROFIT,
    TABLE_TITLES,
    TABLES,
    YEARLY,
    Field,
    Type,
)
from schemas.finding import Severity
from schemas.policy import Policy
from validators import handbook
from validators.catalogue import modules

R = TypeVar("R", bound=Struct)
_TYPES: Final = {
    Type.TEXT: "文字",
    Type.NUMBER: "数值",
    Type.MONEY: "金额",
    Type.DATE: "日期",
    Type.PERIOD: "起止期",
    Type.PERCENT: "百分比",
    Type.PHONE: "电话",
    Type.CITY: "设区市",
    Type.INDUSTRY: "行业代码",
    Type.USCC: "信用代码",
    Type.CHOICE: "单选",
    Type.CHOICES: "多选",
    Type.COUNT: "个数",
    Type.FLAG: "有无",
}
_UNITS: Final = {"free": "申报单位自选", "tce": "吨标准煤", "tCO2": "吨二氧化碳", "kW": "千瓦"}
_GROUPS: Final = (
    ("封面", COVER),
    ("基本信息表 一、企业信息", (*IDENTITY, *YEARLY, HONOUR_FIELD)),
    ("基本信息表 二、方案信息", (*PLAN, *COMPARED, *CLOSING)),
    ("正文", (RETROFIT,)),
)


class FieldRow(Struct, frozen=True):
    """A field: what the form calls it, its key, what else applicants call it."""

    group: str
    label: str
    key: str
    kind: str
    unit: str
    synonyms: tuple[str, ...]


class QuestionRow(Struct, frozen=True):
    """An open question with the answer in force."""

    number: int
    place: str
    issue: str
    default: str
    readings: tuple[str, ...]
    switches: tuple[str, ...]


class RuleRow(Struct, frozen=True):
    """A rule in a line or two."""

    group: str
    code: str
    title: str
    severity: Severity
    level: str
    speciality: str
    citation: str
    condition: str
    why: str


@cache
def fields() -> tuple[FieldRow, ...]:
    """The dictionary of fields, in the order of the form."""
    annexes = ((TABLE_TITLES[name], f"{name}.n.", columns) for name, columns in TABLES.items())
    parts = [*((title, "", entries) for title, entries in _GROUPS), *annexes]
    return tuple(_field(title, before, entry) for title, before, all_ in parts for entry in all_)


def _field(group: str, before: str, entry: Field) -> FieldRow:
    after = ".年份" if entry.yearly else ".before/.after/.effect" if entry.compared else ""
    return FieldRow(
        group,
        entry.label,
        f"{before}{entry.key}{after}",
        _TYPES[entry.type],
        _UNITS.get(entry.unit, entry.unit),
        entry.synonyms,
    )


def questions(policy: Policy) -> tuple[QuestionRow, ...]:
    """The policy's open questions."""
    return tuple(
        QuestionRow(
            question.number,
            question.place,
            question.issue,
            question.default,
            question.readings,
            tuple(f"{path} = {_said(path, policy)}" for path in question.switches),
        )
        for question in policy.open_questions
    )


def _said(path: str, policy: Policy) -> str:
    value = handbook.value_at(path, policy)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else f"{value}"


@cache
def rules() -> tuple[RuleRow, ...]:
    """The catalogue, by code."""
    pages = map(handbook.page, sorted(module.RULE.code for module in modules()))
    return tuple(
        RuleRow(
            page.group,
            page.rule.code,
            page.rule.title,
            page.rule.severity,
            handbook.SEVERITIES[page.rule.severity],
            handbook.SPECIALITIES[page.rule.speciality],
            page.rule.citation,
            page.condition,
            page.why,
        )
        for page in pages
    )


def found(rows: Iterable[R], query: str) -> list[R]:
    """The rows that hold every word of ``query``, whatever its case."""
    words = query.casefold().split()
    return [row for row in rows if all(word in _told(row) for word in words)]


def _told(row: Struct) -> str:
    """All that a row says. Its keys are left out, else every row would hold them."""
    values = structs.astuple(row)
    texts = (" ".join(value) if isinstance(value, tuple) else str(value) for value in values)
    return " ".join(texts).casefold()

"""表头、栏目的计量单位须与模板一致（万元、吨CO2、吨标准煤、kW）。

为什么：改了单位，汇总和比较时容易差一万倍。
按申报单位印的单位折算，不改数值；一份材料合为一条。tCO2、碳排放行的“吨”与吨CO2，tce与吨标准煤视为相同。
写在数值后面的单位由各数值规则核对；单位产品各行由企业自选单位，不查。

反例：

>>> from schemas.submission import Read
>>> from schemas.place import WordPlace
>>> yi = Read(58000.0, "5.8", WordPlace("方案.docx", table=1), label="工业总产值（亿元）", printed_unit="亿元")
>>> say(check(right({"output_value.2024": yi}), policy))  # 工业总产值（亿元）：5.8
warning A24 “工业总产值”单位由“万元”改为“亿元”，已按所印单位折算，请确认。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.fields import PLAN, TABLE_TITLES, TABLES, YEARLY
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import Ground, cell_ground, fault, read_ground
from validators.figures import rows, stated

RULE = Rule(
    code="A24",
    name="other-unit",
    title="表头单位被改动",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表、附件2-2、附件2-3 计量单位",
    message="{changes}，已按所印单位折算，请确认。",
)
_CHANGE: Final = "“{label}”单位由“{right}”改为“{found}”"
_UNITS: Final = {"tCO2": "吨CO2", "tce": "吨标准煤"}
_SAME: Final = {
    "万元": re.compile(r"万元?(?:人民币)?|人民币万元"),
    "吨CO2": re.compile(r"(?:吨|t)(?:(?:co2|二氧化碳)(?:e|当量)?)?", re.I),
    "吨标准煤": re.compile(r"(?:吨|t)(?:标准?煤|ce)|tce", re.I),
    "kW": re.compile(r"kw|千瓦|kva|千伏安", re.I),
}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding, with all the rows and columns whose unit was changed."""
    changed: dict[tuple[str, str], dict[str, Ground]] = {}
    for label, right, found, ground in (*_fields(submission), *_columns(submission)):
        changed.setdefault((right, found), {}).setdefault(label, ground)
    if not changed:
        return
    said = [_CHANGE.format(label="、".join(of), right=r, found=f) for (r, f), of in changed.items()]
    yield fault(
        RULE,
        [ground for labels in changed.values() for ground in labels.values()],
        changes="；".join(said),
        expected="、".join(dict.fromkeys(right for right, _ in changed)),
        actual="、".join(dict.fromkeys(found for _, found in changed)),
        fix="请恢复模板单位并换算数值；数值确以所印单位计的，请书面确认。",
    )


def _fields(submission: Submission) -> Iterator[tuple[str, str, str, Ground]]:
    units = {field.key: field for field in (*YEARLY, *PLAN) if field.unit}
    for key, read in submission.fields.items():
        field = units.get(key.partition(".")[0])
        if field is not None and (found := _other(read, field.unit)):
            ground = read_ground(key, field.label, read)
            yield field.label, _UNITS.get(field.unit, field.unit), found, ground


def _columns(submission: Submission) -> Iterator[tuple[str, str, str, Ground]]:
    for table, fields in TABLES.items():
        columns = {field.key: field for field in fields if field.unit in ("万元", "kW")}
        for index, row in rows(submission, table):
            for column in (name for name in columns if name in row):  # in the form's order
                unit = columns[column].unit
                if found := _other(row[column], unit):
                    label = f"{TABLE_TITLES[table].split()[0]} {columns[column].label}"
                    yield label, unit, found, cell_ground(table, index, column, row[column])


def _other(read: Read, unit: str) -> str:
    """The unit that the label prints, ``""`` where it is the form's or none."""
    if not read.printed_unit or not stated(read) or "unit_inline" in read.flags:
        return ""
    printed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", read.printed_unit))
    same = _SAME.get(_UNITS.get(unit, unit))
    return "" if same is None or same.fullmatch(printed) else printed

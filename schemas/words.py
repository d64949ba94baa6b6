"""The words that officers use for places, levels and desks: one source for every screen and sheet."""

from __future__ import annotations

import re
from typing import Final

from schemas.finding import Severity, Speciality
from schemas.place import PageBox, SheetCell, Where, WordPlace

_COLUMN: Final = re.compile(r"第\d+列$")

SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
SPECIALITY_WORDS = {
    Speciality.CLERICAL: "经办",
    Speciality.ENERGY: "能源",
    Speciality.CARBON: "碳排放",
    Speciality.INVESTMENT: "投资",
    Speciality.EQUIPMENT: "设备",
    Speciality.PROCESS: "工艺",
}


def place_words(where: Where) -> str:
    """A place as a person would say it: ``方案.docx  表2 第14行第4列``, ``自评表.xlsx  Sheet1!E9``."""
    match where:
        case PageBox(file, page, _, _, cell):
            return f"{file}  第{page}页" + (f" 第{cell[0]}行第{cell[1]}列" if cell else "")
        case SheetCell(file, sheet, cell):
            return f"{file}  {sheet}!{cell}"
        case WordPlace(file, table, cell, paragraph):
            return f"{file}  {_word_spot(table, cell, paragraph)}".rstrip()
        case _:
            return where.file


def spot_words(where: Where) -> str:
    """A place within its file as a reader finds it: ``表2 第14行``, ``第4页 第3行``, ``Sheet1!E9``.

    No column of a Word or PDF table: where cells are merged, people count other columns than the file
    does, and what stands there has a label.

    >>> spot_words(WordPlace("方案.docx", table=1, cell=(5, 8)))
    '表1 第5行'
    """
    whole = place_words(where).removeprefix(where.file).strip()
    return whole if isinstance(where, SheetCell) else _COLUMN.sub("", whole)


def _word_spot(table: int | None, cell: tuple[int, int] | None, paragraph: int | None) -> str:
    if table is None:
        return f"第{paragraph}段" if paragraph else ""
    return f"表{table}" + (f" 第{cell[0]}行第{cell[1]}列" if cell else "")

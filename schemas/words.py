"""The words that officers use for places, levels and desks: one source for every screen and sheet."""

from __future__ import annotations

from schemas.finding import Severity, Speciality
from schemas.place import PageBox, SheetCell, Where, WordPlace

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


def _word_spot(table: int | None, cell: tuple[int, int] | None, paragraph: int | None) -> str:
    if table is None:
        return f"第{paragraph}段" if paragraph else ""
    return f"表{table}" + (f" 第{cell[0]}行第{cell[1]}列" if cell else "")

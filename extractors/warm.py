"""A process warmed before it forks children: what each of them would else pay for anew.

The readers and their libraries are imported, and a made-up form is understood once, so that tables
made on first use and the form's own labels are known. No applicant's word is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Final

from PIL import Image

from extractors.readers.pdf_health import is_garbled
from extractors.readers.pdf_letters import letter
from extractors.roles import role_of
from extractors.understand import understand
from schemas.document import Block, Cell, Document, Kind, Paragraph, Table
from schemas.fields import BASIC_TABLE, COVER, TABLES, Field, Type
from schemas.place import WholeFile
from schemas.policy import edition
from schemas.submission import Outcome, SourceFile, Submission

_READERS: Final = ("word", "workbook", "csv_table", "pdf", "legacy")
"""Not ``scan``: half a second and the networks, for the few that are pictures."""
_LIBRARIES: Final = (
    "cn2an",
    "PIL.ImageChops",
    "encodings.cp437",
    "encodings.gb2312",
    "encodings.utf_16_le",
    "html",
    "hashlib",
)
"""What readers import on the way, where a file asks for it."""
_NOWHERE: Final = WholeFile("")
_PROSE: Final = (
    "2024年企业综合能源消费量12850.5吨标准煤，碳排放总量3.2万吨二氧化碳，较2022年下降5%。",
    "近三年综合能耗由2022年的13100吨标准煤降至2024年的12850.5吨标准煤，产值能耗年均下降3.5%。",
    "单位产品能耗由62kgce/t降至53kgce/t，降低14.5%；碳排放强度目前为1.2吨二氧化碳/万元，比2022年下降6.1%，目标值1.0吨二氧化碳/万元。",
    "2022年、2023年和2024年单位产品取水量分别为5.1、5.0和4.9m3/t，吨产品原材料消耗1.05t/t，达到1.02t/t。",
    "到2027年，单位产品能耗和单位产品碳排放量分别下降13.0%和19.4%，水耗降至4.5m³/t（2027年）。",
    "方案总投资4200万元，其中设备投资3000万元，项目总投资1200万元，其中设备投资800万元，预计2026年6月建成后年节约用电150万千瓦时。",
    "2022年以来累计实施节能技改项目5项，总投资2300万元（其中设备投资1800万元），年节能量860吨标准煤，减少二氧化碳排放2200吨。",
    "1.余热回收改造项目。计划实施该项目，投资450万元，更换电机12台（套），淘汰变压器2台。",
    "屋顶光伏装机容量3.2MW，年发电量310万千瓦时，外购绿电500万千瓦时，占总用电量的12%，抵消碳排放量300吨。",
)
"""Something of every kind that is read in running text: a pattern that is first used in a child is
compiled in each of them, which took a fifth of all its time."""
_CHAPTERS: Final = ("一、培育建设基础与现状", "二、培育建设目标", "三、重点任务", "四、重点项目")
_SCORE_TITLE: Final = "附件1 零碳工厂评价要求自评表"
_PROMISE: Final = (
    "本单位承诺所报材料真实有效。\n法定代表人（签字）：张三（印）\n（公章）\n2025年6月1日"
)
_VALUES: Final = {
    Type.DATE: "2025年6月",
    Type.PERIOD: "2025年1月—2027年12月",
    Type.PHONE: "0571 - 88001234、138 0000 1111",
    Type.USCC: "91330000000000000X",
    Type.PERCENT: "12.5%",
    Type.TEXT: "见说明",
    Type.CHOICES: "☑其他",
}


def warm() -> Submission:
    """Import every reader and understand the made-up form, which rules may be warmed with."""
    for reader in _READERS:
        import_module(f"extractors.readers.{reader}")
    for library in _LIBRARIES:
        import_module(library)
    Image.preinit()
    characters = _characters()
    is_garbled(characters)  # learns which are common
    for character in characters:
        letter(ord(character))
    document = Document("", Kind.DOCX, tuple(_blocks()))
    source = SourceFile("", role_of(document), Kind.DOCX, "0" * 64, Outcome.READ)
    return understand("", [(source.role, document)], (source,))


def _characters() -> str:
    """Those of GB 2312's first level, which most of a PDF's are."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return b"".join(codes).decode("gb2312", "ignore")


def _blocks() -> Iterable[Block]:
    for field in COVER:
        yield _line(f"{field.label}：{_value(field)}")
    yield _table([(field.label, _value(field)) for field in BASIC_TABLE])
    for chapter in _CHAPTERS:
        yield from map(_line, (chapter, *_PROSE))
    for fields in TABLES.values():
        yield _table([[field.label for field in fields], [_value(field) for field in fields]])
    yield _line(_SCORE_TITLE)
    rows = [(item.label, f"{item.points}", "1", "已建成") for item in edition().items]
    yield _table([("评价指标", "分值", "自评得分", "自评说明"), *rows])


def _value(field: Field) -> str:
    if field.key == "commitment_text":
        return _PROMISE
    return "0.85吨标准煤/万元" if field.unit == "free" else _VALUES.get(field.type, "1000")


def _line(text: str) -> Paragraph:
    return Paragraph(text, _NOWHERE)


def _table(texts: Iterable[Sequence[str]]) -> Table:
    rows = (
        tuple(Cell(r, c, text, _NOWHERE) for c, text in enumerate(row))
        for r, row in enumerate(texts)
    )
    return Table(tuple(rows), _NOWHERE)

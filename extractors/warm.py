"""A process warmed before it forks children: what each of them would else pay for anew.

The readers and their libraries are imported, and a made-up form is understood once, so that tables
made on first use and the form's own labels are known. No applicant's word is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Final

from PIL import Image

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
    "项目总投资1200万元，其中设备投资800万元，预计2026年6月建成后年节约用电150万千瓦时。",
)
_CHAPTERS: Final = ("一、培育建设基础与现状", "二、培育建设目标", "三、重点任务", "四、重点项目")
_VALUES: Final = {Type.DATE: "2025年6月", Type.TEXT: "见说明", Type.CHOICES: "☑其他"}


def warm() -> Submission:
    """Import every reader and understand the made-up form, which rules may be warmed with."""
    for reader in _READERS:
        import_module(f"extractors.readers.{reader}")
    for library in _LIBRARIES:
        import_module(library)
    Image.preinit()
    document = Document("", Kind.DOCX, tuple(_blocks()))
    source = SourceFile("", role_of(document), Kind.DOCX, "0" * 64, Outcome.READ)
    return understand("", [(source.role, document)], (source,))


def _blocks() -> Iterable[Block]:
    for field in COVER:
        yield _line(f"{field.label}：{_value(field)}")
    yield _table([(field.label, _value(field)) for field in BASIC_TABLE])
    for chapter in _CHAPTERS:
        yield from map(_line, (chapter, *_PROSE))
    for fields in TABLES.values():
        yield _table([[field.label for field in fields], [_value(field) for field in fields]])
    rows = [(item.label, f"{item.points}", "1", "已建成") for item in edition().items]
    yield _table([("评价指标", "分值", "自评得分", "自评说明"), *rows])


def _value(field: Field) -> str:
    return _VALUES.get(field.type, "1000")


def _line(text: str) -> Paragraph:
    return Paragraph(text, _NOWHERE)


def _table(texts: Iterable[Sequence[str]]) -> Table:
    rows = (
        tuple(Cell(r, c, text, _NOWHERE) for c, text in enumerate(row))
        for r, row in enumerate(texts)
    )
    return Table(tuple(rows), _NOWHERE)

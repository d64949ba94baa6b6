"""Heads and rows of the annexes, and what is read from tables made of them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms import annexes_2025
from extractors.forms.annexes_2025 import Annexes
from schemas.document import Block
from schemas.submission import Read, Row
from tests.extractors.tables import document, lines, table

PROJECTS = ["序号", "项目名称", "项目\n内容", "建设\n期限", "总投资额\n（万元）", "设备投资额\n（万元）", "已完成投资\n（万元）", "效益分析\n（节能减碳量、节水节材量）"]  # fmt: skip
ROW = ["1", "屋顶光伏", "6MW光伏", "2025.4-2026.6", "2650", "2000", "0", "年减碳3092吨"]
READ = [1, "屋顶光伏", "6MW光伏", "2025.4-2026.6", 2650.0, 2000.0, 0.0, "年减碳3092吨"]
SECOND = ["2", "空压改造", "更换空压机", "2025.3-2027.12", "6000", "4800", "300", "节能900吨标准煤"]
DEVICES = ["序号", "设备名称", "设备型号", "生产厂家", "数量（台）", "功率（kW）", "备注"]
LOOM = ["1", "喷气织机", "JAT810", "丰田", "120", "3.7", ""]
PRESS = ["1", "永磁空压机", "PM-75", "某压缩机", "4", "75", "一级能效"]


def read(*blocks: Block) -> Annexes:
    return annexes_2025.read(document(*blocks))


def rows(found: Annexes, key: str) -> list[list[object]]:
    return [list(map(_value, row.values())) for row in found.found[key].rows]


def _value(read_: Read) -> object:
    return read_.value


def row(found: Annexes, key: str, index: int = 0) -> Row:
    return found.found[key].rows[index]


def projects(body: Sequence[Sequence[str]], head: Sequence[str] = PROJECTS) -> Annexes:
    return read(*lines("附件2-2", "重点项目汇总表"), table([head, *body]))

"""Small real files for the tests of what comes in: plans, annexes, scans and crafted archives."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import openpyxl

FIRM = "浙江恒某化纤有限公司"
LABELS = (
    ("工厂名称", "{firm}"),
    ("通讯地址", "浙江省杭州市萧山区某某路1号"),
    ("所属行业", "2822涤纶纤维制造"),
    ("统一社会信用代码", "91330109MA2B3C4D1C"),
    ("主营业务", "涤纶长丝"),
    ("成立日期", "2003年5月12日"),
    ("法定代表人", "王某某"),
    ("年综合能耗（吨标准煤）", "12850"),
    ("方案实施周期", "2025年3月至2027年12月"),
    ("方案总投资（万元）", "8650"),
)
CHAPTERS = ("一、培育建设基础与现状", "二、培育建设目标", "三、重点任务", "四、重点项目")
JPEG = b"\xff\xd8\xff\xe0" + bytes(60)


def plan(firm: str = FIRM, *, filled: bool = True, title: str = "建设方案") -> bytes:
    """A plan as .docx: cover, basic-information table, chapter headings."""
    file = docx.Document()
    file.add_paragraph("浙江省零碳（近零碳）工厂")
    file.add_paragraph(title)
    file.add_paragraph(f"申报单位：{firm}")
    table = file.add_table(len(LABELS), 2)
    for row, (label, value) in enumerate(LABELS):
        table.cell(row, 0).text = label
        table.cell(row, 1).text = value.format(firm=firm) if filled else ""
    for chapter in CHAPTERS:
        file.add_paragraph(chapter)
    return _saved(file)


def word(*lines: str) -> bytes:
    """Any other Word file."""
    file = docx.Document()
    for line in lines:
        file.add_paragraph(line)
    return _saved(file)


def annex(title: str = "重点项目汇总表") -> bytes:
    """An annex as .xlsx."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.append(["序号", "项目名称", "项目内容", "建设期限", "总投资额（万元）"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def scan(pages: int = 1) -> bytes:
    """A PDF without any text."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def compound(*streams: str) -> bytes:
    """A compound file (.doc, .xls, encrypted .docx) that holds nothing but a directory."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, *range(2, 1 + (len(streams) + 4) // 4), 0xFFFFFFFE]
    table = struct.pack("<128I", *(chain + [0xFFFFFFFF] * (128 - len(chain))))
    entries = b"".join(_entry(name) for name in ("Root Entry", *streams))
    return bytes(header) + table + entries.ljust(-(-len(entries) // 512) * 512, b"\0")


def _entry(name: str) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + struct.pack("<HB", len(raw), 2) + bytes(61)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A .zip with UTF-8 names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


UTF8 = 0x800
"""The flag of an entry that announces its name in UTF-8."""


def gbk_zipped(members: Mapping[str, bytes], encoding: str = "gbk", flags: int = 0) -> bytes:
    """A .zip as Windows in China writes it: names in GBK, nothing says so; ``UTF8`` says otherwise."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, content in enumerate(members.values()):
            archive.writestr(f"{number:04}", content)
    raw = buffer.getvalue()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
    return _renamed(raw, entries, [name.encode(encoding) for name in members], flags)


def _renamed(raw: bytes, entries: list[zipfile.ZipInfo], names: list[bytes], flags: int) -> bytes:
    """The archive rebuilt by hand with other name bytes (stored) and these flags."""
    body, directory = bytearray(), bytearray()
    for entry, name in zip(entries, names, strict=True):
        start = entry.header_offset + 30 + len(entry.filename)
        content = raw[start : start + entry.compress_size]
        fixed = struct.pack(
            "<HHHHHIIIHH", 20, flags, 0, 0, 33, entry.CRC, len(content), len(content), len(name), 0
        )
        tail = struct.pack("<HHHII", 0, 0, 0, 0, len(body))
        directory += b"PK\x01\x02\x14\x00" + fixed + tail + name
        body += b"PK\x03\x04" + fixed + name + content
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end


def encrypted_zip(content: bytes = b"secret") -> bytes:
    """A .zip whose only entry says that it wants a password."""
    raw = bytearray(zipped({"plan.docx": content}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def overlapping_zip() -> bytes:
    """Two directory entries on one local header: each byte of data counted twice."""
    raw = zipped({"plan.docx": b"0" * 4000})
    at, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    first = raw[at:end]
    record = bytearray(raw[end:])
    struct.pack_into("<HHI", record, 8, 2, 2, 2 * len(first))
    return raw[:at] + first + first.replace(b"plan.docx", b"plam.docx") + bytes(record)


def _saved(file: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def lay(root: Path, files: Mapping[str, bytes]) -> Path:
    """Write ``files`` under ``root`` and return it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root

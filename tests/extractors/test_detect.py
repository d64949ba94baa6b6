"""What a file is, by content."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.detect import kind_of
from extractors.errors import UnreadableFile
from schemas.document import Kind
from tests.extractors import packages_made as made

KINDS = {
    "docx": (made.plan(), Kind.DOCX),
    "xlsx": (made.annex(), Kind.XLSX),
    "pdf": (made.scan(), Kind.PDF),
    "pdf after a mail header": (b"X-Mail: 1\r\n" * 40 + made.scan(), Kind.PDF),
    "doc": (made.compound("1Table", "WordDocument"), Kind.DOC),
    "wps": (made.compound("WordDocument", "WpsCustomData"), Kind.WPS),
    "xls": (made.compound("Workbook"), Kind.XLS),
    "et": (made.compound("a", "b", "c", "d", "Workbook", "ETExtData"), Kind.ET),
    "other compound": (made.compound("PowerPoint Document"), Kind.OTHER),
    "rtf": (b"{\\rtf1\\ansi x}", Kind.RTF),
    "odt": (made.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), Kind.ODT),
    "ods": (
        made.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        Kind.ODS,
    ),
    "ofd": (made.zipped({"OFD.xml": b"<ofd/>"}), Kind.OFD),
    "pptx": (made.zipped({"[Content_Types].xml": b"", "ppt/x.xml": b""}), Kind.OTHER),
    "zip": (made.zipped({"a.txt": b"1"}), Kind.ZIP),
    "zip with a password": (made.encrypted_zip(), Kind.ZIP),
    "empty zip": (made.zipped({}), Kind.ZIP),
    "jpeg": (made.JPEG, Kind.IMAGE),
    "png": (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 ", Kind.IMAGE),
    "csv": ("序号,名称\n1,空压机\n2,风机\n".encode("gb18030"), Kind.CSV),
    "text": ("浙江省零碳工厂\n第一行，第二行\n".encode(), Kind.TEXT),
    "long text cut within a character": (("a" + "零碳" * 3000).encode(), Kind.TEXT),
    "utf-16 text": ("\ufeff零碳工厂".encode("utf-16-le"), Kind.TEXT),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(40), Kind.OTHER),
    "bytes": (bytes(range(256)), Kind.OTHER),
}


@pytest.mark.parametrize("case", KINDS)
def test_kinds(case: str, tmp_path: Path) -> None:
    content, kind = KINDS[case]
    path = tmp_path / "文件.bin"
    path.write_bytes(content)
    assert kind_of(path) is kind


CLOSED = {
    "nothing": (b"", "empty_file"),
    "docx cut short": (made.plan()[:-40], "truncated"),
    "docx cut early": (made.plan()[:200], "truncated"),
    "zip cut short": (made.zipped({"a": b"1" * 500})[:-30], "truncated"),
    "zip with a broken directory": (
        made.zipped({"a": b"1"}).replace(b"PK\x01\x02", b"PK\x09\x09"),
        "malformed",
    ),
    "docx with a password": (made.compound("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    "doc cut within its header": (made.compound("WordDocument")[:300], "truncated"),
    "doc cut before its directory": (made.compound("WordDocument")[:1024], "truncated"),
}


@pytest.mark.parametrize("case", CLOSED)
def test_files_that_stay_closed(case: str, tmp_path: Path) -> None:
    content, code = CLOSED[case]
    path = tmp_path / "文件.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        kind_of(path)
    assert caught.value.code == code


@pytest.mark.parametrize("sample", [made.plan(), made.annex(), made.compound("WordDocument")])
def test_a_file_cut_at_any_place_never_breaks_it(sample: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x"
    for cut in range(0, len(sample), max(1, len(sample) // 50)):
        path.write_bytes(sample[:cut])
        try:
            kind_of(path)
        except UnreadableFile as error:
            assert error.code in ("empty_file", "truncated", "malformed")


def test_a_directory_that_goes_round_in_circles_ends(tmp_path: Path) -> None:
    raw = bytearray(made.compound("WordDocument"))
    raw[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    path = tmp_path / "x"
    path.write_bytes(raw)
    assert kind_of(path) is Kind.DOC

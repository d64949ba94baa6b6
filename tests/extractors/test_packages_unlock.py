"""Files with a password: opened where the office knows it, told apart where it does not."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from extractors.packages import Package, discover
from extractors.packages_unlock import Keys, read_passwords
from extractors.reading import read_files
from schemas.document import Paragraph
from schemas.submission import Outcome
from tests.extractors import packages_made as made

SECRET = "密码123"


def locked_docx(content: bytes) -> bytes:
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(SECRET, sealed)
    return sealed.getvalue()


def locked_zip(name: str, content: bytes) -> bytes:
    """A zip under the old cipher (PKWARE APPNOTE 6.1), which the standard library can only read."""
    checksum = zlib.crc32(content)
    keys = [0x12345678, 0x23456789, 0x34567890]

    def mix(byte: int) -> None:
        keys[0] = _crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[2], keys[1] >> 24)

    for byte in SECRET.encode():
        mix(byte)
    sealed = bytearray()
    for byte in bytes(11) + bytes([checksum >> 24]) + content:
        pad = (keys[2] | 2) & 0xFFFF
        sealed.append(byte ^ ((pad * (pad ^ 1)) >> 8 & 0xFF))
        mix(byte)
    raw = name.encode()
    fixed = struct.pack(
        "<HHHHHIIIHH", 20, 0x801, 0, 0, 33, checksum, len(sealed), len(content), len(raw), 0
    )
    body = b"PK\x03\x04" + fixed + raw + bytes(sealed)
    entry = b"PK\x01\x02\x14\x00" + fixed + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    return (
        body
        + entry
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(body), 0)
    )


def _crc(key: int, byte: int) -> int:
    return zlib.crc32(bytes([byte]), key ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


LOCKED = {
    "word": ("方案.docx", locked_docx(made.plan())),
    "zip": ("甲.zip", locked_zip("方案.docx", made.plan())),
}


def found(tmp_path: Path, case: str, *passwords: str) -> Package:
    name, content = LOCKED[case]
    root = made.lay(tmp_path / "批次", {name: content})
    (package,) = discover([root / name], tmp_path / "scratch", passwords)
    return package


@pytest.mark.parametrize("case", LOCKED)
def test_the_right_password_among_wrong_ones_opens_it(case: str, tmp_path: Path) -> None:
    package = found(tmp_path, case, "wrong", SECRET)
    assert package.problem is None
    (opened,) = read_files(package)
    assert opened.source.outcome is Outcome.READ
    assert opened.document
    title = opened.document.blocks[1]
    assert isinstance(title, Paragraph) and title.text == "建设方案"


@pytest.mark.parametrize("case", LOCKED)
def test_without_it_the_file_says_so_in_one_sentence(case: str, tmp_path: Path) -> None:
    package = found(tmp_path, case, "wrong")
    assert package.problem and package.problem.code == "encrypted"
    assert package.problem.message.count("。") == 1
    assert SECRET not in repr(package)


def test_plain_copies_lie_in_the_scratch_and_the_original_is_what_counts(tmp_path: Path) -> None:
    package = found(tmp_path, "word", SECRET)
    (file,) = package.files
    assert file.plain is not None and file.plain.is_relative_to(tmp_path / "scratch")
    assert file.disk.read_bytes() == LOCKED["word"][1]
    assert SECRET not in repr(package)
    assert SECRET not in repr(Keys(tmp_path, (SECRET,)))


def test_a_password_a_line(tmp_path: Path) -> None:
    path = tmp_path / "passwords"
    path.write_bytes("\ufeff甲 乙\r\n\r\n 123 \n".encode())
    assert read_passwords(path) == ("甲 乙", " 123 ")

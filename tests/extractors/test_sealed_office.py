"""Locked office files, damaged in every way: a plain no, never a parser's own trouble."""

from __future__ import annotations

import io
import random
import struct
from pathlib import Path

import msoffcrypto
import pytest

from extractors.sealed_office import is_locked, opened
from tests.extractors import packages_made as made
from tests.extractors.test_packages_unlock import SECRET, locked_docx

OLD = Path(__file__).parent / "data" / "old"
BOF = struct.pack("<HHH", 0x809, 16, 0x600)
"""The first record of a workbook of Excel 97 and what it starts with ([MS-XLS] 2.4.21)."""
CIPHERS = {
    "xor": struct.pack("<HHH", 0, 5, 7),
    "rc4": struct.pack("<HHH", 1, 1, 1) + b"\1" * 48,
    "unknown": struct.pack("<HHH", 7, 1, 1),
}
"""The body of a workbook's FilePass record ([MS-XLS] 2.4.117), of a password nobody knows."""


def quick_docx() -> bytes:
    """Agile encryption with ten rounds instead of 100,000, so that a test may try often."""
    return locked_docx(made.plan()).replace(b'"100000"', b'"000010"')


def locked_xls(cipher: str) -> bytes:
    """A real workbook whose first records make room for a FilePass record."""
    raw = bytearray((OLD / "projects.xls").read_bytes())
    body = struct.pack("<HH", 47, len(CIPHERS[cipher])) + CIPHERS[cipher]
    start = end = raw.index(BOF) + 20
    while not (end - start == len(body) or end - start >= len(body) + 4):
        end += 4 + struct.unpack_from("<H", raw, end + 2)[0]
    rest = end - start - len(body)
    filler = struct.pack("<HH", 0x9999, rest - 4) + bytes(rest - 4) if rest else b""
    raw[start:end] = body + filler
    return bytes(raw)


def locked_doc() -> bytes:
    """A real document whose first flags say that it is encrypted ([MS-DOC] 2.5.2)."""
    raw = bytearray((OLD / "projects.doc").read_bytes())
    at = raw.index(b"\xec\xa5") + 10
    struct.pack_into("<H", raw, at, struct.unpack_from("<H", raw, at)[0] | 0x100)
    return bytes(raw)


LOCKED = {"docx": quick_docx(), "doc": locked_doc()} | {
    f"xls-{cipher}": locked_xls(cipher) for cipher in CIPHERS
}


def damaged(content: bytes, seed: int) -> bytes:
    """Some bytes changed, most of them near the places where ciphers are described; or cut off."""
    chance = random.Random(seed)
    raw = bytearray(content)
    hot = [0, *(at for mark in (BOF, b"<?xml", b"\xec\xa5") if (at := content.find(mark)) >= 0)]
    for _ in range(chance.choice((1, 2, 4, 8))):
        at = chance.choice(hot) + chance.randrange(600)
        raw[min(at, len(raw) - 1)] = chance.choice((0, 0xFF, 0x7F, chance.randrange(256)))
    return bytes(raw[: chance.randrange(len(raw))] if chance.random() < 0.1 else raw)


@pytest.mark.parametrize("case", LOCKED)
def test_they_say_that_they_are_locked_and_no_wrong_password_opens_them(
    case: str, tmp_path: Path
) -> None:
    path = tmp_path / case
    path.write_bytes(LOCKED[case])
    assert is_locked(path) or case == "xls-unknown"  # no cipher, so not taken for locked
    assert not opened(path, "wrong", tmp_path / "plain")


@pytest.mark.parametrize("case", LOCKED)
def test_damage_brings_up_nothing_but_no(case: str, tmp_path: Path) -> None:
    path = tmp_path / case
    for seed in range(60):
        path.write_bytes(damaged(LOCKED[case], seed))
        is_locked(path)
        assert not opened(path, "wrong", tmp_path / "plain"), seed


def test_the_right_password_gives_the_very_bytes(tmp_path: Path) -> None:
    whole = made.plan()
    path = tmp_path / "方案.docx"
    path.write_bytes(locked_docx(whole))
    assert opened(path, SECRET, tmp_path / "plain")
    assert (tmp_path / "plain").read_bytes() == whole


@pytest.mark.parametrize("trouble", [MemoryError, RecursionError, KeyboardInterrupt])
def test_trouble_of_our_own_is_not_taken_for_an_answer(
    trouble: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: io.BufferedReader) -> None:
        raise trouble

    monkeypatch.setattr(msoffcrypto, "OfficeFile", fails)
    path = tmp_path / "方案.doc"
    path.write_bytes(LOCKED["doc"])
    with pytest.raises(trouble):
        is_locked(path)
    with pytest.raises(trouble):
        opened(path, "wrong", tmp_path / "plain")

"""Every file with its reader, every outcome with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractors import reading
from extractors.errors import UnreadableFile
from extractors.packages import Package, PackedFile
from schemas.document import Document, Kind
from schemas.submission import Outcome, Problem, Role
from tests.extractors import packages_made as made

READABLE = {"docx": made.plan(), "xlsx": made.annex(), "pdf": made.scan()}


def packed(path: Path, content: bytes, **more: Any) -> PackedFile:
    path.write_bytes(content)
    told: dict[str, Any] = {"path": path.name, "disk": path, "sha256": "0", "size": len(content)}
    return PackedFile(**told | more)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_content_chooses_the_reader_and_the_name_goes_into_places(
    ending: str, tmp_path: Path
) -> None:
    path = tmp_path / "任意.bin"
    path.write_bytes(READABLE[ending])
    document = reading.read_file(path, f"甲/方案.{ending}")
    assert document.kind is Kind(ending)
    assert document.file == f"甲/方案.{ending}" == document.blocks[0].where.file


UNSUPPORTED = {
    "ofd": (
        made.zipped({"OFD.xml": b"<ofd/>"}),
        "暂不支持OFD格式，请用OFD阅读器另存为（导出为）PDF后重新提交。",
    ),
    "heic": (
        bytes(4) + b"ftypheic" + bytes(40),
        "暂不支持HEIC格式的照片，请在手机上转存为JPG，或提交PDF扫描件。",
    ),
    "ppt": (
        made.compound("PowerPoint Document"),
        "暂不支持该文件格式，请另存为.docx、.xlsx或PDF后重新提交。",
    ),
    "txt": ("浙江省零碳工厂".encode(), "暂不支持纯文本文件，请将内容放入Word后存为.docx重新提交。"),
}


@pytest.mark.parametrize("case", UNSUPPORTED)
def test_other_formats_say_what_to_save_as(case: str, tmp_path: Path) -> None:
    content, sentence = UNSUPPORTED[case]
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        reading.read_file(tmp_path / "x", "x")
    assert caught.value.problem == Problem("unsupported", sentence)


def outcomes(*files: PackedFile) -> list[tuple[str, str, str]]:
    opened = reading.read_files(Package("甲", files))
    return [
        (
            str(one.source.outcome),
            str(one.source.role),
            one.source.problem.code if one.source.problem else "",
        )
        for one in opened
    ]


def test_each_file_has_its_outcome(tmp_path: Path) -> None:
    files = [
        packed(tmp_path / "方案.docx", made.plan(), role=Role.PLAN),
        packed(tmp_path / "照片.jpg", made.JPEG, role=Role.ATTACHMENT, kind=Kind.IMAGE),
        packed(tmp_path / "附件.xlsx", made.annex()[:500], role=Role.ANNEXES),
        packed(tmp_path / "锁.pdf", b"%PDF-", problem=Problem("encrypted", "请取消密码。")),
    ]
    assert outcomes(*files) == [
        ("read", "plan", ""),
        ("ignored", "attachment", ""),
        ("unreadable", "annexes", "truncated"),
        ("unreadable", "unknown", "encrypted"),
    ]


BREAKS = {
    "bug": (KeyError("x"), "crashed", "KeyError"),
    "recursion": (RecursionError(), "malformed", ""),
    "memory": (MemoryError(), "too_large", ""),
}


@pytest.mark.parametrize("case", BREAKS)
def test_a_reader_that_breaks_costs_its_file_only(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error, code, trace = BREAKS[case]

    def broken(path: Path, name: str) -> Document:
        raise error

    monkeypatch.setattr(reading, "read_file", broken)
    (opened,) = reading.read_files(Package("甲", (packed(tmp_path / "x", b"1"),)))
    assert opened.source.outcome is Outcome.UNREADABLE
    assert opened.source.problem and opened.source.problem.code == code
    assert trace in opened.bug and bool(opened.bug) is bool(trace)

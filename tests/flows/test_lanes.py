"""The order of work, and how many processes a machine has room for."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.packages import Package, PackedFile
from flows import room
from flows.lanes import in_order
from schemas.document import Kind
from schemas.submission import Problem, Role

_GIB = 1 << 30


def package(name: str, *files: PackedFile, problem: Problem | None = None) -> Package:
    return Package(name, files, problem)


def file(
    kind: Kind, role: Role = Role.PLAN, scanned: int = 0, problem: Problem | None = None
) -> PackedFile:
    return PackedFile("a", Path("a"), "0" * 64, 1, problem, role, kind, scanned)


def test_quick_kinds_come_first_and_scans_go_elsewhere() -> None:
    packages = [
        package("scan", file(Kind.DOCX), file(Kind.PDF, scanned=3)),
        package("photo", file(Kind.IMAGE, scanned=1)),
        package("old", file(Kind.DOC), file(Kind.XLSX)),
        package("pdf", file(Kind.PDF), file(Kind.XLSX)),
        package("word", file(Kind.DOCX), file(Kind.XLSX)),
        package("certificates", file(Kind.DOCX), file(Kind.PDF, Role.ATTACHMENT, scanned=9)),
        package("closed", file(Kind.DOC, problem=Problem("encrypted", "请先解密。"))),
        package("nothing", problem=Problem("no_plan", "没有方案。")),
    ]
    quick, scans = in_order(packages)
    assert [one.name for one in scans] == ["scan", "photo"]
    names = [one.name for one in quick]
    assert names == ["word", "certificates", "closed", "nothing", "pdf", "old"]


@pytest.mark.parametrize(
    ("cores", "gib", "workers", "recognisers"),
    [(1, 2, 1, 1), (2, 4, 2, 1), (2, 3, 1, 1), (8, 6, 7, 1), (8, 32, 8, 2), (64, 256, 64, 16)],
)
def test_workers_by_cores_and_memory(cores: int, gib: int, workers: int, recognisers: int) -> None:
    assert room.workers(cores, gib * _GIB) == workers
    assert room.recognisers(workers, gib * _GIB) == recognisers


def test_a_container_has_what_it_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_CGROUP", tmp_path)
    whole = room.core_count(), room.memory_bytes()
    (tmp_path / "cpu.max").write_text("100000 100000\n")
    (tmp_path / "memory.max").write_text("1073741824\n")
    assert (room.core_count(), room.memory_bytes()) == (1, _GIB)
    (tmp_path / "cpu.max").write_text("max 100000\n")
    (tmp_path / "memory.max").write_text("max\n")
    assert (room.core_count(), room.memory_bytes()) == whole

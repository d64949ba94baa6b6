"""Old office files through LibreOffice: content, places, and everything that can go wrong on the way."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.packages_model import Package, PackedFile
from extractors.packages_ready import made_ready
from extractors.readers import legacy_office
from extractors.reading import open_file
from extractors.sandbox import Limits
from schemas.document import Document, Kind, Table
from schemas.place import SheetCell, WordPlace
from schemas.submission import Role
from tests.extractors import packages_made as made

OLD = Path(__file__).parent / "data" / "old"
needs_office = [
    pytest.mark.slow,
    pytest.mark.skipif(not legacy_office.installed(), reason="LibreOffice makes the copies"),
]


def packed(path: Path, kind: Kind, role: Role = Role.UNKNOWN) -> PackedFile:
    return PackedFile(path.name, path, "0", path.stat().st_size, role=role, kind=kind)


@pytest.fixture(scope="module")
def documents() -> Iterator[dict[str, Document]]:
    """All five files, converted together with one that is no Word file inside."""
    files = [packed(path, Kind(path.suffix[1:])) for path in sorted(OLD.glob("projects.*"))]
    with made_ready(Package("甲", tuple(files))) as ready:
        opened = [open_file(file) for file in ready.files]
    yield {one.source.path: one.document for one in opened if one.document}


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


class TestWhatComesOut:
    pytestmark = needs_office

    @pytest.mark.parametrize("ending", ["doc", "rtf", "odt"])
    def test_word(self, ending: str, documents: dict[str, Document]) -> None:
        document = documents[f"projects.{ending}"]
        first, last = (block for block in document.blocks if isinstance(block, Table))
        assert document.kind is Kind(ending)
        assert texts(first) == [
            ["序号", "项目名称", "总投资额（万元）"],
            ["1", "屋顶光伏\n空压站改造", "1,250.50"],
            ["2", "屋顶光伏\n空压站改造", "380"],
        ]
        assert first.rows[2][2].withdrawn == "作废"
        assert first.rows[1][2].where == WordPlace(f"projects.{ending}", table=1, cell=(2, 3))
        assert texts(last) == [["末表00", "末表01"], ["末表10", "末表11"]]

    @pytest.mark.parametrize("ending", ["xls", "ods"])
    def test_book(self, ending: str, documents: dict[str, Document]) -> None:
        document = documents[f"projects.{ending}"]
        (table,) = (block for block in document.blocks if isinstance(block, Table))
        assert document.kind is Kind(ending)
        assert table.title == "附件2-2"
        assert table.rows[0][2] is table.rows[0][0]  # merged
        assert [cell.text for cell in table.rows[2]] == ["1", "屋顶光伏", "12.5%"]
        assert table.rows[3][2].number == 1250.5
        assert table.rows[3][2].text == "1,250.50"
        assert table.rows[3][2].where == SheetCell(f"projects.{ending}", "附件2-2", "C4")


class TestWhatGoesWrong:
    pytestmark = needs_office

    def test_a_bad_file_costs_its_neighbours_nothing(self, tmp_path: Path) -> None:
        bad = tmp_path / "坏.odt"
        bad.write_bytes(made.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}))
        good = shutil.copy(OLD / "projects.odt", tmp_path / "好.odt")
        files = (packed(bad, Kind.ODT), packed(Path(good), Kind.ODT))
        with made_ready(Package("甲", files)) as ready:
            problems = [file.problem.code if file.problem else "" for file in ready.files]
        assert problems == ["malformed", ""]

    def test_time_out_and_nothing_left_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        path = Path(shutil.copy(OLD / "projects.doc", tmp_path / "方案.doc"))
        with made_ready(
            Package("甲", (packed(path, Kind.DOC),)), Limits(wall_seconds=0.2)
        ) as ready:
            (file,) = ready.files
        assert file.problem and file.problem.code == "too_slow"
        assert _gone(str(tmp_path))

    def test_nothing_is_fetched_from_outside(self, tmp_path: Path) -> None:
        with _listener() as (port, calls):
            path = tmp_path / "方案.rtf"
            path.write_bytes(
                b'{\\rtf1\\ansi {\\field{\\*\\fldinst INCLUDEPICTURE "http://127.0.0.1:%d/a.png" \\\\d}'
                b"{\\fldrslt x}} 1250}" % port
            )
            with made_ready(Package("甲", (packed(path, Kind.RTF),))) as ready:
                (file,) = ready.files
                assert file.copy is not None
        assert calls == []


def test_without_libreoffice_the_file_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy_office, "_PROGRAMS", ("no-such-program",))
    path = Path(shutil.copy(OLD / "projects.doc", tmp_path / "方案.doc"))
    word = tmp_path / "说明.docx"
    word.write_bytes(made.plan())
    files = (packed(path, Kind.DOC), packed(word, Kind.DOCX))
    with made_ready(Package("甲", files)) as ready:
        old, new = map(open_file, ready.files)
    assert old.source.problem and old.source.problem.code == "no_converter"
    assert "请另存为.docx" in old.source.problem.message
    assert new.document is not None


def test_evidence_and_files_with_a_problem_are_not_converted(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / "projects.doc", tmp_path / "方案.doc"))
    evidence = packed(path, Kind.DOC, Role.ATTACHMENT)
    with made_ready(Package("甲", (evidence,))) as ready:
        assert ready.files == (evidence,)


class _listener:  # noqa: N801 - a context manager, read as a verb
    """A server on loopback that notes who calls."""

    def __enter__(self) -> tuple[int, list[object]]:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.calls: list[object] = []
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()
        return self.server.getsockname()[1], self.calls

    def _serve(self) -> None:
        while True:
            try:
                self.calls.append(self.server.accept())
            except OSError:
                return

    def __exit__(self, *_: object) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.thread.join()


def _gone(mark: str) -> bool:
    """Whether nothing of ours runs on; the kernel may take a moment."""
    return any(not _running(mark) or time.sleep(0.05) for _ in range(100))


def _running(mark: str) -> list[str]:
    """Processes whose command line holds ``mark``."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = line.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if mark in command:
            found.append(command)
    return found

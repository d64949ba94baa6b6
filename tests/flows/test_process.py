"""One submission all the way, with files that do harm beside files that do not."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.packages import Package, discover
from extractors.readers import word
from fixtures.build import Formats, build
from fixtures.families import FORM
from flows import process as processing
from flows.process import process, read_package
from schemas.document import Document, Kind
from schemas.policy import edition
from schemas.submission import Outcome, Role


@pytest.fixture
def package(tmp_path: Path) -> Package:
    build(11, FORM, Formats.DOCX_XLSX, tmp_path / "in")
    (found,) = discover([tmp_path / "in"], tmp_path / "scratch")
    return found


def test_a_right_submission_is_read_and_judged(package: Package) -> None:
    processed = process(package, edition())
    assert {file.outcome for file in processed.submission.files} == {Outcome.READ}
    assert len(processed.documents) == 3
    assert [f.rule for f in processed.verdicts.findings if f.severity != "info"] == []


def test_a_file_that_kills_its_reader_costs_nobody_else(package: Package, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04" + bytes(100))
    files = [replace(f, disk=bad) if f.path.startswith("附件2") else f for f in package.files]
    processed = process(replace(package, files=tuple(files)), edition())
    outcomes = {file.path: file.outcome for file in processed.submission.files}
    assert sorted(outcomes.values()) == [Outcome.READ, Outcome.READ, Outcome.UNREADABLE]
    assert processed.submission.problem is None
    assert "M01" in {finding.rule for finding in processed.verdicts.findings}


def test_a_broken_reader_is_logged_without_what_the_applicant_wrote(
    package: Package, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = 'Traceback\n  File "word.py", line 3, in read\n    x\nValueError: 13800000000'
    whole = read_package(package)
    reading = processing.Reading(whole.submission, whole.documents, (broken,))
    monkeypatch.setattr(processing, "_read", lambda package, limits, pages: reading)
    with caplog.at_level(logging.ERROR):
        process(package, edition())
    assert 'File "word.py", line 3, in read | ValueError' in caplog.text
    assert "13800000000" not in caplog.text


def test_photographed_pages_are_one_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a reader that knows what the pictures show, in place of OCR."""
    from extractors.readers import scan

    build(12, FORM, Formats.DOCX, tmp_path / "word")
    blocks = word.read(next((tmp_path / "word").glob("*.docx")), "方案.docx").blocks
    folder = tmp_path / "001-甲"
    folder.mkdir()
    for number in range(1, 12):
        (folder / f"IMG_{number}.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes([number] * 60))
    (folder / "营业执照.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(60))

    def shown(_path: Path, name: str) -> Document:
        page = int(name.removeprefix("IMG_").removesuffix(".jpg"))
        share = len(blocks) // 11 + 1
        return Document(name, Kind.IMAGE, blocks[(page - 1) * share : page * share], pages=1)

    monkeypatch.setattr(scan, "read", shown)
    (package,) = discover([folder], tmp_path / "scratch")
    reading = read_package(package)
    assert reading.submission.problem is None
    assert len(reading.submission.chapters) > 10
    assert [document.pages for document in reading.documents] == [11]
    roles = {file.path: (file.role, file.outcome) for file in reading.submission.files}
    assert roles.pop("营业执照.jpg") == (Role.ATTACHMENT, Outcome.IGNORED)
    assert set(roles.values()) == {(Role.PLAN, Outcome.READ)}

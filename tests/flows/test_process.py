"""One submission all the way, with files that do harm beside files that do not."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.packages import Package, discover
from fixtures.build import Formats, build
from fixtures.families import FORM
from flows import process as processing
from flows.process import process, read_package
from schemas.policy import edition
from schemas.submission import Outcome


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
    monkeypatch.setattr(processing, "_read", lambda package, limits: reading)
    with caplog.at_level(logging.ERROR):
        process(package, edition())
    assert 'File "word.py", line 3, in read | ValueError' in caplog.text
    assert "13800000000" not in caplog.text

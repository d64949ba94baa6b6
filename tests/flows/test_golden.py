"""Whole submissions as JSON, byte for byte: some of the sample batch, and one of each format.

``LINGTAN_GOLDEN=write pytest tests/flows/test_golden.py`` rewrites them; their diff is the review.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractors.packages import discover
from extractors.readers.legacy_office import installed
from flows.contract import encode
from flows.process import process
from schemas.policy import edition

ROOT = Path(__file__).parents[2]
SAMPLE, GOLDEN = ROOT / "fixtures" / "sample", ROOT / "tests" / "golden"
CHOSEN = ("杭州市/001-*", "杭州市/003-*", "宁波市/005-*", "台州市/016-*")
"""Word with books; a wrong tier; a PDF; several faults in one file."""
CONVERTED = ("doc-xls", "wps-et", "rtf", "odt-ods")
FORMATS = (*CONVERTED, "docx-csv", "locked", "scan", "photo", "mixed")
"""Folders of ``tests/golden/files``; the last three hold a basic table of two pages on paper."""
PASSWORD = "密码123"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("pattern", CHOSEN)
def test_a_submission_reads_as_it_did(pattern: str, tmp_path: Path) -> None:
    (folder,) = SAMPLE.glob(pattern)
    compare(folder, GOLDEN / f"{folder.name[:3]}.json", tmp_path)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_reads_as_it_did(name: str, tmp_path: Path) -> None:
    if name in CONVERTED and not installed():
        pytest.skip("LibreOffice reads it")
    compare(GOLDEN / "files" / name, GOLDEN / f"{name}.json", tmp_path)


def compare(folder: Path, golden: Path, scratch: Path) -> None:
    (package,) = discover([folder], scratch, (PASSWORD,))
    found = encode(process(package, edition()))
    if os.environ.get("LINGTAN_GOLDEN") == "write":
        golden.write_bytes(found)
    assert found.decode() == golden.read_text("utf-8")

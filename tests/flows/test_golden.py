"""Whole submissions of the sample batch, as JSON, byte for byte.

``LINGTAN_GOLDEN=write pytest tests/flows/test_golden.py`` rewrites them; their diff is the review.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractors.packages import discover
from flows.contract import encode
from flows.process import process
from schemas.policy import edition

ROOT = Path(__file__).parents[2]
SAMPLE, GOLDEN = ROOT / "fixtures" / "sample", ROOT / "tests" / "golden"
CHOSEN = ("杭州市/001-*", "杭州市/003-*", "宁波市/005-*", "台州市/016-*")
"""Word with books; a wrong tier; a PDF; several faults in one file."""


@pytest.mark.slow
@pytest.mark.parametrize("pattern", CHOSEN)
def test_a_submission_reads_as_it_did(pattern: str, tmp_path: Path) -> None:
    (folder,) = SAMPLE.glob(pattern)
    (package,) = discover([folder], tmp_path)
    found = encode(process(package, edition()))
    golden = GOLDEN / f"{folder.name[:3]}.json"
    if os.environ.get("LINGTAN_GOLDEN") == "write":
        golden.write_bytes(found)
    assert found.decode() == golden.read_text("utf-8")

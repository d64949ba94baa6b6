"""The basic table of a generated plan, printed and scanned: the same fields as from the digital page."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from extractors.forms import plan_2025
from extractors.readers import pdf
from fixtures import pdf as office
from fixtures import scans
from fixtures.build import Formats, build
from fixtures.families import FORM
from schemas.submission import Read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not office.available(), reason="LibreOffice makes the plan"),
]
_TABLE = [1, 2]
"""The pages of the basic table, from 0."""


def fields(path: Path) -> dict[str, Read]:
    return plan_2025.read(pdf.read(path, path.name)).fields


def test_a_scan_gives_the_fields_of_the_digital_page(tmp_path: Path) -> None:
    build(4711, FORM, Formats.PDF, tmp_path)
    (plan,) = tmp_path.glob("*.pdf")
    whole, digital = pypdfium2.PdfDocument(plan), pypdfium2.PdfDocument.new()
    digital.import_pages(whole, _TABLE)
    digital.save(tmp_path / "digital.pdf")
    scans.scan(plan, tmp_path / "scan.pdf", 3, pages=_TABLE)
    meant, found = fields(tmp_path / "digital.pdf"), fields(tmp_path / "scan.pdf")
    assert len(meant) > 40
    assert {key: read.value for key, read in found.items()} == {
        key: read.value for key, read in meant.items()
    }
    assert found["commitment_sealed"].value is True
    assert found["commitment_signed"].value is True
    assert all("ocr" in read.flags for read in found.values() if isinstance(read.value, float))

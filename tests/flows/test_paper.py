"""Plans on paper: findings show their spot, and garbled or locked files are read all the same."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pypdfium2
import pytest

from extractors.packages import discover
from extractors.readers import ocr
from flows.process import Processed, process
from lingtan.cli import main
from schemas.contract import Source, SubmissionJson
from schemas.policy import edition

FILES = Path(__file__).parents[1] / "golden" / "files"
NAME, PASSWORD = "建设方案.pdf", "密码123"
SCALE = 200 / 72
pytestmark = pytest.mark.slow


def processed(folder: Path, scratch: Path) -> Processed:
    (package,) = discover([folder], scratch)
    return process(package, edition())


def text_in(path: Path, source: Source) -> str:
    """What stands inside a place's box, read anew from a crop of its page."""
    assert isinstance(source.page, int) and isinstance(source.bbox, tuple)
    x0, top, x1, bottom = (round(side * SCALE) for side in source.bbox)
    page = pypdfium2.PdfDocument(path)[source.page - 1]
    image = np.asarray(page.render(scale=SCALE).to_pil().convert("RGB"))[:, :, ::-1]
    crop = np.ascontiguousarray(image[max(top, 0) : bottom, max(x0, 0) : x1])
    paper = cv2.copyMakeBorder(crop, 30, 30, 30, 30, cv2.BORDER_REPLICATE)
    lines = sorted(ocr.find_lines(paper), key=lambda box: (box[1] // 15, box[0]))
    return plain("".join(map(ocr.words, ocr.read_lines([paper[b:d, a:c] for a, b, c, d in lines]))))


def plain(text: str) -> str:
    return re.sub(r"[^\w%.]", "", unicodedata.normalize("NFKC", text))


def test_findings_of_a_scan_show_page_and_box(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status = main(["check", str(FILES / "scan"), "--format", "json"])
    found = msgspec.json.decode(capsysbinary.readouterr().out, type=SubmissionJson)
    assert status == 1
    places = [place for finding in found.findings for place in finding.evidence]
    assert any(isinstance(place.bbox, tuple) for place in places)
    for key in ("uscc", "total_investment", "output_value.2024", "address"):
        field = found.fields[key]
        shown = text_in(FILES / "scan" / field.source.file, field.source)
        assert plain(field.raw) in shown, key
    boxed = {place for place in places if isinstance(place.bbox, tuple) and place.cell}
    for place in boxed:
        assert text_in(FILES / "scan" / place.file, place)


def test_a_font_without_meaning_is_read_from_its_looks(tmp_path: Path) -> None:
    """A PDF whose fonts do not say what their codes mean, recognised only in a second child."""
    folder = tmp_path / "甲"
    folder.mkdir()
    page = pypdfium2.PdfDocument.new()
    page.import_pages(pypdfium2.PdfDocument(FILES / "locked" / NAME, password=PASSWORD), [0])
    whole = io.BytesIO()
    page.save(whole)
    (folder / NAME).write_bytes(whole.getvalue().replace(b"/ToUnicode", b"/ToUnicodX"))
    (package,) = discover([folder], tmp_path / "scratch")
    assert [file.scanned for file in package.files] == [0]
    fields = process(package, edition()).submission.fields
    assert fields["output_value.2024"].flags == ("ocr",)
    assert fields["uscc"].value == known().fields["uscc"].value


def known() -> SubmissionJson:
    return msgspec.json.decode((FILES.parent / "locked.json").read_bytes(), type=SubmissionJson)


def test_a_locked_pdf_without_its_password_says_so(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FILES / "locked", tmp_path / "甲"))
    problem = processed(folder, tmp_path / "scratch").submission.problem
    assert problem is not None and problem.code == "encrypted"

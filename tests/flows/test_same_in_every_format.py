"""One submission in every format says the same: what the golden files hold, laid side by side.

The golden tests hold them to what is read. ``locked``, ``scan``, ``photo`` and ``mixed`` are the two
pages of its basic table: as PDF, through a scanner, under a telephone, half digital and half scanned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from extractors.packages import discover
from fixtures.build import Formats, build
from fixtures.families import FORM
from flows.contract import encode
from flows.process import process
from schemas.contract import SubmissionJson
from schemas.policy import edition

GOLDEN = Path(__file__).parents[1] / "golden"
WHOLE = ("wps-et", "doc-xls", "odt-ods")
PAGES: Mapping[str, set[str]] = {
    "locked": set(),
    "photo": set(),
    "scan": {"commitment_sealed"},
    "mixed": {"commitment_sealed"},
}
"""With what a scan without colour cannot show: a red seal."""


def golden(name: str) -> SubmissionJson:
    return msgspec.json.decode((GOLDEN / f"{name}.json").read_bytes(), type=SubmissionJson)


@pytest.fixture(scope="module")
def word() -> SubmissionJson:
    return golden("docx-csv")


@pytest.mark.parametrize("name", WHOLE)
def test_fields_and_rows_are_those_of_the_docx(name: str, word: SubmissionJson) -> None:
    found = golden(name)
    assert values(found) == values(word)
    assert rows(found) == rows(word)


@pytest.mark.parametrize("name", PAGES)
def test_the_basic_table_is_that_of_the_docx(name: str, word: SubmissionJson) -> None:
    found, meant = values(golden(name)), values(word)
    assert len(found) > 45
    assert {key for key, value in found.items() if value != meant.get(key)} == PAGES[name]


@pytest.mark.slow
def test_a_whole_pdf_says_what_its_docx_says(tmp_path: Path) -> None:
    found, meant = (read_as(formats, tmp_path) for formats in (Formats.PDF, Formats.DOCX))
    assert len(values(meant)) > 60
    assert values(found) == values(meant)
    assert rows(found) == rows(meant)


def read_as(formats: Formats, scratch: Path) -> SubmissionJson:
    folder = scratch / formats.value / "甲"
    build(7, FORM, formats, folder)
    (package,) = discover([folder], scratch / "unpacked")
    return msgspec.json.decode(encode(process(package, edition())), type=SubmissionJson)


def values(read: SubmissionJson) -> dict[str, object]:
    return {key: plain(field.value) for key, field in read.fields.items()}


def rows(read: SubmissionJson) -> dict[str, list[dict[str, object]]]:
    return {
        name: [{column: plain(cell.value) for column, cell in row.items()} for row in table]
        for name, table in read.tables.items()
    }


def plain(value: object) -> object:
    """Text without the spaces and widths that a page's look leaves open."""
    if isinstance(value, str):
        return "".join(unicodedata.normalize("NFKC", value).split())
    return value

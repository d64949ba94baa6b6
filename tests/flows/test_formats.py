"""One submission in the formats of five programs says the same."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from extractors.packages import discover
from fixtures import pdf
from fixtures.build import Formats, Job, build_all
from fixtures.families import TUNING
from fixtures.formats import Ending, Saving, old
from flows.contract import to_contract
from flows.process import process
from schemas.contract import SubmissionJson
from schemas.policy import edition

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not pdf.available(), reason="LibreOffice makes the files"),
]
FAMILY = old(next(f for f in TUNING if f.name == "numbered_controls"), Saving(Ending.RTF))
"""What every program can save: see :func:`fixtures.formats.old`."""
COMPARED = {
    Formats.DOC: ["doc"],
    Formats.WPS: ["wps"],
    Formats.RTF: ["rtf"],
    Formats.ODT: ["odt"],
}


@pytest.fixture(scope="module")
def read() -> Mapping[Formats, SubmissionJson]:
    with tempfile.TemporaryDirectory() as scratch:
        jobs = [Job(64_001, FAMILY, f, Path(scratch) / f) for f in (Formats.DOCX, *COMPARED)]
        build_all(jobs)
        return {job.formats: submission(job.folder) for job in jobs}


def submission(folder: Path) -> SubmissionJson:
    with tempfile.TemporaryDirectory() as scratch:
        (package,) = discover([folder], Path(scratch))
        return to_contract(process(package, edition()))


@pytest.mark.parametrize("formats", COMPARED)
def test_the_same_values_whatever_saved_them(
    formats: Formats, read: Mapping[Formats, SubmissionJson]
) -> None:
    expected, found = read[Formats.DOCX], read[formats]
    assert sorted(file.format for file in found.files) == COMPARED[formats]
    assert {k: (v.value, v.unit) for k, v in found.fields.items()} == {
        k: (v.value, v.unit) for k, v in expected.fields.items()
    }
    assert values(found) == values(expected)
    assert [c.number + c.title for c in found.chapters] == [
        c.number + c.title for c in expected.chapters
    ]
    assert {k: v.claimed for k, v in found.self_evaluation.items()} == {
        k: v.claimed for k, v in expected.self_evaluation.items()
    }


@pytest.mark.parametrize("formats", [Formats.DOC, Formats.WPS, Formats.RTF, Formats.ODT])
def test_places_are_those_of_the_original(
    formats: Formats, read: Mapping[Formats, SubmissionJson]
) -> None:
    expected, found = read[Formats.DOCX], read[formats]
    (file,) = found.files
    for key, field in found.fields.items():
        source, meant = field.source, expected.fields[key].source
        assert source.file == file.path
        assert (source.table, source.cell) == (meant.table, meant.cell), key


def values(read: SubmissionJson) -> dict[str, list[dict[str, object]]]:
    return {
        name: [{column: cell.value for column, cell in row.items()} for row in rows]
        for name, rows in read.tables.items()
    }

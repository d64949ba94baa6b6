"""A .doc that ends in a table: found, closed, and nothing else touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractors.readers import legacy
from extractors.readers.legacy_doc_end import close_last_table
from extractors.readers.legacy_office import installed
from schemas.document import Table
from tests.extractors import packages_made as made

OLD = Path(__file__).parent / "data" / "old"


def test_the_paragraph_is_appended_once(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / "ends_in_table.doc", tmp_path / "a.doc"))
    size = path.stat().st_size
    assert close_last_table(path)
    assert path.stat().st_size == size
    assert not close_last_table(path)


def test_other_files_stay_as_they_are(tmp_path: Path) -> None:
    for content in ((OLD / "projects.doc").read_bytes(), made.compound("WordDocument"), b"x" * 99):
        path = tmp_path / "a.doc"
        path.write_bytes(content)
        assert not close_last_table(path)
        assert path.read_bytes() == content


def test_a_file_cut_anywhere_never_breaks_it(tmp_path: Path) -> None:
    whole = (OLD / "ends_in_table.doc").read_bytes()
    path = tmp_path / "a.doc"
    for length in range(0, len(whole), len(whole) // 50):
        path.write_bytes(whole[:length])
        close_last_table(path)


@pytest.mark.slow
@pytest.mark.skipif(not installed(), reason="LibreOffice makes the copy")
def test_the_last_table_is_read_as_a_table() -> None:
    document = legacy.read(OLD / "ends_in_table.doc", "方案.doc")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0]] == ["r0c0", "r0c1", "r0c2", "r0c3"]
    assert table.rows[2][3].tables[0].rows[1][1].text == "n11"

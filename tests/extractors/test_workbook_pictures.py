"""Pictures of a workbook belong to the cell they stand on."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as Drawn
from PIL import Image

from extractors.readers import workbook
from schemas.document import Picture, Table


@pytest.fixture
def seal(tmp_path: Path) -> Path:
    path = tmp_path / "seal.png"
    Image.new("RGB", (120, 120), "red").save(path)
    return path


def _pictures(
    seal: Path, words: str, at: str, merged: str = ""
) -> dict[tuple[int, int], tuple[Picture, ...]]:
    """The pictures of each cell that has some, by its row and column from 0."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = words
    if merged:
        sheet.merge_cells(merged)
    sheet.add_image(Drawn(str(seal)), at)
    book.save(seal.with_suffix(".xlsx"))
    (table,) = workbook.read(seal.with_suffix(".xlsx"), "a.xlsx").blocks
    assert isinstance(table, Table)
    cells = [cell for row in table.rows for cell in row]
    return {(cell.row, cell.column): cell.pictures for cell in cells if cell.pictures}


def test_pictures_stand_on_their_cell(seal: Path) -> None:
    ((at, (picture,)),) = _pictures(seal, "（公章）", "B3").items()
    assert (at, picture.width, picture.height, picture.red_share) == ((2, 1), 90.0, 90.0, 1.0)


def test_pictures_on_a_merged_cell_are_its_own(seal: Path) -> None:
    ((at, pictures),) = _pictures(seal, "材料真实性承诺", "F2", "A1:H3").items()
    assert (at, len(pictures)) == ((0, 0), 1)

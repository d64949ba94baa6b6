"""Sums in workbooks whose stored result is none: never computed, or of figures kept as text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from extractors.readers import workbook
from schemas.document import Table

WITHOUT, COMPUTED = ("formula_without_value",), ("formula_computed",)


def last(path: Path) -> tuple[str, tuple[str, ...]]:
    """Text and flags of the first sheet's last cell."""
    (table,) = workbook.read(path, "表.xlsx").blocks
    assert isinstance(table, Table)
    cell = table.rows[-1][-1]
    return cell.text, cell.flags


def summed(path: Path, figures: list[str | float], stored: float | str, formula: str = "") -> Path:
    """A column of figures and a sum under it, in a book that asks for no calculation."""
    with xlsxwriter.Workbook(path.with_suffix(".raw"), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, figures)
        total = formula or f"=SUM(A1:A{len(figures)})"
        sheet.write_formula(len(figures), 0, total, None, stored)
    with zipfile.ZipFile(path.with_suffix(".raw")) as raw, zipfile.ZipFile(path, "w") as plain:
        for name in raw.namelist():
            plain.writestr(name, raw.read(name).replace(b' fullCalcOnLoad="1"', b""))
    return path


@pytest.mark.parametrize(
    ("figures", "stored", "seen"),
    [
        ([100.5, 200], 300.5, ("300.5", ())),
        ([100.5, 200], 0, ("300.5", COMPUTED)),
        ([100.5, 200], 300, ("300", ())),
        (["100.5", "200"], 0, ("", WITHOUT)),
        (["100.5", "200"], "", ("", WITHOUT)),
        (["见附表", 200], 200, ("200", ())),
        ([0, 0], 0, ("0", ())),
        ([5, -5], 0, ("0", ())),
        (["", ""], 0, ("0", ())),
    ],
)
def test_a_sum(
    figures: list[str | float], stored: float | str, seen: tuple[str, object], tmp_path: Path
) -> None:
    assert last(summed(tmp_path / "a.xlsx", figures, stored)) == seen


def test_a_result_of_nothing_stays_where_the_formula_is_beyond_us(tmp_path: Path) -> None:
    path = summed(tmp_path / "a.xlsx", [1, 2], 0, '=SUMIF(A1:A2,">5")')
    assert last(path) == ("0", ())

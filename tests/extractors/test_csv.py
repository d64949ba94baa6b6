"""Tables saved as text: encodings, separators, places."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.detect import kind_of
from extractors.errors import UnreadableFile
from extractors.readers import csv_table
from schemas.document import Kind, Table
from schemas.place import SheetCell

ROWS = [
    ["重点项目汇总表"],
    ["序号", "项目名称", "总投资额（万元）"],
    ["1", "屋顶光伏, 一期", "1,250.5"],
    [],
    ["2", "空压站\n节能改造", "380"],
]


def written(separator: str) -> str:
    cells = (['"' + c + '"' if set(c) & set(',;\n"') else c for c in row] for row in ROWS)
    return "".join(separator.join(row) + "\r\n" for row in cells)


CASES = {
    "gbk with commas": written(",").encode("gb18030"),
    "utf-8 with a mark": b"\xef\xbb\xbf" + written(",").encode(),
    "utf-8 without": written(",").encode(),
    "utf-16 with tabs": written("\t").encode("utf-16"),
    "utf-16 of the other end": b"\xfe\xff" + written("\t").encode("utf-16-be"),
    "semicolons": written(";").encode("gb18030"),
}


@pytest.mark.parametrize("case", CASES)
def test_every_way_to_save_reads_alike(case: str, tmp_path: Path) -> None:
    path = tmp_path / "附件2-2.csv"
    path.write_bytes(CASES[case])
    assert kind_of(path) is Kind.CSV
    document = csv_table.read(path, "甲/附件2-2.csv")
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        [*row, "", "", ""][:3] for row in ROWS
    ]
    assert table.rows[4][2].where == SheetCell("甲/附件2-2.csv", "附件2-2", "C5")
    assert document.kind is Kind.CSV


def test_columns_beyond_z_have_two_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(["x"] * 30) for _ in range(3)))
    (table,) = csv_table.read(path, "a.csv").blocks
    assert isinstance(table, Table)
    places = [table.rows[0][n].where for n in (0, 25, 26, 29)]
    cells = [place.cell for place in places if isinstance(place, SheetCell)]
    assert cells == ["A1", "Z1", "AA1", "AD1"]


UNFIT = {
    "no table": ("一段文字。\n又一段文字。\n".encode(), "malformed"),
    "no text": (bytes(range(128, 256)) * 40, "malformed"),
    "too large": (b"1,2\n" * (6 << 20), "too_large"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_no_table(case: str, tmp_path: Path) -> None:
    content, code = UNFIT[case]
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        csv_table.read(path, "a.csv")
    assert caught.value.code == code


def test_long_lists_are_capped_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "_MOST_ROWS", 10)
    path = tmp_path / "a.csv"
    path.write_text("1,2\n" * 25)
    document = csv_table.read(path, "a.csv")
    assert [(n.code, n.count) for n in document.notices] == [("rows_capped", 15)]

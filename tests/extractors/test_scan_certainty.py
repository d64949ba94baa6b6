"""How surely something was recognised bounds what is made of it."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from extractors.certainty import bounded
from extractors.forms import cover, score_lines, values
from extractors.forms.lines import as_cells, find
from extractors.readers import ocr_room, pdf
from schemas.document import Cell, Document, Kind, Paragraph
from schemas.fields import BASIC_TABLE
from schemas.place import PageBox
from schemas.submission import Mention, Read
from tests.extractors.pdf_maker import Page, Pdf

WHERE = PageBox("a.pdf", 1)


def mention(raw: str) -> Mention:
    return Mention("energy_consumption", Read(12850.5, raw, WHERE, 0.97), 2024)


def document(certainty: float) -> Document:
    text = "2024年综合能耗12850.5吨标准煤。"
    return Document("a.pdf", Kind.PDF, (Paragraph(text, WHERE, certainty=certainty),))


def test_a_figure_in_running_text_is_no_surer_than_its_paragraph() -> None:
    cases = {1.0: (0.97, ()), 0.6: (0.6, ("ocr",)), 0.99: (0.97, ("ocr",))}
    for certainty, expected in cases.items():
        (found,) = bounded([mention("12850.5吨标准煤")], [document(certainty)])
        assert (found.read.confidence, found.read.flags) == expected


def test_a_figure_that_stands_nowhere_in_a_recognised_file_is_doubtful() -> None:
    (found,) = bounded([mention("1.3万吨")], [document(0.99)])
    assert found.read.confidence == 0.8


def test_a_cell_bounds_its_value() -> None:
    cell = Cell(0, 0, "12850.5", WHERE, flags=("ocr",), certainty=0.7)
    read = values.number_read(values.Origin(cell, "年综合能耗"), "tce")
    assert (read.value, read.confidence, read.flags) == (12850.5, 0.7, ("ocr",))


def line(text: str, certainty: float) -> Paragraph:
    return Paragraph(text, WHERE, flags=("ocr",), certainty=certainty)


def test_a_recognised_line_bounds_what_the_cover_says() -> None:
    lines = [
        line("工厂建设方案", 0.99),
        line("申报单位：浙江某某有限公司", 0.7),
        line("2025年3月5日", 0.6),
    ]
    reads = cover.read(lines).reads
    found = {key: (read.confidence, read.flags) for key, read in reads.items()}
    assert found == {"cover_applicant": (0.7, ("ocr",)), "cover_date": (0.6, ("ocr",))}


def test_lines_of_a_form_bound_their_values_and_what_goes_on_below_counts() -> None:
    lines = [line("主营业务：铜压延加工", 0.98), line("引线框架新材料的生产", 0.5)]
    (slot,) = find(list(as_cells(lines)), BASIC_TABLE)
    assert (slot.values[0].text, slot.values[0].certainty) == (
        "铜压延加工\n引线框架新材料的生产",
        0.5,
    )


def test_points_typed_as_lines_are_no_surer_than_their_lines() -> None:
    names = ("生态设计", "碳管理", "单耗水平", "技改项目", "技改成效")
    told = [line(f"{name}：自评4分", 0.98) for name in names]
    table = score_lines.tabulated([line("自评情况", 1.0), *told, line("已开展评估", 0.4)])
    assert table is not None
    assert [row[1].certainty for row in table.rows[1:]] == [0.98, 0.98, 0.98, 0.98, 0.4]


def test_a_process_without_room_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that nobody tried to read must not count as unreadable."""
    tight = (ocr_room.LEAST - 1, resource.RLIM_INFINITY)
    monkeypatch.setattr(resource, "getrlimit", lambda _: tight)
    scan = Page().image(0, 0, 595, 842, b"\xf0\xf0\xf0")
    path = Pdf([Page().text(72, 100, "公司坚持绿色低碳发展理念"), scan]).save(tmp_path / "a.pdf")
    with pytest.raises(ocr_room.NoRoomError):
        pdf.read(path, "a.pdf")

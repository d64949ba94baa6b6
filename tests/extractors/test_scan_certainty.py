"""How surely something was recognised bounds what is made of it."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from extractors.certainty import bounded
from extractors.forms import values
from extractors.readers import ocr_room, pdf
from schemas.document import Cell, Document, Kind, Paragraph
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

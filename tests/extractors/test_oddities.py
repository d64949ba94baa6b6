"""Firms that properties name, pictures under titles of parts, positions that no cell covers."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.oddities import notices
from schemas.document import Block, Document, Kind, Paragraph, Picture, Table
from schemas.place import WordPlace
from schemas.policy import edition
from tests.extractors.word_files import document, tables, tbl, tc

_LARGE, _SMALL = Picture(400, 250), Picture(60, 60)


def _said(text: str, *pictures: Picture, at: int = 1) -> Paragraph:
    return Paragraph(text, WordPlace("方案.docx", paragraph=at), pictures=pictures)


def _told(*blocks: Block, company: str = "", author: str = "") -> list[tuple[str, str]]:
    whole = Document("方案.docx", Kind.DOCX, blocks, company=company, author=author)
    return [(notice.code, notice.text) for notice in notices(whole)]


@pytest.mark.parametrize(
    ("company", "author", "told"),
    [
        ("绍兴另一家印染有限公司", "", ["绍兴另一家印染有限公司"]),
        ("", "某某集团", ["某某集团"]),
        ("某某印染厂", "某某印染厂", ["某某印染厂"]),
        ("Microsoft", "张三", []),
        ("", "", []),
    ],
)
def test_only_firms_are_passed_on(company: str, author: str, told: list[str]) -> None:
    found = _told(company=company, author=author)
    assert found == [("file_company", name) for name in told]


_TABLE = Table((), WordPlace("方案.docx", table=1))
PICTURED: dict[str, tuple[list[Block], list[tuple[str, str]]]] = {
    "under its title": (
        [_said("附件2-2 重点项目汇总表"), _said("", _LARGE)],
        [("pictured_part", "annex_2_2")],
    ),
    "two lines of title": (
        [_said("附件2-1"), _said("创新成果汇总表"), _said("", _LARGE)],
        [("pictured_part", "annex_2_1")],
    ),
    "a stamp is no table": ([_said("附件2-2 重点项目汇总表"), _said("", _SMALL)], []),
    "a table comes first": ([_said("附件2-2"), _TABLE, _said("", _LARGE)], []),
    "a photograph in the text": ([_said("公司概况"), _said("", _LARGE)], []),
    "too far below": (
        [_said("附件2-2"), *(_said("说明") for _ in range(4)), _said("", _LARGE)],
        [],
    ),
}


@pytest.mark.parametrize("name", PICTURED)
def test_a_picture_counts_under_the_title_of_a_part(name: str) -> None:
    blocks, told = PICTURED[name]
    assert _told(*blocks) == told


def test_positions_that_no_cell_covers_are_marked(tmp_path: Path) -> None:
    grid = tbl(tc("a") + tc("b") + tc("c"), tc("d") + tc("e"))
    (table,) = tables(document(tmp_path, grid))
    assert [cell.flags for cell in table.rows[1]] == [(), (), ("uncovered",)]
    assert all(not cell.flags for cell in table.rows[0])


def test_the_words_of_annex_1_are_told() -> None:
    names = [item.label for item in edition().items][:6]
    assert ("sheet_words", "self_eval") in _told(*(_said(f"3 {n} 5") for n in names))
    assert _told(*(_said(f"3 {n} 5") for n in names[:5])) == []
    assert ("sheet_words", "self_eval") in _told(_said("零碳工厂评价要求自评表"))
    assert _told(_said("本公司对照评价要求自评表开展了自查。")) == []

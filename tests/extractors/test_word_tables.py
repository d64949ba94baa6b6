"""Tables: the grid is right whatever wraps, merges or breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.document import Table
from schemas.place import WordPlace
from tests.extractors.word_files import cell, document, p, paragraphs, run, tables, tbl, tc, texts

_SPAN = '<w:gridSpan w:val="{}"/>'
_RESTART = '<w:vMerge w:val="restart"/>'
_CONTINUE = "<w:vMerge/>"


def _control(inner: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


GRIDS = {
    "plain": (tbl(tc("a") + tc("b"), tc("c") + tc("d")), [["a", "b"], ["c", "d"]]),
    "spans": (
        tbl(tc("a", _SPAN.format(2)) + tc("b"), tc("c") + tc("d") + tc("e")),
        [["a", "a", "b"], ["c", "d", "e"]],
    ),
    "merged down": (
        tbl(tc("a", _RESTART) + tc("b"), tc("", _CONTINUE) + tc("d")),
        [["a", "b"], ["a", "d"]],
    ),
    "merged down and across": (
        tbl(
            tc("a", _SPAN.format(2) + _RESTART) + tc("b"),
            tc("", _SPAN.format(2) + _CONTINUE) + tc("c"),
        ),
        [["a", "a", "b"], ["a", "a", "c"]],
    ),
    "merge begins without a restart": (
        tbl(tc("x") + tc("b"), tc("a", _CONTINUE) + tc("d"), tc("", _CONTINUE) + tc("e")),
        [["x", "b"], ["a", "d"], ["a", "e"]],
    ),
    "a merge ends at a plain cell": (
        tbl(tc("a", _RESTART), tc("b"), tc("c", _CONTINUE)),
        [["a"], ["b"], ["c"]],
    ),
    "two merges in a row": (
        tbl(tc("a", _RESTART), tc("", _CONTINUE), tc("b", _RESTART), tc("", _CONTINUE)),
        [["a"], ["a"], ["b"], ["b"]],
    ),
    "old horizontal merge": (
        tbl(tc("a", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("b")),
        [["a", "a", "b"]],
    ),
    "row begins later and ends earlier": (
        tbl(
            tc("a") + tc("b") + tc("c"),
            '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>' + tc("d"),
        ),
        [["a", "b", "c"], ["", "d", ""]],
    ),
    "short row": (tbl(tc("a") + tc("b"), tc("c")), [["a", "b"], ["c", ""]]),
    "cell in a control": (tbl(tc("a") + _control(tc("b")) + tc("c")), [["a", "b", "c"]]),
    "content of a cell in a control": (tbl(tc(_control(p("a"))) + tc("b")), [["a", "b"]]),
    "check box control around a cell": (
        tbl(
            _control(tc("?"), "<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>")
            + tc("国有")
        ),
        [["☑", "国有"]],
    ),
    "check box control around a paragraph": (
        tbl(
            tc(
                _control(p("?"), "<w14:checkbox><w14:checked w14:val='0'/></w14:checkbox>")
                + p("国有")
            )
        ),
        [
            [
                "☐\n国有",
            ]
        ],
    ),
    "prompt around a cell": (
        tbl(tc("工厂名称") + _control(tc("单击此处输入文字"), "<w:showingPlcHdr/>")),
        [["工厂名称", ""]],
    ),
    "row in a control": (
        f"<w:tbl>{_control('<w:tr>' + tc('a') + '</w:tr>')}<w:tr>{tc('b')}</w:tr></w:tbl>",
        [["a"], ["b"]],
    ),
    "repeated rows control in control": (
        f"<w:tbl>{_control(_control('<w:tr>' + tc('a') + '</w:tr>'))}</w:tbl>",
        [["a"]],
    ),
    "row deleted by a change": (
        tbl(tc("a"), "<w:trPr><w:del w:id='1'/></w:trPr>" + tc("b"), tc("c")),
        [["a"], ["c"]],
    ),
    "row inserted by a change": (
        tbl(tc("a"), "<w:trPr><w:ins w:id='1'/></w:trPr>" + tc("b")),
        [["a"], ["b"]],
    ),
    "table in a control": (_control(tbl(tc("a"))), [["a"]]),
    "wrong tblGrid": (
        tbl(tc("a") + tc("b")).replace("<w:tbl>", "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>"),
        [["a", "b"]],
    ),
}


@pytest.mark.parametrize(("body", "expected"), GRIDS.values(), ids=GRIDS.keys())
def test_grid(tmp_path: Path, body: str, expected: list[list[str]]) -> None:
    assert [texts(t) for t in tables(document(tmp_path, body + p()))] == [expected]


def test_a_merged_cell_is_one_object_with_its_spans(tmp_path: Path) -> None:
    body = tbl(
        tc("a", _SPAN.format(2) + _RESTART) + tc("b"),
        tc("", _SPAN.format(2) + _CONTINUE) + tc("c"),
    )
    rows = tables(document(tmp_path, body))[0].rows
    assert rows[0][0] is rows[1][1]
    assert (rows[0][0].row_span, rows[0][0].column_span) == (2, 2)


def test_places_count_tables_rows_and_columns_from_one(tmp_path: Path) -> None:
    body = p("一") + tbl(tc("a")) + p() + p("二") + tbl(tc("b", _SPAN.format(2)) + tc("c"))
    read = document(tmp_path, body)
    places = [b.rows[0][-1].where if isinstance(b, Table) else b.where for b in read.blocks]
    file = "方案.docx"
    assert places == [
        WordPlace(file, paragraph=1),
        WordPlace(file, table=1, cell=(1, 1)),
        WordPlace(file, paragraph=3),
        WordPlace(file, table=2, cell=(1, 3)),
    ]


def test_a_table_of_too_many_columns_is_cut(tmp_path: Path) -> None:
    read = document(tmp_path, tbl(tc("a", _SPAN.format(9999)) * 6))
    assert len(tables(read)[0].rows[0]) == 256
    assert [n.code for n in read.notices] == ["rows_capped"]


def test_a_nested_table_is_kept_apart(tmp_path: Path) -> None:
    outer = cell(tmp_path, p("前") + tbl(tc("里") + tc("面")) + p("后"))
    assert outer.text == "前\n后"
    assert [texts(t) for t in outer.tables] == [[["里", "面"]]]
    assert outer.tables[0].rows[0][1].where == WordPlace("方案.docx", table=1, cell=(1, 1))


def test_text_behind_a_merge_is_withdrawn(tmp_path: Path) -> None:
    body = tbl(tc("a", _RESTART), tc("旧", _CONTINUE))
    assert tables(document(tmp_path, body))[0].rows[0][0].withdrawn == "旧"


def test_changes_in_a_cell_are_flagged(tmp_path: Path) -> None:
    changed = cell(tmp_path, f"<w:del>{run('1')}</w:del><w:ins>{run('2')}</w:ins>")
    assert (changed.text, changed.withdrawn, changed.flags) == ("2", "1", ("tracked",))


_TEXT_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
    "<w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    body = p(_TEXT_BOX.format(p("申报单位：某厂")) + run("封面")) + tbl(tc("a"))
    read = document(tmp_path, body)
    assert [x.text for x in paragraphs(read)] == ["封面", "申报单位：某厂"]
    places = [x.where for x in paragraphs(read)]
    assert [place.paragraph for place in places if isinstance(place, WordPlace)] == [1, 1]


def test_a_text_box_over_a_cell_belongs_to_it(tmp_path: Path) -> None:
    assert cell(tmp_path, _TEXT_BOX.format(p("√")) + run("□民营")).text == "□民营\n√"


def test_a_table_in_a_text_box_is_a_table(tmp_path: Path) -> None:
    read = document(tmp_path, p(_TEXT_BOX.format(tbl(tc("框内")) + p())))
    assert [texts(t) for t in tables(read)] == [[["框内"]]]


def test_an_old_text_box_is_read(tmp_path: Path) -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{p('盖章处')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    assert cell(tmp_path, box).text == "盖章处"

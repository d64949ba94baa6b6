"""Templates: staff's own come first, and a broken one says what is the matter."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from desk.papers import filling, wording
from store.paper_bodies import Item, Notice
from store.refusals import Refused


def slots() -> dict[str, object]:
    item = Item(1, "方案.docx 表1", "题", "1", "2", "依据", "问题\x0b<b>&", "改法")
    day = date(2026, 11, 20)
    body = Notice("省厅", "某某公司", "", 1, (item,), day, date(2026, 11, 27), "周予安")
    return wording.of_notice(body, confirmed=False)


def own(folder: Path, *lines: str) -> Path:
    paper = docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(str(folder / "notice.docx"))
    return folder


def said(content: bytes) -> str:
    return "\n".join(line.text for line in docx.Document(io.BytesIO(content)).paragraphs)


def test_staffs_own_template_comes_first(tmp_path: Path) -> None:
    folder = own(tmp_path, "致{{ firm }}：共{{ count }}项，限{{ due }}。")
    assert (
        said(filling.filled("notice.docx", folder, slots()))
        == "致某某公司：共1项，限2026年11月27日。"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ company }}", "没有“company”这一项可填"),
        ("{% for one in items %}", "双花括号或循环的写法有误"),
        ("{{ firm", "双花括号或循环的写法有误"),
        ("{{ firm.__class__.__mro__ }}", "模板用了不允许的写法"),
    ],
)
def test_a_broken_template_says_what_is_wrong(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        filling.filled("notice.docx", own(tmp_path, line), slots())
    assert words in refused.value.sentence
    assert "恢复内置模板" in refused.value.sentence


def test_a_file_that_is_no_word_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "notice.docx").write_bytes(b"not a zip")
    with pytest.raises(Refused, match="打不开"):
        filling.filled("notice.docx", tmp_path, slots())


def test_texts_are_never_read_as_markup(tmp_path: Path) -> None:
    folder = own(tmp_path, "{% for one in items %}{{ one.fault }}{% endfor %}")
    assert said(filling.filled("notice.docx", folder, slots())) == "问题<b>&"


def test_the_built_in_templates_are_what_the_tool_writes() -> None:
    from tools import paper_templates

    for name, paper in paper_templates.papers().items():
        kept = docx.Document(str(filling.BUILT_IN / name))
        assert kept.element.xml == paper.element.xml, name

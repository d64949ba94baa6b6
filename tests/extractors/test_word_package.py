"""The package: kinds of Word file, what is wrong with a file, what is remarked about it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw

from extractors.errors import UnreadableFile
from extractors.readers import word
from extractors.readers.office_package import parse_part
from schemas.place import WholeFile, WordPlace
from tests.extractors.word_files import (
    cell,
    document,
    p,
    paragraphs,
    part,
    relations,
    run,
    save,
    tables,
    tbl,
    tc,
    texts,
)


def _refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        word.read(path, path.name)
    return caught.value.code


def test_python_docx_file(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("一、培育建设基础与现状", 1)
    made.add_paragraph("简述")
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "合并"
    table.cell(2, 2).text = "末"
    made.core_properties.author = "某某"
    made.save(str(tmp_path / "a.docx"))
    read = word.read(tmp_path / "a.docx", "a.docx")
    assert [(x.text, x.level) for x in paragraphs(read)] == [
        ("一、培育建设基础与现状", 1),
        ("简述", None),
    ]
    assert texts(tables(read)[0]) == [["合并", "合并", ""], ["合并", "合并", ""], ["", "", "末"]]
    assert read.author == "某某"


def test_strict_documents(tmp_path: Path) -> None:
    body = part("document", f"<w:body>{p('甲')}{tbl(tc('乙'))}</w:body>")
    strict = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    read = word.read(save(tmp_path / "s.docx", "", more={"word/document.xml": strict}), "s.docx")
    assert (paragraphs(read)[0].text, texts(tables(read)[0])) == ("甲", [["乙"]])


def test_main_part_under_another_name(tmp_path: Path) -> None:
    more = {
        "_rels/.rels": relations(("r1", "officeDocument", "/word/document2.xml")),
        "word/document2.xml": part("document", f"<w:body>{p('别名')}</w:body>"),
    }
    assert (
        paragraphs(word.read(save(tmp_path / "m.docx", p("旧"), more=more), "m"))[0].text == "别名"
    )


def test_names_with_backslashes(tmp_path: Path) -> None:
    path = tmp_path / "b.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word\\document.xml", part("document", f"<w:body>{p('反斜')}</w:body>"))
    assert paragraphs(word.read(path, "b.docx"))[0].text == "反斜"


def test_pages_and_company(tmp_path: Path) -> None:
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Pages>31</Pages><Company>某某公司</Company></Properties>'
    )
    more = {
        "_rels/.rels": relations(
            ("r1", "officeDocument", "word/document.xml"),
            ("r2", "extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": app,
    }
    read = word.read(save(tmp_path / "p.docx", p("x"), more=more), "p.docx")
    assert (read.pages, read.company) == (31, "某某公司")
    assert document(tmp_path, p("x")).pages is None


def test_pages_that_were_never_counted(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert word.read(tmp_path / "a.docx", "a.docx").pages is None


REFUSED = {
    "no zip": (b"no zip at all", "malformed"),
    "cut zip": (b"PK\x03\x04 and then nothing", "truncated"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_bad_packages(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "x.docx").write_bytes(data)
    assert _refused(tmp_path / "x.docx") == code


BAD_PARTS = {
    "broken XML": "<w:document><w:body>",
    "no body": part("document", ""),
    "doctype": "<!DOCTYPE x [<!ENTITY e 'boom'>]>"
    + part("document", "<w:body/>").partition("?>")[2],
}


@pytest.mark.parametrize("content", BAD_PARTS.values(), ids=BAD_PARTS.keys())
def test_bad_main_parts(tmp_path: Path, content: str) -> None:
    assert (
        _refused(save(tmp_path / "x.docx", "", more={"word/document.xml": content})) == "malformed"
    )


def test_a_doctype_in_utf_16_is_refused() -> None:
    data = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "b">]><x>&e;</x>'
    with pytest.raises(UnreadableFile):
        parse_part(data.encode("utf-16"))


def test_a_part_that_inflates_too_far_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path / "x.docx", p("a" * 5000))
    monkeypatch.setattr("extractors.readers.office_package.PART_LIMIT", 4000)
    assert _refused(path) == "bomb"


def test_damaged_data_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "x.docx", p("".join(map(chr, range(0x4E00, 0x6000)))))
    data = bytearray(path.read_bytes())
    at = data.index(b"word/document.xml") + 400
    data[at : at + 200] = bytes(200)
    path.write_bytes(bytes(data))
    assert _refused(path) == "malformed"


def _seal(colour: str) -> bytes:
    image = Image.new("RGBA", (120, 120), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((5, 5, 115, 115), outline=colour, width=8)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _picture(ident: str, side: int) -> str:
    return (
        f'<w:r><w:drawing><wp:anchor><wp:extent cx="{side * 12700}" cy="{side * 12700}"/>'
        '<wp:docPr id="1" name="图片 1" descr="公章.png"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{ident}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></w:r>"
    )


@pytest.mark.parametrize(("colour", "red"), [("red", True), ("#c00010", True), ("navy", False)])
def test_pictures_know_their_size_and_their_red(tmp_path: Path, colour: str, red: bool) -> None:
    path = save(
        tmp_path / "x.docx",
        tbl(tc("（公章）") + tc(_picture("rI", 110))),
        related=(("rI", "image", "media/image1.png"),),
        more={"word/media/image1.png": _seal(colour)},
    )
    (picture,) = tables(word.read(path, "x.docx"))[0].rows[0][1].pictures
    assert (picture.width, picture.height) == (110, 110)
    assert "公章" in picture.name
    assert picture.red_share is not None
    assert (picture.red_share > 0.5) is red


def test_a_picture_that_is_no_image(tmp_path: Path) -> None:
    path = save(
        tmp_path / "x.docx",
        p(_picture("rI", 110)),
        related=(("rI", "image", "media/image1.png"),),
        more={"word/media/image1.png": b"nothing of the kind"},
    )
    assert paragraphs(word.read(path, "x"))[0].pictures[0].red_share is None


def test_old_pictures_have_a_size(tmp_path: Path) -> None:
    shape = (
        '<w:r><w:pict><v:shape style="position:absolute;width:3cm;height:85.05pt">'
        '<v:imagedata r:id="rI"/></v:shape></w:pict></w:r>'
    )
    (picture,) = cell(tmp_path, shape).pictures
    assert (picture.width, picture.height) == (85.0, 85.0)


def test_notices(tmp_path: Path) -> None:
    body = p(
        f"<w:ins>{run('3000')}</w:ins><w:del><w:r><w:delText>2800</w:delText></w:r></w:del>"
        "<w:r><w:commentReference w:id='1'/></w:r>"
        "<w:r><w:object><o:OLEObject ProgID='Equation.3' r:id='r11'/></w:object></w:r>"
    ) + tbl(tc(run("旧", "<w:strike/>") + run("密", "<w:vanish/>")))
    path = save(
        tmp_path / "x.docm",
        body,
        related=(
            ("r8", "attachedTemplate", "file://server/a.dotx"),
            ("r9", "hyperlink", "https://example.org"),
            ("r10", "oleObject", "embeddings/oleObject1.bin"),
            ("r11", "oleObject", "embeddings/oleObject2.bin"),
        ),
        more={
            "word/vbaProject.bin": b"",
            "word/charts/_rels/chart1.xml.rels": relations(("r1", "package", "../e/data.xlsx")),
        },
    )
    found = {notice.code: notice for notice in word.read(path, "x.docm").notices}
    assert {code: notice.count for code, notice in found.items()} == {
        "tracked_changes": 2,
        "comments": 1,
        "macros": 1,
        "embedded_object": 1,
        "external_link": 1,
        "struck_text": 1,
        "hidden_text": 1,
    }
    assert found["embedded_object"].text == "word/embeddings/oleObject1.bin"
    assert found["macros"].where == WholeFile("x.docm")
    assert found["struck_text"].where == WordPlace("x.docm", table=1, cell=(1, 1))
    assert found["hidden_text"].text == "密"
    assert "a.dotx" in found["external_link"].text

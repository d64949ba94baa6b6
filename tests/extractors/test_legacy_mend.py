"""What LibreOffice repeats in its copies stands once again; what applicants wrote twice stays."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from extractors.readers import word
from extractors.readers.legacy_mend import mended
from schemas.document import Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def field(value: str, *, broken: bool = False) -> str:
    """A form field; ``broken``: its end lies in the next paragraph, as .doc files bring it."""
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(value)
    return (
        start
        + middle
        + ("</w:p><w:p>" if broken else "")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell_of(content: str, tmp_path: Path) -> str:
    """What the Word reader makes of a cell with ``content``, once it is mended."""
    body = (
        f"<w:document {W}><w:body><w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
        f"<w:p>{content}</w:p></w:tc></w:tr></w:tbl><w:p/></w:body></w:document>"
    )
    raw = io.BytesIO()
    docx.Document().save(raw)
    path = tmp_path / "copy.docx"
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    table = next(b for b in word.read(mended(path), "方案.doc").blocks if isinstance(b, Table))
    return table.rows[0][0].text


REPEATED = {
    "by run": (
        field("云岫路570号")
        + run("云岫路")
        + field("云岫路570号")
        + run("570号")
        + field("云岫路570号"),
        "云岫路570号",
    ),
    "the first run astray": (field("1761 针织") + run("针织") + field("1761 针织"), "1761 针织"),
    "a stray digit": (
        field("钱云何") + run("钱云何") + field("钱云何") + run("0") + field("钱云何"),
        "钱云何",
    ),
    "over paragraphs": (
        field("6000", broken=True) + run("6000") + field("6000", broken=True),
        "6000",
    ),
    "with words before and after": (
        run("约") + field("6000") + run("6000") + field("6000") + run("万元"),
        "约6000万元",
    ),
}
OWN = {
    "one field": (field("6000") + run("万元"), "6000万元"),
    "two years": (field("2025") + run("年至") + field("2027") + run("年"), "2025年至2027年"),
    "the same year twice": (
        field("2025") + run("年至") + field("2025") + run("年"),
        "2025年至2025年",
    ),
    "a box a letter": (field("9") + field("1") + field("3") + field("3"), "9133"),
}


@pytest.mark.parametrize("case", REPEATED | OWN)
def test_cells(case: str, tmp_path: Path) -> None:
    content, expected = (REPEATED | OWN)[case]
    assert cell_of(content, tmp_path) == expected

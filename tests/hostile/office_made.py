"""Hostile Word files and workbooks: entities, relationships, programs, size."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import docx
import xlsxwriter
from PIL import Image

from tests.extractors import packages_made as made
from tests.extractors.word_files import p, part, relations, run, save, tbl, tc
from tests.hostile.case import LURE, READ, TITLE, Case

XML, LINKS, PROGRAMS = "XML entities", "external relationships", "macros and embedded"
GIANT, BOMB = "giant dimensions", "archive bombs"
_DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [{}]>'
_LAUGHS = "<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)
_PASSWD = "<!ENTITY e SYSTEM 'file:///etc/passwd'>"
_REMOTE = f"<!ENTITY % e SYSTEM '{LURE}.dtd'> %e;"


def word(body: str = "", **parts: Any) -> bytes:
    """A Word file with the annex's title before ``body``."""
    with tempfile.TemporaryDirectory() as folder:
        more = {"[Content_Types].xml": "<Types/>", **parts.pop("more", {})}
        path = save(Path(folder) / "a.docx", p(TITLE) + body, more=more, **parts)
        return path.read_bytes()


def related(kind: str, target: str = LURE, body: str = "") -> bytes:
    """A Word file with one relationship."""
    return word(body, related=(("rX", kind, target),))


def with_parts(parts: dict[str, str | bytes], body: str = "") -> bytes:
    return word(body, more=parts)


def entity(declared: str, shown: str = "&e;") -> bytes:
    body = part("document", f"<w:body>{p(TITLE)}{p(run(shown))}</w:body>")
    text = _DOCTYPE.format(declared) + body.partition("?>")[2]
    return with_parts({"word/document.xml": text})


def utf16_entity() -> bytes:
    text = _DOCTYPE.format(_PASSWD).replace("?>", ' encoding="UTF-16"?>')
    body = part("document", f"<w:body>{p('&e;')}</w:body>").partition("?>")[2]
    return with_parts({"word/document.xml": (text + body).encode("utf-16")})


def field(code: str) -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return p(f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{end}")


def deep_tables(depth: int) -> bytes:
    body = p("x")
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    return word(body)


def deep_runs(depth: int) -> bytes:
    return word("<w:p>" + "<w:ins>" * depth + run("x") + "</w:ins>" * depth + "</w:p>")


def book(**cells: str) -> bytes:
    """A workbook with the annex's title and head, a row, and formulas or texts by place."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as file:
        sheet = file.add_worksheet()
        sheet.write_row(0, 0, [TITLE])
        sheet.write_row(1, 0, ["序号", "项目名称", "总投资额（万元）"])
        sheet.write_row(2, 0, [1, "项目", 5])
        for place, value in cells.items():
            sheet.write(place, value)
    return buffer.getvalue()


def many_rows(count: int) -> bytes:
    rows = "<row><c><v>1</v></c></row>" * count
    return changed(book(), SHEET, ("</sheetData>", rows + "</sheetData>"))


def changed(content: bytes, name: str, *pairs: tuple[str, str]) -> bytes:
    """The package with some text of one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for entry in old.namelist():
            data = old.read(entry)
            for before, after in pairs if entry == name else ():
                data = data.replace(before.encode(), after.encode(), 1)
            new.writestr(entry, data)
    return buffer.getvalue()


def added(content: bytes, parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", 8) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def many_strings(count: int) -> bytes:
    return changed(book(), STRINGS, ("</sst>", "<si><t>x</t></si>" * count + "</sst>"))


def huge_picture() -> bytes:
    """A picture of 12,000 × 12,000 pixels in a Word file."""
    picture = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(picture, "PNG")
    file = docx.Document()
    file.add_paragraph(TITLE)
    small = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(small, "PNG")
    file.add_picture(io.BytesIO(small.getvalue()))
    buffer = io.BytesIO()
    file.save(buffer)
    return _swapped(buffer.getvalue(), picture.getvalue())


def _swapped(content: bytes, picture: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for entry in old.namelist():
            new.writestr(entry, picture if entry.endswith(".png") else old.read(entry))
    return buffer.getvalue()


_BLIP = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><a:graphic><a:graphicData>'
    '<pic:pic><pic:blipFill><a:blip r:link="rX"/></pic:blipFill></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)
_OLE = '<w:r><w:object><o:OLEObject Type="Link" ProgID="Word.Document" r:id="rX"/></w:object></w:r>'


def _word(
    row: str, name: str, content: Callable[[], bytes], outcome: str, notice: str = ""
) -> Case:
    return Case(row, name, content, outcome, ".docx", notice)


def _book(
    row: str, name: str, content: Callable[[], bytes], outcome: str, notice: str = ""
) -> Case:
    return Case(row, name, content, outcome, ".xlsx", notice)


_STYLES = _DOCTYPE.format(_PASSWD) + part("styles", "").partition("?>")[2]
_RELS = _DOCTYPE.format(_PASSWD) + relations(("r1", "officeDocument", "word/document.xml"))
_INCLUDE = '<x xmlns="http://www.w3.org/2001/XInclude"><include href="file:///etc/passwd"/></x>'

CASES = (
    _word(XML, "a billion laughs", partial(entity, _LAUGHS, "&a9;"), "malformed"),
    _word(XML, "a file as entity", partial(entity, _PASSWD), "malformed"),
    _word(XML, "a remote entity", partial(entity, _REMOTE, "x"), "malformed"),
    _word(XML, "in UTF-16", utf16_entity, "malformed"),
    _word(XML, "in the styles", partial(with_parts, {"word/styles.xml": _STYLES}), "malformed"),
    _word(XML, "in the relationships", partial(with_parts, {"_rels/.rels": _RELS}), "malformed"),
    _word(XML, "XInclude", partial(word, _INCLUDE), READ),
    _book(XML, "in a sheet", lambda: changed(book(), SHEET, ("<worksheet", f"<!DOCTYPE x [{_LAUGHS}]><worksheet")), "malformed"),
    _book(XML, "in the strings", lambda: changed(book(), STRINGS, ("<sst", f"<!DOCTYPE x [{_PASSWD}]><sst")), "malformed"),
    _book(XML, "in the workbook", lambda: changed(book(), "xl/workbook.xml", ("<workbook", f"<!DOCTYPE x [{_PASSWD}]><workbook")), "malformed"),
    _word(LINKS, "a template", partial(related, "attachedTemplate"), READ, "external_link"),
    _word(LINKS, "a template on a share", partial(related, "attachedTemplate", "file://srv/a.dotm"), READ, "external_link"),
    _word(LINKS, "a linked picture", partial(related, "image", LURE, p(_BLIP)), READ, "external_link"),
    _word(LINKS, "a linked object", partial(related, "oleObject", LURE, p(_OLE)), READ, "external_link"),
    _word(LINKS, "a part of the document", partial(related, "subDocument", LURE, '<w:subDoc r:id="rX"/>'), READ, "external_link"),
    _word(LINKS, "a frame", partial(related, "frame"), READ, "external_link"),
    _word(LINKS, "another chunk", partial(related, "aFChunk", LURE, '<w:altChunk r:id="rX"/>'), READ),
    _word(LINKS, "a field that fetches a picture", partial(word, field(f'INCLUDEPICTURE "{LURE}"')), READ),
    _word(LINKS, "a field that includes a file", partial(word, field('INCLUDETEXT "/etc/passwd"')), READ),
    _word(LINKS, "a part above the package", partial(related, "image", "../../../../etc/passwd", p(_BLIP)), READ),
    _word(LINKS, "the main part elsewhere", partial(with_parts, {"_rels/.rels": relations(("r1", "officeDocument", "file:///etc/passwd"))}), READ),
    _book(LINKS, "a web function", partial(book, C3=f'=WEBSERVICE("{LURE}")'), READ),
    _book(LINKS, "a link", partial(book, B3=f'=HYPERLINK("{LURE}","x")'), READ),
    _word(PROGRAMS, "a macro", partial(with_parts, {"word/vbaProject.bin": b"Attribute VB_Name"}), READ, "macros"),
    _book(PROGRAMS, "a macro in a book", lambda: added(book(), {"xl/vbaProject.bin": b"x"}), READ, "macros"),
    _word(PROGRAMS, "an embedded program", lambda: word(p(_OLE), related=(("rX", "oleObject", "embeddings/a.bin"),), more={"word/embeddings/a.bin": b"MZ"}), READ, "embedded_object"),
    _word(PROGRAMS, "DDE in a field", partial(word, field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe")), READ),
    _book(PROGRAMS, "DDE in a cell", partial(book, C3="=cmd|'/c calc'!A1"), READ),
    _book(GIANT, "the last cell there is", partial(book, XFD1048576="远"), READ, "rows_capped"),
    _book(GIANT, "a million strings", partial(many_strings, 1_000_000), READ),
    _book(GIANT, "120,000 rows", partial(many_rows, 120_000), READ, "rows_capped"),
    _book(GIANT, "a merge over all", lambda: changed(book(), SHEET, ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>')), READ),
    _book(GIANT, "a formula that leads to itself", partial(book, C3="=C4", C4="=C3"), READ),
    _book(GIANT, "a sum over everything", partial(book, C3="=SUM(A1:XFD1048576)"), READ),
    _book(GIANT, "brackets 400 deep", partial(book, C3="=" + "(" * 400 + "1" + ")" * 400), READ),
    _word(GIANT, "tables 3,000 deep", partial(deep_tables, 3_000), "malformed"),
    _word(GIANT, "tables 60 deep", partial(deep_tables, 60), READ),
    _word(GIANT, "changes 20,000 deep", partial(deep_runs, 20_000), "malformed"),
    _word(GIANT, "a span of two milliards", partial(word, tbl(tc("x", '<w:gridSpan w:val="2000000000"/>'))), READ),
    _word(GIANT, "20,000 paragraphs", partial(word, p("x") * 20_000), READ),
    _word(GIANT, "a picture of 144 million points", huge_picture, READ),
    _word(BOMB, "a part of 110 MiB", lambda: with_parts({"word/document.xml": b" " * (110 << 20)}), "bomb"),
    _book(BOMB, "a sheet of 110 MiB", lambda: changed(book(), SHEET, ("</sheetData>", " " * (110 << 20) + "</sheetData>")), "bomb"),
    _word("encrypted, truncated", "a password", lambda: made.compound("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    _word("encrypted, truncated", "an entry with a password", lambda: made.encrypted_zip(), "wrong_kind"),
    _word("encrypted, truncated", "half of it", lambda: word()[:600], "truncated"),
    _word("encrypted, truncated", "nothing", lambda: b"", "empty_file"),
    _word("encrypted, truncated", "a picture by name of Word", lambda: made.JPEG, "wrong_kind"),
    _book("encrypted, truncated", "a book cut short", lambda: book()[:-90], "truncated"),
    _book("encrypted, truncated", "text by name of Excel", lambda: b"<html>x</html>", "wrong_kind"),
)  # fmt: skip

"""Hostile files of old Word and Excel, OpenDocument, RTF and text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.extractors import packages_made as made
from tests.extractors.test_packages_unlock import locked_docx
from tests.extractors.test_sealed_office import LOCKED
from tests.hostile.case import IGNORED, LURE, READ, TITLE, Case

OFFICE, CLOSED, TEXT, SLOW = "LibreOffice", "encrypted, truncated", "formulas", "slow expressions"
_OLD = Path(__file__).parent.parent / "extractors" / "data" / "old"
_ODT = b"application/vnd.oasis.opendocument.text"
_CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>'
    f"<text:p>{TITLE}</text:p>{{}}</office:text></office:body></office:document-content>"
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{}"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_SECTION = (
    '<text:section text:name="s"><text:section-source xlink:href="{}"/><text:p>x</text:p>'
    "</text:section>"
)
_PICTURE = '<text:p><draw:frame><draw:image xlink:href="{}"/></draw:frame></text:p>'


def sample(ending: str) -> bytes:
    return (_OLD / f"projects.{ending}").read_bytes()


def odt(inner: str, **parts: bytes) -> bytes:
    content = '<?xml version="1.0"?>' + _CONTENT.format(inner)
    manifest = _MANIFEST.format(_ODT.decode()).encode()
    whole = {"mimetype": _ODT, "content.xml": content.encode(), "META-INF/manifest.xml": manifest}
    return made.zipped({**whole, **parts})


def rtf(inner: str) -> bytes:
    title = "".join(f"\\u{ord(letter)}?" for letter in TITLE)
    return f"{{\\rtf1\\ansi {title}\\par {inner}}}".encode()


def rtf_field(code: str) -> bytes:
    return rtf("{\\field{\\*\\fldinst " + code + "}{\\fldrslt x}}")


def fat_loop(ending: str) -> bytes:
    """An allocation table whose first chain never ends."""
    raw = bytearray(sample(ending))
    first = int.from_bytes(raw[76:80], "little")
    at = 512 + first * 512
    for place in range(at, at + 400, 4):
        raw[place : place + 4] = ((place - at) // 4).to_bytes(4, "little")
    return bytes(raw)


def _case(
    row: str, name: str, ending: str, content: Callable[[], bytes], outcome: str, notice: str = ""
) -> Case:
    return Case(row, name, content, outcome, ending, notice)


def words(piece: str) -> bytes:
    return made.word(TITLE, *[piece * (20_000 // len(piece))] * 5)


CASES = (
    _case(OFFICE, "a picture from outside", ".odt", lambda: odt(_PICTURE.format(LURE)), READ),
    _case(OFFICE, "a section from outside", ".odt", lambda: odt(_SECTION.format(LURE)), READ),
    _case(OFFICE, "a section of this machine", ".odt", lambda: odt(_SECTION.format("file:///etc/passwd")), READ),
    _case(OFFICE, "an RTF field that fetches", ".rtf", partial(rtf_field, f'INCLUDEPICTURE "{LURE}" \\\\d'), READ),
    _case(OFFICE, "an RTF field that includes", ".rtf", partial(rtf_field, 'INCLUDETEXT "/etc/passwd"'), READ),
    _case(OFFICE, "an RTF template", ".rtf", lambda: rtf(f"{{\\*\\template {LURE}}}"), READ),
    _case(OFFICE, "a program", ".odt", lambda: odt("", **{"Scripts/python/a.py": b"x"}), "malformed"),
    _case(OFFICE, "a chain without an end", ".doc", partial(fat_loop, "doc"), "wrong_kind"),
    _case(OFFICE, "a book's chain without an end", ".xls", partial(fat_loop, "xls"), "malformed"),
    _case(OFFICE, "a directory and nothing else", ".doc", lambda: made.compound("WordDocument"), "malformed"),
    _case("XML entities", "in OpenDocument", ".odt", lambda: made.zipped({"mimetype": _ODT, "content.xml": ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _CONTENT.format("<text:p>&amp;e;&e;</text:p>")).encode()}), "malformed"),
    _case("archive bombs", "301 MiB in OpenDocument", ".odt", lambda: odt("", **{"Pictures/a": bytes(301 << 20)}), "bomb"),
    _case(CLOSED, "an old document's password", ".doc", lambda: LOCKED["doc"], "encrypted"),
    _case(CLOSED, "an old book's password", ".xls", lambda: LOCKED["xls-rc4"], "encrypted"),
    _case(CLOSED, "a new document's password", ".docx", lambda: locked_docx(made.plan()), "encrypted"),
    _case(CLOSED, "an OpenDocument password", ".odt", lambda: odt("", **{"META-INF/manifest.xml": b"<encryption-data/>"}), "encrypted"),
    *(_case(CLOSED, f"half of an old file ({ending})", f".{ending}", lambda e=ending: sample(e)[: len(sample(e)) // 2], "truncated") for ending in ("doc", "xls", "rtf", "odt", "ods")),  # type: ignore[misc]  # a default binds the ending
    _case(TEXT, "formulas in a table of text", ".csv", lambda: f'{TITLE}\n序号,项目名称,总投资额（万元）\n1,"=cmd|\'/c calc\'!A1",5\n2,"@SUM(1)",6\n'.encode(), READ),
    _case(TEXT, "24 MB of text", ".csv", lambda: b"1,2\n" * (6 << 20), "too_large"),
    _case(TEXT, "bytes by name of text", ".csv", lambda: bytes(range(256)) * 9, IGNORED),
    *(_case(SLOW, repr(piece), ".docx", partial(words, piece), READ) for piece in ("2025年1", "1,", "（", "0.1", "公司", "=(", " \t", "节能1吨，", "一二三四", "a-")),
)  # fmt: skip

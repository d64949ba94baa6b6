"""A file's text, roughly and fast: enough to tell what it is and whose, not to read values from.

Runs inside the sandbox. Office parts are searched as bytes for their text elements, so nothing
in them can reach an XML parser; sizes are capped before anything is inflated.
"""

from __future__ import annotations

import html
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from extractors.errors import UnreadableFile
from schemas.document import Kind

CELL: Final = "\t"
"""What separates the cells of a table; lines are separated by line breaks."""
_MOST_CHARS: Final = 12_000
_MOST_CHARS_IN_ALL: Final = 24_000
_MOST_PART: Final = 6 << 20
_MOST_SHEETS: Final = 6
_MOST_LEGACY: Final = 8 << 20
_FIRST_PAGES: Final = 4
_ENOUGH_CHARS: Final = 400
_SAMPLED_PAGES: Final = 8
_WORD_MAIN: Final = re.compile(r"word/document\d*\.xml")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_ELEMENT: Final = re.compile(
    rb"<(?:\w+:)?(?:t(?:\s[^<>]*)?>([^<]*)</|br\b)|</(?:\w+:)?(?:(tc)|p|si|is)>"
)
"""A text, the end of a cell, or (neither) a line's end; what the alternatives share stands before them."""
_TAGGED_PART: Final = re.compile(r"^content\.xml$|(?:^|/)Content\.xml$")
_TAGS: Final = re.compile(r"(?:<[^<>]*>\s*)+")
_RTF_POINT: Final = re.compile(rb"\\u(-?\d{1,6})")
_RTF_BYTE: Final = re.compile(rb"\\'([0-9a-fA-F]{2})")
_SHEET_NAME: Final = re.compile(rb'<(?:\w+:)?sheet\s[^<>]*?\bname="([^"]*)"')
_HAN_RUN: Final = re.compile(r"[\u3400-\u9fff（）()、，。：:；〔〕—\-0-9A-Za-z/%\r\x07]{2,}")
_MOST_PAGES: Final = 500
_PAGE_NUMBER_CHARS: Final = 40
_PDF_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""


class Sight(Struct, frozen=True):
    """NFKC text (``""`` for kinds that cannot be looked into), the pages of a PDF, and how many
    pages hold a picture instead of text."""

    text: str
    pages: int | None = None
    scanned: int = 0


def sight_of(path: Path, kind: Kind) -> Sight:
    """What a quick look into the file shows.

    Raises :class:`UnreadableFile`: ``malformed``, ``encrypted`` (PDF).
    """
    match kind:
        case Kind.DOCX | Kind.XLSX:
            return Sight(_neat("\n".join(_office_lines(path, kind))))
        case Kind.PDF:
            return _pdf_sight(path)
        case Kind.IMAGE:
            return Sight("", scanned=1)
        case Kind.DOC | Kind.WPS | Kind.XLS | Kind.ET:
            return Sight(_neat(_legacy_text(path)))
        case Kind.ODT | Kind.ODS | Kind.OFD:
            return Sight(_neat("\n".join(_tagged_parts(path))))
        case Kind.RTF:
            return Sight(_neat(_rtf_text(path)))
        case Kind.CSV | Kind.TEXT:
            return Sight(_neat(_plain_text(path)))
        case _:
            return Sight("")


def _neat(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:_MOST_CHARS_IN_ALL])


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFile("malformed") from error
    except RuntimeError as error:  # zipfile's word for an entry that wants a password
        raise UnreadableFile("encrypted") from error


def _office_lines(path: Path, kind: Kind) -> Iterator[str]:
    with _archive(path) as archive:
        for name in _parts(archive, kind):
            yield _part_text(archive, name)


def _tagged_parts(path: Path) -> Iterator[str]:
    """OpenDocument's content and OFD's pages with their tags as line breaks."""
    with _archive(path) as archive:
        names = [name for name in archive.namelist() if _TAGGED_PART.search(name)]
        for name in names[:_SAMPLED_PAGES]:
            with archive.open(name) as part:
                text = part.read(_MOST_PART).decode("utf-8", errors="replace")
            yield html.unescape(_TAGS.sub("\n", text))[:_MOST_CHARS]


def _parts(archive: zipfile.ZipFile, kind: Kind) -> list[str]:
    names = archive.namelist()
    if kind is Kind.DOCX:
        return [name for name in names if _WORD_MAIN.fullmatch(name)][:1]
    sheets = [name for name in names if _SHEET.fullmatch(name)][:_MOST_SHEETS]
    return [name for name in ("xl/workbook.xml", "xl/sharedStrings.xml") if name in names] + sheets


def _part_text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        raw = part.read(_MOST_PART)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", errors="replace").encode()
    names = [_unescaped(found) for found in _SHEET_NAME.findall(raw)] if "workbook" in name else []
    return "\n".join([*names, elements(raw)])


def elements(raw: bytes) -> str:
    """The text in an Office part's XML, found as bytes: cells end in tabs, paragraphs in breaks."""
    pieces: list[str] = []
    length = 0
    for element in _ELEMENT.finditer(raw):
        text, cell = element.groups()
        piece = _unescaped(text) if text is not None else CELL if cell else "\n"
        pieces.append(piece)
        length += len(piece)
        if length > _MOST_CHARS:
            break
    return re.sub(r"\n{1,9}\t", CELL, "".join(pieces))


def _unescaped(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", errors="replace"))


def _pdf_sight(path: Path) -> Sight:
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(path)) as document:
            pages = len(document)
            seen = [_page_sight(document, n) for n in range(min(pages, _MOST_PAGES))]
            text = _neat(_sampled_text(document, [page.text for page in seen[:_FIRST_PAGES]]))
            return Sight(text, pages, sum(page.scanned for page in seen))
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PDF_PASSWORD
        raise UnreadableFile("encrypted" if locked else "malformed") from error


def _page_sight(document: Any, number: int) -> Sight:
    """One page: its text if it is among the first, and whether it is a picture.

    That is a page with next to no text, and something else on it: a picture, or letters drawn as
    lines. Each page is opened once, which costs more than all that is asked of it.
    """
    with closing(document[number]) as page:
        with closing(page.get_textpage()) as letters:
            text = str(letters.get_text_bounded()[:_MOST_CHARS]) if number < _FIRST_PAGES else ""
            if letters.count_chars() > _PAGE_NUMBER_CHARS:
                return Sight(text)
        return Sight(text, scanned=any(True for _ in page.get_objects(max_depth=1)))


def _sampled_text(document: Any, first: Sequence[str]) -> str:
    """The first pages; where they hold little text (scans of the stamped ones), some more."""
    pages = len(document)
    if sum(map(len, first)) >= _ENOUGH_CHARS:
        return "\n".join(first)
    more = range(_FIRST_PAGES, pages, max(1, pages // _SAMPLED_PAGES))
    return "\n".join([*first, *(_page_text(document, number) for number in more)])


def _page_text(document: Any, number: int) -> str:
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_bounded()[:_MOST_CHARS])


def _is_chinese(run: str) -> bool:
    """Text, not other bytes that happen to decode: nearly all of it everyday characters."""
    han = [letter for letter in run if "\u4e00" <= letter <= "\u9fff"]
    everyday = sum(1 for letter in han if letter.encode("gb2312", errors="ignore"))
    return len(han) >= 2 and everyday >= 0.9 * len(han)


def _rtf_text(path: Path) -> str:
    """Chinese in RTF: code points after ``\\u``, or GBK bytes after ``\\'``."""
    with path.open("rb") as file:
        raw = file.read(_MOST_PART)
    points = [chr(int(number) % 0x10000) for number in _RTF_POINT.findall(raw)]
    pairs = bytes(int(pair, 16) for pair in _RTF_BYTE.findall(raw))
    text = "".join(points) + "\n" + pairs.decode("gbk", errors="ignore")
    return "".join(letter for letter in text if not "\ud800" <= letter <= "\udfff")


def _plain_text(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(_MOST_CHARS)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _legacy_text(path: Path) -> str:
    """Runs of Chinese in the UTF-16 that old Word and Excel files store their text as."""
    with path.open("rb") as file:
        raw = file.read(_MOST_LEGACY)
    runs: list[str] = []
    for shift in (0, 1):
        text = raw[shift:].decode("utf-16-le", errors="replace")
        runs += (run for run in _HAN_RUN.findall(text) if _is_chinese(run))
    return "\n".join(runs)[:_MOST_CHARS].replace("\x07", CELL).replace("\r", "\n")

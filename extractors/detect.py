"""What a file is, decided by its content; names are never asked.

Magic numbers: PKWARE APPNOTE 4.3 (zip), ECMA-376 (OOXML), ISO/IEC 26300 (ODF), GB/T 33190 (OFD),
[MS-CFB] (compound files), ISO 32000-1 annex H (PDF header within the first 1,024 bytes).
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from extractors import archive_flags
from extractors.compound import COMPOUND_MAGIC, compound_kind
from extractors.errors import UnreadableFile
from extractors.readers.csv_text import separator_of
from schemas.document import Kind

HEAD: Final = 4096
_PDF_WITHIN: Final = 1024
_ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGES: Final = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
_OPENDOCUMENT: Final = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
}
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MIMETYPE_BYTES: Final = 200
_TEXT_CONTROLS: Final = frozenset(b"\t\n\x0b\x0c\r\x1a\x1b")


def kind_of(path: Path) -> Kind:
    """The kind of the file at ``path``.

    Raises :class:`UnreadableFile` with ``empty_file``, ``truncated`` (a zip without its end
    record, a compound file cut short), ``encrypted`` (a protected .docx or .xlsx) or
    ``malformed``. Other encryption is found by those who open the file.
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("empty_file")
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_ZIP_STARTS):
        return _zipped_kind(path)
    if head.startswith(COMPOUND_MAGIC):
        return compound_kind(path)
    return _plain_kind(head, whole=size <= HEAD)


def _plain_kind(head: bytes, *, whole: bool) -> Kind:
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Kind.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith(_IMAGES) or _is_webp(head) or is_heif(head):
        return Kind.IMAGE
    return _text_kind(head, whole=whole)


def is_heif(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a telephone's HEIC picture or its kin."""
    return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif")


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _text_kind(head: bytes, *, whole: bool) -> Kind:
    text = _decoded(head, whole=whole)
    if text is None:
        return Kind.OTHER
    return Kind.CSV if separator_of(text, whole=whole) else Kind.TEXT


def _decoded(head: bytes, *, whole: bool) -> str | None:
    """``head`` as text, or ``None`` when it is none. A character may be cut at its end."""
    if head.startswith(_BOMS[1:]):
        return head.decode("utf-16", errors="replace")
    if any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head):
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in (0,) if whole else (0, 1, 2, 3):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _zipped_kind(path: Path) -> Kind:
    try:
        with archive_flags.opened(path) as archive:
            return _kind_by_parts(archive)
    except zipfile.BadZipFile as error:
        raise UnreadableFile(_why_not_a_zip(path)) from error
    except (OSError, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableFile("malformed") from error


def _kind_by_parts(archive: zipfile.ZipFile) -> Kind:
    names = {info.filename.replace("\\", "/").lstrip("/") for info in archive.infolist()}
    if "[Content_Types].xml" in names:
        return _office_kind(names)
    if "OFD.xml" in names:
        return Kind.OFD
    if "mimetype" in names:
        return _opendocument_kind(archive)
    return Kind.ZIP


def _office_kind(names: set[str]) -> Kind:
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    return Kind.OTHER


def _opendocument_kind(archive: zipfile.ZipFile) -> Kind:
    with archive.open("mimetype") as member:
        kind = member.read(_MIMETYPE_BYTES).strip()
    for mimetype, known in _OPENDOCUMENT.items():
        if kind.startswith(mimetype):
            return known
    return Kind.OTHER


def _why_not_a_zip(path: Path) -> str:
    """``truncated`` when the end record is missing, else ``malformed``."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 66_000))
        return "malformed" if b"PK\x05\x06" in file.read() else "truncated"

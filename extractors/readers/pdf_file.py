"""Opening a PDF that somebody else made: refusals with their codes, and remarks on the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.errors import UnreadableFile
from extractors.readers.pdf_fields import undrawn_values
from extractors.readers.pdf_glyphs import RawGlyph
from schemas.document import Notice
from schemas.place import WholeFile

MAX_PAGES: Final = 500

_TAIL = 2048  # the end-of-file mark stands within the last kilobyte; some append a signature
_ACTIONS = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch")
_CHUNK = 1 << 20
_MAX_ANNOTATIONS = 2000
_DRAWN = frozenset(
    (
        pdfium.FPDF_ANNOT_WIDGET,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_INK,
    )
)


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The document at ``path``, closed afterwards.

    Raises ``UnreadableFile``: ``encrypted``, ``truncated``, ``malformed``, ``too_large``.
    """
    pdf = _open(path)
    try:
        _refuse_parts(pdf, path)
        yield pdf
    finally:
        pdf.close()


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(_reason(error, path)) from error


def _reason(error: pypdfium2.PdfiumError, path: Path) -> str:
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
        return "encrypted"
    return "malformed" if _has_end(path) else "truncated"


def _has_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(file.tell() - _TAIL, 0))
        return b"%%EOF" in file.read()


def _refuse_parts(pdf: Any, path: Path) -> None:
    """pdfium mends a file that was cut off and shows what is left: pages would be missing."""
    if not pdfium.FPDF_DocumentHasValidCrossReferenceTable(pdf.raw) and not _has_end(path):
        raise UnreadableFile("truncated")
    if len(pdf) > MAX_PAGES:
        raise UnreadableFile("too_large", f"PDF超过{MAX_PAGES}页，请拆分附件后重新提交。")
    if len(pdf) == 0:
        raise UnreadableFile("malformed")


@contextmanager
def loaded(pdf: Any, index: int) -> Iterator[Any]:
    """Page ``index`` (from 0) with what was filled in or stamped on drawn in, closed afterwards.

    Raises ``UnreadableFile("malformed")`` for a page that cannot be loaded.
    """
    try:
        page = pdf[index]
        if _is_annotated(page) and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY):
            page.close()
            page = pdf[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("malformed") from error
    try:
        yield page
    finally:
        page.close()


def values_of(pdf: Any, index: int) -> list[RawGlyph]:
    """What form fields of page ``index`` (from 0) hold without an appearance to draw in.

    Raises ``UnreadableFile("malformed")`` for a page that cannot be loaded.
    """
    if pdfium.FPDF_GetFormType(pdf.raw) == pdfium.FORMTYPE_NONE:
        return []
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("malformed") from error
    try:
        return undrawn_values(page)
    finally:
        page.close()


def _is_annotated(page: Any) -> bool:
    """Whether form fields, typed remarks, stamps or strikes lie over the page's own content."""
    count = min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MAX_ANNOTATIONS)
    return any(_subtype(page, number) in _DRAWN for number in range(count))


def _subtype(page: Any, number: int) -> int:
    annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(annotation))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def remarks(pdf: Any, path: Path, name: str) -> Iterator[Notice]:
    """What an officer should know of the file: scripts in it, files inside it."""
    where = WholeFile(name)
    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(pdf.raw)
    if scripts > 0 or _holds(path, _ACTIONS):
        yield Notice("macros", where, max(scripts, 1))
    files = pdfium.FPDFDoc_GetAttachmentCount(pdf.raw)
    if files > 0:
        yield Notice("embedded_object", where, files)


def _holds(path: Path, words: tuple[bytes, ...]) -> bool:
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(_CHUNK):
            if any(word in before + chunk for word in words):
                return True
            before = chunk[-16:]
    return False

"""Hostile PDF files and pictures: loops, depth, size, programs."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import partial

from PIL import Image

from tests.extractors import packages_made as made
from tests.extractors.pdf_maker import Page, Pdf
from tests.hostile.case import IGNORED, LURE, READ, TITLE, Case

PDF, PROGRAMS, CLOSED = "malformed PDF", "macros and embedded", "encrypted, truncated"
PICTURES = "pictures"
_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
_CATALOG = "<</Type/Catalog/Pages 2 0 R>>"


def file_of(*objects: str | bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        data = body if isinstance(body, bytes) else body.encode()
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<</Length {len(data)}{entries}>>\nstream\n".encode() + data + b"\nendstream"


def flat(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, "/Filter[" + "/FlateDecode" * times + "]")


def paged(content: bytes, page: str = _PAGE) -> bytes:
    return file_of(_CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content)


def titled(catalog: str = "", pages: int = 1, **page: float) -> bytes:
    made_pages = [Page(**page).text(72, 100, TITLE * 8) for _ in range(pages)]  # type: ignore[arg-type]  # width and height alone
    return Pdf(made_pages, catalog=catalog).data()


def nested_kids(depth: int) -> bytes:
    middle = [f"<</Type/Pages/Kids[{n + 1} 0 R]/Count 1>>" for n in range(2, depth + 2)]
    return file_of(_CATALOG, *middle, _PAGE, stream(b""))


def huge_image() -> bytes:
    entries = "/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
    page = _PAGE.replace("/Contents", "/Resources<</XObject<</I 5 0 R>>>>/Contents")
    return file_of(
        _CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page,
        stream(b"q 595 0 0 842 0 0 cm /I Do Q"), stream(zlib.compress(bytes(1 << 20)), entries),
    )  # fmt: skip


def endless_form() -> bytes:
    """A drawing that draws itself."""
    page = _PAGE.replace("/Contents", "/Resources<</XObject<</F 5 0 R>>>>/Contents")
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    return file_of(
        _CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page,
        stream(b"/F Do"), stream(b"/F Do /F Do", entries),
    )  # fmt: skip


def bitmap(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def real_bitmap(side: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (side, side)).save(buffer, "PNG")
    return buffer.getvalue()


def looping_tiff() -> bytes:
    """A page list whose second entry is the first."""
    entries = b"".join(
        struct.pack("<HHII", tag, 4, 1, value)
        for tag, value in ((256, 8), (257, 8), (258, 8), (259, 1), (262, 1), (273, 8), (279, 64))
    )
    return b"II*\0" + struct.pack("<IH", 8, 7) + entries + struct.pack("<I", 8) + bytes(64)


def _pdf(row: str, name: str, content: Callable[[], bytes], outcome: str, notice: str = "") -> Case:
    return Case(row, name, content, outcome, ".pdf", notice)


_SELF = "<</Type/Pages/Kids[2 0 R]/Count 1>>"

CASES = (
    _pdf(PDF, "pages that lead to themselves", lambda: file_of(_CATALOG, _SELF), "malformed"),
    _pdf(PDF, "a thousand million pages", lambda: file_of(_CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", _PAGE, stream(b"")), READ),
    _pdf(PDF, "a page list 5,000 deep", partial(nested_kids, 5_000), "malformed"),
    _pdf(PDF, "arrays 100,000 deep", lambda: file_of("[" * 100_000, _CATALOG), "malformed"),
    _pdf(PDF, "501 pages", partial(titled, pages=501), "too_large"),
    _pdf(PDF, "text of 400 MiB", lambda: paged(flat(b" " * (400 << 20))), "crashed/read"),
    _pdf(PDF, "deflated three times", lambda: paged(flat(b" " * (200 << 20), 3)), READ),
    _pdf(PDF, "a drawing that draws itself", endless_form, "crashed"),
    _pdf(PDF, "100,000 strokes", lambda: paged(flat(b"0 0 m 9 9 l S\n" * 100_000)), READ),
    _pdf(PDF, "a picture of 10,000 million points", huge_image, "scanned"),
    _pdf(PDF, "a page of 70 metres", partial(titled, width=2e5, height=2e5), READ),
    _pdf(PDF, "a page of no size", partial(titled, width=0, height=0), READ),
    _pdf(PDF, "no objects at all", lambda: b"%PDF-1.7\n%%EOF", "malformed"),
    _pdf(PDF, "noise", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 200, "malformed"),
    _pdf(PROGRAMS, "JavaScript", partial(titled, "/OpenAction<</S/JavaScript/JS(x)>>"), READ, "macros"),
    _pdf(PROGRAMS, "a program to start", partial(titled, "/OpenAction<</S/Launch/F(a.exe)>>"), READ, "macros"),
    _pdf(PROGRAMS, "an embedded file", partial(titled, "/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)>>]>>>>"), READ, "embedded_object"),
    _pdf("external relationships", "an address to open", partial(titled, f"/OpenAction<</S/URI/URI({LURE})>>"), READ),
    _pdf("external relationships", "a form to send", partial(titled, f"/OpenAction<</S/SubmitForm/F({LURE})>>"), READ),
    _pdf(CLOSED, "a PDF cut short", lambda: titled()[:300], "malformed"),
    _pdf(CLOSED, "a PDF of nothing", lambda: b"", "empty_file"),
    Case(PICTURES, "a size of 3,600 million points", partial(bitmap, 60_000, 60_000), "too_large", ".png"),
    Case(PICTURES, "100 million points", partial(real_bitmap, 10_000), "too_large", ".png"),
    Case(PICTURES, "pages in a circle", looping_tiff, "scanned", ".tiff"),
    Case(PICTURES, "a picture cut short", lambda: made.JPEG, "malformed", ".jpg"),
    Case(PICTURES, "a telephone's picture", lambda: b"\0\0\0\x18ftypheic" + bytes(99), "unsupported", ".heic"),
)  # fmt: skip
_ = IGNORED

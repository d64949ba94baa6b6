"""Small PDF files written by hand, for what no word processor makes on demand.

Chinese needs no font file here: the characters' codes are their Unicode numbers and the
reader's renderer takes whatever font it has.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Table = list[list[str]]


Add = Callable[[str | bytes], int]
"""Puts an object into the file and tells its number."""


@dataclass
class Note:
    """An annotation: its subtype, rectangle (from the bottom) and the text that it shows.

    A field that is not ``drawn`` holds its text as a value and leaves the drawing to the viewer.
    """

    subtype: str
    rect: tuple[float, float, float, float]
    text: str
    drawn: bool = True


@dataclass
class Page:
    """A page in the making; ``y`` counts from the top, in points."""

    width: float = 595.0
    height: float = 842.0
    extra: str = ""
    """More entries of the page's dictionary (``/Rotate 90``)."""
    parts: list[str] = field(default_factory=list)
    images: list[bytes] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10.5, font: str = "F1") -> Page:
        """``text`` with its baseline at ``y``."""
        codes = "".join(f"{ord(c):04X}" for c in text)
        self.parts.append(f"BT /{font} {size} Tf {x} {self.height - y} Td <{codes}> Tj ET")
        return self

    def draw(self, operators: str) -> Page:
        """Raw operators, in the page's own coordinates (from the bottom)."""
        self.parts.append(operators)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> Page:
        """A stroke."""
        top, bottom = self.height - y0, self.height - y1
        return self.draw(f"{width} w {x0} {top} m {x1} {bottom} l S")

    def bar(self, x: float, y: float, width: float, height: float, grey: float = 0) -> Page:
        """A filled rectangle with its top left corner at ``x, y``."""
        low = self.height - y - height
        return self.draw(f"{grey} g {x} {low} {width} {height} re f 0 g")

    def box(self, x: float, y: float, width: float, height: float) -> Page:
        """A stroked rectangle with its top left corner at ``x, y``."""
        return self.draw(f"0.5 w {x} {self.height - y - height} {width} {height} re S")

    def grid(self, xs: list[float], ys: list[float]) -> Page:
        """All lines of a grid."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def rows(self, xs: list[float], ys: list[float], texts: Table, size: float = 10.5) -> Page:
        """A grid with a text in each cell."""
        self.grid(xs, ys)
        for row, y in zip(texts, ys, strict=False):
            for text, x in zip(row, xs, strict=False):
                self.text(x + 4, y + size + 2, text, size)
        return self

    def note(self, subtype: str, x: float, y: float, text: str) -> Page:
        """A field or remark that shows ``text`` with its baseline at ``y``."""
        low = self.height - y - 3
        self.notes.append(Note(subtype, (x, low, x + 12 * len(text), low + 16), text))
        return self

    def image(self, x: float, y: float, width: float, height: float, rgb: bytes) -> Page:
        """A picture of one colour with its top left corner at ``x, y``."""
        self.images.append(rgb)
        low = self.height - y - height
        name = f"/I{len(self.images)}"
        return self.draw(f"q {width} 0 0 {height} {x} {low} cm {name} Do Q")


@dataclass
class Pdf:
    """A file of hand-made pages."""

    pages: list[Page]
    unicode: dict[int, int] = field(default_factory=dict)
    """What the font claims that a code means, where that is not the code itself."""
    catalog: str = ""
    fonts: dict[str, str] = field(default_factory=dict)
    named: bool = True
    """Whether the font says what its codes mean at all (ToUnicode)."""

    def save(self, path: Path) -> Path:
        """Write the file; the path again."""
        path.write_bytes(self.data())
        return path

    def data(self) -> bytes:
        """The file's bytes."""
        objects: list[bytes] = []

        def add(body: str | bytes) -> int:
            objects.append(body if isinstance(body, bytes) else body.encode())
            return len(objects)

        catalog = add("")
        tree = add("")
        fonts = {name: self._font(add, base) for name, base in self._fonts().items()}
        listed = " ".join(f"/{name} {number} 0 R" for name, number in fonts.items())
        kids = [self._page(add, page, tree, listed) for page in self.pages]
        refs = " ".join(f"{kid} 0 R" for kid in kids)
        objects[tree - 1] = f"<</Type/Pages/Kids[{refs}]/Count {len(kids)}>>".encode()
        objects[catalog - 1] = f"<</Type/Catalog/Pages {tree} 0 R {self.catalog}>>".encode()
        return _file(objects)

    def _fonts(self) -> dict[str, str]:
        return {"F1": "SimSun", **self.fonts}

    def _font(self, add: Add, base: str) -> int:
        descriptor = add(
            f"<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[0 -120 1000 880]"
            "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>"
        )
        cid = add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/CIDSystemInfo<</Registry(Adobe)"
            f"/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000"
            "/W[32[" + "500 " * 95 + "]]>>"
        )
        named = f"/ToUnicode {add(_stream(self._map().encode()))} 0 R" if self.named else ""
        return add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
            f"/DescendantFonts[{cid} 0 R]{named}>>"
        )

    def _map(self) -> str:
        codes: set[int] = set()
        for page in self.pages:
            for text in re.findall(r"<([0-9A-F]+)> Tj", "\n".join(page.parts)):
                codes |= {int(text[i : i + 4], 16) for i in range(0, len(text), 4)}
            codes |= {ord(c) for note in page.notes for c in note.text}
        pairs = [f"<{code:04X}> <{self.unicode.get(code, code):04X}>" for code in sorted(codes)]
        chunks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
        body = "".join(f"{len(c)} beginbfchar\n" + "\n".join(c) + "\nendbfchar\n" for c in chunks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /Own def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{body}endcmap end end"
        )

    def _page(self, add: Add, page: Page, tree: int, fonts: str) -> int:
        content = add(_stream("\n".join(page.parts).encode()))
        images = " ".join(
            f"/I{number} {add(_image(rgb))} 0 R" for number, rgb in enumerate(page.images, 1)
        )
        notes = " ".join(f"{self._note(add, note, fonts)} 0 R" for note in page.notes)
        return add(
            f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {page.width} {page.height}]"
            f"/Resources<</Font<<{fonts}>>/XObject<<{images}>>>>/Contents {content} 0 R"
            f"/Annots[{notes}] {page.extra}>>"
        )

    def _note(self, add: Add, note: Note, fonts: str) -> int:
        x0, y0, x1, y1 = note.rect
        codes = "".join(f"{ord(c):04X}" for c in note.text)
        entries = f"/Type/XObject/Subtype/Form/BBox[0 0 {x1 - x0} {y1 - y0}]/Resources<</Font<<{fonts}>>>>"
        look = add(_stream(f"BT /F1 10.5 Tf 0 3 Td <{codes}> Tj ET".encode(), entries))
        rect = " ".join(map(str, note.rect))
        kind = "/FT/Tx/T(a)" if note.subtype == "Widget" else ""
        if not note.drawn:
            value = note.text.encode("utf-16-be").hex()
            kind += f"/V<FEFF{value}>/DA(/F1 10.5 Tf 0 g)"
            return add(f"<</Type/Annot/Subtype/{note.subtype}/Rect[{rect}]/F 4{kind}>>")
        return add(
            f"<</Type/Annot/Subtype/{note.subtype}/Rect[{rect}]/F 4{kind}/AP<</N {look} 0 R>>>>"
        )


def _stream(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data)
    head = f"<</Length {len(packed)}/Filter/FlateDecode{entries}>>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def _image(rgb: bytes) -> bytes:
    entries = "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8"
    return _stream(rgb * 64, entries)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)

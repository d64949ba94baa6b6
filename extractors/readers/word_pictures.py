"""Pictures of a Word file: how large they stand, and how red they are."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.errors import UnreadableFile
from extractors.readers import word_names as n
from extractors.readers.office_package import Package
from extractors.readers.office_values import whole
from schemas.document import Picture

_EMU = 12700  # English Metric Units in a point
_PIXELS = 4_000_000
_BYTES = 8 * 1024 * 1024
_WHITE = (255, 255, 255, 255)  # told by name, Pillow would look it up by patterns of its own
_SEAL = range(40, 260)
"""Sides in points within which a picture may be a seal (30-50 mm, drawn generously)."""

_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_BLIP = n.A + "blip"
_EXT = n.A + "ext"
_EXTENT = n.WP + "extent"
_DOC_PR = n.WP + "docPr"
_IMAGE_DATA = n.V + "imagedata"
_LENGTH = re.compile(
    r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6}(?:\.\d{0,6})?)(pt|in|cm|mm|px|)", re.IGNORECASE
)
_POINTS = {"pt": 1.0, "": 0.75, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54}


@dataclass(slots=True)
class Album:
    """The pictures of one part; each image file is looked at once."""

    package: Package
    part: str
    _shares: dict[str, float | None] = field(default_factory=dict)

    def drawn(self, drawing: etree._Element) -> Iterator[Picture]:
        """The pictures of a ``w:drawing``; one that only holds shapes has none."""
        found = [e for e in chosen(drawing) if e.tag == _PIC]
        names = [e.get(a, "") for e in drawing.iter(_DOC_PR) for a in ("name", "descr")]
        for element in found:
            # within a group each picture has an extent of its own
            own = (e for e in element.iter(_EXT) if e.get("cx"))
            extent = next(drawing.iter(_EXTENT) if len(found) == 1 else own, None)
            width, height = (0.0, 0.0) if extent is None else _extent(extent)
            blip = next(element.iter(_BLIP), None)
            ident = "" if blip is None else blip.get(n.R + "embed", "")
            yield self.embedded(ident, width, height, *names)

    def pictured(self, shape: etree._Element) -> Iterator[Picture]:
        """The pictures of a ``w:pict`` or ``w:object`` (VML)."""
        for data in shape.iter(_IMAGE_DATA):
            parent = data.getparent()
            style = "" if parent is None else parent.get("style", "")
            yield self.embedded(data.get(n.R + "id", ""), *_style_size(style))

    def embedded(self, ident: str, width: float, height: float, *names: str) -> Picture:
        """The picture of relationship ``ident``, shown at a size in points.

        Its name is what the document calls it (``names``) and what its file is called.
        """
        target = self.target(ident)
        share = self._share(target) if target and _may_be_seal(width, height) else None
        name = " ".join(filter(None, (*names, target.rsplit("/", 1)[-1])))
        return Picture(round(width, 1), round(height, 1), name, share)

    def target(self, ident: str) -> str:
        """The part that relationship ``ident`` leads to, ``""`` if none inside the package."""
        found = (r for r in self.package.relations(self.part) if r.ident == ident)
        return next((r.target for r in found if not r.external), "")

    def _share(self, target: str) -> float | None:
        if target not in self._shares:
            data = self._image(target)
            self._shares[target] = None if data is None else red_share(data)
        return self._shares[target]

    def _image(self, target: str) -> bytes | None:
        """The image's bytes; ``None`` where it is missing, large or damaged: no reason to
        refuse the document."""
        try:
            return self.package.read(target, limit=_BYTES)
        except UnreadableFile:
            return None


def chosen(parent: etree._Element) -> Iterator[etree._Element]:
    """All descendants, of each ``mc:AlternateContent`` one branch only, text boxes closed."""
    for child in parent:
        if child.tag == n.ALTERNATE:
            yield from chosen(branch(child))
            continue
        yield child
        if child.tag != n.TXBX_CONTENT:
            yield from chosen(child)


def branch(alternate: etree._Element) -> etree._Element:
    """The branch of ``mc:AlternateContent`` that is read: the first choice that is not empty."""
    for choice in alternate.iterchildren(n.CHOICE):
        if len(choice):
            return choice
    fallback = alternate.find(n.FALLBACK)
    return alternate if fallback is None else fallback


def red_share(data: bytes) -> float | None:
    """Share of the inked pixels that are strongly red (hue 340-20°); ``None``: not an image.

    White and transparent pixels are paper, not ink.
    """
    from PIL import Image, ImageChops, UnidentifiedImageError  # costs 30 ms; most files need none

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF")) as image:
            if image.width * image.height > _PIXELS:
                return None
            small = image.convert("RGBA").resize((96, 96), Image.Resampling.BOX)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
    paper = Image.new("RGBA", small.size, _WHITE)
    hue, saturation, value = Image.alpha_composite(paper, small).convert("HSV").split()
    red = ImageChops.multiply(
        hue.point(lambda h: 255 if h >= 241 or h <= 14 else 0),
        saturation.point(lambda s: 255 if s >= 64 else 0),
    )
    ink = ImageChops.lighter(
        saturation.point(lambda s: 255 if s >= 40 else 0),
        value.point(lambda v: 255 if v <= 200 else 0),
    )
    inked = ink.histogram()[255]
    return round(red.histogram()[255] / inked, 3) if inked else 0.0


def _may_be_seal(width: float, height: float) -> bool:
    return int(width) in _SEAL and int(height) in _SEAL


def _extent(extent: etree._Element) -> tuple[float, float]:
    return (whole(extent.get("cx")) / _EMU, whole(extent.get("cy")) / _EMU)


def _style_size(style: str) -> tuple[float, float]:
    sizes = {m[1].lower(): float(m[2]) * _POINTS[m[3].lower()] for m in _LENGTH.finditer(style)}
    return (sizes.get("width", 0.0), sizes.get("height", 0.0))

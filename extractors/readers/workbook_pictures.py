"""Pictures on a sheet, each on the cell that its upper left corner lies in."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractors.readers.office_package import Package
from extractors.readers.office_values import whole
from extractors.readers.word_pictures import Album
from extractors.readers.workbook_sheet import MAX_COLUMNS, MAX_ROWS, Spot
from schemas.document import Picture

_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def sheet_pictures(package: Package, part: str) -> dict[Spot, tuple[Picture, ...]]:
    """The pictures of the worksheet ``part`` by their anchor cell."""
    found: dict[Spot, tuple[Picture, ...]] = {}
    for relation in package.relations(part):
        if relation.kind != "drawing" or relation.external:
            continue
        root = package.tree(relation.target)
        for spot, picture in () if root is None else _anchored(root, package, relation.target):
            found[spot] = (*found.get(spot, ()), picture)
    return found


def _anchored(root: etree._Element, package: Package, part: str) -> Iterator[tuple[Spot, Picture]]:
    album = Album(package, part)
    for anchor in root:
        start = anchor.find(_XDR + "from")
        if start is None:
            continue
        spot = (whole(start.findtext(_XDR + "row")), whole(start.findtext(_XDR + "col")))
        if not (0 <= spot[0] < MAX_ROWS and 0 <= spot[1] < MAX_COLUMNS):
            continue
        for shape in anchor.iter(_XDR + "pic"):
            blip = next(shape.iter(_A + "blip"), None)
            ident = "" if blip is None else blip.get(_EMBED, "")
            yield spot, album.embedded(ident, *_size(anchor, shape))


def _size(anchor: etree._Element, shape: etree._Element) -> tuple[float, float]:
    """Width and height in points: the anchor's own extent, else the shape's."""
    extent = anchor.find(_XDR + "ext")
    if extent is None:
        extent = next((e for e in shape.iter(_A + "ext") if e.get("cx")), None)
    if extent is None:
        return (0.0, 0.0)
    return (whole(extent.get("cx")) / 12700, whole(extent.get("cy")) / 12700)

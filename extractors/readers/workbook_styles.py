"""Cell styles of a workbook: number format, and what of the look matters for reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from extractors.readers.office_values import whole
from extractors.readers.workbook_formats import BUILT_IN, GENERAL

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
T = TypeVar("T")
_OFF = ("0", "false", "none")


@dataclass(frozen=True, slots=True)
class Font:
    """What a font does to the text; ``name`` tells symbol fonts."""

    name: str = ""
    bold: bool = False
    underline: bool = False
    struck: bool = False
    raised: bool = False
    white: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """One ``xf`` of the workbook."""

    code: str = GENERAL
    font: Font = Font()
    filled: bool = False
    bordered: bool = False


def cell_styles(root: etree._Element | None) -> tuple[Style, ...]:
    """The styles that cells name by index (``cellXfs``)."""
    if root is None:
        return (Style(),)
    codes = {
        whole(f.get("numFmtId")): f.get("formatCode", GENERAL) for f in root.iter(S + "numFmt")
    }
    fonts = [font_of(f) for f in _children(root, "fonts")]
    fills = [_is_filled(f) for f in _children(root, "fills")]
    borders = [any(e.get("style", "none") != "none" for e in b) for b in _children(root, "borders")]
    return tuple(
        Style(
            code=_code(whole(xf.get("numFmtId")), codes),
            font=_at(fonts, xf.get("fontId"), Font()),
            filled=_at(fills, xf.get("fillId"), False),
            bordered=_at(borders, xf.get("borderId"), False),
        )
        for xf in _children(root, "cellXfs")
    ) or (Style(),)


def font_of(element: etree._Element) -> Font:
    """A ``font`` of the styles or the ``rPr`` of a rich text run."""
    name = element.find(S + "name")
    if name is None:
        name = element.find(S + "rFont")
    raised = element.find(S + "vertAlign")
    colour = element.find(S + "color")
    return Font(
        name="" if name is None else name.get("val", ""),
        bold=_is_on(element, "b"),
        underline=_is_on(element, "u"),
        struck=_is_on(element, "strike"),
        raised=raised is not None and raised.get("val") == "superscript",
        white=colour is not None
        and (colour.get("rgb", "")[-6:].upper() == "FFFFFF" or colour.get("theme") == "0"),
    )


def _code(ident: int, codes: dict[int, str]) -> str:
    return codes.get(ident) or BUILT_IN.get(ident, GENERAL)


def _children(root: etree._Element, name: str) -> list[etree._Element]:
    parent = root.find(S + name)
    return [] if parent is None else list(parent)


def _at(items: list[T], index: str | None, default: T) -> T:
    number = whole(index)
    return items[number] if 0 <= number < len(items) else default


def _is_on(element: etree._Element, name: str) -> bool:
    child = element.find(S + name)
    return child is not None and child.get("val") not in _OFF


def _is_filled(fill: etree._Element) -> bool:
    pattern = fill.find(S + "patternFill")
    if pattern is None:
        return len(fill) > 0
    ground = pattern.find(S + "fgColor")
    return pattern.get("patternType", "none") not in ("none", "gray125") and not (
        ground is not None and ground.get("rgb", "")[-6:].upper() == "FFFFFF"
    )

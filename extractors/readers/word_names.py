"""Qualified names of WordprocessingML (ECMA-376 part 1), built once.

Strict documents (ISO 29500) are brought to these transitional names when a part is parsed.
"""

from __future__ import annotations

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org/"
W = "{" + _OFFICE + "wordprocessingml/2006/main}"
R = "{" + _OFFICE + "officeDocument/2006/relationships}"
M = "{" + _OFFICE + "officeDocument/2006/math}"
A = "{" + _OFFICE + "drawingml/2006/main}"
WP = "{" + _OFFICE + "drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  the namespace's usual prefix

VAL = W + "val"
# blocks
BODY = W + "body"
P = W + "p"
P_PR = W + "pPr"
TBL = W + "tbl"
TR = W + "tr"
TC = W + "tc"
TXBX_CONTENT = W + "txbxContent"
# wrappers
SDT = W + "sdt"
SDT_PR = W + "sdtPr"
SDT_CONTENT = W + "sdtContent"
INS = W + "ins"
DEL = W + "del"
MOVE_TO = W + "moveTo"
MOVE_FROM = W + "moveFrom"
ALTERNATE = MC + "AlternateContent"
CHOICE = MC + "Choice"
FALLBACK = MC + "Fallback"
TRANSPARENT = (
    W + "hyperlink",
    W + "smartTag",
    W + "customXml",
    W + "fldSimple",
    W + "dir",
    W + "bdo",
    W + "subDoc",
)
# runs
RUN = W + "r"
R_PR = W + "rPr"
T = W + "t"
DEL_TEXT = W + "delText"
SYM = W + "sym"
FLD_CHAR = W + "fldChar"
DRAWING = W + "drawing"
PICT = W + "pict"
OBJECT = W + "object"
RUBY = W + "ruby"
RUBY_BASE = W + "rubyBase"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def leading(element: etree._Element, tag: str) -> etree._Element | None:
    """The properties of an element: its first child, if that is a ``tag``."""
    if not len(element):
        return None
    first = element[0]
    return first if first.tag == tag else None

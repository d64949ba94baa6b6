"""ActiveX boxes of a Word form: ☑/☐ with their caption, read from what is stored, never run.

Property bags as in ECMA-376 part 4; streams as in [MS-OFORMS] 2.2.5 (MorphDataControl).
"""

from __future__ import annotations

import struct

from lxml import etree

from extractors.errors import UnreadableFile
from extractors.readers.office_package import Package
from schemas.document import TICKED, UNTICKED

_AX = "{http://schemas.microsoft.com/office/2006/activeX}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOXES = (
    "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}",  # Forms.CheckBox.1
    "{8BD21D50-EC42-11CE-9E0D-00AA006002F3}",  # Forms.OptionButton.1
)
_STATES = {"1": TICKED, "-1": TICKED, "True": TICKED, "0": UNTICKED, "False": UNTICKED}
_LIMIT = 1024 * 1024

# [MS-OFORMS] 2.2.5.2: the bits of the property mask that have data, and its size in bytes
_SIZES = {
    0: 4, 1: 4, 2: 4, 3: 4, 4: 1, 5: 1, 6: 1, 7: 1, 9: 2, 10: 4, 11: 2, 12: 2, 13: 2, 14: 2,
    15: 2, 16: 1, 17: 1, 18: 1, 20: 1, 21: 1, 22: 4, 23: 4, 24: 4, 25: 4, 26: 4, 27: 2, 28: 2,
    29: 2, 32: 4,
}  # fmt: skip
_VALUE, _CAPTION, _SIZE = 22, 23, 8
_COMPRESSED = 0x80000000


def box_text(package: Package, part: str) -> str:
    """What the control in ``part`` shows: box and caption, ``""`` if it is no readable box."""
    try:
        root = package.tree(part)
        if root is None or root.get(_AX + "classid", "").upper() not in _BOXES:
            return ""
        value, caption = _bag(root) if len(root) else _stored(package, part, root)
    except (UnreadableFile, struct.error, UnicodeDecodeError):
        return ""  # damage in one control is no reason to refuse the document
    return _STATES[value] + caption if value in _STATES else ""


def _bag(root: etree._Element) -> tuple[str, str]:
    entries = {e.get(_AX + "name"): e.get(_AX + "value", "") for e in root.iter(_AX + "ocxPr")}
    return entries.get("Value", ""), entries.get("Caption", "")


def _stored(package: Package, part: str, root: etree._Element) -> tuple[str, str]:
    ident = root.get(_R_ID)
    target = next((r.target for r in package.relations(part) if r.ident == ident), "")
    return morph_data(package.read(target, _LIMIT) or b"")


def morph_data(data: bytes) -> tuple[str, str]:
    """Value and caption in a stored control, which may begin with its class id.

    Raises ``struct.error`` or ``UnicodeDecodeError`` for data of another kind.
    """
    body = data[16:] if data[16:18] == b"\x00\x02" else data
    if body[:2] != b"\x00\x02":
        return "", ""
    (mask,) = struct.unpack_from("<Q", body, 4)
    counts: dict[int, int] = {}
    at = 12
    for bit, size in _SIZES.items():
        if mask >> bit & 1:
            at += -at % size
            counts[bit] = int.from_bytes(body[at : at + size], "little")
            at += size
    at += -at % 4 + (8 if mask >> _SIZE & 1 else 0)
    value, at = _string(body, at, counts.get(_VALUE, 0))
    caption, _ = _string(body, at, counts.get(_CAPTION, 0))
    return value, caption


def _string(body: bytes, at: int, count: int) -> tuple[str, int]:
    """A string of the extra data and where the next begins."""
    length = count & ~_COMPRESSED
    raw = body[at : at + length]
    text = raw.decode("latin-1") if count & _COMPRESSED else raw.decode("utf-16-le")
    return text, at + length + -length % 4

"""Tables as plain text: which encoding, which separator. Nothing here knows a Document.

Excel and WPS save in the system's GBK (read as GB18030, which contains it), as UTF-8 with a byte
order mark, or as tab-separated UTF-16; other programs as UTF-8.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Sequence
from typing import Final

SEPARATORS: Final = ",\t;"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT: Final = 40
_REGULAR: Final = 0.6
"""The share of lines that must have the table's width; a title above it has another."""


def decoded(raw: bytes) -> str | None:
    """``raw`` as text, ``None`` where no encoding in use here makes sense of it."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw, encoding)
    for encoding in ("utf-8", "gb18030"):
        text = _strictly(raw, encoding)
        if text is not None:
            return text
    return _guessed(raw)


def separator_of(text: str, *, whole: bool = True) -> str | None:
    """What separates the cells of ``text``, ``None`` where it is no table.

    ``whole`` is false where the text is the beginning of a longer one, cut anywhere.
    """
    lines = text.splitlines(keepends=True)
    lines = (lines if whole else lines[:-1])[:_LOOKED_AT]
    try:
        return next((s for s in SEPARATORS if _is_regular(rows(lines, s))), None)
    except csv.Error:
        return None


def rows(lines: Sequence[str], separator: str) -> list[list[str]]:
    """The cells of each row, none for a blank one. Raises ``csv.Error`` for a cell beyond its limit."""
    found = csv.reader(lines, delimiter=separator)
    return [row if any(map(str.strip, row)) else [] for row in found]


def _is_regular(found: Sequence[Sequence[str]]) -> bool:
    filled = [len(row) for row in found if row]
    if len(filled) < 2:
        return False
    width, often = Counter(filled).most_common(1)[0]
    return width > 1 and often >= max(2, _REGULAR * len(filled))


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guessed(raw: bytes) -> str | None:
    """Big5 and the like, or a file that some program garbled in one place."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: 1 << 18], cp_isolation=["big5", "utf_16_le", "utf_16_be"]).best()
    return None if best is None else raw.decode(best.encoding, errors="replace")

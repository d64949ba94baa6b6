"""A .doc that ends in a table gets the paragraph that must follow one ([MS-DOC] 2.4.1).

Word and WPS always write it; LibreOffice does not, and then reads its own file's last table as loose
lines. The paragraph is written into the padding after the text, and into the four indices that know
where the text ends. Files with headers, footnotes or comments, whose text goes on there, stay as they are.
"""

from __future__ import annotations

import struct
from contextlib import closing
from pathlib import Path
from typing import Final

import olefile

_CELL_MARK: Final = b"\x07\0"
_PARAGRAPH: Final = b"\r\0"
_PAGE: Final = 512
_TABLE_FLAG: Final = 0x200
_COMPRESSED: Final = 0x40000000
# offsets in the file information block ([MS-DOC] 2.5)
_FLAGS, _END, _TEXT, _SECTIONS, _LETTERS, _PARAGRAPHS, _PIECES = (
    0x0A,
    0x1C,
    0x4C,
    0xCA,
    0xFA,
    0x102,
    0x1A2,
)
_BX: Final = 13


def close_last_table(path: Path) -> bool:
    """Append the missing paragraph in place; whether there was one to append."""
    try:
        with closing(olefile.OleFileIO(path, write_mode=True)) as file:
            main = bytearray(file.openstream("WordDocument").read())
            name = "1Table" if struct.unpack_from("<H", main, _FLAGS)[0] & _TABLE_FLAG else "0Table"
            table = bytearray(file.openstream(name).read())
            if not _closed(main, table):
                return False
            file.write_stream("WordDocument", bytes(main))
            file.write_stream(name, bytes(table))
    except (OSError, ValueError, IndexError, struct.error):
        return False  # LibreOffice has the last word on what is broken
    return True


def _closed(main: bytearray, table: bytearray) -> bool:
    """Change both streams; ``False`` where nothing is to be changed or there is no room."""
    letters, *others = struct.unpack_from("<8I", main, _TEXT)
    at = _last_piece(table, _at(main, _PIECES))
    if at is None or any(others):
        return False
    ends, start = at
    end = start + 2 * (_at(table, ends) - _at(table, ends - 4))
    if main[end - 2 : end] != _CELL_MARK or main[end : end + 2] != b"\0\0":
        return False
    if not _extend_runs(main, table, end):
        return False
    main[end : end + 2] = _PARAGRAPH
    _put(main, _TEXT, letters + 1)
    _put(main, _END, end + 2)
    _put(table, ends, _at(table, ends) + 1)
    sections, length = _at(main, _SECTIONS), _at(main, _SECTIONS + 4)
    _put(table, sections + 4 * ((length - 4) // 16), letters + 1)
    return True


def _last_piece(table: bytearray, clx: int) -> tuple[int, int] | None:
    """Where the last piece's end stands in the table, and where its letters start; two bytes each."""
    while table[clx] == 1:
        clx += 3 + struct.unpack_from("<H", table, clx + 1)[0]
    count = (_at(table, clx + 1) - 4) // 12
    first = clx + 5
    start = _at(table, first + 4 * (count + 1) + 8 * (count - 1) + 2)
    return None if start & _COMPRESSED else (first + 4 * count, start)


def _extend_runs(main: bytearray, table: bytearray, end: int) -> bool:
    """A run for the new paragraph, without properties: it stands in no table."""
    index, page = _last_page(main, table, _PARAGRAPHS)
    runs = main[page + _PAGE - 1]
    entries = page + 4 * (runs + 1)
    kept = bytes(main[entries : entries + _BX * runs])
    properties = min((2 * offset for offset in kept[::_BX] if offset), default=_PAGE - 1)
    if _at(main, entries - 4) != end or properties < 4 * (runs + 2) + _BX * (runs + 1):
        return False
    main[entries + 4 : entries + 4 + _BX * (runs + 1)] = kept + bytes(_BX)
    _put(main, entries, end + 2)
    main[page + _PAGE - 1] = runs + 1
    _put(table, index, end + 2)
    index, page = _last_page(main, table, _LETTERS)
    _put(main, page + 4 * main[page + _PAGE - 1], end + 2)
    _put(table, index, end + 2)
    return True


def _last_page(main: bytearray, table: bytearray, entry: int) -> tuple[int, int]:
    """Where an index of runs says that the text ends, and its last page of runs."""
    start, length = _at(main, entry), _at(main, entry + 4)
    count = (length - 4) // 8
    return start + 4 * count, _at(table, start + 4 * (count + 1) + 4 * (count - 1)) * _PAGE


def _at(data: bytearray, offset: int) -> int:
    return int(struct.unpack_from("<I", data, offset)[0])


def _put(data: bytearray, offset: int, value: int) -> None:
    struct.pack_into("<I", data, offset, value)

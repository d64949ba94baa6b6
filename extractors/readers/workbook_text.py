"""Text of workbook cells: shared and inline strings, rich runs, struck text kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extractors.readers.office_package import checked, streamed
from extractors.readers.office_symbols import is_symbol_font, name_private, translate
from extractors.readers.workbook_styles import Font, S, font_of

_T, _RUN, _R_PR = S + "t", S + "r", S + "rPr"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_POWER = re.compile(r"[-−–+]?\d+")


@dataclass(frozen=True, slots=True)
class Rich:
    """A string: its runs, each with its own font or that of the cell (``None``)."""

    runs: tuple[tuple[str, Font | None], ...]

    def seen(self, font: Font) -> tuple[str, str]:
        """What a reader sees in a cell of ``font``, and what is struck out."""
        text = withdrawn = ""
        for part, own in self.runs:
            look = own or font
            shown = _shown(part, look)
            if look.struck:
                withdrawn += shown
            elif look.raised and _POWER.fullmatch(shown) and text[-1:].isdigit():
                text += f"^{shown}"
            else:
                text += shown
        return name_private(text), withdrawn


def plain_text(text: str) -> Rich:
    """A string without runs of its own."""
    return Rich(((text, None),))


def rich(item: etree._Element) -> Rich:
    """An ``si`` of the shared strings or an ``is`` of a cell; phonetic hints left out."""
    runs: list[tuple[str, Font | None]] = []
    for child in item:
        if child.tag == _T:
            runs.append((decoded(child.text or ""), None))
        elif child.tag == _RUN:
            given = child.find(_R_PR)
            text = decoded(child.findtext(_T) or "")
            runs.append((text, None if given is None else font_of(given)))
    return Rich(tuple(runs))


def shared_strings(data: bytes, used: frozenset[int]) -> dict[int, Rich]:
    """The shared strings of the indices ``used``; a book may hold millions of others."""
    found: dict[int, Rich] = {}
    last = max(used, default=-1)
    for index, item in enumerate(streamed(checked(data), S + "si") if used else ()):
        if index in used:
            found[index] = rich(item)
        if index >= last:
            break
    return found


def decoded(text: str) -> str:
    """``text`` with ``_x000D_`` escapes resolved and line breaks as ``\\n``."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _CONTROL.sub("", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shown(text: str, font: Font) -> str:
    if not is_symbol_font(font.name):
        return text
    return translate(text, (font.name,) * 4)

